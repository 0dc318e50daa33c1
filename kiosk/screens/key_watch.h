// Sees each key press before any control does, and makes characters of those that type: dead keys and Compose as
// GTK knows them, whatever has the focus. Owned by the window; one at a time. UI thread.
#pragma once

#include "kiosk/flow/display.h"

#include <functional>
#include <memory>

class wxWindow;

namespace einlass::screens {

class KeyWatch {
 public:
  // True: used up, so that no control sees the key.
  using OnTyped = std::function<bool(const flow::TypedKey&)>;

  // Looks at keys that go to `window`, which is a frame and outlives the watch.
  KeyWatch(const wxWindow& window, OnTyped on_typed);
  ~KeyWatch();
  KeyWatch(const KeyWatch&) = delete;
  KeyWatch& operator=(const KeyWatch&) = delete;

 private:
  class Hook;
  std::unique_ptr<Hook> hook_;
};

}  // namespace einlass::screens
