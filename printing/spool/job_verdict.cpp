#include "printing/spool/job_verdict.h"

#include "printing/spool/reasons.h"

#include <algorithm>

namespace einlass::spool {
namespace {

// job-state, RFC 8011 §5.3.7
enum IppJobState { Pending = 3, PendingHeld, Processing, ProcessingStopped, Canceled, Aborted, Completed };

bool has(const std::vector<std::string>& reasons, std::string_view keyword) {
  return std::find(reasons.begin(), reasons.end(), keyword) != reasons.end();
}

JobState unknown(std::string_view reason) {
  return {JobPhase::Unknown, std::string(reason)};
}

// cupsd's IPP backend sets these once the printer has taken the whole document.
bool queue_has_delivered(const PrinterFacts& printer) {
  return std::any_of(printer.reasons.begin(), printer.reasons.end(), [](const std::string& reason) {
    return reason == "cups-waiting-for-job-completed" || reason.starts_with("cups-remote-");
  });
}

// The number now names another job, or the same one for the second time.
std::optional<JobState> lost_identity(const JobFacts& job, const PrinterFacts& printer, const JobMemory& before) {
  if (!job.name.empty() && job.name != before.name) return unknown(reason_vanished);
  if (before.contact_lost) return unknown(reason_restarted);
  // cupsd's printer-up-time is the wall clock (RFC 8011 §5.4.29 wants seconds since the start).
  const bool counts_up = !before.through_queue && printer.up_time != 0;
  if (counts_up && printer.up_time < before.up_time) return unknown(reason_restarted);
  // cupsd begins a job anew where the printer was busy; it did not have it yet, and will be asked in the end.
  if (before.queue_to_ipp && !before.handed_on) return std::nullopt;
  if (before.worked_on && (job.state == Pending || job.state == PendingHeld)) return unknown(reason_restarted);
  if (before.processing_since != 0 && job.processing_since != before.processing_since) return unknown(reason_restarted);
  return std::nullopt;
}

JobMemory remember(const JobFacts& job, const PrinterFacts& printer, JobMemory memory) {
  const bool in_work = job.state == Processing || job.state == ProcessingStopped;
  if (job.state >= Processing) memory.worked_on = true;
  if (job.state == Completed) memory.handed_on = true;
  if (in_work) memory.handed_on = memory.handed_on || !memory.queue_to_ipp || queue_has_delivered(printer);
  if (job.processing_since != 0) memory.processing_since = job.processing_since;
  if (printer.up_time != 0) memory.up_time = printer.up_time;
  return memory;
}

std::string waits_for(const JobFacts& job, const PrinterFacts& printer, const JobMemory& memory) {
  if (std::string obstacle = obstacle_in(printer.reasons); !obstacle.empty()) return obstacle;
  // cupsd says "may not exist or is unavailable" in a sentence only; that nothing was handed on says it as well.
  if (memory.queue_to_ipp && !memory.handed_on && job.state == Processing) return "connecting-to-device";
  return {};
}

std::string why_ended(const JobFacts& job, std::string_view otherwise) {
  for (const std::string& reason : job.reasons) {
    if (reason != "processing-to-stop-point" && reason != "job-completed-with-errors") return reason;
  }
  return std::string(otherwise);
}

// cupsd calls a job cancelled at once, whatever the printer still does with it; the printer itself means it.
JobState cancelled(const JobFacts& job, const JobMemory& memory) {
  const bool at_queue = memory.cancel_asked || has(job.reasons, reason_cancelled);
  const std::string reason = why_ended(job, at_queue ? reason_cancelled : "job-canceled-at-device");
  if (memory.through_queue && at_queue && memory.handed_on) return unknown(reason);
  return {JobPhase::Failed, reason};
}

JobState completed(const JobFacts& job) {
  if (has(job.reasons, "job-completed-with-errors")) return unknown("job-completed-with-errors");
  return {JobPhase::Printed, {}};
}

// cupsd keeps a job whose filter failed as processing-stopped, for ever.
JobState stopped(const JobFacts& job, const PrinterFacts& printer, const JobMemory& memory) {
  if (memory.through_queue && has(job.reasons, "job-completed-with-errors")) {
    if (memory.handed_on && !memory.queue_to_ipp) return unknown("job-completed-with-errors");
    return {JobPhase::Failed, "document-format-error"};
  }
  return {JobPhase::Processing, waits_for(job, printer, memory)};
}

JobState state_of(const JobFacts& job, const PrinterFacts& printer, const JobMemory& memory) {
  switch (job.state) {
    case Pending:
    case PendingHeld:
      return {JobPhase::Queued, obstacle_in(printer.reasons)};
    case Processing:
      return {JobPhase::Processing, waits_for(job, printer, memory)};
    case ProcessingStopped:
      return stopped(job, printer, memory);
    case Canceled:
      return cancelled(job, memory);
    case Aborted:
      return {JobPhase::Failed, why_ended(job, "aborted-by-system")};
    case Completed:
      return completed(job);
    default:
      return unknown(reason_vanished);  // not a job-state of RFC 8011
  }
}

}  // namespace

Verdict judge(const std::optional<JobFacts>& job, const PrinterFacts& printer, JobMemory memory) {
  if (!job) return {unknown(reason_vanished), std::move(memory)};
  if (auto lost = lost_identity(*job, printer, memory)) return {*lost, std::move(memory)};
  memory = remember(*job, printer, std::move(memory));
  JobState state = state_of(*job, printer, memory);
  return {std::move(state), std::move(memory)};
}

bool needs_confirmation(const Verdict& verdict) {
  return verdict.memory.queue_to_ipp && verdict.state.is_final() && verdict.state.reason != reason_restarted &&
         verdict.state.reason != reason_vanished;
}

JobState confirmed(const JobState& said, const std::optional<JobFacts>& at_printer) {
  if (at_printer) return state_of(*at_printer, {}, {});
  return said.phase == JobPhase::Printed ? unknown(reason_no_history) : said;
}

}  // namespace einlass::spool
