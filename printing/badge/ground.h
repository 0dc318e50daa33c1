// The page below a text, one dot a point: what the text's colour must stand out from. Part of one renderer, under its
// lock.
#pragma once

#include "printing/badge/badge_template.h"

#include <memory>
#include <vector>

struct _cairo;
struct _cairo_surface;

namespace einlass::badge {

struct TextSpot {  // of one line, in points within its box
  double left = 0, top = 0, width = 0, height = 0;
};

class Ground {
 public:
  Ground(double width_mm, double height_mm);  // white paper
  Ground copy() const;

  // To paint on, in points of the page.
  _cairo* canvas() const { return canvas_.get(); }

  // Of ink of this luminance, the share that lies where its contrast is below `least`, 0…1.
  double unreadable(const Placement& box, const std::vector<TextSpot>& spots, double ink, double least) const;

 private:
  double luminance_at(double x_pt, double y_pt) const;

  double width_mm_, height_mm_;
  std::shared_ptr<_cairo_surface> surface_;
  std::shared_ptr<_cairo> canvas_;
};

}  // namespace einlass::badge
