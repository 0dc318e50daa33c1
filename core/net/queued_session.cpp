#include "core/net/queued_session.h"

#include "core/base/log.h"

#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace einlass::net {

using std::chrono::steady_clock;

void QueuedSession::send(OutgoingMessage message) {
  if (!open_ || closing_) return;
  queued_bytes_ += message.text.size();
  queue_.push_back(std::move(message));
  if (queued_bytes_ > core_.options.limits.queued_bytes) {
    base::log_warning("{} reads too slowly; its connection is closed", peer_);
    drop();
    return;
  }
  start_writing();
}

void QueuedSession::close(std::string reason) {
  if (!open_ || closing_) return;
  closing_ = std::move(reason);
  start_writing();
}

void QueuedSession::drop_if_stuck(steady_clock::time_point now) {
  if (!writing_since_ || now - *writing_since_ < core_.options.limits.write) return;
  base::log_warning("{} takes no messages; its connection is closed", peer_);
  drop();
}

void QueuedSession::leave() {
  open_ = false;
  if (core_.sessions.erase(id_) == 1) tell_end();
}

void QueuedSession::drop() {
  open_ = false;
  close_socket();
}

void QueuedSession::start_writing() {
  if (std::exchange(writing_, true)) return;
  asio::co_spawn(core_.io, write_queued(), asio::detached);
}

asio::awaitable<void> QueuedSession::write_queued() {
  const auto self = shared_from_this();
  while (open_ && !queue_.empty()) {
    writing_since_ = steady_clock::now();
    const error_code failed = co_await write(queue_.front().text);
    writing_since_.reset();
    if (failed) co_return drop();
    const auto sent = std::move(queue_.front().sent);
    queued_bytes_ -= queue_.front().text.size();
    queue_.pop_front();
    if (sent) sent();
  }
  if (open_ && closing_) co_await say_goodbye(*closing_);
  writing_ = false;
}

}  // namespace einlass::net
