#include "core/base/bytes.h"

#include <sodium.h>

namespace einlass::base {
namespace {

// Keys are written in hex, too: neither way takes longer for one digit than for another, nor looks one up.
char hex_digit(unsigned value) {
  constexpr unsigned kToLetters = 'a' - '0' - 10;
  return static_cast<char>('0' + value + kToLetters * static_cast<unsigned>(value > 9));
}

// Of either case; above 15: not a digit.
unsigned hex_value(char character) {
  constexpr unsigned kNone = 16;
  constexpr unsigned kToLowerCase = 'a' - 'A';
  const unsigned code = static_cast<unsigned char>(character);
  const unsigned digit = code - unsigned{'0'};
  const unsigned letter = (code | kToLowerCase) - unsigned{'a'};
  const auto is_digit = static_cast<unsigned>(digit < 10);
  const auto is_letter = static_cast<unsigned>(letter < 6);
  return is_digit * digit + is_letter * (letter + 10) + kNone * (1 - is_digit - is_letter);
}

}  // namespace

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes to_bytes(std::string_view text) {
  return {text.begin(), text.end()};
}

std::string hex(const std::uint8_t* data, std::size_t size) {
  std::string text(size * 2, '\0');
  for (std::size_t i = 0; i < size; ++i) {
    text[2 * i] = hex_digit(data[i] >> 4U);
    text[2 * i + 1] = hex_digit(data[i] & 15U);
  }
  return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes(text.size() / 2);
  unsigned seen = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto high = hex_value(text[2 * i]);
    const auto low = hex_value(text[2 * i + 1]);
    seen |= high | low;
    bytes[i] = static_cast<std::uint8_t>((high << 4U) | (low & 15U));
  }
  if (seen > 15) return std::nullopt;
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
  Bytes bytes(text.size());
  std::size_t length = 0;
  const char* end = nullptr;
  const int status = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, &end,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  if (status != 0 || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(length);
  if (base64url(bytes) != text) return std::nullopt;  // libsodium takes some bytes above 127 for letters
  return bytes;
}

}  // namespace einlass::base
