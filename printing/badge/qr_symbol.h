// Symbols that ZXing's writer makes: QR for badges, tickets and pairing, Data Matrix where there is no room for one.
// Pure.
#pragma once

#include "core/base/error.h"
#include "printing/badge/module_grid.h"

#include <string>
#include <utility>

namespace einlass::badge {

class QrSymbol : public ModuleGrid {
 public:
  // Error correction M; capitals, digits and $%*+-./: are packed as alphanumeric (ISO/IEC 18004, 7.3.4), so a badge's
  // code of 30 characters is a version 2 symbol of 25 modules. InvalidInput if the text is empty or too long.
  static base::Result<QrSymbol> encode(const std::string& text);

 private:
  explicit QrSymbol(ModuleGrid grid) : ModuleGrid(std::move(grid)) {}
};

class DataMatrix : public ModuleGrid {
 public:
  // Two digits are one byte (ISO/IEC 16022, 5.2.3), so twelve are a symbol of 14 modules; its quiet zone is one module.
  // InvalidInput if the text is empty or too long.
  static base::Result<DataMatrix> encode(const std::string& text);

 private:
  explicit DataMatrix(ModuleGrid grid) : ModuleGrid(std::move(grid)) {}
};

}  // namespace einlass::badge
