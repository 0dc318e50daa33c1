// What a kiosk's WebSocket and a browser's event stream have in common: what is sent waits in order and within bounds,
// and is written one piece at a time. Inner to core/net.
#pragma once

#include "core/net/server_core.h"

#include <deque>
#include <optional>

namespace einlass::net {

// Owned by its own coroutine and, while it is entered, by the core's map.
class QueuedSession : public ServerSession, public std::enable_shared_from_this<QueuedSession> {
 public:
  void send(OutgoingMessage message) final;
  void close(std::string reason) final;
  void drop_if_stuck(std::chrono::steady_clock::time_point now) final;

 protected:
  QueuedSession(ServerCore& core, std::string peer)
      : core_(core), id_(SessionId{++core.last_session}), peer_(std::move(peer)) {}

  virtual asio::awaitable<error_code> write(const std::string& text) = 0;
  // After the last piece; the session ends soon afterwards.
  virtual asio::awaitable<void> say_goodbye(std::string reason) = 0;
  // Closes the socket: whatever is pending there ends with an error, and with it the session.
  virtual void close_socket() = 0;

  void enter() { core_.sessions.emplace(id_, shared_from_this()); }
  void leave();  // tells the handler, unless the server's end has done so
  void drop();

  ServerCore& core_;
  const SessionId id_;
  const std::string peer_;
  bool open_ = true;
  std::optional<std::string> closing_;  // the reason, once somebody has asked for it

 private:
  void start_writing();
  asio::awaitable<void> write_queued();

  std::deque<OutgoingMessage> queue_;
  std::size_t queued_bytes_ = 0;
  std::optional<std::chrono::steady_clock::time_point> writing_since_;
  bool writing_ = false;
};

}  // namespace einlass::net
