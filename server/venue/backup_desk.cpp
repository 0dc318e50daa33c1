#include "server/venue/backup_desk.h"

#include "core/base/staged_folder.h"

#include <algorithm>
#include <ctime>
#include <iterator>
#include <mutex>
#include <system_error>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;
namespace fs = std::filesystem;

std::string dated_name(base::Instant now) {
  return fmt::format("einlass-backup-{:%Y-%m-%d-%H%M%S}", fmt::gmtime(static_cast<std::time_t>(now.unix_ms() / 1000)));
}

Result<fs::path> folder_for(const fs::path& output, base::Instant now) {
  if (!output.is_absolute()) {
    return base::fail(ErrorKind::InvalidInput, "The backup's folder must be named with its whole path.");
  }
  std::error_code unreadable;
  return fs::is_directory(output, unreadable) ? output / dated_name(now) : output;
}

bool is_within_reach(const store::BackupRecord& record) {
  const auto manifest = read_manifest(record.folder);
  return manifest && manifest->id == record.id;
}

bool holds(const store::BackupRecord& record, rules::EventId event) {
  return std::find(record.events.begin(), record.events.end(), event) != record.events.end();
}

}  // namespace

// One event that cannot be read leaves the others in the backup. Nothing of a rehearsal outlives it.
Result<std::vector<BackupSources::Event>> BackupDesk::event_files(std::vector<std::string>& left_out) {
  const auto records = state_.venue().events();
  if (!records) return tl::make_unexpected(records.error());
  std::vector<BackupSources::Event> files;
  for (const auto& record : *records) {
    const auto frame = state_.frame_of(record);
    if (frame && frame->rehearses) continue;
    const auto event = state_.event(record.id);
    auto file = event ? store::FileSnapshot::open((*event)->store.options().file, state_.options().vfs)
                      : Result<store::FileSnapshot>(tl::make_unexpected(event.error()));
    if (file) {
      files.push_back({record.id, record.key, *std::move(file)});
    } else {
      left_out.push_back(record.key);
    }
  }
  return files;
}

Result<std::optional<store::FileSnapshot>> BackupDesk::crm_snapshot() const {
  const auto file = state_.options().state_directory / crm_file;
  std::error_code none;
  if (!fs::exists(file, none)) return std::optional<store::FileSnapshot>();
  return store::FileSnapshot::open(file).map([](auto opened) { return std::optional(std::move(opened)); });
}

Result<void> BackupDesk::forget_unfinished() {
  const auto records = state_.venue().backups();
  if (!records) return tl::make_unexpected(records.error());
  for (const auto& record : *records) {
    std::error_code unreadable;
    if (fs::exists(record.folder, unreadable) || !base::StagedFolder::remove_left_over(record.folder)) continue;
    if (auto forgotten = forget(record.id); !forgotten) return forgotten;
  }
  return {};
}

Result<BackupJob> BackupDesk::begin(const fs::path& output) {
  const auto now = state_.now();
  const auto folder = folder_for(output, now);
  if (!folder) return tl::make_unexpected(folder.error());
  if (auto forgotten = forget_unfinished(); !forgotten) return tl::make_unexpected(forgotten.error());
  BackupJob job;
  job.folder_ = *folder;
  auto files = event_files(job.left_out_);
  if (!files) return tl::make_unexpected(files.error());
  store::BackupRecord record{.id = wire::BackupId::random(), .folder = folder->string(), .made = now, .events = {}};
  for (const auto& file : *files) record.events.push_back(file.id);
  // First, so that no backup lies about unlisted, and each one lists itself.
  if (auto put = state_.venue().put_backup(record); !put) return tl::make_unexpected(put.error());
  auto venue = store::FileSnapshot::open(state_.options().state_directory / venue_file);
  if (!venue) return tl::make_unexpected(venue.error());
  auto crm = crm_snapshot();
  if (!crm) return tl::make_unexpected(crm.error());
  job.sources_ =
      std::make_shared<const BackupSources>(BackupSources{.state_directory = state_.options().state_directory,
                                                          .id = record.id,
                                                          .made = now,
                                                          .journal = state_.journal(),
                                                          .venue = *std::move(venue),
                                                          .crm = *std::move(crm),
                                                          .events = *std::move(files)});
  return job;
}

Result<std::vector<ListedBackup>> BackupDesk::list() const {
  return state_.venue().backups().map([](const std::vector<store::BackupRecord>& records) {
    std::vector<ListedBackup> listed;
    for (const auto& record : records) listed.push_back({record, is_within_reach(record)});
    return listed;
  });
}

Result<BackupErasureJob> BackupDesk::begin_erasure(rules::EventId id, const std::vector<store::CrmPersonKey>& persons) {
  const auto event = state_.event(id);
  if (!event) return tl::make_unexpected(event.error());
  if (auto forgotten = forget_unfinished(); !forgotten) return tl::make_unexpected(forgotten.error());
  const auto records = state_.venue().backups();
  if (!records) return tl::make_unexpected(records.error());
  const auto unlisted = unlisted_backups(state_.venue());
  if (!unlisted) return tl::make_unexpected(unlisted.error());
  BackupErasureJob job;
  job.event_ = id;
  job.key_ = (*event)->record.key;
  job.persons_ = persons;
  job.unlisted_ = *unlisted;
  job.file_ = (*event)->store.options().file;
  std::copy_if(records->begin(), records->end(), std::back_inserter(job.backups_),
               [&](const auto& record) { return holds(record, id); });
  return job;
}

Result<BackupErasure> BackupErasureJob::write() const {
  // Two that rewrite one backup would each spoil the other's list of hashes.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  auto entries = store::erasures_in(file_, event_);
  if (!entries) return tl::make_unexpected(entries.error());
  const store::ErasedInCopy erased{
      .event = event_, .called = key_, .entries = *std::move(entries), .persons = persons_};
  BackupErasure result{.rewritten = {}, .out_of_reach = {}, .unlisted = unlisted_};
  for (const auto& backup : backups_) {
    const bool done = is_within_reach(backup) && erase_in_backup(backup.folder, erased);
    (done ? result.rewritten : result.out_of_reach).push_back(backup);
  }
  return result;
}

Result<wire::KitSecrets> BackupDesk::kit_secrets() const {
  const auto& directory = state_.options().state_directory;
  auto ca = base::read_file(directory / ca_file);
  if (!ca) return tl::make_unexpected(ca.error());
  auto seed = base::read_file(directory / seed_file);
  if (!seed) return tl::make_unexpected(seed.error());
  return wire::KitSecrets{.ca = *std::move(ca), .seed = *std::move(seed)};
}

Result<bool> BackupDesk::kit_was_saved() const {
  return state_.venue().setting(kit_setting).map([](const auto& saved) { return saved.has_value(); });
}

}  // namespace einlass::venue
