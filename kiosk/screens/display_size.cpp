#include "kiosk/screens/display_size.h"

#include <gdk/gdk.h>

namespace einlass::screens {

double display_density(int width_mm) {
  GdkDisplay* display = gdk_display_get_default();
  GdkMonitor* monitor = display == nullptr ? nullptr : gdk_display_get_monitor(display, 0);
  if (monitor == nullptr) return 0;
  GdkRectangle place{};
  gdk_monitor_get_geometry(monitor, &place);
  const int millimetres = width_mm > 0 ? width_mm : gdk_monitor_get_width_mm(monitor);
  return millimetres > 0 ? 1.0 * place.width * gdk_monitor_get_scale_factor(monitor) / millimetres : 0;
}

}  // namespace einlass::screens
