// A venue from a backup or from the recovery kit, in a state directory that holds none. Used by the command line,
// without a server; one thread.
#pragma once

#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/rules/ids.h"
#include "core/wire/backup_manifest.h"
#include "server/venue/restored_places.h"

#include <filesystem>
#include <functional>
#include <string>

namespace einlass::venue {

struct StateToFill {
  std::filesystem::path directory;
  bool replace = false;  // a venue that is there already is put aside, into a folder beside its place
  base::Instant now;
};

// Writes the venue's files into the empty `folder`. `replaced` is where a venue that is there will be put.
using FillVenue =
    std::function<base::Result<void>(const std::filesystem::path& folder, const std::filesystem::path& replaced)>;

// The first part: what `fill` writes is on disk and will take its places, whatever happens from now on. Before it
// succeeds, nothing has changed. The caller holds the directory's lock.
base::Result<void> prepare_venue(const RestorePlaces& places, const FillVenue& fill);

// Both parts (restored_places.h); an earlier restore that was cut short is finished or cleared away before.
// AlreadyExists: the directory holds a venue, or another process has its lock. The result is where an earlier venue was
// put; empty: there was none.
base::Result<std::filesystem::path> found_venue(const StateToFill& state, const FillVenue& fill);

struct RestoredVenue {
  wire::BackupManifest backup;      // of a kit: empty
  rules::JournalId journal;         // a new one: the old one's numbers were given beyond the backup
  std::filesystem::path put_aside;  // empty: there was no venue
};

// Checks all of the backup before anything is changed. Whom a venue in the directory, which is put aside, has erased is
// erased in the restored one, too; its list of backups is handed on, and it is one itself from now on
// (known_backups.h). Errors of found_venue and copy_backup.
base::Result<RestoredVenue> restore_backup(const std::filesystem::path& backup, const StateToFill& state);

// A venue with the kit's secrets and nothing else: kiosks know it and bring back what they have. Errors of found_venue
// and wire::open_kit.
struct KitInHand {
  std::string content;
  std::string passphrase;
};
base::Result<RestoredVenue> restore_kit(const KitInHand& kit, const StateToFill& state);

}  // namespace einlass::venue
