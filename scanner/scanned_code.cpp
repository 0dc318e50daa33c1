#include "scanner/scanned_code.h"

namespace einlass::scan {

std::string_view format_name(CodeFormat format) {
  switch (format) {
    case CodeFormat::QrCode:
      return "QR code";
    case CodeFormat::Aztec:
      return "Aztec";
    case CodeFormat::DataMatrix:
      return "Data Matrix";
    case CodeFormat::Pdf417:
      return "PDF417";
    case CodeFormat::Code128:
      return "Code 128";
    case CodeFormat::Code39:
      return "Code 39";
    case CodeFormat::Itf:
      return "ITF";
    case CodeFormat::Ean13:
      return "EAN-13";
  }
  return "";
}

}  // namespace einlass::scan
