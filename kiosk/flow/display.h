// The screen as a port. Implemented by kiosk/screens with wxWidgets and by fakes in tests.
#pragma once

#include "core/base/instant.h"
#include "kiosk/flow/event.h"
#include "kiosk/flow/screen_model.h"

#include <functional>
#include <string>

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

// What the keys of a keypad mean. Which keys these are, the settings say; Erase is Backspace on every keyboard.
enum class Key { Next, Previous, Press, Back, Repeat, Stop, Quieter, Louder, Help, Erase };

// A key that types. Most hand scanners press the keys of a US keyboard, whatever this machine's layout makes of them.
struct TypedKey {
  std::string text;            // in this machine's layout, UTF-8; empty: half a character yet, after a dead key
  std::string on_us_keyboard;  // what the same key types there; empty: nothing
  base::Milliseconds at{0};    // of the key event itself
};

// What a Display reports back; implemented by the stage. UI thread.
class Input {
 public:
  virtual ~Input() = default;

  // `late`: how long ago the hand struck, where the window came to it only now.
  virtual void on_press(const Event& event, base::Milliseconds late) = 0;
  virtual void on_key(Key key) = 0;
  // A button was reached, whoever moved there: its id.
  virtual void on_focus(const std::string& button) = 0;

  // True: the key has been used, by a form or a hand scanner (scanner/wedge_reader.h), and is nobody's choice of a
  // button. on_enter: Enter or Tab, with the time of the key event itself.
  virtual bool on_character(const TypedKey& key) = 0;
  virtual bool on_enter(base::Milliseconds at) = 0;
};

}  // namespace einlass::flow
