// Finding guests by their words. The index follows the rows a little at a time while a server has nothing else to do
// (GuestDesk::index_ahead), else when somebody asks: what a transaction changes may be taken back.
#include "db/sqlite_guest_book.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace einlass::store {
namespace {

using base::Result;

constexpr std::size_t all_rows = std::numeric_limits<std::size_t>::max();

}  // namespace

// At once out of the index: who was erased is in none.
void SqliteGuestBook::note_words(std::int64_t id) {
  if (index_state_ == Index::None) return;
  index_.remove(id);
  not_indexed_.push_back(id);
}

void SqliteGuestBook::drop_index() {
  index_state_ = Index::None;
  index_.clear();
  not_indexed_.clear();
}

void SqliteGuestBook::note_rollback() {
  if (std::exchange(changed_, false)) version_.reset();
  // Which rows there are was read within the transaction; some may be back.
  if (index_state_ == Index::BegunInTransaction) drop_index();
}

void SqliteGuestBook::begin_index() const {
  if (index_state_ != Index::None) return;
  auto row = connection_.query("SELECT id FROM guests ORDER BY id DESC");
  while (row.step()) not_indexed_.push_back(row.get<std::int64_t>(0));
  index_state_ = connection_.in_transaction() ? Index::BegunInTransaction : Index::Begun;
}

// What was indexed within a transaction is indexed again after it.
Result<bool> SqliteGuestBook::index(std::size_t rows) const {
  return connection_.guarded([&]() -> Result<bool> {
    begin_index();
    const auto left = not_indexed_.size() - std::min(rows, not_indexed_.size());
    for (auto next = not_indexed_.size(); next > left; --next) {
      if (auto indexed = index_row(not_indexed_[next - 1]); !indexed) return tl::make_unexpected(indexed.error());
    }
    if (!connection_.in_transaction()) not_indexed_.resize(left);
    return left == 0;
  });
}

Result<void> SqliteGuestBook::index_row(std::int64_t id) const {
  const auto words = words_of(id);
  if (!words) return tl::make_unexpected(words.error());
  if (*words) {
    index_.put(id, **words);
  } else {
    index_.remove(id);
  }
  return {};
}

// Nothing: the row is gone, or the key.
Result<std::optional<SearchWords>> SqliteGuestBook::words_of(std::int64_t id) const {
  if (box_.at_rest() == AtRest::Plain) {
    return by_row(id).map([](const auto& row) { return row ? std::optional(SearchWords::of(*row)) : std::nullopt; });
  }
  auto row = connection_.query("SELECT ticket, search FROM guests WHERE id = ?");
  if (!row.bind(id).step()) return std::nullopt;
  return box_.open(row.get<base::Bytes>(1), words_part(row.get<rules::TicketId>(0).text())).map([](const auto& text) {
    return text ? std::optional(SearchWords::parse(*text)) : std::nullopt;
  });
}

Result<std::vector<GuestRow>> SqliteGuestBook::by_order(const std::string& order_ref) const {
  if (const auto indexed = index(all_rows); !indexed) return tl::make_unexpected(indexed.error());
  return connection_.guarded([&]() -> Result<std::vector<GuestRow>> {
    const auto wanted = folded(order_ref);
    std::vector<GuestRow> found;
    for (const auto id : index_.with_words(order_ref)) {
      const auto words = words_of(id);
      if (!words) return tl::make_unexpected(words.error());
      if (!*words || (*words)->order_ref != wanted) continue;
      auto row = by_row(id);
      if (!row) return tl::make_unexpected(row.error());
      if (*row) found.push_back(**std::move(row));
    }
    return found;
  });
}

Result<std::vector<GuestHit>> SqliteGuestBook::search(const std::string& text, std::size_t limit) const {
  if (const auto indexed = index(all_rows); !indexed) return tl::make_unexpected(indexed.error());
  std::vector<GuestHit> hits;
  for (const auto& hit : index_.find(text, limit)) {
    auto row = by_row(hit.row);
    if (!row) return tl::make_unexpected(row.error());
    if (*row) hits.push_back({.row = **std::move(row), .rank = hit.rank});
  }
  return hits;
}

}  // namespace einlass::store
