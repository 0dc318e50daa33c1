// Typing, with the keyboard on the screen or a real one; a hand scanner's keys never get here (stage/typing_desk.h).
#pragma once

#include "kiosk/flow/form.h"

#include <cstddef>
#include <string>

namespace einlass::flow {

struct Typed {
  std::string text;  // one character, UTF-8
};
struct Erased {};  // the last character
struct FieldChosen {
  std::size_t index = 0;
};
struct KeysTurned {
  KeysPage page = KeysPage::Small;
};
// The field is filled in: to the next one, or away with the form; `whole`: away with all of it.
struct FormSent {
  bool whole = false;
};
// A hand scanner has typed there after all: what was in the field before.
struct TypingUndone {
  std::size_t field = 0;
  std::string text;
};

}  // namespace einlass::flow
