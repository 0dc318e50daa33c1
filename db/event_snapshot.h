// One event as it was committed at a moment, to be read by another thread than its owner's: reports take their time and
// hold nobody up, and what is appended meanwhile is not in it. A read transaction of SQLite's write-ahead log
// (https://www.sqlite.org/isolation.html) on a connection of its own that cannot write. Used by one thread, for one
// report: the log cannot be emptied while it lives.
#pragma once

#include "db/event_store.h"

#include <memory>
#include <utility>

namespace einlass::store {

struct EventFile;

class EventSnapshot {
 public:
  // Of a file that an EventStore in this process holds open, by its options().
  static base::Result<EventSnapshot> open(const EventStoreOptions& options);
  // Two of one moment, for two threads. Unavailable: something was written at every try.
  static base::Result<std::pair<EventSnapshot, EventSnapshot>> open_two(const EventStoreOptions& options);
  EventSnapshot(EventSnapshot&&) noexcept;
  EventSnapshot& operator=(EventSnapshot&&) noexcept;
  ~EventSnapshot();

  const AttendanceJournal& journal() const;
  const GuestBook& guests() const;
  const PaperLists& paper_lists() const;
  const Outbox& outbox() const;

 private:
  explicit EventSnapshot(std::unique_ptr<EventFile> file);
  std::unique_ptr<EventFile> file_;
};

}  // namespace einlass::store
