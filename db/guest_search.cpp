#include "db/guest_search.h"

#include "core/base/text_fold.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <set>

namespace einlass::store {
namespace {

constexpr unsigned bit(int rank) {
  return 1U << static_cast<unsigned>(rank);
}

constexpr int rank_count = InsideWords + 1;
constexpr unsigned every_rank = bit(rank_count) - 1;
constexpr unsigned whole_word = bit(rank_count);  // wherever it stands

// A word that begins with what is wanted also has it inside.
constexpr unsigned begins_anywhere = bit(Beginnings) | bit(NearlyBeginnings) | bit(InsideWords);
constexpr unsigned begins_in_name = bit(BeginningsInName) | begins_anywhere;

std::uint32_t letters_of(const std::string& word) {
  std::uint32_t letters = 0;
  for (const char letter : word) letters |= 1U << (static_cast<unsigned char>(letter) % 32U);
  return letters;
}

struct WordFits {
  unsigned in_name = 0;
  unsigned elsewhere = 0;
};

// Where the word does not begin with it, only down to the rank `last`.
WordFits fits_of(const std::string& word, const std::string& wanted, SearchRank last) {
  if (word == wanted) return {every_rank | whole_word, begins_anywhere | whole_word};
  if (word.starts_with(wanted)) return {begins_in_name, begins_anywhere};
  if (last <= Beginnings) return {};
  const unsigned inside = word.find(wanted) != std::string::npos ? bit(InsideWords) : 0;
  const unsigned fits = inside | (nearly_begins_with(word, wanted) ? bit(NearlyBeginnings) : 0);
  return {fits, fits};
}

template <typename Value>
std::uint32_t next_place(std::vector<std::uint32_t>& free, std::vector<Value>& values) {
  if (free.empty()) {
    values.emplace_back();
    return static_cast<std::uint32_t>(values.size() - 1);
  }
  const auto place = free.back();
  free.pop_back();
  return place;
}

}  // namespace

void GuestSearch::put(std::int64_t row, const SearchWords& words) {
  remove(row);
  const auto place = next_place(free_places_, rows_);
  rows_[place].row = row;
  places_[row] = place;
  add(place, words.name, true);
  add(place, words.rest, false);
  rows_[place].words.shrink_to_fit();
}

// A word counts where it first stands, which is in the name if it is there, too.
void GuestSearch::add(std::uint32_t place, const std::string& text, bool in_name) {
  auto& words = rows_[place].words;
  for (const auto& word : base::words_in(text)) {
    const auto number = number_of(word);
    const bool known = std::any_of(words.begin(), words.end(), [&](const Word& each) { return each.word == number; });
    if (known) continue;
    auto& postings = postings_[number];
    words.push_back({number, static_cast<std::uint32_t>(postings.size())});
    postings.push_back({.place = place, .in_name = in_name});
  }
}

std::uint32_t GuestSearch::number_of(const std::string& word) {
  if (const auto known = numbers_.find(word); known != numbers_.end()) return known->second;
  const auto number = next_place(free_words_, words_);
  if (number == postings_.size()) {
    postings_.emplace_back();
    letters_.emplace_back();
  }
  words_[number] = word;
  letters_[number] = letters_of(word);
  numbers_[word] = number;
  return number;
}

void GuestSearch::remove(std::int64_t row) {
  const auto found = places_.find(row);
  if (found == places_.end()) return;
  const auto place = found->second;
  for (const auto& word : rows_[place].words) remove(word);
  rows_[place] = {};
  free_places_.push_back(place);
  places_.erase(found);
}

// The last posting takes the place of the one that goes.
void GuestSearch::remove(const Word& from) {
  auto& postings = postings_[from.word];
  const Posting last = postings.back();
  postings.pop_back();
  if (from.posting < postings.size()) {
    postings[from.posting] = last;
    auto& words = rows_[last.place].words;
    std::find_if(words.begin(), words.end(), [&](const Word& each) { return each.word == from.word; })->posting =
        from.posting;
  }
  if (!postings.empty()) return;
  numbers_.erase(words_[from.word]);
  words_[from.word] = {};
  letters_[from.word] = 0;
  postings = {};
  free_words_.push_back(from.word);
}

// What is wanted twice is wanted once.
std::vector<GuestSearch::Fits> GuestSearch::fitting(const std::string& text, SearchRank last) const {
  const auto words = base::words_in(folded(text));
  const std::set<std::string> wanted(words.begin(), words.end());
  std::vector<Fits> all(rows_.size(), wanted.empty() ? 0 : static_cast<Fits>(every_rank | whole_word));
  std::vector<Fits> one(rows_.size());
  for (const auto& word : wanted) {
    std::fill(one.begin(), one.end(), Fits(0));
    add_fitting(word, last, one);
    std::transform(all.begin(), all.end(), one.begin(), all.begin(), std::bit_and<>());
  }
  return all;
}

// A word with one typing error lacks one of the letters at most.
void GuestSearch::add_fitting(const std::string& wanted, SearchRank last, std::vector<Fits>& fits) const {
  const auto letters = letters_of(wanted);
  for (std::size_t number = 0; number < letters_.size(); ++number) {
    const auto lacking = letters & ~letters_[number];
    const auto others = lacking & (lacking - 1);
    if ((last <= Beginnings ? lacking : others) != 0) continue;
    const auto word = fits_of(words_[number], wanted, last);
    if (word.in_name == 0) continue;
    for (const auto& posting : postings_[number]) {
      fits[posting.place] |= static_cast<Fits>(posting.in_name ? word.in_name : word.elsewhere);
    }
  }
}

// As a rule enough guests have words that begin so: what is nearly so takes longer to find.
std::vector<SearchHit> GuestSearch::find(const std::string& text, std::size_t limit) const {
  auto hits = best(fitting(text, Beginnings), limit);
  return hits.size() == limit ? hits : best(fitting(text, InsideWords), limit);
}

std::vector<SearchHit> GuestSearch::best(const std::vector<Fits>& fits, std::size_t limit) const {
  std::array<std::vector<std::int64_t>, rank_count> ranks;
  for (std::size_t place = 0; place < fits.size(); ++place) {
    const unsigned all = fits[place] & every_rank;
    if (all != 0) ranks.at(static_cast<std::size_t>(std::countr_zero(all))).push_back(rows_[place].row);
  }
  std::vector<SearchHit> hits;
  for (int rank = 0; rank < rank_count && hits.size() < limit; ++rank) {
    auto& rows = ranks.at(static_cast<std::size_t>(rank));
    const auto wanted = std::min(rows.size(), limit - hits.size());
    std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(wanted), rows.end());
    for (std::size_t n = 0; n < wanted; ++n) hits.push_back({rows[n], static_cast<SearchRank>(rank)});
  }
  return hits;
}

std::vector<std::int64_t> GuestSearch::with_words(const std::string& text) const {
  const auto fits = fitting(text, WordsOfName);
  std::vector<std::int64_t> rows;
  for (std::size_t place = 0; place < fits.size(); ++place) {
    if ((fits[place] & whole_word) != 0) rows.push_back(rows_[place].row);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace einlass::store
