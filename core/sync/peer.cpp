#include "core/sync/peer.h"

#include "core/sync/versions.h"
#include "core/wire/proof.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::sync {
namespace {

using base::ErrorKind;
using wire::ByeReason;

std::string other_version(const std::string& kiosk, const std::string& server) {
  return fmt::format(
      "The kiosk ({}) speaks another protocol version than the server ({}); install the same version of Einlass on "
      "both.",
      kiosk, server);
}

}  // namespace

PeerSession::PeerSession(PeerOptions options) : options_(std::move(options)) {}

PeerCommands PeerSession::start() const {
  return {PeerSend{wire::Challenge{.nonce = options_.nonce,
                                   .versions = {wire::protocol_version, wire::protocol_version},
                                   .software = options_.software}}};
}

PeerCommands PeerSession::on(const PeerEvent& event, base::Instant venue_time, base::Milliseconds now) {
  venue_time_ = venue_time;
  now_ = now;
  commands_.clear();
  if (!closed_) std::visit([this](const auto& each) { handle(each); }, event);
  return std::move(commands_);
}

void PeerSession::dismiss(ByeReason reason, std::string message) {
  send(wire::Bye{.reason = reason, .message = message});
  commands_.emplace_back(PeerClose{std::move(message)});
  closed_ = true;
}

// ---- who is there ---------------------------------------------------------------------------------------------------

void PeerSession::handle(const PeerMessage& event) {
  const bool introduces =
      std::holds_alternative<wire::PairRequest>(event.message) || std::holds_alternative<wire::Prove>(event.message);
  if (!proven_ && !introduces) return dismiss(ByeReason::Proof, "Prove who you are first.");
  std::visit([this](const auto& message) { take(message); }, event.message);
}

void PeerSession::handle(const PeerUnreadable& event) {
  const bool version = event.why.kind == ErrorKind::Incompatible;
  dismiss(version ? ByeReason::Version : ByeReason::BadMessage, event.why.message);
}

// A message that is not for a server.
template <typename Other>
void PeerSession::take(const Other& message) {
  dismiss(ByeReason::BadMessage, fmt::format("A \"{}\" is not for a server.", wire::type_name(message)));
}

void PeerSession::take(const wire::PairRequest& message) {
  if (proven_ || prove_) return dismiss(ByeReason::BadMessage, "This kiosk is paired already.");
  if (!speaks_this_version(message.versions)) {
    return handle(
        PairingDone{wire::PairRefused{wire::PairRefusal::Version, other_version(message.software, options_.software)}});
  }
  commands_.emplace_back(PairKiosk{message});
}

void PeerSession::handle(const PairingDone& event) {
  std::visit([this](const auto& answer) { send(answer); }, event.answer);
  commands_.emplace_back(PeerClose{"pairing is over"});
  closed_ = true;
}

void PeerSession::take(const wire::Prove& message) {
  if (proven_ || prove_) return;  // a repetition
  if (!speaks_this_version(message.versions)) {
    return dismiss(ByeReason::Version, other_version(message.software, options_.software));
  }
  claimed_ = message.kiosk;
  prove_ = message;
  commands_.emplace_back(FindKiosk{message.kiosk, message.certificate});
}

void PeerSession::handle(const KioskFound& event) {
  if (!prove_) return;
  const auto proof = *std::exchange(prove_, std::nullopt);
  if (!event.known) {
    return dismiss(ByeReason::Unknown, "The server does not know this kiosk; pair it with a new code.");
  }
  const auto text = wire::proof_text(options_.nonce, options_.channel_binding, claimed_);
  if (!base::verify(event.key, text, proof.signature)) {
    return dismiss(ByeReason::Proof, "This kiosk could not prove its identity; pair it with a new code.");
  }
  if (event.revoked) {
    return dismiss(ByeReason::Revoked, "This kiosk was revoked; pair it with a new code if it is to be used again.");
  }
  proven_ = true;
  if (event.by_certificate) commands_.emplace_back(RegisterKiosk{claimed_, *proof.certificate});
  send(wire::Welcome{.journal = options_.journal, .venue_time = venue_time_});
  commands_.emplace_back(AdmitPeer{claimed_, proof.software});
}

void PeerSession::handle(const PeerRevoked& event) {
  if (event.reason == ByeReason::Replaced) {
    return dismiss(ByeReason::Replaced, "The same kiosk has connected again; this connection ends.");
  }
  dismiss(ByeReason::Revoked, "This kiosk was revoked; pair it with a new code if it is to be used again.");
}

void PeerSession::handle(const PeerTimePassed&) {
  run(exchange_.time_passed(now_));
  go_on_with_offer();
}

std::optional<base::Milliseconds> PeerSession::next_due() const {
  const auto exchange = exchange_.next_due();
  const auto intake = intake_.next_due();
  if (!exchange || !intake) return exchange ? exchange : intake;
  return std::min(*exchange, *intake);
}

void PeerSession::take(const wire::Ping& message) {
  if (assignment_ && message.assignment < assignment_->number) send(*assignment_);
  send(wire::Pong{.token = message.token, .venue_time = venue_time_});
  if (message.guest_list && exchange_.in_step()) commands_.emplace_back(NoteInStep{*message.guest_list});
  // A kiosk that has not said hello has not looked yet.
  if (!their_hello_ || parked_ == message.parked) return;
  parked_ = message.parked;
  commands_.emplace_back(NoteParked{message.parked});
}

void PeerSession::take(const wire::KioskReport& message) {
  commands_.emplace_back(NoteReport{message});
}

void PeerSession::take(const wire::ErrorReport&) {}  // what it could not use is not sent again

// ---- what both sides hold -------------------------------------------------------------------------------------------

void PeerSession::handle(const PeerAssigned& event) {
  if (!proven_) return;
  const auto before = std::exchange(assignment_, event.assignment);
  assignment_->number = before ? before->number + 1 : 1;
  send(*assignment_);
  const bool another = !before || before->event != assignment_->event;
  if (another && exchange_.has_begun()) begin_exchange();
}

void PeerSession::take(const wire::Hello& message) {
  if (their_hello_ && message.number <= their_hello_->number) return;
  their_hello_ = message;
  commands_.emplace_back(TellPeerHello{message});
}

void PeerSession::handle(const PeerHelloTold& event) {
  if (!their_hello_) return;
  my_hello_ = event.hello;
  my_hello_->number = their_hello_->number;
  forked_ = event.forked;
  send(*my_hello_);
  begin_exchange();
}

// A kiosk gets the entries of the event that it serves; of others that it keeps, it hears who was erased.
void PeerSession::begin_exchange() {
  ExchangeStart start{.mine = my_hello_->held,
                      .theirs = their_hello_->held,
                      .their_journal = their_hello_->journal,
                      .sending = {},
                      .forked = forked_};
  for (const auto& held : their_hello_->held) {
    const bool serves = assignment_ && held.event == assignment_->event;
    (serves ? start.sending : start.erasing).insert(held.event);
  }
  for (auto& held : start.theirs) {
    for (const auto& lacking : their_hello_->parts_lacking) {
      const bool same = lacking.event == held.event && lacking.journal == held.journal;
      if (same) held.sequence = std::min(held.sequence, lacking.sequence);
    }
  }
  run(exchange_.begin(start, now_));
}

void PeerSession::run(ExchangeCommands commands) {
  for (auto& command : commands) {
    if (auto* read = std::get_if<ReadRows>(&command)) {
      commands_.emplace_back(*read);
    } else {
      send(std::get<wire::Entries>(std::move(command)));
    }
  }
}

void PeerSession::handle(const PeerRowsWritten& event) {
  run(exchange_.written(event.rows, now_));
}

void PeerSession::handle(const PeerRowsRead& event) {
  run(event.rows ? exchange_.rows_read(event.request, *event.rows, now_)
                 : exchange_.reading_failed(event.request, now_));
}

void PeerSession::take(const wire::Entries& message) {
  for (const auto& row : message.rows) exchange_.note_held(row.entry.id);
  for (const auto& entry : message.unreadable) exchange_.note_held(entry.id);
  commands_.emplace_back(MergePeerRows{message.batch, message.rows, message.unreadable});
}

void PeerSession::handle(const PeerRowsMerged& event) {
  send(wire::EntriesAnswer{.batch = event.batch, .answers = event.answers});
}

void PeerSession::take(const wire::EntriesAnswer& message) {
  run(exchange_.answered(message, now_));
}

// ---- an event that this server lacks
// ----------------------------------------------------------------------------------

void PeerSession::take(const wire::EventOffer& message) {
  commands_.emplace_back(SeeOffer{message});
}

void PeerSession::handle(const PeerOfferSeen& event) {
  if (!event.missing) return handle(PeerEventTaken{event.offer.event});
  intake_.begin(event.offer, *event.missing);
  go_on_with_offer();
}

void PeerSession::go_on_with_offer() {
  for (auto& request : intake_.requests(now_)) send(std::move(request));
  if (const auto offer = intake_.take_complete()) commands_.emplace_back(TakeEvent{*offer});
}

void PeerSession::take(const wire::DocumentPart& message) {
  if (auto fetched = intake_.take(message)) {
    commands_.emplace_back(StorePeerDocument{fetched->document, std::move(fetched->content)});
  }
  go_on_with_offer();
}

void PeerSession::handle(const PeerDocumentStored& event) {
  intake_.document_stored(event.hash);
  go_on_with_offer();
}

void PeerSession::take(const wire::GuestList& message) {
  if (intake_.take(message, now_)) commands_.emplace_back(StorePeerGuests{message});
}

void PeerSession::handle(const PeerGuestsStored& event) {
  intake_.guests_stored(event.version, now_);
  go_on_with_offer();
}

void PeerSession::handle(const PeerEventTaken& event) {
  intake_.end();
  send(wire::EventTaken{event.event});
}

bool PeerSession::keeps_without_serving(rules::EventId event) const {
  if (!their_hello_ || (assignment_ && assignment_->event == event)) return false;
  const auto& held = their_hello_->held;
  return std::any_of(held.begin(), held.end(), [&](const auto& each) { return each.event == event; });
}

void PeerSession::handle(const PeerOfferFailed& event) {
  intake_.end();
  send(wire::ErrorReport{
      .kind = event.why.kind, .message = event.why.message, .about = "event_offer", .scan = {}, .document = {}});
}

// ---- leases ---------------------------------------------------------------------------------------------------------

void PeerSession::take(const wire::LeaseRequest& message) {
  commands_.emplace_back(GrantLease{message});
}

void PeerSession::handle(const PeerLeaseDenied& event) {
  send(wire::LeaseDenied{.event = event.request.event, .lease = event.request.lease});
}

void PeerSession::handle(const PeerRecall& event) {
  if (proven_) send(wire::LeaseRecall{event.event});
}

// ---- moving the kiosk -----------------------------------------------------------------------------------------------

void PeerSession::take(const wire::DestinationsRequest& message) {
  commands_.emplace_back(FindDestinations{message});
}

void PeerSession::take(const wire::MoveRequest& message) {
  commands_.emplace_back(MoveKiosk{message});
}

void PeerSession::handle(const PeerDestinationsFound& event) {
  if (proven_) send(event.answer);
}

void PeerSession::handle(const PeerMoved& event) {
  if (proven_) send(wire::Moved{event.token});
}

void PeerSession::handle(const PeerNotMoved& event) {
  if (proven_) send(event.report);
}

// ---- admissions, documents, guest list ------------------------------------------------------------------------------

void PeerSession::take(const wire::AdmitRequest& message) {
  commands_.emplace_back(AdmitScan{message});
}

// The row goes out among the entries as well: a reply may be lost with what it says.
void PeerSession::handle(const PeerAdmitted& event) {
  send(event.reply);
}

void PeerSession::handle(const PeerAdmitFailed& event) {
  send(wire::ErrorReport{.kind = event.why.kind,
                         .message = event.why.message,
                         .about = "admit_request",
                         .scan = event.scan,
                         .document = {}});
}

void PeerSession::take(const wire::DocumentRequest& message) {
  commands_.emplace_back(ReadDocumentPart{message});
}

void PeerSession::handle(const PeerDocumentRead& event) {
  if (event.part) return send(*event.part);
  send(wire::ErrorReport{.kind = ErrorKind::NotFound,
                         .message = "The server has no such document.",
                         .about = "document_request",
                         .scan = {},
                         .document = event.request.hash});
}

void PeerSession::take(const wire::GuestListRequest& message) {
  commands_.emplace_back(ReadGuests{message});
}

void PeerSession::handle(const PeerGuests& event) {
  if (!proven_) return;
  for (const auto& part : event.parts) send(part);
}

}  // namespace einlass::sync
