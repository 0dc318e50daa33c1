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
  staff().awaited = *planned;
  staff().doing = Doing{.token = stepper_.next_token(), .then = Afterwards::AwaitMove};
  stepper_.commands_.push_back(
      MoveKiosk{.token = staff().doing->token,
                .move = {.by = staff().member.number, .event = planned->to.event, .door = planned->door}});
  stepper_.start(TimerKind::Doing, config().timings.checking);
}

// Whoever has left the page meanwhile sees the other event come all the same.
void StaffStepper::await_move() {
  if (staff().draft.move) show(MovingPage{});
}

// What nobody answered may have been done all the same.
void StaffStepper::not_moved(base::ErrorKind why) {
  const bool unheard = why == base::ErrorKind::Timeout || why == base::ErrorKind::Unavailable;
  if (!unheard && why != base::ErrorKind::Internal) staff().awaited.reset();
}

bool StaffStepper::has_been_moved() {
  const auto& awaited = staff().awaited;
  return awaited && awaited->to.event == config().event && awaited->door == config().door;
}

// The server has let her sign in there: she goes on, with nothing of the event before. What she did there last has not
// been answered: whether it was done is open.
void StaffStepper::moved() {
  const bool open = staff().doing && staff().doing->then != Afterwards::AwaitMove;
  stepper_.leave_badges();
  for (const TimerKind kind : {TimerKind::ShownLeast, TimerKind::Reading, TimerKind::Doing}) stepper_.cancel(kind);
  state().visit = {};
  const DoorStatus& status = state().status;  // the kiosk's own part of it holds everywhere
  state().status = {.printers = status.printers,
                    .to_hand_over = status.to_hand_over,
                    .parked = status.parked,
                    .server_met = status.server_met};
  state().news = {};
  state().waiting.clear();
  state().form.reset();
  state().screen = Staff{.member = staff().member,
                         .event = config().event,
                         .page = ListPage{StaffPlace::Status},
                         .news = StaffNews::Moved,
                         .trouble = open ? std::optional(base::ErrorKind::Timeout) : std::nullopt};
  stepper_.restart_idle();
}

void StaffStepper::leave_move() {
  const bool is_question = std::holds_alternative<QuestionPage>(staff().page);
  staff().draft = {};
  open_list(is_question ? StaffPlace::Destinations : StaffPlace::Status);
}

}  // namespace einlass::flow
