#include "core/base/strong_id.h"

#include "core/base/crypto.h"

#include <sodium.h>

namespace einlass::base {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kTextLength = 26;

int digit_value(char character) {
  if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
  if (character == 'O') character = '0';
  if (character == 'I' || character == 'L') character = '1';
  const auto position = kAlphabet.find(character);
  return position == std::string_view::npos ? -1 : static_cast<int>(position);
}

}  // namespace

std::string id_text(const IdBytes& bytes) {
  std::string text;
  text.reserve(kTextLength);
  unsigned pending = 0;
  int bits = 2;  // 26 digits hold 130 bits: the first digit starts with two zero bits
  for (const auto byte : bytes) {
    pending = (pending << 8U) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text.push_back(kAlphabet[(pending >> static_cast<unsigned>(bits)) & 31U]);
    }
    pending &= (1U << static_cast<unsigned>(bits)) - 1U;
  }
  return text;
}

std::optional<IdBytes> id_bytes(std::string_view text) {
  if (text.size() != kTextLength) return std::nullopt;
  IdBytes bytes{};
  std::size_t filled = 0;
  unsigned pending = 0;
  int bits = -2;
  for (const char character : text) {
    const int value = digit_value(character);
    if (value < 0 || (filled == 0 && bits == -2 && value > 7)) return std::nullopt;
    pending = (pending << 5U) | static_cast<unsigned>(value);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[filled++] = static_cast<std::uint8_t>(pending >> static_cast<unsigned>(bits));
      pending &= (1U << static_cast<unsigned>(bits)) - 1U;
    }
  }
  return bytes;
}

IdBytes random_id_bytes() {
  require_crypto();
  IdBytes bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

}  // namespace einlass::base
