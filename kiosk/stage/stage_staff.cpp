// What the team's screens need beside answers: ids and the time for every step, badges printed again, and how kiosk and
// event are doing.
#include "kiosk/stage/printer_trouble.h"
#include "kiosk/stage/stage.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace einlass::stage {
void Stage::renew_given() {
  state_.given = {.now = parts_.clock.wall(),
                  .scan = rules::ScanId::random(),
                  .ticket = rules::TicketId::random(),
                  .guest = rules::GuestId::random(),
                  .job = rules::PrintJobId::random()};
}

// The clock and "two minutes ago" on the team's screens.
void Stage::keep_time() {
  if (!std::holds_alternative<flow::Staff>(state_.screen)) return;
  const auto minute = std::chrono::duration_cast<std::chrono::minutes>(
      base::Milliseconds(parts_.clock.wall().unix_ms() - state_.given.now.unix_ms()));
  if (minute.count() < 1 && parts_.clock.wall().unix_ms() / 60'000 == state_.given.now.unix_ms() / 60'000) return;
  renew_given();
  show();
}

void Stage::tell(const flow::DoorStatus& status) {
  if (!(status == state_.status)) handle(flow::StatusChanged{status});
}

void Stage::tell_printers(const std::vector<spool::PrinterCondition>& conditions) {
  auto status = state_.status;
  status.printers.clear();
  for (const auto& condition : conditions) {
    status.printers.push_back({.name = condition.printer,
                               .place = condition.location,
                               .trouble = trouble_of(condition.obstacle),
                               .labels = condition.labels,
                               .marker_percent = condition.marker_percent});
  }
  tell(status);
}

void Stage::tell_doubts() {
  auto status = state_.status;
  status.doubtful =
      badges_ && service_.event() ? badges_->doubtful(service_.event()->event) : std::vector<flow::DoubtfulBadge>();
  tell(status);
}

// To the server. A badge moves with every print, so this is looked at with every word of the spooler.
void Stage::tell_printing() {
  if (!devices_.link) return;
  wire::PrintingReport printing{.printers = {}, .badges_waiting = badges_ ? badges_->waiting() : 0};
  for (const auto& printer : state_.status.printers) {
    wire::PrinterReport report{.name = printer.name, .trouble = printer.trouble};
    if (printer.labels) report.labels = static_cast<std::uint64_t>(std::max(0, *printer.labels));
    printing.printers.push_back(std::move(report));
  }
  if (printing == printing_) return;
  printing_ = printing;
  devices_.link->tell_printing(std::move(printing));
}

void Stage::on(const link::NoticeChanged& changed) {
  flow::MessageChanged message;
  if (changed.notice) message.texts = {{"de", changed.notice->german}, {"en", changed.notice->english}};
  handle(message);
}

void Stage::carry_out(const flow::LoadLabels& command) {
  devices_.spooler->labels_loaded(command.printer, command.labels);
}

void Stage::tell_totals(const link::Totals& totals) {
  auto status = state_.status;
  status.expected = totals.totals.expected_persons;
  status.admitted = totals.totals.admitted;
  status.inside = totals.totals.inside;
  status.walk_ins = totals.totals.walk_ins;
  status.counted = totals.totals.counted;
  status.refused = totals.totals.refused;
  status.badges_owed = totals.totals.badges_owed;
  status.badges_printed = totals.totals.badges_printed;
  status.own_badges = totals.badges_printed_here;
  status.to_hand_over = totals.to_hand_over;
  status.parked = totals.parked;
  status.list_taken = totals.list_taken;
  status.server_met = totals.server_heard;
  tell(status);
}

// The guest's sheet is what the new badge is made from: the name may have been put right since she came in.
void Stage::print_again(const flow::PrintBadge& command) {
  const bool known = sheet_ && sheet_->ticket.id == command.ticket;
  if (!known || !badges_ || !service_.event()) {
    return handle(flow::BadgeMoved{{.job = command.job, .stage = flow::BadgeStage::Failed}});
  }
  wire::TicketView view;
  view.ticket = sheet_->ticket;
  view.guest = sheet_->guest;
  const auto& event = *service_.event();
  badges_->print({.command = command,
                  .step = 0,
                  .event = event.event,
                  .door = event.door,
                  .ticket = view,
                  .template_name = rules::template_for(event.policy.badge, view.ticket.category),
                  .content = service_.badge_content(view, command.place_number),
                  .reason = *command.reason});
}

}  // namespace einlass::stage
