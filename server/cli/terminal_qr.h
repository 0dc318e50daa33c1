// A QR code in the terminal, two modules to a character, so that a kiosk's camera can read it from the screen.
#pragma once

#include "printing/badge/qr_symbol.h"

#include <string>

namespace einlass::cli {

// With quiet zone. `coloured`: black on white by ANSI colours, whatever the terminal's own; else light modules are
// drawn, which is right on dark terminals.
std::string terminal_qr(const badge::QrSymbol& symbol, bool coloured);

}  // namespace einlass::cli
