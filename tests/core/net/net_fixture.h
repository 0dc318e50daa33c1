// A real server on a free port of loopback with a CA of its own, and what its handler saw.
#pragma once

#include "core/base/clock.h"
#include "core/net/certificate_authority.h"
#include "core/net/https_client.h"
#include "core/net/tls_client.h"
#include "core/net/tls_server.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::net {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "einlass-net-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Changed on one thread, waited for on another; gives up after ten seconds.
template <typename State>
class Observed {
 public:
  template <typename Change>
  void change(Change&& change) {
    const std::lock_guard lock(mutex_);
    change(state_);
    changed_.notify_all();
  }
  template <typename Wish>
  bool comes_to(Wish&& wish) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return wish(state_); });
  }
  State now() const {
    const std::lock_guard lock(mutex_);
    return state_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  State state_{};
};

struct ServerSeen {
  std::vector<SessionId> opened;
  std::vector<std::string> bindings;
  std::vector<std::string> messages;
  std::vector<SessionId> closed;
};

// Answers every message by itself and GET /healthz by "ok".
class EchoHandler : public ServerHandler {
 public:
  void on_http(HttpRequest request, std::function<void(HttpResponse)> reply) override {
    reply({.status = request.target == "/healthz" ? 200U : 404U, .body = "ok"});
  }
  void on_open(SessionId id, const SessionOpened& opened) override {
    seen.change([&](ServerSeen& s) {
      s.opened.push_back(id);
      s.bindings.push_back(opened.channel_binding);
    });
  }
  void on_message(SessionId id, std::string text) override {
    if (server != nullptr && echo) server->send(id, text);
    seen.change([&](ServerSeen& s) { s.messages.push_back(std::move(text)); });
  }
  void on_close(SessionId id) override {
    seen.change([&](ServerSeen& s) { s.closed.push_back(id); });
  }

  Observed<ServerSeen> seen;
  TlsServer* server = nullptr;
  bool echo = true;
};

struct ClientSeen {
  bool connected = false;
  std::string binding;
  std::vector<std::string> messages;
  std::optional<base::Error> closed;
};

class RecordingClient : public ClientHandler {
 public:
  void on_connected(const ServerAddress&, const std::string& channel_binding) override {
    seen.change([&](ClientSeen& s) {
      s.connected = true;
      s.binding = channel_binding;
    });
  }
  void on_message(std::string text) override {
    if (stall) stall();
    seen.change([&](ClientSeen& s) { s.messages.push_back(std::move(text)); });
  }
  void on_closed(const base::Error& why) override {
    seen.change([&](ClientSeen& s) { s.closed = why; });
  }

  bool is_connected() {
    return seen.comes_to([](const ClientSeen& s) { return s.connected || s.closed; }) && seen.now().connected;
  }
  std::optional<base::Error> ending() {
    seen.comes_to([](const ClientSeen& s) { return s.closed.has_value(); });
    return seen.now().closed;
  }

  Observed<ClientSeen> seen;
  std::function<void()> stall;
};

class NetTest : public ::testing::Test {
 protected:
  static base::Instant summer() { return base::Instant::from_unix_ms(1'782'000'000'000); }

  CertificateAuthority& ca() {
    if (!ca_) ca_.emplace(CertificateAuthority::open(folder.path(), clock).value());
    return *ca_;
  }
  ServerOptions options() {
    ServerOptions options;
    options.address = "127.0.0.1";
    options.port = 0;
    options.subprotocol = "einlass.kiosk";
    options.certificate = ca().server_certificate({"127.0.0.1"}).value();
    options.limits = limits;
    return options;
  }
  TlsServer& start_server() {
    server = TlsServer::start(options(), handler).value();
    handler.server = server.get();
    return *server;
  }
  ServerAddress address() const { return {.host = "127.0.0.1", .port = server->port()}; }
  ClientOptions client_options() {
    ClientOptions options;
    options.addresses = {address()};
    options.pin = ca().fingerprint();
    options.subprotocol = "einlass.kiosk";
    return options;
  }
  std::unique_ptr<TlsClient> connect(ClientHandler& client) {
    return std::make_unique<TlsClient>(io, client_options(), client);
  }
  // A client may know that it is connected before the server does: whoever speaks first as the server waits for both.
  bool both_connected(RecordingClient& client) {
    return client.is_connected() && handler.seen.comes_to([](const ServerSeen& s) { return !s.opened.empty(); });
  }
  base::Result<HttpResponse> get(const std::string& target, CaFingerprint pin) {
    HttpsCall call{.address = address(), .pin = pin};
    call.request.method = "GET";
    call.request.target = target;
    return https_call(call);
  }

  TemporaryFolder folder;
  base::ManualClock clock{summer()};
  std::optional<CertificateAuthority> ca_;
  Limits limits;
  EchoHandler handler;
  IoThread io;
  std::unique_ptr<TlsServer> server;
};

}  // namespace einlass::net
