// The screen as a port. Implemented by kiosk/screens with wxWidgets and by fakes in tests.
#pragma once

#include "core/base/instant.h"
#include "kiosk/flow/event.h"
#include "kiosk/flow/screen_model.h"

#include <functional>
#include <string>
#include <string_view>

namespace einlass::flow {

// UI thread.
class Display {
 public:
  virtual ~Display() = default;
  virtual void show(const ScreenModel& model) = 0;
  // Calls `then` once what was shown last is painted; at once where nothing can be seen. For measurements.
  virtual void when_painted(std::function<void()> then) = 0;

  // To the next button or the one before, round and round, and a press of it (EN 301 549, 5.1.6.1).
  virtual void move_focus(bool forward) = 0;
  virtual void press_focused() = 0;
};

// What the keys of a keypad mean. Which keys these are, the settings say.
enum class Key { Next, Previous, Press, Back, Repeat, Stop, Quieter, Louder, Help };

// What a Display reports back; implemented by the stage. UI thread.
class Input {
 public:
  virtual ~Input() = default;

  virtual void on_press(const Event& event) = 0;
  virtual void on_key(Key key) = 0;
  // A button was reached, whoever moved there: its id.
  virtual void on_focus(const std::string& button) = 0;

  // Keys, with the time of the key event itself. True: a hand scanner is typing (scanner/wedge_reader.h), so that the
  // key is nobody's choice of a button.
  virtual bool on_character(std::string_view character, base::Milliseconds at) = 0;
  virtual bool on_enter(base::Milliseconds at) = 0;
};

}  // namespace einlass::flow
