// How one visit gives way to the next: the lane never waits for paper, and nobody is rushed off an unread screen.
#include "kiosk/flow/staff_stepper.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

namespace {

constexpr std::size_t longest_line = 8;  // codes in one picture, or held up in a hurry
constexpr base::Milliseconds one_picture{
    700};  // codes that are seen this soon one after the other are held up together

}  // namespace

bool takes_codes(const std::optional<OutOfServiceReason>& out) {
  return !out || *out == OutOfServiceReason::NotPaired;
}

bool Stepper::same_visit(const std::string& code) const {
  const auto& earlier = state_.visit.group.codes;
  if (!at_home() && std::find(earlier.begin(), earlier.end(), code) != earlier.end()) return true;
  if (at_home() || state_.visit.code != code) return false;
  // Shown again after a refusal, it is asked anew: meanwhile our team may have settled the matter.
  return !shows<Refused>() || !state_.visit.replaceable || must_be_heard();
}

void Stepper::take_code(WaitingCode code) {
  if (signed_in()) return StaffStepper(*this).code(std::move(code));
  if (same_visit(code.code)) return person_is_there();
  if (state_.visit.replaceable && !must_be_heard()) return begin_visit(std::move(code));
  const bool in_line = std::any_of(state_.waiting.begin(), state_.waiting.end(),
                                   [&code](const WaitingCode& other) { return other.code == code.code; });
  if (!in_line && state_.waiting.size() < longest_line) state_.waiting.push_back(std::move(code));
  limit_hearing();
}

void Stepper::begin_visit(WaitingCode code) {
  // A language chosen before any code was shown is this visitor's; one chosen later was somebody else's.
  // So are speech and looks.
  leave_visit_for(shows<Attract>() || shows<NotTheTicket>());
  state_.visit.scan = {.scan = code.scan, .step = 0};
  state_.visit.code = std::move(code.code);
  state_.visit.picture = code.picture;
  ask();
}

// Without a code: she looks for herself, or registers.
void Stepper::begin_unscanned(rules::How how) {
  leave_visit_for(true);
  state_.visit.scan = {.scan = state_.given.scan, .step = 0};
  state_.visit.how = how;
}

void Stepper::leave_visit_for(bool same_person) {
  const std::string language = state_.language;
  const bool chosen = state_.language_chosen;
  const Speech speech = state_.speech;
  const View view = state_.view;
  leave_visit();
  if (!same_person) return;
  state_.language = language;
  state_.language_chosen = chosen;
  state_.speech = speech;
  state_.view = view;
}

// What was typed into a form has been said.
void Stepper::ask() {
  state_.form.reset();
  const auto& visit = state_.visit;
  const bool closed = config_.closed || visit.settled;  // where a party is asked nothing
  await(AskAdmission{.scan = visit.scan,
                     .code = visit.code,
                     .chosen = visit.chosen,
                     .how = visit.how,
                     .persons = closed ? 0 : visit.persons});
}

// For a machine, under its own limit.
void Stepper::await(Command question) {
  state_.screen = Checking{};
  state_.visit.replaceable = false;
  state_.visit.closing = false;
  for (const TimerKind kind :
       {TimerKind::Idle, TimerKind::Warning, TimerKind::ShownLeast, TimerKind::HeldUp, TimerKind::Aside}) {
    cancel(kind);
  }
  commands_.push_back(std::move(question));
  start(TimerKind::Checking, config_.timings.checking);
}

void Stepper::leave_visit() {
  wrap_up();
  step_aside();
  leave_badges();
  state_.visit = {};
  state_.help.reset();
  state_.form.reset();
  state_.language.clear();
  state_.language_chosen = false;
  state_.speech = {};
  state_.view = {};
  for (const TimerKind kind :
       {TimerKind::Idle, TimerKind::Warning, TimerKind::ShownLeast, TimerKind::Checking, TimerKind::Speech,
        TimerKind::HeldUp, TimerKind::Aside, TimerKind::Unheard, TimerKind::Reading, TimerKind::Doing}) {
    cancel(kind);
  }
}

// Of several each keeps the number that stood beside it.
void Stepper::leave_badges() {
  auto& badges = state_.visit.badges;
  for (std::size_t i = 0; i < badges.size(); ++i) {
    if (badges[i].number == 0 && badges.size() > 1) badges[i].number = static_cast<int>(i) + 1;
    if (!is_final(badges[i].stage)) state_.left_printing.push_back(std::move(badges[i]));
  }
  badges.clear();
}

void Stepper::end_visit() {
  // What was held up before somebody of the team is not for the self-service that follows.
  if (signed_in()) state_.waiting.clear();
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
  if (signed_in()) return StaffStepper(*this).next_in_line();
  if (state_.waiting.empty()) return;
  WaitingCode next = std::move(state_.waiting.front());
  state_.waiting.pop_front();
  begin_visit(std::move(next));
}

bool Stepper::together(const WaitingCode& code) const {
  const auto apart = code.picture - state_.visit.picture;
  const bool seen = code.picture.count() != 0 && state_.visit.picture.count() != 0;
  return seen && !config_.closed && apart <= one_picture && apart >= -one_picture;
}

void Stepper::count_in_group(int persons) {
  ++state_.visit.group.members;
  state_.visit.group.persons += persons;
}

// The lane does not look at each welcome of a group: the next one's turn, with the badges of those before.
bool Stepper::next_of_group() {
  if (state_.waiting.empty() || !together(state_.waiting.front())) return false;
  WaitingCode next = std::move(state_.waiting.front());
  state_.waiting.pop_front();
  Visit of_group;
  of_group.scan = {.scan = next.scan, .step = 0};
  of_group.code = std::move(next.code);
  of_group.picture = next.picture;
  of_group.badges = std::move(state_.visit.badges);
  of_group.badge_words = std::move(state_.visit.badge_words);
  of_group.badges_elsewhere = std::move(state_.visit.badges_elsewhere);
  of_group.group = std::move(state_.visit.group);
  of_group.group.codes.push_back(std::move(state_.visit.code));
  state_.visit = std::move(of_group);
  ask();
  return true;
}

void Stepper::show_result(Screen screen) {
  state_.screen = std::move(screen);
  state_.form.reset();
  state_.visit.replaceable = false;
  cancel(TimerKind::Checking);
  start(TimerKind::ShownLeast, config_.timings.shown_least);
  restart_idle();
}

void Stepper::not_the_ticket(rules::NotATicket what) {
  // A picture often holds a web link or Wi-Fi code beside the ticket: it must not disturb the ticket's visit.
  const bool disturbs =
      !state_.visit.replaceable || shows<Choose>() || shows<OutOfService>() || asks_guest() || asks_for_pin();
  if (what == rules::NotATicket::Empty || disturbs) return;
  if (!shows<Attract>() && !shows<NotTheTicket>()) leave_visit();
  state_.screen = NotTheTicket{what};
  restart_idle();
}

}  // namespace einlass::flow
