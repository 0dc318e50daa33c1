// What this kiosk has of its venue: documents, the open event's journal and guest list, and what it may decide with
// them. Owned by the link's thread. Every function that writes commits before it returns.
#pragma once

#include "core/base/clock.h"
#include "core/sync/leases.h"
#include "core/sync/session_events.h"
#include "core/sync/venue_time.h"
#include "core/wire/messages.h"
#include "db/attendance_journal.h"
#include "db/candidates.h"
#include "db/event_store.h"
#include "db/lease_book.h"
#include "db/venue_store.h"
#include "kiosk/link/event_keys_at_rest.h"
#include "kiosk/link/incoming_list.h"
#include "kiosk/link/lease_notes.h"
#include "kiosk/link/link.h"
#include "kiosk/link/list_donation.h"
#include "kiosk/link/open_event.h"
#include "kiosk/link/scan_decision.h"
#include "kiosk/link/state_directory.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::link {

class Replica {
 public:
  static base::Result<std::unique_ptr<Replica>> open(StateDirectory directory, const wire::KioskIdentity& identity,
                                                     std::string font_set, PackagedFonts fonts = {});

  // That was last switched to; nothing before the first, or if it was another venue's.
  base::Result<std::optional<wire::Assignment>> last_assignment() const;
  // Reads the documents, which are all here, and opens the event's store. Refused: what is here is another venue's.
  base::Result<void> switch_to(const wire::Assignment& assignment);
  std::optional<rules::EventId> event() const;
  std::string door() const { return open_ ? open_->assignment.door : std::string(); }
  base::Result<Assigned> assigned();  // without its open prints
  base::Result<std::vector<OpenPrint>> open_prints();
  std::optional<base::Hash> guest_list();  // of the open event, if it is complete
  std::optional<base::Hash> guest_list(rules::EventId event);
  base::Result<wire::Hello> hello();           // an event that cannot be read is left out, and logged once
  sync::DocumentsHeld documents_held() const;  // also fonts that came with the program; none that cannot be read
  // Events that may be offered to a server which lacks them: their documents are here.
  std::vector<sync::KeptEvent> kept_events() const;
  // What the server's hello says beside what is here. Where this device's own journal was behind what it says, the
  // device writes under a new one from now on.
  base::Result<sync::HeldCompared> compare(const std::vector<wire::Held>& theirs);
  base::Result<std::vector<rules::JournalRow>> rows(const sync::ReadRows& request);
  base::Result<std::vector<rules::Merged>> merge(const std::vector<rules::JournalRow>& rows,
                                                 const std::vector<rules::UnreadableEntry>& unreadable = {});
  std::vector<wire::ParkedCount> parked();  // what merge() put aside so far, of all events
  std::uint64_t to_hand_over();             // of all events, by what the server surely held when it was met last
  base::Result<void> put_document(const wire::DocumentRef& document, const std::string& content);
  // The version of the list, once its last part is in (IncomingList::take). Until then the list that was here stays.
  base::Result<std::optional<base::Hash>> put_guests(const wire::GuestList& part);

  // For a server that lacks an event. Nothing: there is no such document.
  base::Result<std::optional<wire::DocumentPart>> document_part(const wire::DocumentRequest& request) const;
  // Its version. NotFound: it is not complete here, or its names cannot be read.
  base::Result<base::Hash> list_to_donate(rules::EventId event);
  // The next ListDonation::rows_at_once. NotFound: the list is another one by now.
  base::Result<std::vector<rules::GuestRow>> rows_to_donate(const ListDonation& donation);

  // What to look up for a scanned text, or what it is instead. The event is open.
  std::variant<wire::ScanTarget, rules::NotATicket> target_of(const std::string& scanned);
  // This device's own entries of a scan, and those of the tickets that it aims at which the server has not answered; of
  // an earlier journal of its own those that it decided alone.
  base::Result<std::vector<rules::JournalRow>> own_entries(const ScanToDecide& scan, const AnsweredUpTo& answered);
  rules::JournalId journal() const { return journal_; }
  rules::Place place() const;
  // Of the open event. NotFound: none is, perhaps because its file could not be opened again.
  base::Result<store::EventStore*> current();
  const OpenEvent* open_event() const { return open_ ? &*open_ : nullptr; }
  std::uint64_t openings() const { return openings_; }  // of files, which may be others by now
  store::VenueStore& settings() { return venue_; }
  // Alone: decides, writes, commits.
  base::Result<Decided> admit(const ScanToDecide& scan, const rules::EntryTime& time);
  // The same without leaving a trace: would this kiosk admit, rather than refuse or ask somebody?
  base::Result<bool> would_admit(const ScanToDecide& scan, const rules::EntryTime& time);
  // Seats to hand out alone (replica_leases.cpp); without a clock there are none. `machine_boot`: sync::VenueTimeStart.
  void use_clock(const base::Clock* clock, std::string machine_boot);
  base::Result<sync::LeasesHere> leases(base::Instant venue_now);
  base::Result<wire::LeaseRequest> note_lease(const sync::NoteLease& wish, base::Instant venue_now);
  base::Result<void> forget_lease(rules::LeaseId lease);
  base::Result<std::vector<rules::JournalRow>> return_leases(const sync::ReturnLeases& of, const rules::EntryTime& at);
  // Also into an event that is not open.
  base::Result<std::optional<rules::JournalRow>> write(const WriteRequest& request, const rules::EntryTime& time);
  base::Result<store::EventTotals> totals();
  base::Result<int> badges_printed_here();
  // Of the open event: somebody vouches for the time, or it can at least be right (core/sync/plausible_time.h).
  bool knows_time(const rules::EntryTime& time) const;
  base::Instant earliest_plausible() const;
  // After a failure: events whose files are damaged. Reads all of them.
  base::Result<std::vector<rules::EventId>> damaged_events() const;
  // Sets their files aside and goes on without what they held; the server must be told anew what this kiosk has.
  base::Result<void> replace_damaged(const std::vector<rules::EventId>& events);
  // What is kept of an event beside its entries: guests, private parts, the key of its codes.
  struct Kept {
    base::Instant expires;  // by the event's settings
    base::Hash keys_document{};
  };
  std::map<rules::EventId, base::Instant> expiries() const;  // when all of it has to go
  // Without key no name is read or written; scans are decided all the same.
  bool has_key(rules::EventId event);
  base::Result<void> lock(rules::EventId event);
  base::Result<void> unlock(rules::EventId event);
  bool locked(rules::EventId event) const { return locked_.contains(event); }
  // The server is met, and the open event has no key: a new one; what an earlier one sealed is wanted again.
  base::Result<void> renew_key();
  // For ever, beginning with the key. Entries stay, and of own private parts what is sealed for the server.
  base::Result<void> forget(rules::EventId event);
  // Of the documents by which the event was opened here.
  base::Result<bool> is_rehearsal(rules::EventId event) const;
  // For ever, and its entries too: the server has said that it is over.
  base::Result<void> drop(rules::EventId event);
  // Per journal of every event the sequence before the first entry of which the server has not acknowledged the private
  // part.
  base::Result<std::vector<wire::Held>> parts_not_handed_over();
  base::Result<void> handed_over(const std::vector<rules::EntryId>& entries);
  base::Result<std::optional<base::Instant>> latest_sure() const;
  base::Result<void> set_latest_sure(base::Instant time);
  // Outlives the process: a kiosk that was revoked does not admit because its server is out of reach.
  base::Result<bool> revoked() const;
  base::Result<void> set_revoked(bool revoked);
  base::Result<base::Instant> newest_time(base::Instant built);
  base::Result<std::optional<sync::RememberedTime>> remembered_time() const;
  base::Result<void> remember_time(const sync::RememberedTime& time);

 private:
  Replica(StateDirectory directory, wire::KioskIdentity identity, store::VenueStore venue);

  base::Result<void> note_rehearsal(const OpenEvent& event);
  base::Result<std::optional<base::SealingKey>> part_key(rules::EventId event) const;
  base::Result<void> read_kept();
  base::Result<void> keep(rules::EventId event, const Kept& kept);
  base::Result<void> keep_open_event(const OpenEvent& event);
  std::optional<base::Instant> closing_of(rules::EventId event) const;
  base::Result<void> reopen(rules::EventId event);
  base::Result<void> note_lost_parts(rules::EventId event, const std::vector<rules::JournalRow>& rows);
  base::Result<std::vector<wire::Held>> parts_lacking();
  base::Result<void> mint_journal();
  base::Result<std::vector<rules::EventId>> events_here() const;
  bool keeps(rules::EventId event) const;
  base::Result<void> find_foreign_events();
  // One event that cannot be read keeps this kiosk from none of the others.
  void leave_out(rules::EventId event, const base::Error& why);
  base::Result<void> tell_held(rules::EventId event, wire::Hello& hello);
  base::Result<void> go_on_in_new_journal();
  base::Result<store::OwnTimes> own_times_in(rules::EventId event);
  bool is_foreign(rules::EventId event) const { return foreign_.contains(event); }
  base::Result<void> note_opened(rules::EventId event);
  base::Result<store::EventStore*> store_of(rules::EventId event);
  base::Result<store::EventStore*> replace_lost(rules::EventId lost);
  base::Result<void> reopen_current();
  base::Result<std::string> document_of_kind(const wire::Assignment& assignment, std::string_view kind) const;
  base::Result<std::map<std::string, std::string>> documents_of_kind(std::string_view kind) const;
  base::Result<std::filesystem::path> fonts() const;
  base::Result<OpenEvent> read_event(const wire::Assignment& assignment) const;
  base::Result<store::AdmitOutcome> decide(const ScanToDecide& scan, const store::Candidates& found,
                                           const rules::EntryTime& time);
  base::Result<store::Candidates> candidates(const ScanToDecide& scan, const rules::AdmissionDay& day);
  base::Result<void> add_unanswered(const ScanToDecide& scan, const AnsweredUpTo& answered,
                                    std::vector<rules::JournalRow>& rows);
  rules::AdmissionContext context_at(base::Instant now, const rules::EventPolicy& policy);
  base::Result<std::vector<store::OpenLease>> own_leases(store::EventStore& store) const;
  std::optional<base::Milliseconds> usable_until(const store::OpenLease& lease, base::Instant venue_now,
                                                 const std::vector<LeaseNote>& notes);
  base::Result<std::vector<store::OpenLease>> usable_leases(base::Instant venue_now);
  base::Result<std::vector<rules::Candidate>> with_leased_seats(std::vector<rules::Candidate> candidates,
                                                                base::Instant venue_now);

  StateDirectory directory_;
  wire::KioskIdentity identity_;
  std::string font_set_;
  PackagedFonts packaged_fonts_;
  store::VenueStore venue_;
  EventKeysAtRest keys_;
  std::map<rules::EventId, Kept> kept_;
  std::set<rules::EventId> locked_;
  rules::JournalId journal_;
  std::set<rules::EventId> left_out_;  // because they cannot be read
  std::set<rules::EventId> foreign_;   // kept for a venue that this kiosk was paired with before
  mutable std::optional<std::vector<rules::EventId>> events_here_;  // as read last; others change nothing here
  std::map<rules::EventId, store::EventStore> stores_;
  std::uint64_t openings_ = 0;  // of files
  IncomingList incoming_;
  std::optional<OpenEvent> open_;
  std::string kiosk_name_;  // as last assigned, with an event or without
  const base::Clock* clock_ = nullptr;
  std::string machine_boot_;
};

}  // namespace einlass::link
