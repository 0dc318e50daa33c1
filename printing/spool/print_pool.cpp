#include "printing/spool/print_pool.h"

#include "core/base/log.h"
#include "printing/spool/reasons.h"

#include <algorithm>
#include <utility>

namespace einlass::spool {

using base::Milliseconds;
using store::PrintState;

namespace {

void log_changes(const std::vector<PrinterCondition>& before, const std::vector<PrinterCondition>& now) {
  for (std::size_t i = 0; i < now.size(); ++i) {
    const std::string& trouble = now[i].obstacle;
    const std::string was = i < before.size() ? before[i].obstacle : std::string();
    if (trouble == was) continue;
    if (trouble.empty()) {
      base::log_info("the printer \"{}\" is ready again", now[i].printer);
    } else {
      base::log_warning("The printer \"{}\" cannot print: {}.", now[i].printer, in_words(trouble));
    }
  }
}

}  // namespace

PrintPool::PrintPool(Setup setup, const base::Clock& clock)
    : post_(std::move(setup.post)),
      post_conditions_(std::move(setup.post_conditions)),
      stock_(std::move(setup.stock)),
      timing_(setup.timing),
      clock_(clock) {
  for (auto& printer : setup.printers) stations_.push_back({.config = std::move(printer)});
  for (auto& line : setup.lines) lines_.push_back({.line = std::move(line)});
}

void PrintPool::print(PrintRequest request) {
  if (find(request.id) != nullptr) return;
  Job& job = jobs_.emplace_back();
  job.arrived = clock_.monotonic();
  job.progress = {
      .id = request.id, .ticket = request.ticket, .serial = request.serial, .place_number = request.place_number};
  job.request = std::move(request);
}

void PrintPool::started_is_durable(rules::PrintJobId id) {
  Job* job = find(id);
  if (job != nullptr && job->stage == Stage::Announced) job->stage = Stage::Durable;
}

void PrintPool::cancel(rules::PrintJobId id) {
  Job* job = find(id);
  if (job == nullptr) return;
  job->cancel_open = !job->cancel_since;
  if (job->stage < Stage::Sending) end(*job, PrintState::Failed, reason_cancelled);
}

void PrintPool::answer(std::size_t line, const Answer& answer) {
  lines_[line].asked_since.reset();
  std::visit([this, line](const auto& each) { note(line, each); }, answer);
}

std::optional<Milliseconds> PrintPool::work() {
  for (std::size_t i = 0; i < stations_.size(); ++i) watch_first_answer(i);
  for (Job& job : jobs_) watch_the_clock(job);
  for (Job& job : jobs_) reconsider(job);
  for (Job& job : jobs_) {
    if (job.stage == Stage::Waiting) place(job);
  }
  drop_ended();
  for (std::size_t i = 0; i < stations_.size(); ++i) ask(i);
  tell_conditions();
  return next_due();
}

PrintPool::Job* PrintPool::find(rules::PrintJobId id) {
  const auto found = std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& job) {
    return job.request.id == id && job.stage != Stage::Ended && job.stage != Stage::Lingering;
  });
  return found == jobs_.end() ? nullptr : &*found;
}

PrintPool::Job* PrintPool::job_at(std::size_t station) {
  const auto& badge = stations_[station].badge;
  const auto found = std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& job) {
    return badge && job.request.id == *badge && job.stage != Stage::Ended;
  });
  return found == jobs_.end() ? nullptr : &*found;
}

void PrintPool::drop_ended() {
  jobs_.remove_if([](const Job& job) { return job.stage == Stage::Ended; });
}

// Until each has answered nobody is told how the printers are.
void PrintPool::watch_first_answer(std::size_t station) {
  const auto& asked_since = lines_[station].asked_since;
  const bool hangs = asked_since && clock_.monotonic() - *asked_since >= timing_.silence_noticed;
  if (!stations_[station].status && hangs) {
    stations_[station].status =
        base::fail(base::ErrorKind::Timeout, "The printer does not answer; check that it is on.");
  }
}

// Nothing here is more urgent than a poll, so all that depends on the clock alone is looked at that often, too.
std::optional<Milliseconds> PrintPool::next_due() const {
  const auto now = clock_.monotonic();
  std::optional<Milliseconds> next;
  const auto sooner = [&](Milliseconds at) { next = next ? std::min(*next, at) : at; };
  for (const Job& job : jobs_) {
    if (job.stage == Stage::Ended) continue;
    const bool asks = job.stage >= Stage::Sent && !lines_[job.station].asked_since;
    sooner(asks ? std::max(job.due, now + timing_.least_rest) : now + timing_.glance);
  }
  for (const Line& line : lines_) {
    sooner(line.asked_since ? now + timing_.glance * 5 : std::max(line.look_due, now + timing_.least_rest));
  }
  return next;
}

std::string PrintPool::told_trouble(const Station& station) const {
  if (std::string trouble = station.trouble(); !trouble.empty()) return trouble;
  const bool suspect = station.suspect_until && *station.suspect_until > clock_.monotonic();
  return suspect ? std::string(reason_gave_up) : std::string();
}

void PrintPool::tell_conditions() {
  if (!post_conditions_) return;
  std::vector<PrinterCondition> conditions;
  for (const Station& station : stations_) {
    if (!station.status) return;  // all are told at once, first when each has answered
    const std::string& name = station.config.name;
    conditions.push_back({.printer = name,
                          .obstacle = told_trouble(station),
                          .labels = stock_.left(name),
                          .marker_percent = *station.status ? (*station.status)->marker_percent : std::nullopt,
                          .location = station.config.location});
  }
  if (conditions.empty() || told_ == conditions) return;
  log_changes(told_.value_or(std::vector<PrinterCondition>{}), conditions);
  told_ = conditions;
  post_conditions_(std::move(conditions));
}

bool PrintPool::post(Job& job, PrintState state, std::string_view reason) {
  if (job.progress.state == state && job.progress.reason == reason) return false;
  job.progress.state = state;
  job.progress.reason = reason;
  post_(job.progress);
  return true;
}

void PrintPool::end(Job& job, PrintState state, std::string_view reason) {
  leave_station(job);
  job.stage = Stage::Ended;
  post(job, state, reason);
}

void PrintPool::leave_station(Job& job) {
  if (job.stage == Stage::Waiting) return;
  Station& station = stations_[job.station];
  station.badge.reset();
  station.lingers = false;
  station.job_obstacle.clear();
  station.silent_since.reset();
  lines_[job.station].look_due = clock_.monotonic();
}

}  // namespace einlass::spool
