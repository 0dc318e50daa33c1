#include "printing/spool/ipp_printer.h"

#include "printing/spool/raw_port.h"
#include "printing/spool/reasons.h"

#include <utility>

#include <fmt/format.h>

namespace einlass::spool {

using base::ErrorKind;
using base::fail;
using base::Result;
using net::PortState;

namespace {

// RFC 8011 §5.4.11
PrinterState state_from(int ipp_state) {
  constexpr int idle = 3, processing = 4;
  if (ipp_state == idle) return PrinterState::Idle;
  return ipp_state == processing ? PrinterState::Processing : PrinterState::Stopped;
}

PrinterStatus status_from(const PrinterFacts& facts) {
  return {.accepting = facts.accepting,
          .state = state_from(facts.state),
          .reasons = facts.reasons,
          .make_and_model = facts.make_and_model,
          .media_ready = facts.media_ready,
          .resolution_dpi = facts.resolution_dpi,
          .labels_left = facts.labels_left,
          .marker_percent = facts.marker_percent};
}

// The job with the size as this printer spells it. A printer that lists no sizes is believed to take any.
Result<PrintJob> fitted(const PrintJob& job, const PrinterFacts& printer, const std::string& name) {
  if (printer.media.empty()) return job;
  const auto size = supported_size(printer.media, job.media);
  if (!size) {
    return fail(ErrorKind::Incompatible, fmt::format("Printer {} does not take labels of {}; choose a template of its "
                                                     "size or another printer.",
                                                     name, job.media.text()));
  }
  PrintJob fitted_job = job;
  fitted_job.media = *size;
  return fitted_job;
}

JobMemory memory_of(const PrintJob& job, const PrinterFacts& printer) {
  JobMemory memory;
  memory.name = job.name;
  memory.up_time = printer.up_time;
  return memory;
}

// One poll: the job first, then the printer (job_verdict.h).
Result<Seen> look_at(IppSession& session, int remote_job) {
  auto job = session.job(remote_job);
  if (!job) return tl::make_unexpected(job.error());
  auto printer = session.printer(Detail::State);
  if (!printer) return tl::make_unexpected(printer.error());
  return Seen{*std::move(job), *std::move(printer)};
}

bool speaks_ipp(const std::string& device_uri) {
  return device_uri.starts_with("ipp:") || device_uri.starts_with("ipps:");
}

// What holds for a queue at rest, RFC 8011 §5.4.12; all else is left over from its last job.
std::vector<std::string> own_reasons(const PrinterFacts& queue) {
  constexpr int processing = 4;  // printer-state, RFC 8011 §5.4.11
  if (queue.state == processing) return queue.reasons;
  std::vector<std::string> own;
  for (const std::string& reason : queue.reasons) {
    const std::string plain = without_severity(reason);
    if (plain == "paused" || plain == "moving-to-paused" || plain == "shutdown") own.push_back(reason);
  }
  return own;
}

// We are done with the job, cupsd is not: restarted, it would print it again; stopped by a filter, it would try again.
bool is_left_behind(const JobFacts& at_queue, const JobState& verdict) {
  constexpr int canceled = 7;  // job-state, RFC 8011 §5.3.7; the ended ones follow
  return at_queue.state < canceled && verdict.reason != reason_vanished;
}

JobState never_submitted() {
  return {JobPhase::Unknown, std::string(reason_vanished)};
}

// What a printer knows of ink is asked only where the job could be drawn for it.
Result<OutgoingPage> outgoing(IppSession& session, const PrintJob& job, PageRoute route) {
  if (!job.in_dots) return OutgoingPage(job);
  const auto abilities = session.abilities();
  if (!abilities) return tl::make_unexpected(abilities.error());
  return page_for(job, *abilities, route);
}

// Create-Job, then the document: the number is known before anything can print. A lost answer is settled by polling.
Result<int> create_and_send(IppSession& session, const OutgoingPage& page) {
  const auto number = session.create_job(page);
  if (!number) return number;
  const auto delivery = session.send_document(*number, page);
  if (delivery) return number;
  session.cancel(*number);  // an empty job; where even this fails the printer drops it (multiple-operation-time-out)
  return tl::make_unexpected(delivery.error());
}

}  // namespace

IppPrinter::IppPrinter(PrinterConfig config, IppEndpoint endpoint)
    : config_(std::move(config)), session_(std::move(endpoint)) {}

Result<int> IppPrinter::submit(const PrintJob& job) {
  const auto printer = session_.printer(Detail::Everything);
  if (!printer) return tl::make_unexpected(printer.error());
  const auto sized = fitted(job, *printer, config_.name);
  if (!sized) return tl::make_unexpected(sized.error());
  const auto page = outgoing(session_, *sized, PageRoute::Direct);
  if (!page) return tl::make_unexpected(page.error());
  const auto number = printer->creates_jobs ? create_and_send(session_, *page) : session_.print_job(*page);
  if (number && *number != 0) jobs_[*number] = memory_of(job, *printer);
  return number;
}

Result<JobState> IppPrinter::poll(int remote_job) {
  const auto known = jobs_.find(remote_job);
  if (known == jobs_.end()) return never_submitted();
  const auto seen = look_at(session_, remote_job);
  if (!seen) return tl::make_unexpected(seen.error());
  Verdict verdict = judge(seen->job, seen->printer, std::move(known->second));
  known->second = std::move(verdict.memory);
  if (verdict.state.is_final()) jobs_.erase(known);
  return verdict.state;
}

Result<void> IppPrinter::cancel(int remote_job) {
  const auto known = jobs_.find(remote_job);
  if (known != jobs_.end()) known->second.cancel_asked = true;
  return session_.cancel(remote_job);
}

Result<PrinterStatus> IppPrinter::status() {
  return session_.printer(Detail::Everything).map(status_from);
}

Result<std::vector<MediaRange>> IppPrinter::media() {
  return session_.printer(Detail::Everything).map([](const PrinterFacts& facts) { return facts.media; });
}

CupsQueuePrinter::CupsQueuePrinter(PrinterConfig config, IppEndpoint endpoint)
    : config_(std::move(config)), session_(std::move(endpoint)) {}

Result<PrinterFacts> CupsQueuePrinter::usable_queue() {
  auto queue = session_.printer(Detail::Everything);
  if (!queue) return queue;
  // cupsd's words for a queue without PPD (scheduler/printers.c); such a queue passes the page on in any size.
  const std::string& model = queue->make_and_model;
  if (model.empty() || model == "Local Raw Printer" || model == "Remote Printer") {
    return fail(ErrorKind::NotFound, fmt::format("The queue {} of printer {} has no driver; add it again while the "
                                                 "printer is on.",
                                                 config_.queue, config_.name));
  }
  // lpinfo(8): DNS-SD names of IPP printers, and queues that cups-browsed makes of them.
  if (queue->device_uri.starts_with("dnssd:") || queue->device_uri.starts_with("implicitclass:")) {
    return fail(ErrorKind::NotFound,
                fmt::format("The queue {} of printer {} hides the printer's address, so nobody can "
                            "tell what came out; use kind ipp with its address.",
                            config_.queue, config_.name));
  }
  return queue;
}

// The printer behind a queue that speaks IPP to it. Opened where it is needed first.
Result<void> CupsQueuePrinter::find_device(const std::string& device_uri) {
  PrinterConfig device = config_;
  device.uri = device_uri.substr(0, device_uri.find('?'));
  if (device_ && device.uri == device_uri_) return {};
  device_uri_ = device.uri;
  auto endpoint = direct_endpoint(device);
  if (!endpoint) return tl::make_unexpected(endpoint.error());
  device_.emplace(*std::move(endpoint));
  return {};
}

// Many take one connection at a time and refuse the others meanwhile; one that refuses for long is not printing.
Result<void> CupsQueuePrinter::reach_raw_port(const std::string& device_uri) {
  constexpr std::chrono::seconds longest_print{10};
  const auto patience = config_.timeouts.connect / 2;  // the queue is still to be asked, before the pool takes fright
  const auto state = is_raw_port(device_uri) ? state_of_raw_port(device_uri, patience) : PortState::Open;
  if (state != PortState::Refusing) refused_since_.reset();
  if (state == PortState::Open) return {};
  const auto now = std::chrono::steady_clock::now();
  if (state == PortState::Refusing && now - refused_since_.value_or(now) < longest_print) {
    if (!refused_since_) refused_since_ = now;
    return fail(ErrorKind::AlreadyExists,
                fmt::format("Printer {} is busy with another job; wait for it.", config_.name));
  }
  return fail(ErrorKind::Unavailable,
              fmt::format("Printer {} does not answer; check that it is on and on the network.", config_.name));
}

Result<int> CupsQueuePrinter::submit(const PrintJob& job) {
  auto queue = usable_queue();
  if (!queue) return tl::make_unexpected(queue.error());
  if (auto reached = reach_raw_port(queue->device_uri); !reached) return tl::make_unexpected(reached.error());
  const auto sized = fitted(job, *queue, config_.name);
  if (!sized) return tl::make_unexpected(sized.error());
  const auto page = outgoing(session_, *sized, PageRoute::Queue);
  if (!page) return tl::make_unexpected(page.error());
  const auto number = create_and_send(session_, *page);
  if (!number) return number;
  note_restart();
  JobMemory& memory = jobs_[*number] = memory_of(job, *queue);
  memory.through_queue = true;
  memory.queue_to_ipp = speaks_ipp(queue->device_uri) && find_device(queue->device_uri);
  return number;
}

Result<JobState> CupsQueuePrinter::poll(int remote_job) {
  const auto known = jobs_.find(remote_job);
  if (known == jobs_.end()) return never_submitted();
  const auto seen = look_at(session_, remote_job);
  note_restart();
  if (!seen) return tl::make_unexpected(seen.error());
  auto judged = judge_with_printer(known->second, *seen);
  if (!judged) return judged;
  if (!judged->is_final()) return judged;
  if (seen->job && is_left_behind(*seen->job, *judged)) session_.cancel(remote_job);
  jobs_.erase(known);
  return judged;
}

Result<JobState> CupsQueuePrinter::judge_with_printer(JobMemory& memory, const Seen& seen) {
  auto verdict = judge(seen.job, seen.printer, std::move(memory));
  memory = verdict.memory;
  if (!needs_confirmation(verdict)) return while_printer_answers(verdict);
  const auto at_printer = device_->find_job(memory.name);
  if (at_printer) return confirmed(verdict.state, *at_printer);
  if (!memory.handed_on) return verdict.state;  // it was off all the time
  return tl::make_unexpected(at_printer.error());
}

// A queue says "processing" for ever of a badge whose printer went away with it, and passes on late, or not at all,
// what the printer lacks.
Result<JobState> CupsQueuePrinter::while_printer_answers(const Verdict& verdict) {
  const bool at_printer = verdict.memory.queue_to_ipp && verdict.memory.handed_on && !verdict.state.is_final();
  if (!at_printer) return verdict.state;
  const auto device = device_->printer(Detail::State);
  if (device) {
    JobState state = verdict.state;
    if (std::string lacks = obstacle_in(device->reasons); !lacks.empty()) state.reason = std::move(lacks);
    return state;
  }
  const bool silent = device.error().kind == ErrorKind::Unavailable || device.error().kind == ErrorKind::Timeout;
  if (silent) return tl::make_unexpected(device.error());
  return verdict.state;
}

void CupsQueuePrinter::note_restart() {
  if (!session_.take_hang_up()) return;
  for (auto& [number, memory] : jobs_) memory.contact_lost = true;
}

Result<void> CupsQueuePrinter::cancel(int remote_job) {
  const auto known = jobs_.find(remote_job);
  if (known != jobs_.end()) known->second.cancel_asked = true;
  return session_.cancel(remote_job);
}

// A queue keeps saying what its last job met with, so the printer itself is asked where that can be done; where it
// cannot, only the queue's own state counts, and whether the printer is there.
Result<PrinterStatus> CupsQueuePrinter::status() {
  const auto queue = usable_queue();
  if (!queue) return tl::make_unexpected(queue.error());
  const auto reached = reach_raw_port(queue->device_uri);
  if (!reached && reached.error().kind != ErrorKind::AlreadyExists) return tl::make_unexpected(reached.error());
  PrinterStatus status = status_from(*queue);
  status.reasons = own_reasons(*queue);
  // What a driver has as its usual paper; what is loaded it cannot know.
  if (!speaks_ipp(queue->device_uri)) status.media_ready.clear();
  if (!speaks_ipp(queue->device_uri) || !find_device(queue->device_uri)) return status;
  const auto device = device_->printer(Detail::Everything);
  if (!device) return tl::make_unexpected(device.error());
  const PrinterStatus at_printer = status_from(*device);
  status.reasons.insert(status.reasons.end(), at_printer.reasons.begin(), at_printer.reasons.end());
  status.media_ready = at_printer.media_ready;
  status.labels_left = at_printer.labels_left;
  status.marker_percent = at_printer.marker_percent;
  status.accepting = status.accepting && at_printer.accepting;
  if (at_printer.state == PrinterState::Stopped) status.state = PrinterState::Stopped;
  return status;
}

Result<std::vector<MediaRange>> CupsQueuePrinter::media() {
  return usable_queue().map([](const PrinterFacts& facts) { return facts.media; });
}

}  // namespace einlass::spool
