// Folders that are whole or not there, also after a program was killed that filled one.
#include "core/base/staged_folder.h"

#include "core/base/file.h"
#include "tests/support/killed_child.h"

#include <gtest/gtest.h>

namespace einlass::base {
namespace {

namespace fs = std::filesystem;

class StagedFolderTest : public testing::Test {
 protected:
  StagedFolderTest() { fs::create_directories(parent_); }
  ~StagedFolderTest() override { fs::remove_all(parent_); }

  // By a program that was killed while it filled the folder.
  void leave_one() const {
    support::in_a_child([&] {
      const auto folder = StagedFolder::make(target_);
      if (folder && write_file(folder->path() / "venue.seed", "secret")) support::be_killed();
    });
    ASSERT_EQ(names(), 1);
  }
  std::ptrdiff_t names() const { return std::distance(fs::directory_iterator(parent_), fs::directory_iterator()); }

  fs::path parent_ = fs::path(testing::TempDir()) / ("staged-folder-" + std::to_string(::getpid()));
  fs::path target_ = parent_ / "backup";
};

TEST_F(StagedFolderTest, RemovesWhatAKilledProgramLeft) {
  leave_one();
  EXPECT_TRUE(StagedFolder::remove_left_over(target_ / ""));
  EXPECT_TRUE(fs::is_empty(parent_));
  EXPECT_FALSE(StagedFolder::remove_left_over(target_));
  leave_one();
  auto folder = StagedFolder::make(target_);
  ASSERT_TRUE(folder);
  EXPECT_EQ(names(), 1) << "the next one for the same target needs its room";
  ASSERT_TRUE(folder->put_in_place());
  EXPECT_TRUE(fs::is_directory(target_));
}

TEST_F(StagedFolderTest, LeavesAloneWhatIsBeingFilledOrOfAnother) {
  fs::create_directories(parent_ / "backup-of-mine.new-1");
  fs::create_directories(parent_ / "backup.new-year");
  const auto folder = StagedFolder::make(target_);
  ASSERT_TRUE(folder);
  EXPECT_FALSE(StagedFolder::remove_left_over(target_));
  EXPECT_TRUE(fs::exists(folder->path()));
  EXPECT_EQ(names(), 3);
}

TEST_F(StagedFolderTest, KnowsUnfinishedNames) {
  for (const auto* name : {"backup.new-1", "a.new-b.new-17"}) EXPECT_TRUE(is_unfinished(name)) << name;
  for (const auto* name : {"backup", ".new-", "backup.new-", "backup.new-1a", "backup.new-1/x", "new-1"}) {
    EXPECT_FALSE(is_unfinished(name)) << name;
  }
}

}  // namespace
}  // namespace einlass::base
