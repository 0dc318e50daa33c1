#include "core/base/utf8.h"

#include <gtest/gtest.h>

namespace einlass::base {
namespace {

TEST(Utf8, CountsAndCutsByCodePoints) {
  EXPECT_EQ(code_points(""), 0U);
  EXPECT_EQ(code_points("aäß王🙂"), 5U);
  EXPECT_EQ(first_code_point(""), "");
  EXPECT_EQ(first_code_point("a"), "a");
  EXPECT_EQ(first_code_point("🙂a"), "🙂");
  const std::string_view text = "aä🙂";  // 1, 2 and 4 bytes
  const std::string_view cut[] = {"", "a", "a", "aä", "aä", "aä", "aä", "aä🙂", "aä🙂"};
  for (std::size_t bytes = 0; bytes < std::size(cut); ++bytes) EXPECT_EQ(first_bytes(text, bytes), cut[bytes]) << bytes;
}

}  // namespace
}  // namespace einlass::base
