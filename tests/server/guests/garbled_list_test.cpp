// Lists that were cut, mangled and glued together: whatever comes in, each row is imported or refused, or the whole
// list is refused with one sentence.
#include "server/guests/preview.h"

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

std::string garbled(std::mt19937& dice) {
  std::string list(kList);
  const auto upto = [&](std::size_t size) { return std::uniform_int_distribution<std::size_t>(0, size)(dice); };
  for (auto changes = 1 + upto(8); changes > 0; --changes) {
    const auto at = upto(list.size() - 1);
    switch (upto(3)) {
      case 0:
        list[at] = static_cast<char>(upto(255));
        break;
      case 1:
        list.insert(at, 1, std::string_view("\",;\t\r\n=+E'\\#")[upto(11)]);
        break;
      case 2:
        list.erase(at, upto(20));
        break;
      case 3:
        list += list.substr(at, upto(200));
        break;
    }
    if (list.empty()) list = "x";
  }
  return list;
}

TEST(GarbledList, EndsInRowsAndRefusalsOrInOneSentence) {
  std::mt19937 dice(2026);
  int read = 0;
  for (int i = 0; i < 5'000; ++i) {
    const auto list = garbled(dice);
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
  EXPECT_GT(read, 500);  // most are lists still
}

}  // namespace
}  // namespace einlass::guests
