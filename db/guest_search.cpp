#include "db/guest_search.h"

#include <algorithm>
#include <utility>

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
CREATE VIRTUAL TABLE IF NOT EXISTS temp.guest_terms USING fts5vocab('main', 'guest_index', 'row');
)sql";

// FTS5 string; no word has a quote.
std::string quoted(const std::string& word) {
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
  knows_words_ = false;
  if (rows.empty()) return;
  connection_
      .query(
          "INSERT INTO guest_index (guest_index, rowid, name, rest) "
          "SELECT 'delete', id, name, rest FROM guest_words WHERE id IN (SELECT value FROM json_each(?))")
      .bind(json_array(rows))
      .run();
}

void GuestSearch::take_in(const std::set<std::int64_t>& rows) {
  knows_words_ = false;
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
  knows_words_ = false;
}

std::vector<SearchHit> GuestSearch::find(const std::string& text, std::size_t limit) const {
  const auto words = words_of(folded(text));
  std::vector<SearchHit> hits;
  if (words.empty()) return hits;
  if (behind_) rebuild();
  find_matching(expression(words, "name : ", ""), WordsOfName, limit, hits);
  find_matching(expression(words, "name : ", " *"), BeginningsInName, limit, hits);
  find_matching(expression(words, "", " *"), Beginnings, limit, hits);
  if (hits.size() < limit) find_matching(nearly(words), NearlyBeginnings, limit, hits);
  if (hits.size() < limit) find_inside(words, limit, hits);
  return hits;
}

void GuestSearch::find_matching(const std::string& match, int rank, std::size_t limit,
                                std::vector<SearchHit>& hits) const {
  if (match.empty() || hits.size() >= limit) return;
  auto row = connection_.query("SELECT rowid FROM guest_index WHERE guest_index MATCH ? LIMIT ?");
  row.bind(match, limit);
  while (row.step() && hits.size() < limit) add_hit(hits, row.get<std::int64_t>(0), rank);
}

// Each word as it was typed or as one of those that are near to it. Empty: none has any.
std::string GuestSearch::nearly(const std::vector<std::string>& words) const {
  constexpr std::size_t most_near = 60;
  if (!std::exchange(knows_words_, true)) {
    known_.clear();
    auto row = connection_.query("SELECT term FROM temp.guest_terms");
    while (row.step()) known_.push_back(row.get<std::string>(0));
  }
  std::string all;
  bool has_near = false;
  for (const auto& word : words) {
    std::string near = quoted(word) + " *";
    std::size_t count = 0;
    for (const auto& known : known_) {
      if (count >= most_near) break;
      if (!nearly_begins_with(known, word)) continue;
      near += " OR " + quoted(known);
      ++count;
    }
    has_near = has_near || count > 0;
    all += (all.empty() ? "(" : " AND (") + near + ")";
  }
  return has_near ? all : std::string();
}

// The middle of a word is in no index; a list of 100,000 is read through in some milliseconds.
void GuestSearch::find_inside(const std::vector<std::string>& words, std::size_t limit,
                              std::vector<SearchHit>& hits) const {
  auto row = connection_.query("SELECT id, name, rest FROM guest_words WHERE instr(name, ?1) OR instr(rest, ?1)");
  row.bind(words.front());
  while (row.step() && hits.size() < limit) {
    const auto name = row.get<std::string>(1);
    const auto rest = row.get<std::string_view>(2);
    const bool fits = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      return name.find(word) != std::string::npos || rest.find(word) != std::string_view::npos;
    });
    if (fits) add_hit(hits, row.get<std::int64_t>(0), InsideWords);
  }
}

std::vector<std::int64_t> GuestSearch::by_order(const std::string& order_ref) const {
  std::vector<std::int64_t> rows;
  const std::string wanted = folded(order_ref);
  if (wanted.empty()) return rows;
  auto row = connection_.query("SELECT id FROM guest_words WHERE order_ref = ? ORDER BY id");
  row.bind(wanted);
  while (row.step()) rows.push_back(row.get<std::int64_t>(0));
  return rows;
}

}  // namespace einlass::store
