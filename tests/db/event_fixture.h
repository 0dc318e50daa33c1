// An event's file in a folder of its own, and short ways to write guests, scans and times into it.
#pragma once

#include "core/rules/event_policy.h"
#include "db/attendance_journal.h"
#include "db/event_store.h"
#include "db/guest_book.h"
#include "db/print_log.h"
#include "tests/support/forgetful_vfs.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::store {

// The value of a result, or the test's end with the error's sentence.
template <typename T>
T value_of(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

class OwnFolder {
 public:
  OwnFolder();
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  ~OwnFolder();

  std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  const std::filesystem::path& folder() const { return folder_; }
  // Every byte of every file in it.
  std::string all_bytes() const;

 private:
  std::filesystem::path folder_;
};

template <typename Id>
Id id_of(const std::string& name) {
  return Id(base::keyed_id(base::SecretKey{}, name));
}

base::Instant at(int minutes);  // after the doors open
rules::EntryTime time_at(int minutes);

struct GuestSpec {
  std::string name;
  std::string company = "";
  std::string email = "";
  std::string category = "member";
  int places = 1;
  bool owns_seat = true;
  rules::TicketStatus status = rules::TicketStatus::Confirmed;
};
GuestRow guest_row(const std::string& key, const GuestSpec& spec);

class EventFixture : public ::testing::Test {
 protected:
  EventFixture();

  EventStoreOptions options(const std::string& file, const std::string& journal = "server") const;
  EventStore open(const std::string& file = "event.db", const std::string& journal = "server") const {
    return value_of(EventStore::open(options(file, journal)));
  }

  void put(EventStore& store, const std::vector<GuestRow>& rows) const;
  // A scan of the guest's ticket, or of an unknown code where there is no row.
  Admit scan(const std::string& scan_name, const std::vector<GuestRow>& rows, int minutes = 0) const;
  AdmitOutcome admit(EventStore& store, const Admit& admit) const;
  JournalRow append(EventStore& store, const rules::EntryDraft& draft, int minutes = 0) const;

  static rules::EntryDraft draft(const std::string& ticket_key, rules::Fact fact);

  OwnFolder folder_;
  support::ForgetfulVfs disk_{"memory"};  // most promises need no real disk, and its syncs take their time
  std::string vfs_ = "memory";            // where files lie
  rules::EventId event_ = id_of<rules::EventId>("event");
  rules::EventPolicy policy_;
};

// With files that other programs could read.
class DiskFixture : public EventFixture {
 protected:
  DiskFixture() { vfs_.clear(); }
};

}  // namespace einlass::store
