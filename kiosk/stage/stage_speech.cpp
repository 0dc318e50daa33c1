// Keys of a keypad, headphones and speech.
#include "kiosk/stage/stage.h"

namespace einlass::stage {

std::function<void(bool)> Stage::post_headphones() {
  return posted<bool>(&Stage::on_headphones);
}

std::function<void(std::uint64_t)> Stage::post_spoken() {
  return posted<std::uint64_t>(&Stage::on_spoken);
}

void Stage::on_headphones(const bool& plugged_in) {
  auto devices = state_.devices;
  devices.headphones = plugged_in ? flow::Headphones::In : flow::Headphones::None;
  if (!(devices == state_.devices)) handle(flow::DevicesChanged{devices});
}

void Stage::on_spoken(const std::uint64_t& number) {
  if (narrator_.is_last(number)) handle(flow::SpeechMoved{false});
}

// Whatever a person does interrupts what is being said (EN 301 549, 5.1.3.5).
void Stage::hush() {
  if (!narrator_.listened_to()) return;
  narrator_.hush();
  handle(flow::SpeechMoved{false});
}

void Stage::read_badges() {
  if (narrator_.read_badges()) handle(flow::SpeechMoved{true});
}

void Stage::on_focus(const std::string& button) {
  typing_.on_focus(button);
  if (!narrator_.focus(button)) return;
  if (parts_.sounds != nullptr) parts_.sounds->stop();
  handle(flow::SpeechMoved{true});
}

// Dropped while something is being said, which says the same: late, a sound would belong to nothing any more.
void Stage::play(flow::Sound sound) {
  if (parts_.sounds != nullptr && !state_.speaks()) parts_.sounds->play(sound);
}

void Stage::carry_out(const flow::PlaySound& command) {
  play(command.sound);
}

void Stage::on_key(flow::Key key) {
  typing_.end_typing();
  hush();
  if (key == flow::Key::Erase) return handle(state_.form ? flow::Event(flow::Erased{}) : flow::Touched{});
  // Whoever types has a keyboard before her: Enter asks for no speech.
  if (key == flow::Key::Press && typing_.enter_is_for_form()) return on_press(flow::FormSent{});
  const bool listened_to = narrator_.listened_to();
  if (key == flow::Key::Stop) return handle(flow::Touched{});
  if (key == flow::Key::Quieter || key == flow::Key::Louder) {
    return handle(flow::VolumeTurned{key == flow::Key::Louder ? 1 : -1});
  }
  handle(flow::KeypadUsed{});
  // The key that starts speech is answered by the whole screen, and leads to its first button.
  const bool answered = key == flow::Key::Repeat || key == flow::Key::Next;
  if (!answered || listened_to) act(key);
}

void Stage::act(flow::Key key) {
  switch (key) {
    case flow::Key::Next:
    case flow::Key::Previous:
      return parts_.display.move_focus(key == flow::Key::Next);
    case flow::Key::Press:
      return parts_.display.press_focused();
    case flow::Key::Back:
      return on_press(flow::DonePressed{});
    case flow::Key::Help:
      return on_press(flow::HelpPressed{});
    case flow::Key::Repeat:
      if (narrator_.repeat()) handle(flow::SpeechMoved{true});
      return;
    case flow::Key::Stop:
    case flow::Key::Quieter:
    case flow::Key::Louder:
    case flow::Key::Erase:
      return;
  }
}

}  // namespace einlass::stage
