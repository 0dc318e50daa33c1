// A badge as it would be printed, before it is. UI thread.
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/screens/pane.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <wx/image.h>

namespace einlass::screens {

// The picture of flow::BadgePreview as PNG, or null.
using BadgeSource = std::function<std::shared_ptr<const std::string>()>;

class BadgeView : public Pane {
 public:
  BadgeView(wxWindow* parent, BadgeSource source);
  // Fetches the picture where it is another one.
  void set_preview(const std::optional<flow::BadgePreview>& preview);
  bool is_shown() const { return shown_; }
  // The largest size of the picture's shape in this room.
  wxSize fit(const wxSize& room) const;

 private:
  void paint();

  BadgeSource source_;
  bool shown_ = false;
  std::uint64_t number_ = 0;
  wxImage image_;
};

}  // namespace einlass::screens
