// What the kiosk is doing. A plain value without clock, thread or window; step() makes the next one.
#pragma once

#include "core/base/instant.h"
#include "core/rules/badge_handout.h"
#include "core/rules/guest_sheet.h"
#include "core/rules/ids.h"
#include "core/rules/journal_entry.h"
#include "core/rules/refusal.h"
#include "core/rules/ticket_code.h"
#include "kiosk/flow/devices.h"
#include "kiosk/flow/diagnosis.h"
#include "kiosk/flow/door_status.h"
#include "kiosk/flow/form.h"
#include "kiosk/flow/look.h"
#include "kiosk/flow/self_state.h"
#include "kiosk/flow/staff_state.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace einlass::flow {

enum class BadgeStage { Waiting, Printing, Printed, Failed, Unknown };

constexpr bool is_final(BadgeStage stage) {
  return stage != BadgeStage::Waiting && stage != BadgeStage::Printing;
}

struct BadgeProgress {
  rules::PrintJobId job;
  BadgeStage stage = BadgeStage::Waiting;
  std::string collect_at{};                       // another printer's name; empty: the one below the screen
  PrinterTrouble trouble = PrinterTrouble::None;  // what the badge waits for
  std::string name{};                             // whose it is; empty where no name may stand on the screen
  int number = 0;                                 // where it is not by its name alone told apart from others; 0: it is
  friend bool operator==(const BadgeProgress&, const BadgeProgress&) = default;
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
  std::string name;        // empty: not known, or the policy is discreet
  std::string table{};     // or seat
  std::string category{};  // of the ticket: what she is given at the door
  int persons = 1;         // who came in together
  int not_in = 0;          // tickets of the group that our team must look at
  bool admitted = true;    // no: at a badge desk, where nobody comes in
  bool has_badge = true;   // no: guests of her category get none
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
using Screen = std::variant<OutOfService, Attract, Checking, Welcome, AlreadyIn, Refused, NotTheTicket, Announced,
                            Choose, FindMe, FoundNobody, SearchLocked, RegisterMe, AnswerQuestion, HowMany, NameTicket,
                            AskConsent, ConfirmBadge, CorrectBadge, Staff, Diagnosis>;

// Badges of this visit that come out somewhere else.
struct BadgesElsewhere {
  rules::BadgeHint hint = rules::BadgeHint::None;
  std::map<std::string, std::string> desk{};  // where, by language; empty: our team knows
  bool perhaps_fetched = false;               // she is not let in just now: she may know of it
  friend bool operator==(const BadgesElsewhere&, const BadgesElsewhere&) = default;
};

// Lies over whatever screen it was asked on: a guest who asks for help while her badge prints still sees the badge.
struct HelpAsked {
  bool sent = false;     // somebody can have heard it
  rules::ScanId call{};  // by which it is answered
  bool coming = false;   // somebody said so
  bool unheard = false;  // nobody did in time
};

// One person's visit, from the code to the return to Attract. Empty while nobody is there.
struct Visit {
  rules::ScanStep scan;
  std::string code;               // as cleaned; in memory only. Empty: found by name, or registered here
  base::Milliseconds picture{0};  // in which the code was seen; 0: in none
  std::optional<rules::TicketId> chosen;
  rules::How how = rules::How::Scan;
  int persons = rules::ask_persons;            // who come in now
  std::deque<AskedQuestion> questions;         // to be answered before the admission
  std::map<std::string, std::string> answers;  // so far, by question
  std::vector<std::string> answered;           // in this visit, so that nothing is asked for ever
  std::optional<rules::TicketId> asked_for;    // the ticket that the questions are about
  int most = 0;                                // of its persons may come in now; 0: that is not asked
  rules::GuestId newcomer{};                   // who registers
  bool settled = false;                        // by staff or host, at a closed event
  int number = 0;                              // that she was given to wait with; 0: none
  std::optional<BeforeBadges> before_badges;
  std::optional<Screen> result;  // after those
  Group group;
  std::uint64_t awaited = 0;          // token of the question to guest list or journal that this visit waits for
  std::vector<BadgeProgress> badges;  // in order of places
  std::vector<BadgesElsewhere> badges_elsewhere;
  std::map<rules::PrintJobId, std::vector<std::string>> badge_words;  // what stands on those that were drawn
  bool replaceable = true;                                            // a new code may take the screen
  bool closing = false;                                               // the warning is shown
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
  base::Milliseconds picture{0};
};

// HeldUp: somebody's code waits for what is being said. Aside: an approval takes long. Unheard: a call for help does.
// Called: somebody's number stands on the screen. Reading, Doing: staff's question or act has no answer yet.
enum class TimerKind {
  Idle,
  Warning,
  ShownLeast,
  Checking,
  Notice,
  Speech,
  HeldUp,
  Aside,
  Unheard,
  Called,
  Reading,
  Doing
};
inline constexpr std::size_t timer_kinds = 12;

// What step() cannot make itself: renewed before every event, each id for one use.
struct Given {
  base::Instant now;  // venue time
  rules::ScanId scan;
  rules::TicketId ticket;
  rules::GuestId guest;
  rules::PrintJobId job;
};

struct State {
  Screen screen = OutOfService{};
  Visit visit;
  std::optional<HelpAsked> help;
  std::optional<Form> form;  // of the screen that has one
  std::uint64_t asked = 0;   // token of the newest AskDoor or DoAtDoor; older answers are late
  rules::DoorNews news;
  DoorStatus status;
  std::map<std::string, std::string> message;  // of the organiser to everybody here, by language; empty: none
  Given given;
  Speech speech;
  View view;
  std::string language;          // empty: the default
  bool language_chosen = false;  // by hand, so that nothing else changes it during this visit
  AimHint aim = AimHint::None;
  std::deque<WaitingCode> waiting;           // codes held up while a result must still be readable
  std::vector<BadgeProgress> left_printing;  // badges of visits that others replaced
  std::vector<BadgeProgress> left_failed;    // those of them that did not come out
  std::deque<WaitingAside> aside;            // at closed events, oldest first
  int last_number = 0;                       // that was given to wait with
  int called = 0;                            // number of somebody whom our team expects; 0: nobody's
  std::optional<OutOfServiceReason> out = OutOfServiceReason::Starting;
  PairingState pairing = PairingState::Awaited;  // while not paired
  AskedTime asked_time;                          // while the time is in doubt
  Devices devices;

  // The serial of the timer that counts, per kind; 0: none. A timer with another serial is late.
  std::array<std::uint64_t, timer_kinds> timers{};
  std::uint64_t timers_started = 0;

  bool runs(TimerKind kind) const { return timers.at(static_cast<std::size_t>(kind)) != 0; }
  bool speaks() const { return runs(TimerKind::Speech); }
};

}  // namespace einlass::flow
