#include "server/report/scratch_file.h"

#include "tests/server/report/small_files.h"

#include <gtest/gtest.h>

namespace einlass::report {
namespace {

std::string all_of(const ScratchFile& file) {
  std::string all;
  EXPECT_TRUE(file.hand_over([&](std::string_view piece) { all += piece; }));
  return all;
}

TEST(ScratchFileTest, HasEveryByteInOrderHoweverManyCameAtOnce) {
  for (const std::size_t size : {1000U, 256U * 1024U, 700'000U}) {
    auto file = ScratchFile::open().value();
    std::string appended;
    for (int i = 0; appended.size() < 600'000; ++i) {
      const std::string piece(size, static_cast<char>('a' + i % 26));
      ASSERT_TRUE(file.append(piece));
      appended += piece;
      EXPECT_EQ(file.appended(), appended.size());
    }
    ASSERT_TRUE(file.flush());
    EXPECT_EQ(all_of(file), appended);
    EXPECT_EQ(file.read(appended.size() - 1, 10).value(), appended.substr(appended.size() - 1));
  }
}

TEST(ScratchFileTest, TakesWhatIsNotWrittenYetAlong) {
  auto first = ScratchFile::open().value();
  ASSERT_TRUE(first.append("waits"));
  auto second = std::move(first);
  ASSERT_TRUE(second.append(" and comes"));
  ASSERT_TRUE(second.flush());
  EXPECT_EQ(all_of(second), "waits and comes");
  EXPECT_EQ(second.appended(), 15U);
}

TEST(ScratchFileTest, SaysWhenThereIsNoRoom) {
  auto file = ScratchFile::open().value();
  const SmallFiles small(1000);
  EXPECT_TRUE(file.append(std::string(2000, 'x')));
  const auto flushed = file.flush();
  ASSERT_FALSE(flushed);
  EXPECT_EQ(flushed.error().kind, base::ErrorKind::Storage);
  EXPECT_NE(flushed.error().message.find("make room"), std::string::npos);
}

}  // namespace
}  // namespace einlass::report
