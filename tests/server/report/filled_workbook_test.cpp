// What comes of a workbook that cannot be filled; filled ones are read back in attendance_workbook_test.cpp.
#include "server/report/filled_workbook.h"

#include "server/report/workbook.h"
#include "tests/server/report/attendance_example.h"
#include "tests/server/report/small_files.h"

#include <algorithm>

#include <gmock/gmock.h>

namespace einlass::report {
namespace {

using testing::HasSubstr;

ScratchFile file_of(std::string_view bytes) {
  auto file = ScratchFile::open().value();
  EXPECT_TRUE(file.append(bytes));
  EXPECT_TRUE(file.flush());
  return file;
}

std::string titles() {
  auto book = Workbook::open("Summit", berlin()).value();
  EXPECT_TRUE(book.add_sheet("Guests", {{.title = "Name"}}));
  std::string bytes;
  EXPECT_TRUE(book.finish([&](std::string_view piece) { bytes += piece; }));
  return bytes;
}

SheetRows many_rows() {
  auto rows = SheetRows::open(1, {}, berlin()).value();
  for (std::int64_t i = 0; i < 20'000; ++i) EXPECT_TRUE(rows.add(std::vector<Cell>{i * 7919}));
  return rows;
}

TEST(FilledWorkbook, SaysWhenThereIsNoRoom) {
  const auto empty = file_of(titles());
  std::size_t bytes = 0;
  for (const bool are_rows_written : {false, true}) {
    auto rows = many_rows();
    SheetRows* sheets[] = {&rows};
    if (are_rows_written) {
      const auto filled = fill_workbook(empty.path(), sheets);
      ASSERT_TRUE(filled);
      ASSERT_TRUE(filled->hand_over([&](std::string_view piece) { bytes += piece.size(); }));
    }
    for (const std::size_t room : {std::size_t{0}, std::size_t{1000}, bytes / 2, std::max<std::size_t>(bytes, 1) - 1}) {
      const SmallFiles small(room);
      const auto refused = fill_workbook(empty.path(), sheets);
      ASSERT_FALSE(refused) << room;
      EXPECT_EQ(refused.error().kind, base::ErrorKind::Storage);
      EXPECT_THAT(refused.error().message, HasSubstr("(File too large): make room"));
    }
  }
}

TEST(FilledWorkbook, IsMadeOfNothingButAWorkbook) {
  for (const std::string_view bytes : {"", "PK", "no workbook at all"})
    EXPECT_EQ(fill_workbook(file_of(bytes).path(), {}).error().kind, base::ErrorKind::Storage);
}

TEST(FilledWorkbook, IsMadeOfNoDamagedOne) {
  const auto whole = titles();
  auto rows = SheetRows::open(1, {}, berlin()).value();
  SheetRows* sheets[] = {&rows};
  ASSERT_TRUE(fill_workbook(file_of(whole).path(), sheets));
  const auto content = whole.find("sheet1.xml") + 40;  // behind the name in front of the part
  auto damaged = whole;
  damaged[content] = static_cast<char>(damaged[content] ^ 0x55);
  EXPECT_THAT(fill_workbook(file_of(damaged).path(), sheets).error().message, HasSubstr("damaged"));
}

TEST(FilledWorkbook, LeavesNoSheetWithoutItsRows) {
  auto rows = SheetRows::open(1, {}, berlin()).value();
  SheetRows* sheets[] = {&rows, &rows};
  EXPECT_EQ(fill_workbook(file_of(titles()).path(), sheets).error().kind, base::ErrorKind::Internal);
  auto untitled = Workbook::open("Summit", berlin()).value();
  EXPECT_TRUE(untitled.add_sheet("Guests", {}));
  EXPECT_EQ(untitled.finish([](std::string_view) {}).error().kind, base::ErrorKind::Internal);
}

}  // namespace
}  // namespace einlass::report
