// The kiosk's link: its journal and replica, and the connection to the venue server. A port: start_link() makes the
// real one (kiosk/link/venue_link.cpp), the stage's tests have a fake.
//
// Calls come from the UI thread and return at once; everything happens on the link's own thread, which owns the
// database. Answers come as LinkEvents, posted on the link's thread: `post` must only enqueue.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/rules/admission.h"
#include "core/rules/door_question.h"
#include "core/rules/event_policy.h"
#include "core/rules/journal_row.h"
#include "core/rules/kiosk_move.h"
#include "core/rules/ticket_code.h"
#include "core/sync/gate.h"
#include "core/wire/kiosk_notice.h"
#include "core/wire/message_parts.h"
#include "core/wire/private_fields.h"
#include "core/wire/report_messages.h"
#include "db/attendance_journal.h"
#include "db/print_log.h"
#include "kiosk/link/font_folder.h"
#include "kiosk/link/requests.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace einlass::link {

using wire::private_fields;
using wire::TicketView;

// --- what the link reports -------------------------------------------------------------------------------------------

// A print job that the last run left open, or of which nobody has said yet what became of it.
struct OpenPrint {
  rules::EventId event;
  store::PrintRecord record;
};

// The event this kiosk serves, whole: also posted at start from what is on disk, before any server is met.
struct Assigned {
  rules::EventId event;
  rules::EventFrame frame;
  rules::EventPolicy policy;
  std::string kiosk_name;
  std::string door;
  std::map<std::string, std::string> templates;  // SVG by name
  std::map<std::string, std::string> images;     // encoded pictures by name
  std::string font_set;                          // hash that the server expects
  std::filesystem::path fonts;                   // folder of these fonts; empty: the packaged ones
  std::vector<OpenPrint> open_prints;            // of every event on this kiosk, oldest first; told once a run
};
// No event: nothing to admit to.
struct Unassigned {};

struct Connected {};  // scans are decided by the server from now on
struct Alone {        // the server is out of reach; `why` is for the log and staff
  base::Error why;
};
struct TurnedAway {  // revoked, unknown to the server, or of an incompatible version; `message` says what to do
  wire::ByeReason reason = wire::ByeReason::Revoked;
  std::string message;
};

// After a restart alone this kiosk's clock cannot be right, and nobody vouches for it, until somebody answers with
// confirm_time() or the server says what time it is. Where it is past the event's expiry, no name is read meanwhile,
// and the key is overwritten after ten minutes (Unassigned then).
struct TimeInDoubt {
  base::Instant earliest;  // the right time is later
  bool names_go = true;    // by this clock the event's names would have to go
};
struct TimeSettled {};

struct AdmissionDecided {
  rules::ScanStep scan;
  bool alone = false;
  rules::Admission admission;
  std::vector<TicketView> tickets;  // the one it is about first, then the choices
  std::string template_name;        // of the badge; empty: no badge
  std::string other_event{};        // with OtherEvent, where it is public
};
struct Checking {
  rules::ScanStep scan;
};
struct NotATicketCode {  // a web link, contact, Wi-Fi code, or damaged: nothing was written
  rules::ScanStep scan;
  rules::NotATicket kind = rules::NotATicket::Empty;
};
// No event, or the disk failed: nothing was decided.
struct AdmissionImpossible {
  rules::ScanStep scan;
  base::Error why;
};

struct Written {
  std::uint64_t token = 0;
  base::Result<std::optional<rules::JournalRow>> row;  // nothing: only the print log was written
};

// At most twice a second.
struct Totals {
  store::EventTotals totals;
  std::uint64_t to_hand_over = 0;  // own entries that no server has answered yet
  bool time_is_sure = true;
  std::uint64_t parked = 0;                     // entries that this kiosk put aside
  std::optional<base::Instant> list_taken{};    // when the guest list came as it is here; nothing: none is whole
  std::optional<base::Instant> server_heard{};  // its last word, since this program's start
  int badges_printed_here = 0;
};

// The disk takes nothing, and what the server decided was shown all the same.
struct StorageFailed {
  base::Error why;
};

// To ask(). `answer` errors: NotFound, Storage, Unavailable, Timeout, in a sentence for the log.
struct DoorAnswered {
  std::uint64_t token = 0;
  base::Result<rules::DoorAnswer> answer;
};
// To act(). Errors as store::entries_of (db/staff_acts.h); Refused also: she is of the roster no longer.
// To move(): the server has done it, and Assigned follows. Errors: the server's, Unavailable, Timeout.
struct ActDone {
  std::uint64_t token = 0;
  base::Result<void> done;
};
// What somebody at the door should look at; whenever it changes, at most twice a second.
struct DoorNews {
  rules::DoorNews news;
};
// Of a scan or call of this kiosk, by somebody elsewhere.
struct HelpIsComing {
  rules::ScanId scan;
};
struct ScanSettled {
  rules::ScanId scan;
  rules::TicketId ticket;
  bool admitted = false;  // false: declined
  bool at_kiosk = false;  // which prints what is owed
};

// Of a badge of this kiosk nobody knew whether it came out: somebody has said so, wherever, or it is void.
struct BadgeLookedFor {
  rules::BadgeSerial serial;
};

// What the organiser says to everybody before this kiosk; nothing: no more.
struct NoticeChanged {
  std::optional<wire::KioskNotice> notice;
};

using LinkEvent =
    std::variant<Assigned, Unassigned, Connected, Alone, TurnedAway, TimeInDoubt, TimeSettled, AdmissionDecided,
                 Checking, NotATicketCode, AdmissionImpossible, Written, Totals, StorageFailed, DoorAnswered, ActDone,
                 DoorNews, HelpIsComing, ScanSettled, BadgeLookedFor, NoticeChanged>;

class Link {
 public:
  virtual ~Link() = default;  // ends the thread; nothing is posted afterwards
  virtual void admit(ScanRequest request) = 0;
  virtual void write(WriteRequest request) = 0;
  // Somebody of the team says what time it is, after TimeInDoubt.
  virtual void confirm_time(base::Instant venue) = 0;
  virtual void ask(std::uint64_t token, rules::DoorQuestion question) = 0;
  virtual void act(std::uint64_t token, ActRequest request) = 0;
  virtual void move(std::uint64_t token, rules::KioskMove move) = 0;
  // How this kiosk prints, for the server: whenever that changes.
  virtual void tell_printing(wire::PrintingReport printing) = 0;
};

struct LinkOptions {
  std::filesystem::path state_dir;  // as left by pair(); locked by the caller (base::DirectoryLock)
  std::string software;             // "einlass-kiosk 0.1.0"
  std::string font_set;             // badge::FontSet::hash()
  PackagedFonts fonts;              // and its files: they need not be fetched
  base::Instant built;              // of this program: venue time is never before it
  const base::Clock* clock = nullptr;
  std::function<void(LinkEvent)> post;
  sync::GateTimes gate_times{};  // how long a scan waits for the server
};

// NotFound: this kiosk is not paired. Incompatible, Storage: the state directory cannot be used.
base::Result<std::unique_ptr<Link>> start_link(LinkOptions options);

}  // namespace einlass::link
