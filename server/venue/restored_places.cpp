#include "server/venue/restored_places.h"

#include "core/base/staged_folder.h"
#include "server/venue/backup_folder.h"
#include "server/venue/known_backups.h"
#include "server/venue/state_files.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <sys/stat.h>

namespace einlass::venue {
namespace {

using base::Result;
namespace fs = std::filesystem;

constexpr std::string_view restored_prefix = "restored-";
constexpr std::string_view replaced_prefix = "replaced-";

// Of a restored venue; without the database there is none.
constexpr std::array restored_names{events_folder, ca_file, seed_file, crm_file, venue_file};
// A venue's alone, or beside another's wrong: its log, and the certificate of its CA.
constexpr std::array left_names{"venue.db-wal", "venue.db-shm", "crm.db-wal", "crm.db-shm", "server.pem"};

bool is_there(const fs::path& path) {
  std::error_code unreadable;
  return fs::exists(fs::symlink_status(path, unreadable));
}

// Every start makes one.
bool is_empty_folder(const fs::path& path) {
  std::error_code unreadable;
  return fs::is_directory(path, unreadable) && fs::is_empty(path, unreadable) && !unreadable;
}

std::vector<std::string> names_with(const fs::path& directory, std::string_view prefix) {
  std::vector<std::string> names;
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(directory, unreadable)) {
    auto name = entry.path().filename().string();
    if (name.starts_with(prefix)) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<fs::path> whole_restore(const fs::path& directory) {
  for (const auto& name : names_with(directory, restored_prefix)) {
    if (!base::is_unfinished(name)) return directory / name;
  }
  return std::nullopt;
}

fs::path aside_of(const fs::path& restored) {
  const auto name = restored.filename().string().substr(restored_prefix.size());
  return restored.parent_path() / (std::string(replaced_prefix) + name);
}

// What of an earlier venue has not been put aside: all that the restored one has not taken the place of.
std::vector<Move> moves_aside(const fs::path& directory, const fs::path& restored) {
  std::vector<Move> moves;
  const auto put_aside = [&](const char* name) {
    if (!is_there(directory / name) || is_empty_folder(directory / name)) return;
    moves.push_back({directory / name, aside_of(restored) / name});
  };
  for (auto name = restored_names.rbegin(); name != restored_names.rend(); ++name) {
    if (is_there(restored / *name)) put_aside(*name);
  }
  for (const auto* name : left_names) put_aside(name);
  return moves;
}

}  // namespace

std::vector<Move> moves_left(const fs::path& directory) {
  const auto restored = whole_restore(directory);
  if (!restored) return {};
  auto moves = moves_aside(directory, *restored);
  if (is_there(*restored / replaced_manifest)) {
    moves.push_back({*restored / replaced_manifest, aside_of(*restored) / manifest_file});
  }
  for (const auto* name : restored_names) {
    if (is_there(*restored / name)) moves.push_back({*restored / name, directory / name});
  }
  return moves;
}

Result<void> make(const Move& move) {
  const auto folder = move.to.parent_path();
  if (::mkdir(folder.c_str(), 0700) == 0) base::sync_to_disk(folder.parent_path());
  std::error_code failure;
  fs::rename(move.from, move.to, failure);
  if (failure) {
    return base::fail(base::ErrorKind::Storage,
                      fmt::format("{} cannot be moved to {}: {}; correct the folder's rights.", move.from.string(),
                                  move.to.string(), failure.message()));
  }
  base::sync_to_disk(folder);
  base::sync_to_disk(move.from.parent_path());
  return {};
}

Result<bool> finish_restore(const fs::path& directory) {
  const auto restored = whole_restore(directory);
  if (!restored) return false;
  for (const auto& move : moves_left(directory)) {
    if (auto made = make(move); !made) return tl::make_unexpected(made.error());
  }
  std::error_code left_over;
  fs::remove_all(*restored, left_over);
  base::sync_to_disk(directory);
  return true;
}

std::optional<fs::path> unfinished_restore(const fs::path& directory) {
  for (const auto& name : names_with(directory, restored_prefix)) {
    if (base::is_unfinished(name)) return directory / name;
  }
  return std::nullopt;
}

void remove_unfinished_restores(const fs::path& directory) {
  std::error_code failure;
  while (const auto folder = unfinished_restore(directory)) {
    fs::remove_all(*folder, failure);
    if (failure) return;
  }
}

bool holds_replaced_venue(const fs::path& directory) {
  return !names_with(directory, replaced_prefix).empty();
}

bool holds_traces_of_venue(const fs::path& directory) {
  std::error_code unreadable;  // then opening it says why
  return fs::exists(directory / venue_file, unreadable) || unreadable ||
         !names_with(directory, restored_prefix).empty() || holds_replaced_venue(directory);
}

RestorePlaces places_for(const fs::path& directory, const std::string& date) {
  auto name = date;
  const auto is_taken = [&](std::string_view prefix) {
    return !names_with(directory, std::string(prefix) + name).empty();
  };
  for (int other = 2; is_taken(restored_prefix) || is_taken(replaced_prefix); ++other) {
    name = fmt::format("{}-{}", date, other);
  }
  return {.filled = directory / (std::string(restored_prefix) + name),
          .aside = directory / (std::string(replaced_prefix) + name)};
}

}  // namespace einlass::venue
