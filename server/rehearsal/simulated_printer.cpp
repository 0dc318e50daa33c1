#include "server/rehearsal/simulated_printer.h"

#include <algorithm>
#include <variant>

namespace einlass::rehearsal {

namespace {

tl::unexpected<base::Error> silence() {
  return base::fail(base::ErrorKind::Unavailable, "A printer of the rehearsal is off.");
}

}  // namespace

SimulatedPrinter::SimulatedPrinter(const Setup& setup, Timeline& timeline, Chance chance)
    : setup_(setup), timeline_(timeline), chance_(chance), labels_(setup.labels) {}

spool::Answer SimulatedPrinter::answer(const spool::Question& question) {
  return std::visit([this](const auto& each) { return answer_to(each); }, question);
}

std::string SimulatedPrinter::obstacle() const {
  if (jammed_) return "media-jam";
  return labels_ == 0 ? "media-empty" : "";
}

spool::Answer SimulatedPrinter::answer_to(const spool::Look&) const {
  if (off_) return spool::Looked{silence()};
  spool::PrinterStatus status{.accepting = true, .media_ready = {spool::MediaRange::exactly(setup_.media)}};
  const auto keeps = obstacle();
  status.state = !keeps.empty() ? spool::PrinterState::Stopped
                 : job_         ? spool::PrinterState::Processing
                                : spool::PrinterState::Idle;
  if (!keeps.empty()) status.reasons.push_back(keeps);
  status.labels_left = labels_;
  return spool::Looked{std::move(status)};
}

spool::Answer SimulatedPrinter::answer_to(const spool::Submit&) {
  if (off_) return spool::Submitted{silence()};
  if (job_) {
    return spool::Submitted{
        base::fail(base::ErrorKind::AlreadyExists, "A printer of the rehearsal is busy with another badge.")};
  }
  job_ = Job{.number = ++numbers_, .left = std::max<std::int64_t>(chance_.ms(setup_.badge), 1)};
  go_on();
  return spool::Submitted{numbers_};
}

spool::Answer SimulatedPrinter::answer_to(const spool::Poll& poll) const {
  if (off_) return spool::Polled{silence()};
  const auto ended = ended_.find(poll.remote_job);
  if (ended != ended_.end()) return spool::Polled{spool::JobState{ended->second, ""}};
  return spool::Polled{spool::JobState{spool::JobPhase::Processing, obstacle()}};
}

spool::Answer SimulatedPrinter::answer_to(const spool::Cancel& cancel) {
  if (off_) return spool::Cancelled{silence()};
  if (job_ && job_->number == cancel.remote_job) {
    ended_[cancel.remote_job] = spool::JobPhase::Failed;
    if (job_->spoilt) ++used_;
    job_.reset();
  }
  return spool::Cancelled{};
}

void SimulatedPrinter::jam(bool jammed) {
  jammed_ = jammed;
  if (!jammed) return go_on();
  hold();
  if (job_) job_->spoilt = true;
}

void SimulatedPrinter::turn(bool off) {
  off_ = off;
  if (off) return hold();
  go_on();
}

void SimulatedPrinter::hold() {
  if (!job_) return;
  ++job_->round;
  job_->left = std::max<std::int64_t>(job_->left - (timeline_.now() - job_->since), 1);
}

void SimulatedPrinter::go_on() {
  if (!job_ || off_ || !obstacle().empty()) return;
  job_->since = timeline_.now();
  const auto round = ++job_->round;
  timeline_.after(job_->left, [this, number = job_->number, round] { finish(number, round); });
}

void SimulatedPrinter::finish(int number, std::uint64_t round) {
  if (!job_ || job_->number != number || job_->round != round) return;
  ended_[number] = spool::JobPhase::Printed;
  used_ += job_->spoilt ? 2 : 1;
  labels_ = std::max(labels_ - 1, 0);
  job_.reset();
  if (labels_ > 0) return;
  timeline_.after(chance_.ms(setup_.new_roll), [this] {
    labels_ = setup_.labels;
    ++rolls_;
    go_on();
  });
}

}  // namespace einlass::rehearsal
