// What counts once in the sums over an attendance.
#include "server/report/attendance_shares.h"

#include <gmock/gmock.h>

namespace einlass::report {
namespace {

using testing::ElementsAre;

AttendanceRow row(const char* ticket, AttendanceStatus status, int admitted = 0, int places = 1) {
  return {.ticket = ticket, .category = "guest", .status = status, .places = places, .admitted = admitted};
}

std::vector<AttendanceRow> evening() {
  auto walk_in = row("walk-in", AttendanceStatus::Attended, 1);
  walk_in.walk_in = true;
  auto counted = row("", AttendanceStatus::Attended, 7, 7);
  counted.how = "counted";
  counted.walk_in = true;
  return {row("two days", AttendanceStatus::Attended, 2, 2),
          row("two days", AttendanceStatus::Attended, 1, 2),
          row("handed on", AttendanceStatus::Represented),
          row("handed on", AttendanceStatus::Attended, 1),
          row("missing", AttendanceStatus::NoShow, 0, 3),
          row("still to come", AttendanceStatus::Expected),
          row("excused", AttendanceStatus::Excused, 0, 2),
          row("cancelled", AttendanceStatus::Cancelled),
          row("waiting", AttendanceStatus::NotAdmitted),
          walk_in,
          counted};
}

template <typename Field>
std::vector<int> each(Field field) {
  std::vector<int> values;
  for (const auto& share : shares_of(evening())) values.push_back(static_cast<int>(share.*field));
  return values;
}

TEST(AttendanceShares, CountEachTicketAndEachPersonOnce) {
  EXPECT_THAT(each(&RowShare::is_outcome), ElementsAre(1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0));
  EXPECT_THAT(each(&RowShare::on_list), ElementsAre(2, 0, 0, 1, 3, 1, 2, 0, 0, 0, 0));
  EXPECT_THAT(each(&RowShare::admitted), ElementsAre(2, 0, 0, 1, 0, 0, 0, 0, 0, 1, 7));
  EXPECT_THAT(each(&RowShare::walk_ins), ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0));
  EXPECT_THAT(each(&RowShare::counted), ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7));
}

TEST(AttendanceShares, CountAPartyAsManyAsCameOnItsFullestDay) {
  const auto day = [](int admitted, const char* guest) {
    auto one = row("pass", AttendanceStatus::Attended, admitted, 3);
    one.guest = guest;
    return one;
  };
  std::vector<int> persons;
  for (const auto& share : shares_of({day(1, "Ada"), day(3, "Ada"), day(2, "Ada"), day(1, "who came instead")})) {
    persons.push_back(share.admitted);
  }
  EXPECT_THAT(persons, ElementsAre(1, 2, 0, 1));
}

TEST(AttendanceShares, MakeTheFiguresOfAClosedEvent) {
  const FigureRow all{
      .tickets = 8, .expected = 9, .admitted = 11, .no_shows = 2, .excused = 1, .walk_ins = 1, .counted = 7};
  AttendanceHead head;
  count_in(head, evening());
  EXPECT_EQ(head.figures.all, all);
  EXPECT_EQ(head.figures.by_category.at("guest"), all);
}

}  // namespace
}  // namespace einlass::report
