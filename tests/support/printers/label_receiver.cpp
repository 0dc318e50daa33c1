#include "tests/support/printers/label_receiver.h"

#include "tests/support/printers/loopback.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <utility>

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace einlass::test {
namespace {

// Does not wait until it is let in.
int knock_at(int port) {
  const int caller = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  ::connect(caller, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  return caller;
}

// With a reset instead of an orderly end.
void hang_up_on(int caller) {
  const linger at_once{1, 0};
  ::setsockopt(caller, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

LabelReceiver::LabelReceiver() {
  open();
}

LabelReceiver::~LabelReceiver() {
  close();
}

void LabelReceiver::open() {
  listener_ = listen_at(port_);
  port_ = port_of(listener_);
  const int little = 4096;  // as in a printer: a label does not fit into its memory
  ::setsockopt(listener_, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
  stopping_ = false;
  thread_ = std::thread([this] { serve(); });
}

void LabelReceiver::close() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
  for (const int caller : std::exchange(crowd_, {})) ::close(caller);
  if (listener_ >= 0) ::close(listener_);
  listener_ = -1;
}

std::string LabelReceiver::uri() const {
  return fmt::format("socket://127.0.0.1:{}", port_);
}

std::vector<std::string> LabelReceiver::received() const {
  const std::lock_guard lock(mutex_);
  return received_;
}

void LabelReceiver::vanish() {
  close();
  listener_ = listen_at(port_, 0);
  for (int i = 0; i < 3; ++i) crowd_.push_back(knock_at(port_));
}

void LabelReceiver::refuse() {
  close();
}

void LabelReceiver::come_back() {
  close();
  open();
}

void LabelReceiver::stop_reading() {
  manner_ = Manner::Waits;
}

void LabelReceiver::read_on() {
  manner_ = Manner::Reads;
}

void LabelReceiver::cut() {
  manner_ = Manner::Cuts;
}

void LabelReceiver::serve() {
  while (!stopping_) {
    if (!becomes_readable(listener_)) continue;
    const int caller = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (caller < 0) continue;
    calling_ = true;
    talk_with(caller);
    ::close(caller);
    calling_ = false;
  }
}

void LabelReceiver::talk_with(int caller) {
  std::string label;
  std::array<char, 4096> piece{};
  while (!stopping_) {
    if (manner_ == Manner::Waits) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      continue;
    }
    if (!becomes_readable(caller)) continue;
    const ssize_t count = ::read(caller, piece.data(), piece.size());
    if (count > 0 && manner_ == Manner::Cuts) {
      manner_ = Manner::Reads;
      return hang_up_on(caller);
    }
    if (count <= 0) break;
    label.append(piece.data(), static_cast<std::size_t>(count));
  }
  if (stopping_ || label.empty()) return;
  const std::lock_guard lock(mutex_);
  received_.push_back(std::move(label));
}

}  // namespace einlass::test
