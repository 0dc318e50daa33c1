#include "server/web/kiosk_sessions.h"

#include "core/base/log.h"
#include "core/base/text_fold.h"
#include "core/wire/messages.h"
#include "server/web/kiosk_peer.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace einlass::web {

using net::SessionId;

namespace {

// What a peer says of itself must not look like lines of our log.
std::string for_log(const std::string& told) {
  return base::clean_text(told.substr(0, 200));
}

base::Hash new_nonce() {
  return base::random_key();
}

}  // namespace

KioskSessions::KioskSessions(const KioskSessionsOptions& options)
    : desk_(options.desk), thread_(options.thread), clock_(options.clock), software_(options.software) {}

KioskSessions::~KioskSessions() = default;

void KioskSessions::opened(SessionId id, const net::SessionOpened& opened) {
  sync::PeerSession session({.nonce = new_nonce(),
                             .channel_binding = opened.channel_binding,
                             .journal = desk_.journal(),
                             .software = software_});
  auto greeting = session.start();
  auto& peer = peers_[id];
  peer = std::make_unique<Peer>(Peer{.session = std::move(session),
                                     .address = opened.peer,
                                     .prove_before = clock_.monotonic() + time_to_prove,
                                     .told_assignment = {}});
  carry_out(id, *peer, std::move(greeting));
}

void KioskSessions::received(SessionId id, base::Result<wire::Message> message) {
  const auto peer = peers_.find(id);
  if (peer != peers_.end() && peer->second->proven()) desk_.kiosks().seen(peer->second->kiosk());
  if (message) {
    feed(id, sync::PeerMessage{std::move(*message)});
  } else {
    feed(id, sync::PeerUnreadable{std::move(message.error())});
  }
}

void KioskSessions::closed(SessionId id) {
  const auto found = peers_.find(id);
  if (found == peers_.end()) return;
  const auto kiosk = found->second->kiosk();
  peers_.erase(found);
  if (kiosk.is_nil()) return;
  base::log_info("kiosk {} left", kiosk.text());
  const bool came_back =
      std::any_of(peers_.begin(), peers_.end(), [&](const auto& each) { return each.second->kiosk() == kiosk; });
  if (!came_back) desk_.kiosks().left(kiosk);
}

// A session may be gone when the answer to one of its commands arrives.
void KioskSessions::feed(SessionId id, const sync::PeerEvent& event) {
  const auto found = peers_.find(id);
  if (found == peers_.end()) return;
  auto& peer = *found->second;
  carry_out(id, peer, peer.session.on(event, desk_.now(), clock_.monotonic()));
}

void KioskSessions::carry_out(SessionId id, Peer& peer, sync::PeerCommands commands) {
  for (auto& command : commands) {
    std::visit([&](auto& each) { act(id, peer, each); }, command);
  }
}

void KioskSessions::act(SessionId id, Peer&, sync::PeerSend& command) {
  std::function<void()> sent;
  if (std::holds_alternative<wire::GuestList>(command.message)) {
    sent = [this, id] { thread_.post([this, id] { send_next_guests(id); }); };
  }
  outlet_.send(id, std::move(command.message), std::move(sent));
}

void KioskSessions::act(SessionId id, Peer& peer, sync::PeerClose& command) {
  peer.dismissed = true;
  base::log_info("{} is dismissed: {}", peer.address, for_log(command.reason));
  outlet_.close(id, std::move(command.reason));
}

void KioskSessions::act(SessionId id, Peer& peer, sync::PairKiosk& command) {
  auto answer = desk_.kiosks().pair(command.request, peer.address);
  if (!answer) return give_up(peer, "pairing", answer.error());
  if (const auto* accepted = std::get_if<wire::PairAccepted>(&*answer)) {
    base::log_info("{} was paired as kiosk {}", peer.address, accepted->kiosk.text());
  }
  feed(id, sync::PairingDone{std::move(*answer)});
}

void KioskSessions::act(SessionId id, Peer& peer, sync::FindKiosk& command) {
  const auto record = desk_.kiosks().find(command.kiosk);
  if (!record) return give_up(peer, "looking a kiosk up", record.error());
  sync::KioskFound found;
  if (*record) found = {.known = true, .revoked = (*record)->revoked, .key = (*record)->key};
  // Of a kiosk that only a journal calls revoked, the key is not known either.
  const bool has_key = found.key != base::VerifyingKey{};
  if (!has_key && command.certificate && desk_.kiosks().is_genuine(command.kiosk, *command.certificate)) {
    found = {.known = true,
             .revoked = found.revoked,
             .key = command.certificate->key,
             .by_certificate = !record->has_value()};
  }
  feed(id, found);
}

void KioskSessions::act(SessionId id, Peer& peer, sync::AdmitPeer& command) {
  base::log_info("kiosk {} connected from {} ({})", command.kiosk.text(), peer.address, for_log(command.software));
  desk_.kiosks().came(command.kiosk, for_log(command.software));
  std::vector<SessionId> older;
  for (const auto& [other, theirs] : peers_) {
    if (other != id && theirs->kiosk() == command.kiosk) older.push_back(other);
  }
  for (const auto other : older) feed(other, sync::PeerRevoked{wire::ByeReason::Replaced});
  assign(id, peer);
}

void KioskSessions::act(SessionId id, Peer& peer, sync::TellPeerHello& command) {
  auto answer = desk_.kiosks().hello(peer.kiosk(), command.hello);
  if (!answer) return give_up(peer, "a hello", answer.error());
  if (answer->another_journal) {
    close_where(id, "The server goes on in a new journal.", [](const auto&) { return true; });
  }
  feed(id, sync::PeerHelloTold{std::move(answer->hello), std::move(answer->forked)});
}

void KioskSessions::act(SessionId, Peer& peer, sync::NoteParked& command) {
  desk_.kiosks().note_parked(peer.kiosk(), std::move(command.parked));
}

void KioskSessions::act(SessionId, Peer& peer, sync::NoteReport& command) {
  desk_.kiosks().note_report(peer.kiosk(), std::move(command.report));
}

void KioskSessions::close_where(SessionId except, const std::string& why,
                                const std::function<bool(const Peer&)>& concerns) {
  for (const auto& [id, peer] : peers_) {
    if (id == except || peer->dismissed || !concerns(*peer)) continue;
    peer->dismissed = true;
    outlet_.close(id, why);
  }
}

void KioskSessions::act(SessionId id, Peer& peer, sync::ReadDocumentPart& command) {
  auto part = desk_.kiosks().document_part(command.request);
  if (!part) return give_up(peer, "a document", part.error());
  feed(id, sync::PeerDocumentRead{command.request, std::move(*part)});
}

void KioskSessions::act(SessionId id, Peer& peer, sync::AdmitScan& command) {
  if (wait_for_source(id, peer, command)) return;
  if (!wait_for_seats(id, peer, command, clock_.monotonic() + longest_recall)) decide(id, peer, command);
}

void KioskSessions::decide(SessionId id, Peer& peer, sync::AdmitScan& command) {
  const auto scan = command.request.scan;
  const auto reply = std::make_shared<base::Result<wire::AdmitReply>>();
  BatchedWrite write;
  write.event = command.request.event;
  write.weight = 1 + command.request.own_entries.size();
  write.attempt = [this, reply, kiosk = peer.kiosk(), request = std::move(command.request)] {
    *reply = desk_.door().admit(kiosk, request);
  };
  write.answer = [this, id, scan, reply](const base::Result<void>& committed) {
    if (committed && *reply) return feed(id, sync::PeerAdmitted{std::move(**reply)});
    const auto& why = *reply ? committed.error() : reply->error();
    base::log_error("an admission failed: {}", why.message);
    feed(id, sync::PeerAdmitFailed{scan, why});
  };
  thread_.write(std::move(write));
}

// Each event's rows are a write of their own. What is answered in part is sent again as a whole, so nothing is answered
// until all of it is on disk.
void KioskSessions::act(SessionId id, Peer& peer, sync::MergePeerRows& command) {
  std::map<rules::EventId, sync::MergePeerRows> by_event;
  for (auto& row : command.rows) by_event[row.entry.id.event].rows.push_back(std::move(row));
  for (auto& entry : command.unreadable) by_event[entry.id.event].unreadable.push_back(std::move(entry));
  struct Answer {
    std::size_t open = 0;
    std::vector<rules::Merged> merged;
  };
  const auto answer = std::make_shared<Answer>(Answer{.open = by_event.size(), .merged = {}});
  if (by_event.empty()) feed(id, sync::PeerRowsMerged{command.batch, {}});
  for (auto& [event, rows] : by_event) {
    const auto merged = std::make_shared<base::Result<std::vector<rules::Merged>>>();
    BatchedWrite write;
    write.event = event;
    write.weight = 1 + rows.rows.size() + rows.unreadable.size();
    write.attempt = [this, merged, kiosk = peer.kiosk(), rows = std::move(rows)] {
      *merged = desk_.door().merge_from(kiosk, rows);
    };
    write.answer = [this, id, merged, answer, batch = command.batch,
                    address = peer.address](const base::Result<void>& committed) {
      if (!committed || !*merged) {
        base::log_error("entries of {} were not taken: {}", address,
                        (*merged ? committed.error() : merged->error()).message);
        return;
      }
      std::move((*merged)->begin(), (*merged)->end(), std::back_inserter(answer->merged));
      if (--answer->open == 0) feed(id, sync::PeerRowsMerged{batch, std::move(answer->merged)});
    };
    thread_.write(std::move(write));
  }
}

void KioskSessions::act(SessionId id, Peer& peer, sync::ReadRows& command) {
  auto& door = desk_.door();
  const auto allowed = command.erasures_only ? base::Result<void>() : door.check_assigned(peer.kiosk(), command.event);
  auto rows = allowed.and_then([&] { return door.rows(command); });
  if (!rows) give_up(peer, "reading entries", rows.error());
  feed(id, sync::PeerRowsRead{command, rows ? std::optional(*std::move(rows)) : std::nullopt});
}

// A long list would fill the connection's queue: each part goes out when the one before it has.
void KioskSessions::act(SessionId id, Peer& peer, sync::ReadGuests& command) {
  const auto assigned = desk_.door().check_assigned(peer.kiosk(), command.request.event);
  if (!assigned) return give_up(peer, "a guest list", assigned.error());
  auto parts = guest_parts(command.request);
  if (!parts) return give_up(peer, "a guest list", parts.error());
  peer.guests = std::move(*parts);
  peer.next_guests = 0;
  send_next_guests(id);
}

void KioskSessions::act(SessionId, Peer& peer, sync::RegisterKiosk& command) {
  const auto done = desk_.kiosks().register_again(command.kiosk, command.certificate);
  if (!done) return give_up(peer, "registering a kiosk again", done.error());
  base::log_info("kiosk {} is known again by its pairing certificate", command.kiosk.text());
}

void KioskSessions::act(SessionId id, Peer& peer, sync::SeeOffer& command) {
  auto missing = desk_.offers().missing(peer.kiosk(), command.offer);
  if (!missing) return feed(id, sync::PeerOfferFailed{missing.error()});
  feed(id, sync::PeerOfferSeen{std::move(command.offer), std::move(*missing)});
}

void KioskSessions::act(SessionId id, Peer& peer, sync::StorePeerDocument& command) {
  const auto stored = desk_.offers().put_document(command.document, command.content);
  if (!stored) return give_up(peer, "storing a document", stored.error());
  feed(id, sync::PeerDocumentStored{command.document.hash});
}

void KioskSessions::act(SessionId id, Peer& peer, sync::StorePeerGuests& command) {
  const auto version = desk_.offers().put_guests(command.part);
  if (!version) give_up(peer, "storing a guest list", version.error());
  if (!version || *version) feed(id, sync::PeerGuestsStored{version ? *version : std::nullopt});
}

void KioskSessions::act(SessionId id, Peer& peer, sync::TakeEvent& command) {
  const auto taken = desk_.offers().take(peer.kiosk(), command.offer);
  if (!taken) {
    give_up(peer, "taking an event in", taken.error());
    return feed(id, sync::PeerOfferFailed{taken.error()});
  }
  feed(id, sync::PeerEventTaken{command.offer.event});
  // What these had of it was put aside while the event was unknown; the next connection brings it.
  close_where(id, "An event is here again of which this kiosk has entries.",
              [&](const Peer& theirs) { return theirs.session.keeps_without_serving(command.offer.event); });
  refresh();
}

base::Result<KioskSessions::GuestParts> KioskSessions::guest_parts(const wire::GuestListRequest& request) {
  auto& shared = guest_parts_[request.event];
  if (auto parts = shared.parts.lock(); parts && shared.have == request.have) return parts;
  auto read = desk_.door().guest_list(request);
  if (!read) return tl::make_unexpected(read.error());
  auto parts = std::make_shared<const std::vector<wire::GuestList>>(std::move(*read));
  shared = {.have = request.have, .parts = parts};
  return parts;
}

void KioskSessions::send_next_guests(SessionId id) {
  const auto found = peers_.find(id);
  if (found == peers_.end() || !found->second->guests) return;
  auto& peer = *found->second;
  const sync::PeerGuests part{{(*peer.guests)[peer.next_guests++]}};
  if (peer.next_guests == peer.guests->size()) peer.guests.reset();
  feed(id, part);
}

void KioskSessions::give_up(const Peer& peer, const char* what, const base::Error& why) const {
  base::log_error("{} for {} failed: {}", what, peer.address, why.message);
}

void KioskSessions::assign(SessionId id, Peer& peer) {
  auto assignment = desk_.kiosks().assignment(peer.kiosk());
  // Its event is not here yet: the kiosk is about to offer it.
  if (!assignment && assignment.error().kind == base::ErrorKind::NotFound) return;
  if (!assignment) return give_up(peer, "an assignment", assignment.error());
  assignment->hosts = hosts_;
  auto text = wire::encode(*assignment);
  if (text == peer.told_assignment) return;
  peer.told_assignment = std::move(text);
  feed(id, sync::PeerAssigned{std::move(*assignment)});
}

void KioskSessions::use_hosts(std::vector<std::string> hosts) {
  hosts_ = std::move(hosts);
  refresh();
}

void KioskSessions::refresh() {
  guest_parts_.clear();
  settle_at_ = {};
  std::vector<SessionId> proven;
  for (const auto& [id, peer] : peers_) {
    if (peer->proven() && !peer->dismissed) proven.push_back(id);
  }
  for (const auto id : proven) {
    auto& peer = *peers_.at(id);
    const auto record = desk_.kiosks().find(peer.kiosk());
    if (record && (!*record || (*record)->revoked)) {
      feed(id, sync::PeerRevoked{});
    } else {
      assign(id, peer);
    }
  }
}

void KioskSessions::rows_written(std::vector<rules::JournalRow> rows) {
  const auto any = [&](const auto& is) { return std::any_of(rows.begin(), rows.end(), is); };
  const bool returned =
      any([](const auto& row) { return std::holds_alternative<rules::LeaseReturned>(row.entry.fact); });
  const bool lost = any([](const auto& row) { return std::holds_alternative<rules::KioskLost>(row.entry.fact); });
  if (lost) settle_at_ = {};
  std::move(rows.begin(), rows.end(), std::back_inserter(untold_));
  if (returned) look_at_waiting();
}

void KioskSessions::tell_rows() {
  const sync::PeerRowsWritten event{std::exchange(untold_, {})};
  told_at_ = clock_.monotonic();
  for (const auto& [id, peer] : peers_) {
    carry_out(id, *peer, peer->session.on(event, desk_.now(), told_at_));
  }
}

void KioskSessions::time_passed() {
  const auto now = clock_.monotonic();
  if (!untold_.empty() && now >= told_at_ + telling_pause) tell_rows();
  recall_for_pages();
  decide_waiting();
  if (now >= settle_at_) settle_leases();
  for (const auto& [id, peer] : peers_) {
    if (!peer->proven() && !peer->dismissed && now >= peer->prove_before) {
      peer->dismissed = true;
      outlet_.close(id, "Prove who you are first.");
    }
    const auto due = peer->session.next_due();
    if (due && *due <= now) carry_out(id, *peer, peer->session.on(sync::PeerTimePassed{}, desk_.now(), now));
  }
}

std::optional<base::Milliseconds> KioskSessions::next_due() const {
  std::optional<base::Milliseconds> next;
  const auto consider = [&](base::Milliseconds due) { next = next ? std::min(*next, due) : due; };
  if (!untold_.empty()) consider(told_at_ + telling_pause);
  for (const auto& each : waiting_) consider(each.until);
  consider(settle_at_);
  if (desk_.leases().has_recalls()) consider(clock_.monotonic());
  for (const auto& [id, peer] : peers_) {
    if (peer->dismissed) continue;
    if (!peer->proven()) consider(peer->prove_before);
    if (const auto due = peer->session.next_due()) consider(*due);
  }
  return next;
}

}  // namespace einlass::web
