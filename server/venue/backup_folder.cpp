#include "server/venue/backup_folder.h"

#include "core/base/file.h"
#include "core/base/file_hash.h"
#include "core/base/staged_folder.h"
#include "core/rules/erasures.h"
#include "server/venue/state_files.h"
#include "server/venue/venue_traces.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>
#include <sys/stat.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;
using wire::BackupManifest;
namespace fs = std::filesystem;

constexpr std::size_t largest_manifest = 16U << 20U;
constexpr std::size_t largest_secret = 64U << 10U;

std::string name_of(rules::EventId event) {
  return fmt::format("{}/{}{}", events_folder, event.text(), event_suffix);
}

Result<void> make_events_folder(const fs::path& folder) {
  const auto events = folder / events_folder;
  if (::mkdir(events.c_str(), 0700) == 0) return {};
  return base::fail(ErrorKind::Storage,
                    fmt::format("{} cannot be made; free some space or correct its folder's rights.", events.string()));
}

Result<void> copy_secret(const fs::path& from, const fs::path& to) {
  const auto content = base::read_file(from, largest_secret);
  if (!content) return failed(content);
  return base::write_file(to, *content, base::FileMode::Private);
}

Result<void> note_file(BackupManifest& manifest, const fs::path& folder, const std::string& name) {
  const auto hash = base::hash_of_file(folder / name);
  if (!hash) return failed(hash);
  manifest.files.push_back({.name = name, .sha256 = hash->hash});
  return {};
}

Result<wire::BackupEvent> copy_event(const BackupSources::Event& event, const fs::path& folder) {
  const auto file = folder / name_of(event.id);
  const auto there = event.file.contents();
  if (!there) return failed(there);
  if (auto copied = event.file.copy_to(file); !copied) return failed(copied);
  const auto here = store::check_event_copy(file, event.id);
  if (!here) return failed(here);
  if (*here != *there) {
    return base::fail(ErrorKind::Storage, "The copy does not hold what the event's file does; check the disk.");
  }
  return wire::BackupEvent{.id = event.id, .key = event.key, .entries = here->entries, .guests = here->guests};
}

Result<void> copy_crm(const store::FileSnapshot& crm, const fs::path& file) {
  if (auto copied = crm.copy_to(file); !copied) return copied;
  if (auto ended = store::end_pulls_in_copy(file); !ended) return ended;
  return store::check_crm_copy(file);
}

Result<void> copy_all(const BackupSources& sources, const fs::path& folder, BackupManifest& manifest) {
  if (auto copied = sources.venue.copy_to(folder / venue_file); !copied) return copied;
  if (auto whole = store::check_venue_copy(folder / venue_file); !whole) return whole;
  if (sources.crm) {
    if (auto copied = copy_crm(*sources.crm, folder / crm_file); !copied) return copied;
  }
  if (auto made = make_events_folder(folder); !made) return made;
  for (const auto& event : sources.events) {
    auto copied = copy_event(event, folder);
    if (!copied) return failed(copied);
    manifest.events.push_back(*std::move(copied));
  }
  for (const auto* secret : {seed_file, ca_file}) {
    if (auto copied = copy_secret(sources.state_directory / secret, folder / secret); !copied) return copied;
  }
  return {};
}

Result<void> write_manifest(const BackupManifest& manifest, const fs::path& folder) {
  return base::write_file(folder / manifest_file, wire::backup_manifest_document(manifest), base::FileMode::Private);
}

const wire::BackupFile* file_of(const BackupManifest& manifest, const std::string& name) {
  const auto found =
      std::find_if(manifest.files.begin(), manifest.files.end(), [&](const auto& file) { return file.name == name; });
  return found == manifest.files.end() ? nullptr : &*found;
}

std::vector<std::string> names_of(const BackupManifest& manifest, bool has_crm) {
  std::vector<std::string> names{venue_file, seed_file, ca_file};
  if (has_crm) names.emplace_back(crm_file);
  for (const auto& event : manifest.events) names.push_back(name_of(event.id));
  return names;
}

Result<void> copy_file(const BackupManifest& manifest, const std::string& name, const fs::path& from,
                       const fs::path& to) {
  const auto* file = file_of(manifest, name);
  std::error_code failure;
  fs::copy_file(from / name, to / name, failure);
  if (failure || file == nullptr) {
    return base::fail(ErrorKind::Storage, fmt::format("{} of the backup cannot be copied: {}; use another backup or "
                                                      "free some space.",
                                                      name, failure ? failure.message() : "it is not in its list"));
  }
  ::chmod((to / name).c_str(), 0600);
  base::sync_to_disk(to / name);
  const auto hash = base::hash_of_file(to / name);
  if (!hash) return failed(hash);
  if (!file->sha256 || *file->sha256 == hash->hash) return {};
  return base::fail(ErrorKind::Storage,
                    fmt::format("{} of the backup is not as it was written; use another backup.", name));
}

Result<void> check_copies(const BackupManifest& manifest, const fs::path& folder) {
  if (auto whole = store::check_venue_copy(folder / venue_file); !whole) return whole;
  if (file_of(manifest, crm_file) != nullptr) {
    if (auto whole = store::check_crm_copy(folder / crm_file); !whole) return whole;
  }
  for (const auto& event : manifest.events) {
    const auto contents = store::check_event_copy(folder / name_of(event.id), event.id);
    if (!contents) return failed(contents);
  }
  return {};
}

bool erases_everybody(const store::ErasedInCopy& erased) {
  return std::any_of(erased.entries.begin(), erased.entries.end(), [](const rules::JournalRow& row) {
    const auto* entry = std::get_if<rules::GuestErased>(&row.entry.fact);
    return entry != nullptr && entry->erased == rules::everybody;
  });
}

Result<void> forget_in_venue_copy(const fs::path& file, rules::EventId event) {
  std::error_code none;
  if (!fs::exists(file, none)) return {};
  {
    auto venue = store::VenueStore::open(file);
    if (!venue) return failed(venue);
    if (auto gone = forget_beside_event(file, *venue, event); !gone) return gone;
  }
  return store::write_anew(file);
}

}  // namespace

Result<BackupManifest> write_backup(const BackupSources& sources, const fs::path& folder) {
  auto staged = base::StagedFolder::make(folder);
  if (!staged) return failed(staged);
  BackupManifest manifest{
      .id = sources.id, .made = sources.made, .journal = sources.journal, .events = {}, .files = {}};
  if (auto copied = copy_all(sources, staged->path(), manifest); !copied) return failed(copied);
  for (const auto& name : names_of(manifest, sources.crm.has_value())) {
    if (auto noted = note_file(manifest, staged->path(), name); !noted) return failed(noted);
  }
  if (auto written = write_manifest(manifest, staged->path()); !written) return failed(written);
  base::sync_to_disk(staged->path() / events_folder);
  if (auto placed = staged->put_in_place(); !placed) return failed(placed);
  return manifest;
}

Result<BackupManifest> read_manifest(const fs::path& folder) {
  const auto text = base::read_file(folder / manifest_file, largest_manifest);
  if (!text && text.error().kind == ErrorKind::NotFound) {
    return base::fail(ErrorKind::NotFound, fmt::format("There is no backup in {}; choose the folder that einlass "
                                                       "backup made.",
                                                       folder.string()));
  }
  if (!text) return failed(text);
  return wire::read_backup_manifest(*text);
}

Result<BackupManifest> copy_backup(const fs::path& folder, const fs::path& to) {
  auto manifest = read_manifest(folder);
  if (!manifest) return manifest;
  if (auto made = make_events_folder(to); !made) return failed(made);
  for (const auto& name : names_of(*manifest, file_of(*manifest, crm_file) != nullptr)) {
    if (auto copied = copy_file(*manifest, name, folder, to); !copied) return failed(copied);
  }
  if (auto whole = check_copies(*manifest, to); !whole) return failed(whole);
  return manifest;
}

Result<void> erase_in_files(const fs::path& directory, const store::ErasedInCopy& erased) {
  const auto file = directory / name_of(erased.event);
  // First, as the event's file tells whose tickets are whose.
  const auto forgotten = store::erase_in_crm_copy(directory / crm_file, file, erased);
  const auto beside =
      erases_everybody(erased) ? forget_in_venue_copy(directory / venue_file, erased.event) : Result<void>();
  const auto done = store::erase_in_copy(file, erased.event, erased.entries);
  return !done ? done : forgotten ? beside : forgotten;
}

// The hashes are out of the list while the files change: a power cut in between leaves a backup that can be used.
Result<void> erase_in_backup(const fs::path& folder, const store::ErasedInCopy& erased) {
  auto manifest = read_manifest(folder);
  if (!manifest) return failed(manifest);
  const auto event_name = name_of(erased.event);
  if (file_of(*manifest, event_name) == nullptr) return {};
  const auto changes = [&](const wire::BackupFile& file) {
    return file.name == event_name || file.name == crm_file || (file.name == venue_file && erases_everybody(erased));
  };
  for (auto& file : manifest->files) {
    if (changes(file)) file.sha256.reset();
  }
  if (auto written = write_manifest(*manifest, folder); !written) return written;
  if (auto done = erase_in_files(folder, erased); !done) return done;
  const auto contents = store::check_event_copy(folder / event_name, erased.event);
  if (!contents) return failed(contents);
  for (auto& file : manifest->files) {
    if (!changes(file)) continue;
    const auto hash = base::hash_of_file(folder / file.name);
    if (!hash) return failed(hash);
    file.sha256 = hash->hash;
  }
  for (auto& each : manifest->events) {
    if (each.id == erased.event) each.entries = contents->entries;
  }
  return write_manifest(*manifest, folder);
}

}  // namespace einlass::venue
