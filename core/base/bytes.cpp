#include "core/base/bytes.h"

#include <algorithm>

#include <sodium.h>

namespace einlass::base {

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes to_bytes(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());  // of one type they are copied at once
  return {bytes, bytes + text.size()};
}

std::string hex(const std::uint8_t* data, std::size_t size) {
  std::string text(size * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), data, size);
  text.pop_back();
  return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
  if (text.empty()) return Bytes{};  // libsodium declares that its buffers are never null
  Bytes bytes(text.size() / 2);
  std::size_t length = 0;
  const char* end = nullptr;
  const int status = sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, &end);
  if (status != 0 || end != text.data() + text.size() || length * 2 != text.size()) return std::nullopt;
  return bytes;
}

std::string base64url(const std::uint8_t* data, std::size_t size) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(size, kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), data, size, kVariant);
  text.pop_back();
  return text;
}

std::optional<Bytes> from_base64url(std::string_view text) {
  if (text.empty()) return Bytes{};
  // Of others libsodium takes some for letters.
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (!std::all_of(text.begin(), text.end(), is_ascii)) return std::nullopt;
  Bytes bytes(text.size());
  std::size_t length = 0;
  const char* end = nullptr;
  const int status = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, &end,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  if (status != 0 || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(length);
  return bytes;
}

}  // namespace einlass::base
