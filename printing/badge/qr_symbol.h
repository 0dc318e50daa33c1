// A QR symbol as a square of dark and light modules (ZXing's writer). Pure.
#pragma once

#include "core/base/error.h"

#include <string>
#include <vector>

namespace einlass::badge {

class QrSymbol {
 public:
  // Error correction M; capitals, digits and $%*+-./: are packed as alphanumeric (ISO/IEC 18004, 7.3.4), so a badge's
  // code of 30 characters is a version 2 symbol of 25 modules. InvalidInput if the text is empty or too long.
  static base::Result<QrSymbol> encode(const std::string& text);

  int modules() const { return modules_; }  // per side, without the quiet zone
  bool dark(int column, int row) const { return dark_[static_cast<std::size_t>(row * modules_ + column)]; }

 private:
  int modules_ = 0;
  std::vector<bool> dark_;
};

}  // namespace einlass::badge
