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
