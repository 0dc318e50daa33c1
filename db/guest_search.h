// The search index of the guest book: in the event's file on the server, in a database in memory on a kiosk. Holds
// folded words only. Used by SqliteGuestBook.
#pragma once

#include "db/connection.h"
#include "db/search_words.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace einlass::store {

struct SearchHit {
  std::int64_t row = 0;
  int rank = 0;  // SearchRank
};

class GuestSearch {
 public:
  explicit GuestSearch(Connection& connection) : connection_(connection) {}

  // Inside guarded(): these throw what SQLite throws.
  void create();
  // Words for by_order(); find() knows them once they are indexed.
  void put(std::int64_t row, const SearchWords& words);
  // Rows as a whole, each time in one statement: with each statement FTS5 writes out what it has gathered. Out of the
  // index before their words change, into it afterwards.
  void take_out(const std::set<std::int64_t>& rows);
  void take_in(const std::set<std::int64_t>& rows);
  void clear();  // the index follows with rebuild()
  // Its words; out of the index before, unless that is behind.
  void remove(std::int64_t row);
  // The next find() indexes all there is, which takes a moment.
  void note_behind() {
    behind_ = true;
    knows_words_ = false;
  }
  void rebuild() const;  // also overwrites what deleted rows left in the index

  std::vector<SearchHit> find(const std::string& text, std::size_t limit) const;
  std::vector<std::int64_t> by_order(const std::string& order_ref) const;

 private:
  void find_matching(const std::string& match, int rank, std::size_t limit, std::vector<SearchHit>& hits) const;
  std::string nearly(const std::vector<std::string>& words) const;
  void find_inside(const std::vector<std::string>& words, std::size_t limit, std::vector<SearchHit>& hits) const;

  Connection& connection_;
  mutable bool behind_ = false;             // words were put for later
  mutable std::vector<std::string> known_;  // every word of the index, once somebody mistyped one
  mutable bool knows_words_ = false;
};

}  // namespace einlass::store
