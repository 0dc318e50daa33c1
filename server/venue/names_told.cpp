#include "server/venue/names_told.h"

#include "core/base/text_fold.h"

#include <algorithm>

namespace einlass::venue {
namespace {

constexpr const char* instead_of_a_name = "…";

// A part of a letter beyond ASCII counts as one.
bool is_letter_or_digit(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

// Lower case keeps the length.
void leave_out(std::string& words, const std::string& lower) {
  for (auto at = base::lower_ascii(words).find(lower); at != std::string::npos;
       at = base::lower_ascii(words).find(lower, at)) {
    words.replace(at, lower.size(), instead_of_a_name);
  }
}

}  // namespace

void NamesTold::add_name(const std::string& name) {
  for (const auto& spelling : base::fold_spellings(name)) {
    for (auto& word : base::words_in(spelling)) words_.insert(std::move(word));
  }
}

void NamesTold::add_address(const std::string& address) {
  if (!address.empty()) addresses_.insert(base::lower_ascii(address));
}

std::string NamesTold::left_out_of(const std::string& said) const {
  auto words = said;
  for (const auto& address : addresses_) leave_out(words, address);
  std::string left;
  for (std::size_t at = 0; at < words.size();) {
    auto end = at;
    while (end < words.size() && is_letter_or_digit(words[end]) == is_letter_or_digit(words[at])) ++end;
    const auto part = words.substr(at, end - at);
    const auto folded = base::words_in(base::fold_text(part));
    const bool names_her = std::ranges::any_of(folded, [&](const auto& word) { return words_.contains(word); });
    left += names_her ? std::string(instead_of_a_name) : part;
    at = end;
  }
  const std::string twice = std::string(instead_of_a_name) + " " + instead_of_a_name;
  for (auto at = left.find(twice); at != std::string::npos; at = left.find(twice, at)) {
    left.replace(at, twice.size(), instead_of_a_name);
  }
  return left;
}

}  // namespace einlass::venue
