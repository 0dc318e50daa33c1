// What a decoder found in a picture.
#pragma once

#include "core/base/instant.h"

#include <array>
#include <string>
#include <string_view>

namespace einlass::scan {

enum class CodeFormat { QrCode, Aztec, DataMatrix, Pdf417, Code128, Code39, Itf, Ean13 };

std::string_view format_name(CodeFormat format);  // "QR code", as printed by `einlass scan`

struct Corner {
  int x = 0;
  int y = 0;
  friend bool operator==(const Corner&, const Corner&) = default;
};

struct ScannedCode {
  std::string text;  // UTF-8, exactly as coded: cleaning is the business of core/rules/ticket_code.h
  CodeFormat format = CodeFormat::QrCode;
  std::array<Corner, 4> corners{};  // pixels of the picture, clockwise from the code's own top left

  // Monotonic clock: when the picture was taken (Frame::taken_at), not when it had been read.
  base::Milliseconds taken_at{0};
};

}  // namespace einlass::scan
