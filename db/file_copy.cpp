#include "db/file_copy.h"

#include "core/base/file.h"
#include "core/wire/entry_json.h"
#include "db/attendance_journal.h"
#include "db/connection.h"
#include "db/event_snapshot.h"
#include "db/event_store.h"
#include "db/migrations.h"

#include <optional>

#include <fmt/format.h>

namespace einlass::store {
namespace {

using base::ErrorKind;
using base::Result;

std::uint64_t count(Connection& connection, const char* sql) {
  auto row = connection.query(sql);
  row.step();
  return row.get<std::uint64_t>(0);
}

Result<EventContents> contents_of(Connection& connection) {
  return connection.guarded([&]() -> Result<EventContents> {
    return EventContents{.entries = count(connection, "SELECT count(*) FROM entries"),
                         .guests = count(connection, "SELECT count(*) FROM guests")};
  });
}

auto damaged(const Connection& connection, const std::string& what) {
  return base::fail(ErrorKind::Storage, fmt::format("{} is damaged: {}; use another backup.", connection.name(), what));
}

Result<std::unique_ptr<Connection>> open_copy(const std::filesystem::path& file, FileKind kind,
                                              std::span<const Migration> steps) {
  auto connection = Connection::open({.file = file, .vfs = "", .mode = ConnectionMode::Snapshot});
  if (!connection) return connection;
  if (auto known = check_version(**connection, kind, steps); !known) return tl::make_unexpected(known.error());
  return (*connection)->guarded([&]() -> Result<std::unique_ptr<Connection>> {
    if ((*connection)->check_pages("PRAGMA integrity_check(1)") == "ok") return std::move(*connection);
    return damaged(**connection, "its pages do not fit together");
  });
}

// The entry before, of the same journal.
struct ChainLink {
  rules::JournalId journal;
  std::uint64_t sequence = 0;
  base::Hash hash{};
};

bool follows(const rules::JournalEntry& entry, const ChainLink& before) {
  const bool next = entry.id.journal == before.journal && entry.id.sequence == before.sequence + 1;
  return !next || entry.previous == before.hash;
}

// The file's columns, in order: hash, canonical, salt, content.
Result<ChainLink> check_entry(const Connection& connection, const Query& row, const ChainLink& before) {
  const auto text = row.get<std::string_view>(1);
  const auto entry = wire::parse_entry(text);
  if (!entry) return tl::make_unexpected(entry.error());
  const auto hash = row.get<base::Hash>(0);
  const auto complain = [&](const char* what) {
    return damaged(connection,
                   fmt::format("entry {} of journal {} {}", entry->id.sequence, entry->id.journal.text(), what));
  };
  if (base::blake2b(text) != hash) return complain("does not have its hash");
  if (!follows(*entry, before)) return complain("does not follow the one before it");
  if (!row.is_null(2)) {
    const rules::PrivatePart part{row.get<base::Bytes>(2), row.get<std::string>(3)};
    if (rules::private_part_hash(part) != entry->private_hash) return complain("has another's private part");
  }
  return ChainLink{entry->id.journal, entry->id.sequence, hash};
}

Result<void> check_chains(Connection& connection) {
  return connection.guarded([&]() -> Result<void> {
    auto row = connection.query(
        "SELECT hash, canonical, salt, content FROM entries LEFT JOIN private_parts ON entry = entries.id "
        "ORDER BY journal, sequence");
    for (ChainLink before; row.step();) {
      const auto link = check_entry(connection, row, before);
      if (!link) return tl::make_unexpected(link.error());
      before = *link;
    }
    return {};
  });
}

Result<void> check_is_of(Connection& connection, rules::EventId event) {
  return connection.guarded([&]() -> Result<void> {
    auto row = connection.query("SELECT value FROM properties WHERE name = 'event'");
    if (row.step() && base::as_text(row.get<base::Bytes>(0)) == event.text()) return {};
    return damaged(connection, "it belongs to another event");
  });
}

}  // namespace

FileSnapshot::FileSnapshot(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
FileSnapshot::FileSnapshot(FileSnapshot&&) noexcept = default;
FileSnapshot& FileSnapshot::operator=(FileSnapshot&&) noexcept = default;
FileSnapshot::~FileSnapshot() = default;

Result<FileSnapshot> FileSnapshot::open(const std::filesystem::path& file, const std::string& vfs) {
  return Connection::open({.file = file, .vfs = vfs, .mode = ConnectionMode::Snapshot})
      .map([](std::unique_ptr<Connection> connection) { return FileSnapshot(std::move(connection)); });
}

Result<EventContents> FileSnapshot::contents() const {
  return contents_of(*connection_);
}

Result<void> FileSnapshot::copy_to(const std::filesystem::path& file) const {
  if (auto made = base::write_file(file, "", base::FileMode::Private); !made) return made;
  return connection_->guarded([&]() -> Result<void> {
    connection_->copy_to(file);
    return {};
  });
}

Result<EventContents> check_event_copy(const std::filesystem::path& file, rules::EventId event) {
  const auto connection = open_copy(file, FileKind::Event, event_migrations());
  if (!connection) return tl::make_unexpected(connection.error());
  if (auto own = check_is_of(**connection, event); !own) return tl::make_unexpected(own.error());
  if (auto whole = check_chains(**connection); !whole) return tl::make_unexpected(whole.error());
  return contents_of(**connection);
}

Result<void> check_venue_copy(const std::filesystem::path& file) {
  const auto connection = open_copy(file, FileKind::Venue, venue_migrations());
  if (!connection) return tl::make_unexpected(connection.error());
  return {};
}

Result<void> check_crm_copy(const std::filesystem::path& file) {
  const auto connection = open_copy(file, FileKind::Crm, crm_migrations());
  if (!connection) return tl::make_unexpected(connection.error());
  return {};
}

bool is_damaged(const std::filesystem::path& file) {
  return Connection::is_damaged(file);
}

Result<std::vector<rules::JournalRow>> erasures_in(const std::filesystem::path& file, rules::EventId event) {
  const auto snapshot = EventSnapshot::open({.file = file, .event = event, .journal = rules::JournalId(), .vfs = {}});
  if (!snapshot) return tl::make_unexpected(snapshot.error());
  std::vector<rules::JournalRow> erasures;
  const auto read = snapshot->journal().each_row([&](const rules::JournalRow& row) {
    if (std::holds_alternative<rules::GuestErased>(row.entry.fact)) erasures.push_back(row);
  });
  if (!read) return tl::make_unexpected(read.error());
  return erasures;
}

Result<void> leave_other_server(const std::filesystem::path& file, rules::EventId event) {
  {
    const auto store = EventStore::open({.file = file, .must_exist = true, .event = event, .journal = {}, .vfs = {}});
    if (!store) return tl::make_unexpected(store.error());
  }
  const auto connection = Connection::open({.file = file, .vfs = ""});
  if (!connection) return tl::make_unexpected(connection.error());
  return (*connection)->guarded([&]() -> Result<void> {
    (*connection)->execute("DELETE FROM prints; DELETE FROM ceded_seats; UPDATE outbox_targets SET stopped = '';");
    (*connection)->leave_one_file();
    return {};
  });
}

Result<void> write_anew(const std::filesystem::path& file) {
  const auto connection = Connection::open({.file = file, .vfs = ""});
  if (!connection) return tl::make_unexpected(connection.error());
  return (*connection)->guarded([&]() -> Result<void> {
    (*connection)->execute("VACUUM");
    (*connection)->leave_one_file();
    return {};
  });
}

Result<void> erase_in_copy(const std::filesystem::path& file, rules::EventId event,
                           const std::vector<rules::JournalRow>& erasures) {
  {
    // Nothing is written under this journal: it is nobody's.
    auto store = EventStore::open({.file = file, .event = event, .journal = rules::JournalId::random(), .vfs = {}});
    if (!store) return tl::make_unexpected(store.error());
    auto transaction = store->begin();
    if (!transaction) return tl::make_unexpected(transaction.error());
    if (auto merged = store->journal().merge(erasures); !merged) return tl::make_unexpected(merged.error());
    if (auto committed = transaction->commit(); !committed) return committed;
  }
  return write_anew(file);
}

}  // namespace einlass::store
