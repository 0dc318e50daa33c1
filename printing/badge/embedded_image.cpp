#include "printing/badge/embedded_image.h"

#include <cstddef>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <glib.h>

namespace einlass::badge {
namespace {

constexpr std::string_view base64_mark = ";base64,";

bool looks_like_svg(std::string_view bytes) {
  const auto start = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return start != std::string_view::npos && bytes[start] == '<' && bytes.find("<svg") != std::string_view::npos;
}

// A thumbnail before the picture has an end of its own (ITU T.81, SOS and EOI).
bool has_end_of_last_scan(std::string_view bytes) {
  const auto scan = bytes.rfind("\xff\xda");
  return scan != std::string_view::npos && bytes.find("\xff\xd9", scan) != std::string_view::npos;
}

// Little-endian, after "RIFF".
std::size_t riff_size(std::string_view bytes) {
  std::size_t size = 0;
  for (const std::size_t at : {7, 6, 5, 4}) size = size << 8U | static_cast<unsigned char>(bytes[at]);
  return size;
}

}  // namespace

std::string media_type_of(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return "image/webp";
  if (looks_like_svg(bytes)) return "image/svg+xml";
  return {};
}

bool is_whole_picture(std::string_view bytes) {
  const std::string type = media_type_of(bytes);
  if (type == "image/png") return bytes.rfind("IEND\xae\x42\x60\x82") != std::string_view::npos;
  if (type == "image/jpeg") return has_end_of_last_scan(bytes);
  return type != "image/webp" || bytes.size() >= 8 + riff_size(bytes);
}

std::string data_address(std::string_view bytes) {
  const std::string type = media_type_of(bytes);
  if (type.empty()) throw std::logic_error("data_address: not a picture");
  const std::unique_ptr<gchar, decltype(&g_free)> encoded(
      g_base64_encode(reinterpret_cast<const guchar*>(bytes.data()), bytes.size()), &g_free);
  return fmt::format("data:{}{}{}", type, base64_mark, encoded.get());
}

std::optional<std::string> bytes_of_data_address(std::string_view address) {
  const auto mark = address.find(base64_mark);
  if (!address.starts_with("data:") || mark == std::string_view::npos) return std::nullopt;
  const std::string encoded(address.substr(mark + base64_mark.size()));
  if (encoded.empty()) return std::nullopt;
  gsize size = 0;
  const std::unique_ptr<guchar, decltype(&g_free)> bytes(g_base64_decode(encoded.c_str(), &size), &g_free);
  return std::string(reinterpret_cast<const char*>(bytes.get()), size);
}

}  // namespace einlass::badge
