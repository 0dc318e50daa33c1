#include "db/migrations.h"

#include <stdexcept>
#include <string>

namespace einlass::store {
namespace {

using base::ErrorKind;

int pragma(Connection& connection, const char* sql) {
  auto query = connection.query(sql);
  query.step();
  return query.get<int>(0);
}

base::Result<void> check_kind(Connection& connection, FileKind kind) {
  const int found = pragma(connection, "PRAGMA application_id");
  const bool is_new = found == 0 && pragma(connection, "SELECT count(*) FROM sqlite_schema") == 0;
  if (is_new || found == static_cast<int>(kind)) return {};
  return base::fail(ErrorKind::InvalidInput,
                    connection.name() + " is a file of another kind; choose the file that Einlass made.");
}

void apply(Connection& connection, FileKind kind, const Migration& step) {
  connection.begin();
  try {
    connection.execute(step.script);
    connection.execute("PRAGMA application_id = " + std::to_string(static_cast<int>(kind)));
    connection.execute("PRAGMA user_version = " + std::to_string(step.version));
    connection.commit();
  } catch (const SQLite::Exception&) {
    connection.rollback();
    throw;
  }
}

std::span<const Migration> steps_of(FileKind kind) {
  switch (kind) {
    case FileKind::Venue:
      return venue_migrations();
    case FileKind::Event:
      return event_migrations();
    case FileKind::Crm:
      return crm_migrations();
  }
  return {};
}

base::Bytes make_blank(FileKind kind) {
  const auto connection = Connection::open({}).value();
  if (auto made = migrate(*connection, kind, steps_of(kind)); !made) throw std::logic_error(made.error().message);
  return connection->image();
}

const base::Bytes& blank_of(FileKind kind) {
  static const auto venue = make_blank(FileKind::Venue);
  static const auto event = make_blank(FileKind::Event);
  static const auto crm = make_blank(FileKind::Crm);
  switch (kind) {
    case FileKind::Venue:
      return venue;
    case FileKind::Event:
      return event;
    case FileKind::Crm:
      return crm;
  }
  throw std::logic_error("a file of no kind");
}

}  // namespace

base::Result<int> check_version(Connection& connection, FileKind kind, std::span<const Migration> steps) {
  return connection.guarded([&]() -> base::Result<int> {
    if (auto known = check_kind(connection, kind); !known) return tl::make_unexpected(known.error());
    const int version = pragma(connection, "PRAGMA user_version");
    if (version <= steps.back().version) return version;
    return base::fail(ErrorKind::Incompatible, connection.name() +
                                                   " was written by a newer version of Einlass; install that "
                                                   "version or a later one to open it.");
  });
}

base::Result<void> migrate(Connection& connection, FileKind kind, std::span<const Migration> steps) {
  const auto version = check_version(connection, kind, steps);
  if (!version) return tl::make_unexpected(version.error());
  return connection.guarded([&]() -> base::Result<void> {
    for (const auto& step : steps) {
      if (step.version > *version) apply(connection, kind, step);
    }
    return {};
  });
}

base::Result<void> bring_to_newest(Connection& connection, FileKind kind, Empty empty) {
  const auto version = check_version(connection, kind, steps_of(kind));
  if (!version) return tl::make_unexpected(version.error());
  if (*version > 0) return migrate(connection, kind, steps_of(kind));
  if (empty == Empty::IsNotFound) {
    return base::fail(ErrorKind::NotFound, connection.name() + " is empty; restore it from a backup.");
  }
  return connection.guarded([&]() -> base::Result<void> {
    connection.become(blank_of(kind));
    return {};
  });
}

}  // namespace einlass::store
