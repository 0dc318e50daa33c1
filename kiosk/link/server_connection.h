// One connection to the venue server after another, as the session commands; what happens on it is handed to the
// link's thread. A word from a connection that was given up is dropped.
#pragma once

#include "core/net/tls_client.h"
#include "core/wire/kiosk_identity.h"
#include "core/wire/messages.h"
#include "kiosk/link/inbox.h"
#include "kiosk/link/link_pump.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace einlass::link {

// Called on the link's thread.
struct ConnectionEvents {
  std::function<void(const std::string& host, const std::string& channel_binding)> opened;
  std::function<void(base::Result<wire::Message> message)> received;
  std::function<void(const base::Error& why)> closed;
};

class ServerConnection final : public ServerLine {
 public:
  ServerConnection(Inbox& inbox, const wire::KioskIdentity& identity, ConnectionEvents events);
  ~ServerConnection() override;

  // Link's thread.
  void use_hosts(const std::vector<std::string>& hosts) override;
  void connect() override;
  void send(const wire::Message& message, std::function<void()> sent) override;
  void close() override;

 private:
  class Handler;

  Inbox& inbox_;
  std::uint16_t port_;
  net::ClientOptions options_;
  ConnectionEvents events_;
  std::uint64_t generation_ = 0;
  net::IoThread io_;
  std::unique_ptr<Handler> handler_;
  std::unique_ptr<net::TlsClient> client_;
};

}  // namespace einlass::link
