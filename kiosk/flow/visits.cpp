// How one visit gives way to the next: the lane never waits for paper, and nobody is rushed off an unread screen.
#include "kiosk/flow/stepper.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

namespace {

constexpr std::size_t longest_line = 8;  // codes in one picture, or held up in a hurry

}  // namespace

bool takes_codes(const std::optional<OutOfServiceReason>& out) {
  return !out || *out == OutOfServiceReason::NotPaired;
}

bool Stepper::same_visit(const std::string& code) const {
  if (at_home() || state_.visit.code != code) return false;
  // Shown again after a refusal, it is asked anew: meanwhile our team may have settled the matter.
  return !shows<Refused>() || !state_.visit.replaceable;
}

void Stepper::take_code(WaitingCode code) {
  if (same_visit(code.code)) return person_is_there();
  if (state_.visit.replaceable) return begin_visit(std::move(code));
  const bool in_line = std::any_of(state_.waiting.begin(), state_.waiting.end(),
                                   [&code](const WaitingCode& other) { return other.code == code.code; });
  if (!in_line && state_.waiting.size() < longest_line) state_.waiting.push_back(std::move(code));
}

void Stepper::begin_visit(WaitingCode code) {
  // A language chosen before any code was shown is this visitor's; one chosen later was somebody else's.
  // So is speech.
  const bool keep = shows<Attract>() || shows<NotTheTicket>();
  const std::string language = state_.language;
  const bool chosen = state_.language_chosen;
  const Speech speech = state_.speech;
  leave_visit();
  if (keep) {
    state_.language = language;
    state_.language_chosen = chosen;
    state_.speech = speech;
  }
  state_.visit.scan = {.scan = code.scan, .step = 0};
  state_.visit.code = std::move(code.code);
  ask(std::nullopt);
}

void Stepper::ask(std::optional<rules::TicketId> chosen) {
  state_.screen = Checking{};
  state_.visit.replaceable = false;
  state_.visit.closing = false;
  cancel(TimerKind::Idle);
  cancel(TimerKind::Warning);
  commands_.push_back(AskAdmission{.scan = state_.visit.scan, .code = state_.visit.code, .chosen = chosen});
  start(TimerKind::Checking, config_.timings.checking);
}

void Stepper::leave_visit() {
  for (BadgeProgress& badge : state_.visit.badges) {
    if (!is_final(badge.stage)) state_.left_printing.push_back(std::move(badge));
  }
  state_.visit = {};
  state_.help.reset();
  state_.form.reset();
  state_.language.clear();
  state_.language_chosen = false;
  state_.speech = {};
  for (const TimerKind kind :
       {TimerKind::Idle, TimerKind::Warning, TimerKind::ShownLeast, TimerKind::Checking, TimerKind::Speech}) {
    cancel(kind);
  }
}

void Stepper::end_visit() {
  if (shows<Diagnosis>()) commands_.push_back(SetScanning{takes_codes(state_.out)});
  leave_visit();
  if (state_.out) {
    state_.screen = OutOfService{*state_.out};
  } else {
    state_.screen = Attract{};
    next_in_line();
  }
}

void Stepper::next_in_line() {
  if (state_.waiting.empty()) return;
  WaitingCode next = std::move(state_.waiting.front());
  state_.waiting.pop_front();
  begin_visit(std::move(next));
}

void Stepper::show_result(Screen screen) {
  state_.screen = std::move(screen);
  state_.visit.replaceable = false;
  cancel(TimerKind::Checking);
  start(TimerKind::ShownLeast, config_.timings.shown_least);
  restart_idle();
}

void Stepper::not_the_ticket(rules::NotATicket what) {
  // A picture often holds a web link or Wi-Fi code beside the ticket: it must not disturb the ticket's visit.
  const bool disturbs = !state_.visit.replaceable || shows<Choose>() || shows<OutOfService>();
  if (what == rules::NotATicket::Empty || disturbs) return;
  if (!shows<Attract>() && !shows<NotTheTicket>()) leave_visit();
  state_.screen = NotTheTicket{what};
  restart_idle();
}

}  // namespace einlass::flow
