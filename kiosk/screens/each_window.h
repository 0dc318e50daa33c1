// All that stands in a window, shown or not.
#pragma once

#include <wx/window.h>

namespace einlass::screens {

// `take`: called with each wxWindow& below `parent`, from outside to inside.
template <typename Take>
void each_window(wxWindow& parent, const Take& take) {
  for (wxWindow* child : parent.GetChildren()) {
    take(*child);
    each_window(*child, take);
  }
}

}  // namespace einlass::screens
