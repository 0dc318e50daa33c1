// The network between one kiosk and the server: connections that open late or never, lose, repeat, delay and reorder
// what is said, break, and leave one side believing. Owned by the world.
#pragma once

#include "core/net/tls_server.h"
#include "core/wire/messages.h"
#include "kiosk/link/link_pump.h"
#include "tests/simulation/chronicle.h"
#include "tests/simulation/nature.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace einlass::simulation {

struct LinkWeather {
  bool parted = false;    // nothing gets through
  bool silently = false;  // and nobody is told
  int lost = 0;           // percent of the messages
  int repeated = 0;
  int delayed = 0;  // by up to longest_delay; later ones overtake them
  Milliseconds longest_delay{2'000};
};

// The two ends. Each returns at once where its machine is down.
struct LinkEnds {
  std::function<void(const std::string& binding)> kiosk_opened;
  std::function<void(const std::string& text)> kiosk_received;
  std::function<void(const base::Error& why)> kiosk_closed;
  std::function<bool(net::SessionId, const std::string& binding)> server_opened;  // false: nobody listens
  std::function<void(net::SessionId, const std::string& text)> server_received;
  std::function<void(net::SessionId)> server_closed;
};

class SimulatedLink final : public link::ServerLine {
 public:
  SimulatedLink(Nature& nature, Chronicle& chronicle, LinkEnds ends, int number)
      : nature_(nature), chronicle_(chronicle), ends_(std::move(ends)), number_(number) {}

  // The kiosk's side.
  void use_hosts(const std::vector<std::string>& /*hosts*/) override {}  // there is one server
  void connect() override;
  void send(const wire::Message& message, std::function<void()> sent) override;
  void close() override;
  // The server's side.
  bool carries(net::SessionId session) const { return session_ == session; }
  void send_to_kiosk(const wire::Message& message);
  void close_from_server();

  // The kiosk is of a newer version: when it asks for help, it says so in a word that the server does not know.
  void speak_newer() { is_newer_ = true; }
  void set_weather(const LinkWeather& weather);
  void machine_stopped();  // at one end: the other learns of it

 private:
  void open();
  void lose(const char* why);
  std::string text_of(const wire::Message& message);
  void carry(std::string text, std::function<void(const std::string&)> arrive);
  // `event` only while this connection lasts.
  void later(Milliseconds delay, std::function<void()> event);

  Nature& nature_;
  Chronicle& chronicle_;
  LinkEnds ends_;
  int number_;
  LinkWeather weather_;
  bool is_newer_ = false;
  std::uint64_t generation_ = 0;
  std::optional<net::SessionId> session_;  // while it is open
};

}  // namespace einlass::simulation
