#include "tests/printing/spool/devices/deaf_server.h"

#include "tests/support/printers/loopback.h"

#include <array>
#include <string_view>

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

namespace einlass::test {
namespace {

constexpr std::string_view end_of_pdf = "%%EOF";
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

DeafServer::DeafServer(Manner manner) : manner_(manner), listener_(listen_at(0)), thread_([this] { serve(); }) {}

DeafServer::~DeafServer() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
}

std::string DeafServer::uri() const {
  return fmt::format("ipp://127.0.0.1:{}/ipp/print", port_of(listener_));
}

bool DeafServer::has_document() const {
  return saw_end_of_document_;
}

void DeafServer::serve() {
  while (!stopping_) {
    if (!becomes_readable(listener_)) continue;
    const int caller = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (caller < 0) continue;
    talk_with(caller);
    ::close(caller);
  }
}

void DeafServer::talk_with(int caller) {
  std::string heard;
  std::array<char, 4096> chunk{};
  while (!stopping_) {
    if (!becomes_readable(caller)) continue;
    const ssize_t got = ::recv(caller, chunk.data(), chunk.size(), 0);
    if (got <= 0) return;
    heard.append(chunk.data(), static_cast<std::size_t>(got));
    if (manner_ == Manner::Silent) continue;
    if (heard.ends_with("\r\n\r\n")) ::send(caller, go_on.data(), go_on.size(), MSG_NOSIGNAL);
    if (heard.find(end_of_pdf) != std::string::npos) {
      saw_end_of_document_ = true;
      return;
    }
  }
}

}  // namespace einlass::test
