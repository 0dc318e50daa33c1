#include "server/cli/text_table.h"

#include <gtest/gtest.h>

namespace einlass::cli {
namespace {

TEST(TerminalText, IsHarmlessWhateverAKioskOrAListDelivered) {
  const struct {
    const char* delivered;
    const char* shown;
  } cases[] = {
      {"Nord 1\tÄnne Müller – 北\n", "Nord 1\tÄnne Müller – 北\n"},
      {"\x1b[2J\x1b]0;title\x07Nord", "[2J]0;titleNord"},
      {"over\rwritten\r\n", "overwritten\r\n"},
      {"\x7f\x08Nord\x01", "Nord"},
      {"\xc2\x9b"
       "2J",
       "2J"},
      {"\xe2\x80\xae"
       "droN\xe2\x81\xa9",
       "droN"},
      {"\x9b"
       "2J",
       "?2J"},
      {"\xc2\xa0Nord\xc3\xa9", "\xc2\xa0Nord\xc3\xa9"},
  };
  for (const auto& test : cases) EXPECT_EQ(harmless(test.delivered), test.shown);
}

}  // namespace
}  // namespace einlass::cli
