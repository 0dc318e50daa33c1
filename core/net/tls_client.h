// A kiosk's WebSocket to the venue server, over TLS with the pinned venue CA. One object is one connection; when it has
// closed, the owner makes another (reconnecting and backoff are core/sync's business).
#pragma once

#include "core/base/error.h"
#include "core/net/certificate_authority.h"
#include "core/net/io_thread.h"
#include "core/net/limits.h"
#include "core/net/server_address.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace einlass::net {

class ClientHandler {
 public:
  virtual ~ClientHandler() = default;

  // On the IoThread. First on_connected and any number of on_message, then on_closed; or on_closed alone.
  virtual void on_connected(const ServerAddress& address, const std::string& channel_binding) = 0;
  virtual void on_message(std::string text) = 0;
  // Refused: the certificate does not match the pin, or the server closed with a reason, which is the message.
  // Unavailable or Timeout: try again later. Nothing is called after it.
  virtual void on_closed(const base::Error& why) = 0;
};

struct ClientOptions {
  std::vector<ServerAddress> addresses;  // best first: the first that answers with the pinned key is taken
  CaFingerprint pin{};
  std::string target = "/kiosk";
  std::string subprotocol;
  Limits limits;  // `handshake` is per address
};

class TlsClient {
 public:
  // Starts to connect. `io` outlives the client; `handler` too. No call of the handler comes after the destructor.
  TlsClient(IoThread& io, ClientOptions options, ClientHandler& handler);
  ~TlsClient();
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  // Any thread. Before on_connected it waits; after on_closed it is dropped. `sent`, where there is one, is called on
  // the IoThread once the message is out, and not at all if it never is.
  void send(std::string text, std::function<void()> sent = {});
  // Closes in order; on_closed follows.
  void close();

 private:
  class Impl;
  IoThread& io_;
  std::shared_ptr<Impl> impl_;
};

}  // namespace einlass::net
