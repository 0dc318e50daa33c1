#include "db/guest_search.h"

#include "core/base/text_fold.h"

#include <algorithm>
#include <sstream>

#include <fmt/ranges.h>

namespace einlass::store {
namespace {

// The table holds the words, the index refers to it (https://www.sqlite.org/fts5.html, "External Content Tables").
// Accents are folded by ICU beforehand, because unicode61 knows Latin only.
constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS guest_words (
  id        INTEGER PRIMARY KEY,
  order_ref TEXT NOT NULL,
  name      TEXT NOT NULL,
  rest      TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS guest_words_by_order ON guest_words(order_ref) WHERE order_ref <> '';
CREATE VIRTUAL TABLE IF NOT EXISTS guest_index USING fts5(
  name, rest, content='guest_words', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
);
)sql";

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

// Müller, Mueller and Muller are one spelling here.
std::string fold(const std::string& text) {
  std::string folded = base::fold_text(text);
  for (const char* vowel : {"a", "o", "u"}) replace_all(folded, std::string(vowel) + "e", vowel);
  return folded;
}

std::vector<std::string> words_of(const std::string& folded) {
  std::istringstream stream(folded);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// FTS5 string: everything but a quote is text.
std::string quoted(std::string word) {
  replace_all(word, "\"", "\"\"");
  return "\"" + word + "\"";
}

std::string expression(const std::vector<std::string>& words, const char* columns, const char* ending) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : " AND ") + quoted(word) + ending;
  return std::string(columns) + "(" + all + ")";
}

std::string json_array(const std::set<std::int64_t>& numbers) {
  return fmt::format("[{}]", fmt::join(numbers, ","));
}

void add_hit(std::vector<SearchHit>& hits, std::int64_t row, int rank) {
  const bool known = std::any_of(hits.begin(), hits.end(), [&](const SearchHit& hit) { return hit.row == row; });
  if (!known) hits.push_back({row, rank});
}

}  // namespace

SearchWords SearchWords::of(const rules::GuestRow& row) {
  const auto& guest = row.guest;
  std::string rest =
      guest.company + " " + guest.email + " " + guest.table + " " + row.ticket.ticket_type + " " + row.order_ref;
  for (const auto& [field, value] : guest.extra) rest += " " + value;
  return {.order_ref = fold(row.order_ref),
          .name = fold(guest.full_name + " " + guest.first_name + " " + guest.last_name),
          .rest = fold(rest)};
}

std::string SearchWords::text() const {
  return order_ref + "\n" + name + "\n" + rest;
}

SearchWords SearchWords::parse(const std::string& text) {
  SearchWords words;
  std::istringstream lines(text);
  std::getline(lines, words.order_ref);
  std::getline(lines, words.name);
  std::getline(lines, words.rest);
  return words;
}

void GuestSearch::create() {
  connection_.execute(kSchema);
}

// Not OR REPLACE: for that SQLite keeps a journal of its own for each statement.
void GuestSearch::put(std::int64_t row, const SearchWords& words) {
  remove(row);
  connection_.query("INSERT INTO guest_words VALUES (?, ?, ?, ?)")
      .bind(row, words.order_ref, words.name, words.rest)
      .run();
}

void GuestSearch::clear() {
  connection_.query("DELETE FROM guest_words").run();
}

void GuestSearch::remove(std::int64_t row) {
  connection_.query("DELETE FROM guest_words WHERE id = ?").bind(row).run();
}

void GuestSearch::take_out(const std::set<std::int64_t>& rows) {
  if (rows.empty()) return;
  connection_
      .query(
          "INSERT INTO guest_index (guest_index, rowid, name, rest) "
          "SELECT 'delete', id, name, rest FROM guest_words WHERE id IN (SELECT value FROM json_each(?))")
      .bind(json_array(rows))
      .run();
}

void GuestSearch::take_in(const std::set<std::int64_t>& rows) {
  if (rows.empty()) return;
  connection_
      .query(
          "INSERT INTO guest_index (rowid, name, rest) "
          "SELECT id, name, rest FROM guest_words WHERE id IN (SELECT value FROM json_each(?))")
      .bind(json_array(rows))
      .run();
}

void GuestSearch::rebuild() const {
  connection_.query("INSERT INTO guest_index (guest_index) VALUES ('rebuild')").run();
  behind_ = false;
}

std::vector<SearchHit> GuestSearch::find(const std::string& text, std::size_t limit) const {
  const auto words = words_of(fold(text));
  std::vector<SearchHit> hits;
  if (words.empty()) return hits;
  if (behind_) rebuild();
  const std::string tries[] = {expression(words, "name : ", ""), expression(words, "name : ", " *"),
                               expression(words, "", " *")};
  int rank = 0;
  for (const auto& match : tries) {
    auto row = connection_.query("SELECT rowid FROM guest_index WHERE guest_index MATCH ? LIMIT ?");
    row.bind(match, limit);
    while (row.step() && hits.size() < limit) add_hit(hits, row.get<std::int64_t>(0), rank);
    ++rank;
  }
  if (hits.size() >= limit) return hits;
  // The middle of a word is in no index; a list of 100,000 is read through in some milliseconds.
  auto row = connection_.query("SELECT id, name || ' ' || rest FROM guest_words WHERE instr(name || ' ' || rest, ?)");
  row.bind(words.front());
  while (row.step() && hits.size() < limit) {
    const auto all = row.get<std::string_view>(1);
    const bool fits = std::all_of(words.begin(), words.end(),
                                  [&](const std::string& word) { return all.find(word) != std::string_view::npos; });
    if (fits) add_hit(hits, row.get<std::int64_t>(0), rank);
  }
  return hits;
}

std::vector<std::int64_t> GuestSearch::by_order(const std::string& order_ref) const {
  std::vector<std::int64_t> rows;
  const std::string folded = fold(order_ref);
  if (folded.empty()) return rows;
  auto row = connection_.query("SELECT id FROM guest_words WHERE order_ref = ? ORDER BY id");
  row.bind(folded);
  while (row.step()) rows.push_back(row.get<std::int64_t>(0));
  return rows;
}

}  // namespace einlass::store
