// Where a server listens, as people write it.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>

namespace einlass::net {

struct ServerAddress {
  std::string host;  // name or IP address
  std::uint16_t port = 8443;

  // "10.1.2.3:8443", "[fe80::1]:8443", "laptop.local" (then with `default_port`).
  static base::Result<ServerAddress> parse(const std::string& text, std::uint16_t default_port = 8443);
  std::string text() const;
  friend bool operator==(const ServerAddress&, const ServerAddress&) = default;
};

}  // namespace einlass::net
