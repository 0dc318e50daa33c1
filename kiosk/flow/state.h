// What the kiosk is doing. A plain value without clock, thread or window; step() makes the next one.
#pragma once

#include "core/base/instant.h"
#include "core/rules/guest_sheet.h"
#include "core/rules/ids.h"
#include "core/rules/journal_entry.h"
#include "core/rules/refusal.h"
#include "core/rules/ticket_code.h"
#include "kiosk/flow/diagnosis.h"
#include "kiosk/flow/form.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace einlass::flow {

// Why nobody can check in here at all.
enum class OutOfServiceReason {
  Starting,
  NotPaired,  // and takes a pairing code
  Revoked,
  WrongServer,    // the server's certificate is not the one this kiosk was paired with
  NoEvent,        // paired, but no event is open here
  StorageFailed,  // the disk takes no more entries
  TimeInDoubt,    // nobody vouches for the clock, which cannot be right
};

// How a kiosk that is not paired comes to its server: a pairing code held up to it. Everything after UnderWay is why
// the last code did not do; another one may follow at once.
enum class PairingState {
  Awaited,
  UnderWay,
  Unreadable,
  CodeSpent,    // unknown, used or too old: the server does not tell these apart
  WrongServer,  // whoever answers has another key than the code says
  Unreachable,
  Busy,          // no answer in time, or too many attempts
  OtherVersion,  // of code or server
  NotSaved,      // the disk takes nothing
};

// What guests can hear with that others cannot. In: plugged in by a guest, who thereby asks for speech. Handset: always
// there, so that it asks for nothing.
enum class Headphones { None, In, Handset };

enum class CameraState { None, Starting, Working, Broken };
// Impaired: one of several cannot print.
enum class PrinterState { None, Ready, Impaired, Unavailable };

struct Devices {
  CameraState camera = CameraState::Starting;
  PrinterState printer = PrinterState::None;
  bool connected = false;      // to the venue server
  bool other_version = false;  // of the server: it turned this kiosk away
  bool time_is_sure = true;    // the server was met since this device started
  Headphones headphones = Headphones::None;
  friend bool operator==(const Devices&, const Devices&) = default;
};

enum class BadgeStage { Waiting, Printing, Printed, Failed, Unknown };

constexpr bool is_final(BadgeStage stage) {
  return stage != BadgeStage::Waiting && stage != BadgeStage::Printing;
}

struct BadgeProgress {
  rules::PrintJobId job;
  BadgeStage stage = BadgeStage::Waiting;
  std::string collect_at{};  // another printer's name; empty: the one below the screen
  friend bool operator==(const BadgeProgress&, const BadgeProgress&) = default;
};

struct TicketChoice {
  rules::TicketId ticket;
  std::string label;  // the ticket type; never a person
  friend bool operator==(const TicketChoice&, const TicketChoice&) = default;
};

// A time that somebody sets by going round: minutes within the hour, hours within the day, days from `earliest` on.
struct AskedTime {
  base::Instant earliest;  // known for sure
  base::Instant shown;
  bool names_go = true;  // in ten minutes, if nobody sets it
  friend bool operator==(const AskedTime&, const AskedTime&) = default;
};

struct OutOfService {
  OutOfServiceReason reason = OutOfServiceReason::Starting;
};
struct Attract {};
struct Checking {};
struct Welcome {
  std::string name;  // empty: not known, or the policy is discreet
};
struct AlreadyIn {};
struct Refused {
  rules::Refusal refusal = rules::Refusal::UnknownCode;
  std::string other_event{};                // with OtherEvent, if its name is public
  std::string right_door{};                 // with OtherEvent: this event's other door
  std::optional<base::Instant> opens_at{};  // with TooEarly
  base::Instant decided_at{};               // venue time
};
struct NotTheTicket {
  rules::NotATicket what = rules::NotATicket::WebLink;
};
struct Announced {};
struct Choose {
  std::vector<TicketChoice> choices;
};

using Screen = std::variant<OutOfService, Attract, Checking, Welcome, AlreadyIn, Refused, NotTheTicket, Announced,
                            Choose, Diagnosis>;

// Lies over whatever screen it was asked on: a guest who asks for help while her badge prints still sees the badge.
struct HelpAsked {
  bool sent = false;  // somebody can have heard it
};

// One person's visit, from the code to the return to Attract. Empty while nobody is there.
struct Visit {
  rules::ScanStep scan;
  std::string code;                   // as cleaned; in memory only
  std::vector<BadgeProgress> badges;  // in order of places
  bool replaceable = true;            // a new code may take the screen
  bool closing = false;               // the warning is shown
  int extensions = 0;
};

// What this visitor hears. Ends with the visit.
struct Speech {
  bool asked = false;  // with a key of the keypad
  int louder = 0;      // steps from FlowConfig::volume
};

struct WaitingCode {
  rules::ScanId scan;
  std::string code;
};

enum class TimerKind { Idle, Warning, ShownLeast, Checking, Notice, Speech };
inline constexpr std::size_t timer_kinds = 6;

struct State {
  Screen screen = OutOfService{};
  Visit visit;
  std::optional<HelpAsked> help;
  std::optional<Form> form;  // of the screen that has one
  std::uint64_t asked = 0;   // token of the newest AskDoor or DoAtDoor; older answers are late
  rules::DoorNews news;
  Speech speech;
  std::string language;                      // empty: the default
  bool language_chosen = false;              // by hand, so that nothing else changes it during this visit
  std::deque<WaitingCode> waiting;           // codes held up while a result must still be readable
  std::vector<BadgeProgress> left_printing;  // badges of visits that others replaced
  bool left_failed = false;                  // one of those did not come out
  std::optional<OutOfServiceReason> out = OutOfServiceReason::Starting;
  PairingState pairing = PairingState::Awaited;  // while not paired
  AskedTime asked_time;                          // while the time is in doubt
  Devices devices;

  // The serial of the timer that counts, per kind; 0: none. A timer with another serial is late.
  std::array<std::uint64_t, timer_kinds> timers{};
  std::uint64_t timers_started = 0;
};

}  // namespace einlass::flow
