#include "core/net/server_address.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace einlass::net {
namespace {

std::optional<std::uint16_t> port_of(std::string_view digits) {
  std::uint16_t port = 0;
  const auto* end = digits.data() + digits.size();
  const auto [stop, failed] = std::from_chars(digits.data(), end, port);
  if (failed != std::errc() || stop != end || port == 0) return std::nullopt;
  return port;
}

bool plausible_host(std::string_view host) {
  return !host.empty() && host.size() <= 253 &&
         std::all_of(host.begin(), host.end(), [](char c) { return c > ' ' && c < 0x7f && c != '/' && c != '@'; });
}

}  // namespace

base::Result<ServerAddress> ServerAddress::parse(const std::string& text, std::uint16_t default_port) {
  const auto wrong = base::fail(
      base::ErrorKind::InvalidInput,
      fmt::format("\"{}\" is not an address; write it as 10.1.2.3:8443, [fe80::1]:8443 or laptop.local.", text));
  std::string_view rest = text;
  std::string_view host;
  if (rest.starts_with('[')) {
    const auto end = rest.find(']');
    if (end == std::string_view::npos) return wrong;
    host = rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
  } else {
    // More than one colon without brackets: an IPv6 address without a port.
    const bool bare_v6 = std::count(rest.begin(), rest.end(), ':') > 1;
    host = rest.substr(0, bare_v6 ? rest.size() : std::min(rest.find(':'), rest.size()));
    rest.remove_prefix(host.size());
  }
  if (!plausible_host(host)) return wrong;
  if (rest.empty()) return ServerAddress{.host = std::string(host), .port = default_port};
  const auto port = rest.starts_with(':') ? port_of(rest.substr(1)) : std::nullopt;
  if (!port) return wrong;
  return ServerAddress{.host = std::string(host), .port = *port};
}

std::string ServerAddress::text() const {
  if (host.find(':') != std::string::npos) return fmt::format("[{}]:{}", host, port);
  return fmt::format("{}:{}", host, port);
}

}  // namespace einlass::net
