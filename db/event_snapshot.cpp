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

// Nothing was written between the first one and its renewal, so nothing between the first and the second.
base::Result<std::pair<EventSnapshot, EventSnapshot>> EventSnapshot::open_two(const EventStoreOptions& options) {
  constexpr int tries = 100;
  auto first = open(options);
  if (!first) return base::failed(first);
  for (int i = 0; i < tries; ++i) {
    auto second = open(options);
    if (!second) return base::failed(second);
    auto& connection = *first->file_->connection;
    const auto same = connection.guarded([&]() -> base::Result<bool> { return connection.renew_snapshot(); });
    if (!same) return base::failed(same);
    if (*same) return std::pair(*std::move(first), *std::move(second));
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
