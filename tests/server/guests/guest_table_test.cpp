#include "server/guests/guest_table.h"

#include <gmock/gmock.h>

namespace einlass::guests {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

std::string refusal(const std::string& bytes) {
  const auto table = read_guest_table(bytes);
  EXPECT_FALSE(table);
  return table ? std::string() : table.error().message;
}

TEST(GuestTable, LosesNobodyToAQuotationMarkThatClosesTooEarly) {
  EXPECT_THAT(refusal("Name,Firma,Code\n"
                      "Anna Eins,X,A111\n"
                      "\"Max\" Mustermann,ACME,B222\n"
                      "Carl Gross,X,C333\n"
                      "Dora Vier,X,D444\n"
                      "Pit Peters,\"Y, Z\",E555\n"
                      "Emil Sechs,Z,F666\n"),
              HasSubstr("The row of line 3 has a cell that begins with a quotation mark"));
}

TEST(GuestTable, LosesNobodyToAQuotationMarkThatOnlyOpens) {
  EXPECT_THAT(refusal("Name,Firma\nAnna,X\n\"Max,X\nCarl,X\nPit,\"Y, Z\"\n"), HasSubstr("The row of line 3"));
  EXPECT_THAT(refusal("Name,Firma\nAnna,X\n\"Max,X\nCarl,X\n"), HasSubstr("line 3 is never closed"));
}

TEST(GuestTable, KeepsQuotationMarksInTheMiddleOfACell) {
  const auto table = read_guest_table("Name,Firma\nMax \"Mo\" Born,5\" Pipe\nCarl, \"\"\"Y\"\", Z\" \nPit,X\n");
  ASSERT_TRUE(table) << table.error().message;
  ASSERT_THAT(table->rows, SizeIs(3));
  EXPECT_EQ(table->rows[0], (TableRow{2, {"Max \"Mo\" Born", "5\" Pipe"}}));
  EXPECT_EQ(table->rows[1], (TableRow{3, {"Carl", "\"Y\", Z"}}));
}

}  // namespace
}  // namespace einlass::guests
