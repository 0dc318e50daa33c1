// Byte strings and their text forms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::base {

using Bytes = std::vector<std::uint8_t>;

std::string_view as_text(const Bytes& bytes);
Bytes to_bytes(std::string_view text);

std::string hex(const std::uint8_t* data, std::size_t size);  // lower case
std::optional<Bytes> from_hex(std::string_view text);

// RFC 4648 §5, without padding.
std::string base64url(const std::uint8_t* data, std::size_t size);
std::optional<Bytes> from_base64url(std::string_view text);

template <typename Container>
std::string hex(const Container& bytes) {
  return hex(bytes.data(), bytes.size());
}

template <typename Container>
std::string base64url(const Container& bytes) {
  return base64url(bytes.data(), bytes.size());
}

}  // namespace einlass::base
