#include "server/venue/sign_in_names.h"

#include "core/base/text_fold.h"
#include "server/venue/plain_text.h"

#include <algorithm>

namespace einlass::venue {
namespace {

constexpr std::size_t longest_typed = 200;  // bytes
constexpr std::size_t shortest = 3;
constexpr std::size_t longest = 40;

}  // namespace

std::string sign_in_name_from(const std::string& name) {
  const auto words = base::words_in(base::fold_text(name));
  if (words.empty()) return {};
  return words.size() == 1 ? words.front() : words.front() + "." + words.back();
}

std::string folded_sign_in(const std::string& typed) {
  if (typed.size() > longest_typed || !base::is_valid_utf8(typed)) return {};
  return base::fold_text(typed);
}

bool is_sign_in_name(const std::string& folded) {
  const auto is_sign = [](unsigned char c) {
    return c < 0x80 && std::isalnum(c) == 0 && c != '.' && c != '-' && c != '_';
  };
  if (std::any_of(folded.begin(), folded.end(), is_sign) || !is_plain_name(folded, longest)) return false;
  return base::count_characters(folded) >= shortest;
}

}  // namespace einlass::venue
