#include "tests/kiosk/link/tcp_proxy.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace einlass::link {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

TcpProxy::TcpProxy(std::uint16_t server_port) : server_port_(server_port) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 8) != 0) throw std::runtime_error("no free port");
  ::getsockname(listener_, generic, &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

TcpProxy::~TcpProxy() {
  ending_ = true;
  thread_.join();
  for (const auto& pair : pairs_) {
    ::close(pair.kiosk);
    ::close(pair.server);
  }
  ::close(listener_);
}

void TcpProxy::run() {
  while (!ending_) {
    std::vector<pollfd> waited{{listener_, POLLIN, 0}};
    for (const auto& pair : pairs_) {
      waited.push_back({requests_held_ ? -1 : pair.kiosk, POLLIN, 0});
      waited.push_back({held_ ? -1 : pair.server, POLLIN, 0});
    }
    ::poll(waited.data(), waited.size(), 5);
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      auto& pair = pairs_[i];
      // Asked again: what the kiosk sends after hold_requests() must not slip through a poll that began before.
      const bool out = waited[1 + 2 * i].revents == 0 || requests_held_ || pass(pair.kiosk, pair.server);
      const bool back = waited[2 + 2 * i].revents == 0 || pass(pair.server, pair.kiosk);
      if (out && back) continue;
      ::close(pair.kiosk);
      ::close(pair.server);
      pair.kiosk = -1;
    }
    std::erase_if(pairs_, [](const Pair& pair) { return pair.kiosk < 0; });
    if (waited.front().revents != 0) accept_one();
  }
}

void TcpProxy::accept_one() {
  Pair pair{.kiosk = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC),
            .server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  const auto address = loopback(server_port_);
  if (::connect(pair.server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(pair.kiosk);
    ::close(pair.server);
    return;
  }
  pairs_.push_back(pair);
}

bool TcpProxy::pass(int from, int to) {
  std::array<char, 65536> bytes{};
  const auto got = ::recv(from, bytes.data(), bytes.size(), 0);
  if (got <= 0) return false;
  return ::send(to, bytes.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL) == got;
}

}  // namespace einlass::link
