// Lists on paper of an event that is on two servers: whichever printed one, its rows are understood on both.
#include "core/rules/paper_row.h"
#include "db/paper_lists.h"
#include "tests/server/venue/pack_fixture.h"

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::SizeIs;

class PackPaperTest : public PackFixture {
 protected:
  PackPaperTest() {
    set_up(new_event());
    unpack(laptop(), pack(office()));
  }

  EmergencyList print(Desk& desk) {
    const auto printing = value_of(desk.paper().begin_print({.event = "summit-2026"}, "en"));
    auto list = value_of(printing.read());
    value_of(desk.paper().keep_rows(event_, list));
    return list;
  }
  base::Result<PaperEntry> enter(Desk& desk, int list, int row) {
    return desk.paper().enter({.event = "summit-2026"}, {.about = {.list = list, .row = rules::paper_code(list, row)}});
  }
  std::vector<rules::TicketId> rows_of(Desk& desk, int list) {
    const auto found = value_of(store_at(desk).paper_lists().find(list));
    return found ? found->rows : std::vector<rules::TicketId>();
  }
  void come_to_the_end() { clock_.advance(std::chrono::hours(9)); }
};

TEST_F(PackPaperTest, OneThatTheOtherServerPrintedIsTypedBackHere) {
  const auto here = print(office());
  import_at(laptop(), "Name,Code\nAda Lovelace,A\nMax Born,B\nLise Meitner,C\nAnna Aal,D\n");
  const auto there = print(laptop());
  EXPECT_NE(here.number, there.number);
  EXPECT_EQ(enter(office(), there.number, 1).error().kind, ErrorKind::NotFound) << "nothing of it came here yet";
  unpack(office(), pack(laptop()));
  unpack(laptop(), pack(office()));
  come_to_the_end();
  for (const auto& list : {here, there}) {
    ASSERT_THAT(rows_of(office(), list.number), SizeIs(list.rows.size()));
    EXPECT_EQ(rows_of(office(), list.number), rows_of(laptop(), list.number));
    EXPECT_EQ(rows_of(office(), list.number).front(), list.rows.front().ticket);
  }
  EXPECT_EQ(value_of(enter(office(), there.number, 1)).admission.line->ticket, there.rows.front().ticket);
  EXPECT_EQ(value_of(enter(office(), here.number, 1)).admission.line->ticket, here.rows.front().ticket);
}

// One list of which both sheets went to the desk: whoever types it last is told so, wherever she sits.
TEST_F(PackPaperTest, ARowCountsOnceOnBothServers) {
  const auto list = print(office());
  unpack(laptop(), pack(office()));
  come_to_the_end();
  value_of(enter(office(), list.number, 1));
  unpack(laptop(), pack(office()));
  EXPECT_TRUE(value_of(enter(laptop(), list.number, 1)).repeated);
  EXPECT_EQ(totals_at(laptop()).admitted, 1);
}

// By chance two servers gave one number, or an earlier version counted from 1 on both: then no row lets anybody in.
TEST_F(PackPaperTest, ANumberThatBothGaveLetsNobodyIn) {
  const auto ada = row_at(office(), "A").ticket.id;
  const auto max = row_at(office(), "B").ticket.id;
  const auto put = [&](Desk& desk, const std::vector<rules::TicketId>& rows) {
    value_of(store_at(desk).paper_lists().take({.number = 1, .printed = clock_.wall(), .rows = rows}));
  };
  put(office(), {ada, max});
  put(laptop(), {max, ada});
  unpack(office(), pack(laptop()));
  unpack(laptop(), pack(office()));
  come_to_the_end();
  for (auto* desk : {&office(), &laptop()}) {
    EXPECT_EQ(enter(*desk, 1, 1).error().kind, ErrorKind::AlreadyExists);
    EXPECT_THAT(value_of(desk->paper().lists({.event = "summit-2026"})).lists, SizeIs(0));
    EXPECT_EQ(totals_at(*desk).admitted, 0);
  }
}

// The same row of the same number that meant another guest is another scan: she is not taken for repeated.
TEST_F(PackPaperTest, ARowThatMeansAnotherGuestIsAnotherScan) {
  value_of(store_at(office()).paper_lists().take(
      {.number = 1, .printed = clock_.wall(), .rows = {row_at(office(), "A").ticket.id}}));
  value_of(store_at(laptop()).paper_lists().take(
      {.number = 1, .printed = clock_.wall(), .rows = {row_at(office(), "B").ticket.id}}));
  come_to_the_end();
  const auto one = value_of(enter(office(), 1, 1)).admission.scan;
  const auto other = value_of(enter(laptop(), 1, 1)).admission.scan;
  EXPECT_NE(one.scan, other.scan);
}

// A server that was put back to before a list was printed knows nothing of its number, and counts from nowhere.
TEST_F(PackPaperTest, NumbersDoNotFollowFromThoseThatWereGiven) {
  std::set<int> numbers;
  for (int i = 0; i < 20; ++i) {
    for (auto* desk : {&office(), &laptop()}) numbers.insert(print(*desk).number);
  }
  EXPECT_GE(numbers.size(), 38U) << "of 90,000 numbers forty are all but never alike";
  EXPECT_GE(*numbers.begin(), 10'000);
  EXPECT_LE(*numbers.rbegin(), 99'999);
}

}  // namespace
}  // namespace einlass::venue
