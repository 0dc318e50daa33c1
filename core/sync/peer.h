// The server's side of the conversation with one kiosk (docs/protocol.md). No I/O and no clock: server/venue carries
// out the commands on the database thread and answers with events; times are monotonic. One object per connection.
//
//   PeerSession peer(options);            // start() has the challenge to send
//   for (auto& command : peer.on(PeerMessage{decoded}, now)) …
#pragma once

#include "core/sync/exchange.h"
#include "core/sync/offer_intake.h"
#include "core/sync/peer_events.h"

#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace einlass::sync {

struct PeerOptions {
  base::Hash nonce{};           // random, of this connection
  std::string channel_binding;  // net::SessionOpened
  rules::JournalId journal;     // of the server
  std::string software;
};

class PeerSession {
 public:
  explicit PeerSession(PeerOptions options);

  // The challenge: the first thing to send.
  PeerCommands start() const;
  PeerCommands on(const PeerEvent& event, base::Instant venue_time, base::Milliseconds now);
  std::optional<base::Milliseconds> next_due() const;

  // Nil until the kiosk has proven itself.
  rules::KioskId kiosk() const { return proven_ ? claimed_ : rules::KioskId(); }
  // Under which it writes; nil until its first hello.
  rules::JournalId journal() const { return their_hello_ ? their_hello_->journal : rules::JournalId(); }
  // The kiosk keeps entries of this event, but serves another one or none.
  bool keeps_without_serving(rules::EventId event) const;

 private:
  void handle(const PeerMessage& event);
  void handle(const PeerUnreadable& event);
  void handle(const PairingDone& event);
  void handle(const KioskFound& event);
  void handle(const PeerAssigned& event);
  void handle(const PeerHelloTold& event);
  void handle(const PeerDocumentRead& event);
  void handle(const PeerAdmitted& event);
  void handle(const PeerAdmitFailed& event);
  void handle(const PeerRowsRead& event);
  void handle(const PeerRowsMerged& event);
  void handle(const PeerGuests& event);
  void handle(const PeerRowsWritten& event);
  void handle(const PeerRevoked& event);
  void handle(const PeerTimePassed& event);
  void handle(const PeerOfferSeen& event);
  void handle(const PeerOfferFailed& event);
  void handle(const PeerDocumentStored& event);
  void handle(const PeerGuestsStored& event);
  void handle(const PeerEventTaken& event);
  void handle(const PeerLeaseDenied& event);
  void handle(const PeerRecall& event);
  void handle(const PeerDestinationsFound& event);
  void handle(const PeerMoved& event);
  void handle(const PeerNotMoved& event);

  void take(const wire::PairRequest& message);
  void take(const wire::Prove& message);
  void take(const wire::Hello& message);
  void take(const wire::Ping& message);
  void take(const wire::DocumentRequest& message);
  void take(const wire::AdmitRequest& message);
  void take(const wire::Entries& message);
  void take(const wire::EntriesAnswer& message);
  void take(const wire::GuestListRequest& message);
  void take(const wire::ErrorReport& message);
  void take(const wire::EventOffer& message);
  void take(const wire::DocumentPart& message);
  void take(const wire::GuestList& message);
  void take(const wire::LeaseRequest& message);
  void take(const wire::DestinationsRequest& message);
  void take(const wire::MoveRequest& message);
  void take(const wire::KioskReport& message);
  template <typename Other>
  void take(const Other& message);  // a message that is not for a server

  void send(wire::Message message) { commands_.emplace_back(PeerSend{std::move(message)}); }
  void dismiss(wire::ByeReason reason, std::string message);
  void begin_exchange();
  void go_on_with_offer();
  void run(ExchangeCommands commands);

  PeerOptions options_;
  PeerCommands commands_;
  base::Instant venue_time_;
  base::Milliseconds now_{0};
  bool proven_ = false;
  bool closed_ = false;
  rules::KioskId claimed_;
  std::optional<wire::Prove> prove_;  // while its key is looked up
  std::optional<wire::Assignment> assignment_;
  std::optional<wire::Hello> their_hello_;
  std::optional<wire::Hello> my_hello_;
  std::optional<std::vector<wire::ParkedCount>> parked_;  // as last noted
  std::set<JournalOfEvent> forked_;
  EntryExchange exchange_;
  OfferIntake intake_;
};

}  // namespace einlass::sync
