#include "scanner/folder_source.h"

#include "core/base/file.h"
#include "tests/scanner/code_picture.h"
#include "tests/scanner/own_folder.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace einlass::scan {
namespace {

namespace fs = std::filesystem;
using base::Milliseconds;
using testing::checkerboard;
using testing::OwnFolder;
using testing::save_picture;

// The width of a picture tells which one it is. The clock stands still, so only inotify can make a file ready.
class FolderSourceTest : public ::testing::Test {
 protected:
  void drop(const std::string& name, int width) { save_picture(checkerboard(4, width, 40), folder_ / name); }

  std::string picture(int width) {
    save_picture(checkerboard(4, width, 40), outside_ / "p.png");
    return *base::read_file(outside_ / "p.png");
  }

  int next_width() {
    const auto frame = source_.next(Milliseconds(0));
    return frame ? frame->width : 0;
  }

  OwnFolder folder_;
  OwnFolder outside_;
  base::ManualClock clock_{base::Instant::from_unix_ms(0)};
  FolderSource source_{{.folder = folder_.path()}, clock_};
};

TEST_F(FolderSourceTest, TakesPicturesOnceInTheOrderOfNames) {
  source_.open();
  drop("b.png", 52);
  drop("a.png", 51);
  drop("c.PNG", 53);
  EXPECT_EQ(next_width(), 51);
  EXPECT_EQ(next_width(), 52);
  EXPECT_EQ(next_width(), 53);
  EXPECT_EQ(next_width(), 0);
  EXPECT_TRUE(fs::exists(folder_ / "done/a.png"));
  EXPECT_FALSE(fs::exists(folder_ / "a.png"));
}

TEST_F(FolderSourceTest, GivesSinglePicturesWithTheirTime) {
  source_.open();
  clock_.advance(Milliseconds(77));
  drop("a.png", 51);
  const auto frame = source_.next(Milliseconds(0));
  ASSERT_TRUE(frame);
  EXPECT_TRUE(frame->still);
  EXPECT_EQ(frame->taken_at, clock_.monotonic());
}

TEST_F(FolderSourceTest, LeavesAFileAloneWhileItIsBeingWritten) {
  source_.open();
  const std::string whole = picture(51);
  std::ofstream writer(folder_ / "a.png", std::ios::binary);
  writer << whole.substr(0, whole.size() / 2) << std::flush;
  EXPECT_EQ(next_width(), 0);
  writer << whole.substr(whole.size() / 2) << std::flush;
  EXPECT_EQ(next_width(), 0);
  writer.close();
  EXPECT_EQ(next_width(), 51);
}

TEST_F(FolderSourceTest, TakesAFileThatIsRenamedIntoPlaceAtOnce) {
  source_.open();
  std::ofstream writer(folder_ / "a.png.part", std::ios::binary);
  writer << picture(51) << std::flush;
  EXPECT_EQ(next_width(), 0);
  fs::rename(folder_ / "a.png.part", folder_ / "a.png");
  EXPECT_EQ(next_width(), 51);
}

TEST_F(FolderSourceTest, TakesWhatWasThereBeforeOnceItHasSettled) {
  drop("a.png", 51);
  source_.open();
  EXPECT_EQ(next_width(), 0);
  clock_.advance(Milliseconds(300));
  std::ofstream(folder_ / "b.png", std::ios::binary | std::ios::app).flush();
  EXPECT_EQ(next_width(), 0);
  clock_.advance(Milliseconds(200));
  EXPECT_EQ(next_width(), 51);
}

TEST_F(FolderSourceTest, WaitsAgainWhenASettlingFileGrows) {
  const std::string whole = picture(51);
  std::ofstream writer(folder_ / "a.png", std::ios::binary);
  writer << whole.substr(0, 40) << std::flush;
  source_.open();
  EXPECT_EQ(next_width(), 0);
  clock_.advance(Milliseconds(499));
  writer << whole.substr(40) << std::flush;
  EXPECT_EQ(next_width(), 0);
  clock_.advance(Milliseconds(499));
  EXPECT_EQ(next_width(), 0);
  clock_.advance(Milliseconds(1));
  EXPECT_EQ(next_width(), 51);
}

TEST_F(FolderSourceTest, PutsAwayWhatIsNoPictureAndGoesOn) {
  source_.open();
  std::ofstream(folder_ / "a.png") << "no picture";
  drop("b.png", 52);
  EXPECT_EQ(next_width(), 52);
  EXPECT_TRUE(fs::exists(folder_ / "unreadable/a.png"));
}

TEST_F(FolderSourceTest, TouchesNoOtherFiles) {
  source_.open();
  drop(".hidden.png", 51);
  std::ofstream(folder_ / "notes.txt") << "x";
  EXPECT_EQ(next_width(), 0);
  EXPECT_TRUE(fs::exists(folder_ / ".hidden.png"));
  EXPECT_TRUE(fs::exists(folder_ / "notes.txt"));
}

TEST_F(FolderSourceTest, RemovesPicturesIfToldTo) {
  FolderSource source({.folder = folder_.path(), .after = AfterTaking::Remove}, clock_);
  source.open();
  drop("a.png", 51);
  EXPECT_TRUE(source.next(Milliseconds(0)));
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(FolderSourceTest, TakesAPictureOnceEvenIfItCannotBeMovedAway) {
  std::ofstream(folder_ / "done") << "in the way";
  source_.open();
  drop("a.png", 51);
  EXPECT_EQ(next_width(), 51);
  EXPECT_EQ(next_width(), 0);
  EXPECT_FALSE(source_.status().message.empty());
}

TEST_F(FolderSourceTest, ComesBackWithItsFolder) {
  source_.open();
  EXPECT_EQ(source_.status().state, SourceState::Running);
  fs::remove_all(folder_.path());
  EXPECT_EQ(next_width(), 0);
  EXPECT_EQ(source_.status().state, SourceState::Interrupted);
  EXPECT_NE(source_.status().message.find(folder_.path().string()), std::string::npos);
  fs::create_directory(folder_.path());
  EXPECT_EQ(next_width(), 0);
  drop("a.png", 51);
  EXPECT_EQ(next_width(), 51);
  EXPECT_EQ(source_.status().state, SourceState::Running);
}

TEST_F(FolderSourceTest, GivesNothingWhileClosed) {
  drop("a.png", 51);
  EXPECT_EQ(next_width(), 0);
  EXPECT_EQ(source_.status().state, SourceState::Off);
  source_.open();
  source_.close();
  EXPECT_EQ(source_.status().state, SourceState::Off);
}

}  // namespace
}  // namespace einlass::scan
