#include "core/sync/session.h"

#include "core/sync/versions.h"
#include "core/wire/proof.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::sync {
namespace {

using base::ErrorKind;

constexpr int pings_at_start = 4;
constexpr base::Milliseconds quick_ping{150};
constexpr base::Milliseconds answer_time{5'000};  // for a hello; then another one
constexpr base::Milliseconds offer_time{15'000};  // likewise for an offer, since the server last asked for a part of it
// One entry that the server cannot answer must not keep a kiosk alone for ever.
constexpr base::Milliseconds longest_catching_up{6'000};

void note_written(std::vector<wire::Held>& held, const rules::EntryId& id) {
  for (auto& each : held) {
    if (each.event == id.event && each.journal == id.journal) each.sequence = std::max(each.sequence, id.sequence);
  }
}

template <typename Due>
void earliest(std::optional<base::Milliseconds>& due, const Due& other) {
  if (other && (!due || *other < *due)) due = other;
}

}  // namespace

SyncSession::SyncSession(SessionOptions options) : options_(std::move(options)), left_over_(options_.to_hand_over) {}

std::vector<SyncCommand> SyncSession::on(const SyncEvent& event, base::Milliseconds now) {
  now_ = now;
  commands_.clear();
  std::visit([this](const auto& each) { handle(each); }, event);
  fetch();
  look_after_leases();
  return std::move(commands_);
}

std::optional<base::Milliseconds> SyncSession::next_due() const {
  switch (phase_) {
    case Phase::Offline:
      return connect_at_;
    case Phase::Connecting:
      return std::nullopt;  // the connection itself has a time limit
    case Phase::Proving:
      return heard_at_ + silence_limit;
    case Phase::CatchingUp:
    case Phase::Joined:
      break;
  }
  std::optional<base::Milliseconds> due = std::min(ping_at_, heard_at_ + silence_limit);
  if (!their_hello_) earliest(due, std::optional(hello_at_ + answer_time));
  if (phase_ == Phase::CatchingUp && their_hello_) earliest(due, std::optional(welcomed_at_ + longest_catching_up));
  if (offering_) earliest(due, std::optional(offered_at_ + offer_time));
  for (const auto& [event, until] : put_off_) earliest(due, std::optional(until));
  earliest(due, exchange_.next_due());
  earliest(due, documents_.next_due());
  if (assignment_ && documents_.complete()) earliest(due, std::optional(switch_at_));
  earliest(due, guests_.next_due());
  if (phase_ == Phase::Joined) earliest(due, leases_.next_due());
  for (const auto& [token, question] : open_questions_) earliest(due, std::optional(question.until));
  return due;
}

// ---- the connection -------------------------------------------------------------------------------------------------

void SyncSession::handle(const TimePassed&) {
  if (phase_ == Phase::Offline && now_ >= connect_at_) {
    phase_ = Phase::Connecting;
    commands_.emplace_back(Connect{});
    return;
  }
  if (phase_ == Phase::Offline || phase_ == Phase::Connecting) return;
  if (now_ >= heard_at_ + silence_limit) {
    commands_.emplace_back(CloseConnection{});
    return lose({ErrorKind::Timeout, "The venue server has fallen silent; check the network."});
  }
  if (phase_ == Phase::Proving) return;
  if (now_ >= ping_at_) ping();
  if (!their_hello_ && now_ >= hello_at_ + answer_time) tell_hello();
  const bool offer_is_late = offering_ && now_ >= offered_at_ + offer_time;
  const auto was_put_off = std::erase_if(put_off_, [&](const auto& each) { return each.second <= now_; });
  if (offer_is_late || was_put_off > 0) tell_hello();
  run(exchange_.time_passed(now_));
  give_up_moves(false);
  join_if_in_step();
}

void SyncSession::handle(const ConnectionOpened& event) {
  if (phase_ != Phase::Connecting) return;
  phase_ = Phase::Proving;
  channel_binding_ = event.channel_binding;
  heard_at_ = now_;
}

void SyncSession::handle(const ConnectionClosed& event) {
  if (phase_ != Phase::Offline) lose(event.why);
}

void SyncSession::lose(const base::Error& why) {
  phase_ = Phase::Offline;
  connect_at_ = now_ + (turned_away_ ? turned_away_wait : backoff_.next(options_.random()));
  left_over_ = to_hand_over();
  exchange_ = EntryExchange();
  documents_.connection_lost();
  guests_.connection_lost();
  leases_.connection_lost();
  give_up_moves(true);
  my_hello_.reset();
  their_hello_.reset();
  offering_.reset();
  offered_.clear();
  put_off_.clear();
  assignment_.reset();
  assignment_number_ = 0;
  const auto reported = std::exchange(left_for_, why.kind);  // a server that is off is reported once, not every second
  if (reported != why.kind && !turned_away_) commands_.emplace_back(Left{why});
}

void SyncSession::handle(const MessageReceived& event) {
  if (phase_ == Phase::Offline || phase_ == Phase::Connecting) return;
  heard_at_ = now_;
  std::visit([this](const auto& message) { take(message); }, event.message);
}

// A message that is not for a kiosk: the server is of another mind about the protocol.
template <typename Other>
void SyncSession::take(const Other& message) {
  send(wire::ErrorReport{.kind = ErrorKind::InvalidInput,
                         .message = "This message is not for a kiosk.",
                         .about = std::string(wire::type_name(message)),
                         .scan = {},
                         .document = {}});
}

void SyncSession::take(const wire::Challenge& message) {
  if (phase_ != Phase::Proving) return;
  if (!speaks_this_version(message.versions)) {
    return turn_away(wire::ByeReason::Version,
                     fmt::format("The server ({}) speaks another protocol version than this kiosk ({}); install the "
                                 "same version of Einlass on both.",
                                 message.software, options_.software));
  }
  const auto text = wire::proof_text(message.nonce, channel_binding_, options_.kiosk);
  send(wire::Prove{.kiosk = options_.kiosk,
                   .signature = base::sign(options_.key, text),
                   .versions = {wire::protocol_version, wire::protocol_version},
                   .software = options_.software,
                   .certificate = serving_.certificate});
}

void SyncSession::take(const wire::Welcome&) {
  if (phase_ != Phase::Proving) return;
  phase_ = Phase::CatchingUp;
  turned_away_ = false;
  welcomed_at_ = now_;
  quick_pings_ = pings_at_start;
  ping();
  tell_hello();
}

void SyncSession::take(const wire::Bye& message) {
  switch (message.reason) {
    case wire::ByeReason::Revoked:
    case wire::ByeReason::Unknown:
    case wire::ByeReason::Proof:
    case wire::ByeReason::Version:
      return turn_away(message.reason, message.message);
    case wire::ByeReason::Replaced:
    case wire::ByeReason::BadMessage:
    case wire::ByeReason::ShuttingDown:
      break;  // the connection closes; attempts go on as usual
  }
}

void SyncSession::turn_away(wire::ByeReason reason, const std::string& message) {
  if (!std::exchange(turned_away_, true)) commands_.emplace_back(TurnedAway{reason, message});
  commands_.emplace_back(CloseConnection{});
  lose({ErrorKind::Refused, message});
}

// ---- time -----------------------------------------------------------------------------------------------------------

void SyncSession::ping() {
  quick_pings_ = std::max(0, quick_pings_ - 1);
  ping_at_ = now_ + (quick_pings_ > 0 ? quick_ping : ping_every);
  send(wire::Ping{.token = static_cast<std::uint64_t>(now_.count()),
                  .assignment = assignment_number_,
                  .guest_list = guests_.held(),
                  .parked = parked_});
}

void SyncSession::take(const wire::Pong& message) {
  const auto sent = base::Milliseconds(message.token);
  if (sent > now_ || sent + silence_limit < now_) return;  // older than this connection, or none of ours
  commands_.emplace_back(TakeTime{.sent = sent, .received = now_, .venue = message.venue_time});
}

// ---- what both sides hold -------------------------------------------------------------------------------------------

void SyncSession::tell_hello() {
  hello_at_ = now_;
  offering_.reset();
  their_hello_.reset();
  commands_.emplace_back(TellHello{});
}

void SyncSession::handle(const HelloTold& event) {
  if (phase_ != Phase::CatchingUp && phase_ != Phase::Joined) return;
  my_hello_ = event.hello;
  parts_not_handed_over_ = event.parts_not_handed_over;
  my_hello_->number = ++hello_number_;
  kept_.clear();
  for (const auto& kept : event.kept) kept_[kept.event] = kept;
  documents_.set_held(event.hello.documents, event.hello.font_set);
  their_hello_.reset();
  if (assignment_) documents_.want(*assignment_);
  send(*my_hello_);
}

void SyncSession::take(const wire::Hello& message) {
  if (!my_hello_ || message.number != my_hello_->number) return;
  their_hello_ = message;
  if (!message.dropped.empty()) commands_.emplace_back(DropEvents{message.dropped});
  commands_.emplace_back(CompareHeld{message.held});
}

// Entries of an event that the server lacks wait until it has the event: it would not keep them.
void SyncSession::handle(const HeldCompared& event) {
  if (!their_hello_ || !my_hello_) return;
  if (event.another_journal) return tell_hello();
  offer_next();
  ExchangeStart start{.mine = my_hello_->held,
                      .theirs = held_with_parts(their_hello_->held),
                      .their_journal = their_hello_->journal,
                      .sending = {},
                      .forked = event.forked};
  const auto lacked = lacking();
  for (const auto& held : my_hello_->held) {
    if (!lacked.contains(held.event)) start.sending.insert(held.event);
  }
  run(exchange_.begin(start, now_));
  join_if_in_step();
}

void SyncSession::run(ExchangeCommands commands) {
  for (auto& command : commands) {
    if (auto* read = std::get_if<ReadRows>(&command)) {
      commands_.emplace_back(*read);
    } else {
      send(std::get<wire::Entries>(std::move(command)));
    }
  }
}

// Scans are asked at the server only once it knows what this kiosk decided alone: else it would admit them again.
void SyncSession::join_if_in_step() {
  if (phase_ != Phase::CatchingUp || !their_hello_) return;
  const bool in_step = exchange_.in_step() && !its_own_is_on_offer();
  if (!in_step && now_ < welcomed_at_ + longest_catching_up) return;
  phase_ = Phase::Joined;
  left_for_.reset();
  backoff_.reset();
  commands_.emplace_back(Joined{});
  leases_.stir(now_);
}

void SyncSession::handle(const RowsWritten& event) {
  if (my_hello_) {  // the server's hello may still be to come, or lack the event
    for (const auto& row : event.rows) note_written(my_hello_->held, row.entry.id);
  }
  if (!exchange_.has_begun()) left_over_ += event.rows.size();
  run(exchange_.written(event.rows, now_));
}

void SyncSession::handle(const RowsRead& event) {
  run(event.rows ? exchange_.rows_read(event.request, *event.rows, now_)
                 : exchange_.reading_failed(event.request, now_));
  join_if_in_step();
}

void SyncSession::take(const wire::Entries& message) {
  for (const auto& row : message.rows) exchange_.note_held(row.entry.id);
  for (const auto& entry : message.unreadable) exchange_.note_held(entry.id);
  commands_.emplace_back(MergeRows{message.batch, message.rows, message.unreadable});
  note_granted(message.rows);
}

void SyncSession::take(const wire::EntriesAnswer& message) {
  run(exchange_.answered(message, now_));
  report_answers(message);
  join_if_in_step();
}

// ---- admissions -----------------------------------------------------------------------------------------------------

void SyncSession::take(const wire::AdmitReply& message) {
  exchange_.note_held(message.row.entry.id);
  commands_.emplace_back(TakeReply{message});
}

void SyncSession::take(const wire::ErrorReport& message) {
  if (message.scan) commands_.emplace_back(TakeFailure{*message.scan});
  if (message.token) take_refusal(*message.token, {message.kind, message.message});
  if (message.about != "event_offer" || !offering_) return;
  const bool may_do_later = message.kind == ErrorKind::Storage || message.kind == ErrorKind::Unavailable;
  put_off_offer(may_do_later ? now_ + offer_time : base::Milliseconds::max());
  offer_next();
  join_if_in_step();
}

// ---- assignment, documents, guest list ------------------------------------------------------------------------------

void SyncSession::take(const wire::Assignment& message) {
  if (message.number <= assignment_number_) return;
  assignment_number_ = message.number;
  if (!message.hosts.empty()) commands_.emplace_back(KeepHosts{message.hosts});
  assignment_ = message;
  documents_.want(message);
  if (message.event) guests_.want(*message.event, message.guest_list);
}

void SyncSession::take(const wire::DocumentPart& message) {
  auto fetched = documents_.take(message);
  if (fetched) commands_.emplace_back(StoreDocument{fetched->document, std::move(fetched->content)});
}

void SyncSession::handle(const DocumentStored& event) {
  if (!event.succeeded) return documents_.storing_failed(event.hash, now_);
  documents_.note_held(event.hash);
}

// A newer assignment may have counted on what has just gone.
void SyncSession::handle(const DocumentsHeld& event) {
  documents_.set_held(event.documents, event.font_set);
  if (assignment_) documents_.want(*assignment_);
}

void SyncSession::handle(const EventOpened& event) {
  serving_ = event.assignment;
  leases_.stir(now_);
  if (!event.event) return;
  guests_.set_held(*event.event, event.guest_list);
  if (assigned_ && assigned_->event) guests_.want(*assigned_->event, assigned_->guest_list);
  if (!my_hello_) return;
  const auto& held = my_hello_->held;
  const bool named =
      std::any_of(held.begin(), held.end(), [&](const auto& each) { return each.event == *event.event; });
  if (!named) tell_hello();
}

void SyncSession::handle(const SwitchFailed&) {
  if (!assignment_) assignment_ = std::exchange(assigned_, std::nullopt);  // unless a newer one has come
  if (assignment_) documents_.want(*assignment_);
  switch_at_ = now_ + answer_time;
}

void SyncSession::take(const wire::GuestList& message) {
  if (guests_.take(message, now_)) commands_.emplace_back(StoreGuests{message});
}

void SyncSession::handle(const GuestsStored& event) {
  guests_.set_held(event.event, event.version);
  if (!event.succeeded) guests_.storing_failed(now_);
}

// What comes next of what is missing; the switch once nothing is.
void SyncSession::fetch() {
  if ((phase_ != Phase::CatchingUp && phase_ != Phase::Joined) || !my_hello_) return;
  if (assignment_ && documents_.complete() && now_ >= switch_at_) {
    assigned_ = std::exchange(assignment_, std::nullopt);
    commands_.emplace_back(SwitchTo{*assigned_});
  }
  if (const auto request = documents_.next(now_)) send(*request);
  if (const auto request = guests_.next(now_)) send(*request);
}

}  // namespace einlass::sync
