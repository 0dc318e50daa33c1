// Larger type, more contrast or lower controls, for one visit: chosen by whoever needs them, on every screen.
#include "kiosk/flow/model_maker.h"
#include "kiosk/flow/stepper.h"

namespace einlass::flow {

void Stepper::on(const LookChosen& event) {
  state_.view.look = event.look;
  person_is_there();
}

void Stepper::on(const LowChosen& event) {
  state_.view.low = event.low;
  person_is_there();
}

void ModelMaker::view() {
  model_.look = state_.view.look.value_or(config_.look);
  model_.low = state_.view.low.value_or(config_.low);
  model_.views.push_back(next_look());
  model_.views.push_back({.label = model_.low ? say("Controls back up") : say("Controls further down"),
                          .event = LowChosen{!model_.low},
                          .primary = false,
                          .id = "low",
                          .symbol = model_.low ? "higher" : "lower"});
}

// Round and round: the button says what a press of it brings.
Button ModelMaker::next_look() const {
  const auto button = [](std::string label, Look look, std::string symbol) {
    return Button{.label = std::move(label),
                  .event = LookChosen{look},
                  .primary = false,
                  .id = "look",
                  .symbol = std::move(symbol)};
  };
  switch (model_.look) {
    case Look::Calm:
      return button(say("Large type"), Look::Large, "type");
    case Look::Large:
      return button(say("High contrast"), Look::Contrast, "contrast");
    case Look::Contrast:
      return button(say("Usual look"), Look::Calm, "usual");
  }
  return {};
}

}  // namespace einlass::flow
