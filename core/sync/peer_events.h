// What a PeerSession is told and what it commands (core/sync/peer.h).
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
  bool by_certificate = false;  // known by what it presents only: the key is the certificate's
};
struct PeerAssigned {  // also unasked, when the assignment changes
  wire::Assignment assignment;
};
struct PeerHelloTold {
  wire::Hello hello;                  // held: of the events that the kiosk named
  std::set<JournalOfEvent> forked{};  // see ExchangeStart
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
// Answers about an event that the kiosk offers.
struct PeerOfferSeen {
  wire::EventOffer offer;
  std::optional<std::vector<wire::DocumentRef>> missing;  // nothing: the event is here already
};
struct PeerOfferFailed {
  base::Error why;
};
struct PeerDocumentStored {
  base::Hash hash{};
};
struct PeerGuestsStored {  // after the last part, or when one could not be stored
  std::optional<base::Hash> version;
};
struct PeerEventTaken {
  rules::EventId event;
};
// Answer to GrantLease where nothing was granted; a lease goes out among the rows.
struct PeerLeaseDenied {
  wire::LeaseRequest request;
};
struct PeerRecall {  // somebody waits for a seat
  rules::EventId event;
};
// Answers to FindDestinations and MoveKiosk.
struct PeerDestinationsFound {
  wire::Destinations answer;
};
struct PeerMoved {
  std::uint64_t token = 0;
};
struct PeerNotMoved {
  wire::ErrorReport report;  // which says what of the two it is about
};

using PeerEvent =
    std::variant<PeerMessage, PeerUnreadable, PairingDone, KioskFound, PeerAssigned, PeerHelloTold, PeerDocumentRead,
                 PeerAdmitted, PeerAdmitFailed, PeerRowsRead, PeerRowsMerged, PeerGuests, PeerRowsWritten, PeerRevoked,
                 PeerTimePassed, PeerOfferSeen, PeerOfferFailed, PeerDocumentStored, PeerGuestsStored, PeerEventTaken,
                 PeerLeaseDenied, PeerRecall, PeerDestinationsFound, PeerMoved, PeerNotMoved>;

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
  std::optional<wire::PairingCertificate> certificate{};
};
// The kiosk, which was found by its certificate, has proven itself: from now on it is known. Before AdmitPeer.
struct RegisterKiosk {
  rules::KioskId kiosk;
  wire::PairingCertificate certificate;
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
// Of an event that the kiosk offers.
struct SeeOffer {  // answer with PeerOfferSeen or PeerOfferFailed
  wire::EventOffer offer;
};
struct StorePeerDocument {
  wire::DocumentRef document;
  std::string content;  // its hash has been checked
};
struct StorePeerGuests {
  wire::GuestList part;
};
struct TakeEvent {  // all of it is stored; answer with PeerEventTaken or PeerOfferFailed
  wire::EventOffer offer;
};
struct GrantLease {  // answer with PeerLeaseDenied where there is nothing to grant
  wire::LeaseRequest request;
};

// Somebody at the kiosk asks where it may go; answer with PeerDestinationsFound or PeerNotMoved.
struct FindDestinations {
  wire::DestinationsRequest request;
};
// She points it there; answer with PeerMoved or PeerNotMoved, and then tell the assignment.
struct MoveKiosk {
  wire::MoveRequest request;
};

// The kiosk has every entry that it was sent, and this version of the guest list.
struct NoteInStep {
  base::Hash guest_list{};
};

// All that the kiosk put aside, whenever that is something else than before.
struct NoteParked {
  std::vector<wire::ParkedCount> parked;
};
// How the kiosk does, as it says itself.
struct NoteReport {
  wire::KioskReport report;
};

using PeerCommand =
    std::variant<PeerSend, PeerClose, PairKiosk, FindKiosk, AdmitPeer, TellPeerHello, ReadDocumentPart, AdmitScan,
                 ReadRows, MergePeerRows, ReadGuests, RegisterKiosk, SeeOffer, StorePeerDocument, StorePeerGuests,
                 TakeEvent, GrantLease, NoteInStep, NoteParked, FindDestinations, MoveKiosk, NoteReport>;
using PeerCommands = std::vector<PeerCommand>;

}  // namespace einlass::sync
