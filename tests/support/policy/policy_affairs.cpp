#include "tests/support/policy/policy_affairs.h"

#include "core/wire/canonical_json.h"

#include <chrono>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace einlass::policy {
namespace {

namespace json = boost::json;
using std::chrono::minutes;

// Unlike random ids, the same in every run.
template <typename Id>
Id named(const std::string& name) {
  return Id(base::keyed_id(base::SecretKey{}, name));
}

class Arranger {
 public:
  Arranger(const PolicyCase& row, const Stage& stage)
      : affairs_(row.affairs),
        stage_(stage),
        name_(row.preset + "/" + row.rule),
        day_(rules::admission_day(stage.policy, stage.zone, stage.now)) {}

  Arranged arrange() {
    arranged_.ticket = own_ticket();
    arranged_.scan = {named<rules::ScanId>(name_ + "/now"), affairs_.set_aside ? 1U : 0U};
    if (!affairs_.registered && affairs_.listed) list(arranged_.ticket, "Jana Weiß");
    write_own();
    come_in("in", affairs_.others_in, affairs_.others_in);
    come_in("gone", affairs_.others_gone, 0);
    if (affairs_.others_listed > 0) list(others_ticket("listed", affairs_.others_listed), "Omar Haddad");
    return std::move(arranged_);
  }

 private:
  rules::Ticket own_ticket() const {
    rules::Ticket ticket{.id = named<rules::TicketId>(name_),
                         .event = stage_.event,
                         .guest = named<rules::GuestId>(name_),
                         .category = affairs_.category,
                         .places = affairs_.places,
                         .status = affairs_.status,
                         .payment = affairs_.payment,
                         .listed = affairs_.listed,
                         .owns_seat = !affairs_.registered,
                         .doors = affairs_.doors};
    if (affairs_.valid_from) ticket.valid_from = stage_.now + minutes(*affairs_.valid_from);
    if (affairs_.valid_until) ticket.valid_until = stage_.now + minutes(*affairs_.valid_until);
    return ticket;
  }

  rules::Ticket others_ticket(const std::string& who, int places) const {
    return {.id = named<rules::TicketId>(name_ + "/" + who),
            .event = stage_.event,
            .guest = named<rules::GuestId>(name_ + "/" + who),
            .category = affairs_.others_category,
            .places = places};
  }

  void list(const rules::Ticket& ticket, const std::string& name) {
    rules::GuestRow row;
    row.ticket = ticket;
    row.guest.id = ticket.guest;
    row.guest.full_name = name;
    row.source = "csv";
    arranged_.list.push_back(std::move(row));
  }

  void write(const rules::Ticket& ticket, const std::string& scan, rules::Fact fact, std::uint32_t step = 0) {
    rules::EntryDraft draft;
    draft.ticket = ticket.id;
    draft.guest = ticket.guest;
    draft.scan = rules::ScanStep{named<rules::ScanId>(name_ + "/" + scan), step};
    draft.fact = std::move(fact);
    arranged_.entries.push_back(std::move(draft));
  }

  static rules::Admitted admitted(const rules::Ticket& ticket, int persons, const rules::AdmissionDay& day) {
    const auto source = rules::owns_its_seat(ticket) ? rules::SeatSource::Own : rules::SeatSource::Pool;
    return {.persons = persons,
            .places = ticket.places,
            .category = ticket.category,
            .day = day,
            .seat = {.source = source, .lease = {}}};
  }

  rules::AdmissionDay yesterday() const {
    if (!day_) return day_;
    return stage_.zone.day_of(stage_.now - std::chrono::hours(24));
  }

  void write_own() {
    const auto& ticket = arranged_.ticket;
    if (affairs_.registered) {
      write(ticket, "registered",
            rules::GuestRegistered{.category = ticket.category, .places = ticket.places, .how = *affairs_.registered});
    }
    if (affairs_.approved) write(ticket, "approved", rules::HostDecided{.approved = true, .reason = {}});
    if (affairs_.moved_up) write(ticket, "moved_up", rules::MovedUp{.persons = ticket.places});
    if (affairs_.settled) write(ticket, "settled", rules::SettledElsewhere{});
    if (affairs_.seat_released) write(ticket, "released", rules::SeatReleased{.persons = ticket.places});
    if (affairs_.came_yesterday) write(ticket, "yesterday", admitted(ticket, ticket.places, yesterday()));
    if (affairs_.came > 0) write(ticket, "came", admitted(ticket, affairs_.came, day_));
    if (affairs_.came > affairs_.inside) {
      write(ticket, "left", rules::Departed{.persons = affairs_.came - affairs_.inside, .day = day_});
    }
    if (affairs_.set_aside) write(ticket, "now", rules::Overridden{.refusal = *affairs_.set_aside});
  }

  // On a ticket that stands in no list.
  void come_in(const std::string& who, int persons, int inside) {
    if (persons == 0) return;
    auto ticket = others_ticket(who, persons);
    ticket.owns_seat = false;
    write(ticket, who, admitted(ticket, persons, day_));
    if (persons > inside) write(ticket, who + " left", rules::Departed{.persons = persons - inside, .day = day_});
  }

  const Affairs& affairs_;
  const Stage& stage_;
  const std::string name_;
  const rules::AdmissionDay day_;
  Arranged arranged_;
};

}  // namespace

Arranged arrange(const PolicyCase& row, const Stage& stage) {
  return Arranger(row, stage).arrange();
}

std::string changes_of(const PolicyCase& row, base::Instant now) {
  auto changes = wire::parse_json(row.changes).value().as_object();
  auto hours = row.affairs.hours;
  if (hours.empty()) hours.emplace_back(-720, 720);
  json::array doors;
  for (const auto& [opens, closes] : hours) {
    doors.push_back(
        json::object{{"opens", (now + minutes(opens)).unix_ms()}, {"closes", (now + minutes(closes)).unix_ms()}});
  }
  changes["doors_hours"] = std::move(doors);
  return json::serialize(changes);
}

bool is_alone(Asker asker) {
  return asker == Asker::GuestAlone || asker == Asker::StaffAlone;
}

rules::Decider decider_of(Asker asker) {
  switch (asker) {
    case Asker::Guest:
    case Asker::GuestAlone:
      return rules::Decider::SelfService;
    case Asker::Staff:
    case Asker::StaffAlone:
      return rules::Decider::Staff;
    case Asker::Host:
      return rules::Decider::Host;
  }
  return rules::Decider::SelfService;
}

}  // namespace einlass::policy
