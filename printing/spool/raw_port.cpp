#include "printing/spool/raw_port.h"

#include <array>
#include <cerrno>
#include <memory>

#include <cups/http.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace einlass::spool {
namespace {

struct FreeAddresses {
  void operator()(addrinfo* addresses) const { ::freeaddrinfo(addresses); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

// Null: the address is malformed, or nobody knows the host.
Addresses addresses_of(const std::string& device_uri) {
  std::array<char, 32> scheme{};
  std::array<char, 256> user{}, host{}, resource{};
  int port = 0;
  const auto status =
      httpSeparateURI(HTTP_URI_CODING_ALL, device_uri.c_str(), scheme.data(), scheme.size(), user.data(), user.size(),
                      host.data(), host.size(), &port, resource.data(), resource.size());
  if (status < HTTP_URI_STATUS_OK) return nullptr;
  constexpr int jetdirect = 9100;
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  ::getaddrinfo(host.data(), std::to_string(port > 0 ? port : jetdirect).c_str(), &wanted, &found);
  return Addresses(found);
}

// errno of the attempt; 0: it is connected.
int connect_to(int descriptor, const addrinfo& address, std::chrono::milliseconds patience) {
  if (::connect(descriptor, address.ai_addr, address.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  pollfd watched{descriptor, POLLOUT, 0};
  if (::poll(&watched, 1, static_cast<int>(patience.count())) <= 0) return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

PortState state_at(const addrinfo& address, std::chrono::milliseconds patience) {
  const int descriptor = ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return PortState::Silent;
  const int error = connect_to(descriptor, address, patience);
  ::close(descriptor);
  if (error == 0) return PortState::Open;
  return error == ECONNREFUSED ? PortState::Refusing : PortState::Silent;
}

}  // namespace

bool is_raw_port(const std::string& device_uri) {
  return device_uri.starts_with("socket:");
}

PortState state_of_port(const std::string& device_uri, std::chrono::milliseconds patience) {
  PortState best = PortState::Silent;
  const Addresses addresses = addresses_of(device_uri);
  for (const addrinfo* address = addresses.get(); address != nullptr; address = address->ai_next) {
    const PortState state = state_at(*address, patience);
    if (state == PortState::Open) return state;
    if (state == PortState::Refusing) best = state;
  }
  return best;
}

}  // namespace einlass::spool
