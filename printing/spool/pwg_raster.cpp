#include "printing/spool/pwg_raster.h"

#include "printing/spool/media_size.h"

#include <cstring>
#include <memory>
#include <vector>

#include <cups/cups.h>
#include <cups/raster.h>

namespace einlass::spool {
namespace {

ssize_t append(void* target, unsigned char* data, std::size_t size) {
  static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(data), size);
  return static_cast<ssize_t>(size);
}

MediaSize size_of(const badge::Dots& dots) {
  return MediaSize::from_mm(dots.width * 25.4 / dots.dpi, dots.height * 25.4 / dots.dpi);
}

// libcups computes the dots of a size in whole points and hundredths, and may come out with one less.
cups_page_header2_t header_of(const badge::Dots& dots, RasterType type) {
  cups_page_header2_t header{};
  const MediaSize size = size_of(dots);
  const std::string name = size.keyword();
  pwg_media_t media{.pwg = name.c_str(), .legacy = nullptr, .ppd = nullptr, .width = size.width, .length = size.height};
  cupsRasterInitPWGHeader(&header, &media, type == RasterType::Black1 ? "black_1" : "sgray_8", dots.dpi, dots.dpi,
                          "one-sided", nullptr);
  header.cupsWidth = static_cast<unsigned>(dots.width);
  header.cupsHeight = static_cast<unsigned>(dots.height);
  header.cupsBytesPerLine =
      type == RasterType::Black1 ? static_cast<unsigned>(dots.bytes_per_row()) : static_cast<unsigned>(dots.width);
  return header;
}

std::vector<unsigned char> line_of(const badge::Dots& dots, int y, RasterType type) {
  const auto* row = dots.rows.data() + static_cast<std::size_t>(y) * dots.bytes_per_row();
  if (type == RasterType::Black1) return {row, row + dots.bytes_per_row()};
  std::vector<unsigned char> greys(static_cast<std::size_t>(dots.width));
  for (int x = 0; x < dots.width; ++x) greys[static_cast<std::size_t>(x)] = dots.black(x, y) ? 0 : 255;
  return greys;
}

}  // namespace

std::string pwg_raster(const badge::Dots& dots, RasterType type) {
  std::string document;
  const std::unique_ptr<cups_raster_t, decltype(&cupsRasterClose)> raster(
      cupsRasterOpenIO(append, &document, CUPS_RASTER_WRITE_PWG), &cupsRasterClose);
  auto header = header_of(dots, type);
  cupsRasterWriteHeader2(raster.get(), &header);
  for (int y = 0; y < dots.height; ++y) {
    auto line = line_of(dots, y, type);
    cupsRasterWritePixels(raster.get(), line.data(), static_cast<unsigned>(line.size()));
  }
  return document;
}

}  // namespace einlass::spool
