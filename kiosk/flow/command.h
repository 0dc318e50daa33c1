// What the flow asks of the world. The stage carries it out; answers come back as events.
#pragma once

#include "core/base/instant.h"
#include "core/rules/door_question.h"
#include "core/rules/fact.h"
#include "core/rules/guest_fields.h"
#include "core/rules/ids.h"
#include "core/rules/journal_entry.h"
#include "core/rules/kiosk_move.h"
#include "core/rules/staff_act.h"
#include "kiosk/flow/sound.h"
#include "kiosk/flow/state.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace einlass::flow {

// Answered by AdmissionAnswered or AdmissionFailed with the same step.
struct AskAdmission {
  rules::ScanStep scan;
  std::string code;
  std::optional<rules::TicketId> chosen;  // after Choose, a search or a tap
  rules::How how = rules::How::Scan;
  rules::StaffMember by{};  // number 0: the guest herself
  int persons = 0;          // 0: all places that are not in yet; rules::ask_persons
};

// Answered by BadgeMoved, any number of times. Of the admission answered last, or, with `reason`, again: of the sheet
// read last.
struct PrintBadge {
  rules::PrintJobId job;
  rules::ScanId scan;
  rules::TicketId ticket;
  int place_number = 1;
  std::optional<rules::PrintReason> reason{};
  std::optional<rules::BadgeSerial> replaces{};
  std::uint32_t operator_number = 0;
};

// Answered by TimerFired; an older timer of the same kind may still fire and is ignored.
struct StartTimer {
  TimerKind kind = TimerKind::Idle;
  std::uint64_t serial = 0;
  base::Milliseconds after{0};
};

// Becomes an entry; answered by VisitSettled once somebody comes.
struct CallForHelp {
  rules::ScanId scan;  // of the visit, or minted for the call
};

// What a guest said on the spot becomes an entry of her scan, at its own step.
struct KeepAnswers {
  rules::ScanStep scan;
  rules::TicketId ticket;
  std::map<std::string, std::string> answers;  // by question
  std::vector<rules::ConsentGiven> consents;
};
// Likewise new values of her fields.
struct AmendGuest {
  rules::ScanStep scan;
  rules::TicketId ticket;
  rules::GuestFields fields;
};
// Answered by BadgeDrawn with the same scan. Nothing is printed.
struct DrawBadge {
  rules::ScanStep scan;
  rules::TicketId ticket;
  int place_number = 1;
};

// Answered by DoorAnswered with the same token.
struct AskDoor {
  std::uint64_t token = 0;
  rules::DoorQuestion question;
};

// Answered by DoneAtDoor with the same token.
struct DoAtDoor {
  std::uint64_t token = 0;
  rules::EventId event;  // at another one, it is refused
  rules::StaffMember by;
  rules::StaffAct act;
};

// Answered by DoneAtDoor with the same token; once it is done there, a change of service follows.
struct MoveKiosk {
  std::uint64_t token = 0;
  rules::KioskMove move;
};

// Answered by PairingFailed, or by a change of service once the kiosk is paired.
struct PairKiosk {
  std::string code;  // as cleaned; a secret
};

// Answered by a change of service.
struct ConfirmTime {
  base::Instant venue;
};

// The camera is off when no code would be of use here.
struct SetScanning {
  bool on = false;
};

// Answered by ScannersMeasured every half second, as long as Diagnosis is shown.
struct MeasureScanners {};

// Ends the program, so that the machine shows its own screen. Nothing restarts it until the machine does.
// Somebody says how many labels are in this printer now.
struct LoadLabels {
  std::string printer;
  int labels = 0;
};
struct Quit {};

// Of what just happened; never over speech (EN 301 549, 5.1.3.10), which says the same.
struct PlaySound {
  Sound sound = Sound::Welcome;
};

using Command =
    std::variant<AskAdmission, PrintBadge, StartTimer, CallForHelp, PairKiosk, ConfirmTime, SetScanning, AskDoor,
                 DoAtDoor, MoveKiosk, KeepAnswers, AmendGuest, DrawBadge, PlaySound, MeasureScanners, LoadLabels, Quit>;

}  // namespace einlass::flow
