// A venue that is backed up, lost and restored in another folder.
#pragma once

#include "core/base/file.h"
#include "server/venue/restore.h"
#include "tests/server/venue/desk_fixture.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace einlass::venue {

namespace fs = std::filesystem;

class BackupTest : public DeskFixture {
 protected:
  BackupTest() : outside_(folder_.string() + "-outside") {
    fs::create_directories(outside_);
    value_of(base::write_file(folder_ / "ca.pem", "the authority's key", base::FileMode::Private));
    create(new_event());
    import("Name,Code\nAda Lovelace,A\nMax Born,B\nLise Meitner,C\n");
    kiosk_ = pair("Nord 1");
  }
  ~BackupTest() override { fs::remove_all(outside_); }

  fs::path backup_folder() const { return outside_ / "backup"; }
  fs::path event_copy() const { return backup_folder() / "events" / (event_.text() + ".db"); }
  wire::BackupManifest back_up() { return value_of(value_of(desk().backups().begin(backup_folder())).write()); }

  rules::JournalRow admitted(const std::string& code) {
    EXPECT_EQ(outcome(admit(kiosk_, scan(code))), "admitted");
    return desk().door().take_written().at(0);
  }
  StateToFill new_state() const { return {.directory = outside_ / "state", .now = clock_.wall()}; }
  // The old directory is lost; the desk works on in the restored one.
  RestoredVenue restore() {
    desk_.reset();
    auto restored = value_of(restore_backup(backup_folder(), new_state()));
    auto there = options();
    there.state_directory = new_state().directory;
    desk_ = value_of(Desk::open(there));
    return restored;
  }
  void close() { value_of(desk().closings().close("summit-2026", closing())); }
  Closing closing() {
    const auto read = value_of(value_of(desk().reports().of("summit-2026")).attendance());
    return {.at = desk().now(), .figures = read.head().figures, .position = read.position(), .parked = read.parked()};
  }
  int admitted_persons() { return value_of(desk().door().totals(event_)).admitted; }
  std::vector<rules::Merged> hand_over(const std::vector<rules::JournalRow>& rows) {
    value_of(desk().door().begin());
    auto merged = desk().door().merge_from(kiosk_.id, {.batch = 1, .rows = rows});
    value_of(desk().door().commit());
    return value_of(std::move(merged));
  }

  fs::path outside_;
  store::KioskRecord kiosk_;
};

inline bool holds_text(const fs::path& file, const std::string& text) {
  return value_of(base::read_file(file)).find(text) != std::string::npos;
}

// Of every file below the folder.
inline bool anything_holds(const fs::path& folder, const std::string& text) {
  const auto files = fs::recursive_directory_iterator(folder);
  return std::any_of(begin(files), end(files),
                     [&](const auto& file) { return file.is_regular_file() && holds_text(file.path(), text); });
}

inline void damage(const fs::path& file) {
  auto bytes = value_of(base::read_file(file));
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace einlass::venue
