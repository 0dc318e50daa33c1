// Whatever staff asked for and nothing answers: it is said, the next thing can be done, and a late answer changes
// nothing.
#include "tests/kiosk/flow/staff_walk.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using ::testing::HasSubstr;

class StaffUnanswered : public StaffTest {
 protected:
  const std::string no_answer = "There was no answer in time. Please look whether it was done, and try again.";
};

TEST_F(StaffUnanswered, APinIsTypedAnew) {
  press(SignInWanted{});
  type("472913");
  const auto asked = walk.asked_for<AskDoor>().back().token;
  const rules::PinAnswer found{.member = rules::StaffMember{.number = 3, .name = "Anna", .role = rules::Role::Staff}};
  walk.fire(TimerKind::Reading);
  EXPECT_EQ(walk.model().body, "The PIN could not be checked. Please try again.");
  walk.give(DoorAnswered{asked, rules::DoorAnswer(found)});
  EXPECT_FALSE(signed_in());
  type("472913");
  answer(found);
  EXPECT_TRUE(signed_in());
}

TEST_F(StaffUnanswered, AnActIsSaidToBeOpenAndCanBeDoneAgain) {
  sign_in();
  open(sheet(1));
  choose(StaffAction::Depart);
  const auto asked = walk.asked_for<DoAtDoor>().back().token;
  walk.fire(TimerKind::Doing);
  EXPECT_EQ(notice(), no_answer);
  EXPECT_TRUE(std::holds_alternative<rules::ReadSheet>(walk.asked_for<AskDoor>().back().question)) << "to look";
  walk.give(DoneAtDoor{asked, {}});
  EXPECT_EQ(notice(), no_answer);
  choose(StaffAction::Depart);
  EXPECT_EQ(walk.asked_for<DoAtDoor>().size(), 2U);
}

TEST_F(StaffUnanswered, AFormStaysAsItIsFilledIn) {
  sign_in();
  open(sheet(1));
  choose(StaffAction::Note);
  choose_answer(0);
  type("ramp");
  walk.give(FormSent{});
  ASSERT_NE(last_act<rules::TakeNote>(), nullptr);
  walk.fire(TimerKind::Doing);
  EXPECT_EQ(notice(), no_answer);
  EXPECT_EQ(walk.model().fields.at(0).text, "ramp");
}

TEST_F(StaffUnanswered, ATicketThatWaitedIsNext) {
  sign_in();
  open(sheet(1));
  choose(StaffAction::Depart);
  walk.scan("TICKET-2");
  EXPECT_TRUE(walk.asked_for<AskAdmission>().empty());
  walk.fire(TimerKind::Doing);
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), 1U);
}

TEST_F(StaffUnanswered, AWalkInDoesNotWaitForNamesakes) {
  sign_in();
  fill_in_li_na();
  walk.fire(TimerKind::Reading);
  EXPECT_NE(last_act<rules::RegisterGuest>(), nullptr);
}

TEST_F(StaffUnanswered, ASheetOrASearchSaysThatItCannotBeRead) {
  sign_in();
  press(GuestOpened{id_of<rules::TicketId>(7)});
  walk.fire(TimerKind::Reading);
  EXPECT_EQ(walk.model().body, "The guest's data cannot be read right now.");
  walk.give(DonePressed{});
  type("gro");
  walk.fire(TimerKind::Reading);
  EXPECT_THAT(walk.model().body, HasSubstr("The list cannot be searched right now."));
}

TEST_F(StaffUnanswered, NothingIsAwaitedOnceAllIsAnsweredOrSheSignedOut) {
  sign_in();
  EXPECT_FALSE(walk.runs(TimerKind::Reading));
  open(sheet(1));
  EXPECT_FALSE(walk.runs(TimerKind::Reading));
  choose(StaffAction::Depart);
  EXPECT_TRUE(walk.runs(TimerKind::Doing));
  done();
  EXPECT_FALSE(walk.runs(TimerKind::Doing));
  EXPECT_TRUE(walk.runs(TimerKind::Reading));
  press(SignedOut{});
  EXPECT_FALSE(walk.runs(TimerKind::Reading));
}

}  // namespace
}  // namespace einlass::flow
