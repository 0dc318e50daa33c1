#include "core/base/never_held.h"

#include "core/base/text_fold.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace einlass::base {
namespace {

// Wherever they stand.
constexpr std::array<std::string_view, 13> private_stems = {"gender",   "geschlecht", "salutation", "anrede", "birth",
                                                            "geburt",   "passw",      "token",      "prefix", "pronoun",
                                                            "pronomen", "religion",   "iban"};
// By themselves: a package and an essay hold neither age nor sex.
constexpr std::array<std::string_view, 4> private_words = {"age", "alter", "sex", "dob"};
constexpr std::string_view speaking = "tragender";
constexpr std::string_view of_an_age = "alters";  // Altersgruppe, Altersklasse

bool is_capital(char c) {
  return 'A' <= c && c <= 'Z';
}

bool is_word_letter(char c) {
  return is_capital(c) || ('a' <= c && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// "profile.homeAge" -> profile, home, Age.
std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> found(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool begins = i > 0 && is_capital(name[i]) && !is_capital(name[i - 1]);
    if (begins || !is_word_letter(name[i])) found.emplace_back();
    if (is_word_letter(name[i])) found.back() += name[i];
  }
  return found;
}

bool is_private_word(const std::string& word) {
  const auto folded = fold_text(word);
  return folded.starts_with(of_an_age) ||
         std::find(private_words.begin(), private_words.end(), folded) != private_words.end();
}

}  // namespace

bool is_never_held(std::string_view name) {
  auto folded = fold_text(name);
  // Vortragende have a gender in their name, and no field for it.
  for (auto at = folded.find(speaking); at != std::string::npos; at = folded.find(speaking)) {
    folded.erase(at, speaking.size());
  }
  const auto stands_in = [&](std::string_view stem) { return folded.find(stem) != std::string::npos; };
  const auto found = parts_of(name);
  return std::any_of(private_stems.begin(), private_stems.end(), stands_in) ||
         std::any_of(found.begin(), found.end(), is_private_word);
}

}  // namespace einlass::base
