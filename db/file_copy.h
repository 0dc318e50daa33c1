// Copies of database files that stay in use, and the check of such a copy: what backups consist of. A copy is one plain
// file (0600). Whether a file that cannot be used is damaged for good. Any thread, one at a time per object.
#pragma once

#include "core/base/error.h"
#include "core/rules/ids.h"
#include "core/rules/journal_row.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace einlass::store {

class Connection;

struct EventContents {
  std::uint64_t entries = 0;
  std::uint64_t guests = 0;
  friend bool operator==(const EventContents&, const EventContents&) = default;
};

// What was committed when it was opened. Its owner writes on meanwhile; only its write-ahead log cannot be emptied.
class FileSnapshot {
 public:
  static base::Result<FileSnapshot> open(const std::filesystem::path& file, const std::string& vfs = {});
  FileSnapshot(FileSnapshot&&) noexcept;
  FileSnapshot& operator=(FileSnapshot&&) noexcept;
  ~FileSnapshot();

  // Of an event's file.
  base::Result<EventContents> contents() const;
  // A full disk leaves half a file, to be removed by the caller.
  base::Result<void> copy_to(const std::filesystem::path& file) const;

 private:
  explicit FileSnapshot(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

// Reads all of the copy: SQLite's own check, each entry's hash, each chain, each private part. Storage: it is damaged.
base::Result<EventContents> check_event_copy(const std::filesystem::path& file, rules::EventId event);
base::Result<void> check_venue_copy(const std::filesystem::path& file);
base::Result<void> check_crm_copy(const std::filesystem::path& file);

// True: pages of this file are missing or do not fit together, or it is no database at all; nothing will mend it. False
// also where the disk only fails or is full, or a newer version wrote the file. Reads all of it.
bool is_damaged(const std::filesystem::path& file);

// The erasures (guest_erased) that an event's file holds; its owner may write on meanwhile.
base::Result<std::vector<rules::JournalRow>> erasures_in(const std::filesystem::path& file, rules::EventId event);

// Of a checked copy from another server: brings it to this version's schema, and takes out what was of that server
// alone, its print log, what its kiosks were still to be told, and why a target had stopped there.
base::Result<void> leave_other_server(const std::filesystem::path& file, rules::EventId event);

// Writes it anew, as one file without a log, and without what earlier versions of its rows left in half-filled pages.
base::Result<void> write_anew(const std::filesystem::path& file);

// Takes these entries (guest_erased) into a copy, which erases there what they say, and overwrites it on disk.
base::Result<void> erase_in_copy(const std::filesystem::path& file, rules::EventId event,
                                 const std::vector<rules::JournalRow>& erasures);

}  // namespace einlass::store
