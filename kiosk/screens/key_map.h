// Which keys of a keypad or keyboard mean what. Read once at the start; a plain value afterwards.
#pragma once

#include "core/base/error.h"
#include "kiosk/flow/display.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class wxKeyEvent;

namespace einlass::screens {

// Names as wxWidgets knows them: "F5", "Shift+Tab", "PageUp", "Num Enter".
using KeyNames = std::map<flow::Key, std::vector<std::string>>;

class KeyMap {
 public:
  // InvalidInput: no key has such a name, it types a character, as hand scanners do, or it would mean two things.
  static base::Result<KeyMap> read(const KeyNames& names);

  std::optional<flow::Key> meaning(const wxKeyEvent& event) const;

 private:
  using Pressed = std::pair<int, int>;  // modifiers and key code of wxWidgets
  std::map<Pressed, flow::Key> meanings_;
};

}  // namespace einlass::screens
