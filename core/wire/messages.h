// Every message between kiosk and venue server, as plain values and as JSON (docs/protocol.md). Any thread.
#pragma once

#include "core/base/error.h"
#include "core/wire/event_messages.h"
#include "core/wire/lease_messages.h"
#include "core/wire/message_parts.h"
#include "core/wire/report_messages.h"

#include <string>
#include <string_view>
#include <variant>

namespace einlass::wire {

inline constexpr int protocol_version = 1;
inline constexpr std::string_view websocket_target = "/kiosk";
inline constexpr std::string_view websocket_subprotocol = "einlass.kiosk";

// server → kiosk, first on every connection. `nonce` is what a proof signs. Its shape is the same in every version.
struct Challenge {
  base::Hash nonce{};
  Versions versions;
  std::string software;
};

// kiosk → server, first answer of a kiosk that is not paired. Answered by PairAccepted or PairRefused; then the
// connection closes and the kiosk comes again with Prove.
struct PairRequest {
  PairingSecret secret{};    // works once
  base::VerifyingKey key{};  // Ed25519, made on the kiosk
  std::string name;          // wished for; empty: the one in the offer
  Versions versions;
  std::string software;
  std::optional<rules::EventId> event{};         // that it served for a server which is lost, and brings along
  std::vector<rules::EventId> further_events{};  // that it keeps for the same server, and brings as well
};
struct PairAccepted {
  rules::KioskId kiosk;
  std::string name;
  std::string door;
  base::Instant venue_time;
};
struct PairRefused {
  PairRefusal reason = PairRefusal::Code;
  std::string message;
};

// kiosk → server, first answer of a paired kiosk. `signature` is over proof_text() (core/wire/proof.h).
struct Prove {
  rules::KioskId kiosk;
  base::Signature signature{};
  Versions versions;
  std::string software;
  std::optional<PairingCertificate> certificate{};  // for a server that does not know this kiosk
};
struct Welcome {
  rules::JournalId journal;  // of the server
  base::Instant venue_time;
};

// Either side, for good: the connection closes after it. Its shape is the same in every version.
struct Bye {
  ByeReason reason = ByeReason::ShuttingDown;
  std::string message;
};

// Both ways, after Welcome and when the kiosk has switched to another event; the server answers each with its number,
// and passes over one that is older than the last.
struct Hello {
  std::uint64_t number = 0;  // of the kiosk's hellos on this connection, from 1
  rules::JournalId journal;  // the sender's own
  std::vector<Held> held;    // all journals of all events concerned; the server's: of the events named by the kiosk's
  std::vector<base::Hash> documents;
  std::string font_set;  // hash of the packaged fonts; the server's: empty
  std::vector<GuestListHeld> guest_lists;
  std::vector<Held> parts_lacking{};      // the kiosk's: rows beyond these are wanted again, for their private parts
  std::vector<rules::EventId> dropped{};  // the server's: rehearsals that are over, of those the kiosk named
};

// kiosk → server and back: one measurement of the venue time.
struct Ping {
  std::uint64_t token = 0;
  std::uint64_t assignment = 0;  // number of the last one received; a server that has sent a later one repeats it
  std::optional<base::Hash> guest_list{};  // version of the complete list that it has of the event it serves
  std::vector<ParkedCount> parked{};       // all that this kiosk put aside
};
struct Pong {
  std::uint64_t token = 0;
  base::Instant venue_time;
};

// server → kiosk, after Welcome and at every change. The kiosk fetches what it lacks and switches when it has all.
struct Assignment {
  std::uint64_t number = 0;             // of this connection, from 1; an older one is passed over
  std::optional<rules::EventId> event;  // nothing: this kiosk has no event now
  std::string kiosk_name;
  std::string door;
  std::vector<DocumentRef> documents;  // kinds "event", "policy", "keys" once each; any "template", "image", "font"
  std::string font_set;                // a kiosk with the same one needs no document of kind "font"
  std::optional<base::Hash> guest_list;
  std::vector<std::string> hosts{};                 // under which kiosks reach the server now, best first
  std::optional<PairingCertificate> certificate{};  // of this assignment, to be kept with it
};

// kiosk → server; server → kiosk for an event that was offered. Likewise the messages about guest lists.
struct DocumentRequest {
  base::Hash hash{};
  std::uint64_t offset = 0;
};
struct DocumentPart {
  base::Hash hash{};
  std::uint64_t offset = 0;
  std::uint64_t size = 0;  // of the whole document
  base::Bytes content;     // at most document_part_bytes
};

// kiosk → server. A repeated request of the same (scan, step) is answered alike.
struct AdmitRequest {
  rules::EventId event;
  rules::ScanStep scan;
  ScanTarget target;
  rules::How how = rules::How::Scan;
  rules::Decider decider = rules::Decider::SelfService;
  int persons = 0;  // 0: all places that are not in yet
  std::string door;
  std::uint32_t operator_number = 0;
  std::vector<rules::JournalRow> own_entries;        // the device's own of this scan: merged before deciding
  std::vector<rules::UnreadableEntry> unreadable{};  // of own_entries; only ever received
};
struct AdmitReply {
  rules::EventId event;
  rules::ScanStep scan;
  rules::Admission admission;  // what `row` says, with what the screens need beyond it
  rules::JournalRow row;       // merged by the kiosk before it shows anything
  bool repeated = false;       // had been decided before
  std::vector<TicketView> tickets;
  std::string template_name;  // of the badge; empty: no badge
  std::string other_event{};  // with other_event: that event's name, if it is public
};

// Both ways: what the other side lacks. `batch` is the sender's, answered by EntriesAnswer with the same number.
struct Entries {
  std::uint64_t batch = 0;
  std::vector<rules::JournalRow> rows;
  std::vector<rules::UnreadableEntry> unreadable{};  // of the rows; only ever received, and parked
};
struct EntriesAnswer {
  std::uint64_t batch = 0;
  std::vector<rules::Merged> answers;
};

// kiosk → server; answered by GuestList parts: what changed since `have`, or all.
struct GuestListRequest {
  rules::EventId event;
  std::optional<base::Hash> have;
};
// server → kiosk, also unasked when the list changes. Rows replace by ticket id.
struct GuestList {
  rules::EventId event;
  base::Hash version{};            // once the last part is in
  std::optional<base::Hash> base;  // rows are what changed since that version; nothing: a snapshot
  std::uint32_t part = 1;
  std::uint32_t parts = 1;
  std::vector<rules::GuestRow> rows;
};

// Either way: a message that could not be served. The connection goes on.
struct ErrorReport {
  base::ErrorKind kind = base::ErrorKind::Internal;
  std::string message;
  std::string about;                     // type of the message that caused it; empty: not known
  std::optional<rules::ScanStep> scan;   // about an admit_request
  std::optional<base::Hash> document;    // about a document_request
  std::optional<std::uint64_t> token{};  // about a destinations_request or move_request
};

using Message =
    std::variant<Challenge, PairRequest, PairAccepted, PairRefused, Prove, Welcome, Bye, Hello, Ping, Pong, Assignment,
                 DocumentRequest, DocumentPart, AdmitRequest, AdmitReply, Entries, EntriesAnswer, GuestListRequest,
                 GuestList, ErrorReport, EventOffer, EventTaken, LeaseRequest, LeaseDenied, LeaseRecall,
                 DestinationsRequest, Destinations, MoveRequest, Moved, KioskReport>;

std::string encode(const Message& message);

// InvalidInput names the field that is missing, wrong or unknown. Incompatible: another protocol version (but challenge
// and bye are read in any).
base::Result<Message> decode(std::string_view text);

// "admit_request" …
std::string_view type_name(const Message& message);

}  // namespace einlass::wire
