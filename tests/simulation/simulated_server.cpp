#include "tests/simulation/simulated_server.h"

#include "tests/simulation/value_of.h"

#include <utility>

namespace einlass::simulation {

struct SimulatedServer::Program {
  std::unique_ptr<venue::Desk> desk;
  web::DeskThread thread;  // never started: its turns are run here
  web::KioskSessions sessions;

  Program(std::unique_ptr<venue::Desk> opened, const base::Clock& clock)
      : desk(std::move(opened)),
        thread(clock),
        sessions({.desk = *desk, .thread = thread, .clock = clock, .software = "einlass-server simulation"}) {}
};

SimulatedServer::SimulatedServer(Machine& machine, Nature& nature, venue::DeskOptions options, ServerOutlet outlet)
    : machine_(machine), nature_(nature), options_(std::move(options)), outlet_(std::move(outlet)) {
  options_.state_directory = machine_.folder();
  options_.clock = &machine_.clock;
  options_.vfs = machine_.disk_name();
  options_.font_set = "fonts";
}

SimulatedServer::~SimulatedServer() = default;

void SimulatedServer::start() {
  machine_.take_the_floor();
  auto desk = venue::Desk::open(options_);
  if (machine_.has_stopped()) return;
  program_ = std::make_unique<Program>(value_of(std::move(desk)), machine_.clock);
  program_->sessions.connect_outlet(outlet());
  ++starts_;
}

void SimulatedServer::stop() {
  machine_.stop();
  program_.reset();
  outlet_.stopped();
}

venue::Desk& SimulatedServer::desk() {
  machine_.take_the_floor();
  return *program_->desk;
}

web::KioskOutlet SimulatedServer::outlet() {
  return {.send =
              [this](net::SessionId session, const wire::Message& message, const std::function<void()>& sent) {
                if (!machine_.may_speak()) return;
                outlet_.send(session, message);
                if (!sent) return;
                nature_.after(Milliseconds(1), [this, sent, start = starts_] {
                  if (start == starts_) step([&](auto&) { sent(); });
                });
              },
          .close =
              [this](net::SessionId session, const std::string&) {
                if (machine_.may_speak()) outlet_.close(session);
              }};
}

web::DeskTurn SimulatedServer::turn() {
  auto& door = program_->desk->door();
  return {.begin = [&door] { return door.begin(); },
          .commit = [&door] { return door.commit(); },
          .after_answers = [this, &door] { program_->sessions.rows_written(door.take_written()); },
          .time_passed = [this] { program_->sessions.time_passed(); },
          .next_due = nullptr};
}

void SimulatedServer::step(const std::function<void(web::KioskSessions&)>& step) {
  if (!program_) return;
  machine_.take_the_floor();
  step(program_->sessions);
  program_->thread.run_turn(turn());
  if (machine_.has_stopped()) stop();
}

void SimulatedServer::command(const std::function<void(venue::Desk&)>& command) {
  step([&](auto& sessions) {
    command(*program_->desk);
    sessions.refresh();
  });
}

void SimulatedServer::decide(rules::EventId event, const std::function<void(venue::Desk&)>& decide) {
  step([&](auto&) {
    program_->thread.write({.event = event,
                            .attempt = [this, decide] { decide(*program_->desk); },
                            .answer = [this](const auto&) { program_->sessions.refresh(); }});
  });
}

bool SimulatedServer::opened(net::SessionId session, const std::string& binding) {
  step([&](auto& sessions) { sessions.opened(session, {.peer = "192.0.2.1", .channel_binding = binding}); });
  return is_up();
}

void SimulatedServer::received(net::SessionId session, const std::string& text) {
  step([&](auto& sessions) { sessions.received(session, wire::decode(text)); });
}

void SimulatedServer::closed(net::SessionId session) {
  step([&](auto& sessions) { sessions.closed(session); });
}

void SimulatedServer::pass_time() {
  const auto due = time_until_due();
  if (due && due->count() <= 0) step([](auto&) {});
}

std::optional<Milliseconds> SimulatedServer::time_until_due() const {
  if (!program_) return std::nullopt;
  const auto due = program_->sessions.next_due();
  if (!due) return std::nullopt;
  return *due - machine_.clock.monotonic();
}

}  // namespace einlass::simulation
