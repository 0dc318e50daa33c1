#include "db/parked_entries.h"

#include "core/base/log.h"

#include <utility>

namespace einlass::store {
namespace {

rules::EntryId id_of(const Query& row) {
  return {.journal = row.get<rules::JournalId>(0),
          .event = row.get<rules::EventId>(1),
          .sequence = row.get<std::uint64_t>(2)};
}

}  // namespace

void ParkedEntries::put(const ParkedEntry& parked) {
  std::optional<base::Bytes> salt;
  std::optional<base::Bytes> content;
  if (parked.private_part && box_.has_key() && !erased_.covers(parked.canonical)) {
    auto stored = box_.close(*parked.private_part, private_context(parked.id));
    salt = std::move(stored.salt);
    content = std::move(stored.content);
  }
  connection_
      .query(
          "INSERT OR IGNORE INTO parked (journal, event, sequence, hash, reason, canonical, salt, content) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(parked.id.journal, parked.id.event, parked.id.sequence, parked.hash, parked.reason, parked.canonical, salt,
            content)
      .run();
}

void ParkedEntries::resolve(const rules::EntryId& id, const base::Hash& hash) {
  connection_.query("DELETE FROM parked WHERE journal = ? AND event = ? AND sequence = ? AND hash = ?")
      .bind(id.journal, id.event, id.sequence, hash)
      .run();
}

std::vector<rules::Merged> ParkedEntries::list() const {
  std::vector<rules::Merged> parked;
  auto row = connection_.query("SELECT journal, event, sequence, reason FROM parked ORDER BY id");
  while (row.step()) {
    parked.push_back({.id = id_of(row), .answer = rules::MergeAnswer::Parked, .reason = row.get<std::string>(3)});
  }
  return parked;
}

std::set<rules::JournalId> ParkedEntries::disputed_journals() const {
  std::set<rules::JournalId> disputed;
  auto row = connection_.query("SELECT DISTINCT journal FROM parked WHERE reason IN ('forked', 'broken_chain')");
  while (row.step()) disputed.insert(row.get<rules::JournalId>(0));
  return disputed;
}

std::vector<ParkedEntry> ParkedEntries::all() const {
  std::vector<ParkedEntry> found;
  auto row = connection_.query(
      "SELECT journal, event, sequence, canonical, hash, reason, salt, content FROM parked "
      "ORDER BY journal, event, sequence");
  while (row.step()) {
    ParkedEntry parked{.id = id_of(row),
                       .canonical = row.get<std::string>(3),
                       .hash = row.get<base::Hash>(4),
                       .reason = row.get<std::string>(5),
                       .private_part = std::nullopt};
    if (!row.is_null(6)) {
      auto part = box_.open(StoredPart{row.get<base::Bytes>(6), row.get<base::Bytes>(7)}, private_context(parked.id));
      if (part) {
        parked.private_part = *std::move(part);
      } else {
        base::log_error(
            "The private part of entry {}, which was put aside in {}, is damaged and left out; see to the disk.",
            private_context(parked.id), connection_.name());
      }
    }
    found.push_back(std::move(parked));
  }
  return found;
}

}  // namespace einlass::store
