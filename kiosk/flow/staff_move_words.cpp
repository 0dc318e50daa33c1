// What it says while somebody points this kiosk at another event or door.
#include "core/base/locale_text.h"
#include "core/base/venue_zone.h"
#include "kiosk/flow/staff_choices.h"
#include "kiosk/flow/staff_maker.h"

#include <utility>

namespace einlass::flow {

void StaffMaker::move_button(std::string label) {
  if (may_move(staff_)) button(std::move(label), StaffPressed{PlaceOpened{StaffPlace::Destinations}}, "move");
}

void StaffMaker::destinations() {
  Words words{Tone::Calm, Icon::Clock, say("Change event or entrance"), {}};
  const bool asks = staff_.reading != 0;
  if (staff_.destinations && staff_.destinations->events.empty()) {
    words.body =
        say("There is no other event here that you may sign in at, and no other entrance. An organiser can set "
            "them up.");
  } else if (staff_.destinations) {
    words.body = say("What is this kiosk to check in for?");
  } else if (asks) {
    words.body = say("One moment, please");
  } else {
    words.tone = Tone::Attention;
    words.body = state().devices.connected
                     ? say("The server gave no answer. Please try again.")
                     : say("Only the server can change this, and it cannot be reached. Please try again once it is.");
    button(say("Once more"), StaffPressed{PlaceOpened{StaffPlace::Destinations}}, "again", true);
  }
  maker_.put(std::move(words));
  if (!staff_.destinations) return;
  const auto& events = staff_.destinations->events;
  for (std::size_t i = 0; i < events.size(); ++i) model().rows.push_back(row(events[i], i));
}

Row StaffMaker::row(const rules::Destination& event, std::size_t index) const {
  const bool here = event.event == config().event;
  return {.open = {.label = event.name,
                   .event = StaffPressed{DestinationOpened{index}},
                   .primary = false,
                   .id = "event_" + std::to_string(index + 1)},
          .detail = event.rehearsal ? days(event) + " · " + say("rehearsal") : days(event),
          .mark = here          ? say("here now")
                  : event.today ? say("today")
                                : say("not today"),
          .tone = event.today ? Tone::Success : Tone::Attention,
          .personal = false};
}

// "24 November, 18:00", and of several days the last one, too.
std::string StaffMaker::days(const rules::Destination& event) const {
  const auto zone = base::VenueZone::open(event.time_zone);
  if (!zone) return {};
  const std::string& language = maker_.voice_.language;
  const auto first = zone->day_of(event.starts);
  const auto last = zone->day_of(event.ends);
  const std::string from = base::day_and_month_text(first, language);
  return first == last ? from + ", " + zone->local_time(event.starts)
                       : from + " – " + base::day_and_month_text(last, language);
}

std::string StaffMaker::door_words(const std::string& door) const {
  if (door.empty()) return say("At no particular one");
  return door == config().door ? say("As now: {door}", {{"door", door}}) : door;
}

std::string StaffMaker::move_question() const {
  if (!staff_.draft.move) return {};
  const PlannedMove& move = *staff_.draft.move;
  if (move.to.event == config().event)
    return say("Check in at the entrance {door} from now on?", {{"door", move.door}});
  return say("Check in for {event} from now on?", {{"event", move.to.name}});
}

std::string StaffMaker::what_moving_changes() const {
  if (!staff_.draft.move) return {};
  const PlannedMove& move = *staff_.draft.move;
  if (move.to.event == config().event) return say("The event stays the same: {event}.", {{"event", move.to.name}});
  std::string words;
  if (!move.to.today) words = say("This event is not today: it is on {date}.", {{"date", days(move.to)}}) + " ";
  if (!move.door.empty()) words += say("The entrance is {door}.", {{"door", move.door}}) + " ";
  return words + say("What this kiosk has recorded for {event} stays on it and goes to the server.",
                     {{"event", config().event_name}});
}

void StaffMaker::page(const MovingPage& /*shown*/) {
  const std::string event = staff_.draft.move ? staff_.draft.move->to.name : std::string();
  maker_.put({Tone::Working, Icon::Hourglass, say("One moment, please"),
              say("This kiosk gets what it needs for {event}, and changes over by itself. You stay signed in.",
                  {{"event", event}})});
  back_button();
}

std::string StaffMaker::moved_words() const {
  if (config().door.empty()) return say("This kiosk now checks in for {event}.", {{"event", config().event_name}});
  return say("This kiosk now checks in for {event}, at the entrance {door}.",
             {{"event", config().event_name}, {"door", config().door}});
}

// Empty: as of any other act.
std::string StaffMaker::move_trouble(base::ErrorKind why) const {
  switch (why) {
    case base::ErrorKind::NotFound:
      return say("This event is no longer there. Please choose another one.");
    case base::ErrorKind::Unavailable:
      return say("Only the server can change this, and it cannot be reached. Please try again once it is.");
    case base::ErrorKind::InvalidInput:
    case base::ErrorKind::AlreadyExists:
    case base::ErrorKind::Refused:
    case base::ErrorKind::Timeout:
    case base::ErrorKind::Incompatible:
    case base::ErrorKind::Storage:
    case base::ErrorKind::Internal:
      return {};
  }
  return {};
}

}  // namespace einlass::flow
