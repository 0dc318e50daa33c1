// A running server of one event, and kiosks that say to it what the test tells them to.
#pragma once

#include "core/net/https_client.h"
#include "core/net/tls_client.h"
#include "core/wire/pairing_code.h"
#include "core/wire/proof.h"
#include "server/commands/admin_client.h"
#include "server/web/venue_server.h"
#include "tests/server/web/venue_fixture.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

namespace einlass::web {

// A kiosk that says what the test tells it to, over the real line.
class LineKiosk final : public net::ClientHandler {
 public:
  LineKiosk(net::IoThread& io, const wire::PairingCode& code)
      : client_(std::make_unique<net::TlsClient>(
            io,
            net::ClientOptions{.addresses = {{code.hosts.front(), code.port}},
                               .pin = code.ca_key,
                               .target = std::string(wire::websocket_target),
                               .subprotocol = std::string(wire::websocket_subprotocol)},
            *this)) {}

  void say(const wire::Message& message) { say_text(wire::encode(message)); }
  void say_text(const std::string& text) { client_->send(text); }

  // The next message of this type; nothing if the connection ends before it comes.
  template <typename Message>
  std::optional<Message> next() {
    std::unique_lock lock(mutex_);
    while (true) {
      while (!received_.empty()) {
        auto message = std::move(received_.front());
        received_.pop_front();
        if (auto* wanted = std::get_if<Message>(&message)) return std::move(*wanted);
      }
      if (closed_) return std::nullopt;
      if (!changed_.wait_for(lock, std::chrono::seconds(10), [&] { return closed_ || !received_.empty(); })) {
        return std::nullopt;
      }
    }
  }
  std::optional<base::Error> ending() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(10), [&] { return closed_.has_value(); });
    return closed_;
  }
  std::string binding() {
    const std::lock_guard lock(mutex_);
    return binding_;
  }

 private:
  void on_connected(const net::ServerAddress&, const std::string& binding) override {
    const std::lock_guard lock(mutex_);
    binding_ = binding;
  }
  void on_message(std::string text) override {
    const std::lock_guard lock(mutex_);
    received_.push_back(wire::decode(text).value());
    changed_.notify_all();
  }
  void on_closed(const base::Error& why) override {
    const std::lock_guard lock(mutex_);
    closed_ = why;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<wire::Message> received_;
  std::optional<base::Error> closed_;
  std::string binding_;
  std::unique_ptr<net::TlsClient> client_;
};

class VenueServerTest : public VenueTest {
 protected:
  void SetUp() override {
    open_desk();
    create_event();
    start();
  }

  void start() {
    const auto ca = net::CertificateAuthority::open(state(), clock).value();
    auto started = VenueServer::start(
        {.desk = *desk,
         .clock = clock,
         .listen = {.address = "127.0.0.1", .port = 0, .certificate = ca.server_certificate({"127.0.0.1"}).value()},
         .ca_key = ca.fingerprint(),
         .hosts =
             [this] {
               const std::lock_guard lock(hosts_mutex_);
               return hosts_;
             },
         .state_directory = state()});
    ASSERT_TRUE(started) << started.error().message;
    server = std::move(*started);
    pin = ca.fingerprint();
  }

  void move_to_network(std::vector<std::string> hosts) {
    const std::lock_guard lock(hosts_mutex_);
    hosts_ = std::move(hosts);
  }

  std::filesystem::path state() const { return folder.path() / "state"; }
  base::Result<commands::AdminClient> admin() { return commands::AdminClient::open({.desk = desk_options()}); }
  boost::json::value ask(const std::string& name, const boost::json::object& arguments) {
    auto client = admin();
    if (!client) return client.error().message.c_str();
    const auto answer = client->run({.name = name, .arguments = boost::json::serialize(arguments)});
    return answer ? boost::json::parse(*answer) : boost::json::value(answer.error().message.c_str());
  }
  wire::PairingCode pairing_code(const std::string& kiosk) {
    const auto answer = ask("kiosk.pair", {{"name", kiosk}, {"event", "evening"}});
    return wire::read_pairing_text(std::string(answer.at("code").as_string())).value();
  }
  std::unique_ptr<LineKiosk> paired_and_joined(const std::string& name) {
    const auto code = pairing_code(name);
    LineKiosk pairing(io, code);
    pairing.say(wire::PairRequest{.secret = code.secret, .key = keys.open});
    const auto accepted = pairing.next<wire::PairAccepted>();
    if (!accepted) return nullptr;
    auto kiosk = std::make_unique<LineKiosk>(io, code);
    const auto challenge = kiosk->next<wire::Challenge>();
    if (!challenge) return nullptr;
    const auto text = wire::proof_text(challenge->nonce, kiosk->binding(), accepted->kiosk);
    kiosk->say(wire::Prove{.kiosk = accepted->kiosk, .signature = base::sign(keys.secret, text)});
    return kiosk;
  }
  base::Result<net::HttpResponse> get(const std::string& target) {
    net::HttpsCall call{.address = {.host = "127.0.0.1", .port = server->port()}, .pin = pin};
    call.request.method = "GET";
    call.request.target = target;
    return net::https_call(call);
  }

  void TearDown() override { server.reset(); }

  net::IoThread io;
  base::SigningPair keys = base::make_signing_pair();
  net::CaFingerprint pin{};
  std::unique_ptr<VenueServer> server;

 private:
  std::mutex hosts_mutex_;
  std::vector<std::string> hosts_{"127.0.0.1"};
};

}  // namespace einlass::web
