#include "scanner/zbar_reader.h"

#include <algorithm>
#include <cstring>
#include <exception>

#include <zbar.h>

namespace einlass::scan {
namespace {

base::Bytes without_gaps(const Frame& frame) {
  if (frame.stride == frame.width) return frame.pixels;
  base::Bytes tight(static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height));
  for (int y = 0; y < frame.height; ++y) {
    std::memcpy(tight.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.width), frame.row(y),
                static_cast<std::size_t>(frame.width));
  }
  return tight;
}

std::array<Corner, 4> corners_of(const zbar::Symbol& symbol) {
  std::array<Corner, 4> corners{};
  const auto known = std::min<std::size_t>(corners.size(), static_cast<std::size_t>(symbol.get_location_size()));
  for (std::size_t i = 0; i < known; ++i) {
    // zbar lists them from the top left downwards; ours go clockwise.
    const auto ours = (corners.size() - i) % corners.size();
    corners[ours] = {symbol.get_location_x(static_cast<unsigned>(i)), symbol.get_location_y(static_cast<unsigned>(i))};
  }
  return corners;
}

std::vector<ScannedCode> read(const Frame& frame) {
  const base::Bytes pixels = without_gaps(frame);
  zbar::Image image(static_cast<unsigned>(frame.width), static_cast<unsigned>(frame.height), "Y800", pixels.data(),
                    pixels.size());
  zbar::ImageScanner scanner;
  scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
  scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
  scanner.scan(image);

  std::vector<ScannedCode> codes;
  for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol) {
    if (symbol->get_data().empty()) continue;
    codes.push_back({symbol->get_data(), CodeFormat::QrCode, corners_of(*symbol), frame.taken_at});
  }
  return codes;
}

}  // namespace

std::vector<ScannedCode> read_with_zbar(const Frame& frame) {
  try {
    return read(frame);
  } catch (const std::exception&) {
    return {};  // zbar reports a picture that it cannot take as an exception
  }
}

}  // namespace einlass::scan
