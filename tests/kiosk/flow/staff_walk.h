// A walk by somebody of the team: signed in, with a guest whose sheet can be read.
#pragma once

#include "tests/kiosk/flow/walk.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::flow {

class StaffTest : public testing::Test {
 protected:
  StaffTest() {
    walk.config.categories = {{"member", {{"en", "Member"}, {"de", "Mitglied"}}}};
    walk.config.default_language = "en";
    walk.config.policy.badge.template_name = "card";
  }

  Walk& press(StaffPress what) { return walk.give(StaffPressed{std::move(what)}); }
  Walk& choose(StaffAction action) { return press(ActionChosen{action}); }
  Walk& choose_answer(std::size_t index) { return press(AnswerChosen{index}); }
  Walk& type(const std::string& text) {
    for (const char letter : text) walk.give(Typed{std::string(1, letter)});
    return walk;
  }

  void sign_in(rules::Role role = rules::Role::Staff) {
    press(SignInWanted{});
    type("472913");
    answer(rules::PinAnswer{.member = rules::StaffMember{.number = 3, .name = "Anna", .role = role}});
    ASSERT_EQ(walk.model().signed_in.substr(0, 4), "Anna");
  }

  // To the question asked last.
  void answer(rules::DoorAnswer said) {
    walk.give(DoorAnswered{walk.asked_for<AskDoor>().back().token, std::move(said)});
  }
  void not_answered(base::ErrorKind why) {
    walk.give(DoorAnswered{walk.asked_for<AskDoor>().back().token, base::fail(why, "No.")});
  }
  void done() { walk.give(DoneAtDoor{walk.asked_for<DoAtDoor>().back().token, {}}); }
  void not_done(base::ErrorKind why) {
    walk.give(DoneAtDoor{walk.asked_for<DoAtDoor>().back().token, base::fail(why, "No.")});
  }

  template <typename Act>
  const Act* last_act() {
    acts = walk.asked_for<DoAtDoor>();
    return acts.empty() ? nullptr : std::get_if<Act>(&acts.back().act);
  }

  // Of ticket 7, which admissions of Walk are about.
  static rules::GuestSheet sheet(int inside = 0, int places = 1) {
    rules::GuestSheet sheet;
    sheet.ticket.id = id_of<rules::TicketId>(7);
    sheet.ticket.category = "member";
    sheet.ticket.places = places;
    sheet.guest = rules::Guest{.id = id_of<rules::GuestId>(7),
                               .first_name = "Jürgen",
                               .last_name = "Groß",
                               .full_name = "Jürgen Groß",
                               .company = "Nordlicht GmbH"};
    sheet.state.places = places;
    sheet.state.days[{}] = {.inside = inside, .admitted = inside};
    if (inside > 0) {
      rules::StandingAdmission standing;
      standing.scan = {id_of<rules::ScanId>(77), sheet.ticket.id};
      standing.persons = inside;
      standing.place = {.kiosk = {}, .name = "Kiosk 2", .door = "Süd"};
      standing.time.venue = base::Instant::from_unix_ms(1'795'503'600'000);  // 08:00 in Berlin
      sheet.state.standing.push_back(standing);
      rules::Badge badge;
      badge.serial = id_of<rules::BadgeSerial>(5);
      badge.status = rules::BadgeStatus::Printed;
      badge.place = standing.place;
      badge.admission = standing.scan;
      sheet.state.badges.push_back(badge);
    }
    return sheet;
  }
  static rules::GuestSheet unpaid_sheet() {
    rules::GuestSheet unpaid = sheet();
    unpaid.ticket.payment = rules::Payment::Open;
    return unpaid;
  }
  void open(const rules::GuestSheet& sheet) {
    press(GuestOpened{sheet.ticket.id});
    answer(sheet);
  }

  void fill_in_li_na() {
    press(PlaceOpened{StaffPlace::WalkIn});
    type("Li");
    walk.give(FormSent{});
    type("Na");
    walk.give(FormSent{.whole = true});
  }

  std::string headline() const { return walk.model().headline; }
  bool offers(const std::string& label) const {
    const auto model = walk.model();
    return std::any_of(model.buttons.begin(), model.buttons.end(),
                       [&label](const Button& button) { return button.label == label; });
  }
  void press_button(const std::string& id) {
    const auto model = walk.model();
    for (const Button* button : buttons_of(model)) {
      if (button->id != id) continue;
      const Event event = button->event;
      walk.give(event);
      return;
    }
    FAIL() << "there is no button " << id << " at: " << headline();
  }
  bool has_button(const std::string& id) const {
    const auto model = walk.model();
    const auto all = buttons_of(model);
    return std::any_of(all.begin(), all.end(), [&id](const Button* each) { return each->id == id; });
  }
  std::string line(const std::string& label) const {
    for (const Line& line : walk.model().lines) {
      if (line.label == label) return line.text;
    }
    return {};
  }
  std::string notice() const {
    const auto model = walk.model();
    return model.notices.empty() ? std::string() : model.notices.front().text;
  }
  bool signed_in() const { return !walk.model().signed_in.empty(); }

  Walk walk = Walk::open();
  std::vector<DoAtDoor> acts;
};

inline rules::FoundGuest found(std::uint8_t ticket, const std::string& name) {
  return {.ticket = id_of<rules::TicketId>(ticket), .name = name, .company = "Nordlicht GmbH", .category = "member"};
}

}  // namespace einlass::flow
