#include "printing/badge/condition.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::badge {
namespace {

constexpr std::string_view category_is = "category=";

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> known_fields() {
  std::vector<std::string> names = text_fields();
  names.emplace_back(qr_field);
  names.insert(names.end(), image_fields().begin(), image_fields().end());
  names.insert(names.end(), mark_fields().begin(), mark_fields().end());
  return names;
}

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream words(text);
  for (std::string part; std::getline(words, part, ',');) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

base::Result<Term> parse_term(std::string word) {
  Term term;
  term.holds = !word.starts_with('!');
  if (!term.holds) word.erase(0, 1);
  if (word.starts_with(category_is)) {
    term.field = "category";
    term.categories = split_at_commas(word.substr(category_is.size()));
    if (!term.categories.empty()) return term;
    return base::fail(base::ErrorKind::InvalidInput, "name a category, such as category=press,speaker");
  }
  const auto known = known_fields();
  if (!contains(known, word)) {
    return base::fail(
        base::ErrorKind::InvalidInput,
        fmt::format("write category=press or one of {}, with a ! before it for the opposite", fmt::join(known, ", ")));
  }
  term.field = std::move(word);
  return term;
}

bool is_there(const std::string& field, const BadgeContent& content) {
  if (field == qr_field) return !content.code.empty();
  if (contains(mark_fields(), field)) return content.flags.contains(field);
  if (contains(image_fields(), field)) {
    const auto image = content.images.find(field);
    return image != content.images.end() && !image->second.empty();
  }
  return !text_of(content, field).empty();
}

bool is_true(const Term& term, const BadgeContent& content) {
  if (term.categories.empty()) return is_there(term.field, content) == term.holds;
  const auto category = content.fields.find("category");
  const bool is_one = category != content.fields.end() && contains(term.categories, category->second);
  return is_one == term.holds;
}

bool is_one_of(const std::vector<std::string>& some, const std::vector<std::string>& all) {
  return std::all_of(some.begin(), some.end(), [&](const auto& each) { return contains(all, each); });
}

bool contradict(const Term& one, const Term& other) {
  const bool by_category = !one.categories.empty();
  if (by_category == other.categories.empty()) return false;
  if (!by_category) return one.field == other.field && one.holds != other.holds;
  if (one.holds && other.holds) {
    return std::none_of(one.categories.begin(), one.categories.end(),
                        [&](const auto& each) { return contains(other.categories, each); });
  }
  if (one.holds) return is_one_of(one.categories, other.categories);
  return other.holds && is_one_of(other.categories, one.categories);
}

}  // namespace

base::Result<Condition> parse_condition(std::string_view text) {
  Condition condition;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    auto term = parse_term(std::move(word));
    if (!term) return tl::make_unexpected(term.error());
    condition.push_back(*std::move(term));
  }
  if (condition.empty()) return base::fail(base::ErrorKind::InvalidInput, "say when, such as category=press");
  return condition;
}

bool holds(const Condition& condition, const BadgeContent& content) {
  return std::all_of(condition.begin(), condition.end(), [&](const Term& term) { return is_true(term, content); });
}

bool exclude_each_other(const Condition& one, const Condition& other) {
  return std::any_of(one.begin(), one.end(), [&](const Term& term) {
    return std::any_of(other.begin(), other.end(), [&](const Term& against) { return contradict(term, against); });
  });
}

}  // namespace einlass::badge
