// The printer's trouble as the team hears of it. Pure.
#pragma once

#include "kiosk/flow/door_status.h"

#include <string_view>

namespace einlass::stage {

// Of a keyword of IPP or of printing/spool/reasons.h; empty: None.
flow::PrinterTrouble trouble_of(std::string_view keyword);

}  // namespace einlass::stage
