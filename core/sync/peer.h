// The server's side of the conversation with one kiosk (docs/protocol.md). No I/O and no clock: server/venue carries
// out the commands on the database thread and answers with events; times are monotonic. One object per connection.
//
//   PeerSession peer(options);            // start() has the challenge to send
//   for (auto& command : peer.on(PeerMessage{decoded}, now)) …
#pragma once

#include "core/base/error.h"
#include "core/sync/exchange.h"
#include "core/wire/messages.h"

#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace einlass::sync {

// --- events ----------------------------------------------------------------------------------------------------------
struct PeerMessage {
  wire::Message message;
};
struct PeerUnreadable {  // a text that decode() refused
  base::Error why;
};
// Answers to commands.
struct PairingDone {
  std::variant<wire::PairAccepted, wire::PairRefused> answer;
};
struct KioskFound {
  bool known = false;
  bool revoked = false;
  base::VerifyingKey key{};
};
struct PeerAssigned {  // also unasked, when the assignment changes
  wire::Assignment assignment;
};
struct PeerHelloTold {
  wire::Hello hello;  // held: of the events that the kiosk named
};
struct PeerDocumentRead {
  wire::DocumentRequest request;
  std::optional<wire::DocumentPart> part;  // nothing: there is no such document
};
struct PeerAdmitted {  // its transaction has been committed
  wire::AdmitReply reply;
};
struct PeerAdmitFailed {
  rules::ScanStep scan;
  base::Error why;
};
struct PeerRowsRead {
  ReadRows request;
  std::optional<std::vector<rules::JournalRow>> rows;  // nothing: they could not be read
};
struct PeerRowsMerged {
  std::uint64_t batch = 0;
  std::vector<rules::Merged> answers;
};
struct PeerGuests {  // parts of one list, as asked for or because it changed
  std::vector<wire::GuestList> parts;
};
// Rows that were committed on the server, whoever wrote them: to each connected kiosk's session.
struct PeerRowsWritten {
  std::vector<rules::JournalRow> rows;
};
struct PeerRevoked {
  wire::ByeReason reason = wire::ByeReason::Revoked;  // or Replaced
};
struct PeerTimePassed {};

using PeerEvent = std::variant<PeerMessage, PeerUnreadable, PairingDone, KioskFound, PeerAssigned, PeerHelloTold,
                               PeerDocumentRead, PeerAdmitted, PeerAdmitFailed, PeerRowsRead, PeerRowsMerged,
                               PeerGuests, PeerRowsWritten, PeerRevoked, PeerTimePassed>;

// --- commands --------------------------------------------------------------------------------------------------------
struct PeerSend {
  wire::Message message;
};
struct PeerClose {
  std::string reason;  // of the WebSocket close frame
};
struct PairKiosk {
  wire::PairRequest request;
};
struct FindKiosk {
  rules::KioskId kiosk;
};
// The kiosk has proven itself: a session of the same kiosk that is still open is to be revoked as Replaced, and the
// assignment told by PeerAssigned.
struct AdmitPeer {
  rules::KioskId kiosk;
  std::string software;
};
struct TellPeerHello {
  wire::Hello hello;  // the kiosk's: to be noted (journal, documents), and answered by PeerHelloTold
};
struct ReadDocumentPart {
  wire::DocumentRequest request;
};
struct AdmitScan {
  wire::AdmitRequest request;
};
struct MergePeerRows {
  std::uint64_t batch = 0;
  std::vector<rules::JournalRow> rows;
  std::vector<rules::UnreadableEntry> unreadable{};  // to be parked
};
struct ReadGuests {
  wire::GuestListRequest request;
};

using PeerCommand = std::variant<PeerSend, PeerClose, PairKiosk, FindKiosk, AdmitPeer, TellPeerHello, ReadDocumentPart,
                                 AdmitScan, ReadRows, MergePeerRows, ReadGuests>;
using PeerCommands = std::vector<PeerCommand>;

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
  std::optional<base::Milliseconds> next_due() const { return exchange_.next_due(); }

  // Nil until the kiosk has proven itself.
  rules::KioskId kiosk() const { return proven_ ? claimed_ : rules::KioskId(); }

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
  template <typename Other>
  void take(const Other& message);  // a message that is not for a server

  void send(wire::Message message) { commands_.emplace_back(PeerSend{std::move(message)}); }
  void dismiss(wire::ByeReason reason, std::string message);
  void begin_exchange();
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
  EntryExchange exchange_;
};

}  // namespace einlass::sync
