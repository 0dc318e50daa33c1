#include "server/venue/known_backups.h"

#include "core/base/file.h"
#include "db/file_copy.h"
#include "server/venue/backup_folder.h"
#include "server/venue/state_files.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::Result;
namespace fs = std::filesystem;

constexpr const char* unlisted_setting = "unlisted_backups";  // "FROM UNTIL", in Unix milliseconds
constexpr std::size_t largest_seed = 1024;

// Several such times are one that spans them.
Result<void> note_unlisted(store::VenueStore& venue, UnlistedBackups unlisted) {
  const auto known = unlisted_backups(venue);
  if (!known) return failed(known);
  if (*known) {
    unlisted = {.from = std::min(unlisted.from, (*known)->from), .until = std::max(unlisted.until, (*known)->until)};
  }
  return venue.set_setting(unlisted_setting, fmt::format("{} {}", unlisted.from.unix_ms(), unlisted.until.unix_ms()));
}

Result<void> add_list_of(const store::VenueStore& replaced, store::VenueStore& restored) {
  const auto theirs = replaced.backups();
  if (!theirs) return failed(theirs);
  const auto mine = restored.backups();
  if (!mine) return failed(mine);
  const auto unlisted = unlisted_backups(replaced);
  if (!unlisted) return failed(unlisted);
  for (const auto& backup : *theirs) {
    const bool known = std::any_of(mine->begin(), mine->end(), [&](const auto& each) { return each.id == backup.id; });
    if (known) continue;
    if (auto put = restored.put_backup(backup); !put) return put;
  }
  return *unlisted ? note_unlisted(restored, **unlisted) : Result<void>();
}

bool is_of_one_venue(const fs::path& a, const fs::path& b) {
  const auto seed = base::read_file(a / seed_file, largest_seed);
  const auto other = base::read_file(b / seed_file, largest_seed);
  return seed && other && *seed == *other;
}

// A database that cannot be opened is often why a backup is restored.
Result<void> take_over_list(const RestoredFiles& files, store::VenueStore& restored) {
  std::error_code none;
  bool whole = false;
  if (fs::file_size(files.directory / venue_file, none) > 0 && !none) {
    const auto replaced = store::VenueStore::open(files.directory / venue_file);
    whole = replaced && add_list_of(*replaced, restored) && is_of_one_venue(files.directory, files.folder);
  }
  return whole ? Result<void>() : note_unlisted(restored, {.from = files.made, .until = files.now});
}

std::vector<rules::EventId> events_in(const fs::path& directory) {
  std::vector<rules::EventId> events;
  std::error_code none;
  for (const auto& file : fs::directory_iterator(directory / events_folder, none)) {
    const auto id = rules::EventId::parse(file.path().stem().string());
    if (id && file.path().extension() == event_suffix && file.file_size(none) > 0) events.push_back(*id);
  }
  return events;
}

// As backups are: without a write-ahead log, and without whom the restored event has erased. A file that is damaged
// stays as it is; whoever erases there later is told.
void make_one_of_a_backup(const fs::path& directory, const wire::BackupEvent& event, const fs::path& restored) {
  auto entries = store::erasures_in(restored, event.id).value_or(std::vector<rules::JournalRow>());
  (void)erase_in_files(directory,
                       {.event = event.id, .called = event.key, .entries = std::move(entries), .persons = {}});
}

std::string key_of(rules::EventId id, const std::vector<store::EventRecord>& records) {
  const auto record = std::find_if(records.begin(), records.end(), [&](const auto& each) { return each.id == id; });
  return record == records.end() ? id.text() : record->key;
}

wire::BackupEvent event_of(const fs::path& file, rules::EventId id, const std::vector<store::EventRecord>& records) {
  const auto snapshot = store::FileSnapshot::open(file);
  const auto contents = snapshot ? snapshot->contents() : Result<store::EventContents>();
  return {.id = id,
          .key = key_of(id, records),
          .entries = contents ? contents->entries : 0,
          .guests = contents ? contents->guests : 0};
}

wire::BackupManifest manifest_of(const RestoredFiles& files, const std::vector<rules::EventId>& events) {
  wire::BackupManifest manifest{
      .id = wire::BackupId::random(), .made = files.now, .journal = {}, .events = {}, .files = {}};
  std::vector<store::EventRecord> records;
  if (const auto venue = store::VenueStore::open(files.directory / venue_file)) {
    records = venue->events().value_or(records);
    const auto journal = venue->setting(journal_setting).value_or(std::nullopt);
    manifest.journal = rules::JournalId::parse(journal.value_or("")).value_or(rules::JournalId());
  }
  std::error_code none;
  if (fs::exists(files.directory / crm_file, none)) {
    (void)store::write_anew(files.directory / crm_file);  // without a log, as backups are
  }
  for (const auto* name : {venue_file, seed_file, ca_file, crm_file}) {
    if (fs::exists(files.directory / name, none)) manifest.files.push_back({.name = name, .sha256 = {}});
  }
  for (const auto event : events) {
    const auto name = fmt::format("{}/{}{}", events_folder, event.text(), event_suffix);
    make_one_of_a_backup(files.directory, {.id = event, .key = key_of(event, records)}, files.folder / name);
    manifest.events.push_back(event_of(files.directory / name, event, records));
    manifest.files.push_back({.name = name, .sha256 = {}});
  }
  return manifest;
}

}  // namespace

Result<std::optional<UnlistedBackups>> unlisted_backups(const store::VenueStore& venue) {
  return venue.setting(unlisted_setting).map([](const auto& text) -> std::optional<UnlistedBackups> {
    std::istringstream words(text.value_or(""));
    std::int64_t from = 0;
    std::int64_t until = 0;
    if (!(words >> from >> until)) return std::nullopt;
    return UnlistedBackups{base::Instant::from_unix_ms(from), base::Instant::from_unix_ms(until)};
  });
}

Result<void> take_over_backups(const RestoredFiles& files) {
  auto restored = store::VenueStore::open(files.folder / venue_file);
  if (!restored) return failed(restored);
  if (auto taken = take_over_list(files, *restored); !taken) return taken;
  const auto events = events_in(files.directory);
  std::error_code none;
  if (events.empty() && !fs::exists(files.directory / venue_file, none)) return {};
  const auto manifest = manifest_of(files, events);
  const auto written = base::write_file(files.folder / replaced_manifest, wire::backup_manifest_document(manifest),
                                        base::FileMode::Private);
  if (!written) return written;
  return restored->put_backup(
      {.id = manifest.id, .folder = fs::absolute(files.aside).string(), .made = files.now, .events = events});
}

}  // namespace einlass::venue
