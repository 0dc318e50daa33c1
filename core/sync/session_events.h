// What a kiosk's session is told and what it commands (core/sync/session.h).
#pragma once

#include "core/base/error.h"
#include "core/sync/exchange.h"
#include "core/sync/leases.h"
#include "core/wire/messages.h"

#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace einlass::sync {

// --- events ---
struct ConnectionOpened {
  std::string channel_binding;
};
struct ConnectionClosed {
  base::Error why;
};
struct MessageReceived {
  wire::Message message;
};
// Answers to commands.
// An event that is kept whole: with these documents, which are here, it may be offered to a server that lost it.
struct KeptEvent {
  rules::EventId event;
  std::vector<wire::DocumentRef> documents;
};
struct HelloTold {
  wire::Hello hello;
  // From beyond this sequence on rows go out again, though the server holds them: nobody has said yet that it has their
  // private parts.
  std::vector<wire::Held> parts_not_handed_over{};
  std::vector<KeptEvent> kept{};
};
struct HeldCompared {
  std::set<JournalOfEvent> forked{};  // see ExchangeStart
  bool another_journal = false;       // this device writes under another journal now, because its own was behind
};
struct RowsRead {
  ReadRows request;
  std::optional<std::vector<rules::JournalRow>> rows;  // nothing: they could not be read
};
struct ParkedCounted {  // with each HelloTold and whenever something was put aside: all that is
  std::vector<wire::ParkedCount> parked;
};
struct RowsMerged {
  std::uint64_t batch = 0;
  std::vector<rules::Merged> answers;
};
struct DocumentStored {
  base::Hash hash{};
  bool succeeded = true;
};
struct GuestsStored {  // after the last part, or when one could not be stored
  rules::EventId event;
  std::optional<base::Hash> version;  // of the complete list that is here now
  bool succeeded = true;
};
struct EventOpened {  // after SwitchTo, with the event's store at hand
  std::optional<rules::EventId> event;
  std::optional<base::Hash> guest_list;  // version of the complete list that is here
  wire::Assignment assignment{};         // as switched to; without documents: none yet
};
// After SwitchTo and whenever an event was forgotten: documents go with what needed them, and may be wanted again.
struct DocumentsHeld {
  std::vector<base::Hash> documents;
  std::string font_set;
};
struct SwitchFailed {};  // after SwitchTo: tried again after a while
struct RowsWritten {     // this device's own, committed
  std::vector<rules::JournalRow> rows;
};
// This kiosk gave something up: the server is told anew what it holds.
struct HoldsLess {};
struct DocumentRead {
  wire::DocumentRequest request;
  std::optional<wire::DocumentPart> part;  // nothing: it is not here
};
struct GuestListRead {  // one part; the next one once it has gone out
  wire::GuestList part;
};
struct LeasesTold {
  LeasesHere here;
};
struct LeaseNoted {  // written down, after NoteLease
  wire::LeaseRequest request;
};
// Somebody at this kiosk asks where it may go, or points it there; answered by TakeDestinations, TakeMoved or
// TakeNotMoved, once.
struct MoveAsked {
  std::variant<wire::DestinationsRequest, wire::MoveRequest> question;
};
struct TimePassed {};

using SyncEvent =
    std::variant<ConnectionOpened, ConnectionClosed, MessageReceived, HelloTold, RowsRead, RowsMerged, DocumentStored,
                 GuestsStored, EventOpened, SwitchFailed, RowsWritten, HoldsLess, DocumentRead, GuestListRead,
                 HeldCompared, LeasesTold, LeaseNoted, MoveAsked, ParkedCounted, TimePassed, DocumentsHeld>;

// --- commands ---
struct Connect {};  // open a new connection
struct CloseConnection {};
struct Send {
  wire::Message message;
};
struct TellHello {};  // collect what is held; answer with HelloTold
// What the server holds beside what is here: where it has more of this device's own journal, or other entries, the
// device goes on in a new one. Answer with HeldCompared.
struct CompareHeld {
  std::vector<wire::Held> theirs;
};
// The server says that these are over. What is here of a rehearsal goes; then HoldsLess. Of any other event nothing
// does.
struct DropEvents {
  std::vector<rules::EventId> events;
};
struct MergeRows {
  std::uint64_t batch = 0;
  std::vector<rules::JournalRow> rows;
  std::vector<rules::UnreadableEntry> unreadable{};  // to be parked
};
struct StoreDocument {
  wire::DocumentRef document;
  std::string content;  // its hash has been checked
};
struct StoreGuests {
  wire::GuestList part;
};
// For a server that lacks an event; answer with DocumentRead, and with a GuestListRead for each part.
struct ReadDocument {
  wire::DocumentRequest request;
};
struct ReadGuestList {
  rules::EventId event;
};
struct TellLeases {};  // collect the own leases; answer with LeasesTold
struct SwitchTo {
  wire::Assignment assignment;  // all its documents are stored
};
struct TakeTime {
  base::Milliseconds sent{0};
  base::Milliseconds received{0};
  base::Instant venue;
};
struct TakeReply {
  wire::AdmitReply reply;
};
struct TakeFailure {
  rules::ScanStep scan;
};
struct TakeDestinations {
  wire::Destinations answer;
};
struct TakeMoved {
  std::uint64_t token = 0;
};
struct TakeNotMoved {
  std::uint64_t token = 0;
  bool was_to_move = false;  // else it was asked where to
  base::Error why;           // the server's, or Unavailable, Timeout
};
// Where the server says that it is to be reached now, best first.
struct KeepHosts {
  std::vector<std::string> hosts;
};
// To the screens. Joined: scans are asked at the server from now on. Left: it is known to be out of reach.
struct Joined {};
struct Left {
  base::Error why;
};
// The server refuses this kiosk; attempts go on, but rarely.
struct TurnedAway {
  wire::ByeReason reason = wire::ByeReason::Revoked;
  std::string message;
};
// The server has these entries, with what it could read of their private parts.
struct NoteHandedOver {
  std::vector<rules::EntryId> entries;
};
struct ReportParked {
  std::vector<rules::Merged> parked;  // rows that the server put aside
};

using SyncCommand =
    std::variant<Connect, CloseConnection, Send, TellHello, ReadRows, MergeRows, StoreDocument, StoreGuests, SwitchTo,
                 TakeTime, TakeReply, TakeFailure, KeepHosts, Joined, Left, TurnedAway, NoteHandedOver, ReportParked,
                 ReadDocument, ReadGuestList, CompareHeld, DropEvents, TellLeases, NoteLease, ForgetLease, ReturnLeases,
                 TakeDestinations, TakeMoved, TakeNotMoved>;

}  // namespace einlass::sync
