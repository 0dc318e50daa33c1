// Lists that were cut, mangled and glued together: whatever comes in, each row is imported or refused, or the whole
// list is refused with one sentence. And no quotation mark too many makes guests vanish.
#include "server/guests/guest_table.h"
#include "server/guests/preview.h"
#include "tests/support/damage.h"
#include "tests/support/search.h"

#include <algorithm>
#include <array>
#include <random>
#include <set>

#include <fmt/format.h>
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

// Cells as programs write them: with quotation marks around them or without, and with some inside.
std::string cell_of(std::mt19937& dice) {
  static constexpr std::array<std::string_view, 8> kCells{
      "Ada", "\"Ada\"", "\"Works, Ltd\"", "5\" Pipe", "\"Max \"\"Mo\"\" Born\"", "\"\"", "", "\"two\nlines\""};
  return std::string(kCells.at(dice() % kCells.size()));
}

std::string list_of(int rows, std::mt19937& dice) {
  std::string list = "Name,Company,Code,Order\n";
  for (int i = 0; i < rows; ++i) list += fmt::format("{},{},C{},{}\n", cell_of(dice), cell_of(dice), i, cell_of(dice));
  return list;
}

void with_one_mark_more_or_less(std::string& list, std::mt19937& dice) {
  const auto at = dice() % list.size();
  if (list[at] == '"') {
    list.erase(at, 1);
  } else {
    list.insert(at, 1, '"');
  }
}

void expect_every_row(std::uint32_t seed) {
  std::mt19937 dice(seed);
  for (int i = 0; i < 250; ++i) {
    const int rows = 1 + static_cast<int>(dice() % 8);
    auto list = list_of(rows, dice);
    ASSERT_EQ(read_guest_table(list)->rows.size(), rows) << list;
    with_one_mark_more_or_less(list, dice);
    const auto table = read_guest_table(list);
    if (table) {
      ASSERT_GE(table->rows.size(), rows) << list;
    }
  }
}

// Such a mark may open a cell that would go on over the next guests.
TEST(GarbledListSearch, LosesNoRowToOneQuotationMarkTooManyOrTooFew) {
  support::search(20, expect_every_row);
}

}  // namespace
}  // namespace einlass::guests
