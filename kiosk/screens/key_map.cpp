#include "kiosk/screens/key_map.h"

#include <fmt/format.h>
#include <wx/accel.h>
#include <wx/event.h>

namespace einlass::screens {

namespace {

bool types_a_character(int code) {
  return (code >= WXK_SPACE && code < WXK_START && code != WXK_DELETE) ||
         (code >= WXK_NUMPAD0 && code <= WXK_NUMPAD9) || code == WXK_NUMPAD_SPACE;
}

tl::unexpected<base::Error> refuse(const std::string& name, const char* why) {
  return base::fail(base::ErrorKind::InvalidInput,
                    fmt::format("The key \"{}\" in [keys] of the settings {}; give another one.", name, why));
}

}  // namespace

base::Result<KeyMap> KeyMap::read(const KeyNames& names) {
  KeyMap map;
  for (const auto& [key, list] : names) {
    for (const std::string& name : list) {
      wxAcceleratorEntry entry;
      if (!entry.FromString(wxString::FromUTF8(name))) return refuse(name, "is none that this kiosk knows");
      if (types_a_character(entry.GetKeyCode())) return refuse(name, "types a character, as hand scanners do");
      const bool is_new = map.meanings_.emplace(Pressed(entry.GetFlags(), entry.GetKeyCode()), key).second;
      if (!is_new) return refuse(name, "would mean two things");
    }
  }
  return map;
}

std::optional<flow::Key> KeyMap::meaning(const wxKeyEvent& event) const {
  const int modifiers = (event.AltDown() ? wxACCEL_ALT : 0) | (event.ControlDown() ? wxACCEL_CTRL : 0) |
                        (event.ShiftDown() ? wxACCEL_SHIFT : 0);
  const auto found = meanings_.find({modifiers, event.GetKeyCode()});
  if (found == meanings_.end()) return std::nullopt;
  return found->second;
}

}  // namespace einlass::screens
