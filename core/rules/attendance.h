// The fold: what the entries of one ticket add up to. Pure; the result depends on the set of entries, not their order.
#pragma once

#include "core/rules/journal_entry.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace einlass::rules {

using AdmissionDay = std::optional<base::VenueDay>;  // nothing: the whole event

// An admission that stands.
struct StandingAdmission {
  ScanRef scan;
  AdmissionDay day;
  int persons = 1;
  std::string category;
  Seat seat;
  How how = How::Scan;
  Place place;
  EntryTime time;
  std::optional<GuestId> guest;
};

// Somebody comes instead, and that stands.
struct StandingTransfer {
  ScanRef scan;
  AdmissionDay day;  // nothing: on all days
  GuestId old_guest;
  GuestId new_guest;
};

struct Conflict {
  ScanRef stands;    // what was admitted first in fold order
  ScanRef disputed;  // concurrent with it, and one too many
  Place first_place;
  Place second_place;
  AdmissionDay day;
  bool judged = false;
  std::optional<Verdict> verdict;
};

// A refusal that a person set aside, with a reason, during this scan.
struct Override {
  ScanId scan;
  Refusal refusal = Refusal::UnknownCode;
};

enum class BadgeStatus { Started, Printed, Failed, Unknown };

struct Badge {
  BadgeSerial serial;
  int place_number = 1;
  BadgeStatus status = BadgeStatus::Started;
  bool valid = true;                          // on days that no transfer names
  std::map<AdmissionDay, bool> valid_by_day;  // on those that one does
  Place place;                                // where it was printed
  ScanRef admission;                          // that it goes with; printed ahead: its own scan
  bool ahead = false;                         // of any admission: an undo leaves it alone

  // No: replaced, voided, or of somebody who does not hold the ticket on that day; a scan of it is refused as
  // `replaced`.
  bool valid_on(const AdmissionDay& day) const;
};

struct DayState {
  int inside = 0;    // persons in now; 0 … places and extra
  int admitted = 0;  // persons who came on this day, each counted once
  int extra = 0;     // persons beyond the ticket's places, whom a verdict let stand
  int disputed = 0;  // of admissions in an open conflict: not counted, but they sit somewhere
  friend bool operator==(const DayState&, const DayState&) = default;
};

// Seats of one lease that the ticket's admissions took, disputed ones among them. A device and the server come to the
// same number from the lease holder's own admissions, whatever else they know of the ticket.
struct LeasedSeats {
  LeaseId lease;
  AdmissionDay day;
  int inside = 0;    // of those, not given back by a departure whose author knew of the admission
  int admitted = 0;  // persons
  friend bool operator==(const LeasedSeats&, const LeasedSeats&) = default;
};

struct TicketState {
  int places = 1;  // highest number known to any entry
  std::map<AdmissionDay, DayState> days;
  std::vector<LeasedSeats> leased;          // one per lease and day, in the order of their ids
  std::vector<StandingAdmission> standing;  // in fold order
  std::vector<StandingTransfer> transfers;  // in fold order
  std::vector<Conflict> conflicts;
  std::vector<ScanRef> newest;  // `prior` of the next attendance entry; sorted
  std::vector<Badge> badges;    // in fold order
  int badges_due = 0;
  // Who came into the ticket by a transfer, by its day; under no day, on all days that have no holder of their own.
  std::map<AdmissionDay, GuestId> holders;
  std::optional<GuestId> first_guest;  // as the first transfer names her, undone or not; nothing: there was none
  bool excused = false;
  bool seat_released = false;
  bool settled = false;
  bool host_approved = false;
  bool host_declined = false;
  bool waiting_for_host = false;
  bool moved_up = false;  // from the waiting list
  bool walk_in = false;   // registered at the door, however she was admitted, or admitted as one
  std::vector<Override> overrides;
  std::vector<std::string> answered;   // questions that were answered
  std::vector<ConsentGiven> consents;  // the last word on each, in the order of their questions
  std::optional<base::Instant> first_admitted_at;

  int persons_admitted() const;  // over all days, each person and day once
  int inside_on(const AdmissionDay& day) const;
  // Nothing: no transfer is for that day, and the ticket is its first guest's.
  std::optional<GuestId> holder_on(const AdmissionDay& day) const;
  // The one by which she holds it; null where nobody came in by one.
  const StandingTransfer* transfer_on(const AdmissionDay& day) const;
  // Place numbers whose badge is due and neither started, printed nor unknown, as far as it is valid on that day. Doors
  // that did not know of each other may have given one number to two persons: the second badge stands for a number that
  // is free.
  std::vector<int> owed_badges(const AdmissionDay& day) const;
  bool has_open_conflict() const;
  // One that is about that day, or about all days.
  bool is_disputed_on(const AdmissionDay& day) const;
};

// `entries`: all entries of one ticket, in any order, repeated or not.
TicketState fold_ticket(std::span<const JournalEntry> entries);

// What one scan came to: the entry that counts among its admitted and refused entries (highest step; at that step the
// device's own before the server's). Nothing if the scan has none.
const JournalEntry* outcome_of_scan(std::span<const JournalEntry> entries, ScanId scan);

}  // namespace einlass::rules
