// Which of the event's categories a ticket type means: told by the organiser, named like the category, or naming it
// among other words ("Member (early bird)"). Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::guests {

using CategoryLabels = std::map<std::string, std::map<std::string, std::string>>;  // key -> label by language

class CategoryMatch {
 public:
  CategoryMatch(const std::map<std::string, std::string>& told, const CategoryLabels& categories);

  // Nothing: none fits.
  std::optional<std::string> category_of(const std::string& ticket_type) const;

  // "guest" if the event has it, else its first category; empty if it has none.
  const std::string& default_category() const { return default_; }

 private:
  struct Name {
    std::string folded;
    std::string category;
  };
  std::map<std::string, std::string> exact_;  // folded -> category
  std::vector<Name> names_;                   // longest first
  std::string default_;
};

}  // namespace einlass::guests
