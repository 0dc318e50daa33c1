// What staff take back: a ticket that was handed on, and whoever was counted by mistake.
#include "tests/kiosk/flow/staff_walk.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class StaffTakesBack : public StaffTest {
 protected:
  rules::GuestSheet handed_on() const {
    rules::GuestSheet shown = sheet(1);
    shown.instead = rules::ComesInstead{.transfer = transfer, .of = "Aylin Öztürk"};
    return shown;
  }
  bool has_tool(const std::string& label) const {
    const auto tools = walk.model().tools;
    return std::any_of(tools.begin(), tools.end(), [&](const Button& tool) { return tool.label == label; });
  }
  void count_only() {
    walk.config.policy.walk_in = rules::WalkIn::CountOnly;
    sign_in();
  }

  rules::ScanRef transfer{id_of<rules::ScanId>(88), id_of<rules::TicketId>(7)};
};

TEST_F(StaffTakesBack, TheTicketFromWhoeverComesInsteadAfterAsking) {
  sign_in();
  open(handed_on());
  EXPECT_EQ(line("Comes instead of"), "Aylin Öztürk");
  choose(StaffAction::TakeTicketBack);
  EXPECT_EQ(headline(), "Really take the ticket back?");
  EXPECT_EQ(walk.model().body, "The admission and the badge of this guest become void.");
  EXPECT_THAT(walk.asked_for<DoAtDoor>(), IsEmpty());
  choose_answer(0);
  ASSERT_NE(last_act<rules::UndoScan>(), nullptr);
  EXPECT_EQ(last_act<rules::UndoScan>()->scan, transfer);
  done();
  EXPECT_EQ(notice(), "The ticket is taken back. The other badge is void.");
  answer(sheet());
  EXPECT_FALSE(offers("Take the ticket back"));
  EXPECT_TRUE(offers("Admit"));
}

TEST_F(StaffTakesBack, NoTicketWithoutTheRightToHandOn) {
  walk.config.policy.transfer = rules::TransferRule::Host;
  for (const auto role : {rules::Role::Helper, rules::Role::Staff, rules::Role::Host}) {
    walk = Walk::open();
    walk.config.policy.transfer = rules::TransferRule::Host;
    sign_in(role);
    open(handed_on());
    EXPECT_EQ(offers("Take the ticket back"), role == rules::Role::Host);
  }
}

TEST_F(StaffTakesBack, ShowsInTheSearchWhoIsRepresented) {
  sign_in();
  type("o");
  rules::FoundGuest guest = found(7, "Jürgen Groß");
  guest.instead_of = "Aylin Öztürk";
  answer(rules::GuestsFound{.guests = {guest}});
  EXPECT_THAT(walk.model().rows.at(0).detail, HasSubstr("instead of Aylin Öztürk"));
}

TEST_F(StaffTakesBack, WhoeverWasCountedLastRightAfterTheTap) {
  count_only();
  ASSERT_TRUE(has_tool("−1")) << "or the tools would move when somebody is counted";
  press(OneLessCounted{});
  EXPECT_THAT(walk.asked_for<DoAtDoor>(), IsEmpty());
  EXPECT_EQ(notice(), "There is nothing more to take back at this kiosk.");
  press(OneMoreCounted{});
  const auto counted = last_act<rules::CountIn>()->scan;
  EXPECT_FALSE(counted.scan.is_nil());
  EXPECT_FALSE(counted.ticket.is_nil());
  done();
  EXPECT_EQ(notice(), "One more counted. One too many? −1 takes it back.");
  ASSERT_TRUE(has_tool("−1"));
  press(OneLessCounted{});
  ASSERT_NE(last_act<rules::UndoScan>(), nullptr);
  EXPECT_EQ(last_act<rules::UndoScan>()->scan, counted);
  done();
  EXPECT_EQ(notice(), "One less counted.");
}

TEST_F(StaffTakesBack, OneAfterTheOtherAsTheJournalHasThem) {
  count_only();
  rules::DoorNews news;
  news.counted = {id_of<rules::ScanId>(60), id_of<rules::TicketId>(60)};
  walk.give(DoorNewsChanged{news});
  press(OneLessCounted{});
  done();
  press(OneLessCounted{});
  EXPECT_EQ(walk.asked_for<DoAtDoor>().size(), 1U) << "the same one is taken back once";
  news.counted = {id_of<rules::ScanId>(59), id_of<rules::TicketId>(59)};
  walk.give(DoorNewsChanged{news});
  press(PlaceOpened{StaffPlace::Status});
  EXPECT_TRUE(has_tool("−1"));
  press(OneLessCounted{});
  EXPECT_EQ(last_act<rules::UndoScan>()->scan, *news.counted);
}

TEST_F(StaffTakesBack, NobodyWhereTheyAreRegistered) {
  sign_in();
  rules::DoorNews news;
  news.counted = {id_of<rules::ScanId>(60), id_of<rules::TicketId>(60)};
  walk.give(DoorNewsChanged{news});
  EXPECT_FALSE(has_tool("−1"));
  press(OneLessCounted{});
  EXPECT_THAT(walk.asked_for<DoAtDoor>(), IsEmpty());
}

}  // namespace
}  // namespace einlass::flow
