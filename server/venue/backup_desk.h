// Backups of the running venue: made beside its work, listed, and rewritten where a guest is erased; and the recovery
// kit. Part of the Desk,
// on its thread; the copying itself needs the desk no more.
#pragma once

#include "core/wire/recovery_kit.h"
#include "server/venue/backup_folder.h"
#include "server/venue/known_backups.h"
#include "server/venue/venue_state.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

// A backup that was begun. Any thread, once.
class BackupJob {
 public:
  base::Result<wire::BackupManifest> write() const { return write_backup(*sources_, folder_); }
  wire::BackupId id() const { return sources_->id; }
  const std::filesystem::path& folder() const { return folder_; }
  // Keys of events whose files cannot be read, and so are not in it.
  const std::vector<std::string>& left_out() const { return left_out_; }

 private:
  friend class BackupDesk;
  std::shared_ptr<const BackupSources> sources_;
  std::filesystem::path folder_;
  std::vector<std::string> left_out_;
};

struct ListedBackup {
  store::BackupRecord record;
  bool within_reach = false;  // its folder is where it was made, and whole
};

struct BackupErasure {
  std::vector<store::BackupRecord> rewritten;
  std::vector<store::BackupRecord> out_of_reach;  // somebody must erase there, or destroy them
  std::optional<UnlistedBackups> unlisted;        // likewise those that were made then: nobody here knows of them
};

// The backups that hold an event, to be rewritten without whom it has erased. Any thread, once.
class BackupErasureJob {
 public:
  // All that the event's journal has erased by then. Storage: it cannot be read.
  base::Result<BackupErasure> write() const;

 private:
  friend class BackupDesk;
  rules::EventId event_;
  std::string key_;
  std::vector<store::CrmPersonKey> persons_;
  std::filesystem::path file_;
  std::vector<store::BackupRecord> backups_;
  std::optional<UnlistedBackups> unlisted_;
};

class BackupDesk {
 public:
  explicit BackupDesk(VenueState& state) : state_(state) {}

  // `output`: a folder that is there, in which the backup gets a name by its date, or one to be made. Lists the backup;
  // forget() is for one that failed then. InvalidInput: the path is not absolute.
  base::Result<BackupJob> begin(const std::filesystem::path& output);
  base::Result<void> forget(wire::BackupId id) { return state_.venue().remove_backup(id); }
  // Removes what is left, where it was to be made, of backups that somebody ended, and takes them off the list: names
  // and secrets that nobody would look for. Done before a backup and an erasure, and when the venue is opened.
  base::Result<void> forget_unfinished();

  base::Result<std::vector<ListedBackup>> list() const;

  // After guests were erased in an event (ErasureDesk): so that its backups do not bring them back. `persons`: whom
  // they were taken for in the CRM's mirror.
  base::Result<BackupErasureJob> begin_erasure(rules::EventId event,
                                               const std::vector<store::CrmPersonKey>& persons = {});

  // What a recovery kit holds; sealing it takes a second and needs the desk no more (wire::sealed_kit).
  base::Result<wire::KitSecrets> kit_secrets() const;
  base::Result<void> note_kit_saved() { return state_.venue().set_setting(kit_setting, text_of(state_.now())); }
  base::Result<bool> kit_was_saved() const;

 private:
  static std::string text_of(base::Instant time) { return std::to_string(time.unix_ms()); }
  base::Result<std::optional<store::FileSnapshot>> crm_snapshot() const;
  base::Result<std::vector<BackupSources::Event>> event_files(std::vector<std::string>& left_out);

  VenueState& state_;
};

}  // namespace einlass::venue
