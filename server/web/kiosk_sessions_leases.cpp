// Leases on their way: granted, recalled where somebody waits for a seat, and settled where a kiosk is lost. Scans that
// wait, be it for a seat or for the source of an unknown code.
#include "core/base/log.h"
#include "server/web/kiosk_peer.h"
#include "server/web/kiosk_sessions.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace einlass::web {

using net::SessionId;

// The entry goes out among the rows.
void KioskSessions::act(SessionId id, Peer& peer, sync::GrantLease& command) {
  const auto granted = std::make_shared<base::Result<bool>>();
  BatchedWrite write;
  write.event = command.request.event;
  write.attempt = [this, granted, kiosk = peer.kiosk(), request = command.request] {
    *granted = desk_.leases().grant(kiosk, request);
  };
  write.answer = [this, id, granted, request = command.request](const base::Result<void>& committed) {
    if (!committed || !*granted) {
      base::log_error("a lease was not granted: {}", (*granted ? committed.error() : granted->error()).message);
    }
    if (committed && !granted->value_or(false)) feed(id, sync::PeerLeaseDenied{request});
  };
  thread_.write(std::move(write));
}

// What was committed and not yet told, it cannot know.
void KioskSessions::act(SessionId, Peer& peer, sync::NoteInStep& command) {
  if (!untold_.empty()) return;
  for (const auto& event : desk_.leases().to_acknowledge(peer.kiosk(), command.guest_list)) {
    BatchedWrite write;
    write.event = event;
    write.attempt = [this, kiosk = peer.kiosk(), event] { desk_.leases().acknowledge(kiosk, event); };
    write.answer = [](const base::Result<void>& committed) {
      if (!committed) base::log_error("seats that a kiosk gave up were not noted: {}", committed.error().message);
    };
    thread_.write(std::move(write));
  }
}

std::vector<SessionId> KioskSessions::to_recall_from(const Peer& peer, const wire::AdmitRequest& request) {
  std::vector<SessionId> found;
  const auto holders = desk_.leases().holders_to_ask(peer.kiosk(), request);
  if (!holders) {
    base::log_error("leased seats cannot be counted: {}", holders.error().message);
    return found;
  }
  for (const auto& [id, other] : peers_) {
    if (other->proven() && !other->dismissed && holders->contains(other->session.journal())) found.push_back(id);
  }
  return found;
}

// True: seats that connected kiosks do not use were recalled, and the scan is decided when they are back.
bool KioskSessions::wait_for_seats(SessionId id, const Peer& peer, const sync::AdmitScan& command,
                                   base::Milliseconds until) {
  const auto holders = to_recall_from(peer, command.request);
  if (holders.empty()) return false;
  waiting_.push_back({.session = id, .scan = command, .came = clock_.monotonic(), .until = until});
  for (const auto holder : holders) feed(holder, sync::PeerRecall{command.request.event});
  return true;
}

// Whoever finds a seat now, or has nothing more to hope for, waits no longer.
void KioskSessions::look_at_waiting() {
  for (auto& waiting : waiting_) {
    if (waiting.is_for_source) continue;
    const auto peer = peers_.find(waiting.session);
    const bool hopes = peer != peers_.end() && !to_recall_from(*peer->second, waiting.scan.request).empty();
    if (!hopes) waiting.until = clock_.monotonic();
  }
}

void KioskSessions::decide_waiting() {
  const auto now = clock_.monotonic();
  const auto later = std::stable_partition(waiting_.begin(), waiting_.end(),
                                           [&](const auto& waiting) { return now >= waiting.until; });
  std::vector<WaitingScan> due(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(later));
  waiting_.erase(waiting_.begin(), later);
  for (auto& waiting : due) {
    const auto peer = peers_.find(waiting.session);
    if (peer != peers_.end()) go_on(waiting, *peer->second);
  }
}

// True: the scan's code is asked for at its source, and decided when the answer is here. A kiosk that may not decide
// here is answered at once.
bool KioskSessions::wait_for_source(SessionId id, const Peer& peer, const sync::AdmitScan& command) {
  const auto& request = command.request;
  if (!desk_.door().check_assigned(peer.kiosk(), request.event)) return false;
  if (!desk_.sources().is_asked(peer.kiosk().text(), request)) return false;
  const auto now = clock_.monotonic();
  waiting_.push_back({.session = id,
                      .scan = command,
                      .came = now,
                      .until = now + venue::SourceDesk::longest_wait,
                      .is_for_source = true});
  return true;
}

void KioskSessions::source_answered() {
  for (auto& waiting : waiting_) {
    if (waiting.is_for_source && !desk_.sources().is_on_its_way(waiting.scan.request)) {
      waiting.until = clock_.monotonic();
    }
  }
}

// Whom a source told of may need a seat that another kiosk holds.
void KioskSessions::go_on(WaitingScan& waiting, Peer& peer) {
  const auto until = std::min(clock_.monotonic() + longest_recall, waiting.came + longest_wait);
  const bool waits_on = waiting.is_for_source && wait_for_seats(waiting.session, peer, waiting.scan, until);
  if (!waits_on) decide(waiting.session, peer, waiting.scan);
}

void KioskSessions::recall_for_pages() {
  for (const auto& recall : desk_.leases().take_recalls()) {
    std::vector<SessionId> holders;
    for (const auto& [id, peer] : peers_) {
      const bool holds = peer->proven() && !peer->dismissed && recall.holders.contains(peer->session.journal());
      if (holds) holders.push_back(id);
    }
    for (const auto holder : holders) feed(holder, sync::PeerRecall{recall.event});
  }
}

void KioskSessions::settle_leases() {
  settle_at_ = clock_.monotonic() + leases_settled_every;
  const auto revoked = desk_.kiosks().revoke_lost();
  if (!revoked) base::log_error("revoked kiosks cannot be looked up: {}", revoked.error().message);
  if (revoked.value_or(false)) refresh();
  for (const auto& event : desk_.leases().to_settle()) {
    const auto settled = std::make_shared<base::Result<void>>();
    BatchedWrite write;
    write.event = event;
    write.attempt = [this, settled, event] { *settled = desk_.leases().settle(event); };
    write.answer = [settled](const base::Result<void>& committed) {
      if (committed && *settled) return;
      base::log_error("leases of a lost kiosk were not settled: {}",
                      (*settled ? committed.error() : settled->error()).message);
    };
    thread_.write(std::move(write));
  }
}

}  // namespace einlass::web
