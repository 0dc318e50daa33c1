#include "tests/simulation/invariants.h"

#include "core/base/log.h"
#include "core/rules/attendance.h"
#include "core/rules/words.h"
#include "core/wire/entry_json.h"
#include "db/guest_book.h"
#include "tests/simulation/copy.h"
#include "tests/simulation/holders.h"
#include "tests/simulation/late_answers.h"
#include "tests/simulation/seats.h"
#include "tests/simulation/value_of.h"
#include "tests/simulation/world.h"

#include <algorithm>

#include <fmt/format.h>

namespace einlass::simulation {
namespace {

using Problems = std::set<std::string>;

constexpr const char* server_name = "the server";

// Nothing: it was in memory only.
std::optional<base::SecretKey> key_of(const Machine& machine, rules::EventId event) {
  return value_of(link::EventKeysAtRest(link::StateDirectory(machine.folder()).keys_folder()).key(event));
}

std::vector<Copy> copies_of(World& world) {
  std::vector<Copy> copies;
  auto& server = world.server_machine();
  server.restart_program();
  const auto file = [&](const Machine& machine) {
    return machine.folder() / "events" / (world.event().text() + ".db");
  };
  copies.emplace_back(server_name, server,
                      store::EventStoreOptions{.file = file(server),
                                               .event = world.event(),
                                               .journal = rules::JournalId::random(),
                                               .vfs = server.disk_name()});
  for (auto& kiosk : world.kiosks()) {
    if (kiosk->is_lost()) continue;
    auto& machine = kiosk->machine();
    machine.restart_program();
    copies.emplace_back(machine.disk_name(), machine,
                        store::EventStoreOptions{.file = file(machine),
                                                 .event = world.event(),
                                                 .journal = rules::JournalId::random(),
                                                 .at_rest = store::AtRest::Encrypted,
                                                 .key = key_of(machine, world.event()),
                                                 .vfs = machine.disk_name()});
  }
  return copies;
}

// The server keeps what it cannot read to itself.
bool is_known_to_few(const World& world, const Copy& copy, const rules::EntryId& id) {
  return world.chronicle().unreadable().contains(id) && copy.name() != server_name;
}

// What it sent last, nobody had to take.
bool is_of_a_lost_kiosk(const World& world, const rules::EntryId& id) {
  return world.lost_journals().contains(id.journal);
}

void everything_acknowledged_is_kept(const World& world, const Copy& copy, Problems& problems) {
  for (const auto& id : world.chronicle().acknowledged()) {
    if (copy.entries().contains(id) || copy.parked().contains(id)) continue;
    if (is_known_to_few(world, copy, id) || is_of_a_lost_kiosk(world, id)) continue;
    problems.insert(fmt::format("{} was acknowledged and is not at {}", words_of(id), copy.name()));
  }
  for (const auto& [id, entry] : world.chronicle().entries_seen()) {
    const auto kept = copy.entries().find(id);
    if (kept == copy.entries().end() || kept->second == entry) continue;
    problems.insert(fmt::format("{} is another entry at {} than was sent", words_of(id), copy.name()));
  }
}

// A machine that was put back has forgotten what only it knew; of what was answered, somebody else has it.
void everything_answered_is_somewhere(const World& world, const std::vector<Copy>& copies, Problems& problems) {
  for (const auto& id : world.chronicle().answered()) {
    const bool kept = std::any_of(copies.begin(), copies.end(), [&](const auto& copy) {
      return copy.entries().contains(id) || copy.parked().contains(id);
    });
    if (!kept) problems.insert(fmt::format("{} was answered for and is nowhere", words_of(id)));
  }
}

// Where one number was given twice, nobody's entry is dropped in silence.
void forks_are_seen_at_the_server(const Copy& server, const Copy& copy, Problems& problems) {
  for (const auto& [id, entry] : copy.entries()) {
    const auto there = server.entries().find(id);
    if (there == server.entries().end() || there->second == entry || server.parked().contains(id)) continue;
    problems.insert(
        fmt::format("{} is another entry at {} than at the server, which does not know", words_of(id), copy.name()));
  }
}

bool is_of_a_fork(const std::string& reason) {
  return reason == "forked" || reason == "broken_chain";
}

bool has_forks(const Copy& copy) {
  return std::any_of(copy.parked().begin(), copy.parked().end(),
                     [](const auto& parked) { return is_of_a_fork(parked.second); });
}

void everybody_holds_the_same(const Copy& first, const Copy& other, Problems& problems) {
  for (const auto& [id, entry] : first.entries()) {
    if (!other.entries().contains(id) && !other.parked().contains(id)) {
      problems.insert(fmt::format("{} is at {} and not at {}", words_of(id), first.name(), other.name()));
    }
  }
}

void nothing_else_is_parked(const World& world, const Copy& copy, Problems& problems) {
  for (const auto& [id, reason] : copy.parked()) {
    if (reason == "unknown_fact" && world.chronicle().unreadable().contains(id)) continue;
    if (is_of_a_fork(reason) && world.was_put_back()) continue;
    problems.insert(fmt::format("{} is parked at {}: {}", words_of(id), copy.name(), reason));
  }
}

void projections_follow_from_the_journal(const World& world, Copy& copy, const FoldedState& state, Problems& problems) {
  value_of(copy.store().rebuild_projections());
  if (folded_state(copy.store(), world.days()) == state) return;
  problems.insert(fmt::format("the totals at {} are not what its journal adds up to", copy.name()));
}

// The server's rows, in any order and some of them twice, in an empty journal.
void order_of_merge_does_not_matter(World& world, Copy& server, const FoldedState& state, Problems& problems) {
  auto fresh = value_of(
      store::EventStore::open({.file = {}, .event = world.event(), .journal = rules::JournalId::random(), .vfs = {}}));
  auto transaction = value_of(fresh.begin());
  std::vector<rules::GuestRow> guests;
  value_of(server.store().guests().each([&](const auto& row) { guests.push_back(row); }));
  value_of(fresh.guests().put(guests));
  auto rows = server.rows();
  for (std::size_t i = 0; i < server.rows().size(); i += 3) rows.push_back(server.rows()[i]);
  for (std::size_t i = rows.size(); i > 1; --i) {
    std::swap(rows[i - 1], rows[static_cast<std::size_t>(world.nature().below(static_cast<int>(i)))]);
  }
  while (!rows.empty()) {
    const auto some = std::min<std::size_t>(rows.size(), 1 + static_cast<std::size_t>(world.nature().below(40)));
    value_of(fresh.journal().merge({rows.end() - static_cast<std::ptrdiff_t>(some), rows.end()}));
    rows.resize(rows.size() - some);
  }
  value_of(transaction.commit());
  if (folded_state(fresh, world.days()) == state) return;
  problems.insert("the server's entries add up differently in another order");
}

using EntriesByScan = std::map<rules::ScanId, std::vector<rules::JournalEntry>>;

EntriesByScan by_scan(const Copy& copy) {
  EntriesByScan found;
  for (const auto& row : copy.rows()) {
    if (row.entry.scan) found[row.entry.scan->scan].push_back(row.entry);
  }
  return found;
}

// An announcement ends nothing: earlier steps have no say in what it was.
std::string words_of_outcome(const std::vector<rules::JournalEntry>& entries, const rules::ScanStep& scan) {
  const auto* outcome = rules::outcome_of_scan(entries, scan.scan);
  if (outcome == nullptr || outcome->scan->step < scan.step) {
    const bool announced = std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
      return entry.scan->step == scan.step && std::holds_alternative<rules::HostAsked>(entry.fact);
    });
    return announced ? "announced" : "nothing";
  }
  if (const auto* admitted = std::get_if<rules::Admitted>(&outcome->fact)) {
    return "admitted " + std::to_string(admitted->persons);
  }
  return "refused " + std::string(rules::word(std::get<rules::Refused>(outcome->fact).refusal));
}

bool was_shown_by_a_lost_kiosk(const World& world, const Shown& shown) {
  return std::any_of(world.kiosks().begin(), world.kiosks().end(),
                     [&](const auto& kiosk) { return kiosk->is_lost() && kiosk->name() == shown.by; });
}

// Unless a later step was asked for and its answer got lost on the way to the screen.
void scans_end_as_they_were_shown(const World& world, const EntriesByScan& scans, Problems& problems) {
  for (const auto& [scan, shown] : world.chronicle().shown()) {
    if (world.chronicle().last_step_asked(scan.scan) != scan.step || was_shown_by_a_lost_kiosk(world, shown)) continue;
    const auto entries = scans.find(scan.scan);
    const auto outcome = entries == scans.end() ? "nothing" : words_of_outcome(entries->second, scan);
    if (outcome == words_of(shown.admission)) continue;
    problems.insert(fmt::format("scan {} was shown as \"{}\"{} and ended as \"{}\"", scan.scan.text(),
                                words_of(shown.admission), shown.alone ? " (alone)" : "", outcome));
  }
}

// Who left makes room, and an admission that was undone was none.
void server_admits_no_place_twice(World& world, Copy& server, const EntriesByScan& scans, Problems& problems) {
  if (world.policy().re_entry == rules::ReEntry::Free) return;
  const auto& left_out = world.staff().judged_or_transferred();
  std::map<std::pair<rules::TicketId, rules::AdmissionDay>, int> persons;
  std::set<rules::ScanId> undone;
  for (const auto& row : server.rows()) {
    if (const auto* undo = std::get_if<rules::AdmissionUndone>(&row.entry.fact)) undone.insert(undo->undone.scan);
    const auto* left = std::get_if<rules::Departed>(&row.entry.fact);
    if (left != nullptr && row.entry.ticket) persons[{*row.entry.ticket, left->day}] -= left->persons;
  }
  for (const auto& [scan, entries] : scans) {
    const auto* outcome = rules::outcome_of_scan(entries, scan);
    const auto* admitted = outcome == nullptr ? nullptr : std::get_if<rules::Admitted>(&outcome->fact);
    if (admitted == nullptr || outcome->id.journal != world.server_journal()) continue;
    if (undone.contains(scan) || left_out.contains(*outcome->ticket)) continue;
    const int sum = persons[{*outcome->ticket, admitted->day}] += admitted->persons;
    if (sum <= admitted->places) continue;
    problems.insert(fmt::format("the server admitted {} persons on the {} places of ticket {}", sum, admitted->places,
                                outcome->ticket->text()));
  }
}

// Whatever its clock does; each journal's rows come in the order in which they were written.
void the_server_never_goes_back_in_time(const World& world, const Copy& server, Problems& problems) {
  base::Instant newest;
  for (const auto& row : server.rows()) {
    if (row.entry.id.journal != world.server_journal()) continue;
    if (row.entry.time.venue < newest) {
      problems.insert(fmt::format("{} was written before the one before it", words_of(row.entry.id)));
    }
    newest = row.entry.time.venue;
  }
}

bool has_conflict_on(const rules::TicketState& state, const rules::AdmissionDay& day) {
  return std::any_of(state.conflicts.begin(), state.conflicts.end(), [&](const auto& each) { return each.day == day; });
}

// What the rules do not answer for: whoever left made room, and a person let in whom she wanted.
std::set<rules::TicketId> tickets_of_persons(const World& world, const Copy& copy) {
  std::set<rules::TicketId> tickets = world.staff().judged_or_transferred();
  for (const auto& row : copy.rows()) {
    const auto& fact = row.entry.fact;
    const bool by_person = std::holds_alternative<rules::Departed>(fact) ||
                           std::holds_alternative<rules::Overridden>(fact) ||
                           std::holds_alternative<rules::AdmissionUndone>(fact);
    if (by_person && row.entry.ticket) tickets.insert(*row.entry.ticket);
  }
  return tickets;
}

// Parted doors may let in more than a ticket has places for, but never without a conflict that says so.
void too_many_are_a_conflict(const World& world, Copy& copy, const EntriesByScan& scans, Problems& problems) {
  if (world.policy().re_entry == rules::ReEntry::Free) return;
  const auto left_out = tickets_of_persons(world, copy);
  std::map<std::pair<rules::TicketId, rules::AdmissionDay>, int> persons;
  for (const auto& [scan, entries] : scans) {
    const auto* outcome = rules::outcome_of_scan(entries, scan);
    const auto* admitted = outcome == nullptr ? nullptr : std::get_if<rules::Admitted>(&outcome->fact);
    if (admitted == nullptr || left_out.contains(*outcome->ticket)) continue;
    persons[{*outcome->ticket, admitted->day}] += admitted->persons;
  }
  for (const auto& [where, sum] : persons) {
    const auto& [ticket, day] = where;
    const auto state = value_of(copy.store().journal().state_of(ticket));
    if (sum <= state.places || has_conflict_on(state, day)) continue;
    problems.insert(fmt::format("{} persons came on the {} places of ticket {}, and nobody is told", sum, state.places,
                                ticket.text()));
  }
}

// As many valid badges as a ticket has places, whatever was printed where. Conflicts aside: it may be two persons.
void badges_are_as_many_as_places(Copy& copy, Problems& problems) {
  std::set<rules::TicketId> tickets;
  for (const auto& row : copy.rows()) {
    if (std::holds_alternative<rules::BadgeStarted>(row.entry.fact)) tickets.insert(*row.entry.ticket);
  }
  for (const auto& ticket : tickets) {
    const auto state = value_of(copy.store().journal().state_of(ticket));
    if (!state.conflicts.empty()) continue;
    const auto valid = std::count_if(state.badges.begin(), state.badges.end(), [](const rules::Badge& badge) {
      return badge.valid && badge.status != rules::BadgeStatus::Failed;
    });
    if (valid <= state.places) continue;
    problems.insert(
        fmt::format("{} badges are valid for the {} places of ticket {}", valid, state.places, ticket.text()));
  }
}

void erased_guests_are_gone(Copy& copy, Problems& problems) {
  for (const auto& row : copy.rows()) {
    const auto* erasure = std::get_if<rules::GuestErased>(&row.entry.fact);
    if (erasure == nullptr) continue;
    for (const auto& kept : value_of(copy.store().guests().by_guest(erasure->erased))) {
      if (!kept.guest.is_named()) continue;
      problems.insert(fmt::format("{} still names guest {}, who was erased", copy.name(), erasure->erased.text()));
    }
  }
}

bool is_by_staff(const rules::Fact& fact) {
  return std::holds_alternative<rules::AdmissionUndone>(fact) || std::holds_alternative<rules::Departed>(fact) ||
         std::holds_alternative<rules::ConflictJudged>(fact) ||
         std::holds_alternative<rules::TicketTransferred>(fact) || std::holds_alternative<rules::GuestErased>(fact) ||
         std::holds_alternative<rules::Overridden>(fact);
}

void count(World& world, const Copy& server, const FoldedState& state) {
  auto& tally = world.tally();
  tally.entries = static_cast<int>(server.entries().size());
  tally.parked = static_cast<int>(server.parked().size());
  tally.by_staff = static_cast<int>(std::count_if(server.rows().begin(), server.rows().end(),
                                                  [](const auto& row) { return is_by_staff(row.entry.fact); }));
  tally.conflicts = state.totals.conflicts;
  count_leases(server, tally);
  tally.put_back = world.was_put_back() ? 1 : 0;
  tally.forked = static_cast<int>(std::count_if(server.parked().begin(), server.parked().end(),
                                                [](const auto& parked) { return is_of_a_fork(parked.second); }));
  for (const auto& [scan, shown] : world.chronicle().shown()) {
    ++tally.shown;
    if (shown.alone) ++tally.alone;
  }
}

// With --verbose: what to look for the reason in.
void tell_story_of(const Copy& copy) {
  for (const auto& row : copy.rows()) base::log_info("{}", wire::canonical_entry(row.entry));
}

// A guest list that was imported since is nothing that kiosks give back.
bool add_up_alike(const World& world, const std::vector<Copy>& copies, const FoldedState& server,
                  const FoldedState& other) {
  if (std::any_of(copies.begin(), copies.end(), &has_forks)) return true;
  if (!world.was_put_back()) return other == server;
  return other.presence == server.presence && other.tickets == server.tickets;
}

void check_what_guests_saw(World& world, Copy& server, Problems& problems) {
  const auto scans = by_scan(server);
  scans_end_as_they_were_shown(world, scans, problems);
  server_admits_no_place_twice(world, server, scans, problems);
  too_many_are_a_conflict(world, server, scans, problems);
  badges_are_as_many_as_places(server, problems);
  the_server_never_goes_back_in_time(world, server, problems);
  right_persons_came_in(world, server, problems);
  late_answers_change_nothing(server, problems);
  seats_are_as_leased(world, server, problems);
}

}  // namespace

std::set<std::string> broken_invariants(World& world) {
  Problems problems;
  auto copies = copies_of(world);
  auto& server = copies.front();
  const auto at_server = folded_state(server.store(), world.days());
  for (auto& copy : copies) {
    if (!world.was_put_back()) everything_acknowledged_is_kept(world, copy, problems);
    forks_are_seen_at_the_server(server, copy, problems);
    everybody_holds_the_same(server, copy, problems);
    everybody_holds_the_same(copy, server, problems);
    nothing_else_is_parked(world, copy, problems);
    const auto state = folded_state(copy.store(), world.days());
    if (!add_up_alike(world, copies, at_server, state)) {
      problems.insert(fmt::format("{} adds up to something else than the server", copy.name()));
    }
    erased_guests_are_gone(copy, problems);
    projections_follow_from_the_journal(world, copy, state, problems);
  }
  order_of_merge_does_not_matter(world, server, at_server, problems);
  count(world, server, at_server);
  everything_answered_is_somewhere(world, copies, problems);
  if (!world.was_put_back()) check_what_guests_saw(world, server, problems);
  if (!problems.empty()) tell_story_of(server);
  return problems;
}

}  // namespace einlass::simulation
