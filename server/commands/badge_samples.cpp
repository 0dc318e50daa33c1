#include "server/commands/badge_samples.h"

#include "core/base/text_fold.h"

#include <algorithm>
#include <set>

namespace einlass::commands {
namespace {

using Badges = std::vector<const ListedBadge*>;

std::size_t length_of(const ListedBadge& badge, const char* field) {
  return base::count_characters(badge.field(field));
}

const ListedBadge* longest(const Badges& badges, const char* field) {
  const auto found = std::max_element(badges.begin(), badges.end(), [&](const auto* one, const auto* other) {
    return length_of(*one, field) < length_of(*other, field);
  });
  return found == badges.end() || length_of(**found, field) == 0 ? nullptr : *found;
}

// Behind Latin and its additions (Unicode, Latin Extended Additional ends at U+1EFF, general punctuation at U+206F).
bool has_other_script(const ListedBadge& badge) {
  const auto characters = base::characters_in(badge.field("name") + badge.field("company"));
  return std::any_of(characters.begin(), characters.end(), [](char32_t character) {
    return character > 0x206F || (character > 0x024F && character < 0x1E00);
  });
}

std::size_t filled_fields(const ListedBadge& badge) {
  const auto& fields = badge.content.fields;
  return static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(), [](const auto& field) { return !field.second.empty(); }));
}

const ListedBadge* least_filled(const Badges& badges) {
  const auto found = std::min_element(badges.begin(), badges.end(), [](const auto* one, const auto* other) {
    return filled_fields(*one) < filled_fields(*other);
  });
  return found == badges.end() ? nullptr : *found;
}

template <typename Fits>
const ListedBadge* first(const Badges& badges, const Fits& fits) {
  const auto found = std::find_if(badges.begin(), badges.end(), [&](const auto* badge) { return fits(*badge); });
  return found == badges.end() ? nullptr : *found;
}

class Samples {
 public:
  Samples(Badges badges, std::size_t most) : badges_(std::move(badges)), most_(most) {}

  // No guest is shown twice: whoever is next best takes her place.
  template <typename Choose>
  void add(const char* why, const Choose& choose) {
    Badges left = badges_;
    std::erase_if(left, [&](const auto* badge) { return shown_.contains(badge); });
    const auto* chosen = samples_.size() < most_ ? choose(left) : nullptr;
    if (chosen == nullptr) return;
    shown_.insert(chosen);
    samples_.push_back({.badge = chosen, .why = why});
  }

  bool shows_category(const std::string& category) const {
    return std::any_of(samples_.begin(), samples_.end(),
                       [&](const auto& sample) { return sample.badge->category == category; });
  }

  std::vector<BadgeSample> taken() && { return std::move(samples_); }

 private:
  Badges badges_;
  std::size_t most_;
  std::set<const ListedBadge*> shown_;
  std::vector<BadgeSample> samples_;
};

}  // namespace

std::vector<BadgeSample> telling_badges(const std::vector<ListedBadge>& badges, const SampleWish& wish) {
  Badges named;
  std::set<std::string> categories;
  for (const auto& badge : badges) {
    const bool is_wanted =
        wish.category.empty() || badge.category == wish.category || badge.ticket.text() == wish.ticket;
    if (!is_wanted || badge.field("name").empty()) continue;
    named.push_back(&badge);
    categories.insert(badge.category);
  }
  Samples samples(std::move(named), wish.most);
  samples.add("chosen", [&](const Badges& left) {
    return first(left, [&](const auto& badge) { return badge.ticket.text() == wish.ticket; });
  });
  samples.add("longest_name", [](const Badges& left) { return longest(left, "name"); });
  samples.add("longest_company", [](const Badges& left) { return longest(left, "company"); });
  samples.add("other_script", [](const Badges& left) { return first(left, has_other_script); });
  samples.add("least", least_filled);
  samples.add("no_photo", [](const Badges& left) {
    return first(left, [](const auto& badge) { return badge.content.flags.contains("no_photo"); });
  });
  for (const auto& category : categories) {
    if (samples.shows_category(category)) continue;
    samples.add("category", [&](const Badges& left) {
      return first(left, [&](const auto& badge) { return badge.category == category; });
    });
  }
  return std::move(samples).taken();
}

}  // namespace einlass::commands
