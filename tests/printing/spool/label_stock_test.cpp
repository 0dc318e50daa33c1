#include "printing/spool/label_stock.h"

#include "core/base/file.h"
#include "tests/support/printers/scratch_folder.h"

#include <filesystem>

#include <gtest/gtest.h>

namespace einlass::spool {
namespace {

class Labels : public testing::Test {
 protected:
  test::ScratchFolder folder_;
  std::filesystem::path file_ = folder_.path() / "labels";
};

TEST_F(Labels, AreNotGuessedBeforeSomebodyHasSaid) {
  LabelStock stock(file_);
  stock.used_one("Left");
  EXPECT_EQ(stock.left("Left"), std::nullopt);
}

TEST_F(Labels, AreCountedDownAndOutliveARestart) {
  {
    LabelStock stock(file_);
    stock.loaded("Left of the door", 250);
    stock.loaded("Spare", 1);
    for (int i = 0; i < 3; ++i) stock.used_one("Left of the door");
    for (int i = 0; i < 3; ++i) stock.used_one("Spare");
  }
  LabelStock stock(file_);
  EXPECT_EQ(stock.left("Left of the door"), 247);
  EXPECT_EQ(stock.left("Spare"), 0) << "never fewer than none";
}

TEST_F(Labels, AreCorrectedByAPrinterThatCounts) {
  LabelStock stock(file_);
  stock.loaded("Left", 250);
  stock.told("Left", 90);
  EXPECT_EQ(LabelStock(file_).left("Left"), 90);
}

TEST_F(Labels, OfADamagedFileAreForgotten) {
  ASSERT_TRUE(base::write_file(file_, "what is this\n"));
  EXPECT_EQ(LabelStock(file_).left("what is this"), std::nullopt);
}

}  // namespace
}  // namespace einlass::spool
