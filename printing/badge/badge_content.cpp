#include "printing/badge/badge_content.h"

#include "core/base/text_fold.h"

namespace einlass::badge {

std::string text_of(const BadgeContent& content, const std::string& field) {
  const auto found = content.fields.find(field);
  std::string text = found == content.fields.end() ? std::string() : base::clean_text(found->second);
  return text.empty() && field == "code" ? base::clean_text(content.code) : text;
}

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
