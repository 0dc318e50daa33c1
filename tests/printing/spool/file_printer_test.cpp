#include "core/base/file.h"
#include "printing/spool/printer.h"
#include "tests/printing/spool/outcomes.h"
#include "tests/support/printers/scratch_folder.h"

#include <gmock/gmock.h>

namespace einlass::spool {
namespace {

namespace fs = std::filesystem;
using testing::UnorderedElementsAre;

class FilePrinters : public testing::Test {
 protected:
  std::unique_ptr<Printer> open(const fs::path& target) {
    return *open_printer({.name = "Files", .kind = PrinterKind::File, .folder = target, .media = {8600, 5400}});
  }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(target_)) names.push_back(entry.path().filename().string());
    return names;
  }

  test::ScratchFolder folder_;
  fs::path target_ = folder_.path() / "badges" / "today";
};

TEST_F(FilePrinters, WriteOneWholeFileForEveryBadgeAndNothingElse) {
  const auto printer = open(target_);
  const auto first = printer->submit({.name = "badge-1", .pdf = "%PDF one"});
  const auto second = printer->submit({.name = "badge-2", .pdf = "%PDF two"});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(printer->poll(*first), (JobState{JobPhase::Printed, ""}));
  EXPECT_EQ(printer->poll(*second), (JobState{JobPhase::Printed, ""}));
  EXPECT_THAT(files(), UnorderedElementsAre("badge-1.pdf", "badge-2.pdf")) << "no half-written file is left";
  EXPECT_EQ(base::read_file(target_ / "badge-1.pdf"), "%PDF one");
}

TEST_F(FilePrinters, ShowBadgesToTheirOwnerOnly) {
  ASSERT_TRUE(open(target_)->submit({.name = "badge-1", .pdf = "%PDF"}));
  EXPECT_EQ(fs::status(target_ / "badge-1.pdf").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(FilePrinters, WriteNowhereButIntoTheirFolder) {
  ASSERT_TRUE(open(target_)->submit({.name = "../../badge", .pdf = "%PDF"}));
  EXPECT_THAT(files(), UnorderedElementsAre("------badge.pdf"));
}

TEST_F(FilePrinters, AreClearAboutAFolderThatCannotBeWritten) {
  const fs::path file = folder_.path() / "file";
  ASSERT_TRUE(base::write_file(file, ""));
  const auto printer = open(file / "badges");
  for (const auto& error : {error_of(printer->submit({.name = "badge-1"})), error_of(printer->status())}) {
    EXPECT_EQ(error.kind, base::ErrorKind::Storage);
    EXPECT_THAT(error.message, testing::HasSubstr("check the folder"));
  }
}

TEST_F(FilePrinters, SayThatAWrittenFileCannotBeCancelled) {
  const auto printer = open(target_);
  const auto job = printer->submit({.name = "badge-1", .pdf = "%PDF"});
  EXPECT_FALSE(printer->cancel(*job));
  EXPECT_EQ(printer->poll(*job)->phase, JobPhase::Printed);
}

TEST_F(FilePrinters, TakeAnyBadgeSize) {
  EXPECT_TRUE(supported_size(*open(target_)->media(), MediaSize::from_mm(297, 420)));
}

}  // namespace
}  // namespace einlass::spool
