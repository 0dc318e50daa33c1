#include "printing/spool/print_queue.h"

#include "core/base/log.h"
#include "printing/spool/printer_words.h"
#include "printing/spool/reasons.h"

#include <algorithm>
#include <utility>

namespace einlass::spool {

using base::ErrorKind;
using base::Milliseconds;
using store::PrintState;

namespace {

// Why nothing came out, from what submit() or status() said.
std::string_view reason_for(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Unavailable:
    case ErrorKind::Timeout:
      return reason_off;
    case ErrorKind::AlreadyExists:
      return reason_busy;
    case ErrorKind::NotFound:
      return reason_queue;
    case ErrorKind::Incompatible:
      return reason_wrong_media;
    case ErrorKind::Storage:
      return reason_storage;
    case ErrorKind::InvalidInput:
    case ErrorKind::Refused:
    case ErrorKind::Internal:
      return reason_refused;
  }
  return reason_refused;
}

bool is_loaded_with(const PrinterConfig& printer, MediaSize media) {
  return MediaRange{printer.media, printer.media}.holds(media);
}

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

std::string job_name(rules::PrintJobId id) {
  return "badge-" + id.text();
}

}  // namespace

PrintQueue::PrintQueue(Setup setup, const base::Clock& clock)
    : printers_(std::move(setup.printers)), post_(std::move(setup.post)), timing_(setup.timing), clock_(clock) {}

void PrintQueue::print(PrintRequest request) {
  if (find(request.id) != nullptr) return;
  const Choice choice = choose(request.media);
  Job& job = jobs_.emplace_back();
  job.progress = {.id = request.id,
                  .ticket = request.ticket,
                  .serial = request.serial,
                  .place_number = request.place_number,
                  .printer = choice.printer == nullptr ? std::string() : choice.printer->config().name,
                  .location = choice.printer == nullptr ? std::string() : choice.printer->config().location};
  job.request = std::move(request);
  job.printer = choice.printer;
  if (job.printer == nullptr) return end(job, PrintState::Failed, choice.reason);
  post_(job.progress);
}

void PrintQueue::started_is_durable(rules::PrintJobId id) {
  Job* job = find(id);
  if (job != nullptr && job->stage == Stage::Announced) job->stage = Stage::Waiting;
}

void PrintQueue::cancel(rules::PrintJobId id) {
  Job* job = find(id);
  if (job == nullptr) return;
  if (job->stage != Stage::Sent) return end(*job, PrintState::Failed, reason_cancelled);
  const auto asked = job->printer->cancel(job->progress.remote_job);
  if (!asked) base::log_warning("{}", asked.error().message);
  job->due = clock_.monotonic();
}

std::optional<Milliseconds> PrintQueue::work() {
  for (Job& job : jobs_) {
    if (job.due > clock_.monotonic()) continue;
    if (job.stage == Stage::Waiting && first_at(job.printer) == &job) submit(job);
    if (job.stage == Stage::Sent && job.due <= clock_.monotonic()) look(job);
  }
  give_up_behind_stuck_jobs();
  jobs_.remove_if([](const Job& job) { return job.stage == Stage::Ended; });
  std::optional<Milliseconds> next;
  for (const Job& job : jobs_) {
    if (job.stage == Stage::Announced || first_at(job.printer) != &job) continue;
    next = next ? std::min(*next, job.due) : job.due;
  }
  return next;
}

// The first that can print at once; else the first that takes the job although somebody must see to it.
PrintQueue::Choice PrintQueue::choose(MediaSize media) {
  if (printers_.empty()) return {.reason = reason_unequipped};
  Choice choice{.reason = reason_no_printer};
  for (const auto& printer : printers_) {
    if (!is_loaded_with(printer->config(), media)) continue;
    const auto status = printer->status();
    if (!status) base::log_warning("{}", status.error().message);
    if (!status && choice.reason == reason_no_printer) choice.reason = reason_for(status.error().kind);
    if (status && !status->accepting && choice.reason == reason_no_printer) choice.reason = reason_refused;
    if (!status || !status->accepting) continue;
    if (is_stuck(printer.get())) {
      if (choice.reason == reason_no_printer) choice.reason = reason_stuck;
      continue;
    }
    if (obstacle(*status).empty()) return {.printer = printer.get()};
    if (choice.printer == nullptr) choice.printer = printer.get();
  }
  return choice;
}

PrintQueue::Job* PrintQueue::find(rules::PrintJobId id) {
  const auto found = std::find_if(jobs_.begin(), jobs_.end(),
                                  [&](const Job& job) { return job.request.id == id && job.stage != Stage::Ended; });
  return found == jobs_.end() ? nullptr : &*found;
}

const PrintQueue::Job* PrintQueue::first_at(const Printer* printer) const {
  const auto first = std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& job) {
    return job.printer == printer && (job.stage == Stage::Waiting || job.stage == Stage::Sent);
  });
  return first == jobs_.end() ? nullptr : &*first;
}

bool PrintQueue::is_stuck(const Printer* printer) const {
  const Job* first = first_at(printer);
  return first != nullptr && first->stuck_since &&
         clock_.monotonic() - *first->stuck_since >= timing_.behind_stuck_patience;
}

// Never submitted, so nothing can come out: owed, and another kiosk may print it.
void PrintQueue::give_up_behind_stuck_jobs() {
  for (Job& job : jobs_) {
    if (job.stage == Stage::Waiting && is_stuck(job.printer)) end(job, PrintState::Failed, reason_stuck);
  }
}

void PrintQueue::submit(Job& job) {
  const auto number =
      job.printer->submit({.name = job_name(job.request.id), .pdf = job.request.pdf, .media = job.request.media});
  if (!number) {
    if (number.error().kind == ErrorKind::AlreadyExists) return defer_while_busy(job);
    base::log_warning("{}", number.error().message);
    return end(job, PrintState::Failed, reason_for(number.error().kind));
  }
  job.request.pdf.clear();
  if (*number == 0) return end(job, PrintState::Unknown, reason_answer_lost);
  job.stage = Stage::Sent;
  job.progress.remote_job = *number;
  come_back(job, post(job, PrintState::Sent, {}));
}

void PrintQueue::defer_while_busy(Job& job) {
  const auto now = clock_.monotonic();
  if (!job.busy_since) job.busy_since = now;
  if (now - *job.busy_since >= timing_.busy_patience) return end(job, PrintState::Failed, reason_busy);
  come_back(job, false);
}

void PrintQueue::look(Job& job) {
  const auto state = job.printer->poll(job.progress.remote_job);
  if (!state) return note_silence(job);
  job.lost_since.reset();
  if (state->is_final()) {
    const bool ours = !job.given_up_for.empty() && state->reason == reason_cancelled;
    return end(job, print_state(state->phase), ours ? job.given_up_for : state->reason);
  }
  note_state(job, *state);
}

void PrintQueue::note_state(Job& job, const JobState& state) {
  give_up_if_stuck(job, state);
  come_back(job, post(job, print_state(state.phase), state.reason));
}

void PrintQueue::note_silence(Job& job) {
  const auto now = clock_.monotonic();
  if (!job.lost_since) job.lost_since = now;
  if (now - *job.lost_since >= timing_.lost_patience) return end(job, PrintState::Unknown, reason_lost);
  come_back(job, false);
}

// The badge is owed only if the printer confirms that it dropped the job; until then it may still come out.
void PrintQueue::give_up_if_stuck(Job& job, const JobState& state) {
  const auto now = clock_.monotonic();
  if (state.reason.empty()) return job.stuck_since.reset();
  if (!job.stuck_since) job.stuck_since = now;
  const auto patience = is_unreachable(state) ? timing_.unreachable_patience : timing_.stuck_patience;
  if (!job.given_up_for.empty() || now - *job.stuck_since < patience) return;
  if (!job.printer->cancel(job.progress.remote_job)) return;
  job.given_up_for = is_unreachable(state) ? std::string(reason_off) : state.reason;
}

void PrintQueue::come_back(Job& job, bool changed) {
  job.interval = changed ? timing_.first_poll : std::clamp(job.interval * 2, timing_.first_poll, timing_.slowest_poll);
  job.due = clock_.monotonic() + job.interval;
}

bool PrintQueue::post(Job& job, PrintState state, std::string_view reason) {
  if (job.progress.state == state && job.progress.reason == reason) return false;
  job.progress.state = state;
  job.progress.reason = reason;
  post_(job.progress);
  return true;
}

void PrintQueue::end(Job& job, PrintState state, std::string_view reason) {
  job.stage = Stage::Ended;
  post(job, state, reason);
}

}  // namespace einlass::spool
