// What can happen to the flow. Each answer carries the ScanId or PrintJobId of its question; a late one is dropped.
#pragma once

#include "core/base/error.h"
#include "core/rules/admission.h"
#include "core/rules/door_question.h"
#include "core/rules/guest_sheet.h"
#include "core/rules/ids.h"
#include "kiosk/flow/form.h"
#include "kiosk/flow/look.h"
#include "kiosk/flow/self_event.h"
#include "kiosk/flow/staff_event.h"
#include "kiosk/flow/state.h"
#include "kiosk/flow/typing_event.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace einlass::flow {

// From the camera, the folder or the hand scanner, once per sight (scanner/debounce.h).
struct CodeScanned {
  rules::ScanId scan;             // minted by the stage
  std::string text;               // as scanned
  base::Milliseconds picture{0};  // when the picture was taken in which it was seen; 0: in none
};

// What was decided about a scan, with what the screen may say about it.
struct AdmissionAnswered {
  rules::ScanStep scan;
  rules::Admission admission;
  base::Instant decided_at;  // venue time
  std::string guest_name;
  std::string guest_language;              // "de", "en" or empty
  std::string other_event;                 // with OtherEvent, if that name is public
  std::string right_door{};                // with OtherEvent, if the ticket opens one other door of this event
  std::vector<TicketChoice> choices;       // with Ambiguous
  std::vector<rules::PrintJobId> badges;   // one per badge of badges_to_print(), in its order
  std::vector<AskedQuestion> questions{};  // with NeedsAnswers
  std::vector<AskedQuestion> consents{};   // that this ticket was not asked yet; none for a party
  bool unnamed = false;                    // the ticket is listed without a name
  std::string badge_name{};                // as it would be printed
  std::string table{};
  std::string category{};
  BadgesElsewhere badges_elsewhere{};
  std::vector<rules::FoundGuest> candidates{};  // with Ambiguous, by name: for staff only
};

// Of one who does not come in: those that are owed, then those that are printed ahead.
std::vector<int> badges_to_print(const rules::AdmissionRefused& refused);

// Nothing could be decided: disk full, server and own journal both out of reach.
struct AdmissionFailed {
  rules::ScanStep scan;
};

struct BadgeMoved {
  BadgeProgress progress;
};

struct TicketChosen {
  rules::TicketId ticket;
};
struct LanguageChosen {
  std::string language;
};
struct LookChosen {
  Look look = Look::Calm;
};
struct LowChosen {
  bool low = false;
};
struct HelpPressed {};
struct DonePressed {};
struct MoreTimePressed {};

// Any key or touch that means nothing else: somebody is there.
struct Touched {};

// A key of the keypad: who uses one is to hear the screen.
struct KeypadUsed {};
struct VolumeTurned {
  int steps = 1;  // louder
};
// What is being said began, or is over.
struct SpeechMoved {
  bool speaking = false;
};

// None: nothing more to say, such as after a code was read.
struct AimHinted {
  AimHint hint = AimHint::None;
};

// `why` is one of those after PairingState::UnderWay.
struct PairingFailed {
  PairingState why = PairingState::Unreadable;
};

// Out of service until somebody says what time it is: later than this.
struct TimeAsked {
  base::Instant earliest;
  bool names_go = true;
};
enum class TimePart { Minutes, Hour, Day };
struct TimeTurned {
  TimePart part = TimePart::Minutes;
};
struct TimeIsRight {};

// --- for whoever sets the kiosk up ----------------------------------------------------------------------------------

// Ends with DonePressed, or by itself when nobody is there.
struct DiagnosisOpened {};
// To MeasureScanners, every half second.
struct ScannersMeasured {
  ScannerFigures figures;
};
// Instead of CodeScanned, while Diagnosis is shown.
struct CodeExamined {
  CodeShape code;
};
// To the machine's own screen; an organiser only.
struct QuitPressed {};

// --- what the link says beside admissions ---------------------------------------------------------------------------

// To AskDoor, with the same token.
struct DoorAnswered {
  std::uint64_t token = 0;
  base::Result<rules::DoorAnswer> answer;
};
// To DoAtDoor, with the same token.
struct DoneAtDoor {
  std::uint64_t token = 0;
  base::Result<void> done;
};
struct DoorNewsChanged {
  rules::DoorNews news;
};
// Somebody elsewhere settled what was asked during this visit.
enum class VisitNews { HelpIsComing, Admitted, Declined };
struct VisitSettled {
  rules::ScanId scan;
  VisitNews news = VisitNews::HelpIsComing;
  bool at_kiosk = false;  // with Admitted: at another one, which prints what is owed
};

// Printers, counts and the server, as the team sees them.
struct StatusChanged {
  DoorStatus status;
};

// What the organiser says to everybody here, by language; none: no more.
struct MessageChanged {
  std::map<std::string, std::string> texts;
};

struct ServiceChanged {
  std::optional<OutOfServiceReason> out;  // nothing: in service
};
struct DevicesChanged {
  Devices devices;
};

struct TimerFired {
  TimerKind kind = TimerKind::Idle;
  std::uint64_t serial = 0;
};

using Event =
    std::variant<CodeScanned, AdmissionAnswered, AdmissionFailed, BadgeMoved, TicketChosen, LanguageChosen, LookChosen,
                 LowChosen, HelpPressed, DonePressed, MoreTimePressed, Touched, KeypadUsed, VolumeTurned, SpeechMoved,
                 PairingFailed, TimeAsked, TimeTurned, TimeIsRight, Typed, Erased, FieldChosen, KeysTurned, FormSent,
                 DoorAnswered, DoneAtDoor, DoorNewsChanged, VisitSettled, ServiceChanged, DevicesChanged, TimerFired,
                 SearchPressed, WalkInPressed, ConsentChosen, PersonsTurned, PersonsChosen, BadgeIsRight,
                 BadgeNameWrong, BadgeDrawn, BadgeWorded, BadgeReadOut, StaffPressed, StatusChanged, AimHinted,
                 TypingUndone, DiagnosisOpened, ScannersMeasured, CodeExamined, QuitPressed, MessageChanged>;

}  // namespace einlass::flow
