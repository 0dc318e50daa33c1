// What becomes of a badge by what its printer says, or does not say.
#include "core/base/log.h"
#include "printing/spool/print_pool.h"
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

// Any other error is an answer: it does not know the job any more, or does not tell of it.
bool is_silence(const base::Error& error) {
  return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout ||
         error.kind == ErrorKind::AlreadyExists;  // busy with answering others
}

std::string_view reason_without(const JobState& state) {
  return state.phase == JobPhase::Queued ? reason_busy : reason_stalled;
}

// Only a queue says these: the printer behind it is off, and the job would come out hours later, unasked. For a while a
// filter at work looks alike (job_verdict.cpp).
bool is_unreachable(const JobState& state) {
  return state.reason == "connecting-to-device" || state.reason == "offline" || state.reason == "timed-out";
}

}  // namespace

void PrintPool::note(std::size_t station, const Looked& looked) {
  const auto& before = stations_[station].status;
  const bool newly_silent = !looked.status && (!before || *before);
  if (newly_silent) base::log_warning("{}", looked.status.error().message);
  stations_[station].note(looked.status);
  // It tells its trouble by itself, so it will also tell the end of it.
  if (looked.status && !stations_[station].trouble().empty()) stations_[station].suspect_until.reset();
  if (looked.status && looked.status->labels_left) {
    stock_.told(stations_[station].config.name, *looked.status->labels_left);
  }
}

void PrintPool::note(std::size_t station, const Submitted& submitted) {
  Job* job = job_at(station);
  if (job == nullptr) return;
  stations_[station].silent_since.reset();
  job->silent_since.reset();
  if (job->stage == Stage::Lingering) return note_late(*job, submitted);
  if (!submitted.remote_job) return not_taken(*job, submitted.remote_job.error());
  job->request.pdf.clear();
  job->request.in_dots = {};
  if (*submitted.remote_job == 0) {
    stations_[station].suspect_until = clock_.monotonic() + timing_.suspicion;
    return end(*job, PrintState::Unknown, reason_answer_lost);
  }
  job->stage = Stage::Sent;
  job->moved = clock_.monotonic();
  job->progress.remote_job = *submitted.remote_job;
  come_back(*job, post(*job, PrintState::Sent, {}));
}

// It was in doubt, because the printer took so long to answer.
void PrintPool::note_late(Job& job, const Submitted& submitted) {
  job.request.pdf.clear();
  job.request.in_dots = {};
  if (!submitted.remote_job) return end(job, PrintState::Failed, reason_for(submitted.remote_job.error().kind));
  if (*submitted.remote_job == 0) return let_go(job);
  job.progress.remote_job = *submitted.remote_job;
  job.moved = clock_.monotonic();
  come_back(job, true);
}

// Nothing can come out, so the same badge may go elsewhere.
void PrintPool::not_taken(Job& job, const base::Error& error) {
  const auto now = clock_.monotonic();
  const std::size_t station = job.station;
  leave_station(job);
  job.stage = Stage::Waiting;
  if (job.cancel_open) return end(job, PrintState::Failed, reason_cancelled);
  if (error.kind == ErrorKind::AlreadyExists) {
    stations_[station].busy_until = now + timing_.busy_rest;
    return;
  }
  base::log_warning("{}", error.message);
  const bool silent = is_silence(error);
  if (silent) stations_[station].status = tl::make_unexpected(error);
  if (!silent) stations_[station].suspect_until = now + timing_.suspicion;
  const bool other = has_other_that_prints(stations_, wish_of(job), stations_[station].config.name, now);
  if (!other) return end(job, PrintState::Failed, reason_for(error.kind));
  job.request.avoid.insert(stations_[station].config.name);
}

void PrintPool::note(std::size_t station, const Polled& polled) {
  Job* job = job_at(station);
  if (job == nullptr) return;
  if (!polled.state && !is_silence(polled.state.error())) {
    return finish(*job, {JobPhase::Unknown, std::string(reason_vanished)});
  }
  if (!polled.state) {
    if (!job->silent_since) job->silent_since = clock_.monotonic();
    return come_back(*job, false);
  }
  job->silent_since.reset();
  stations_[station].silent_since.reset();
  if (polled.state->is_final()) return finish(*job, *polled.state);
  JobState state = *polled.state;
  if (stations_[station].tolerated.contains(state.reason)) state.reason.clear();
  go_on(*job, state);
}

void PrintPool::note(std::size_t station, const Cancelled& cancelled) {
  Job* job = job_at(station);
  if (job == nullptr) return;
  job->due = clock_.monotonic();
  if (cancelled.asked) return;
  base::log_warning("{}", cancelled.asked.error().message);
  // Any other error is the printer's word about the job, and the next poll tells which.
  job->cancel_again = is_silence(cancelled.asked.error());
  come_back(*job, false);
}

void PrintPool::finish(Job& job, const JobState& state) {
  Station& station = stations_[job.station];
  if (job.stage == Stage::Lingering && state.phase == JobPhase::Unknown) return let_go(job);
  const bool failed = state.phase == JobPhase::Failed;
  const bool ours = failed && job.cancel_since && !job.given_up_for.empty();
  const bool meant = job.cancel_since && job.given_up_for.empty();  // by a person
  const bool distrusted = (failed && !meant) || state.phase == JobPhase::Unknown;
  if (distrusted) station.suspect_until = clock_.monotonic() + timing_.suspicion;
  if (state.phase == JobPhase::Printed) {
    station.suspect_until.reset();
    if (!job.sent_under.empty()) station.tolerated.insert(job.sent_under);
    stock_.used_one(station.config.name);
  }
  const auto& name = station.config.name;
  job.progress.again = failed && !meant && job.stage == Stage::Sent &&
                       has_other_that_prints(stations_, wish_of(job), name, clock_.monotonic());
  end(job, print_state(state.phase), ours ? job.given_up_for : state.reason);
}

void PrintPool::go_on(Job& job, const JobState& state) {
  const auto now = clock_.monotonic();
  const bool lasts = job.stuck_since && now - *job.stuck_since >= timing_.fault_patience;
  stations_[job.station].job_obstacle = is_unreachable(state) && !lasts ? std::string() : state.reason;
  if (job.cancel_again) job.cancel_open = true;
  job.cancel_again = false;
  const bool changed = job.stage == Stage::Sent && post(job, print_state(state.phase), state.reason);
  if (changed) job.moved = now;
  give_up_if_stuck(job, state);
  come_back(job, changed);
}

Milliseconds PrintPool::patience_with(const Job& job, const JobState& state) const {
  const auto& name = stations_[job.station].config.name;
  const bool other = has_other_that_prints(stations_, wish_of(job), name, clock_.monotonic());
  if (state.reason.empty() && state.phase == JobPhase::Queued) return timing_.busy_patience;
  if (state.reason.empty()) return other ? timing_.stalled_beside_other : timing_.stalled_patience;
  if (is_unreachable(state)) return other ? timing_.lost_patience : timing_.unreachable_patience;
  return other ? timing_.fault_patience : timing_.stuck_patience;
}

// The badge is owed only if the printer confirms that it dropped the job; until then it may still come out.
void PrintPool::give_up_if_stuck(Job& job, const JobState& state) {
  const auto now = clock_.monotonic();
  const bool says_why = !state.reason.empty();
  if (!says_why) job.stuck_since.reset();
  if (says_why && !job.stuck_since) job.stuck_since = now;
  if (job.cancel_since || job.cancel_open || now - job.stuck_since.value_or(job.moved) < patience_with(job, state)) {
    return;
  }
  // In doubt already: a person was asked, and its printer may still tell.
  if (!says_why && job.stage != Stage::Sent) return;
  job.cancel_open = true;
  job.given_up_for = is_unreachable(state) ? reason_off : says_why ? state.reason : reason_without(state);
}

// What the printer does not say is known by the clock alone.
void PrintPool::watch_the_clock(Job& job) {
  if (job.stage < Stage::Sending || job.stage == Stage::Ended) return;
  const auto now = clock_.monotonic();
  const auto& asked_since = lines_[job.station].asked_since;
  const bool hangs = asked_since && now - *asked_since >= timing_.silence_noticed;
  if (hangs && !job.silent_since) job.silent_since = asked_since;
  const auto silence = job.silent_since ? now - *job.silent_since : Milliseconds(0);
  if (silence >= timing_.silence_noticed) stations_[job.station].silent_since = job.silent_since;
  if (job.stage == Stage::Lingering) {
    const bool answers = !job.silent_since && !asked_since;
    if (answers && now - *job.doubtful_since >= timing_.linger_patience) let_go(job);
    return;
  }
  if (silence >= timing_.lost_patience) return doubt(job, job.stage == Stage::Sent ? reason_lost : reason_answer_lost);
  const bool in_vain = job.cancel_since && now - *job.cancel_since >= timing_.cancel_patience;
  if (in_vain) doubt(job, reason_not_dropped);
}

// Whoever was asked has looked by now. The printer may be used again, if it takes anything.
void PrintPool::let_go(Job& job) {
  leave_station(job);
  job.stage = Stage::Ended;
}

// A person is asked; the printer is asked on, for it may still know better.
void PrintPool::doubt(Job& job, std::string_view reason) {
  job.stage = Stage::Lingering;
  stations_[job.station].suspect_until = clock_.monotonic() + timing_.suspicion;
  stations_[job.station].lingers = true;
  job.doubtful_since = clock_.monotonic();
  post(job, PrintState::Unknown, reason);
}

void PrintPool::come_back(Job& job, bool changed) {
  job.interval = changed ? timing_.first_poll : std::clamp(job.interval * 2, timing_.first_poll, timing_.slowest_poll);
  job.due = clock_.monotonic() + job.interval;
}

}  // namespace einlass::spool
