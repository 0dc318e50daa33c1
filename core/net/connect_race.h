// Connecting to whichever of several addresses answers first with the pinned key. Each begins a little after the one
// before it, or at once when one has failed (RFC 8305, "Happy Eyeballs"): an address that is silent costs no more than
// its head start. Those that stay silent are knocked at again and again, because the kernel repeats a first packet that
// was lost only after 1, 3 and 7 seconds (RFC 6298 §2): a network that is back is noticed at once. Inner to core/net;
// lives on one IoThread.
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
  // `timeout` is each attempt's; none is begun once it has passed.
  ConnectRace(asio::io_context& io, TlsContext tls, std::vector<ServerAddress> addresses, base::Milliseconds timeout);

  // The failure that is told: a wrong key before any other, else the last one.
  asio::awaitable<base::Result<RaceWinner>> run();
  // Gives up; run() ends soon.
  void stop();

  static constexpr base::Milliseconds head_start{250};  // RFC 8305 §5
  static constexpr base::Milliseconds knock_again{400};

 private:
  struct Attempt {
    ServerAddress address;
    std::shared_ptr<ClientStream> stream;
  };

  bool over() const { return stopped_ || winner_; }
  void begin(const ServerAddress& address);
  std::vector<ServerAddress> silent() const;  // to which nothing has connected yet
  asio::awaitable<void> knock_until(asio::steady_timer::time_point end);
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
  std::vector<Attempt> under_way_;
  std::optional<RaceWinner> winner_;
  std::optional<base::Error> failure_;
  bool stopped_ = false;
};

}  // namespace einlass::net
