#include "core/rules/attendance.h"

#include "core/rules/badge_fold.h"
#include "core/rules/scan_graph.h"
#include "core/rules/seat_fold.h"

#include <algorithm>
#include <set>

namespace einlass::rules {
namespace {

// Walks the scans of a ticket in fold order and lets each stand, or not.
class Walk {
 public:
  Walk(const ScanGraph& graph, TicketState& state) : graph_(graph), state_(state) {}

  void run() {
    find_undone();
    find_verdicts();
    for (const auto index : graph_.order()) {
      const auto& scan = graph_.scans()[index];
      if (undone_.contains(scan.ref)) {
        for (const auto* transfer : scan.transfers) note_first_guest(*transfer);
        continue;
      }
      for (const auto* transfer : scan.transfers) take_transfer(index, *transfer);
      if (const auto* admitted = scan.admission()) take_admission(index, *admitted);
      for (const auto* departure : scan.departures) take_departure(std::get<Departed>(departure->fact));
    }
  }

  std::set<ScanRef> void_scans() const {
    std::set<ScanRef> scans = undone_;
    scans.insert(dropped_.begin(), dropped_.end());
    return scans;
  }
  const std::set<ScanRef>& undone_scans() const { return undone_; }
  // Of transfers that took place, in fold order.
  const std::vector<const JournalEntry*>& transfers() const { return taken_transfers_; }

 private:
  void find_undone() {
    for (const auto& scan : graph_.scans()) {
      for (const auto* undo : scan.undos) undone_.insert(std::get<AdmissionUndone>(undo->fact).undone);
    }
  }

  // The last verdict in fold order counts; one that let an undone scan stand has lapsed.
  void find_verdicts() {
    for (const auto index : graph_.order()) {
      for (const auto* entry : graph_.scans()[index].verdicts) {
        const auto& verdict = std::get<ConflictJudged>(entry->fact);
        if (verdict.stands && undone_.contains(*verdict.stands)) continue;
        verdicts_.push_back(&verdict);
      }
    }
    for (const auto* verdict : verdicts_) {
      if (verdict->verdict != Verdict::Stands || !verdict->stands) continue;
      for (const auto& ref : verdict->scans) {
        if (ref != *verdict->stands && verdict_on(ref, *verdict->stands) == verdict) dropped_.insert(ref);
      }
    }
  }

  const ConflictJudged* verdict_on(const ScanRef& a, const ScanRef& b) const {
    const auto found = std::find_if(verdicts_.rbegin(), verdicts_.rend(), [&](const ConflictJudged* verdict) {
      const auto names = [&](const ScanRef& ref) {
        return std::find(verdict->scans.begin(), verdict->scans.end(), ref) != verdict->scans.end();
      };
      return names(a) && names(b);
    });
    return found == verdicts_.rend() ? nullptr : *found;
  }

  // Records that `disputed` is one too many beside `stands`. True if it stands all the same.
  bool dispute(std::size_t stands, std::size_t disputed, const AdmissionDay& day) {
    const auto& first = graph_.scans()[stands];
    const auto& second = graph_.scans()[disputed];
    const auto* verdict = verdict_on(first.ref, second.ref);
    Conflict conflict{.stands = first.ref,
                      .disputed = second.ref,
                      .first_place = first.first->place,
                      .second_place = second.first->place,
                      .day = day,
                      .judged = verdict != nullptr,
                      .verdict = std::nullopt};
    if (verdict != nullptr) conflict.verdict = verdict->verdict;
    state_.conflicts.push_back(std::move(conflict));
    return verdict != nullptr && verdict->verdict == Verdict::Both;
  }

  // The first that stands on this day and that the author of `index` did not know; nothing: no conflict.
  std::optional<std::size_t> standing_concurrent(std::size_t index, const AdmissionDay& day) const {
    for (const auto other : standing_) {
      const auto* admitted = graph_.scans()[other].admission();
      if (admitted != nullptr && admitted->day == day && graph_.concurrent(index, other)) return other;
    }
    return std::nullopt;
  }

  void take_admission(std::size_t index, const Admitted& admitted) {
    const auto& scan = graph_.scans()[index];
    if (dropped_.contains(scan.ref)) return record_judged(index, admitted.day);
    if (const auto transfer = transfer_unknown_to(index, scan.outcome->guest, admitted.day)) {
      if (!dispute(*transfer, index, admitted.day)) return note_disputed(admitted);
    }
    auto& day = state_.days[admitted.day];
    const int too_many = day.inside + admitted.persons - state_.places - day.extra;
    if (too_many > 0 && admitted.re_entry != ReEntry::Free) {
      if (const auto other = standing_concurrent(index, admitted.day)) {
        if (!dispute(*other, index, admitted.day)) return note_disputed(admitted);
        day.extra += too_many;
      }
    }
    let_stand(index, admitted);
  }

  // At the door both parties are in, until somebody judges.
  void note_disputed(const Admitted& admitted) {
    if (!state_.conflicts.back().judged) state_.days[admitted.day].disputed += admitted.persons;
  }

  void let_stand(std::size_t index, const Admitted& admitted) {
    const auto& scan = graph_.scans()[index];
    auto& day = state_.days[admitted.day];
    day.inside = std::min(day.inside + admitted.persons, state_.places + day.extra);
    day.admitted = std::max(day.admitted, day.inside);
    standing_.push_back(index);
    state_.badges_due += admitted.badges_due;
    state_.standing.push_back({.scan = scan.ref,
                               .day = admitted.day,
                               .persons = admitted.persons,
                               .category = admitted.category,
                               .seat = admitted.seat,
                               .how = admitted.how,
                               .place = scan.outcome->place,
                               .time = scan.outcome->time,
                               .guest = scan.outcome->guest});
  }

  // A scan that a verdict set aside is shown as a settled conflict with the one that stands.
  void record_judged(std::size_t index, const AdmissionDay& day) {
    for (std::size_t other = 0; other < graph_.scans().size(); ++other) {
      const auto* verdict = verdict_on(graph_.scans()[other].ref, graph_.scans()[index].ref);
      if (verdict != nullptr && verdict->stands == graph_.scans()[other].ref) dispute(other, index, day);
    }
  }

  void take_departure(const Departed& departed) {
    auto& day = state_.days[departed.day];
    day.inside = std::max(0, day.inside - departed.persons);
  }

  std::optional<std::size_t> transfer_unknown_to(std::size_t index, const std::optional<GuestId>& guest,
                                                 const AdmissionDay& day) const {
    for (const auto& [transfer, fact] : transfers_) {
      if (!graph_.concurrent(transfer, index)) continue;
      if (guest && *guest == fact->old_guest && fact->is_for(day)) return transfer;
    }
    return std::nullopt;
  }

  void take_transfer(std::size_t index, const JournalEntry& entry) {
    const auto& fact = std::get<TicketTransferred>(entry.fact);
    if (dropped_.contains(graph_.scans()[index].ref)) return record_judged(index, fact.day);
    for (const auto& [other, earlier] : transfers_) {
      if (!fact.is_for(earlier->day) && !earlier->is_for(fact.day)) continue;
      const auto& day = fact.day ? fact.day : earlier->day;
      if (graph_.concurrent(other, index) && !dispute(other, index, day)) return;
    }
    for (const auto other : standing_) {
      const auto* outcome = graph_.scans()[other].outcome;
      const auto& day = graph_.scans()[other].admission()->day;
      const bool old_guest_is_in = outcome->guest && *outcome->guest == fact.old_guest && fact.is_for(day);
      if (old_guest_is_in && graph_.concurrent(other, index) && !dispute(other, index, day)) return;
    }
    transfers_.emplace_back(index, &fact);
    taken_transfers_.push_back(&entry);
    note_first_guest(entry);
    hand_on(graph_.scans()[index].ref, fact);
  }

  void note_first_guest(const JournalEntry& transfer) {
    if (!state_.first_guest) state_.first_guest = std::get<TicketTransferred>(transfer.fact).old_guest;
  }

  void hand_on(const ScanRef& scan, const TicketTransferred& transfer) {
    state_.transfers.push_back(
        {.scan = scan, .day = transfer.day, .old_guest = transfer.old_guest, .new_guest = transfer.new_guest});
    if (!transfer.day) state_.holders.clear();
    state_.holders[transfer.day] = transfer.new_guest;
  }

  const ScanGraph& graph_;
  TicketState& state_;
  std::set<ScanRef> undone_;
  std::set<ScanRef> dropped_;
  std::vector<const ConflictJudged*> verdicts_;  // in fold order, without lapsed ones
  std::vector<std::size_t> standing_;
  std::vector<std::pair<std::size_t, const TicketTransferred*>> transfers_;
  std::vector<const JournalEntry*> taken_transfers_;
};

int most_places(std::span<const JournalEntry> entries) {
  int places = 1;
  for (const auto& entry : entries) {
    if (const auto* admitted = std::get_if<Admitted>(&entry.fact)) places = std::max(places, admitted->places);
    if (const auto* registered = std::get_if<GuestRegistered>(&entry.fact)) {
      places = std::max(places, registered->places);
    }
  }
  return places;
}

// Somebody must answer while nobody has: an answer, or an admission, is to all who were announced before it.
bool is_waiting_for_host(const std::vector<const JournalEntry*>& by_time) {
  std::set<ScanId> asked;
  std::set<ScanId> answered;
  for (const auto* entry : by_time) {
    const ScanId scan = scan_ref_of(*entry).scan;
    if (std::holds_alternative<HostAsked>(entry->fact)) asked.insert(scan);
    if (!std::holds_alternative<Admitted>(entry->fact) && !std::holds_alternative<HostDecided>(entry->fact)) continue;
    asked.clear();
    answered.insert(scan);
  }
  return std::any_of(asked.begin(), asked.end(), [&](const ScanId& scan) { return !answered.contains(scan); });
}

// What a person said of the ticket as a whole; the newest word counts.
void fold_remarks(const std::vector<const JournalEntry*>& by_time, TicketState& state) {
  std::set<std::string> answered;
  std::map<std::string, ConsentGiven> consents;
  for (const auto* entry : by_time) {
    if (const auto* excused = std::get_if<Excused>(&entry->fact)) state.excused = excused->excused;
    if (std::holds_alternative<SettledElsewhere>(entry->fact)) state.settled = true;
    if (std::holds_alternative<SeatReleased>(entry->fact)) state.seat_released = true;
    if (std::holds_alternative<MovedUp>(entry->fact)) {
      state.moved_up = true;
      state.seat_released = false;
    }
    if (const auto* decided = std::get_if<HostDecided>(&entry->fact)) {
      state.host_approved = decided->approved;
      state.host_declined = !decided->approved;
    }
    if (const auto* overridden = std::get_if<Overridden>(&entry->fact)) {
      state.overrides.push_back({scan_ref_of(*entry).scan, overridden->refusal});
    }
    if (const auto* answers = std::get_if<AnswersGiven>(&entry->fact)) {
      answered.insert(answers->questions.begin(), answers->questions.end());
      for (const auto& consent : answers->consents) consents.insert_or_assign(consent.question, consent);
    }
  }
  state.waiting_for_host = is_waiting_for_host(by_time);
  state.answered.assign(answered.begin(), answered.end());
  for (auto& [question, consent] : consents) state.consents.push_back(std::move(consent));
}

std::vector<JournalEntry> each_once(std::span<const JournalEntry> entries) {
  std::vector<JournalEntry> once(entries.begin(), entries.end());
  std::sort(once.begin(), once.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  once.erase(std::unique(once.begin(), once.end(), [](const auto& a, const auto& b) { return a.id == b.id; }),
             once.end());
  return once;
}

bool came_as_walk_in(std::span<const JournalEntry> entries, const TicketState& state) {
  const bool registered = std::any_of(entries.begin(), entries.end(), [](const JournalEntry& entry) {
    const auto* fact = std::get_if<GuestRegistered>(&entry.fact);
    return fact != nullptr && fact->how == How::WalkIn;
  });
  return registered || std::any_of(state.standing.begin(), state.standing.end(),
                                   [](const auto& admission) { return admission.how == How::WalkIn; });
}

// The most that a verdict let in beyond the ticket's places, on any day: each person gets one badge, however often she
// comes.
int most_extra(const TicketState& state) {
  int extra = 0;
  for (const auto& [day, counts] : state.days) extra = std::max(extra, counts.extra);
  return extra;
}

// An undo takes a scan back with all its entries, so what was said in it is unsaid.
std::vector<const JournalEntry*> by_time_without(const std::set<ScanRef>& undone,
                                                 std::span<const JournalEntry> entries) {
  std::vector<const JournalEntry*> by_time;
  for (const auto& entry : entries) {
    if (!undone.contains(scan_ref_of(entry))) by_time.push_back(&entry);
  }
  std::sort(by_time.begin(), by_time.end(), [](const auto* a, const auto* b) { return earlier_in_time(*a, *b); });
  return by_time;
}

// Whoever may be two persons has two badges: in an open conflict, and in one that was judged so.
std::set<ScanRef> side_by_side(const TicketState& state) {
  std::set<ScanRef> scans;
  for (const auto& conflict : state.conflicts) {
    if (!conflict.judged || conflict.verdict == Verdict::Both) scans.insert({conflict.stands, conflict.disputed});
  }
  return scans;
}

// Whoever is one person has one: what was printed for her second admission goes with the one that stands.
std::map<ScanRef, ScanRef> same_person(const TicketState& state) {
  std::map<ScanRef, ScanRef> scans;
  for (const auto& conflict : state.conflicts) {
    if (conflict.verdict == Verdict::SamePerson) scans.emplace(conflict.disputed, conflict.stands);
  }
  return scans;
}

std::set<ScanRef> seated_scans(const TicketState& state) {
  std::set<ScanRef> scans;
  for (const auto& standing : state.standing) scans.insert(standing.scan);
  for (const auto& conflict : state.conflicts) {
    if (!conflict.judged) scans.insert(conflict.disputed);
  }
  return scans;
}

std::vector<std::pair<ScanRef, const JournalEntry*>> admissions_of(const ScanGraph& graph) {
  std::vector<std::pair<ScanRef, const JournalEntry*>> admissions;
  for (const auto& scan : graph.scans()) {
    if (scan.admission() != nullptr) admissions.emplace_back(scan.ref, scan.outcome);
  }
  return admissions;
}

}  // namespace

TicketState fold_ticket(std::span<const JournalEntry> entries) {
  const std::vector<JournalEntry> once = each_once(entries);
  TicketState state;
  state.places = most_places(once);
  const ScanGraph graph(once);
  Walk walk(graph, state);
  walk.run();
  state.newest = graph.newest();
  state.leased = fold_leased_seats(graph, {.seated = seated_scans(state), .undone = walk.undone_scans()});
  const int most_badges = state.places + most_extra(state);
  state.badges_due = std::min(state.badges_due, most_badges);
  if (!state.standing.empty()) state.first_admitted_at = state.standing.front().time.venue;
  state.walk_in = came_as_walk_in(once, state);
  state.badges = fold_badges(once, {.admissions = admissions_of(graph),
                                    .void_scans = walk.void_scans(),
                                    .side_by_side = side_by_side(state),
                                    .same_person = same_person(state),
                                    .transfers = walk.transfers(),
                                    .state = state,
                                    .most_badges = most_badges});
  fold_remarks(by_time_without(walk.undone_scans(), once), state);
  return state;
}

}  // namespace einlass::rules
