#include "tests/simulation/staff.h"

#include "tests/simulation/value_of.h"
#include "tests/simulation/world.h"

#include <algorithm>

namespace einlass::simulation {
namespace {

constexpr std::size_t all_rows = 10'000;

}  // namespace

Staff::Staff(World& world) : world_(world), nature_(world.nature()), actions_(nature_.below(20) - 8) {}

void Staff::work(Milliseconds time) {
  for (int i = 0; i < actions_; ++i) nature_.after(nature_.up_to(time), [this] { act(); });
}

// Half of it happens at the server.
void Staff::act() {
  const bool at_server = nature_.percent(50);
  std::optional<std::size_t> kiosk;
  if (!at_server) kiosk = world_.any_kiosk();
  const bool is_up = at_server ? world_.server().is_up() : world_.kiosks()[*kiosk]->serves_guests();
  if (!is_up) return;
  const auto ticket = some_ticket(rows_at(kiosk));
  if (!ticket) return;
  const auto fact = what_to_do(*ticket, at_server);
  if (!fact) return;
  if (!kiosk) return write_at_server(*ticket, *fact);
  rules::EntryDraft draft;
  draft.ticket = ticket->id;
  draft.fact = *fact;
  world_.kiosks()[*kiosk]->write(draft);
}

// By the desk's use cases, which may refuse it.
void Staff::write_at_server(const KnownTicket& ticket, const rules::Fact& fact) {
  world_.server().decide(world_.event(), [this, act = act_at_server(), ticket, fact](venue::Desk& desk) {
    auto& staff = desk.staff();
    if (const auto* undo = std::get_if<rules::AdmissionUndone>(&fact)) return (void)staff.undo(act, undo->undone);
    if (const auto* verdict = std::get_if<rules::ConflictJudged>(&fact)) {
      if (staff.judge(act, *verdict)) judged_or_transferred_.insert(ticket.id);
      return;
    }
    if (const auto* erasure = std::get_if<rules::GuestErased>(&fact)) return (void)staff.erase(act, {erasure->erased});
    if (const auto* departure = std::get_if<rules::Departed>(&fact)) {
      return (void)staff.depart(act, ticket.id, departure->persons);
    }
    if (const auto* transfer = std::get_if<rules::TicketTransferred>(&fact)) {
      const rules::Guest colleague{.full_name = "A colleague", .company = "Works"};
      if (staff.transfer(act, {.ticket = ticket.id, .instead = colleague, .day = transfer->day})) {
        judged_or_transferred_.insert(ticket.id);
      }
    }
  });
}

void Staff::override_refusal(rules::ScanId scan) {
  if (!world_.server().is_up()) return;
  world_.server().decide(world_.event(), [this, scan](venue::Desk& desk) {
    const auto row = desk.staff().override_refusal(act_at_server(), {.scan = scan, .typed_reason = "A friend"});
    if (row) has_overridden_ = true;
  });
}

venue::StaffAct Staff::act_at_server() const {
  return {.event = world_.event(),
          .place = {.kiosk = {}, .name = "host page", .door = {}},
          .decider = rules::Decider::Host};
}

std::vector<rules::JournalRow> Staff::rows_at(std::optional<std::size_t> kiosk) {
  std::vector<rules::JournalRow> rows;
  const auto take = [&](const auto& held, const auto& read) {
    for (const auto& each : held) {
      auto some = read(sync::ReadRows{world_.event(), each.journal, 0, all_rows});
      if (some) rows.insert(rows.end(), some->begin(), some->end());
    }
  };
  if (kiosk) {
    auto& replica = world_.kiosks()[*kiosk]->replica();
    if (const auto hello = replica.hello())
      take(hello->held, [&](const auto& request) { return replica.rows(request); });
  } else {
    auto& door = world_.server().desk().door();
    if (const auto held = door.held(world_.event()))
      take(*held, [&](const auto& request) { return door.rows(request); });
  }
  return rows;
}

std::optional<Staff::KnownTicket> Staff::some_ticket(const std::vector<rules::JournalRow>& rows) {
  std::vector<const rules::JournalEntry*> admissions;
  for (const auto& row : rows) {
    if (std::holds_alternative<rules::Admitted>(row.entry.fact)) admissions.push_back(&row.entry);
  }
  if (admissions.empty()) return std::nullopt;
  const auto& chosen = *some_of(admissions);
  std::vector<rules::JournalEntry> of_ticket;
  for (const auto& row : rows) {
    if (row.entry.ticket == chosen.ticket) of_ticket.push_back(row.entry);
  }
  KnownTicket known{.id = *chosen.ticket,
                    .guest = chosen.guest.value_or(rules::GuestId()),
                    .state = rules::fold_ticket(of_ticket),
                    .handed_on = {}};
  for (const auto& entry : of_ticket) {
    const bool hands_on = std::holds_alternative<rules::TicketTransferred>(entry.fact);
    if (hands_on) known.handed_on.push_back({entry.scan->scan, known.id});
  }
  return known;
}

std::optional<rules::Fact> Staff::what_to_do(const KnownTicket& ticket, bool at_server) {
  const auto& standing = ticket.state.standing;
  if (at_server && nature_.percent(60)) return word_of_a_person(ticket);
  if (standing.empty()) return std::nullopt;
  return rules::Departed{.persons = 1, .day = some_of(standing).day};
}

// A server takes these from no kiosk.
std::optional<rules::Fact> Staff::word_of_a_person(const KnownTicket& ticket) {
  const auto& state = ticket.state;
  const auto open =
      std::find_if(state.conflicts.begin(), state.conflicts.end(), [](const auto& each) { return !each.judged; });
  if (open != state.conflicts.end()) return judge(*open);
  const int what = nature_.below(100);
  if (what < 20 && !ticket.guest.is_nil()) return rules::GuestErased{ticket.guest};
  if (what < 50) return transfer(ticket);
  if (what < 60 && !ticket.handed_on.empty()) return rules::AdmissionUndone{some_of(ticket.handed_on)};
  if (state.standing.empty()) return std::nullopt;
  return rules::AdmissionUndone{some_of(state.standing).scan};
}

rules::Fact Staff::judge(const rules::Conflict& conflict) {
  rules::ConflictJudged verdict{.scans = {conflict.stands, conflict.disputed}, .verdict = rules::Verdict::SamePerson};
  if (nature_.percent(40)) {
    verdict.verdict = rules::Verdict::Stands;
    verdict.stands = nature_.percent(50) ? conflict.stands : conflict.disputed;
  } else if (nature_.percent(30)) {
    verdict.verdict = rules::Verdict::Both;
  }
  return verdict;
}

// Today, or tomorrow; or all of them.
rules::AdmissionDay Staff::some_day() {
  auto day = world_.days().back();
  if (!day || nature_.percent(30)) return std::nullopt;
  if (nature_.percent(30)) ++day->day;  // no world touches the end of a month
  return day;
}

rules::Fact Staff::transfer(const KnownTicket& ticket) {
  const auto day = some_day();
  return rules::TicketTransferred{.old_guest = ticket.state.holder_on(day).value_or(ticket.guest),
                                  .new_guest = rules::GuestId::random(),
                                  .day = day};
}

}  // namespace einlass::simulation
