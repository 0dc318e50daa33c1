#include "server/rehearsal/run.h"

#include "server/rehearsal/timeline.h"

#include <algorithm>
#include <limits>

namespace einlass::rehearsal {

namespace {

// Whoever is not served by then never is: nothing in a scenario lasts so long.
constexpr std::int64_t longest_ms = 24 * 60 * minute_ms;

}  // namespace

Run::Run(const Setup& setup)
    : setup_(setup),
      scenario_(setup.scenario),
      timeline_(setup.clock),
      chance_(setup.seed),
      ids_(Chance(setup.seed).branch(1)),
      lines_(static_cast<std::size_t>(setup.scenario.lines)) {
  for (int i = 0; i < scenario_.kiosks + scenario_.desks; ++i) {
    const bool is_desk = i >= scenario_.kiosks;
    const auto line = is_desk ? 0 : static_cast<std::size_t>(i % scenario_.lines);
    places_.push_back({.is_desk = is_desk, .line = line});
  }
  busy_.resize(places_.size());
}

base::Result<RunResult> Run::run() {
  paper_.emplace(Paper::Setup{.scenario = scenario_,
                              .places = places_.size(),
                              .chance = chance_.branch(2),
                              .post = [this](std::size_t place,
                                             const spool::BadgeProgress& progress) { progressed(place, progress); }},
                 timeline_);
  plan();
  while (open_ > 0 && !broken_ && timeline_.now() < longest_ms && timeline_.step()) {
  }
  paper_->close();
  if (broken_) return tl::make_unexpected(*broken_);
  const auto ledger = setup_.door.close();
  if (!ledger) return failed(ledger);
  RunResult result{
      .scenario = scenario_, .visits = {}, .busy = busy_, .printers = paper_->use(), .ledger = *ledger, .ended = last_};
  for (auto& person : people_) result.visits.push_back(std::move(person.visit));
  return result;
}

// Each person's chances are her own, so that one more kiosk makes nobody slower.
void Run::plan() {
  plan_faults();
  for (std::size_t i = 0; i < setup_.arrivals.size(); ++i) {
    const auto& arrival = setup_.arrivals[i];
    Person person{.arrival = &arrival, .chance = chance_.branch(100 + i)};
    person.visit.arrived = arrival.at;
    person.visit.problem = arrival.problem;
    people_.push_back(std::move(person));
    timeline_.at(arrival.at, [this, i] { arrive(i); });
  }
  open_ = people_.size();
}

void Run::plan_faults() {
  for (const auto& fault : scenario_.faults) {
    const bool fails = fault.kind == FaultKind::KioskFailure;
    if (!fails && fault.kind != FaultKind::NetworkCut) continue;
    for (const int number : fault.which) {
      if (number < 1 || number > scenario_.kiosks) continue;
      const auto place = static_cast<std::size_t>(number) - 1;
      const auto turn = [this, place, fails](bool on) { fails ? fail(place, on) : turn_network(place, on); };
      timeline_.at(fault.at_minute * minute_ms, [turn] { turn(true); });
      timeline_.at((fault.at_minute + fault.minutes) * minute_ms, [turn] { turn(false); });
    }
  }
}

void Run::arrive(std::size_t i) {
  auto& person = people_[i];
  person.scan = {id<rules::ScanId>(), 1};
  const auto* guest = person.arrival->guest;
  const bool searches = person.arrival->problem == ProblemKind::NoCode;
  const bool to_desk = guest == nullptr || (searches && !setup_.door.lets_search());
  if (guest != nullptr) {
    person.target = wire::TicketTarget{guest->ticket.id};
    if (searches) person.how = rules::How::Search;
    if (!searches && !guest->code_hashes.empty()) person.target = wire::CodeTarget{.hash = guest->code_hashes.front()};
    if (person.arrival->problem == ProblemKind::UnknownCode) {
      rules::CodeHash nobodys{};
      for (auto& byte : nobodys) byte = static_cast<std::uint8_t>(ids_.next());
      person.target = wire::CodeTarget{.hash = nobodys};
    }
  }
  join(i, to_desk);
}

std::size_t Run::shortest_line() const {
  std::size_t best = 0;
  double least = std::numeric_limits<double>::max();
  for (std::size_t line = 0; line < lines_.size(); ++line) {
    double kiosks = 0;
    double before = static_cast<double>(lines_[line].size());
    for (const auto& place : places_) {
      if (place.is_desk || place.line != line || !place.is_up) continue;
      ++kiosks;
      if (place.person) ++before;
    }
    const double wait = kiosks > 0 ? before / kiosks : 1e9 + before;
    if (wait >= least) continue;
    least = wait;
    best = line;
  }
  return best;
}

void Run::join(std::size_t i, bool at_desk) {
  const auto line = at_desk ? 0 : shortest_line();
  people_[i].visit.waits.push_back({.at_desk = at_desk, .line = line, .from = timeline_.now()});
  (at_desk ? desk_line_ : lines_[line]).push_back(i);
  call_next(at_desk);
}

void Run::call_next(bool desks) {
  for (std::size_t place = 0; place < places_.size(); ++place) {
    auto& free = places_[place];
    if (free.is_desk != desks || !free.is_up || free.person) continue;
    auto& line = line_of(free);
    if (line.empty()) continue;
    const auto next = line.front();
    line.pop_front();
    begin_at(next, place);
  }
}

void Run::begin_at(std::size_t i, std::size_t place) {
  auto& person = people_[i];
  person.visit.waits.back().until = timeline_.now();
  person.visit.places.push_back(place);
  ++person.turn;
  places_[place].person = i;
  places_[place].since = timeline_.now();
  const auto& times = scenario_.times;
  const auto steps_up = person.chance.ms(times.step_up);
  if (places_[place].is_desk) return after(steps_up, i, place, &Run::serve);
  const bool searches = person.arrival->problem == ProblemKind::NoCode;
  const bool is_slow = person.arrival->problem == ProblemKind::Slow;
  const auto holds_up = person.chance.ms(searches ? times.search : times.hold_up);
  const auto more = is_slow ? person.chance.ms(times.slow) : 0;
  after(steps_up + holds_up + more, i, place, &Run::scan);
}

void Run::after(std::int64_t delay, std::size_t i, std::size_t place, Step step) {
  timeline_.after(delay, [this, i, place, step, turn = people_[i].turn] {
    if (people_[i].turn == turn && places_[place].person == i) (this->*step)(i, place);
  });
}

void Run::leave(std::size_t place) {
  auto& left = places_[place];
  busy_[place] += timeline_.now() - left.since;
  left.person.reset();
  call_next(left.is_desk);
}

// Who stood there comes next elsewhere and begins anew, unless she was let in already.
void Run::fail(std::size_t place, bool failed) {
  auto& kiosk = places_[place];
  kiosk.is_up = !failed;
  if (!failed) return call_next(false);
  if (!kiosk.person) return;
  const auto i = *kiosk.person;
  ++people_[i].turn;
  busy_[place] += timeline_.now() - kiosk.since;
  kiosk.person.reset();
  if (people_[i].visit.welcomed) {
    end(i, Ending::Admitted);
    return fetch(i);
  }
  people_[i].scan = {id<rules::ScanId>(), 1};
  people_[i].visit.waits.push_back({.line = kiosk.line, .from = timeline_.now()});
  lines_[kiosk.line].push_front(i);
  call_next(false);
}

void Run::turn_network(std::size_t place, bool cut) {
  places_[place].is_cut = cut;
  const auto done = cut ? setup_.door.cut(place) : setup_.door.mend(place);
  if (!done) broke(done.error());
}

void Run::end(std::size_t i, Ending ending) {
  auto& visit = people_[i].visit;
  visit.ending = ending;
  visit.ended = last_ = timeline_.now();
  --open_;
}

void Run::broke(const base::Error& error) {
  if (!broken_) broken_ = error;
}

}  // namespace einlass::rehearsal
