#define ZX_USE_UTF8  // 1.4: text() as UTF-8; later versions know nothing else

#include "scanner/zxing_reader.h"

#include <exception>
#include <optional>

#include <ZXing/ReadBarcode.h>
#if __has_include(<ZXing/Version.h>)
#include <ZXing/Version.h>
#else
#include <ZXing/ZXVersion.h>
#endif

namespace einlass::scan {
namespace {

#if ZXING_VERSION_MAJOR > 2 || (ZXING_VERSION_MAJOR == 2 && ZXING_VERSION_MINOR >= 2)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif

// Kinds that ticket shops and printers use. Those that misread easily (Codabar, UPC-E, EAN-8) are left out on purpose.
constexpr auto formats_of_other_kinds = ZXing::BarcodeFormat::Aztec | ZXing::BarcodeFormat::DataMatrix |
                                        ZXing::BarcodeFormat::PDF417 | ZXing::BarcodeFormat::Code128 |
                                        ZXing::BarcodeFormat::Code39 | ZXing::BarcodeFormat::ITF |
                                        ZXing::BarcodeFormat::EAN13;

std::optional<CodeFormat> format_of(ZXing::BarcodeFormat format) {
  switch (format) {
    case ZXing::BarcodeFormat::QRCode:
      return CodeFormat::QrCode;
    case ZXing::BarcodeFormat::Aztec:
      return CodeFormat::Aztec;
    case ZXing::BarcodeFormat::DataMatrix:
      return CodeFormat::DataMatrix;
    case ZXing::BarcodeFormat::PDF417:
      return CodeFormat::Pdf417;
    case ZXing::BarcodeFormat::Code128:
      return CodeFormat::Code128;
    case ZXing::BarcodeFormat::Code39:
      return CodeFormat::Code39;
    case ZXing::BarcodeFormat::ITF:
      return CodeFormat::Itf;
    case ZXing::BarcodeFormat::EAN13:
      return CodeFormat::Ean13;
    default:  // the library's list differs between versions; kinds that were not asked for
      return std::nullopt;
  }
}

Options options_of(const ZxingAttempt& attempt) {
  Options options;
  options.setFormats(attempt.kinds == CodeKinds::QrCodes ? ZXing::BarcodeFormats(ZXing::BarcodeFormat::QRCode)
                                                         : formats_of_other_kinds);
  options.setBinarizer(attempt.threshold == Threshold::Local ? ZXing::Binarizer::LocalAverage
                                                             : ZXing::Binarizer::GlobalHistogram);
  options.setTryDownscale(attempt.downscale);
  options.setMaxNumberOfSymbols(8);
  options.setMinLineCount(3);  // linear codes have weak check digits: three equal lines
#if ZXING_VERSION_MAJOR >= 2
  options.setTryInvert(false);  // a rung of its own, because it doubles the time
  options.setTextMode(ZXing::TextMode::Plain);
#endif
  return options;
}

std::array<Corner, 4> corners_of(const ZXing::Position& position) {
  std::array<Corner, 4> corners{};
  for (std::size_t i = 0; i < corners.size(); ++i) corners[i] = {position[i].x, position[i].y};
  return corners;
}

std::vector<ScannedCode> read(const Frame& frame, const ZxingAttempt& attempt) {
  const ZXing::ImageView view(frame.pixels.data(), frame.width, frame.height, ZXing::ImageFormat::Lum, frame.stride);
  std::vector<ScannedCode> codes;
  for (const auto& found : ZXing::ReadBarcodes(view, options_of(attempt))) {
    const auto format = format_of(found.format());
    if (!found.isValid() || !format || found.text().empty()) continue;
    codes.push_back({found.text(), *format, corners_of(found.position()), frame.taken_at});
  }
  return codes;
}

}  // namespace

std::vector<ScannedCode> read_with_zxing(const Frame& frame, const ZxingAttempt& attempt) {
  try {
    return read(frame, attempt);
  } catch (const std::exception&) {
    return {};  // a picture that it stumbles over is a picture without a code
  }
}

}  // namespace einlass::scan
