#include "db/event_store.h"

#include "db/connection.h"
#include "db/event_file.h"
#include "db/query.h"

#include <utility>

namespace einlass::store {

struct EventStore::Impl {
  std::unique_ptr<EventFile> file;
};

struct EventStore::Transaction::Impl {
  EventFile* file = nullptr;
  bool open = true;
};

EventStore::EventStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
EventStore::EventStore(EventStore&&) noexcept = default;
EventStore& EventStore::operator=(EventStore&&) noexcept = default;
EventStore::~EventStore() = default;

base::Result<EventStore> EventStore::open(const EventStoreOptions& options) {
  return EventFile::open(options).map(
      [](auto file) { return EventStore(std::make_unique<Impl>(Impl{std::move(file)})); });
}

rules::EventId EventStore::event() const {
  return impl_->file->options.event;
}

const EventStoreOptions& EventStore::options() const {
  return impl_->file->options;
}

AttendanceJournal& EventStore::journal() {
  return impl_->file->journal;
}

GuestBook& EventStore::guests() {
  return impl_->file->guests;
}

PrintLog& EventStore::prints() {
  return impl_->file->prints;
}

LeaseBook& EventStore::leases() {
  return impl_->file->leases;
}

PaperLists& EventStore::paper_lists() {
  return impl_->file->paper_lists;
}

Outbox& EventStore::outbox() {
  return impl_->file->outbox;
}

base::Result<void> EventStore::forget_persons() {
  return impl_->file->forget_persons();
}

base::Result<void> EventStore::take_key(const base::SecretKey& key) {
  return impl_->file->take_key(key);
}

base::Result<void> EventStore::rebuild_projections() {
  return impl_->file->rebuild_projections();
}

base::Result<EventStore::Transaction> EventStore::begin() {
  auto& file = *impl_->file;
  return file.begin().map(
      [&] { return Transaction(std::make_unique<Transaction::Impl>(Transaction::Impl{.file = &file})); });
}

EventStore::Transaction::Transaction(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
EventStore::Transaction::Transaction(Transaction&&) noexcept = default;

EventStore::Transaction::~Transaction() {
  if (impl_ && impl_->open) impl_->file->rollback();
}

base::Result<void> EventStore::Transaction::commit() {
  auto done = impl_->file->commit();
  // A commit that failed has been rolled back: there is nothing left to close.
  impl_->open = false;
  return done;
}

}  // namespace einlass::store
