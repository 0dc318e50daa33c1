// What somebody of the team is doing at a kiosk, from the PIN to signing out. Plain values: all of it is one screen, so
// that whatever takes the screen away signs out, too.
#pragma once

#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/rules/admission.h"
#include "core/rules/guest_sheet.h"
#include "core/rules/staff_act.h"
#include "kiosk/flow/staff_move.h"
#include "kiosk/flow/staff_news.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace einlass::flow {

// Where the tools bar leads; to the destinations leads the status.
enum class StaffPlace { Search, WalkIn, Calls, Waiting, Conflicts, Status, Destinations };

// What can be done at a guest's sheet (staff_choices.h says when).
enum class StaffAction {
  Admit,
  AdmitSome,
  LetInAnyway,  // sets the refusal aside
  Approve,
  Decline,
  Settle,
  CheckInOrder,  // all tickets of the order that are not in
  Depart,
  Undo,
  Reprint,
  BadgeCameOut,  // of one in doubt
  BadgeDidNotComeOut,
  BadgeNotCollected,  // it lies at the printer, and nobody comes for it
  PrintBadge,         // of whoever has none; admits nobody
  CorrectName,
  Transfer,
  TakeTicketBack,  // from whoever comes instead
  Note,
  Excuse,
  ExcuseNoMore,
  Companion,  // somebody without whom the guest could not come
};

enum class FormPurpose { WalkIn, CorrectName, Transfer, Note, Reference, OverrideReason, Companion };

// Answered by one press each; staff_choices.h lists the answers.
enum class StaffQuestion {
  PersonsComing,
  PersonsLeaving,
  ReallyUndo,
  ReallyTakeBack,
  WhichBadge,
  WhyReprint,
  WhyLetIn,
  HowSettled,
  SameOrOther,  // the surname was changed: the same person or somebody else
  NoteKind,
  WhyDeclined,
  Category,
  WhichCompanion,
  Verdict,
  WhichDoor,
  ReallyMove,
  LabelsLoaded,
};

// --- pages: what is on the screen ------------------------------------------------------------------------------------

enum class PinTrouble { None, Wrong, NobodyMaySignIn, NotChecked };
struct PinPage {
  bool checking = false;
  PinTrouble trouble = PinTrouble::None;
  base::Milliseconds wait{0};  // no PIN is looked at before
};
struct SearchPage {};
struct GuestPage {};
struct FormPage {
  FormPurpose purpose = FormPurpose::WalkIn;
};
struct QuestionPage {
  StaffQuestion question = StaffQuestion::ReallyUndo;
};
// Is the walk-in one of these?
struct DuplicatesPage {
  std::vector<rules::FoundGuest> guests;
};
// A whole order comes in, one ticket after the other.
struct OrderPage {
  enum class Result { Waiting, Asked, Admitted, Announced, Refused, Failed, LeftOut };
  struct Ticket {
    rules::TicketId ticket;
    std::string name;
    Result result = Result::Waiting;
    rules::Refusal refusal = rules::Refusal::UnknownCode;
  };
  std::vector<Ticket> tickets;
};
struct ListPage {
  StaffPlace place = StaffPlace::Calls;
};

using StaffPage = std::variant<PinPage, SearchPage, GuestPage, FormPage, QuestionPage, DuplicatesPage, OrderPage,
                               ListPage, MovingPage>;

// --- what the pages share --------------------------------------------------------------------------------------------

struct GuestSearch {
  std::string sought;
  std::vector<rules::FoundGuest> found;
  bool more = false;  // than were asked for
  bool failed = false;
};

// What the newest scan or tap came to.
struct Outcome {
  rules::Admission admission = rules::AdmissionRefused{};
  bool undecided = false;  // nothing could be decided
  std::string other_event;
  std::string right_door;
  std::vector<rules::FoundGuest> candidates;  // with Ambiguous
  base::Instant at;
};

struct OpenGuest {
  rules::TicketId ticket;                  // nil: no ticket is known by the code
  std::optional<rules::GuestSheet> sheet;  // nothing: being read
  std::optional<Outcome> outcome;
  bool unreadable = false;
};

// What is put together over several pages.
struct Draft {
  rules::TicketId ticket;  // of whoever is registered; minted once, so that sending again registers nobody twice
  rules::GuestId guest;    // likewise, and of who comes instead
  std::optional<rules::TicketId> with;  // whom a companion comes along with
  std::string first_name;
  std::string last_name;
  std::string company;
  std::string email;
  std::string category;
  rules::ReasonKind reason = rules::ReasonKind::Authorised;
  rules::NoteKind note = rules::NoteKind::Other;
  std::optional<rules::Badge> badge;              // that is printed again
  bool not_collected = false;                     // that badge, rather
  std::optional<rules::PrintReason> print_after;  // once the sheet has been read anew
  std::optional<rules::OpenConflict> conflict;    // that is judged
  std::optional<rules::WaitingGuest> waiting;     // who is declined
  std::optional<PlannedMove> move;                // of this kiosk
  std::string printer;                            // that was loaded
};

// What follows once an act is written.
enum class Afterwards { Stay, ReadSheet, AskAgain, AdmitRegistered, LeavePage, AwaitMove };

struct Doing {
  std::uint64_t token = 0;
  Afterwards then = Afterwards::Stay;
  StaffNews news = StaffNews::None;
  rules::ScanRef counted{};  // with Counted
};
struct Staff {
  rules::StaffMember member;  // number 0: nobody has signed in yet
  rules::EventId event;       // another one signs out
  StaffPage page = PinPage{};
  GuestSearch search;
  std::optional<OpenGuest> guest;  // stays while forms and questions about her are open
  Draft draft;
  std::uint64_t reading = 0;   // token of the newest question; older answers are late
  std::optional<Doing> doing;  // no other act is begun meanwhile
  bool deciding = false;       // the visit's scan
  rules::How how = rules::How::Scan;
  int persons = 0;
  std::vector<rules::OpenConflict> conflicts;
  bool conflicts_read = false;
  std::optional<rules::Destinations> destinations;  // nothing: not read
  std::optional<PlannedMove> awaited;               // the server was told, and may have done it
  StaffNews news = StaffNews::None;
  std::optional<base::ErrorKind> trouble;  // why the last act was not done
};

}  // namespace einlass::flow
