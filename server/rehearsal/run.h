// One rehearsal of arrivals, in simulated time: people join a line, step up to a kiosk, are decided about by the door,
// go to a desk where need be, and fetch their badges. The same seed gives the same run. One thread, no I/O of its own.
#pragma once

#include "server/rehearsal/arrivals.h"
#include "server/rehearsal/visit.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::rehearsal {

class Run {
 public:
  struct Setup {
    const Scenario& scenario;
    const std::vector<Arrival>& arrivals;
    Door& door;
    base::ManualClock& clock;
    std::uint64_t seed = 0;
  };
  explicit Run(const Setup& setup);

  // Errors: those of the door.
  base::Result<RunResult> run();

 private:
  enum class Errand { Admission, Refused, Badge };  // of who goes to a desk

  struct Print {
    std::size_t person = 0;
    std::size_t badge = 0;  // in visit.badges
    int number = 1;         // place of the ticket
    rules::TicketId ticket;
    rules::BadgeSerial serial;
    std::set<std::string> avoid;
    bool started = false;
    int tries = 0;
  };
  struct Person {
    const Arrival* arrival = nullptr;
    Visit visit;
    rules::ScanStep scan;
    wire::ScanTarget target;
    rules::How how = rules::How::Scan;
    Chance chance;
    Errand errand = Errand::Admission;
    std::uint64_t turn = 0;      // at a place: what was planned for an earlier one means nothing
    int attempts = 0;            // at a desk
    int fetches = 0;             // ways to a desk for a badge
    std::vector<Print> lacking;  // badges that did not come out
  };
  struct Place {
    bool is_desk = false;
    bool is_up = true;
    bool is_cut = false;
    std::size_t line = 0;
    std::optional<std::size_t> person;
    std::int64_t since = 0;
  };
  using Step = void (Run::*)(std::size_t person, std::size_t place);

  // run.cpp: lines and faults
  void plan();
  void plan_faults();
  void arrive(std::size_t person);
  void join(std::size_t person, bool at_desk);
  void call_next(bool desks);
  void begin_at(std::size_t person, std::size_t place);
  void leave(std::size_t place);
  void fail(std::size_t place, bool failed);
  void turn_network(std::size_t place, bool cut);
  void end(std::size_t person, Ending ending);
  void after(std::int64_t delay, std::size_t person, std::size_t place, Step step);
  std::size_t shortest_line() const;
  std::deque<std::size_t>& line_of(const Place& place) { return place.is_desk ? desk_line_ : lines_[place.line]; }
  void broke(const base::Error& error);

  // run_door.cpp: what the door says
  void scan(std::size_t person, std::size_t place);
  void ask(std::size_t person, std::size_t place);
  void told(std::size_t person, std::size_t place, const rules::AdmissionGranted& granted);
  void told(std::size_t person, std::size_t place, const rules::AdmissionRefused& refused);
  void told(std::size_t person, std::size_t place, const rules::AdmissionAnnounced& announced);
  void answer(std::size_t person, std::size_t place, const rules::AdmissionRefused& refused);
  void choose(std::size_t person, std::size_t place, const rules::AdmissionRefused& refused);
  void send_away(std::size_t person, std::size_t place);
  void welcome_read(std::size_t person, std::size_t place);
  void next_step(std::size_t person, std::size_t place) { ++people_[person].scan.step, ask(person, place); }

  // run_desk.cpp: what staff do
  void serve(std::size_t person, std::size_t place);
  void attend(std::size_t person, std::size_t place);
  void solve(std::size_t person, std::size_t place, const rules::AdmissionRefused& refused);
  bool register_walk_in(std::size_t person, std::size_t place);
  void turn_away(std::size_t person, std::size_t place);
  void print_lacking(std::size_t person, std::size_t place);

  // run_badges.cpp
  void print(std::size_t person, std::size_t place, rules::TicketId ticket, int number);
  void submit(std::size_t place, Print print);
  void progressed(std::size_t place, const spool::BadgeProgress& progress);
  void fetch(std::size_t person);
  void ended_badge(std::size_t place, Print print, const spool::BadgeProgress& progress);

  template <typename Id>
  Id id() {
    base::IdBytes bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(ids_.next());
    return Id(bytes);
  }

  const Setup setup_;
  const Scenario& scenario_;
  Timeline timeline_;
  Chance chance_;
  Chance ids_;
  std::vector<Person> people_;
  std::vector<Place> places_;
  std::vector<std::int64_t> busy_;
  std::vector<std::deque<std::size_t>> lines_;
  std::deque<std::size_t> desk_line_;
  std::map<rules::PrintJobId, Print> prints_;
  std::size_t open_ = 0;  // people who are not done, and badges on their way
  std::optional<Paper> paper_;
  std::optional<base::Error> broken_;
  bool prints_badges_ = false;
  std::int64_t last_ = 0;
};

}  // namespace einlass::rehearsal
