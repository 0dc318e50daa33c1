// What the kiosk asks of its link (kiosk/link/link.h). Plain values.
#pragma once

#include "core/rules/admission.h"
#include "core/rules/journal_entry.h"
#include "core/rules/staff_act.h"
#include "db/print_log.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace einlass::link {

using rules::TicketId;

// Answered by AdmissionDecided, NotATicketCode or AdmissionImpossible with the same step; by Checking before, if it
// takes longer. The same (scan, step) again is answered alike.
struct ScanRequest {
  rules::ScanStep scan;
  std::variant<std::string, TicketId> what;  // scanned text as it came, or the ticket chosen or tapped
  rules::How how = rules::How::Scan;
  rules::Decider decider = rules::Decider::SelfService;
  int persons = 0;  // 0: all places that are not in yet
  std::uint32_t operator_number = 0;
};

// A fact of this device and what the print log must say with it, committed together. Either may be missing.
// Answered by Written with the same token. Of the draft's place the caller says the door, the link fills in the rest.
struct WriteRequest {
  std::uint64_t token = 0;
  rules::EventId event;  // need not be the open one: a badge may come out after the kiosk was given another event
  std::optional<rules::EntryDraft> draft;
  std::optional<store::PrintRecord> print;
};

// What somebody does at a sheet or inbox, under her number.
struct ActRequest {
  rules::EventId event;  // for which it is meant: the kiosk may have come to another one meanwhile
  std::uint32_t by = 0;  // 0: a guest, for herself
  rules::StaffAct act;
};

}  // namespace einlass::link
