// Every screen of the kiosk, with short and with long words in it: a state of the flow, or a screen made by hand where
// the flow has none that shows so much.
#pragma once

#include "kiosk/flow/screen_model.h"

#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace einlass::screens {

struct Shown {
  // By hand, in one language, on a screen that has its frame already: event, languages, looks, help.
  using ByHand = std::function<void(flow::ScreenModel& model, const std::string& language)>;

  std::string name;
  std::variant<flow::State, ByHand> what;
  bool not_today = false;    // the kiosk's event is tomorrow
  bool rehearsal = false;    // of an event that is being tried out
  bool keys_hidden = false;  // by hand, so that what they had hidden is seen
};

struct Shape {
  std::string language = "de";
  flow::Look look = flow::Look::Calm;
  bool low = false;
};

std::vector<Shown> gallery();
std::vector<Shown> screens_by_hand();  // are part of the gallery

flow::ScreenModel model_of(const Shown& shown, const Shape& shape, const flow::FlowConfig& config,
                           const flow::Texts& texts);
// As state; throws where there is none of this name.
flow::State state_called(const std::string& name);

}  // namespace einlass::screens
