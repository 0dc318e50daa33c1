// What becomes of a badge by what its printer says, or does not say.
#include "core/base/log.h"
#include "printing/spool/print_pool.h"
#include "printing/spool/printer_words.h"
#include "printing/spool/reasons.h"

#include <algorithm>
#include <utility>

namespace einlass::spool {

using base::ErrorKind;
using base::Milliseconds;
using store::PrintState;

namespace {

PrintState print_state(JobPhase phase) {
  switch (phase) {
    case JobPhase::Queued:
      return PrintState::Sent;
    case JobPhase::Processing:
      return PrintState::Printing;
    case JobPhase::Printed:
      return PrintState::Printed;
    case JobPhase::Failed:
      return PrintState::Failed;
    case JobPhase::Unknown:
      return PrintState::Unknown;
  }
  return PrintState::Unknown;
}

// Only a queue says these: the printer behind it is off, and the job would come out hours later, unasked.
bool is_unreachable(const JobState& state) {
  return state.reason == "connecting-to-device" || state.reason == "offline" || state.reason == "timed-out";
}

}  // namespace

void PrintPool::note(std::size_t station, const Looked& looked) {
  const auto& before = stations_[station].status;
  const bool newly_silent = !looked.status && (!before || *before);
  if (newly_silent) base::log_warning("{}", looked.status.error().message);
  stations_[station].status = looked.status;
  // It tells its trouble by itself, so it will also tell the end of it.
  if (looked.status && !obstacle(*looked.status).empty()) stations_[station].suspect_until.reset();
  if (looked.status && looked.status->labels_left) {
    stock_.told(stations_[station].config.name, *looked.status->labels_left);
  }
}

void PrintPool::note(std::size_t station, const Submitted& submitted) {
  Job* job = job_at(station);
  if (job == nullptr) return;
  stations_[station].silent_since.reset();
  if (!submitted.remote_job) return not_taken(*job, submitted.remote_job.error());
  job->request.pdf.clear();
  job->request.in_dots = {};
  if (*submitted.remote_job == 0) return end(*job, PrintState::Unknown, reason_answer_lost);
  job->stage = Stage::Sent;
  job->progress.remote_job = *submitted.remote_job;
  come_back(*job, post(*job, PrintState::Sent, {}));
}

// Nothing can come out, so the same badge may go elsewhere.
void PrintPool::not_taken(Job& job, const base::Error& error) {
  const auto now = clock_.monotonic();
  const std::size_t station = job.station;
  leave_station(job);
  job.stage = Stage::Waiting;
  if (error.kind == ErrorKind::AlreadyExists) {
    stations_[station].busy_until = now + timing_.busy_rest;
    return;
  }
  base::log_warning("{}", error.message);
  const bool silent = error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout;
  if (silent) stations_[station].status = tl::make_unexpected(error);
  if (!silent) stations_[station].suspect_until = now + timing_.suspicion;
  const bool other = has_other_that_prints(stations_, wish_of(job), stations_[station].config.name, now);
  if (job.cancel_open || !other) return end(job, PrintState::Failed, reason_for(error.kind));
  job.request.avoid.insert(stations_[station].config.name);
}

void PrintPool::note(std::size_t station, const Polled& polled) {
  Job* job = job_at(station);
  if (job == nullptr) return;
  if (!polled.state) {
    if (!job->silent_since) job->silent_since = clock_.monotonic();
    return come_back(*job, false);
  }
  job->silent_since.reset();
  stations_[station].silent_since.reset();
  if (polled.state->is_final()) return finish(*job, *polled.state);
  go_on(*job, *polled.state);
}

void PrintPool::note(std::size_t station, const Cancelled& cancelled) {
  Job* job = job_at(station);
  if (job == nullptr) return;
  job->due = clock_.monotonic();
  if (cancelled.asked) return;
  base::log_warning("{}", cancelled.asked.error().message);
  // Any other error is the printer's word about the job, and the next poll tells which.
  const auto kind = cancelled.asked.error().kind;
  job->cancel_again = kind == ErrorKind::Unavailable || kind == ErrorKind::Timeout;
  come_back(*job, false);
}

void PrintPool::finish(Job& job, const JobState& state) {
  Station& station = stations_[job.station];
  if (job.stage == Stage::Lingering && state.phase == JobPhase::Unknown) {
    leave_station(job);
    job.stage = Stage::Ended;
    return;
  }
  const bool ours = !job.given_up_for.empty() && state.reason == reason_cancelled;
  const bool failed = state.phase == JobPhase::Failed && (ours || state.reason != reason_cancelled);
  if (failed) station.suspect_until = clock_.monotonic() + timing_.suspicion;
  if (state.phase == JobPhase::Printed) {
    station.suspect_until.reset();
    stock_.used_one(station.config.name);
  }
  const auto& name = station.config.name;
  job.progress.again =
      failed && job.stage == Stage::Sent && has_other_that_prints(stations_, wish_of(job), name, clock_.monotonic());
  end(job, print_state(state.phase), ours ? job.given_up_for : state.reason);
}

void PrintPool::go_on(Job& job, const JobState& state) {
  stations_[job.station].job_obstacle = state.reason;
  if (job.cancel_again) job.cancel_open = true;
  job.cancel_again = false;
  give_up_if_stuck(job, state);
  come_back(job, job.stage == Stage::Sent && post(job, print_state(state.phase), state.reason));
}

// The badge is owed only if the printer confirms that it dropped the job; until then it may still come out.
void PrintPool::give_up_if_stuck(Job& job, const JobState& state) {
  const auto now = clock_.monotonic();
  if (state.reason.empty()) return job.stuck_since.reset();
  if (!job.stuck_since) job.stuck_since = now;
  const bool other = has_other_that_prints(stations_, wish_of(job), stations_[job.station].config.name, now);
  const auto alone = is_unreachable(state) ? timing_.unreachable_patience : timing_.stuck_patience;
  const auto patience = other ? timing_.fault_patience : Milliseconds(alone);
  if (job.cancel_since || job.cancel_open || now - *job.stuck_since < patience) return;
  job.cancel_open = true;
  job.given_up_for = is_unreachable(state) ? std::string(reason_off) : state.reason;
}

// What the printer does not say is known by the clock alone.
void PrintPool::watch_the_clock(Job& job) {
  if (job.stage != Stage::Sending && job.stage != Stage::Sent) return;
  const auto now = clock_.monotonic();
  const auto& asked_since = lines_[job.station].asked_since;
  const bool hangs = asked_since && now - *asked_since >= timing_.silence_noticed;
  if (hangs) stations_[job.station].silent_since = asked_since;
  if (job.stage == Stage::Sending) return;
  if (hangs && !job.silent_since) job.silent_since = asked_since;
  const auto silence = job.silent_since ? now - *job.silent_since : Milliseconds(0);
  if (silence >= timing_.silence_noticed) stations_[job.station].silent_since = job.silent_since;
  if (silence >= timing_.lost_patience) return doubt(job, reason_lost);
  const bool in_vain = job.cancel_since && now - *job.cancel_since >= timing_.cancel_patience;
  if (in_vain) doubt(job, reason_not_dropped);
}

// A person is asked; the printer is asked on, for it may still know better.
void PrintPool::doubt(Job& job, std::string_view reason) {
  job.stage = Stage::Lingering;
  post(job, PrintState::Unknown, reason);
}

void PrintPool::come_back(Job& job, bool changed) {
  job.interval = changed ? timing_.first_poll : std::clamp(job.interval * 2, timing_.first_poll, timing_.slowest_poll);
  job.due = clock_.monotonic() + job.interval;
}

}  // namespace einlass::spool
