#include "server/venue/password_rules.h"

#include "core/base/file.h"
#include "core/base/text_fold.h"
#include "core/base/utf8.h"
#include "server/venue/password_job.h"

#include <algorithm>
#include <sstream>
#include <vector>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;

constexpr std::size_t longest_list = 1U << 20U;  // bytes
constexpr std::size_t longest_unit = 4;          // "abcabcabcabc"
constexpr std::size_t fewest_different = 4;
constexpr std::size_t shortest_core = 4;  // else the "a" of "123456789a" would stand for too much
constexpr std::size_t shortest_word = 3;  // of a name: "von" counts, "L." does not

// Folded text in which only ASCII is no letter of its own.
std::string letters_of(const std::string& folded) {
  std::string letters;
  const auto is_letter = [](unsigned char c) { return c >= 0x80 || (c >= 'a' && c <= 'z'); };
  std::copy_if(folded.begin(), folded.end(), std::back_inserter(letters), is_letter);
  return letters;
}

bool repeats_itself(const std::u32string& text) {
  for (std::size_t unit = 1; unit <= longest_unit && unit < text.size(); ++unit) {
    if (std::equal(text.begin() + static_cast<std::ptrdiff_t>(unit), text.end(), text.begin())) return true;
  }
  return std::set<char32_t>(text.begin(), text.end()).size() < fewest_different;
}

// "abcdefghij", "9876543210", "1234567890".
bool is_consecutive(const std::u32string& text) {
  const auto run = [&](char32_t step) {
    return std::adjacent_find(text.begin(), text.end(), [&](char32_t a, char32_t b) {
             return b != a + step && !(a == U'9' && b == U'0') && !(a == U'0' && b == U'9');
           }) == text.end();
  };
  return run(1) || run(static_cast<char32_t>(-1));
}

// Nothing but her names, with digits and signs.
bool is_own_name(const std::string& password, const PasswordOwner& owner) {
  auto rest = letters_of(base::fold_text(password));
  if (rest.empty()) return false;
  auto words = base::words_in(base::fold_text(owner.name + " " + owner.sign_in));
  std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  for (const auto& word : words) {
    const auto letters = letters_of(word);
    if (letters.size() < shortest_word) continue;
    for (auto at = rest.find(letters); at != std::string::npos; at = rest.find(letters)) rest.erase(at, letters.size());
  }
  return rest.size() < shortest_word;
}

Result<void> invalid(const char* message) {
  return base::fail(ErrorKind::InvalidInput, message);
}

}  // namespace

Result<CommonPasswords> CommonPasswords::load(const std::filesystem::path& assets) {
  return base::read_file(assets / "passwords" / "common.txt", longest_list).map([](const std::string& lines) {
    return CommonPasswords(lines);
  });
}

CommonPasswords::CommonPasswords(const std::string& lines) {
  std::istringstream text(lines);
  for (std::string line; std::getline(text, line);) {
    if (line.empty() || line.front() == '#') continue;
    auto folded = base::fold_text(line);
    if (auto letters = letters_of(folded); letters.size() >= shortest_core) letters_.insert(std::move(letters));
    whole_.insert(std::move(folded));
  }
}

bool CommonPasswords::hold(const std::string& password) const {
  const auto folded = base::fold_text(password);
  return whole_.contains(folded) || letters_.contains(letters_of(folded));
}

Result<void> check_password(const std::string& typed, const PasswordOwner& owner, const CommonPasswords& common) {
  if (typed.size() > longest_password) return invalid("A password has at most 200 bytes; choose a shorter one.");
  if (!base::is_valid_utf8(typed)) return invalid("The password is not text in UTF-8; type it again.");
  const auto password = password_text(typed);
  if (base::code_points(password) < shortest_password) {
    return invalid("A password has at least 10 characters; choose a longer one, such as three words.");
  }
  const auto characters = base::characters_in(password);
  if (repeats_itself(characters) || is_consecutive(characters) || common.hold(password)) {
    return invalid("This password is one of the first that others try; choose another, such as three words.");
  }
  if (is_own_name(password, owner)) return invalid("This password is the name of its owner; choose another.");
  return {};
}

}  // namespace einlass::venue
