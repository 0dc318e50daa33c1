// A port that the machine gives nobody else while this lives, whether or not anybody listens there: who sets
// SO_REUSEADDR, as servers do, may listen at it, be stopped and come back (Linux). Whoever calls meanwhile is refused.
#pragma once

#include <cstdint>
#include <stdexcept>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace einlass::support {

class ReservedPort {
 public:
  // Throws where none can be had.
  ReservedPort() : socket_(bound(AF_INET6)) {
    if (socket_ < 0) socket_ = bound(AF_INET);  // a machine without IPv6
    if (socket_ < 0) throw std::runtime_error("no port can be reserved");
    sockaddr_in own{};  // cut short with IPv6, whose port stands at the same place
    socklen_t size = sizeof own;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&own), &size);
    number_ = ntohs(own.sin_port);
  }
  ~ReservedPort() { ::close(socket_); }
  ReservedPort(const ReservedPort&) = delete;
  ReservedPort& operator=(const ReservedPort&) = delete;

  std::uint16_t number() const { return number_; }

 private:
  // To a free port of all addresses, with AF_INET6 of both families: ippeveprinter listens in both. Never listens.
  static int bound(sa_family_t family) {
    const int made = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (made < 0) return made;
    const int yes = 1, no = 0;
    ::setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (family == AF_INET6) ::setsockopt(made, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    sockaddr_in6 any{};  // as long as either; all zeros
    any.sin6_family = family;
    if (::bind(made, reinterpret_cast<const sockaddr*>(&any), sizeof any) == 0) return made;
    ::close(made);
    return -1;
  }

  int socket_;
  std::uint16_t number_ = 0;
};

}  // namespace einlass::support
