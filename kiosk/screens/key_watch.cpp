#include "kiosk/screens/key_watch.h"

#include "kiosk/screens/held_key.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <gtk/gtk.h>
#include <wx/window.h>

namespace einlass::screens {

namespace {

struct KeyRow {
  guint first;  // key code of its first key: that of Linux (input-event-codes.h) and 8, as X and Wayland have it
  std::string_view plain;
  std::string_view shifted;
};

constexpr std::array<KeyRow, 6> us_rows{{
    {10, "1234567890-=", "!@#$%^&*()_+"},
    {24, "qwertyuiop[]", "QWERTYUIOP{}"},
    {38, "asdfghjkl;'`", "ASDFGHJKL:\"~"},
    {51, "\\zxcvbnm,./", "|ZXCVBNM<>?"},
    {63, "*", "*"},
    {65, " ", " "},
}};
// Scanners may use the number pad for digits. What it types depends on Num Lock elsewhere.
constexpr KeyRow us_number_pad{79, "789-456+1230.", "789-456+1230."};

// Caps Lock is of no account: a scanner presses Shift where it means a capital letter.
std::string on_us_keyboard(const GdkEventKey& key) {
  const bool shifted = (key.state & GDK_SHIFT_MASK) != 0;
  const auto in = [&](const KeyRow& row) -> std::string {
    if (key.hardware_keycode < row.first) return {};
    const std::size_t at = key.hardware_keycode - row.first;
    return at < row.plain.size() ? std::string(1, (shifted ? row.shifted : row.plain)[at]) : std::string();
  };
  for (const KeyRow& row : us_rows) {
    if (std::string found = in(row); !found.empty()) return found;
  }
  return in(us_number_pad);
}

}  // namespace

class KeyWatch::Hook {
 public:
  Hook(const wxWindow& window, OnTyped on_typed)
      : window_(window.m_widget), on_typed_(std::move(on_typed)), composer_(gtk_im_context_simple_new()) {
    g_signal_connect(composer_, "commit", G_CALLBACK(&Hook::on_commit), this);
    // Deprecated, for GTK 4 has none: there, a controller of the window does the same. wxWidgets is on GTK 3 and needs
    // gdk_event_handler_set() for itself.
    G_GNUC_BEGIN_IGNORE_DEPRECATIONS
    snooper_ = gtk_key_snooper_install(&Hook::on_key, this);
    G_GNUC_END_IGNORE_DEPRECATIONS
  }
  ~Hook() {
    G_GNUC_BEGIN_IGNORE_DEPRECATIONS
    gtk_key_snooper_remove(snooper_);
    G_GNUC_END_IGNORE_DEPRECATIONS
    g_object_unref(composer_);
  }
  Hook(const Hook&) = delete;
  Hook& operator=(const Hook&) = delete;

 private:
  static void on_commit(GtkIMContext* /*composer*/, const char* text, Hook* self) { self->committed_ += text; }
  static gint on_key(GtkWidget* /*grab*/, GdkEventKey* key, void* self) {
    return static_cast<Hook*>(self)->uses_up(*key) ? TRUE : FALSE;
  }

  bool uses_up(GdkEventKey& key) {
    if (key.type == GDK_KEY_RELEASE) held_.release();
    return key.type == GDK_KEY_PRESS && is_ours(key.window) && types(key);
  }

  bool is_ours(GdkWindow* window) const {
    return window != nullptr && gdk_window_get_toplevel(window) == gtk_widget_get_window(window_);
  }

  bool types(GdkEventKey& key) {
    committed_.clear();
    const bool composed = gtk_im_context_filter_keypress(composer_, &key) == TRUE;
    if (!composed && committed_.empty()) return false;
    if ((key.state & GDK_MOD4_MASK) != 0) return true;  // with Super it is a shortcut, and there are none
    if (held_.repeats(key.hardware_keycode, base::Milliseconds(key.time))) return true;
    const bool used =
        on_typed_({.text = committed_, .on_us_keyboard = on_us_keyboard(key), .at = base::Milliseconds(key.time)});
    return used || committed_.empty();
  }

  GtkWidget* window_;
  OnTyped on_typed_;
  GtkIMContext* composer_;
  guint snooper_ = 0;
  std::string committed_;  // by the press that is looked at
  HeldKey held_;
};

KeyWatch::KeyWatch(const wxWindow& window, OnTyped on_typed)
    : hook_(std::make_unique<Hook>(window, std::move(on_typed))) {}
KeyWatch::~KeyWatch() = default;

}  // namespace einlass::screens
