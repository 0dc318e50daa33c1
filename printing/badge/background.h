// The drawing without its boxes, as it looks for one guest: without the parts whose condition does not hold, and with
// the category's colour. Part of one renderer, under its lock.
#pragma once

#include "core/base/error.h"
#include "printing/badge/badge_content.h"
#include "printing/badge/condition.h"
#include "printing/badge/ground.h"
#include "printing/badge/svg_picture.h"

#include <list>
#include <optional>
#include <string>
#include <vector>

namespace einlass::badge {

class Background {
 public:
  explicit Background(std::string svg);

  struct Look {
    std::string key;  // which conditions hold, and the colour
    SvgPicture picture;
    std::optional<Ground> ground;  // the picture as dots, once somebody asked for it

    // Needs Typesetter::FontsForDrawings in scope.
    base::Result<const Ground*> ground_of(double width_mm, double height_mm);
  };

  // Kept for the next guest who is alike; of the others the latest few. InvalidInput where it cannot be drawn.
  base::Result<Look*> look(const BadgeContent& content);

  std::size_t kept() const { return looks_.size(); }
  static constexpr std::size_t most_kept = 16;

  // The SVG that is drawn for this guest.
  std::string svg_for(const BadgeContent& content) const;

 private:
  std::string key_of(const BadgeContent& content) const;

  std::string svg_;
  std::vector<Condition> conditions_;  // of its parts, each once
  bool tinted_ = false;
  std::list<Look> looks_;  // the one used last first
};

}  // namespace einlass::badge
