// A prepared statement in use: bind its parameters in order, step through its rows, read columns by position.
// When it goes out of scope the statement returns to its connection's cache. Used inside db, by one thread.
#pragma once

#include "core/base/bytes.h"
#include "core/base/instant.h"
#include "core/base/strong_id.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <SQLiteCpp/Statement.h>

namespace einlass::store {

struct SqlHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view sql) const { return std::hash<std::string_view>()(sql); }
};

// Statements that are not in use, by their SQL.
using StatementCache =
    std::unordered_map<std::string, std::vector<std::unique_ptr<SQLite::Statement>>, SqlHash, std::equal_to<>>;

class Query {
 public:
  Query(std::unique_ptr<SQLite::Statement> statement, std::vector<std::unique_ptr<SQLite::Statement>>& home)
      : statement_(std::move(statement)), home_(&home) {}
  Query(Query&& other) noexcept = default;
  Query& operator=(Query&&) = delete;
  ~Query();

  // Ids, hashes and byte strings are bound as blobs, instants as milliseconds, empty optionals as NULL.
  template <typename... Values>
  Query& bind(const Values&... values) {
    (bind_next(values), ...);
    return *this;
  }

  bool step();      // true: there is a row
  void run();       // to the end
  int run_count();  // to the end; how many rows it changed

  bool is_null(int column) const;

  template <typename T>
  T get(int column) const {
    return read(column, static_cast<T*>(nullptr));
  }

 private:
  void bind_next(std::int64_t value);
  void bind_next(int value) { bind_next(static_cast<std::int64_t>(value)); }
  void bind_next(std::uint32_t value) { bind_next(static_cast<std::int64_t>(value)); }
  void bind_next(std::uint64_t value) { bind_next(static_cast<std::int64_t>(value)); }
  void bind_next(bool value) { bind_next(static_cast<std::int64_t>(value ? 1 : 0)); }
  void bind_next(base::Instant value) { bind_next(value.unix_ms()); }
  void bind_next(std::string_view value);
  void bind_next(const std::string& value) { bind_next(std::string_view(value)); }
  void bind_next(const char* value) { bind_next(std::string_view(value)); }
  void bind_next(const base::Bytes& value) { bind_blob(value.data(), value.size()); }
  void bind_next(std::nullopt_t) { ++parameter_; }  // NULL is what an unbound parameter is
  template <std::size_t N>
  void bind_next(const std::array<std::uint8_t, N>& value) {
    bind_blob(value.data(), value.size());
  }
  template <typename Tag>
  void bind_next(const base::StrongId<Tag>& value) {
    bind_next(value.bytes());
  }
  template <typename T>
  void bind_next(const std::optional<T>& value) {
    if (value) {
      bind_next(*value);
    } else {
      bind_next(std::nullopt);
    }
  }
  void bind_blob(const std::uint8_t* data, std::size_t size);

  std::int64_t read(int column, std::int64_t*) const;
  int read(int column, int*) const { return static_cast<int>(get<std::int64_t>(column)); }
  std::uint32_t read(int column, std::uint32_t*) const { return static_cast<std::uint32_t>(get<std::int64_t>(column)); }
  std::uint64_t read(int column, std::uint64_t*) const { return static_cast<std::uint64_t>(get<std::int64_t>(column)); }
  bool read(int column, bool*) const { return get<std::int64_t>(column) != 0; }
  base::Instant read(int column, base::Instant*) const {
    return base::Instant::from_unix_ms(get<std::int64_t>(column));
  }
  std::string read(int column, std::string*) const { return std::string(get<std::string_view>(column)); }
  std::string_view read(int column, std::string_view*) const;  // until the next step
  base::Bytes read(int column, base::Bytes*) const { return base::to_bytes(get<std::string_view>(column)); }
  template <std::size_t N>
  std::array<std::uint8_t, N> read(int column, std::array<std::uint8_t, N>*) const {
    const auto raw = get<std::string_view>(column);
    std::array<std::uint8_t, N> bytes{};
    if (raw.size() != N) wrong_length();
    std::memcpy(bytes.data(), raw.data(), N);
    return bytes;
  }
  template <typename Tag>
  base::StrongId<Tag> read(int column, base::StrongId<Tag>*) const {
    return base::StrongId<Tag>(get<base::IdBytes>(column));
  }
  template <typename T>
  std::optional<T> read(int column, std::optional<T>*) const {
    if (is_null(column)) return std::nullopt;
    return get<T>(column);
  }

  [[noreturn]] static void wrong_length();

  std::unique_ptr<SQLite::Statement> statement_;
  std::vector<std::unique_ptr<SQLite::Statement>>* home_;
  int parameter_ = 0;
};

}  // namespace einlass::store
