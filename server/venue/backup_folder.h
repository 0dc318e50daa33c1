// One backup on disk: a folder (0700) of plain files that is the whole venue as it was at one moment, with its secrets.
//   manifest.json         what is in it, with the SHA-256 of each file; written last
//   venue.db, events/*.db copies, checked after they were written
//   crm.db                likewise, where there is one
//   venue.seed, ca.pem    by which paired kiosks know the venue
#pragma once

#include "core/wire/backup_manifest.h"
#include "db/crm_copy.h"
#include "db/file_copy.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

inline constexpr const char* manifest_file = "manifest.json";

// What is to be copied: snapshots of one moment, taken on the desk's thread.
struct BackupSources {
  struct Event {
    rules::EventId id;
    std::string key;
    store::FileSnapshot file;
  };
  std::filesystem::path state_directory;
  wire::BackupId id;
  base::Instant made;
  rules::JournalId journal;
  store::FileSnapshot venue;
  std::optional<store::FileSnapshot> crm;  // nothing: there is none
  std::vector<Event> events;
};

// Any thread. The folder is whole or not there; nothing is left of a backup that fails. Storage: the disk is full, or
// what was written does not read back as it was.
base::Result<wire::BackupManifest> write_backup(const BackupSources& sources, const std::filesystem::path& folder);

// NotFound: there is no backup.
base::Result<wire::BackupManifest> read_manifest(const std::filesystem::path& folder);

// Copies a backup's files into an empty folder and checks the copies: what is restored is what was checked. NotFound:
// there is no backup. Storage: one of its files is missing or damaged.
base::Result<wire::BackupManifest> copy_backup(const std::filesystem::path& folder, const std::filesystem::path& to);

// Erases in the files of a venue that nobody has open: in the event's, in crm.db what it knows of the
// event's guests, and in venue.db, where everybody is erased, what follows them (venue_traces.h). Each is one plain
// file afterwards.
base::Result<void> erase_in_files(const std::filesystem::path& directory, const store::ErasedInCopy& erased);

// The same in a backup, in place.
base::Result<void> erase_in_backup(const std::filesystem::path& folder, const store::ErasedInCopy& erased);

}  // namespace einlass::venue
