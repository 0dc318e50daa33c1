#include "printing/spool/raw_port.h"

#include <array>

#include <cups/http.h>

namespace einlass::spool {

bool is_raw_port(const std::string& device_uri) {
  return device_uri.starts_with("socket:");
}

net::PortState state_of_raw_port(const std::string& device_uri, base::Milliseconds patience) {
  std::array<char, 32> scheme{};
  std::array<char, 256> user{}, host{}, resource{};
  int port = 0;
  const auto status =
      httpSeparateURI(HTTP_URI_CODING_ALL, device_uri.c_str(), scheme.data(), scheme.size(), user.data(), user.size(),
                      host.data(), host.size(), &port, resource.data(), resource.size());
  if (status < HTTP_URI_STATUS_OK) return net::PortState::Silent;
  constexpr int jetdirect = 9100;
  return net::state_of_port(host.data(), static_cast<std::uint16_t>(port > 0 ? port : jetdirect), patience);
}

}  // namespace einlass::spool
