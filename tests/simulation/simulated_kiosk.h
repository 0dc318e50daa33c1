// A kiosk without thread, screen and socket: the real replica, session and gate in kiosk/link's pump, on a machine that
// may stop in the middle. What it posts is what its screen shows.
#pragma once

#include "core/wire/kiosk_identity.h"
#include "kiosk/link/link_pump.h"
#include "tests/simulation/chronicle.h"
#include "tests/simulation/machine.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace einlass::simulation {

struct KioskParts {
  Machine& machine;
  Nature& nature;
  Chronicle& chronicle;
  link::ServerLine& line;
  wire::KioskIdentity identity;
};

class SimulatedKiosk : private link::ServerLine {
 public:
  explicit SimulatedKiosk(KioskParts parts);

  void start();
  void stop();
  bool is_up() const { return pump_ != nullptr; }
  bool serves_guests() const { return is_up() && event_; }
  // The server has all of its entries, and it has its key.
  bool in_step();
  bool lacks_private_parts();
  const std::string& name() const { return parts_.identity.name; }
  // The organiser has declared it lost: it works on, but nobody hears of it any more.
  bool is_lost() const { return lost_; }
  void lose() { lost_ = true; }
  link::Replica& replica();
  // Whether parts of a guest list came since this was asked last.
  bool guests_came() { return std::exchange(guests_came_, false); }
  Machine& machine() { return parts_.machine; }

  void admit(const link::ScanRequest& request);
  void write(const rules::EntryDraft& draft);  // what staff or the stage want noted
  void opened(const std::string& binding);
  void received(const std::string& text);
  void closed(const base::Error& why);
  void pass_time();
  std::optional<Milliseconds> time_until_due() const;

 private:
  // Its words leave by the line, if the machine still stands.
  void use_hosts(const std::vector<std::string>& /*hosts*/) override {}  // there is one way to the server
  void connect() override { parts_.line.connect(); }
  void send(const wire::Message& message, std::function<void()> sent) override;
  void close() override { parts_.line.close(); }

  void write(rules::EventId event, const rules::EntryDraft& draft);
  void step(const std::function<void(link::LinkPump&)>& step);
  void post(const link::LinkEvent& event);
  void print(const link::AdmissionDecided& decided);
  void print(const link::AdmissionDecided& decided, rules::TicketId ticket, int place, rules::PrintReason reason);
  void print_ahead(const link::AdmissionDecided& decided);

  KioskParts parts_;
  std::unique_ptr<link::LinkPump> pump_;
  std::optional<rules::EventId> event_;  // as assigned
  bool lost_ = false;
  bool guests_came_ = false;
};

}  // namespace einlass::simulation
