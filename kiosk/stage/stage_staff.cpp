// What the team's screens need beside answers: ids and the time for every step, badges printed again, and how kiosk and
// event are doing.
#include "kiosk/stage/stage.h"
#include "printing/spool/reasons.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

namespace einlass::stage {
namespace {

using flow::PrinterTrouble;

PrinterTrouble trouble_of(std::string_view obstacle) {
  struct Known {
    std::string_view keyword;
    PrinterTrouble trouble;
  };
  using enum PrinterTrouble;
  static constexpr std::array known{Known{"media-jam", Jam},
                                    Known{"cover-open", Cover},
                                    Known{"door-open", Cover},
                                    Known{"interlock-open", Cover},
                                    Known{"media-empty", Media},
                                    Known{"media-needed", Media},
                                    Known{"input-tray-missing", Cover},
                                    Known{"output-area-full", Full},
                                    Known{"output-tray-missing", Cover},
                                    Known{"marker-supply-empty", Ribbon},
                                    Known{"toner-empty", Ribbon},
                                    Known{"paused", Paused},
                                    Known{"moving-to-paused", Paused},
                                    Known{"stopping", Paused},
                                    Known{"shutdown", Off},
                                    Known{"offline", Off},
                                    Known{"timed-out", Off},
                                    Known{"connecting-to-device", Off},
                                    Known{spool::reason_off, Off},
                                    Known{spool::reason_lost, Off},
                                    Known{spool::reason_stuck, Stuck},
                                    Known{spool::reason_queue, Settings},
                                    Known{spool::reason_wrong_media, Settings},
                                    Known{spool::reason_no_printer, Media},
                                    Known{spool::reason_storage, Settings}};
  if (obstacle.empty()) return None;
  const auto found =
      std::find_if(known.begin(), known.end(), [obstacle](const Known& each) { return each.keyword == obstacle; });
  return found == known.end() ? Other : found->trouble;
}

}  // namespace

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
    status.printers.push_back({.name = condition.printer, .trouble = trouble_of(condition.obstacle)});
  }
  tell(status);
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
