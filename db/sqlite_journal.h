// The journal in the event's file. Owned by EventStore. What one entry means stands in core/rules; here is what becomes
// of it: row, chain, private part, projections.
#pragma once

#include "db/attendance_journal.h"
#include "db/connection.h"
#include "db/decisions.h"
#include "db/entry_table.h"
#include "db/erased_guests.h"
#include "db/parked_entries.h"
#include "db/projections.h"
#include "db/sealed_box.h"
#include "db/sqlite_guest_book.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace einlass::store {

class SqliteJournal final : public AttendanceJournal {
 public:
  struct Parts {
    rules::EventId event;
    rules::JournalId own;
    Connection& connection;
    const SealedBox& box;
    std::optional<base::SealingKey> part_key;
    Projections& projections;
    SqliteGuestBook& guests;
  };
  explicit SqliteJournal(const Parts& parts);

  base::Result<AdmitOutcome> admit(Admit admit) override;
  base::Result<std::optional<rules::Admission>> preview(Admit admit) const override;
  base::Result<JournalRow> append(const rules::EntryDraft& draft, const rules::EntryTime& time) override;
  base::Result<std::vector<Merged>> merge(const std::vector<JournalRow>& rows) override;
  base::Result<Merged> park(const UnreadableEntry& entry, const std::string& reason) override;

  base::Result<std::vector<JournalRow>> entries_of(rules::JournalId journal, std::uint64_t after,
                                                   std::size_t limit) const override;
  base::Result<std::vector<JournalRow>> erasures_of(rules::JournalId journal, std::uint64_t after,
                                                    std::size_t limit) const override;
  base::Result<std::vector<JournalRow>> entries_of_ticket(rules::TicketId ticket) const override;
  base::Result<std::vector<JournalRow>> entries_of_scan(rules::ScanId scan) const override;
  base::Result<Arrivals> arrived_after(std::int64_t up_to, const std::set<std::string>& kinds) const override;
  base::Result<std::int64_t> newest() const override;
  base::Result<TicketsTouched> touched_after(std::int64_t up_to) const override;
  base::Result<std::map<rules::JournalId, std::uint64_t>> held() const override;
  base::Result<std::optional<base::Hash>> hash_of(rules::JournalId journal, std::uint64_t sequence) const override;
  base::Result<std::set<rules::JournalId>> disputed_journals() const override;
  base::Result<rules::TicketState> state_of(rules::TicketId ticket) const override;
  base::Result<rules::TicketState> state_of_badge(rules::BadgeSerial serial, rules::TicketId* ticket) const override;
  base::Result<std::vector<OpenBadge>> open_badges(rules::JournalId starter) const override;
  base::Result<EventTotals> totals() const override;
  base::Result<std::vector<TicketPresence>> presence(const rules::AdmissionDay& day) const override;
  base::Result<std::vector<rules::TicketId>> tickets_with_conflicts() const override;
  base::Result<std::vector<Merged>> parked() const override;
  base::Result<std::vector<ParkedEntry>> parked_entries() const override;
  base::Result<OwnTimes> own_times() const override;
  base::Result<std::map<rules::JournalId, std::uint64_t>> before_lacking_parts() const override;
  base::Result<std::map<rules::JournalId, std::uint64_t>> before_sealed_parts() const override;
  base::Result<void> handed_over(const std::vector<rules::EntryId>& entries) override;
  base::Result<void> each_row(const std::function<void(const JournalRow&)>& take) const override;
  rules::JournalId own() const override { return own_; }
  void write_under(rules::JournalId own) override { own_ = own; }

  // Inside a transaction: takes in what an earlier version could not read.
  base::Result<void> retry_parked();
  // Inside a transaction: computes the projections anew.
  base::Result<void> rebuild();
  // True once after an erasure: the write-ahead log is to be emptied after the commit, because it still holds the text.
  bool take_erased() { return std::exchange(erased_, false); }

 private:
  // Entries of tickets that were read already.
  using KnownTickets = std::map<rules::TicketId, std::vector<rules::JournalEntry>>;
  struct Touched {
    std::map<rules::TicketId, std::optional<std::vector<rules::JournalEntry>>> tickets;  // entries where they are known
    std::map<rules::ScanId, const rules::JournalEntry*> scans;  // its only new outcome; null: there are several
  };
  struct Appended {
    std::int64_t id = 0;
    JournalRow row;
  };

  base::Result<AdmitOutcome> decide_and_append(Admit& admit);
  base::Result<std::optional<AdmitOutcome>> decided_before(const Admit& admit) const;
  base::Result<AdmitOutcome> answer_of_another(const rules::EntryId& id, const rules::HandoutPlace& at) const;
  base::Result<AdmitOutcome> answer_again(const Decision& decision) const;
  base::Result<KnownTickets> fold_candidates(Admit& admit) const;
  rules::CapacityLeft capacity_for(const rules::Ticket& ticket, const Admit& admit) const;

  base::Result<Appended> append_own(rules::EntryDraft draft, const rules::EntryTime& time, KnownTickets known);
  base::Result<void> complete(rules::EntryDraft& draft) const;
  base::Result<std::vector<rules::ScanRef>> prior_of(const rules::EntryDraft& draft, KnownTickets& known) const;

  base::Result<Merged> take_over(const JournalRow& row, Touched& touched);
  base::Result<std::int64_t> take_in(const JournalRow& row, const CanonicalEntry& canonical, Touched& touched);
  Merged know(const JournalRow& row);
  Merged put_aside(const JournalRow& row, const CanonicalEntry& canonical, const char* reason);
  bool is_chained(const CanonicalEntry& canonical) const;
  base::Result<void> refresh(const Touched& touched);
  base::Result<void> refresh_scan(rules::ScanId scan, const rules::JournalEntry* only);

  rules::EventId event_;
  rules::JournalId own_;
  std::optional<base::SealingKey> part_key_;
  Connection& connection_;
  Projections& projections_;
  SqliteGuestBook& guests_;
  ErasedGuests erased_guests_;
  EntryTable entries_;
  ParkedEntries parked_;
  Decisions decisions_;
  bool erased_ = false;
};

}  // namespace einlass::store
