// Facts and journal entries (docs/journal.md). Facts are self-contained: folding them needs neither policy nor guest
// book. They hold ids, enums and numbers; whatever a person typed or is called stands in the entry's private part.
#pragma once

#include "core/base/crypto.h"
#include "core/base/instant.h"
#include "core/base/venue_zone.h"
#include "core/rules/event_policy.h"
#include "core/rules/fact_terms.h"
#include "core/rules/ids.h"
#include "core/rules/refusal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace einlass::rules {

struct Admitted {
  int persons = 1;
  int places = 1;  // of the ticket, as the author knew it
  int badges_due = 0;
  std::string category;
  std::optional<base::VenueDay> day;  // nothing: one admission counts for the whole event
  ReEntry re_entry = ReEntry::None;
  Seat seat;
  How how = How::Scan;
  friend bool operator==(const Admitted&, const Admitted&) = default;
};
struct Refused {
  Refusal refusal = Refusal::UnknownCode;
  friend bool operator==(const Refused&, const Refused&) = default;
};
struct Departed {
  int persons = 1;
  std::optional<base::VenueDay> day;
  friend bool operator==(const Departed&, const Departed&) = default;
};
struct AdmissionUndone {
  ScanRef undone;
  friend bool operator==(const AdmissionUndone&, const AdmissionUndone&) = default;
};
struct Overridden {
  Refusal refusal = Refusal::UnknownCode;
  ReasonKind reason = ReasonKind::Authorised;
  friend bool operator==(const Overridden&, const Overridden&) = default;
};
struct GuestRegistered {  // names in the private part
  std::string category;
  int places = 1;
  How how = How::WalkIn;
  friend bool operator==(const GuestRegistered&, const GuestRegistered&) = default;
};
struct GuestAmended {  // values in the private part, keyed by these field names
  std::vector<std::string> fields;
  friend bool operator==(const GuestAmended&, const GuestAmended&) = default;
};
struct TicketTransferred {
  GuestId old_guest;
  GuestId new_guest;
  std::optional<base::VenueDay> day;  // nothing: for all days

  // Whether she comes instead on this admission day; nothing: where one admission counts for the whole event.
  bool is_for(const std::optional<base::VenueDay>& admission_day) const { return !day || day == admission_day; }
  friend bool operator==(const TicketTransferred&, const TicketTransferred&) = default;
};
struct Counted {  // anonymous, one tap
  int persons = 1;
  std::string category;
  std::optional<base::VenueDay> day;
  Seat seat;
  friend bool operator==(const Counted&, const Counted&) = default;
};
struct ConsentGiven {
  std::string question;
  int text_version = 1;
  std::string language;
  bool yes = false;
  friend bool operator==(const ConsentGiven&, const ConsentGiven&) = default;
};
struct AnswersGiven {  // answers in the private part, keyed by question
  std::vector<std::string> questions;
  std::vector<ConsentGiven> consents;
  friend bool operator==(const AnswersGiven&, const AnswersGiven&) = default;
};
struct SettledElsewhere {
  Settlement settlement = Settlement::Reference;
  friend bool operator==(const SettledElsewhere&, const SettledElsewhere&) = default;
};
struct HostAsked {
  friend bool operator==(const HostAsked&, const HostAsked&) = default;
};
struct HostDecided {
  bool approved = false;
  std::optional<DeclineReason> reason;  // where one was given
  friend bool operator==(const HostDecided&, const HostDecided&) = default;
};
struct Noted {
  NoteKind kind = NoteKind::Other;
  friend bool operator==(const Noted&, const Noted&) = default;
};
struct Excused {
  bool excused = true;
  friend bool operator==(const Excused&, const Excused&) = default;
};
struct SeatReleased {
  int persons = 1;
  friend bool operator==(const SeatReleased&, const SeatReleased&) = default;
};
struct MovedUp {
  int persons = 1;
  friend bool operator==(const MovedUp&, const MovedUp&) = default;
};
struct BadgeStarted {
  BadgeSerial serial;
  int place_number = 1;  // 1 … places of the ticket
  std::optional<BadgeSerial> replaces;
  PrintReason reason = PrintReason::First;
  friend bool operator==(const BadgeStarted&, const BadgeStarted&) = default;
};
struct BadgePrinted {
  BadgeSerial serial;
  friend bool operator==(const BadgePrinted&, const BadgePrinted&) = default;
};
struct BadgeFailed {
  BadgeSerial serial;
  BadgeFault fault = BadgeFault::Other;
  friend bool operator==(const BadgeFailed&, const BadgeFailed&) = default;
};
struct BadgeUnknown {
  BadgeSerial serial;
  friend bool operator==(const BadgeUnknown&, const BadgeUnknown&) = default;
};
struct BadgeVoided {
  BadgeSerial serial;
  VoidReason reason = VoidReason::Lost;
  friend bool operator==(const BadgeVoided&, const BadgeVoided&) = default;
};
struct LeaseGranted {
  LeaseId lease;
  JournalId holder;
  std::string category;               // empty: for categories without a cap of their own, under the event's cap
  std::optional<base::VenueDay> day;  // admission day whose seats these are
  int seats = 0;
  std::int64_t lasts_ms = 0;  // monotonic, from the request's sending
  friend bool operator==(const LeaseGranted&, const LeaseGranted&) = default;
};
struct LeaseReturned {
  LeaseId lease;
  int seats = 0;
  friend bool operator==(const LeaseReturned&, const LeaseReturned&) = default;
};
struct LeaseForfeited {
  LeaseId lease;
  friend bool operator==(const LeaseForfeited&, const LeaseForfeited&) = default;
};
struct ConflictJudged {
  std::vector<ScanRef> scans;
  Verdict verdict = Verdict::SamePerson;
  std::optional<ScanRef> stands;  // with Verdict::Stands
  friend bool operator==(const ConflictJudged&, const ConflictJudged&) = default;
};
struct HelpAsked {
  friend bool operator==(const HelpAsked&, const HelpAsked&) = default;
};
struct HelpAnswered {
  friend bool operator==(const HelpAnswered&, const HelpAnswered&) = default;
};
struct KioskLost {
  JournalId journal;
  friend bool operator==(const KioskLost&, const KioskLost&) = default;
};
struct GuestErased {
  GuestId erased;
  friend bool operator==(const GuestErased&, const GuestErased&) = default;
};
struct EventClosed {
  friend bool operator==(const EventClosed&, const EventClosed&) = default;
};
struct EventReopened {
  friend bool operator==(const EventReopened&, const EventReopened&) = default;
};

using Fact = std::variant<Admitted, Refused, Departed, AdmissionUndone, Overridden, GuestRegistered, GuestAmended,
                          TicketTransferred, Counted, AnswersGiven, SettledElsewhere, HostAsked, HostDecided, Noted,
                          Excused, SeatReleased, MovedUp, BadgeStarted, BadgePrinted, BadgeFailed, BadgeUnknown,
                          BadgeVoided, LeaseGranted, LeaseReturned, LeaseForfeited, ConflictJudged, HelpAsked,
                          HelpAnswered, KioskLost, GuestErased, EventClosed, EventReopened>;

}  // namespace einlass::rules
