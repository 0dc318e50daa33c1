// The door: what kiosks ask for, in the terms of core/wire, so that whoever holds their sessions (server/web) passes
// each command of sync::PeerSession on and its answer back. Part of the Desk, on its thread.
//
// Writes happen in batches: begin, any number of admit, merge and append, commit. A batch is of one event, whose file
// has a transaction of its own; writing to a second one is refused. Answers of a batch go out only after its commit:
// then what they say is on disk.
#pragma once

#include "core/sync/exchange.h"
#include "core/sync/peer.h"
#include "core/wire/messages.h"
#include "db/attendance_journal.h"
#include "db/candidates.h"
#include "db/guest_book.h"
#include "db/paper_lists.h"
#include "db/print_log.h"
#include "server/venue/venue_state.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

// A scan for which a cap has no seat left.
struct FullScan {
  std::string category;  // of its ticket
  int persons = 1;       // at most
};

// The organiser says where a kiosk stands, not the kiosk.
rules::Place place_of(const store::KioskRecord& kiosk);

class DoorDesk {
 public:
  // An entry that is kept as it came, and why it was not taken in.
  struct ToPark {
    rules::UnreadableEntry entry;
    std::string reason;
  };

  explicit DoorDesk(VenueState& state) : state_(state) {}

  // If one call within a batch returns an error of storage, commit undoes the whole batch and returns that error.
  base::Result<void> begin();
  // NotFound: an event or ticket that this server does not know. Refused: an event that is not the kiosk's. Nothing is
  // written then.
  base::Result<wire::AdmitReply> admit(rules::KioskId kiosk, const wire::AdmitRequest& request);
  // Likewise of somebody at a page, for whom her session spoke: she may decide so, and her place names no kiosk.
  // `happened`: not now, but when it was written on paper; it is decided as of then.
  base::Result<wire::AdmitReply> admit_at(const rules::Place& place, const wire::AdmitRequest& request,
                                          const std::optional<rules::EntryTime>& happened = std::nullopt);
  // Whether the scan would be refused as full now; writes nothing. Nothing also where admit() would not decide it.
  base::Result<std::optional<FullScan>> would_be_full(rules::KioskId kiosk, const wire::AdmitRequest& request);
  base::Result<std::optional<FullScan>> would_be_full_at(const rules::Place& place, const wire::AdmitRequest& request);
  // Whether the scan's whole code is in no guest list here, of any event that goes on.
  bool is_unknown(const wire::AdmitRequest& request);
  // Rows and entries of one event. Those of an event that this server does not know are answered Parked
  // ("unknown_event").
  base::Result<std::vector<rules::Merged>> merge(const std::vector<rules::JournalRow>& rows,
                                                 const std::vector<rules::UnreadableEntry>& unreadable = {});
  // Likewise from a kiosk: of an event that it does not serve, and that did not come back from kiosks, it hands over
  // its own entries only; others are answered Parked ("not_assigned") and not kept. What it wrote in the name of
  // somebody who was never of the roster, or what only a server may write, is kept and answered Parked
  // ("not_signed_in").
  base::Result<std::vector<rules::Merged>> merge_from(rules::KioskId kiosk, const sync::MergePeerRows& command);
  // Rows that somebody else has looked at, and what is to be put aside of them. All of one event.
  base::Result<std::vector<rules::Merged>> merge_and_park(const std::vector<rules::JournalRow>& rows,
                                                          const std::vector<ToPark>& to_park);
  // A fact of the server's own, such as a declared loss. `happened` as of admit_at.
  base::Result<rules::JournalRow> append(rules::EventId event, const rules::EntryDraft& draft,
                                         const std::optional<rules::EntryTime>& happened = std::nullopt);
  // Likewise a line of the server's own print log.
  base::Result<void> keep(rules::EventId event, const store::PrintRecord& print);
  // Likewise a list on paper that another server printed.
  base::Result<void> keep(rules::EventId event, const store::PaperList& list);
  // Likewise rows of the guest book that came with entries; what they take from tickets is ceded.
  base::Result<void> put_guests(rules::EventId event, const std::vector<store::GuestRow>& rows);
  // Seats that wait for this kiosk's word wait no longer.
  void acknowledge_seats(rules::EventId event, rules::KioskId kiosk);
  base::Result<void> commit();
  void drop();  // instead of commit: nothing of the batch was written
  // Rows that the last committed batch added, for the sessions of the other kiosks; each row is handed out once.
  std::vector<rules::JournalRow> take_written();

  // Per journal and event, the highest sequence up to which nothing is missing.
  base::Result<std::vector<wire::Held>> held(rules::EventId event);
  base::Result<std::vector<rules::JournalRow>> rows(const sync::ReadRows& request);

  // Refused: the kiosk is not assigned to this event, and has no business with it.
  base::Result<void> check_assigned(rules::KioskId kiosk, rules::EventId event) const;

  // The parts of a guest list: what changed since the version that the kiosk has where that is still known, else all.
  base::Result<std::vector<wire::GuestList>> guest_list(const wire::GuestListRequest& request);

  base::Result<store::EventTotals> totals(rules::EventId event);

 private:
  struct Asked {
    const rules::Place& place;
    const wire::AdmitRequest& request;
    rules::EntryTime time;
  };

  struct Writing {
    rules::EventId event;
    store::EventStore::Transaction transaction;
  };

  // A ticket of another event of this venue, with that event's name where it is public.
  struct Elsewhere {
    rules::Ticket ticket;
    std::string event_name;
  };

  base::Result<bool> may_have_been_written(const rules::JournalEntry& entry);
  base::Result<void> check_decider(const wire::AdmitRequest& request, const OpenEvent& event);
  base::Result<std::optional<Elsewhere>> find_elsewhere(const wire::AdmitRequest& request);
  base::Result<OpenEvent*> take_part(rules::EventId event);
  static store::Admit admission_of(const OpenEvent& event, const Asked& asked, const store::Candidates& found);
  base::Result<rules::Merged> park(const ToPark& parked);
  base::Result<std::vector<rules::Merged>> merge_rows(rules::EventId id, const std::vector<rules::JournalRow>& rows);
  base::Result<void> cede_released(OpenEvent& event, const rules::JournalEntry& entry);
  void note_own(rules::EventId id, const std::vector<rules::JournalRow>& rows);
  template <typename T>
  base::Result<T> noted(base::Result<T> result) {
    if (!result && !broken_) broken_ = result.error();
    return result;
  }

  VenueState& state_;
  bool open_ = false;
  std::optional<base::Error> broken_;
  std::optional<Writing> writing_;          // once the open batch has written
  std::vector<rules::JournalRow> pending_;  // written by the open batch
  std::vector<rules::JournalRow> written_;
};

}  // namespace einlass::venue
