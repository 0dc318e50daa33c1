#include "server/venue/visitor_address.h"

#include "core/base/bytes.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

namespace einlass::venue {
namespace {

constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr std::size_t network_bytes = 8;

}  // namespace

std::string network_of(const std::string& address) {
  std::array<std::uint8_t, 16> bytes{};
  const auto without_zone = address.substr(0, address.find('%'));
  if (::inet_pton(AF_INET6, without_zone.c_str(), bytes.data()) != 1) return address;
  if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) {
    std::array<char, INET_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET, bytes.data() + mapped.size(), text.data(), text.size());
    return text.data();
  }
  return base::hex(bytes.data(), network_bytes);
}

}  // namespace einlass::venue
