#include "server/venue/badge_setup.h"

#include "core/base/text_fold.h"
#include "core/rules/words.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;

constexpr std::size_t kLongestDesk = 60;  // a line on a screen
constexpr std::size_t kLongestBound = 20;

bool is_line(const std::string& text) {
  return !text.empty() && base::clean_text(text) == text && base::count_characters(text) <= kLongestDesk;
}

base::Result<rules::ReprintRule> read_reprints(const std::string& text) {
  if (text == "any") return rules::ReprintRule{};
  if (text == "host") return rules::ReprintRule{.by = rules::ReprintBy::Host, .most = {}};
  int most = -1;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), most);
  if (failure == std::errc() && end == text.data() + text.size() && most >= 0) {
    return rules::ReprintRule{.by = rules::ReprintBy::Staff, .most = most};
  }
  return base::fail(ErrorKind::InvalidInput,
                    "How often staff may print a badge again is a number, \"any\", or \"host\" for hosts only.");
}

// Both bounds in letters that names are sorted by; the hyphen parts them.
base::Result<rules::PickUp> read_pick_up(const PickUpText& text) {
  if (!is_line(text.german) || !is_line(text.english)) {
    return base::fail(ErrorKind::InvalidInput,
                      "Where badges are fetched is a short text in German and one in English, as guests read it.");
  }
  rules::PickUp desk{.from = {}, .to = {}, .desk = {{"de", text.german}, {"en", text.english}}};
  if (text.names == "others") return desk;
  const auto hyphen = text.names.find('-');
  desk.from = text.names.substr(0, hyphen);
  desk.to = hyphen == std::string::npos ? desk.from : text.names.substr(hyphen + 1);
  const auto is_bound = [](const std::string& bound) {
    const auto folded = base::fold_text(bound);
    return bound.size() <= kLongestBound && base::words_in(folded).size() == 1 && base::words_in(folded)[0] == folded;
  };
  if (is_bound(desk.from) && is_bound(desk.to) && base::fold_text(desk.from) <= base::fold_text(desk.to)) return desk;
  return base::fail(ErrorKind::InvalidInput,
                    "The family names of a desk are written as A-K, or as \"others\" for all that no desk has.");
}

base::Result<std::vector<rules::PickUp>> read_pick_ups(const std::vector<PickUpText>& texts) {
  std::vector<rules::PickUp> desks;
  for (const auto& text : texts) {
    auto desk = read_pick_up(text);
    if (!desk) return tl::make_unexpected(desk.error());
    desks.push_back(*std::move(desk));
  }
  return desks;
}

}  // namespace

base::Result<void> change_badges(const BadgeChanges& changes, rules::BadgeRule& badge) {
  if (changes.print_at) {
    const auto at = rules::word_to<rules::PrintAt>(*changes.print_at);
    if (!at) return base::fail(ErrorKind::InvalidInput, "Badges are printed at \"admission\" or at a \"desk\".");
    badge.print_at = *at;
  }
  if (changes.desks) {
    if (!std::all_of(changes.desks->begin(), changes.desks->end(), is_line)) {
      return base::fail(ErrorKind::InvalidInput, "A badge desk is a kiosk's door; write its name as it is there.");
    }
    badge.desks = *changes.desks;
  }
  if (changes.reprints) {
    const auto reprints = read_reprints(*changes.reprints);
    if (!reprints) return tl::make_unexpected(reprints.error());
    badge.reprints = *reprints;
  }
  if (!changes.pick_up) return {};
  return read_pick_ups(*changes.pick_up).map([&](std::vector<rules::PickUp> desks) {
    badge.pick_up = std::move(desks);
  });
}

}  // namespace einlass::venue
