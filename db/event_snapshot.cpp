#include "db/event_snapshot.h"

#include "db/event_file.h"

#include <utility>

namespace einlass::store {

EventSnapshot::EventSnapshot(std::unique_ptr<EventFile> file) : file_(std::move(file)) {}
EventSnapshot::EventSnapshot(EventSnapshot&&) noexcept = default;
EventSnapshot& EventSnapshot::operator=(EventSnapshot&&) noexcept = default;
EventSnapshot::~EventSnapshot() = default;

base::Result<EventSnapshot> EventSnapshot::open(const EventStoreOptions& options) {
  return EventFile::open_snapshot(options).map(
      [](std::unique_ptr<EventFile> file) { return EventSnapshot(std::move(file)); });
}

// Each in turn takes the newest moment, until the first one's has not passed when it takes it again: then nothing was
// written between them. A turn is a few microseconds, so it fits between two writes where opening a file would not.
base::Result<std::pair<EventSnapshot, EventSnapshot>> EventSnapshot::open_two(const EventStoreOptions& options) {
  constexpr int tries = 1000;
  auto first = open(options);
  if (!first) return base::failed(first);
  auto second = open(options);
  if (!second) return base::failed(second);
  const auto renewed = [](const EventSnapshot& snapshot) {
    auto& connection = *snapshot.file_->connection;
    return connection.guarded([&]() -> base::Result<bool> { return connection.renew_snapshot(); });
  };
  for (int i = 0; i < tries; ++i) {
    const auto same = renewed(*first);
    if (!same) return base::failed(same);
    if (*same) return std::pair(*std::move(first), *std::move(second));
    if (const auto other = renewed(*second); !other) return base::failed(other);
  }
  return base::fail(base::ErrorKind::Unavailable, "The event is being written to without a pause: try again later.");
}

const AttendanceJournal& EventSnapshot::journal() const {
  return file_->journal;
}

const GuestBook& EventSnapshot::guests() const {
  return file_->guests;
}

const PaperLists& EventSnapshot::paper_lists() const {
  return file_->paper_lists;
}

const Outbox& EventSnapshot::outbox() const {
  return file_->outbox;
}

}  // namespace einlass::store
