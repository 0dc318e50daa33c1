#include "tests/support/printers/label_receiver.h"

#include <array>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace einlass::test {

LabelReceiver::LabelReceiver() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* where = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, where, length) != 0 || ::listen(listener_, 5) != 0 ||
      ::getsockname(listener_, where, &length) != 0) {
    throw std::runtime_error("no port for a label printer");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

LabelReceiver::~LabelReceiver() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

std::string LabelReceiver::uri() const {
  return fmt::format("socket://127.0.0.1:{}", port_);
}

std::vector<std::string> LabelReceiver::received() const {
  const std::lock_guard lock(mutex_);
  return received_;
}

void LabelReceiver::serve() {
  for (int caller = 0; (caller = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;) {
    std::string label;
    std::array<char, 65536> piece{};
    for (ssize_t count = 0; (count = ::read(caller, piece.data(), piece.size())) > 0;) {
      label.append(piece.data(), static_cast<std::size_t>(count));
    }
    ::close(caller);
    const std::lock_guard lock(mutex_);
    received_.push_back(std::move(label));
  }
}

}  // namespace einlass::test
