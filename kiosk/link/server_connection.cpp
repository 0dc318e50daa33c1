#include "kiosk/link/server_connection.h"

#include <utility>

namespace einlass::link {

// On the IoThread: decodes there, so that a long guest list does not hold up a scan, and hands on.
class ServerConnection::Handler final : public net::ClientHandler {
 public:
  Handler(ServerConnection& owner, std::uint64_t generation) : owner_(owner), generation_(generation) {}

  void on_connected(const net::ServerAddress& address, const std::string& channel_binding) override {
    hand_on([host = address.host, channel_binding](const ConnectionEvents& events) {
      events.opened(host, channel_binding);
    });
  }
  void on_message(std::string text) override {
    auto message = wire::decode(text);
    const bool is_awaited = message && std::holds_alternative<wire::AdmitReply>(*message);
    hand_on([message = std::move(message)](const ConnectionEvents& events) { events.received(message); }, is_awaited);
  }
  void on_closed(const base::Error& why) override {
    hand_on([why](const ConnectionEvents& events) { events.closed(why); });
  }

 private:
  template <typename Event>
  void hand_on(Event event, bool is_awaited = false) {
    auto work = [&owner = owner_, generation = generation_, event = std::move(event)] {
      if (owner.generation_ == generation) event(owner.events_);
    };
    if (is_awaited) {
      owner_.inbox_.post_first(std::move(work));  // a guest stands there; a long guest list can wait
    } else {
      owner_.inbox_.post(std::move(work));
    }
  }

  ServerConnection& owner_;
  std::uint64_t generation_;
};

ServerConnection::ServerConnection(Inbox& inbox, const wire::KioskIdentity& identity, ConnectionEvents events)
    : inbox_(inbox), port_(identity.port), events_(std::move(events)) {
  use_hosts(identity.hosts);
  options_.pin = identity.ca_key;
  options_.target = std::string(wire::websocket_target);
  options_.subprotocol = std::string(wire::websocket_subprotocol);
  // A house's own network answers in milliseconds; an attempt at addresses that are not there must not last.
  options_.limits.handshake = base::Milliseconds(4'000);
}

ServerConnection::~ServerConnection() {
  close();
}

void ServerConnection::use_hosts(const std::vector<std::string>& hosts) {
  options_.addresses.clear();
  for (const auto& host : hosts) options_.addresses.push_back({.host = host, .port = port_});
}

void ServerConnection::connect() {
  close();
  handler_ = std::make_unique<Handler>(*this, generation_);
  client_ = std::make_unique<net::TlsClient>(io_, options_, *handler_);
}

void ServerConnection::send(const wire::Message& message, std::function<void()> sent) {
  if (!client_) return;
  if (!sent) return client_->send(wire::encode(message));
  client_->send(wire::encode(message), [this, generation = generation_, sent = std::move(sent)] {
    inbox_.post([this, generation, sent] {
      if (generation_ == generation) sent();
    });
  });
}

void ServerConnection::close() {
  ++generation_;
  client_.reset();  // nothing is called afterwards
  handler_.reset();
}

}  // namespace einlass::link
