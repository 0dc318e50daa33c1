#include "server/guests/category_match.h"

#include "core/base/text_fold.h"

#include <algorithm>

namespace einlass::guests {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

bool contains_word(const std::string& text, const std::string& word) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool starts = at == 0 || !is_letter(text[at - 1]);
    if (starts && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

}  // namespace

CategoryMatch::CategoryMatch(const std::map<std::string, std::string>& told, const CategoryLabels& categories) {
  for (const auto& [type, category] : told) exact_.emplace(base::fold_text(type), category);
  for (const auto& [key, labels] : categories) {
    names_.push_back({base::fold_text(key), key});
    for (const auto& [language, label] : labels) names_.push_back({base::fold_text(label), key});
  }
  std::stable_sort(names_.begin(), names_.end(),
                   [](const Name& a, const Name& b) { return a.folded.size() > b.folded.size(); });
  for (const auto& name : names_) exact_.emplace(name.folded, name.category);
  if (!categories.empty()) default_ = categories.contains("guest") ? "guest" : categories.begin()->first;
}

std::optional<std::string> CategoryMatch::category_of(const std::string& ticket_type) const {
  const auto folded = base::fold_text(ticket_type);
  const auto exact = exact_.find(folded);
  if (exact != exact_.end()) return exact->second;
  for (const auto& name : names_) {
    if (!name.folded.empty() && contains_word(folded, name.folded)) return name.category;
  }
  return std::nullopt;
}

}  // namespace einlass::guests
