// Which backups a venue knows of beside its list: a restored one knows only those that were made until then, unless the
// venue that it replaces hands its list on. Desk's thread, or whoever restores.
#pragma once

#include "db/venue_store.h"

#include <filesystem>
#include <optional>

namespace einlass::venue {

// Backups that were made in this time may exist and hold anybody; the list has not all of them.
struct UnlistedBackups {
  base::Instant from;  // the epoch: since ever
  base::Instant until;
  friend bool operator==(const UnlistedBackups&, const UnlistedBackups&) = default;
};

base::Result<std::optional<UnlistedBackups>> unlisted_backups(const store::VenueStore& venue);

// A venue that is being restored.
struct RestoredFiles {
  std::filesystem::path folder;     // its files, before they take their places
  std::filesystem::path directory;  // where a venue may be that it replaces
  std::filesystem::path aside;      // where that one will be
  base::Instant made;               // as of when; the epoch: nothing but keys is restored
  base::Instant now;
};

// The list of the replaced venue is added to that of the restored one, and that venue itself, as a backup: whoever is
// erased later is erased there, too. Who is erased in the restored events is erased in the replaced ones at once. Where
// the list cannot be had, or is of another venue, the restored one notes what it does not know. Writes the replaced
// venue's manifest into the folder (replaced_manifest), to be moved along.
base::Result<void> take_over_backups(const RestoredFiles& files);

inline constexpr const char* replaced_manifest = "replaced.json";

}  // namespace einlass::venue
