// Questions before the admission: one a screen; then the same scan goes on with its next step.
#include "kiosk/flow/stepper.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

bool Stepper::asks_guest() const {
  return shows<FindMe>() || shows<FoundNobody>() || shows<SearchLocked>() || shows<RegisterMe>() ||
         shows<AnswerQuestion>() || shows<HowMany>() || shows<NameTicket>() || shows<AskConsent>() ||
         shows<ConfirmBadge>() || shows<CorrectBadge>();
}

// What somebody else holds up meanwhile waits in line, until nobody has touched anything for long (on_idle).
void Stepper::ask_guest(Screen screen) {
  state_.screen = std::move(screen);
  state_.visit.replaceable = false;
  cancel(TimerKind::Checking);
  cancel(TimerKind::ShownLeast);
  restart_idle();
}

// False: not once more, or there is nothing to read; our team asks then.
bool Stepper::asks_for_answers(const rules::AdmissionRefused& refused, const AdmissionAnswered& event) {
  auto& visit = state_.visit;
  const bool known = event.questions.size() == refused.questions.size();
  const bool again = std::any_of(visit.answered.begin(), visit.answered.end(), [&refused](const std::string& id) {
    return std::find(refused.questions.begin(), refused.questions.end(), id) != refused.questions.end();
  });
  const bool persons = refused.persons > 1 && visit.persons == rules::ask_persons;
  if (!known || again || !refused.ticket || (refused.questions.empty() && !persons)) return false;
  visit.asked_for = refused.ticket;
  visit.questions = {event.questions.begin(), event.questions.end()};
  visit.most = persons ? refused.persons : 0;
  next_question();
  return true;
}

void Stepper::next_question() {
  auto& visit = state_.visit;
  state_.form.reset();
  if (!visit.questions.empty()) {
    state_.form = Form{.fields = {{.id = "answer", .kind = FieldKind::Text, .longest = 200}}};
    return ask_guest(AnswerQuestion{visit.questions.front()});
  }
  if (visit.most > 1) return ask_guest(HowMany{.most = visit.most, .persons = visit.most});
  go_on_admitted();
}

void Stepper::note_answer(const Form& form) {
  auto& visit = state_.visit;
  if (visit.questions.empty()) return;
  const std::string id = visit.questions.front().id;
  visit.questions.pop_front();
  visit.answers[id] = form.value("answer");
  visit.answered.push_back(id);
  next_question();
}

void Stepper::on(const PersonsTurned& event) {
  auto* party = std::get_if<HowMany>(&state_.screen);
  if (party == nullptr) return;
  party->persons = std::clamp(party->persons + event.by, 1, party->most);
  person_is_there();
}

void Stepper::on(const PersonsChosen& /*event*/) {
  const auto* party = std::get_if<HowMany>(&state_.screen);
  if (party == nullptr) return;
  state_.visit.persons = party->persons;
  go_on_admitted();
}

void Stepper::go_on_admitted() {
  auto& visit = state_.visit;
  ++visit.scan.step;
  visit.most = 0;
  if (!visit.answers.empty() && visit.asked_for) {
    commands_.push_back(KeepAnswers{
        .scan = visit.scan, .ticket = *visit.asked_for, .answers = std::exchange(visit.answers, {}), .consents = {}});
  }
  ask();
}

}  // namespace einlass::flow
