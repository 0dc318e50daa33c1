#include "db/paper_lists.h"

#include "db/connection.h"
#include "db/query.h"

#include <algorithm>
#include <string>

namespace einlass::store {
namespace {

using base::Result;

base::Bytes bytes_of(const std::vector<rules::TicketId>& rows) {
  base::Bytes bytes;
  for (const auto ticket : rows) bytes.insert(bytes.end(), ticket.bytes().begin(), ticket.bytes().end());
  return bytes;
}

std::vector<rules::TicketId> rows_in(const base::Bytes& bytes) {
  std::vector<rules::TicketId> rows;
  base::IdBytes id{};
  for (std::size_t at = 0; at + id.size() <= bytes.size(); at += id.size()) {
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), id.size(), id.begin());
    rows.emplace_back(id);
  }
  return rows;
}

constexpr const char* kDrawn = "SELECT number, printed, tickets, disputed FROM paper_lists WHERE tickets <> x'' ";

PaperList list_of(const Query& row) {
  return {.number = row.get<int>(0),
          .printed = row.get<base::Instant>(1),
          .rows = rows_in(row.get<base::Bytes>(2)),
          .disputed = row.get<bool>(3)};
}

}  // namespace

Result<int> PaperLists::begin(base::Instant printed) {
  return connection_.guarded([&]() -> Result<int> {
    while (true) {
      auto added = connection_.query(
          "INSERT OR IGNORE INTO paper_lists (number, printed, tickets) VALUES (10000 + abs(random() % 90000), ?, x'') "
          "RETURNING number");
      if (!added.bind(printed).step()) continue;  // a list here has it
      const int number = added.get<int>(0);
      added.run();
      return number;
    }
  });
}

Result<void> PaperLists::put_rows(int number, const std::vector<rules::TicketId>& rows) {
  return connection_.guarded([&]() -> Result<void> {
    connection_.query("UPDATE paper_lists SET tickets = ? WHERE number = ?").bind(bytes_of(rows), number).run();
    return {};
  });
}

Result<void> PaperLists::take(const PaperList& list) {
  return connection_.guarded([&]() -> Result<void> {
    connection_
        .query(
            "INSERT INTO paper_lists (number, printed, tickets, disputed) VALUES (?, ?, ?, ?) ON CONFLICT (number) DO "
            "UPDATE SET disputed = max(disputed, excluded.disputed, tickets <> x'' AND tickets <> excluded.tickets), "
            "tickets = iif(tickets = x'', excluded.tickets, tickets)")
        .bind(list.number, list.printed, bytes_of(list.rows), list.disputed)
        .run();
    return {};
  });
}

Result<std::optional<PaperList>> PaperLists::find(int number) const {
  return connection_.guarded([&]() -> Result<std::optional<PaperList>> {
    auto row = connection_.query(std::string(kDrawn) + "AND number = ?");
    if (!row.bind(number).step()) return std::nullopt;
    return list_of(row);
  });
}

Result<std::vector<PaperList>> PaperLists::all() const {
  return connection_.guarded([&]() -> Result<std::vector<PaperList>> {
    std::vector<PaperList> lists;
    auto row = connection_.query(std::string(kDrawn) + "ORDER BY printed DESC, number");
    while (row.step()) lists.push_back(list_of(row));
    return lists;
  });
}

}  // namespace einlass::store
