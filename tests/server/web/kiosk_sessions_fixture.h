// The sessions with a real desk behind them; kiosks are played by the test. Everything runs on the test's thread: the
// desk thread is never started but its batches are committed here.
#pragma once

#include "core/wire/proof.h"
#include "server/web/kiosk_sessions.h"
#include "tests/server/web/venue_fixture.h"
#include "tests/support/forgetful_vfs.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace einlass::web {

class KioskSessionsTest : public VenueTest {
 protected:
  struct Sent {
    std::deque<wire::Message> messages;
    std::optional<std::string> closed;
  };
  struct Kiosk {
    net::SessionId session{};
    rules::KioskId id;
    base::SigningPair keys = base::make_signing_pair();
  };

  void SetUp() override {
    open_desk();
    create_event();
    make_sessions();
  }

  void TearDown() override { desk.reset(); }  // before the disk that it may lie on

  void make_sessions() {
    sessions = std::make_unique<KioskSessions>(
        KioskSessionsOptions{.desk = *desk, .thread = thread, .clock = clock, .software = "einlass-server test"});
    sessions->connect_outlet(
        {.send =
             [this](net::SessionId id, const wire::Message& message, std::function<void()> when_sent) {
               sent[id].messages.push_back(*wire::decode(wire::encode(message)));
               if (when_sent) unsent.push_back(std::move(when_sent));
             },
         .close = [this](net::SessionId id, const std::string& reason) { sent[id].closed = reason; }});
  }

  net::SessionId connect(const std::string& binding = "binding of this connection") {
    const net::SessionId id{++last_session};
    sessions->opened(id, {.peer = "192.0.2.7", .channel_binding = binding});
    return id;
  }
  void say(net::SessionId id, wire::Message message) {
    sessions->received(id, std::move(message));
    run_turn();
  }
  void run_turn() { thread.run_turn(turn()); }

  // The next message of this type; others before it are passed over.
  template <typename Message>
  std::optional<Message> next(net::SessionId id) {
    auto& messages = sent[id].messages;
    while (!messages.empty()) {
      auto message = std::move(messages.front());
      messages.pop_front();
      if (auto* wanted = std::get_if<Message>(&message)) return std::move(*wanted);
    }
    return std::nullopt;
  }

  wire::PairingSecret offer(const std::string& name) {
    return desk->kiosks().offer({.kiosk_name = name, .event = "evening"}).value().secret;
  }
  Kiosk pair(const std::string& name) {
    Kiosk kiosk;
    const auto session = connect();
    say(session, wire::PairRequest{.secret = offer(name), .key = kiosk.keys.open});
    kiosk.id = next<wire::PairAccepted>(session).value().kiosk;
    sessions->closed(session);
    return kiosk;
  }
  wire::Prove proof_of(const Kiosk& kiosk, const base::Hash& nonce, const std::string& binding) {
    const auto text = wire::proof_text(nonce, binding, kiosk.id);
    return {.kiosk = kiosk.id, .signature = base::sign(kiosk.keys.secret, text), .software = "einlass-kiosk test"};
  }
  void join(Kiosk& kiosk) {
    kiosk.session = connect();
    const auto challenge = next<wire::Challenge>(kiosk.session).value();
    say(kiosk.session, proof_of(kiosk, challenge.nonce, "binding of this connection"));
  }
  Kiosk paired_and_joined(const std::string& name) {
    auto kiosk = pair(name);
    join(kiosk);
    return kiosk;
  }
  void hello(const Kiosk& kiosk) {
    say(kiosk.session, wire::Hello{.journal = rules::JournalId::random(), .held = {{event_id, desk->journal(), 0}}});
  }
  wire::AdmitRequest admission(std::size_t ticket) {
    return {
        .event = event_id, .scan = {.scan = rules::ScanId::random()}, .target = wire::TicketTarget{tickets[ticket]}};
  }

  DeskTurn turn() {
    return {.begin = [this] { return desk->door().begin(); },
            .commit = [this] { return desk->door().commit(); },
            .after_answers = [this] { sessions->rows_written(desk->door().take_written()); },
            .time_passed = [this] { sessions->time_passed(); }};
  }

  std::optional<support::ForgetfulVfs> disk;
  DeskThread thread{clock};
  std::unique_ptr<KioskSessions> sessions;
  std::map<net::SessionId, Sent> sent;
  std::deque<std::function<void()>> unsent;  // to be called when the line has taken a message
  std::uint64_t last_session = 0;
};

}  // namespace einlass::web
