// A QR code as a picture of its own: tickets to be mailed, pairing codes. Pure; any thread.
#pragma once

#include "core/base/error.h"

#include <string>

namespace einlass::badge {

// With the quiet zone of four modules (ISO/IEC 18004, 5.3.8). InvalidInput if the text is too long.
base::Result<std::string> qr_png(const std::string& text, int pixels_per_module = 8);
base::Result<std::string> qr_svg(const std::string& text);

}  // namespace einlass::badge
