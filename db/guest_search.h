// The search index of the guest book: in the event's file on the server, in a database in memory on a kiosk. Holds
// folded words only. Used by SqliteGuestBook.
#pragma once

#include "core/rules/guest_row.h"
#include "db/connection.h"

#include <cstdint>
#include <string>
#include <vector>

namespace einlass::store {

// What is indexed of one row. Folded: no letter case, no accents, ä = ae = a.
struct SearchWords {
  std::string order_ref;
  std::string name;
  std::string rest;  // company, e-mail, table, ticket type, further fields

  static SearchWords of(const rules::GuestRow& row);

  std::string text() const;  // one line, to be kept sealed
  static SearchWords parse(const std::string& text);
};

struct SearchHit {
  std::int64_t row = 0;
  int rank = 0;  // 0: words of the name; 1: their beginnings; 2: beginnings of anything; 3: inside a word
};

class GuestSearch {
 public:
  explicit GuestSearch(Connection& connection) : connection_(connection) {}

  // Inside guarded(): these throw what SQLite throws.
  void create();
  void put(std::int64_t row, const SearchWords& words);
  // Indexed by the next find(), all rows at once: a whole list takes a fifth of what put() takes.
  void put_for_later(std::int64_t row, const SearchWords& words);
  void rebuild() const;  // also overwrites what deleted rows left in the index
  void note_behind() { behind_ = true; }

  std::vector<SearchHit> find(const std::string& text, std::size_t limit) const;
  std::vector<std::int64_t> by_order(const std::string& order_ref) const;

 private:
  void put_words(std::int64_t row, const SearchWords& words);

  Connection& connection_;
  mutable bool behind_ = false;  // words were put for later
};

}  // namespace einlass::store
