// A venue whose people sign in at its kiosk, ask and act there.
#pragma once

#include "core/base/bytes.h"
#include "tests/kiosk/link/link_fixture.h"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace einlass::link {

struct Signed {
  rules::StaffMember member;
  std::string pin;
};

class DoorTest : public LinkTest {
 protected:
  Signed take_on(const std::string& name, const std::string& role = "staff") {
    const auto text = venue.command("staff.add", R"({"name":")" + name + R"(","role":")" + role + R"("})");
    const auto value = boost::json::parse(text);
    return {.member = {.number = static_cast<std::uint32_t>(value.at("number").as_int64()), .name = name},
            .pin = std::string(value.at("pin").as_string())};
  }

  base::Result<rules::DoorAnswer> ask(Kiosk& at, const rules::DoorQuestion& question) {
    const auto token = ++token_;
    at.link().ask(token, question);
    return at.await<DoorAnswered>([&](const auto& each) { return each.token == token; }).answer;
  }
  template <typename Answer>
  Answer answer(const rules::DoorQuestion& question) {
    return std::get<Answer>(ask(kiosk, question).value());
  }
  rules::PinAnswer check(const std::string& pin) { return answer<rules::PinAnswer>(rules::CheckPin{pin}); }
  // The roster that the kiosk has says whether she may ask there. Her PIN, tried too early, would count as a miss.
  bool comes_to_know(Kiosk& at, const Signed& who, bool known = true) {
    for (int tries = 0; tries < 1'200; ++tries) {
      const auto told = ask(at, rules::FindGuests{.text = "x", .by = who.member.number});
      const bool refused = !told && told.error().kind == base::ErrorKind::Refused;
      if (known ? told.has_value() : refused) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }
  // Once the kiosk has heard of her.
  rules::StaffMember sign_in(Kiosk& at, const Signed& who) {
    if (!comes_to_know(at, who)) throw std::runtime_error("the kiosk does not hear of " + who.member.name);
    const auto told = std::get<rules::PinAnswer>(ask(at, rules::CheckPin{who.pin}).value());
    if (!told.member) throw std::runtime_error("nobody could sign in");
    return *told.member;
  }
  base::Result<void> act(Kiosk& at, const rules::StaffMember& by, const rules::StaffAct& done) {
    const auto token = ++token_;
    at.link().act(token, {.event = venue.event(), .by = by.number, .act = done});
    return at.await<ActDone>([&](const auto& each) { return each.token == token; }).done;
  }

  rules::RegisterGuest walk_in(const std::string& name) {
    return {.ticket = rules::TicketId::random(),
            .guest = {.id = rules::GuestId::random(), .full_name = name},
            .category = "guest"};
  }
  ScanRequest tap(rules::TicketId ticket, const rules::StaffMember& by, rules::How how = rules::How::List) {
    return {.scan = {rules::ScanId::random(), 0},
            .what = ticket,
            .how = how,
            .decider = rules::decider_of(by.role),
            .operator_number = by.number};
  }
  void import(const std::string& csv) {
    const auto content = base::base64url(base::to_bytes(csv));
    venue.command("guests.import", R"({"event":"evening","content":")" + content + R"("})");
  }
  // Entries that the server put aside.
  std::size_t parked() {
    kiosk.stop();
    venue.stop();
    return venue.desk().reports().status().value().events.front().parked.size();
  }

  std::uint64_t token_ = 0;
};

}  // namespace einlass::link
