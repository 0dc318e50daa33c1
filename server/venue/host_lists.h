// What a host page shows of an event's guests: one line per ticket, figures, and what waits at the doors. Plain values;
// of guests who are not on her lists a host gets figures only (docs/pages.md, Who may do what).
#pragma once

#include "core/rules/attendance.h"
#include "core/rules/guest_sheet.h"
#include "core/rules/staff.h"
#include "core/rules/ticket.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

// The admission of a ticket that an undo takes back.
struct LastAdmission {
  rules::ScanId scan;
  int persons = 1;
  friend bool operator==(const LastAdmission&, const LastAdmission&) = default;
};

struct GuestLine {
  rules::TicketId ticket;
  rules::GuestId guest;  // nil: nobody is named yet
  std::string name;
  std::string first_name;  // as far as the list parts her name; for lists by family name
  std::string last_name;
  std::string company;
  std::string category;
  std::string list_owner;
  std::string instead_of;  // whom she represents today
  int places = 1;
  rules::TicketStatus status = rules::TicketStatus::Confirmed;
  bool approved = false;  // by a host, or moved up: she may come in although her status says that she waits
  bool declined = false;
  bool excused = false;
  bool no_show = false;  // the event is over, and she was expected
  bool seat_released = false;
  bool owns_seat = false;
  bool walk_in = false;
  bool waiting = false;  // at a door, for a host
  int inside = 0;        // persons, on this admission day
  int admitted = 0;      // likewise
  bool badge_owed = false;
  bool in_conflict = false;
  // Why staff whose page is alone do not let her in, whatever the hour and however many seats are left.
  std::optional<rules::Refusal> kept_out_alone;
  std::optional<rules::Refusal> refused_for;    // her newest scan of the day ended in it
  std::set<rules::NoteKind> notes;              // of which kinds there are some
  std::optional<base::Instant> arrived_at;      // for the first time on this admission day
  rules::TicketId comes_with;                   // the guest whose companion or plus-one she is; nil: nobody's
  std::string invited_by;                       // who put her on the list from a page
  std::vector<rules::ScanRef> prior;            // what the next attendance entry names (docs/journal.md, Fields)
  std::optional<LastAdmission> last_admission;  // of those that stand on this admission day
  friend bool operator==(const GuestLine&, const GuestLine&) = default;
};

// Persons, if not said otherwise.
struct GuestFigures {
  int tickets = 0;
  // Places of confirmed tickets and of those who were let up from the waiting list, without the excused; and of whoever
  // came, also who was on no list: those who have come, and who still may.
  int expected = 0;
  int inside = 0;
  int admitted = 0;
  int waiting = 0;  // tickets, at a door
  int waitlisted = 0;
  int excused = 0;
  int no_shows = 0;  // after the event's end
};

struct SeatsUnderCap {
  int persons = 0;  // the cap's
  int left = 0;     // for whoever owns no seat; what moved up and has not come yet is taken off
  bool hard = false;
  int held = 0;  // unused seats that kiosks and pages may hand out alone, and so are not left
};

// How many persons a list may still get; by rule there is a limit.
struct ListQuota {
  std::string list;
  int most = 0;
  int left = 0;  // for who is no companion
  friend bool operator==(const ListQuota&, const ListQuota&) = default;
};

struct GuestLines {
  std::vector<GuestLine> guests;  // in ticket order; pages sort by name
  bool more = false;              // ask on with the last one as `after`
  bool all = false;               // of changes: too much was missed, read the whole list again
  std::string cursor;             // for what changes from now on
  bool has_ended = false;         // who has not come by now is a no-show
  int counted = 0;                // persons without a name, of the whole event on its admission day
  GuestFigures hers;
  GuestFigures others;                 // on lists that are not hers
  std::optional<SeatsUnderCap> seats;  // of the whole event; nothing: no cap
  std::vector<ListQuota> quotas;       // of her lists, those that have one; organisers: of all
};

// One entry of what happened with a guest, oldest first.
struct GuestMoment {
  std::string kind;  // of the fact: "admitted", "refused", "departed" … (docs/journal.md, Facts)
  std::string word;  // of the refusal, the reason, the verdict; may be empty
  int persons = 0;   // of admissions and departures
  rules::ScanId scan;
  std::uint32_t step = 0;
  bool undone = false;
  std::string place;
  std::string door;
  base::Instant at;
  std::optional<rules::Role> by;  // nothing: nobody was signed in
};

struct HostSheet {
  GuestLine line;
  rules::GuestSheet sheet;  // its order without others' guests
  std::vector<GuestMoment> history;
};

// What became of a departure that was typed back from paper.
struct HostDeparture {
  rules::ScanId scan;
  int persons = 0;
  bool repeated = false;  // typed before: it counts once
  GuestLine line;
};

// What became of a tap or scan. Of somebody else's guest only the outcome.
struct HostAdmission {
  enum class Outcome { Admitted, Refused, Announced };
  Outcome outcome = Outcome::Refused;
  std::optional<rules::Refusal> refusal;
  bool may_set_aside = false;
  int persons = 0;                     // let in now
  rules::ScanStep scan;                // where to go on
  bool seats_asked_back = false;       // with full: nothing was decided, kiosks give seats back; ask again in a second
  bool source_asked = false;           // with unknown_code: nothing was decided, as the code's source was asked for it
  std::vector<std::string> questions;  // with needs_answers: ids of the policy's
  std::optional<base::Instant> opens_at;
  std::vector<GuestLine> choices;  // with ambiguous
  std::string other_event;
  std::optional<GuestLine> line;
};

// Whose seat would be, or was, given to the waiting list.
struct ReleasedSeat {
  GuestLine line;
  bool excused = false;  // else: has not come in time
};

}  // namespace einlass::venue
