// An SVG drawing that can be painted again and again (librsvg). Not thread-safe; part of one renderer.
#pragma once

#include "core/base/error.h"

#include <memory>
#include <string>

struct _cairo;

namespace einlass::badge {

struct Area {
  double x = 0, y = 0, width = 0, height = 0;
};

class SvgPicture {
 public:
  // Opens no other files. InvalidInput with the library's reason.
  static base::Result<SvgPicture> load(const std::string& svg);

  // Scaled into the area, proportions kept. Needs Typesetter::FontsForDrawings in scope if it contains text.
  base::Result<void> draw(_cairo* canvas, const Area& area) const;

  // One element alone, by its id, where it lies in the whole.
  bool has_element(const std::string& id) const;
  base::Result<void> draw_element(_cairo* canvas, const Area& area, const std::string& id) const;

 private:
  std::shared_ptr<void> handle_;
};

}  // namespace einlass::badge
