#include "kiosk/screens/line_breaks.h"

#include <algorithm>
#include <limits>

#include <wx/tokenzr.h>

namespace einlass::screens {

namespace {

// What a break costs, beside lines of unlike length: 1 is a line that stays empty.
constexpr double inside_a_word = 0.3;
constexpr double number_from_its_noun = 0.3;
constexpr double abbreviation_apart = 1;
constexpr double after_a_small_word = 0.06;
constexpr double after_a_sentence = -0.12;
constexpr double after_a_comma = -0.05;

constexpr std::size_t small_word = 3;         // letters: articles and prepositions
constexpr std::size_t least_at_a_hyphen = 3;  // letters on either side

bool is_number(const wxString& word) {
  return !word.empty() && wxIsdigit(word[0]);
}

// "e." before "V.", "z." before "B."
bool is_initial(const wxString& word) {
  return word.length() == 2 && wxIsalpha(word[0]) && word[1] == '.';
}

bool is_small(const wxString& word) {
  return word.length() <= small_word;
}

// Between `after` and the word before it. "18:00" and "Uhr" stay together, "Uhr" and "im" need not.
double cost_between(const wxString& before_that, const wxString& word, const WordPiece& after) {
  if (!after.after_space) return inside_a_word;
  if (is_initial(word) && is_initial(after.text)) return abbreviation_apart;
  const wxUniChar last = word.empty() ? wxUniChar(' ') : *word.rbegin();
  const bool counts = is_number(word) && (wxIsalnum(last) || last == '.');
  if (counts && !(is_small(after.text) && wxIslower(after.text[0]))) return number_from_its_noun;
  if (is_number(after.text)) return after_a_small_word;
  if (last == '.' || last == '?' || last == '!' || last == ':') return after_a_sentence;
  if (last == ',' || last == ';') return after_a_comma;
  return is_small(word) && !is_number(before_that) ? after_a_small_word : 0;
}

// Each prefix of the pieces in so many lines at its least cost.
class Breaks {
 public:
  Breaks(const std::vector<WordPiece>& pieces, int room, int blank_width) : pieces_(pieces), room_(room) {
    starts_.push_back(0);
    for (const WordPiece& piece : pieces) {
      const int blank = piece.after_space && starts_.size() > 1 ? blank_width : 0;
      blanks_.push_back(blank);
      starts_.push_back(starts_.back() + blank + piece.width);
    }
  }

  std::vector<wxString> best() const;

 private:
  int width(std::size_t first, std::size_t end) const { return starts_[end] - starts_[first] - blanks_[first]; }
  std::size_t fewest_lines() const;
  double cost(std::size_t first, std::size_t end) const;
  wxString line(std::size_t first, std::size_t end) const;

  const std::vector<WordPiece>& pieces_;
  int room_;
  std::vector<int> starts_;  // where each piece begins, its blank included, if all stood in one line
  std::vector<int> blanks_;  // before each piece
};

std::size_t Breaks::fewest_lines() const {
  std::size_t lines = 1;
  std::size_t first = 0;
  for (std::size_t end = 1; end <= pieces_.size(); ++end) {
    if (width(first, end) <= room_ || end - first == 1) continue;
    first = end - 1;
    ++lines;
  }
  return lines;
}

double Breaks::cost(std::size_t first, std::size_t end) const {
  const double used = 1.0 * width(first, end) / std::max(1, room_);
  if (used > 1 && end - first > 1) return std::numeric_limits<double>::infinity();
  const double unused = std::max(0.0, 1 - used);
  const wxString before_that = end > 1 ? pieces_[end - 2].text : wxString();
  const double parting = end < pieces_.size() ? cost_between(before_that, pieces_[end - 1].text, pieces_[end]) : 0;
  return unused * unused + parting;
}

wxString Breaks::line(std::size_t first, std::size_t end) const {
  wxString text;
  for (std::size_t i = first; i < end; ++i) {
    if (i > first && pieces_[i].after_space) text += ' ';
    text += pieces_[i].text;
  }
  return text;
}

std::vector<wxString> Breaks::best() const {
  const std::size_t count = pieces_.size();
  const std::size_t lines = fewest_lines();
  constexpr double never = std::numeric_limits<double>::infinity();
  std::vector<std::vector<double>> least(lines + 1, std::vector<double>(count + 1, never));
  std::vector<std::vector<std::size_t>> begins(lines + 1, std::vector<std::size_t>(count + 1, 0));
  least[0][0] = 0;
  for (std::size_t row = 1; row <= lines; ++row) {
    for (std::size_t end = row; end <= count; ++end) {
      for (std::size_t first = end; first-- > row - 1;) {
        const double sum = least[row - 1][first] + cost(first, end);
        if (sum < least[row][end]) {
          least[row][end] = sum;
          begins[row][end] = first;
        }
        if (width(first, end) > room_) break;
      }
    }
  }
  std::vector<wxString> found(lines);
  std::size_t end = count;
  for (std::size_t row = lines; row > 0; --row) {
    found[row - 1] = line(begins[row][end], end);
    end = begins[row][end];
  }
  return found;
}

}  // namespace

std::vector<WordPiece> word_pieces(const wxString& text, bool at_hyphens) {
  std::vector<WordPiece> pieces;
  wxStringTokenizer words(text, " ");
  while (words.HasMoreTokens()) {
    const wxString word = words.GetNextToken();
    std::size_t begin = 0;
    for (std::size_t i = 0; at_hyphens && i < word.length(); ++i) {
      const bool parts = word[i] == '-' || word[i] == '_' || word[i] == '/' || word[i] == '@';
      if (!parts || i < begin + least_at_a_hyphen || word.length() - i <= least_at_a_hyphen) continue;
      pieces.push_back({.text = word.Mid(begin, i + 1 - begin), .after_space = begin == 0});
      begin = i + 1;
    }
    pieces.push_back({.text = word.Mid(begin), .after_space = begin == 0});
  }
  return pieces;
}

std::vector<wxString> balanced_lines(const std::vector<WordPiece>& pieces, int room, int blank_width) {
  if (pieces.empty()) return {};
  return Breaks(pieces, room, blank_width).best();
}

}  // namespace einlass::screens
