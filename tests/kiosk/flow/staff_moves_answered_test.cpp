// What comes of it when somebody of the team has pointed this kiosk at another event or door.
#include "tests/kiosk/flow/staff_moves_fixture.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(StaffMoves, LeadToAnotherDoorOfTheSameEvent) {
  see_where();
  press_button("event_1");
  ASSERT_EQ(headline(), "Check in at the entrance Garden from now on?") << "the only other one";
  EXPECT_EQ(body(), "The event stays the same: Future Summit.");
  confirm();
  server_says({});
  kiosk_opens(summit, "Garden");
  EXPECT_TRUE(signed_in());
  EXPECT_EQ(notice(), "This kiosk now checks in for Future Summit, at the entrance Garden.");
}

TEST_F(StaffMoves, KeepHerSignedInAtTheOtherEventWithNothingOfTheFirst) {
  sign_in();
  type("Gro");
  answer(rules::GuestsFound{.guests = {found(7, "Jürgen Groß")}, .more = false});
  press(PlaceOpened{StaffPlace::Status});
  rules::DoorNews news;
  news.waiting = {{.name = "Aylin Öztürk"}};
  news.counted = rules::ScanRef{};
  walk.give(DoorNewsChanged{news});
  walk.give(StatusChanged{{.expected = 650, .admitted = 12, .to_hand_over = 3}});
  press_button("move");
  answer(everything());
  press_button("event_2");
  choose_answer(0);
  confirm();
  EXPECT_EQ(notice(), "One moment, please") << "the server does it";
  server_says({});
  EXPECT_THAT(body(), HasSubstr("Dinner"));
  EXPECT_EQ(walk.model().tone, Tone::Working);
  EXPECT_TRUE(has_button("back"));
  EXPECT_THAT(walk.model().hint, IsEmpty()) << "nobody is to hold a ticket up now";
  walk.scan("TICKET-1");
  kiosk_opens(dinner, "Main");
  EXPECT_TRUE(signed_in());
  EXPECT_EQ(headline(), "Status");
  EXPECT_EQ(notice(), "This kiosk now checks in for Dinner, at the entrance Main.");
  EXPECT_THAT(walk.asked_for<AskAdmission>(), IsEmpty()) << "what was held up was for the summit";
  EXPECT_EQ(walk.state.status, DoorStatus{.to_hand_over = 3}) << "the rest is of the summit";
  EXPECT_THAT(walk.state.news.waiting, IsEmpty());
  EXPECT_FALSE(walk.state.news.counted);
  const auto& staff = std::get<Staff>(walk.state.screen);
  EXPECT_EQ(staff.event, dinner.event);
  EXPECT_THAT(staff.search.found, IsEmpty());
  EXPECT_TRUE(walk.runs(TimerKind::Idle));
  walk.scan("TICKET-2");
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), 1U) << "the next one is for the dinner";
}

TEST_F(StaffMoves, SignHerOutWhereTheKioskComesToAnotherPlaceThanShe) {
  choose_dinner();
  confirm();
  server_says({});
  kiosk_opens(tomorrow, "Main");
  EXPECT_FALSE(signed_in()) << "an organiser has moved it elsewhere";
}

TEST_F(StaffMoves, SignHerOutWhereTheOrganiserMovesItBeforeSheDoes) {
  choose_dinner();
  kiosk_opens(dinner, "Main");
  EXPECT_FALSE(signed_in()) << "she has not said that she means it";
}

TEST_F(StaffMoves, SignHerOutWhomTheServerNoLongerKnows) {
  ask_where();
  not_answered(base::ErrorKind::Refused);
  EXPECT_FALSE(signed_in());
}

TEST_F(StaffMoves, SayWhyItWasNotDoneAndLetHerTryAgain) {
  choose_dinner();
  confirm();
  server_says(base::fail(base::ErrorKind::Unavailable, "No."));
  EXPECT_EQ(headline(), "Check in for Dinner from now on?");
  EXPECT_EQ(notice(), "Only the server can change this, and it cannot be reached. Please try again once it is.");
  confirm();
  ASSERT_EQ(moves().size(), 2U);
  EXPECT_NE(moves()[0].token, moves()[1].token);
  server_says(base::fail(base::ErrorKind::NotFound, "No."));
  EXPECT_EQ(notice(), "This event is no longer there. Please choose another one.");
  confirm();
  server_says(base::fail(base::ErrorKind::Refused, "No."));
  EXPECT_EQ(notice(), "You may not do this here. Please ask the host or an organiser.");
  kiosk_opens(dinner, "Main");
  EXPECT_FALSE(signed_in()) << "somebody else has moved it";
}

TEST_F(StaffMoves, AreOpenWhereNothingAnswersAtAll) {
  choose_dinner();
  confirm();
  walk.fire(TimerKind::Doing);
  EXPECT_EQ(headline(), "Check in for Dinner from now on?");
  EXPECT_EQ(walk.model().notices.size(), 1U);
  confirm();
  EXPECT_EQ(moves().size(), 2U) << "she can try again";
}

TEST_F(StaffMoves, TellOfWhatNobodyAnsweredBeforeTheOtherEventCame) {
  walk.config.policy.walk_in = rules::WalkIn::CountOnly;
  choose_dinner();
  confirm();
  server_says({});
  press(OneMoreCounted{});
  EXPECT_EQ(walk.asked_for<DoAtDoor>().back().event, summit.event);
  kiosk_opens(dinner, "Main");
  EXPECT_TRUE(signed_in());
  EXPECT_EQ(walk.model().notices.size(), 2U);
  EXPECT_FALSE(walk.runs(TimerKind::Doing));
}

TEST_F(StaffMoves, AreKnownByTheEventWhereTheAnswerWasLost) {
  choose_dinner();
  confirm();
  server_says(base::fail(base::ErrorKind::Timeout, "No."));
  kiosk_opens(dinner, "Main");
  EXPECT_TRUE(signed_in());
  EXPECT_EQ(notice(), "This kiosk now checks in for Dinner, at the entrance Main.");
}

TEST_F(StaffMoves, TakeNoLateAnswer) {
  ask_where();
  const auto token = walk.asked_for<AskDoor>().back().token;
  walk.give(DonePressed{});
  EXPECT_EQ(headline(), "Status");
  walk.give(DoorAnswered{token, rules::DoorAnswer{everything()}});
  EXPECT_EQ(headline(), "Status");
  press_button("move");
  walk.give(DoorAnswered{token, rules::DoorAnswer{everything()}});
  EXPECT_THAT(rows(), IsEmpty()) << "that was the question before";
  answer(everything());
  press_button("event_2");
  choose_answer(0);
  confirm();
  const auto first = moves().back().token;
  walk.give(DonePressed{});
  EXPECT_EQ(headline(), "Change event or entrance");
  answer(everything());
  press_button("event_2");
  EXPECT_EQ(headline(), "Change event or entrance") << "one move at a time";
  walk.give(DoneAtDoor{first, {}});
  EXPECT_EQ(headline(), "Change event or entrance") << "she has left that page";
  press_button("event_2");
  choose_answer(0);
  confirm();
  const auto second = moves().back().token;
  walk.fire(TimerKind::Doing);
  walk.give(DonePressed{});
  walk.give(DonePressed{});
  walk.give(DoneAtDoor{second, base::fail(base::ErrorKind::Refused, "No.")});
  EXPECT_THAT(walk.model().notices, IsEmpty());
  walk.give(DoneAtDoor{second, {}});
  EXPECT_EQ(headline(), "Status");
}

}  // namespace
}  // namespace einlass::flow
