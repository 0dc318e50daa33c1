// The words of guests, and whom a text finds: in memory only, because names lie sealed on a kiosk's disk. A question
// looks at each word that any guest has, once or twice, and then at the guests of those that fit; so it takes a few
// milliseconds whatever is typed. Pure. Used by SqliteGuestBook for the list, by DoorGuests for whom only entries name.
#pragma once

#include "db/search_words.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace einlass::store {

struct SearchHit {
  std::int64_t row = 0;
  SearchRank rank = WordsOfName;
  friend bool operator==(const SearchHit&, const SearchHit&) = default;
};

class GuestSearch {
 public:
  // In place of the words that the row had.
  void put(std::int64_t row, const SearchWords& words);
  void remove(std::int64_t row);
  void clear() { *this = GuestSearch(); }

  // Best first; of equal ones the smaller row. Each word of the text must fit, as SearchRank says.
  std::vector<SearchHit> find(const std::string& text, std::size_t limit) const;
  // In order, the rows that have every word of the text as a whole.
  std::vector<std::int64_t> with_words(const std::string& text) const;

 private:
  // The ranks by which something fits, a bit each, and one more bit for whole words.
  using Fits = std::uint8_t;
  // Where a word stands: the row's place, and whether in her name.
  struct Posting {
    std::uint32_t place = 0;
    bool in_name = false;
  };
  struct Word {
    std::uint32_t word = 0;
    std::uint32_t posting = 0;  // of it
  };
  struct Row {
    std::int64_t row = 0;
    std::vector<Word> words;
  };

  void add(std::uint32_t place, const std::string& text, bool in_name);
  void remove(const Word& from);
  std::uint32_t number_of(const std::string& word);
  // By place; ranks behind `last` may be left out.
  std::vector<Fits> fitting(const std::string& text, SearchRank last) const;
  void add_fitting(const std::string& wanted, SearchRank last, std::vector<Fits>& fits) const;
  std::vector<SearchHit> best(const std::vector<Fits>& fits, std::size_t limit) const;

  // Words by number. `letters_`: which of them, as bits; most words are told by these.
  std::vector<std::uint32_t> letters_;
  std::vector<std::string> words_;
  std::vector<std::vector<Posting>> postings_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::uint32_t> free_words_;
  // Rows by place.
  std::vector<Row> rows_;
  std::unordered_map<std::int64_t, std::uint32_t> places_;
  std::vector<std::uint32_t> free_places_;
};

}  // namespace einlass::store
