// The search index of the guest book: in the event's file on the server, in a database in memory on a kiosk. Holds
// folded words only. Used by SqliteGuestBook.
#pragma once

#include "core/rules/guest_row.h"
#include "db/connection.h"

#include <cstdint>
#include <set>
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
  void note_behind() { behind_ = true; }
  void rebuild() const;  // also overwrites what deleted rows left in the index

  std::vector<SearchHit> find(const std::string& text, std::size_t limit) const;
  std::vector<std::int64_t> by_order(const std::string& order_ref) const;

 private:
  Connection& connection_;
  mutable bool behind_ = false;  // words were put for later
};

}  // namespace einlass::store
