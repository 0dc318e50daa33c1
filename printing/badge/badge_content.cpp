#include "printing/badge/badge_content.h"

namespace einlass::badge {

const std::vector<std::string>& text_fields() {
  static const std::vector<std::string> names{"name",     "first_name",     "last_name", "company", "position",
                                              "category", "category_label", "table",     "event",   "event_date",
                                              "code"};
  return names;
}

const std::vector<std::string>& image_fields() {
  static const std::vector<std::string> names{"logo", "photo"};
  return names;
}

const std::vector<std::string>& mark_fields() {
  static const std::vector<std::string> names{"no_photo"};
  return names;
}

}  // namespace einlass::badge
