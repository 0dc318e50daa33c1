#include "printing/spool/raw_port.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <memory>
#include <vector>

#include <cups/http.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace einlass::spool {
namespace {

using Clock = std::chrono::steady_clock;

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

// Of the host's addresses, all tried at once.
class Attempts {
 public:
  ~Attempts() {
    for (const pollfd& each : open_) ::close(each.fd);
  }
  Attempts() = default;
  Attempts(const Attempts&) = delete;
  Attempts& operator=(const Attempts&) = delete;

  void begin(const addrinfo& address) {
    const int descriptor = ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return;
    open_.push_back({descriptor, POLLOUT, 0});
    if (::connect(descriptor, address.ai_addr, address.ai_addrlen) != 0 && errno != EINPROGRESS) end(0, errno);
  }

  PortState wait_until(Clock::time_point deadline) {
    while (best_ != PortState::Open && !open_.empty()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
      const int ready = left.count() <= 0 ? 0 : ::poll(open_.data(), open_.size(), static_cast<int>(left.count()));
      if (ready < 0 && errno == EINTR) continue;
      if (ready <= 0) break;
      for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i].revents != 0) end(i, error_of(open_[i].fd));
      }
    }
    return best_;
  }

 private:
  static int error_of(int descriptor) {
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
  }
  // errno of the attempt; 0: it is connected.
  void end(std::size_t index, int error) {
    if (error == 0) best_ = PortState::Open;
    if (error == ECONNREFUSED && best_ == PortState::Silent) best_ = PortState::Refusing;
    ::close(open_[index].fd);
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index));
  }

  std::vector<pollfd> open_;
  PortState best_ = PortState::Silent;
};

}  // namespace

bool is_raw_port(const std::string& device_uri) {
  return device_uri.starts_with("socket:");
}

PortState state_of_port(const std::string& device_uri, std::chrono::milliseconds patience) {
  const Addresses addresses = addresses_of(device_uri);
  const auto deadline = Clock::now() + patience;
  Attempts attempts;
  for (const addrinfo* address = addresses.get(); address != nullptr; address = address->ai_next) {
    attempts.begin(*address);
  }
  return attempts.wait_until(deadline);
}

}  // namespace einlass::spool
