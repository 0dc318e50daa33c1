// Paints one badge onto a canvas whose unit is the point, and reports how it came out. Made for one badge, under the
// renderer's lock.
#pragma once

#include "core/base/error.h"
#include "printing/badge/badge_content.h"
#include "printing/badge/dots.h"
#include "printing/badge/prepared_template.h"
#include "printing/badge/renderer.h"
#include "printing/badge/typesetter.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

struct _cairo;

namespace einlass::badge {

class Painter {
 public:
  // `grid` is the pitch of the device's dots in units of the device (1 for pixels, 72/dpi for a PDF); 0: no grid.
  struct Canvas {
    _cairo* context = nullptr;  // null: lay out and report only
    double grid = 0;
    double device_units_per_mm = 72 / 25.4;
    // Not null: dots that are black or white only, on an image surface. Text takes the one that is seen; where pictures
    // lie, which may have greys, is added here.
    std::vector<DotArea>* pictures = nullptr;
  };

  Painter(const BadgeTemplate& drawing, PreparedTemplate& prepared, const Typesetter& typesetter, Canvas canvas)
      : drawing_(drawing), prepared_(prepared), typesetter_(typesetter), canvas_(canvas) {}

  base::Result<BadgeReport> paint(const BadgeContent& content);

 private:
  base::Result<void> paint_background(const BadgeContent& content);
  base::Result<void> paint_box(std::size_t index, const BadgeContent& content);
  base::Result<void> paint_text(std::size_t index, const TextRules& rules, const BadgeContent& content);
  base::Result<void> note_contrast(std::size_t index, const TextRules& rules, const SetText& set,
                                   const BadgeContent& content);
  base::Result<Ground> ground_below(std::size_t index, const BadgeContent& content);
  base::Result<void> paint_qr(const Box& box, const QrRules& rules, const std::string& code);
  base::Result<void> paint_image(std::size_t index, const ImageRules& rules, const BadgeContent& content);
  base::Result<void> paint_mark(const Box& box, const MarkRules& rules);
  void paint_stamp(const BadgeContent& content);
  base::Result<void> paint_picture(const Box& box, const Picture& picture, ImageFit fit);
  Colour ink(const Colour& wanted, const Area& area) const;
  void paint_backdrop(const Box& box, double left_pt, double width_pt);
  void enter(const Placement& placement);
  void leave();

  const BadgeTemplate& drawing_;
  PreparedTemplate& prepared_;
  const Typesetter& typesetter_;
  Canvas canvas_;
  std::optional<Colour> category_;  // its colour
  Background::Look* look_ = nullptr;
  bool checks_contrast_ = true;
  BadgeReport report_;
};

}  // namespace einlass::badge
