#include "tests/support/printers/label_language.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string_view>

#include <cups/cups.h>
#include <cups/raster.h>

namespace einlass::test {
namespace {

using badge::Dots;
using Bytes = std::vector<std::uint8_t>;

[[noreturn]] void give_up(const char* why) {
  throw std::runtime_error(why);
}

Dots assemble(const std::vector<Bytes>& lines, int width, int dpi) {
  Dots dots{.width = width, .height = static_cast<int>(lines.size()), .dpi = dpi};
  for (Bytes line : lines) {
    line.resize(dots.bytes_per_row());
    dots.rows.insert(dots.rows.end(), line.begin(), line.end());
  }
  return dots;
}

// The lines of ~DG: hexadecimal digits; G to Y repeat the next one 1 to 19 times, g to z 20 to 400 times; a comma fills
// the line with white, an exclamation mark with black, a colon repeats the line before.
class ZplGraphic {
 public:
  explicit ZplGraphic(std::size_t bytes_per_line) : digits_(bytes_per_line * 2) {}

  std::vector<Bytes> read(std::string_view body) {
    for (const char c : body) take(c);
    return std::move(lines_);
  }

 private:
  void take(char c) {
    if (c == '\r' || c == '\n') return;
    if (c == ':') return repeat_line();
    if (c == ',') return fill('0');
    if (c == '!') return fill('F');
    if (c >= 'G' && c <= 'Y') {
      repeat_ += c - 'F';
    } else if (c >= 'g' && c <= 'z') {
      repeat_ += (c - 'f') * 20;
    } else if (std::string_view("0123456789ABCDEF").find(c) != std::string_view::npos) {
      line_.append(static_cast<std::size_t>(std::max(1, repeat_)), c);
      repeat_ = 0;
      if (line_.size() > digits_) give_up("a line of ZPL is too long");
      if (line_.size() == digits_) end_line();
    } else {
      give_up("no ZPL graphic");
    }
  }

  void fill(char digit) {
    line_.resize(digits_, digit);
    end_line();
  }

  void end_line() {
    Bytes bytes;
    for (std::size_t i = 0; i < digits_; i += 2) {
      bytes.push_back(static_cast<std::uint8_t>(std::stoi(line_.substr(i, 2), nullptr, 16)));
    }
    lines_.push_back(std::move(bytes));
    line_.clear();
  }

  void repeat_line() { lines_.push_back(lines_.empty() ? Bytes(digits_ / 2) : lines_.back()); }

  std::size_t digits_;
  std::string line_;
  int repeat_ = 0;
  std::vector<Bytes> lines_;
};

std::size_t number_at(const std::string& text, std::size_t position) {
  return std::stoul(text.substr(position));
}

// TIFF 6.0 §9, PackBits.
Bytes unpacked(std::string_view packed) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < packed.size();) {
    const auto head = static_cast<std::uint8_t>(packed[i++]);
    if (head > 127) {
      bytes.insert(bytes.end(), 257U - head, static_cast<std::uint8_t>(packed[i++]));
    } else {
      for (int left = head; left >= 0 && i < packed.size(); --left)
        bytes.push_back(static_cast<std::uint8_t>(packed[i++]));
    }
  }
  return bytes;
}

// How many bytes follow the command's name; ESC i alone has some dozen, of which rastertoptch writes these.
std::size_t parameters_of(std::string_view command) {
  if (command == "z") return 10;
  if (command == "d") return 2;
  if (command == "!" || command == "a" || command == "M" || command == "K" || command == "A") return 1;
  give_up("a Brother command that nobody knows");
}

class BrotherLabel {
 public:
  explicit BrotherLabel(std::string_view label) : label_(label) {}

  std::vector<Bytes> read() {
    while (at_ < label_.size()) command();
    return std::move(lines_);
  }

 private:
  std::uint8_t byte(std::size_t offset) const {
    if (at_ + offset >= label_.size()) give_up("a Brother label that ends too early");
    return static_cast<std::uint8_t>(label_[at_ + offset]);
  }

  void command() {
    switch (byte(0)) {
      case 0x00:  // invalid, to clear the buffer
      case 0x0C:  // print
      case 0x1A:  // print and feed
        ++at_;
        return;
      case 0x1B:
        at_ += byte(1) == '@' ? 2 : 3 + parameters_of(label_.substr(at_ + 2, 1));
        return;
      case 'M':  // compression
        at_ += 2;
        return;
      case 'Z':  // a white line
        lines_.emplace_back();
        ++at_;
        return;
      case 'g':
        return line(3, byte(2), false);
      case 'G':
        return line(3, byte(1) + std::size_t{byte(2)} * 256, true);
      default:
        give_up("no Brother label");
    }
  }

  void line(std::size_t head, std::size_t length, bool packed) {
    const auto data = label_.substr(at_ + head, length);
    lines_.push_back(packed ? unpacked(data) : Bytes(data.begin(), data.end()));
    at_ += head + length;
  }

  std::string_view label_;
  std::size_t at_ = 0;
  std::vector<Bytes> lines_;
};

Dots mirrored(const Dots& dots) {
  Dots turned = dots;
  std::fill(turned.rows.begin(), turned.rows.end(), std::uint8_t{0});
  for (int y = 0; y < dots.height; ++y) {
    for (int x = 0; x < dots.width; ++x) {
      const int to = dots.width - 1 - x;
      auto& byte = turned.rows[static_cast<std::size_t>(y) * dots.bytes_per_row() + static_cast<std::size_t>(to) / 8];
      if (dots.black(x, y)) byte = static_cast<std::uint8_t>(byte | 0x80U >> static_cast<unsigned>(to % 8));
    }
  }
  return turned;
}

ssize_t read_from(void* source, unsigned char* buffer, std::size_t size) {
  auto& left = *static_cast<std::string_view*>(source);
  const std::size_t count = std::min(size, left.size());
  std::memcpy(buffer, left.data(), count);
  left.remove_prefix(count);
  return static_cast<ssize_t>(count);
}

Bytes black_where_dark(const Bytes& greys) {
  Bytes bits((greys.size() + 7) / 8);
  for (std::size_t i = 0; i < greys.size(); ++i) {
    if (greys[i] != 0 && greys[i] != 255) give_up("a grey dot");
    if (greys[i] == 0) bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | 0x80U >> (i % 8));
  }
  return bits;
}

int wrong_dots(const Dots& drawn, const Dots& printed, int edge, Placing& at, int limit) {
  const int left = std::max(edge, at.right), right = std::min(printed.width - edge, drawn.width + at.right);
  const int top = std::max(edge, at.down), bottom = std::min(printed.height - edge, drawn.height + at.down);
  at.width = std::max(0, right - left);
  at.height = std::max(0, bottom - top);
  int wrong = 0;
  for (int y = top; y < bottom && wrong <= limit; ++y) {
    for (int x = left; x < right; ++x) wrong += drawn.black(x - at.right, y - at.down) != printed.black(x, y) ? 1 : 0;
  }
  return wrong;
}

}  // namespace

Dots dots_of_zpl(const std::string& label, int dpi) {
  const auto start = label.find("~DG");
  if (start == std::string::npos) give_up("no ZPL graphic");
  const auto total = label.find(',', start) + 1, per_line = label.find(',', total) + 1;
  const auto body = label.find(',', per_line) + 1, end = label.find("^XA", body);
  const std::size_t bytes = number_at(label, per_line);
  const auto lines = ZplGraphic(bytes).read(std::string_view(label).substr(body, end - body));
  if (lines.size() * bytes != number_at(label, total)) give_up("a ZPL graphic of another size than it says");
  return assemble(lines, static_cast<int>(bytes) * 8, dpi);
}

Dots dots_of_brother(const std::string& label, int dpi) {
  const auto lines = BrotherLabel(label).read();
  std::size_t bytes = 0;
  for (const auto& line : lines) bytes = std::max(bytes, line.size());
  return mirrored(assemble(lines, static_cast<int>(bytes) * 8, dpi));
}

Dots dots_of_pwg_raster(const std::string& document) {
  std::string_view left = document;
  const std::unique_ptr<cups_raster_t, decltype(&cupsRasterClose)> raster(
      cupsRasterOpenIO(read_from, &left, CUPS_RASTER_READ), &cupsRasterClose);
  cups_page_header2_t header{};
  if (!raster || cupsRasterReadHeader2(raster.get(), &header) == 0) give_up("no PWG raster");
  std::vector<Bytes> lines;
  for (unsigned y = 0; y < header.cupsHeight; ++y) {
    Bytes line(header.cupsBytesPerLine);
    if (cupsRasterReadPixels(raster.get(), line.data(), header.cupsBytesPerLine) == 0) give_up("PWG raster cut short");
    lines.push_back(header.cupsBitsPerPixel == 1 ? line : black_where_dark(line));
  }
  return assemble(lines, static_cast<int>(header.cupsWidth), static_cast<int>(header.HWResolution[0]));
}

Placing placing_of(const Dots& drawn, const Dots& printed, int edge) {
  constexpr int furthest_right = 16, furthest_down = 40;
  Placing best;
  best.wrong_dots = std::numeric_limits<int>::max();
  for (int down = -furthest_down; down <= furthest_down; ++down) {
    for (int right = -furthest_right; right <= furthest_right; ++right) {
      Placing tried{.right = right, .down = down};
      tried.wrong_dots = wrong_dots(drawn, printed, edge, tried, best.wrong_dots);
      if (tried.wrong_dots < best.wrong_dots) best = tried;
    }
  }
  return best;
}

}  // namespace einlass::test
