// A lunch with a hard cap, run from a page: who has a seat, who waits for one, and that no seat is given twice.
#include "db/lease_book.h"
#include "tests/server/commands/host_fixture.h"

#include <random>

namespace einlass::commands {
namespace {

using base::ErrorKind;

constexpr int seats = 20;

// Eighteen tickets have the twenty seats of the lunch, seven more wait.
class HostSeats : public HostFixture {
 protected:
  void SetUp() override {
    create("lunch");
    add("Guest 0", "anna", {{"places", 3}});
    for (int i = 1; i < 25; ++i) add(guest(i), "anna");
  }
  static std::string guest(int number) { return "Guest " + std::to_string(number); }

  std::int64_t left() { return ask("guests.list", {}, anna_).at("seats").at("left").as_int64(); }
  int let_in(const std::string& scan) {
    int in = 0;
    for (int i = 0; i < 25; ++i) {
      in += admit(guest(i), anna_, scan + guest(i)).word("outcome") == "admitted" ? 1 : 0;
    }
    return in;
  }
};

TEST_F(HostSeats, AreForWhomTheListHasThem) {
  EXPECT_EQ(ask("guests.list", {}, anna_).at("totals").at("waitlisted"), 7);
  EXPECT_EQ(left(), 0);
  go_to("18:30");
  EXPECT_EQ(let_in("once"), 18);
  EXPECT_EQ(admitted(), seats);
  EXPECT_EQ(admit(guest(24), anna_, "again").word("refusal"), "waitlisted");
  EXPECT_EQ(ask("guest.move_up", {{"ticket", id(guest(24))}}, anna_).error, ErrorKind::Refused);
}

TEST_F(HostSeats, GoToTheWaitingListOnceTheirGuestsAreExcused) {
  for (const int i : {1, 2}) ask("guest.excuse", {{"ticket", id(guest(i))}, {"excused", true}}, anna_);
  const auto asked = ask("seats.release", {}, anna_);
  EXPECT_EQ(asked.at("seats").as_array().size(), 2U);
  EXPECT_FALSE(asked.at("released").as_bool());
  EXPECT_EQ(left(), 0) << "nothing is written before she confirms";
  ask("seats.release", {{"confirm", true}}, anna_);
  EXPECT_EQ(left(), 2);
  EXPECT_TRUE(ask("seats.release", {{"confirm", true}}, anna_).at("seats").as_array().empty());
  const auto move_up = [&](int i) { return ask("guest.move_up", {{"ticket", id(guest(i))}}, anna_); };
  EXPECT_EQ(move_up(24).word("status"), "confirmed");
  EXPECT_EQ(left(), 1) << "what is promised is not promised twice";
  EXPECT_FALSE(move_up(24).error);
  EXPECT_TRUE(move_up(2).at("owns_seat").as_bool()) << "she comes after all, and one is left";
  EXPECT_EQ(move_up(1).error, ErrorKind::Refused) << "hers is gone";
  EXPECT_EQ(move_up(23).error, ErrorKind::Refused);
  EXPECT_EQ(move_up(22).error, ErrorKind::Refused);
  go_to("18:30");
  EXPECT_EQ(let_in("once"), 18);
  EXPECT_EQ(admit(guest(1), anna_, "after all").word("refusal"), "full") << "her seat was given away";
  EXPECT_EQ(admitted(), seats);
}

TEST_F(HostSeats, OfWhoDoesNotComeInTimeAreOffered) {
  go_to("18:10");
  admit(guest(0), anna_);
  EXPECT_TRUE(ask("seats.release", {}, anna_).at("seats").as_array().empty());
  go_to("18:30");  // the policy waits for twenty minutes
  EXPECT_EQ(ask("seats.release", {}, anna_).at("seats").as_array().size(), 17U);
  EXPECT_TRUE(ask("seats.release", {}, berta_).at("seats").as_array().empty()) << "her list has nobody";
}

TEST_F(HostSeats, AreFreeOnceAGuestIsTakenOffTheList) {
  ask("guest.withdraw", {{"ticket", id(guest(1))}}, anna_);
  EXPECT_EQ(left(), 1);
  ask("guest.move_up", {{"ticket", id(guest(20))}}, anna_);
  EXPECT_EQ(ask("guest.withdraw", {{"ticket", id(guest(1))}, {"back", true}}, anna_).error, ErrorKind::Refused);
}

// Whatever hosts do, and in whatever order.
TEST_F(HostSeats, AreNeverGivenTwice) {
  pair("North");
  go_to("18:30");
  std::mt19937 random(18);
  for (int turn = 0; turn < 400; ++turn) {
    const auto name = guest(static_cast<int>(random() % 30));
    const auto scan = "turn " + std::to_string(turn);
    const json::object ticket{{"ticket", id(name)}};
    switch (random() % 9) {
      case 0:
      case 1:
        admit(name, anna_, scan);
        break;
      case 2:
        ask("guest.move_up", ticket, anna_);
        break;
      case 3:
        ask("guest.decide", {{"ticket", id(name)}, {"scan", scan_id(scan)}, {"approved", random() % 4 != 0}}, anna_);
        break;
      case 4:
        ask("guest.withdraw", {{"ticket", id(name)}, {"back", random() % 4 != 0}}, anna_);
        break;
      case 5:
        ask("guest.excuse", {{"ticket", id(name)}, {"excused", random() % 2 == 0}}, anna_);
        break;
      case 6:
        ask("seats.release", {{"confirm", random() % 40 == 0}}, anna_);
        break;
      case 7:
        add(name, "anna", {{"at_door", random() % 2 == 0}, {"places", 2}});
        break;
      default:
        ask("guest.override", {{"scan", scan_id(scan)}, {"reason", "hosts_guest"}}, anna_);
        ask("guest.admit", {{"ticket", id(name)}, {"scan", scan_id(scan)}, {"step", 1}}, anna_);
    }
    ASSERT_LE(admitted(), seats) << turn;
    ASSERT_TRUE(event().store.leases().overruns(event().policy).value().empty()) << turn;
  }
  EXPECT_GT(admitted(), 5) << "else nothing was tried";
}

}  // namespace
}  // namespace einlass::commands
