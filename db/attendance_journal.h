// The append-only journal of one event and what follows from it: ticket states, totals.
// Every write happens inside a transaction of EventStore that the caller commits.
#pragma once

#include "core/base/error.h"
#include "core/rules/admission.h"
#include "core/rules/attendance.h"
#include "core/rules/journal_row.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::store {

using rules::JournalRow;
using rules::MergeAnswer;
using rules::Merged;
using rules::UnreadableEntry;

struct Admit {
  std::vector<rules::Candidate> candidates;  // `state` is filled in here by folding each ticket,
  rules::AdmissionRequest request;
  // `capacity` from the projections, unless handed in (lease)
  rules::AdmissionContext context;
  rules::Place place;
  rules::EntryTime time;
  std::uint32_t operator_number = 0;
  bool capacity_given = false;
  std::optional<base::Hash> unknown_code;
};

struct AdmitOutcome {
  rules::Admission admission;
  JournalRow row;         // admitted, refused or host_asked; already appended
  bool repeated = false;  // this (ScanId, step) had been decided before: the same answer again
};

// Sums over all tickets, kept in step with every entry.
struct EventTotals {
  int expected_tickets = 0;
  int expected_persons = 0;
  int inside = 0;     // persons, on the newest admission day
  int admitted = 0;   // persons, each once per admission day
  int walk_ins = 0;   // of those, who were registered at the door
  int counted = 0;    // anonymous
  int refused = 0;    // scans that ended in a refusal
  int conflicts = 0;  // open
  int badges_owed = 0;
  int badges_printed = 0;
  std::map<std::string, int> admitted_by_category;
  friend bool operator==(const EventTotals&, const EventTotals&) = default;
};

// What entries say of one ticket's seat on one admission day.
struct TicketPresence {
  rules::TicketId ticket;
  std::string category;  // as it was admitted; empty: nobody came on it
  int inside = 0;
  int admitted = 0;
  int disputed = 0;  // persons of open conflicts
  bool seat_released = false;
  friend bool operator==(const TicketPresence&, const TicketPresence&) = default;
};

// What the own entries say of the time: a device whose clock was wrong once wrote so only until it met the server
// again.
struct OwnTimes {
  std::optional<base::Instant> sure;    // of the last sure one
  std::optional<base::Instant> unsure;  // the newest of those that came after it
};

struct OpenBadge {
  rules::BadgeSerial serial;
  rules::TicketId ticket;
  friend bool operator==(const OpenBadge&, const OpenBadge&) = default;
};

// What came into the journal since somebody looked last, by whichever author.
struct Arrivals {
  std::vector<JournalRow> rows;  // in the order in which they came here
  std::int64_t up_to = 0;        // where to go on
};

// Of which tickets entries came since somebody looked last.
struct TicketsTouched {
  std::set<rules::TicketId> tickets;
  bool somebody_erased = false;  // whose ticket it was, an erasure does not say
  std::int64_t up_to = 0;        // where to go on
};

// What was put aside, as it came.
struct ParkedEntry {
  rules::EntryId id;
  std::string canonical;
  base::Hash hash{};
  std::string reason;  // a word of the table in docs/journal.md, Sync
  std::optional<rules::PrivatePart> private_part;
};

class AttendanceJournal {
 public:
  virtual ~AttendanceJournal() = default;

  // Folds the candidates, decides, appends what was decided, updates the projections.
  virtual base::Result<AdmitOutcome> admit(Admit admit) = 0;

  // What admit() would decide now, writing nothing. Nothing: this step was decided before.
  virtual base::Result<std::optional<rules::Admission>> preview(Admit admit) const = 0;

  // Appends a fact of this journal's own: fills in id, prior, hashes.
  virtual base::Result<JournalRow> append(const rules::EntryDraft& draft, const rules::EntryTime& time) = 0;

  // Takes over entries of other journals, in any order, repeated or not. One answer per row, in order of `rows`.
  virtual base::Result<std::vector<Merged>> merge(const std::vector<JournalRow>& rows) = 0;

  // Keeps an entry that this version cannot read (another format, an unknown fact), as it came, until a later version
  // opens the file and takes it in. `reason`: "unknown_fact".
  virtual base::Result<Merged> park(const UnreadableEntry& entry, const std::string& reason) = 0;

  // Entries of `journal` with a sequence above `after`, in order, at most `limit`.
  virtual base::Result<std::vector<JournalRow>> entries_of(rules::JournalId journal, std::uint64_t after,
                                                           std::size_t limit) const = 0;
  // Of these the erasures only, which also reach devices that get no other entries of the event.
  virtual base::Result<std::vector<JournalRow>> erasures_of(rules::JournalId journal, std::uint64_t after,
                                                            std::size_t limit) const = 0;
  virtual base::Result<std::vector<JournalRow>> entries_of_ticket(rules::TicketId ticket) const = 0;
  virtual base::Result<std::vector<JournalRow>> entries_of_scan(rules::ScanId scan) const = 0;

  // Entries of these kinds ("help_asked") that came after `up_to` of an earlier answer; 0: from the first on.
  virtual base::Result<Arrivals> arrived_after(std::int64_t up_to, const std::set<std::string>& kinds) const = 0;

  // `up_to` of what came until now, without reading any of it. 0: nothing came.
  virtual base::Result<std::int64_t> newest() const = 0;

  // As arrived_after(), of entries of any kind, without reading them.
  virtual base::Result<TicketsTouched> touched_after(std::int64_t up_to) const = 0;

  // Per journal: the highest sequence up to which nothing is missing (parked entries count as held).
  virtual base::Result<std::map<rules::JournalId, std::uint64_t>> held() const = 0;

  // On a kiosk. Per journal the sequence before the first entry of which the private part is missing, erased ones
  // aside.
  virtual base::Result<std::map<rules::JournalId, std::uint64_t>> before_lacking_parts() const = 0;
  // Likewise before the first entry that is still sealed for the server.
  virtual base::Result<std::map<rules::JournalId, std::uint64_t>> before_sealed_parts() const = 0;
  // On a kiosk: the server has these entries; what was sealed of them for the server is removed.
  virtual base::Result<void> handed_over(const std::vector<rules::EntryId>& entries) = 0;
  // Of an entry that was taken in. Nothing: it is not here, or was parked.
  virtual base::Result<std::optional<base::Hash>> hash_of(rules::JournalId journal, std::uint64_t sequence) const = 0;
  // Journals of which somebody brought other entries than are here (parked: forked, broken_chain).
  virtual base::Result<std::set<rules::JournalId>> disputed_journals() const = 0;

  virtual base::Result<rules::TicketState> state_of(rules::TicketId ticket) const = 0;
  virtual base::Result<rules::TicketState> state_of_badge(rules::BadgeSerial serial, rules::TicketId* ticket) const = 0;
  // Badges that this journal started and of which nobody has said what became of them, in its order.
  virtual base::Result<std::vector<OpenBadge>> open_badges(rules::JournalId starter) const = 0;
  virtual base::Result<EventTotals> totals() const = 0;
  // Every ticket of which the journal knows, also those that the guest book does not.
  virtual base::Result<std::vector<TicketPresence>> presence(const rules::AdmissionDay& day) const = 0;
  virtual base::Result<std::vector<rules::TicketId>> tickets_with_conflicts() const = 0;
  virtual base::Result<std::vector<Merged>> parked() const = 0;
  virtual base::Result<std::vector<ParkedEntry>> parked_entries() const = 0;  // by journal and sequence

  // Venue times of the own entries: of the others' authors, one may have had a wrong clock.
  virtual base::Result<OwnTimes> own_times() const = 0;

  // Calls `take` with every row, journal by journal in sequence. For exports and verification.
  virtual base::Result<void> each_row(const std::function<void(const JournalRow&)>& take) const = 0;

  virtual rules::JournalId own() const = 0;
  // From now on this process writes here under another journal, from its first number on.
  virtual void write_under(rules::JournalId own) = 0;
};

}  // namespace einlass::store
