// Lists that were cut, mangled and glued together: whatever comes in, each row is imported or refused, or the whole
// list is refused with one sentence.
#include "server/guests/preview.h"
#include "tests/support/damage.h"
#include "tests/support/search.h"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace einlass::guests {
namespace {

constexpr std::string_view kList =
    "Order #,Attendee #,First Name,Last Name,Email,Quantity,Ticket Type,Status,Barcode,Company\r\n"
    "O1,1,Ada,Lovelace,ada@example.org,1,Member,Attending,A-1,\"Works, \"\"Ltd\"\"\"\r\n"
    "O1,2,Max,Born,,2,Guest,Not Attending,B-2,\"two\r\nlines\"\r\n"
    "O2,1,J\xC3\xBCrgen,Wei\xC3\x9F,,x,Guest,,1.23457E+23,\r\n";

void expect_rows_and_refusals(std::uint32_t seed) {
  std::mt19937 dice(seed);
  int read = 0;
  for (int i = 0; i < 250; ++i) {
    const auto list = support::damaged(std::string(kList), "\",;\t\r\n=+E'\\#", dice);
    const auto preview = preview_import(list, {});
    if (!preview) {
      EXPECT_EQ(preview.error().kind, base::ErrorKind::InvalidInput);
      EXPECT_TRUE(preview.error().message.ends_with('.'));
      continue;
    }
    ++read;
    const auto lines = 1 + std::count_if(list.begin(), list.end(), [](char c) { return c == '\n' || c == '\r'; });
    std::set<rules::TicketId> tickets;
    for (const auto& row : preview->rows) {
      EXPECT_TRUE(row.row.guest.is_named());
      EXPECT_GE(row.row.ticket.places, 1);
      EXPECT_TRUE(row.line >= 1 && row.line <= lines);
      EXPECT_TRUE(tickets.insert(row.row.ticket.id).second) << "two rows of one ticket";
    }
    for (const auto& row : preview->refused) EXPECT_TRUE(row.line >= 1 && row.line <= lines);
  }
  EXPECT_GT(read, 25);  // most are lists still
}

TEST(GarbledListSearch, EndsInRowsAndRefusalsOrInOneSentence) {
  support::search(20, expect_rows_and_refusals);
}

}  // namespace
}  // namespace einlass::guests
