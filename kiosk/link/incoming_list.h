// A guest list on its way from the server, part by part. Where a whole one is here, it stays as it is until the new one
// is: what changes waits in memory, as little of it does as a rule. Where none is, rows are written by the thousand
// as they come, and nobody takes them for a list before the last. Owned by Replica; its memory does not outlive what
// the file is opened with.
#pragma once

#include "core/wire/messages.h"
#include "db/event_store.h"
#include "db/guest_book.h"

#include <cstdint>
#include <optional>
#include <unordered_set>
#include <vector>

namespace einlass::link {

class IncomingList {
 public:
  // Where no list is held, so many rows share one transaction: each transaction writes into the same pages of the
  // indexes, and waits for the disk. Too many would keep a scan waiting.
  static constexpr std::size_t rows_at_once = 2'000;

  // The version, once its last part is in and all of it on disk; nothing: more are to come. Unavailable: this part does
  // not follow the one before it, or the list does not follow the one that is here. After an error the list is to be
  // asked for anew.
  base::Result<std::optional<base::Hash>> take(store::EventStore& store, const wire::GuestList& part);
  // What was written so far is not to be relied on any more.
  void drop() { coming_.reset(); }

 private:
  struct Coming {
    rules::EventId event;
    base::Hash version{};
    std::uint32_t next_part = 1;
    std::optional<base::Hash> held{};               // the list that stays whole meanwhile
    bool is_snapshot = true;                        // else rows that changed since `held`
    std::unordered_set<rules::TicketId> tickets{};  // of a snapshot
    std::vector<rules::GuestRow> changes{};         // not written yet
  };

  base::Result<void> begin(store::EventStore& store, const wire::GuestList& part);
  base::Result<void> keep(store::EventStore& store, const wire::GuestList& part);
  static base::Result<void> write(store::EventStore& store, const std::vector<rules::GuestRow>& rows);
  base::Result<void> finish(store::EventStore& store);

  std::optional<Coming> coming_;
};

}  // namespace einlass::link
