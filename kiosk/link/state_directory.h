// What a kiosk keeps on disk, by file:
//   identity.json   who it is and whom it trusts (0600); written by pairing
//   pairing.key     its key while it is being paired (0600)
//   keys/ID.key     seals the names in one event's replica (0600); kiosk/link/event_keys_at_rest.h
//   venue.db        documents, assignment, settings
//   events/ID.db    journal and replica of one event
//   fonts/HASH      the server's fonts, where they are not the packaged ones
//   damaged-N/      files of events that could not be used any more, for whoever wants to rescue their entries
// Used by pairing and by the link's thread; the caller holds the directory's lock.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/rules/ids.h"
#include "core/wire/kiosk_identity.h"

#include <filesystem>
#include <vector>

namespace einlass::link {

class StateDirectory {
 public:
  explicit StateDirectory(std::filesystem::path root) : root_(std::move(root)) {}

  // NotFound: this kiosk is not paired.
  base::Result<wire::KioskIdentity> identity() const;
  base::Result<void> put_identity(const wire::KioskIdentity& identity) const;

  // Made at the first call, and the same one until drop_pairing_key().
  base::Result<base::SigningPair> pairing_keys() const;
  void drop_pairing_key() const;

  std::filesystem::path keys_folder() const { return root_ / "keys"; }
  std::filesystem::path venue_file() const { return root_ / "venue.db"; }
  std::filesystem::path event_file(rules::EventId event) const;
  std::filesystem::path fonts_folder(const std::string& font_set) const;
  // Moves a damaged file of an event out of the way, with the log that belongs to it. False: it is not there, or not
  // damaged (is_damaged). Whoever had it open must have closed it.
  base::Result<bool> set_aside_damaged(const std::filesystem::path& file) const;
  // Likewise overwrites a damaged venue.db: it holds no entries, but keys of codes, and no longer when they have to go.
  base::Result<bool> shred_damaged_venue() const;
  // Events with a file here.
  base::Result<std::vector<rules::EventId>> events() const;

 private:
  std::filesystem::path root_;
};

}  // namespace einlass::link
