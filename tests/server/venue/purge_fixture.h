// An event whose persons are to be removed: its closing, its purge, and whether any name is left.
#pragma once

#include "core/rules/erasures.h"
#include "db/attendance_journal.h"
#include "db/erasures.h"
#include "tests/server/venue/backup_fixture.h"

namespace einlass::venue {

class PurgeTest : public BackupTest {
 protected:
  PurgeTest() { admitted("A"); }

  Purge begin_purge() { return value_of(desk().privacy().begin_purge("summit-2026", 0)); }
  BackupErasure purge() {
    const auto begun = begin_purge();
    auto backups = value_of(begun.backups.write());
    value_of(desk().privacy().note_purged(begun));
    return backups;
  }
  base::ErrorKind refusal_of_purge() {
    const auto begun = desk().privacy().begin_purge("summit-2026", 0);
    return begun ? base::ErrorKind::Internal : begun.error().kind;
  }
  OpenEvent& event() { return *value_of(desk().event(event_)); }
  bool is_erased() { return value_of(store::erasure_of(event().store, rules::everybody)).has_value(); }
  std::size_t erasures() {
    std::size_t count = 0;
    value_of(event().store.journal().each_row([&](const rules::JournalRow& row) {
      count += std::holds_alternative<rules::GuestErased>(row.entry.fact) ? 1U : 0U;
    }));
    return count;
  }
  // Walk-ins of a kiosk that was alone, and brings them later.
  rules::JournalRow walk_in() {
    rules::JournalRow row;
    row.private_part = rules::make_private_part(R"({"full_name":"Emmy Noether"})");
    row.entry.id = {rules::JournalId::random(), event_, 1};
    row.entry.place = {.kiosk = kiosk_.id, .name = "Nord 1", .door = {}};
    row.entry.ticket = rules::TicketId::random();
    row.entry.guest = rules::GuestId::random();
    row.entry.time.venue = desk().now();
    row.entry.alone = true;
    row.entry.private_hash = rules::private_part_hash(*row.private_part);
    row.entry.fact = rules::GuestRegistered{.category = "guest", .places = 1};
    return row;
  }
  rules::Merged merge(const rules::JournalRow& row) {
    value_of(desk().door().begin());
    const auto merged = value_of(desk().door().merge({row}));
    value_of(desk().door().commit());
    return merged.front();
  }
  void expect_no_names(const fs::path& folder) {
    for (const char* name : {"Lovelace", "lovelace", "Max Born", "Meitner", "Noether"}) {
      EXPECT_FALSE(anything_holds(folder, name)) << name;
    }
  }
};

}  // namespace einlass::venue
