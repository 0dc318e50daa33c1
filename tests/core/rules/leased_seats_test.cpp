// Seats of leases that a ticket's admissions take, as everybody must count them who has the holder's entries.
#include "tests/core/rules/world.h"

#include <algorithm>

#include <gmock/gmock.h>

namespace einlass::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const LeaseId kLease = named<LeaseId>("lease");
const LeaseId kOther = named<LeaseId>("other");

Admitted on_lease(LeaseId lease, int persons = 1) {
  return {.persons = persons,
          .places = 2,
          .re_entry = ReEntry::AfterDeparture,
          .seat = {.source = SeatSource::Lease, .lease = lease}};
}

Admitted from_pool() {
  return {.persons = 1, .places = 2, .re_entry = ReEntry::AfterDeparture, .seat = {.source = SeatSource::Pool}};
}

LeasedSeats seats(LeaseId lease, int inside, int admitted) {
  return {.lease = lease, .day = {}, .inside = inside, .admitted = admitted};
}

std::vector<LeasedSeats> leased(std::vector<JournalEntry> entries) {
  auto seats = fold_ticket(entries).leased;
  std::reverse(entries.begin(), entries.end());
  EXPECT_EQ(fold_ticket(entries).leased, seats);
  return seats;
}

class LeasedSeatsTest : public ::testing::Test {
 protected:
  Pen kiosk_{"kiosk", true};
  Pen second_{"second kiosk", true};
  Pen server_{"server"};
};

TEST_F(LeasedSeatsTest, CountsPersonsOfAdmissionsThatNameTheLease) {
  EXPECT_THAT(leased({kiosk_.write("a", on_lease(kLease, 2))}), ElementsAre(seats(kLease, 2, 2)));
  EXPECT_THAT(leased({server_.write("b", from_pool())}), IsEmpty());
}

TEST_F(LeasedSeatsTest, AnUndoneAdmissionTookNone) {
  const auto admitted = kiosk_.write("a", on_lease(kLease));
  const auto undo = server_.knows({"a"}).write("u", AdmissionUndone{scan_ref("a")});
  const auto again = server_.knows({"a"}).write("v", AdmissionUndone{scan_ref("a")});
  EXPECT_THAT(leased({admitted, undo}), IsEmpty());
  EXPECT_THAT(leased({admitted, undo, again}), IsEmpty());
}

// At the door both parties sit somewhere, whichever of them is counted.
TEST_F(LeasedSeatsTest, ADisputedAdmissionSitsOnItsSeat) {
  const auto first = server_.at(1).write("s", Admitted{.persons = 2, .places = 2, .seat = {SeatSource::Pool, {}}});
  const auto disputed = kiosk_.at(2).write("k", on_lease(kLease));
  EXPECT_THAT(leased({first, disputed}), ElementsAre(seats(kLease, 1, 1)));
  EXPECT_EQ(fold_ticket(std::vector{first, disputed}).days.at({}).disputed, 1);
  const auto verdict =
      server_.at(3)
          .knows({"s", "k"})
          .write("v", ConflictJudged{.scans = {scan_ref("s"), scan_ref("k")}, .verdict = Verdict::SamePerson});
  EXPECT_THAT(leased({first, disputed, verdict}), IsEmpty());
  EXPECT_EQ(fold_ticket(std::vector{first, disputed, verdict}).days.at({}).disputed, 0);
}

TEST_F(LeasedSeatsTest, ADepartureGivesBackTheSeatThatItsAuthorKnew) {
  const auto mine = kiosk_.at(1).write("k", on_lease(kLease));
  const auto theirs = second_.at(2).write("o", on_lease(kOther));
  const auto left = second_.at(3).knows({"o"}).write("d", Departed{.persons = 1});
  EXPECT_THAT(leased({mine, theirs, left}), ::testing::UnorderedElementsAre(seats(kLease, 1, 1), seats(kOther, 0, 1)));
  EXPECT_THAT(leased({theirs, left}), ElementsAre(seats(kOther, 0, 1)));
}

TEST_F(LeasedSeatsTest, ADepartureThroughOthersKnowledgeGivesBack) {
  const auto mine = kiosk_.at(1).write("k", on_lease(kLease));
  const auto server = server_.at(2).knows({"k"}).write("s", from_pool());
  const auto left = second_.at(3).knows({"s"}).write("d", Departed{.persons = 1});
  EXPECT_THAT(leased({mine, server, left}), ElementsAre(seats(kLease, 0, 1)));
  EXPECT_THAT(leased({mine, left}), ElementsAre(seats(kLease, 1, 1))) << "who lacks an entry holds the seat for taken";
}

TEST_F(LeasedSeatsTest, NobodyLeavesMoreThanOnce) {
  const auto mine = kiosk_.at(1).write("k", on_lease(kLease));
  const auto left = kiosk_.at(2).knows({"k"}).write("d", Departed{.persons = 5});
  const auto also = server_.at(3).knows({"k"}).write("e", Departed{.persons = 1});
  const auto back = kiosk_.at(4).knows({"d"}).write("k2", on_lease(kLease));
  EXPECT_THAT(leased({mine, left, also, back}), ElementsAre(seats(kLease, 1, 2)));
}

TEST_F(LeasedSeatsTest, DaysAreCountedApart) {
  auto first = on_lease(kLease);
  first.day = day_number(23);
  auto second = on_lease(kLease);
  second.day = day_number(24);
  const auto seats_by_day = leased({kiosk_.write("a", first), kiosk_.knows({"a"}).at(9).write("b", second)});
  ASSERT_EQ(seats_by_day.size(), 2U);
  EXPECT_EQ(seats_by_day[0].day, day_number(23));
  EXPECT_EQ(seats_by_day[1].admitted, 1);
}

}  // namespace
}  // namespace einlass::rules
