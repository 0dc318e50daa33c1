// A scan on its way to a decision, and what was decided. Values, on the link's thread.
#pragma once

#include "core/rules/admission.h"
#include "core/rules/journal_row.h"
#include "core/wire/messages.h"
#include "kiosk/link/link.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace einlass::link {

// What a scan comes to, whoever decided it.
struct Decided {
  rules::Admission admission;
  rules::JournalRow row;
  std::vector<TicketView> tickets;
  std::string template_name;
  std::string other_event{};
};

struct ScanToDecide {
  ScanRequest request;
  wire::ScanTarget target;
};

// Up to which number of a journal the server has answered.
using AnsweredUpTo = std::function<std::uint64_t(rules::JournalId)>;

}  // namespace einlass::link
