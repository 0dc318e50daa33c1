#include "core/base/strong_id.h"

#include "core/base/crypto.h"

#include <sodium.h>

namespace einlass::base {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::uint8_t kNoDigit = 0xFF;
constexpr std::uint8_t kHighestFirstDigit = 7;  // 26 digits hold 130 bits: the first two are zero

using DigitValues = std::array<std::uint8_t, 256>;

constexpr DigitValues digit_values() {
  DigitValues values{};
  values.fill(kNoDigit);
  for (std::uint8_t value = 0; value < kAlphabet.size(); ++value) {
    const auto digit = static_cast<std::uint8_t>(kAlphabet[value]);
    values[digit] = value;
    if (digit >= 'A') values[digit - 'A' + 'a'] = value;
  }
  values['O'] = values['o'] = 0;
  values['I'] = values['i'] = values['L'] = values['l'] = 1;
  return values;
}

constexpr DigitValues kDigitValues = digit_values();

// The 128 bits of an id as a number, which digits are shifted out of or into at its lower end.
struct IdBits {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

IdBits bits_of(const IdBytes& bytes) {
  IdBits bits;
  for (std::size_t i = 0; i < 8; ++i) {
    bits.high = (bits.high << 8U) | bytes[i];
    bits.low = (bits.low << 8U) | bytes[i + 8];
  }
  return bits;
}

IdBytes bytes_of(IdBits bits) {
  IdBytes bytes{};
  for (std::size_t i = 8; i > 0; --i) {
    bytes[i - 1] = static_cast<std::uint8_t>(bits.high);
    bytes[i + 7] = static_cast<std::uint8_t>(bits.low);
    bits.high >>= 8U;
    bits.low >>= 8U;
  }
  return bytes;
}

}  // namespace

IdDigits id_digits(const IdBytes& bytes) {
  IdDigits digits{};
  auto bits = bits_of(bytes);
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    *digit = kAlphabet[bits.low & 31U];
    bits.low = (bits.low >> 5U) | (bits.high << 59U);
    bits.high >>= 5U;
  }
  return digits;
}

std::string id_text(const IdBytes& bytes) {
  const auto digits = id_digits(bytes);
  return {digits.begin(), digits.end()};
}

std::optional<IdBytes> id_bytes(std::string_view text) {
  if (text.size() != IdDigits().size()) return std::nullopt;
  IdBits bits;
  for (const char digit : text) {
    const auto value = kDigitValues[static_cast<std::uint8_t>(digit)];
    if (value == kNoDigit) return std::nullopt;
    bits.high = (bits.high << 5U) | (bits.low >> 59U);
    bits.low = (bits.low << 5U) | value;
  }
  if (kDigitValues[static_cast<std::uint8_t>(text.front())] > kHighestFirstDigit) return std::nullopt;
  return bytes_of(bits);
}

IdBytes random_id_bytes() {
  require_crypto();
  IdBytes bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

}  // namespace einlass::base
