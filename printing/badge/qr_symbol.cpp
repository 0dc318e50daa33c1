#include "printing/badge/qr_symbol.h"

#include <exception>

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

namespace einlass::badge {
namespace {

constexpr int level_m = 4;  // on MultiFormatWriter's scale of 0 to 8, which it maps to L, M, Q, H

base::Result<ModuleGrid> written(ZXing::MultiFormatWriter writer, const std::string& text) {
  try {
    const ZXing::BitMatrix matrix = writer.setMargin(0).encode(text, 0, 0);
    std::vector<bool> dark;
    for (int row = 0; row < matrix.height(); ++row) {
      for (int column = 0; column < matrix.width(); ++column) dark.push_back(matrix.get(column, row));
    }
    return ModuleGrid(matrix.width(), std::move(dark));
  } catch (const std::exception&) {
    return base::fail(base::ErrorKind::InvalidInput,
                      "The code is empty or too long for a symbol: give one of 1 to 2000 characters.");
  }
}

}  // namespace

base::Result<QrSymbol> QrSymbol::encode(const std::string& text) {
  ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
  writer.setEccLevel(level_m).setEncoding(ZXing::CharacterSet::UTF8);
  return written(writer, text).map([](ModuleGrid grid) { return QrSymbol(std::move(grid)); });
}

base::Result<DataMatrix> DataMatrix::encode(const std::string& text) {
  const ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::DataMatrix);
  return written(writer, text).map([](ModuleGrid grid) { return DataMatrix(std::move(grid)); });
}

}  // namespace einlass::badge
