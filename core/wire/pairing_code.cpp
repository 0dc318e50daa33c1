#include "core/wire/pairing_code.h"

#include "core/base/bytes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <optional>
#include <stdexcept>

namespace einlass::wire {
namespace {

using base::Bytes;

constexpr std::string_view prefix = "EINLASS-PAIR:";
constexpr std::uint8_t format_version = 1;
constexpr std::size_t most_hosts = 8;
constexpr std::size_t longest_host = 63;
constexpr std::size_t checksum_size = 2;
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32

std::string base32(const Bytes& bytes) {
  std::string text;
  unsigned bits = 0;
  unsigned value = 0;
  for (const auto byte : bytes) {
    value = (value << 8U) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text.push_back(alphabet[(value >> (bits - 5)) & 31U]);
    value &= (1U << bits) - 1;
  }
  if (bits > 0) text.push_back(alphabet[(value << (5 - bits)) & 31U]);
  return text;
}

std::optional<unsigned> digit_of(char character) {
  auto upper = static_cast<char>(std::toupper(static_cast<unsigned char>(character)));
  if (upper == 'O') upper = '0';
  if (upper == 'I' || upper == 'L') upper = '1';
  const auto found = alphabet.find(upper);
  if (found == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(found);
}

std::optional<Bytes> from_base32(std::string_view text) {
  Bytes bytes;
  unsigned bits = 0;
  unsigned value = 0;
  for (const char character : text) {
    const auto digit = digit_of(character);
    if (!digit) return std::nullopt;
    value = (value << 5U) | *digit;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<std::uint8_t>(value >> bits));
    value &= (1U << bits) - 1;
  }
  if (value != 0) return std::nullopt;  // what is left over of the last digit
  return bytes;
}

// People type these codes, so a wrong digit must be found.
Bytes checksum(const Bytes& content) {
  const auto hash = base::blake2b(base::as_text(content));
  return Bytes(hash.begin(), hash.begin() + checksum_size);
}

// Takes bytes off the front; sticky once too few are left.
class ByteReader {
 public:
  explicit ByteReader(const Bytes& bytes) : bytes_(bytes) {}

  std::uint8_t byte() { return take(1) ? bytes_[at_ - 1] : std::uint8_t{0}; }
  std::string text(std::size_t size) {
    if (!take(size)) return {};
    return std::string(bytes_.begin() + static_cast<std::ptrdiff_t>(at_ - size),
                       bytes_.begin() + static_cast<std::ptrdiff_t>(at_));
  }
  template <std::size_t Size>
  void fill(std::array<std::uint8_t, Size>& out) {
    if (take(Size)) std::memcpy(out.data(), bytes_.data() + at_ - Size, Size);
  }
  bool is_done() const { return good_ && at_ == bytes_.size(); }
  bool good() const { return good_; }

 private:
  bool take(std::size_t size) {
    good_ = good_ && bytes_.size() - at_ >= size;
    if (good_) at_ += size;
    return good_;
  }
  const Bytes& bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

base::Result<PairingCode> mistyped() {
  return base::fail(base::ErrorKind::InvalidInput,
                    "This is not a whole pairing code; copy it once more from the organiser's screen.");
}

base::Result<PairingCode> read_content(const Bytes& content) {
  ByteReader reader(content);
  if (reader.byte() != format_version) {
    return base::fail(base::ErrorKind::Incompatible,
                      "This pairing code was made by another version of Einlass; install the server's version here.");
  }
  PairingCode code;
  const auto high = reader.byte();
  code.port = static_cast<std::uint16_t>((high << 8U) | reader.byte());
  reader.fill(code.ca_key);
  reader.fill(code.secret);
  const auto hosts = reader.byte();
  for (unsigned i = 0; i < hosts && reader.good(); ++i) code.hosts.push_back(reader.text(reader.byte()));
  if (!reader.is_done() || code.hosts.empty() || code.hosts.size() > most_hosts) return mistyped();
  return code;
}

std::string encoded(const PairingCode& code) {
  Bytes content{format_version, static_cast<std::uint8_t>(code.port >> 8U), static_cast<std::uint8_t>(code.port)};
  content.insert(content.end(), code.ca_key.begin(), code.ca_key.end());
  content.insert(content.end(), code.secret.begin(), code.secret.end());
  std::vector<std::string> hosts;
  std::copy_if(code.hosts.begin(), code.hosts.end(), std::back_inserter(hosts),
               [](const std::string& host) { return !host.empty() && host.size() <= longest_host; });
  hosts.resize(std::min(hosts.size(), most_hosts));
  if (hosts.empty()) throw std::invalid_argument("a pairing code needs a host");
  content.push_back(static_cast<std::uint8_t>(hosts.size()));
  for (const auto& host : hosts) {
    content.push_back(static_cast<std::uint8_t>(host.size()));
    content.insert(content.end(), host.begin(), host.end());
  }
  const auto check = checksum(content);
  content.insert(content.end(), check.begin(), check.end());
  return base32(content);
}

}  // namespace

PairingSecret new_pairing_secret() {
  const auto bytes = base::random_bytes(std::tuple_size_v<PairingSecret>);
  PairingSecret secret{};
  std::copy(bytes.begin(), bytes.end(), secret.begin());
  return secret;
}

base::Hash pairing_secret_hash(const PairingSecret& secret) {
  return base::blake2b(std::string(secret.begin(), secret.end()));
}

std::string pairing_text(const PairingCode& code) {
  return std::string(prefix) + encoded(code);
}

std::string readable_pairing_text(const PairingCode& code) {
  const auto digits = encoded(code);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); i += 4) {
    if (i > 0) text.push_back('-');
    text += digits.substr(i, 4);
  }
  return text;
}

base::Result<PairingCode> read_pairing_text(std::string_view text) {
  std::string digits;
  for (const char character : text) {
    if (character == '-' || std::isspace(static_cast<unsigned char>(character)) != 0) continue;
    digits.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(character))));
  }
  constexpr std::string_view bare_prefix = "EINLASSPAIR:";
  if (digits.starts_with(bare_prefix)) digits.erase(0, bare_prefix.size());
  auto content = from_base32(digits);
  if (!content || content->size() <= checksum_size) return mistyped();
  const Bytes found(content->end() - checksum_size, content->end());
  content->resize(content->size() - checksum_size);
  if (found != checksum(*content)) return mistyped();
  return read_content(*content);
}

}  // namespace einlass::wire
