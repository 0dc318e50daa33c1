// What the server has of this kiosk's entries, and what either of them put aside.
#include "core/base/log.h"
#include "kiosk/link/held_by_server.h"
#include "kiosk/link/link_pump.h"

#include <algorithm>
#include <utility>

namespace einlass::link {

void LinkPump::act(sync::NoteHandedOver& command) {
  const auto noted = replica_->handed_over(command.entries);
  if (!noted) complain("What was handed over cannot be noted", noted.error());
}

void LinkPump::act(sync::ReportParked& command) {
  for (const auto& parked : command.parked) {
    base::log_warning("The server put entry {} of journal {} aside: {}.", parked.id.sequence, parked.id.journal.text(),
                      parked.reason);
  }
}

// As often as the figure is shown. What a power cut takes of it counts as not handed over, never the other way round.
void LinkPump::note_held_by_server() {
  auto held = session_.held_by_server();
  if (!held || held == held_on_disk_) return;
  const auto noted = link::note_held_by_server(replica_->settings(), *held);
  if (!noted) return complain("What the server holds cannot be noted", noted.error());
  held_on_disk_ = std::move(held);
}

void LinkPump::count_if_parked(const std::vector<rules::Merged>& merged) {
  const bool parked = std::any_of(merged.begin(), merged.end(),
                                  [](const auto& each) { return each.answer == rules::MergeAnswer::Parked; });
  if (parked) tell_parked();
}

void LinkPump::tell_parked() {
  auto counts = replica_->parked();
  parked_ = 0;
  for (const auto& count : counts) parked_ += count.entries;
  feed(sync::ParkedCounted{std::move(counts)});
}

// Also while nobody listens: for how long something has waited is known afterwards.
void LinkPump::tell_of_itself() {
  report_.note_to_hand_over(session_.to_hand_over(), now());
  if (!session_.joined()) return report_.connection_lost();
  const auto device = device_time();
  std::optional<std::int64_t> off;
  if (time_.sure()) off = device.wall.unix_ms() - time_.at(device).venue.unix_ms();
  if (const auto report = report_.take(off, now())) line_.send(*report, nullptr);
}

void LinkPump::show_notice() {
  if (auto changed = notices_.change(entry_time().venue)) post(NoticeChanged{*std::move(changed)});
}

}  // namespace einlass::link
