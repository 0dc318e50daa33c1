// Which badge waits for which printer, and what a printer is asked next.
#include "printing/spool/print_pool.h"
#include "printing/spool/reasons.h"

#include <algorithm>

namespace einlass::spool {

using base::Milliseconds;
using store::PrintState;

namespace {

bool lies_with_settings(std::string_view reason) {
  return reason == reason_no_printer || reason == reason_unequipped;
}

}  // namespace

Wish PrintPool::wish_of(const Job& job) const {
  return {.media = job.request.media, .avoid = job.request.avoid, .waited = clock_.monotonic() - job.arrived};
}

void PrintPool::place(Job& job) {
  const Route found = route(stations_, wish_of(job), clock_.monotonic());
  switch (found.kind) {
    case Route::Kind::Take:
      return take_to(job, found.station);
    case Route::Kind::Wait:
      job.waits_since.reset();
      if (clock_.monotonic() - job.arrived >= timing_.busy_patience) return end(job, PrintState::Failed, reason_busy);
      return;
    case Route::Kind::Stuck:
      return wait_in_vain(job, {.kind = found.kind, .reason = std::string(reason_stuck)},
                          timing_.behind_stuck_patience);
    case Route::Kind::None:
      return wait_in_vain(job, found, lies_with_settings(found.reason) ? Milliseconds(0) : timing_.useless_patience);
  }
}

void PrintPool::take_to(Job& job, std::size_t station) {
  const bool same = job.progress.printer == stations_[station].config.name;
  stations_[station].badge = job.request.id;
  job.station = station;
  job.waits_since.reset();
  // Written down for this printer already: it was only busy.
  job.stage = same && job.progress.state == PrintState::Queued ? Stage::Durable : Stage::Announced;
  if (job.stage == Stage::Durable) return;
  job.progress.state = PrintState::Queued;
  job.progress.reason.clear();
  job.progress.printer = stations_[station].config.name;
  job.progress.location = stations_[station].config.location;
  post_(job.progress);
}

// Never submitted, so nothing can come out: owed, and another kiosk may print it.
void PrintPool::wait_in_vain(Job& job, const Route& route, Milliseconds patience) {
  const auto now = clock_.monotonic();
  if (!job.waits_since) job.waits_since = now;
  if (now - *job.waits_since >= patience) return end(job, PrintState::Failed, route.reason);
  job.progress.printer.clear();
  job.progress.location.clear();
  post(job, PrintState::Queued, route.reason);
}

// What was not sent yet goes elsewhere when its printer stops, or hangs while it is asked something else.
void PrintPool::reconsider(Job& job) {
  if (job.stage != Stage::Announced && job.stage != Stage::Durable) return;
  const auto now = clock_.monotonic();
  const auto& asked_since = lines_[job.station].asked_since;
  const bool hangs = asked_since && now - *asked_since >= timing_.silence_noticed;
  const Standing standing = stations_[job.station].standing(now);
  if (!hangs && standing == Standing::Fine) return;
  const bool other = has_other_that_prints(stations_, wish_of(job), stations_[job.station].config.name, now);
  if (!other && !hangs && standing == Standing::Doubtful) return;  // the last resort
  if (hangs) stations_[job.station].status = base::fail(base::ErrorKind::Timeout, "The printer does not answer.");
  leave_station(job);
  job.stage = Stage::Waiting;
  job.progress.printer.clear();
}

void PrintPool::ask(std::size_t station) {
  Line& line = lines_[station];
  if (line.asked_since) return;
  const auto now = clock_.monotonic();
  Job* job = job_at(station);
  std::optional<Question> question;
  if (job != nullptr) question = question_for(*job);
  const bool idle = job == nullptr || job->stage < Stage::Sending;
  if (!question && idle && line.look_due <= now) question = Look{};
  if (!question) return;
  line.asked_since = now;
  line.look_due = now + timing_.watch;
  line.line->ask(*std::move(question));
}

std::optional<Question> PrintPool::question_for(Job& job) {
  const auto now = clock_.monotonic();
  if (job.stage == Stage::Durable) {
    job.stage = Stage::Sending;
    job.sent_under = stations_[job.station].trouble();
    return Submit{{.name = "badge-" + job.request.id.text(),
                   .pdf = job.request.pdf,
                   .media = job.request.media,
                   .in_dots = job.request.in_dots}};
  }
  const bool is_there = (job.stage == Stage::Sent || job.stage == Stage::Lingering) && job.progress.remote_job != 0;
  if (!is_there) return std::nullopt;
  if (job.cancel_open) {
    job.cancel_open = false;
    if (!job.cancel_since) job.cancel_since = now;
    return Cancel{job.progress.remote_job};
  }
  if (job.due > now) return std::nullopt;
  return Poll{job.progress.remote_job};
}

}  // namespace einlass::spool
