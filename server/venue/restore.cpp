#include "server/venue/restore.h"

#include "core/base/file.h"
#include "core/base/staged_folder.h"
#include "core/wire/recovery_kit.h"
#include "db/crm_store.h"
#include "db/venue_store.h"
#include "server/venue/backup_folder.h"
#include "server/venue/known_backups.h"
#include "server/venue/state_files.h"

#include <ctime>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/stat.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;
namespace fs = std::filesystem;

Result<void> check_free(const StateToFill& state) {
  std::error_code unreadable;
  if (state.replace || !fs::exists(state.directory / venue_file, unreadable)) return {};
  return base::fail(ErrorKind::AlreadyExists,
                    fmt::format("{} holds a venue already; choose another directory, or put that venue aside with "
                                "--replace.",
                                state.directory.string()));
}

std::string date_of(base::Instant now) {
  return fmt::format("{:%Y-%m-%d-%H%M%S}", fmt::gmtime(static_cast<std::time_t>(now.unix_ms() / 1000)));
}

Result<void> begin_anew(const fs::path& file, rules::JournalId journal) {
  auto venue = store::VenueStore::open(file);
  if (!venue) return failed(venue);
  if (auto removed = venue->remove_offers(); !removed) return removed;
  if (auto ended = venue->people().end_sessions_and_invitations(); !ended) return ended;
  return venue->set_setting(journal_setting, journal.text());
}

// Who was erased since the backup was made is not to come back, as far as the venue that was here knows. What it cannot
// say any more, kiosks will.
Result<void> erase_again(const wire::BackupManifest& manifest, const fs::path& folder, const StateToFill& state) {
  for (const auto& event : manifest.events) {
    const auto name = fs::path(events_folder) / (event.id.text() + event_suffix);
    std::error_code none;
    if (!fs::exists(state.directory / name, none)) continue;
    auto entries = store::erasures_in(state.directory / name, event.id);
    if (!entries || entries->empty()) continue;
    const store::ErasedInCopy erased{
        .event = event.id, .called = event.key, .entries = *std::move(entries), .persons = {}};
    if (auto done = erase_in_files(folder, erased); !done) return done;
  }
  return {};
}

// Whoever restores from a kit has one.
Result<void> note_kit_saved(const fs::path& file, base::Instant now) {
  auto venue = store::VenueStore::open(file);
  if (!venue) return failed(venue);
  return venue->set_setting(kit_setting, std::to_string(now.unix_ms()));
}

}  // namespace

Result<void> prepare_venue(const RestorePlaces& places, const FillVenue& fill) {
  auto staged = base::StagedFolder::make(places.filled);
  if (!staged) return failed(staged);
  if (auto filled = fill(staged->path(), places.aside); !filled) return filled;
  // A kit has none of these; whatever is there gives way all the same.
  ::mkdir((staged->path() / events_folder).c_str(), 0700);
  if (const auto crm = store::CrmStore::open(staged->path() / crm_file); !crm) return failed(crm);
  base::sync_to_disk(staged->path() / events_folder);
  return staged->put_in_place();
}

Result<fs::path> found_venue(const StateToFill& state, const FillVenue& fill) {
  const auto lock = base::DirectoryLock::take(state.directory);
  if (!lock) return failed(lock);
  if (const auto earlier = finish_restore(state.directory); !earlier) return failed(earlier);
  if (auto free = check_free(state); !free) return failed(free);
  const auto places = places_for(state.directory, date_of(state.now));
  if (auto prepared = prepare_venue(places, fill); !prepared) return failed(prepared);
  if (const auto finished = finish_restore(state.directory); !finished) return failed(finished);
  // Not before: without a venue they are what keeps a server from making another one.
  remove_unfinished_restores(state.directory);
  std::error_code unreadable;
  return fs::exists(places.aside, unreadable) ? places.aside : fs::path();
}

Result<RestoredVenue> restore_backup(const fs::path& backup, const StateToFill& state) {
  RestoredVenue restored{.backup = {}, .journal = rules::JournalId::random(), .put_aside = {}};
  const auto aside = found_venue(state, [&](const fs::path& folder, const fs::path& replaced) -> Result<void> {
    auto manifest = copy_backup(backup, folder);
    if (!manifest) return failed(manifest);
    restored.backup = *std::move(manifest);
    if (auto erased = erase_again(restored.backup, folder, state); !erased) return erased;
    if (auto begun = begin_anew(folder / venue_file, restored.journal); !begun) return begun;
    return take_over_backups({.folder = folder,
                              .directory = state.directory,
                              .aside = replaced,
                              .made = restored.backup.made,
                              .now = state.now});
  });
  if (!aside) return failed(aside);
  restored.put_aside = *aside;
  return restored;
}

Result<RestoredVenue> restore_kit(const KitInHand& kit, const StateToFill& state) {
  const auto secrets = wire::open_kit(kit.content, kit.passphrase);
  if (!secrets) return failed(secrets);
  RestoredVenue restored{.backup = {}, .journal = rules::JournalId::random(), .put_aside = {}};
  const auto aside = found_venue(state, [&](const fs::path& folder, const fs::path& replaced) -> Result<void> {
    const auto keep = [&](const char* name, const std::string& content) {
      return base::write_file(folder / name, content, base::FileMode::Private);
    };
    if (auto kept = keep(ca_file, secrets->ca); !kept) return kept;
    if (auto kept = keep(seed_file, secrets->seed); !kept) return kept;
    if (auto begun = begin_anew(folder / venue_file, restored.journal); !begun) return begun;
    if (auto noted = note_kit_saved(folder / venue_file, state.now); !noted) return noted;
    return take_over_backups(
        {.folder = folder, .directory = state.directory, .aside = replaced, .made = {}, .now = state.now});
  });
  if (!aside) return failed(aside);
  restored.put_aside = *aside;
  return restored;
}

}  // namespace einlass::venue
