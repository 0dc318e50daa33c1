// A kiosk's session and its leases: what the keeper wants, said to the server or to the owner.
#include "core/sync/session.h"

#include <algorithm>
#include <utility>

namespace einlass::sync {

void SyncSession::look_after_leases() {
  const auto due = leases_.next_due();
  if (phase_ != Phase::Joined || !due || now_ < *due) return;
  leases_.looking(now_);
  commands_.emplace_back(TellLeases{});
}

void SyncSession::note_granted(const std::vector<rules::JournalRow>& rows) {
  const bool granted = std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
    const auto* lease = std::get_if<rules::LeaseGranted>(&row.entry.fact);
    return lease != nullptr && my_hello_ && lease->holder == my_hello_->journal;
  });
  if (granted) leases_.stir(now_);
}

void SyncSession::handle(const LeasesTold& event) {
  if (phase_ == Phase::Joined) run(leases_.told(event.here, now_));
}

void SyncSession::handle(const LeaseNoted& event) {
  if (phase_ != Phase::Joined) return;
  leases_.sent(event.request.lease, now_);
  send(event.request);
}

void SyncSession::take(const wire::LeaseDenied& message) {
  run(leases_.denied(message.lease, now_));
}

void SyncSession::take(const wire::LeaseRecall& message) {
  leases_.recalled(message.event, now_);
}

void SyncSession::run(LeaseCommands commands) {
  for (auto& command : commands) {
    std::visit(
        [this](auto& each) {
          if constexpr (std::is_same_v<std::decay_t<decltype(each)>, wire::LeaseRequest>) {
            send(std::move(each));
          } else {
            commands_.emplace_back(std::move(each));
          }
        },
        command);
  }
}

}  // namespace einlass::sync
