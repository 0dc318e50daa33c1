#include "printing/badge/qr_symbol.h"

#include <exception>

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

namespace einlass::badge {
namespace {

constexpr int level_m = 4;  // on MultiFormatWriter's scale of 0 to 8, which it maps to L, M, Q, H

}  // namespace

base::Result<QrSymbol> QrSymbol::encode(const std::string& text) {
  QrSymbol symbol;
  try {
    ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
    writer.setEccLevel(level_m).setEncoding(ZXing::CharacterSet::UTF8).setMargin(0);
    const ZXing::BitMatrix matrix = writer.encode(text, 0, 0);
    symbol.modules_ = matrix.width();
    for (int row = 0; row < matrix.height(); ++row) {
      for (int column = 0; column < matrix.width(); ++column) symbol.dark_.push_back(matrix.get(column, row));
    }
  } catch (const std::exception&) {
    return base::fail(base::ErrorKind::InvalidInput,
                      "The badge's code is empty or too long for a QR symbol: give one of 1 to 2000 characters.");
  }
  return symbol;
}

}  // namespace einlass::badge
