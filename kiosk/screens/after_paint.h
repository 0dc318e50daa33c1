// The moment from which on a change can be seen; wx paints some time after the calls that ask for it.
#pragma once

#include <functional>

class wxWindow;

namespace einlass::screens {

// Once, after GTK's next frame of this window. At once for a window that is on no display. UI thread.
void after_paint(const wxWindow& window, std::function<void()> then);

}  // namespace einlass::screens
