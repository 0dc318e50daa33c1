#include "tests/support/policy/policy_venue.h"

#include "core/wire/pairing_code.h"
#include "db/attendance_journal.h"
#include "db/guest_book.h"

#include <unordered_set>
#include <variant>

namespace einlass::policy {

// In memory where there is such a place: hundreds of events are made, and none has to outlive the test.
std::filesystem::path quick_folder() {
  const std::filesystem::path memory = "/dev/shm";
  return std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
}

PolicyVenue::PolicyVenue()
    : folder_(quick_folder() / ("einlass-policies-" + rules::ScanId::random().text())),
      clock_(base::VenueZone::open("Europe/Berlin").value().parse_local("2026-11-23T18:30").value()) {
  desk_ = value_of(venue::Desk::open({.state_directory = folder_,
                                      .assets = std::filesystem::path(EINLASS_SOURCE_DIR) / "assets",
                                      .clock = &clock_,
                                      .font_set = "test"}));
  staff_ = take_on(rules::Role::Staff);
  host_ = take_on(rules::Role::Host);
}

PolicyVenue::~PolicyVenue() {
  desk_.reset();
  std::filesystem::remove_all(folder_);
}

std::uint32_t PolicyVenue::take_on(rules::Role role) {
  const auto record = value_of(desk_->roster().check({.name = "Ada", .role = role, .events = {}}));
  const auto pin = base::blake2b(std::to_string(static_cast<int>(role)));
  return value_of(desk_->roster().add(record, pin)).number;
}

base::Result<void> PolicyVenue::create(const PolicyCase& row) {
  key_ = "row-" + std::to_string(++events_);
  const auto created = desk_->events().create({.preset = row.preset,
                                               .key = key_,
                                               .name = row.preset,
                                               .starts = "2026-11-23T18:00",
                                               .ends = "2026-11-23T23:00"});
  if (!created) return tl::make_unexpected(created.error());
  event_ = created->id;
  return desk_->events().set_policy({.event = key_, .fields = changes_of(row, now())}).map([](const auto&) {});
}

// The kiosk stands at the door that the rows name.
base::Result<void> PolicyVenue::set_up(const PolicyCase& row) {
  if (auto created = create(row); !created) return created;
  if (kiosk_.name.empty()) {
    const auto grant = value_of(desk_->kiosks().offer({.kiosk_name = "Nord 1", .door = "north", .event = key_}));
    const auto answer = value_of(desk_->kiosks().pair({.secret = grant.secret, .key = base::make_signing_pair().open}));
    kiosk_ = value_of(desk_->kiosks().find(std::get<wire::PairAccepted>(answer).name));
  }
  kiosk_ = value_of(desk_->kiosks().assign(kiosk_.name, key_, "north"));
  const auto* event = value_of(desk_->event(event_));
  const auto arranged =
      policy::arrange(row, {.event = event_, .policy = event->policy, .zone = event->zone, .now = now()});
  scan_ = arranged.scan;
  target_ = list(arranged);
  value_of(desk_->door().begin());
  for (const auto& draft : arranged.entries) value_of(desk_->door().append(event_, draft));
  value_of(desk_->door().commit());
  return {};
}

base::Result<wire::AdmitRequest> PolicyVenue::arrange(const PolicyCase& row, Asker asker) {
  if (row_ != &row) is_set_up_ = set_up(row);
  row_ = &row;
  if (!is_set_up_) return tl::make_unexpected(is_set_up_.error());
  const auto decider = decider_of(asker);
  wire::AdmitRequest request{.event = event_, .scan = scan_, .target = target_};
  request.how = row.request.how;
  request.decider = decider;
  request.persons = row.request.persons;
  if (decider != rules::Decider::SelfService) {
    request.operator_number = decider == rules::Decider::Staff ? staff_ : host_;
  }
  return request;
}

// A ticket in no list is known by a code of its own: signed while it is in one.
wire::ScanTarget PolicyVenue::list(const Arranged& arranged) {
  auto& store = value_of(desk_->event(event_))->store;
  const auto put = [&](const std::vector<rules::GuestRow>& rows, const std::unordered_set<rules::TicketId>& only) {
    auto transaction = value_of(store.begin());
    value_of(store.guests().put(rows));
    value_of(store.guests().keep_only(only));
    value_of(transaction.commit());
  };
  std::unordered_set<rules::TicketId> listed;
  for (const auto& row : arranged.list) listed.insert(row.ticket.id);
  if (arranged.ticket.listed) {
    put(arranged.list, listed);
    return wire::TicketTarget{arranged.ticket.id};
  }
  rules::GuestRow row;
  row.ticket = arranged.ticket;
  row.ticket.listed = true;
  row.guest.id = row.ticket.guest;
  row.guest.full_name = "Lia Sommer";
  put({row}, {row.ticket.id});
  const auto issued = value_of(desk_->guests().issue_tickets(key_, false));
  put(arranged.list, listed);
  return wire::SignedTarget{issued.front().code};
}

}  // namespace einlass::policy
