// What the flow asks of the world. The stage carries it out; answers come back as events.
#pragma once

#include "core/base/instant.h"
#include "core/rules/door_question.h"
#include "core/rules/ids.h"
#include "core/rules/journal_entry.h"
#include "core/rules/staff_act.h"
#include "kiosk/flow/state.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace einlass::flow {

// Answered by AdmissionAnswered or AdmissionFailed with the same step.
struct AskAdmission {
  rules::ScanStep scan;
  std::string code;
  std::optional<rules::TicketId> chosen;  // after Choose, a search or a tap
  rules::How how = rules::How::Scan;
  rules::StaffMember by{};  // number 0: the guest herself
  int persons = 0;          // 0: all places that are not in yet
};

// Answered by BadgeMoved, any number of times.
struct PrintBadge {
  rules::PrintJobId job;
  rules::ScanId scan;
  rules::TicketId ticket;
  int place_number = 1;
};

// Answered by TimerFired; an older timer of the same kind may still fire and is ignored.
struct StartTimer {
  TimerKind kind = TimerKind::Idle;
  std::uint64_t serial = 0;
  base::Milliseconds after{0};
};

// Becomes an entry; answered by VisitSettled once somebody comes.
struct CallForHelp {
  rules::ScanId scan;  // nil: nobody has scanned
};

// Answered by DoorAnswered with the same token.
struct AskDoor {
  std::uint64_t token = 0;
  rules::DoorQuestion question;
};

// Answered by DoneAtDoor with the same token.
struct DoAtDoor {
  std::uint64_t token = 0;
  rules::StaffMember by;
  rules::StaffAct act;
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
struct Quit {};

using Command = std::variant<AskAdmission, PrintBadge, StartTimer, CallForHelp, PairKiosk, ConfirmTime, SetScanning,
                             AskDoor, DoAtDoor, MeasureScanners, Quit>;

}  // namespace einlass::flow
