// This kiosk for another event or door: where to, at which door, really, and until it is there.
#include "kiosk/flow/staff_choices.h"
#include "kiosk/flow/staff_stepper.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

// Only the server knows what else there is. Without it nothing is asked, and the page says so.
void StaffStepper::open_destinations() {
  staff().destinations.reset();
  if (!may_move(staff())) return open_search();
  if (state().devices.connected) ask(rules::FindDestinations{.by = staff().member.number});
}

// What is on today comes first, then what is to come. Where nothing would change, there is nothing to choose.
void StaffStepper::take(const rules::Destinations& answer) {
  staff().destinations = answer;
  auto& events = staff().destinations->events;
  std::erase_if(events, [this](const auto& each) { return doors_at(each, staff(), config()).empty(); });
  const auto now = state().given.now;
  const auto rank = [now](const rules::Destination& each) { return each.today ? 0 : each.starts > now ? 1 : 2; };
  std::stable_sort(events.begin(), events.end(),
                   [&rank](const auto& one, const auto& other) { return rank(one) < rank(other); });
}

void StaffStepper::on(const DestinationOpened& pressed) {
  const auto* list = std::get_if<ListPage>(&staff().page);
  const bool at_list = list != nullptr && list->place == StaffPlace::Destinations && staff().destinations;
  if (!at_list || staff().deciding || staff().doing) return;
  if (pressed.index >= staff().destinations->events.size()) return;
  forget_news();
  staff().draft = {.move = PlannedMove{.to = staff().destinations->events[pressed.index]}};
  if (doors_at(staff().draft.move->to, staff(), config()).size() == 1) return take_door(0);
  question(StaffQuestion::WhichDoor);
}

void StaffStepper::take_door(std::size_t index) {
  if (!staff().draft.move) return;
  staff().draft.move->door = doors_at(staff().draft.move->to, staff(), config()).at(index);
  question(StaffQuestion::ReallyMove);
}

void StaffStepper::move() {
  auto& planned = staff().draft.move;
  if (staff().doing || !planned || !may_move(staff())) return;
  forget_news();
  planned->asked = true;
  staff().doing = Doing{.token = stepper_.next_token(), .then = Afterwards::AwaitMove};
  stepper_.commands_.push_back(
      MoveKiosk{.token = staff().doing->token,
                .move = {.by = staff().member.number, .event = planned->to.event, .door = planned->door}});
}

// Whoever has left the page meanwhile sees the other event come all the same.
void StaffStepper::await_move() {
  if (staff().draft.move && staff().draft.move->asked) show(MovingPage{});
}

bool StaffStepper::has_been_moved() {
  const auto& planned = staff().draft.move;
  return planned && planned->asked && planned->to.event == config().event && planned->door == config().door;
}

// The server has let her sign in there: she goes on, with nothing of the event before.
void StaffStepper::moved() {
  put_badges_aside();
  stepper_.cancel(TimerKind::ShownLeast);
  state().visit = {};
  state().waiting.clear();
  state().form.reset();
  state().screen = Staff{.member = staff().member,
                         .event = config().event,
                         .page = ListPage{StaffPlace::Status},
                         .news = StaffNews::Moved};
  stepper_.restart_idle();
}

void StaffStepper::leave_move() {
  const bool is_question = std::holds_alternative<QuestionPage>(staff().page);
  staff().draft = {};
  open_list(is_question ? StaffPlace::Destinations : StaffPlace::Status);
}

}  // namespace einlass::flow
