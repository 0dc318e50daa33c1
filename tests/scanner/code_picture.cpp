#define ZX_USE_UTF8

#include "tests/scanner/code_picture.h"

#include "scanner/frame_ops.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <stdexcept>

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <ZXing/TextUtfEncoding.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

namespace einlass::scan::testing {
namespace {

ZXing::BarcodeFormat writer_format(CodeFormat format) {
  switch (format) {
    case CodeFormat::QrCode:
      return ZXing::BarcodeFormat::QRCode;
    case CodeFormat::Aztec:
      return ZXing::BarcodeFormat::Aztec;
    case CodeFormat::DataMatrix:
      return ZXing::BarcodeFormat::DataMatrix;
    case CodeFormat::Pdf417:
      return ZXing::BarcodeFormat::PDF417;
    case CodeFormat::Code128:
      return ZXing::BarcodeFormat::Code128;
    case CodeFormat::Code39:
      return ZXing::BarcodeFormat::Code39;
    case CodeFormat::Itf:
      return ZXing::BarcodeFormat::ITF;
    case CodeFormat::Ean13:
      return ZXing::BarcodeFormat::EAN13;
  }
  throw std::logic_error("unknown format");
}

bool is_linear(CodeFormat format) {
  return format == CodeFormat::Code128 || format == CodeFormat::Code39 || format == CodeFormat::Itf ||
         format == CodeFormat::Ean13;
}

ZXing::BitMatrix modules_of(const std::string& text, CodeFormat format) {
  ZXing::MultiFormatWriter writer(writer_format(format));
  writer.setMargin(0);
  if (format == CodeFormat::QrCode || format == CodeFormat::Aztec || format == CodeFormat::Pdf417) {
    writer.setEncoding(ZXing::CharacterSet::UTF8);
  }
  return writer.encode(ZXing::TextUtfEncoding::FromUtf8(text), 1, is_linear(format) ? 30 : 1);
}

Frame blank(int width, int height, int grey) {
  Frame frame;
  frame.width = frame.stride = width;
  frame.height = height;
  frame.pixels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                      static_cast<std::uint8_t>(grey));
  return frame;
}

std::uint8_t& pixel(Frame& frame, int x, int y) {
  return frame
      .pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.stride) + static_cast<std::size_t>(x)];
}

// Ink, paper or (negative) the wall at a place given in modules.
int shade(const ZXing::BitMatrix& modules, double u, double v, const Look& look) {
  const int column = static_cast<int>(std::floor(u));
  const int row = static_cast<int>(std::floor(v));
  const bool on_paper = column >= -look.quiet && row >= -look.quiet && column < modules.width() + look.quiet &&
                        row < modules.height() + look.quiet;
  if (!on_paper) return -1;
  const bool inside = column >= 0 && row >= 0 && column < modules.width() && row < modules.height();
  return inside && modules.get(column, row) ? look.black : look.white;
}

void add_noise(Frame& frame, int largest) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> change(-largest, largest);
  for (auto& value : frame.pixels) value = static_cast<std::uint8_t>(std::clamp(value + change(random), 0, 255));
}

}  // namespace

Frame paint_onto(Frame picture, const std::string& text, CodeFormat format, const Look& look) {
  const ZXing::BitMatrix modules = modules_of(text, format);
  const double angle = look.degrees * std::numbers::pi / 180;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const double dx = (x + 0.5 - look.x * picture.width) / look.module;
      const double dy = (y + 0.5 - look.y * picture.height) / look.module;
      const double u = dx * std::cos(angle) + dy * std::sin(angle) + modules.width() / 2.0;
      const double v = dy * std::cos(angle) - dx * std::sin(angle) + modules.height() / 2.0;
      const int grey = shade(modules, u, v, look);
      if (grey >= 0) pixel(picture, x, y) = static_cast<std::uint8_t>(grey);
    }
  }
  for (int pass = 0; pass < look.blur; ++pass) picture = blurred(picture);
  if (look.noise > 0) add_noise(picture, look.noise);
  return picture;
}

Frame paint_code(const std::string& text, CodeFormat format, const Look& look) {
  return paint_onto(blank(look.width, look.height, look.wall), text, format, look);
}

Frame grey_noise(unsigned seed, int width, int height) {
  Frame frame = blank(width, height, 0);
  std::mt19937 random(seed);
  for (auto& value : frame.pixels) value = static_cast<std::uint8_t>(random() & 0xffU);
  return frame;
}

Frame checkerboard(int square, int width, int height) {
  Frame frame = blank(width, height, 240);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      if ((x / square + y / square) % 2 == 0) pixel(frame, x, y) = 10;
    }
  }
  return frame;
}

Frame stripes(int period, int width, int height) {
  Frame frame = blank(width, height, 240);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      if (x % period < (x / period % 4 + 1) * period / 5) pixel(frame, x, y) = 10;
    }
  }
  return frame;
}

Frame bullseyes(unsigned seed, int width, int height) {
  Frame frame = blank(width, height, 235);
  std::mt19937 random(seed);
  for (int n = 0; n < 12; ++n) {
    const int unit = 3 + static_cast<int>(random() % 5);
    const int left = static_cast<int>(random() % static_cast<unsigned>(width - 7 * unit));
    const int top = static_cast<int>(random() % static_cast<unsigned>(height - 7 * unit));
    for (int y = 0; y < 7 * unit; ++y) {
      for (int x = 0; x < 7 * unit; ++x) {
        const int ring = std::max(std::abs(x / unit - 3), std::abs(y / unit - 3));
        pixel(frame, left + x, top + y) = ring == 2 ? 235 : 20;
      }
    }
  }
  return frame;
}

void save_picture(const Frame& frame, const std::filesystem::path& path, const std::string& kind) {
  GdkPixbuf* picture = gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, frame.width, frame.height);
  for (int y = 0; y < frame.height; ++y) {
    guchar* target =
        gdk_pixbuf_get_pixels(picture) + static_cast<std::ptrdiff_t>(y) * gdk_pixbuf_get_rowstride(picture);
    for (int x = 0; x < frame.width; ++x) std::fill_n(target + 3 * x, 3, frame.row(y)[x]);
  }
  const bool saved = gdk_pixbuf_save(picture, path.c_str(), kind.c_str(), nullptr, nullptr) != FALSE;
  g_object_unref(picture);
  if (!saved) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace einlass::scan::testing
