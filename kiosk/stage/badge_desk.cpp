#include "kiosk/stage/badge_desk.h"

#include "core/base/log.h"
#include "core/rules/ticket_code.h"
#include "kiosk/stage/printer_trouble.h"
#include "printing/spool/closing_fact.h"
#include "printing/spool/reasons.h"

#include <algorithm>
#include <utility>

namespace einlass::stage {
namespace {

flow::BadgeStage stage_of(store::PrintState state) {
  switch (state) {
    case store::PrintState::Queued:
    case store::PrintState::Sent:
      return flow::BadgeStage::Waiting;
    case store::PrintState::Printing:
      return flow::BadgeStage::Printing;
    case store::PrintState::Printed:
      return flow::BadgeStage::Printed;
    case store::PrintState::Failed:
      return flow::BadgeStage::Failed;
    case store::PrintState::Unknown:
      return flow::BadgeStage::Unknown;
  }
  return flow::BadgeStage::Unknown;
}

}  // namespace

void BadgeDesk::print(BadgeOrder order) {
  const auto id = rules::PrintJobId::random();
  const auto serial = rules::BadgeSerial::random();
  order.content.code = rules::badge_code(serial);
  auto content = order.content;
  auto template_name = order.template_name;
  jobs_.insert_or_assign(id, Job{.order = std::move(order), .serial = serial});
  parts_.press.draw(std::move(template_name), std::move(content),
                    [this, id](base::Result<DrawnBadge> badge) { drawn(id, std::move(badge)); });
}

void BadgeDesk::drawn(rules::PrintJobId id, base::Result<DrawnBadge> badge) {
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) return;
  if (!badge) return fail(id, badge.error().message);
  const auto& job = found->second;
  parts_.trace.note("drawn", job.order.command.scan);
  parts_.report(flow::BadgeWorded{.job = job.order.command.job, .lines = std::move(badge->lines)});
  parts_.spooler.print({.id = id,
                        .ticket = job.order.command.ticket,
                        .serial = job.serial,
                        .place_number = job.order.command.place_number,
                        .pdf = std::move(badge->pdf),
                        .in_dots = std::move(badge->in_dots),
                        .media = spool::MediaSize::from_mm(badge->width_mm, badge->height_mm),
                        .avoid = job.order.avoid});
}

// Nothing was started: the badge stays owed, and the guest's next scan prints it.
void BadgeDesk::fail(rules::PrintJobId id, const std::string& why) {
  base::log_warning("A badge was not printed. {}", why);
  const auto job = jobs_.extract(id);
  if (!job) return;
  parts_.report(flow::BadgeMoved{{.job = job.mapped().order.command.job, .stage = flow::BadgeStage::Failed}});
}

void BadgeDesk::on_progress(const spool::BadgeProgress& progress) {
  const auto found = jobs_.find(progress.id);
  if (found == jobs_.end()) return;
  auto& job = found->second;
  const bool waits = progress.state == store::PrintState::Queued && progress.printer.empty();
  if (waits) return tell(progress, job);
  if (progress.state == store::PrintState::Queued) return start(progress, job);
  if (!job.started && is_starting(progress.id)) {
    if (spool::closing_fact(progress)) job.ended = progress;
    return;
  }
  if (!job.started) return fail(progress.id, "Printer: " + spool::in_words(progress.reason) + ".");
  if (progress.state == store::PrintState::Sent) parts_.trace.note("submitted", job.order.command.scan);
  if (spool::closing_fact(progress)) return finish(progress);
  tell(progress, job);
  keep(progress, job);
}

void BadgeDesk::tell(const spool::BadgeProgress& progress, const Job& job) {
  parts_.report(flow::BadgeMoved{{.job = job.order.command.job,
                                  .stage = stage_of(progress.state),
                                  .collect_at = progress.location,
                                  .trouble = trouble_of(progress.reason)}});
}

// It comes again where another printer is to have the badge: then only that is written down.
void BadgeDesk::start(const spool::BadgeProgress& progress, Job& job) {
  std::optional<rules::EntryDraft> draft;
  if (!job.started && !is_starting(progress.id)) {
    const auto& command = job.order.command;
    draft = draft_of(job, rules::BadgeStarted{.serial = job.serial,
                                              .place_number = command.place_number,
                                              .replaces = command.replaces,
                                              .reason = job.order.reason});
    // Of what became of it no person has said anything yet: only the start is hers.
    draft->operator_number = command.operator_number;
  }
  write(job.order.event, std::move(draft), record_of(progress));
  starting_[last_token_] = progress.id;
}

bool BadgeDesk::on_written(const link::Written& written) {
  const auto found = starting_.find(written.token);
  if (found == starting_.end()) return false;
  const auto id = found->second;
  starting_.erase(found);
  const auto job = jobs_.find(id);
  if (job == jobs_.end()) return true;
  const bool first = !job->second.started;
  if (!written.row) {
    parts_.spooler.cancel(id);  // of one that was started before, its end is written down as any other
    if (first) fail(id, written.row.error().message);
    return true;
  }
  job->second.started = true;
  if (const auto ended = job->second.ended) {
    finish(*ended);
  } else if (!is_starting(id)) {
    parts_.spooler.started_is_durable(id);
  }
  return true;
}

bool BadgeDesk::is_starting(rules::PrintJobId id) const {
  return std::any_of(starting_.begin(), starting_.end(), [&](const auto& each) { return each.second == id; });
}

void BadgeDesk::keep(const spool::BadgeProgress& progress, const Job& job) {
  write(job.order.event, std::nullopt, record_of(progress));
}

void BadgeDesk::finish(const spool::BadgeProgress& progress) {
  auto job = std::move(jobs_.extract(progress.id).mapped());
  const bool printed = progress.state == store::PrintState::Printed;
  if (printed) parts_.trace.note("printed", job.order.command.scan);
  if (!printed) base::log_warning("Printer {}: {}.", progress.printer, spool::in_words(progress.reason));
  write(job.order.event, draft_of(job, *spool::closing_fact(progress)), record_of(progress));
  looked_for(job.serial);
  const bool again = progress.again && !job.in_doubt;
  if (!again) tell(progress, job);
  if (again) {
    job.order.avoid.insert(progress.printer);
    print(std::move(job.order));
  } else if (progress.state == store::PrintState::Unknown && !job.in_doubt) {
    job.in_doubt = true;
    doubtful_.push_back({job.order.event, {job.order.command.ticket, progress.printer, job.serial}});
    jobs_.emplace(progress.id, std::move(job));
  }
}

std::vector<flow::DoubtfulBadge> BadgeDesk::doubtful(rules::EventId event) const {
  std::vector<flow::DoubtfulBadge> of_event;
  for (const Doubt& each : doubtful_) {
    if (each.event == event) of_event.push_back(each.badge);
  }
  return of_event;
}

std::size_t BadgeDesk::waiting() const {
  return static_cast<std::size_t>(
      std::count_if(jobs_.begin(), jobs_.end(), [](const auto& each) { return !each.second.in_doubt; }));
}

// What its printer says later is still written down, but nobody needs its order any more.
void BadgeDesk::looked_for(rules::BadgeSerial serial) {
  std::erase_if(doubtful_, [&](const auto& each) { return each.badge.serial == serial; });
}

void BadgeDesk::settle(const link::Assigned& assigned) {
  for (auto [event, record] : assigned.open_prints) {
    rules::EntryDraft draft;
    if (event == assigned.event) draft.place.door = assigned.door;
    draft.ticket = record.ticket;
    draft.fact = rules::BadgeUnknown{record.serial};
    doubtful_.push_back({event, {record.ticket, record.printer, record.serial}});
    if (record.state == store::PrintState::Unknown) continue;  // is written down already
    record.state = store::PrintState::Unknown;
    record.reason = std::string(spool::reason_device_restart);
    record.changed = parts_.clock.wall();
    write(event, std::move(draft), std::move(record));
  }
}

rules::EntryDraft BadgeDesk::draft_of(const Job& job, rules::Fact fact) const {
  rules::EntryDraft draft;
  draft.place.door = job.order.door;
  draft.ticket = job.order.command.ticket;
  if (job.order.ticket.guest) draft.guest = job.order.ticket.guest->id;
  draft.scan = rules::ScanStep{job.order.command.scan, job.order.step};
  draft.fact = std::move(fact);
  return draft;
}

store::PrintRecord BadgeDesk::record_of(const spool::BadgeProgress& progress) const {
  return {.id = progress.id,
          .ticket = progress.ticket,
          .serial = progress.serial,
          .place_number = progress.place_number,
          .printer = progress.printer,
          .remote_job = progress.remote_job,
          .state = progress.state,
          .reason = progress.reason,
          .changed = parts_.clock.wall()};
}

void BadgeDesk::write(rules::EventId event, std::optional<rules::EntryDraft> draft, store::PrintRecord print) {
  parts_.link.write({.token = ++last_token_, .event = event, .draft = std::move(draft), .print = std::move(print)});
}

}  // namespace einlass::stage
