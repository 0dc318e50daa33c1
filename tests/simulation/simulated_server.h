// The venue server without its threads and sockets: the real desk, its batches and the sessions of the kiosks, on a
// machine that may stop in the middle of any of it.
#pragma once

#include "server/venue/desk.h"
#include "server/web/desk_thread.h"
#include "server/web/kiosk_sessions.h"
#include "tests/simulation/machine.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace einlass::simulation {

// Where its words go.
struct ServerOutlet {
  std::function<void(net::SessionId, const wire::Message&)> send;
  std::function<void(net::SessionId)> close;
  std::function<void()> stopped;  // its machine did
};

class SimulatedServer {
 public:
  // `options`: what does not follow from the machine.
  SimulatedServer(Machine& machine, Nature& nature, venue::DeskOptions options, ServerOutlet outlet);
  ~SimulatedServer();

  void start();
  void stop();  // the program is gone, or the power
  bool is_up() const { return program_ != nullptr; }
  venue::Desk& desk();

  // What an organiser does at the command line; the kiosks are told.
  void command(const std::function<void(venue::Desk&)>& command);

  // What a person decides, in a batch with whatever else waits; the kiosks are told.
  void decide(rules::EventId event, const std::function<void(venue::Desk&)>& decide);

  bool opened(net::SessionId session, const std::string& binding);
  void received(net::SessionId session, const std::string& text);
  void closed(net::SessionId session);
  void pass_time();
  std::optional<Milliseconds> time_until_due() const;

 private:
  struct Program;
  void step(const std::function<void(web::KioskSessions&)>& step);
  web::KioskOutlet outlet();
  web::DeskTurn turn();

  Machine& machine_;
  Nature& nature_;
  venue::DeskOptions options_;
  ServerOutlet outlet_;
  std::unique_ptr<Program> program_;
  std::uint64_t starts_ = 0;
};

}  // namespace einlass::simulation
