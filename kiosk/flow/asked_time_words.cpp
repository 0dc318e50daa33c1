// How a kiosk asks the team for the time.
#include "core/base/locale_text.h"
#include "core/base/venue_zone.h"
#include "kiosk/flow/model_maker.h"

#include <chrono>

namespace einlass::flow {

ModelMaker::Words ModelMaker::asked_time() const {
  const auto zone = base::VenueZone::open(config_.time_zone, std::chrono::minutes(0));
  if (!zone) return see_our_team();
  const auto day = zone->day_of(state_.asked_time.shown);
  return {Tone::Attention, Icon::Clock,
          say("Is it {day}, {time}?", {{"day", base::day_and_month_text(day, voice_.language)},
                                       {"time", zone->local_time(state_.asked_time.shown)}}),
          state_.asked_time.names_go
              ? say("For our team: this kiosk does not know the time. Please set it within ten minutes; after that, it "
                    "forgets all guests.")
              : say("For our team: this kiosk does not know the time. Please set it; it lets nobody in before.")};
}

void ModelMaker::asked_time_buttons() {
  model_.layout = Layout::Choice;
  const auto button = [this](const char* label, const Event& event, const char* id) {
    model_.buttons.push_back({.label = label, .event = event, .primary = false, .id = id});
  };
  button(say("Other minutes").c_str(), TimeTurned{TimePart::Minutes}, "other_minutes");
  button(say("Another hour").c_str(), TimeTurned{TimePart::Hour}, "another_hour");
  button(say("Another day").c_str(), TimeTurned{TimePart::Day}, "another_day");
  button(say("Yes, that is the time").c_str(), TimeIsRight{}, "time_is_right");
}

}  // namespace einlass::flow
