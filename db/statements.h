// The two usual shapes of a statement: one that changes rows, and one whose rows become values. Used inside db, on its
// connection's thread.
#pragma once

#include "db/connection.h"

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace einlass::store {

// Of rows that are one at most, or of which only the first counts.
template <typename Row>
base::Result<std::optional<Row>> first(base::Result<std::vector<Row>> rows) {
  if (!rows) return base::failed(rows);
  return rows->empty() ? std::optional<Row>() : std::optional<Row>(std::move(rows->front()));
}

class Statements {
 public:
  explicit Statements(Connection& connection) : connection_(connection) {}

  template <typename... Values>
  base::Result<void> change(const std::string& sql, const Values&... values) {
    return connection_.guarded([&]() -> base::Result<void> {
      connection_.query(sql).bind(values...).run();
      return {};
    });
  }

  // How many rows it changed.
  template <typename... Values>
  base::Result<int> count(const char* sql, const Values&... values) {
    return connection_.guarded(
        [&]() -> base::Result<int> { return connection_.query(sql).bind(values...).run_count(); });
  }

  // All rows of a query, each turned into a value by `of`.
  template <typename Of, typename... Values>
  auto rows(const std::string& sql, Of of, const Values&... values) {
    using Row = std::invoke_result_t<Of, const Query&>;
    return connection_.guarded([&]() -> base::Result<std::vector<Row>> {
      std::vector<Row> found;
      auto query = connection_.query(sql);
      query.bind(values...);
      while (query.step()) found.push_back(of(query));
      return found;
    });
  }

  // What `changes` writes happens as a whole or not at all. Not within another transaction.
  template <typename Changes>
  std::invoke_result_t<Changes> together(Changes&& changes) {
    using Outcome = std::invoke_result_t<Changes>;
    return connection_.guarded([&]() -> Outcome {
      connection_.begin();
      try {
        auto outcome = std::forward<Changes>(changes)();
        outcome ? connection_.commit() : connection_.rollback();
        return outcome;
      } catch (...) {
        connection_.rollback();
        throw;
      }
    });
  }

 private:
  Connection& connection_;
};

}  // namespace einlass::store
