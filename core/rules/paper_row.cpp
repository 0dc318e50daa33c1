#include "core/rules/paper_row.h"

#include "core/rules/word_lists.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace einlass::rules {
namespace {

constexpr std::size_t most_digits = 6;

// Damm's quasigroup of order 10: each single wrong digit and each exchange of two neighbours changes the check digit
// (H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004).
constexpr std::array<std::string_view, 10> quasigroup{"0317598642", "7092154863", "4206871359", "1750983426",
                                                      "6123045978", "3674209581", "5869720134", "8945362017",
                                                      "9438617205", "2581436790"};

char check_digit(std::string_view digits) {
  std::size_t interim = 0;
  for (const char digit : digits) {
    interim = static_cast<std::size_t>(quasigroup.at(interim).at(static_cast<std::size_t>(digit - '0')) - '0');
  }
  return static_cast<char>('0' + interim);
}

std::string digits_of(int list, int row) {
  const auto digits = std::to_string(row);
  return std::to_string(list) + std::string(most_digits - std::min(most_digits, digits.size()), '0') + digits;
}

}  // namespace

std::string paper_code(int list, int row) {
  return std::to_string(row) + "-" + check_digit(digits_of(list, row));
}

std::string paper_mark(int list, int row) {
  const auto digits = digits_of(list, row);
  return digits + check_digit(digits);
}

std::optional<int> paper_row(int list, std::string_view typed) {
  std::string digits(typed);
  if (digits.size() > 2 && digits[digits.size() - 2] == '-') digits.erase(digits.size() - 2, 1);
  const bool is_number = std::all_of(digits.begin(), digits.end(), is_digit);
  if (!is_number || digits.size() < 2 || digits.size() > most_digits + 1) return std::nullopt;
  int row = 0;
  std::from_chars(digits.data(), digits.data() + digits.size() - 1, row);
  if (row < 1 || check_digit(digits_of(list, row)) != digits.back()) return std::nullopt;
  return row;
}

}  // namespace einlass::rules
