// 128-bit identifiers, each its own type, so that a TicketId can never be passed where a GuestId is meant.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace einlass::base {

using IdBytes = std::array<std::uint8_t, 16>;

// 26 digits of Crockford's base 32, upper case: fits QR's alphanumeric mode and can be read out loud.
using IdDigits = std::array<char, 26>;
IdDigits id_digits(const IdBytes& bytes);
std::string id_text(const IdBytes& bytes);

// Accepts lower case and Crockford's look-alikes (O, I, L); nothing for any other text.
std::optional<IdBytes> id_bytes(std::string_view text);

IdBytes random_id_bytes();

template <typename Tag>
class StrongId {
 public:
  constexpr StrongId() = default;  // the nil id, all zero: "none"
  constexpr explicit StrongId(const IdBytes& bytes) : bytes_(bytes) {}

  static StrongId random() { return StrongId(random_id_bytes()); }

  static std::optional<StrongId> parse(std::string_view text) {
    const auto bytes = id_bytes(text);
    if (!bytes) return std::nullopt;
    return StrongId(*bytes);
  }

  const IdBytes& bytes() const { return bytes_; }
  std::string text() const { return id_text(bytes_); }
  IdDigits digits() const { return id_digits(bytes_); }
  bool is_nil() const { return bytes_ == IdBytes{}; }

  friend auto operator<=>(const StrongId&, const StrongId&) = default;

 private:
  IdBytes bytes_{};
};

}  // namespace einlass::base

template <typename Tag>
struct std::hash<einlass::base::StrongId<Tag>> {
  std::size_t operator()(const einlass::base::StrongId<Tag>& id) const noexcept {
    std::size_t value = 0;  // ids are random or keyed hashes: their first bytes are spread evenly
    std::memcpy(&value, id.bytes().data(), sizeof value);
    return value;
  }
};
