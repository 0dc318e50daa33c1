// Connecting to whichever of several addresses answers first with the pinned key. Each begins a little after the one
// before it, or at once when one has failed (RFC 8305, "Happy Eyeballs"): an address that is silent costs no more than
// its head start. Inner to core/net; lives on one IoThread.
#pragma once

#include "core/net/client_socket.h"

#include <memory>
#include <optional>
#include <vector>

#include <boost/asio/steady_timer.hpp>

namespace einlass::net {

struct RaceWinner {
  ServerAddress address;
  std::shared_ptr<ClientStream> stream;  // its TLS handshake is done
};

class ConnectRace : public std::enable_shared_from_this<ConnectRace> {
 public:
  // `timeout` is each address's.
  ConnectRace(asio::io_context& io, TlsContext tls, std::vector<ServerAddress> addresses, base::Milliseconds timeout);

  // The failure that is told: a wrong key before any other, else the last one.
  asio::awaitable<base::Result<RaceWinner>> run();
  // Gives up; run() ends soon.
  void stop();

  static constexpr base::Milliseconds head_start{250};  // RFC 8305 §5

 private:
  bool over() const { return stopped_ || winner_; }
  asio::awaitable<void> attempt(ServerAddress address, std::shared_ptr<ClientStream> stream);
  asio::awaitable<base::Result<void>> connect(ClientStream& stream, ServerAddress address);
  asio::awaitable<void> wait_for_news(std::optional<base::Milliseconds> longest);
  void note_failure(base::Error why);
  void close_all();

  asio::io_context& io_;
  TlsContext tls_;
  std::vector<ServerAddress> addresses_;
  base::Milliseconds timeout_;
  asio::steady_timer news_;  // cancelled when an attempt has ended
  std::vector<std::shared_ptr<ClientStream>> under_way_;
  std::optional<RaceWinner> winner_;
  std::optional<base::Error> failure_;
  bool stopped_ = false;
};

}  // namespace einlass::net
