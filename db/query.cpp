#include "db/query.h"

#include <exception>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

namespace einlass::store {

Query::~Query() {
  if (!statement_) return;
  statement_->tryReset();
  try {
    statement_->clearBindings();
    home_->push_back(std::move(statement_));
  } catch (const std::exception&) {
    // The statement is finalized instead of kept.
  }
}

bool Query::step() {
  return statement_->executeStep();
}

void Query::run() {
  while (statement_->executeStep()) {
  }
}

int Query::run_count() {
  run();
  return statement_->getChanges();
}

bool Query::is_null(int column) const {
  return statement_->isColumnNull(column);
}

void Query::bind_next(std::int64_t value) {
  statement_->bind(++parameter_, value);
}

void Query::bind_next(std::string_view value) {
  statement_->bind(++parameter_, std::string(value));
}

void Query::bind_blob(const std::uint8_t* data, std::size_t size) {
  // A null pointer would bind NULL where an empty blob is meant.
  statement_->bind(++parameter_, size == 0 ? static_cast<const void*>("") : data, static_cast<int>(size));
}

std::int64_t Query::read(int column, std::int64_t*) const {
  return statement_->getColumn(column).getInt64();
}

std::string_view Query::read(int column, std::string_view*) const {
  const auto value = statement_->getColumn(column);
  const auto* data = static_cast<const char*>(value.getBlob());
  return data == nullptr ? std::string_view() : std::string_view(data, static_cast<std::size_t>(value.getBytes()));
}

void Query::wrong_length() {
  throw SQLite::Exception("a stored key has the wrong length", SQLITE_CORRUPT);
}

}  // namespace einlass::store
