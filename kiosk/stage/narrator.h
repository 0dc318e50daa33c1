// Says what the screen shows, to whoever is listening: a new screen at once and as a whole, of a changed one what is
// new. Owned by the stage. UI thread.
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/flow/speaker.h"

#include <cstdint>
#include <string>
#include <vector>

namespace einlass::stage {

class Narrator {
 public:
  explicit Narrator(flow::Speaker& speaker) : speaker_(speaker) {}

  // These return whether something is being said now on their account.
  bool show(const flow::ScreenModel& model);
  // The button that has the focus, by its id.
  bool focus(const std::string& button);
  bool repeat();
  // What stands on the badges, where nobody else listens.
  bool read_badges();

  void hush();
  bool listened_to() const { return model_.listening != flow::Listening::None; }
  // Whether what the speaker has reported as over was the last.
  bool is_last(std::uint64_t number) const { return number == last_; }

 private:
  bool begin();
  bool go_on(const std::vector<std::string>& parts);
  bool echo(const flow::ScreenModel& before);
  void say(const std::string& text) { last_ = speaker_.say(model_.language, text); }
  bool say_button(const flow::Button& button);

  flow::Speaker& speaker_;
  flow::ScreenModel model_;         // as shown last
  std::vector<std::string> parts_;  // of it
  bool told_rehearsal_ = false;
  std::string focused_;
  std::uint64_t last_ = 0;
};

}  // namespace einlass::stage
