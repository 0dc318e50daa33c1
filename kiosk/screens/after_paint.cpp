#include "kiosk/screens/after_paint.h"

#include <utility>

#include <gtk/gtk.h>
#include <wx/window.h>

namespace einlass::screens {
namespace {

struct Wait {
  std::function<void()> then;
  gulong handler = 0;
};

void painted(GdkFrameClock* clock, gpointer data) {
  auto* wait = static_cast<Wait*>(data);
  const auto then = std::move(wait->then);
  g_signal_handler_disconnect(clock, wait->handler);  // deletes `wait`
  then();
}

void forget(gpointer data, GClosure* /*closure*/) {
  delete static_cast<Wait*>(data);
}

}  // namespace

void after_paint(const wxWindow& window, std::function<void()> then) {
  GdkWindow* ground = gtk_widget_get_window(window.GetHandle());
  GdkFrameClock* clock = ground == nullptr ? nullptr : gdk_window_get_frame_clock(ground);
  if (clock == nullptr) return then();
  auto* wait = new Wait{.then = std::move(then)};
  wait->handler = g_signal_connect_data(clock, "after-paint", G_CALLBACK(&painted), wait, &forget, GConnectFlags{});
  gdk_frame_clock_request_phase(clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

}  // namespace einlass::screens
