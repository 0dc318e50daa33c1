// Somebody of the team points this kiosk at another event or door: where to, and whether she may.
#include "tests/kiosk/flow/staff_moves_fixture.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(StaffMoves, BeginAtTheStatusAndAskTheServer) {
  ask_where();
  ASSERT_FALSE(walk.asked_for<AskDoor>().empty());
  const auto* asked = std::get_if<rules::FindDestinations>(&walk.asked_for<AskDoor>().back().question);
  ASSERT_NE(asked, nullptr);
  EXPECT_EQ(asked->by, 3U);
  EXPECT_EQ(headline(), "Change event or entrance");
  EXPECT_EQ(body(), "One moment, please");
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_F(StaffMoves, ListTodaysEventsFirstAndMarkTheOthers) {
  see_where();
  EXPECT_THAT(rows(),
              ElementsAre("Future Summit, here now", "Dinner, today", "Lecture, not today", "Opening, not today"));
  const auto all = walk.model().rows;
  EXPECT_EQ(all[1].detail, "24 November, 15:00");
  EXPECT_EQ(all[1].tone, Tone::Success);
  EXPECT_EQ(all[2].tone, Tone::Attention);
  EXPECT_FALSE(all[1].personal) << "an event's name is nobody's";
}

TEST_F(StaffMoves, SayHowLongAnEventLastsAndThatItIsARehearsal) {
  auto congress = dinner;
  congress.ends = congress.starts + 2 * day;
  congress.rehearsal = true;
  ask_where();
  answer(rules::Destinations{.events = {congress}, .doors = {}});
  EXPECT_EQ(walk.model().rows.at(0).detail, "24 November – 26 November · rehearsal");
}

TEST_F(StaffMoves, OfferTheOwnEventOnlyWhereThereIsAnotherDoor) {
  doors = {"Main"};
  see_where();
  EXPECT_THAT(rows(), ElementsAre("Dinner, today", "Lecture, not today", "Opening, not today"));
  ask_where();
  answer(rules::Destinations{.events = {summit}, .doors = {"Main"}});
  EXPECT_THAT(rows(), IsEmpty());
  EXPECT_THAT(body(), HasSubstr("no other event here"));
  EXPECT_TRUE(has_button("back"));
}

TEST_F(StaffMoves, AskForTheDoorAndSayWhatChanges) {
  see_where();
  press_button("event_3");
  EXPECT_EQ(headline(), "At which entrance does this kiosk stand?");
  EXPECT_TRUE(offers("As now: Main"));
  EXPECT_TRUE(offers("Garden"));
  choose_answer(1);
  EXPECT_EQ(headline(), "Check in for Lecture from now on?");
  EXPECT_EQ(
      body(),
      "This event is not today: it is on 25 November, 09:00. The entrance is Garden. What this kiosk has recorded "
      "for Future Summit stays on it and goes to the server.");
  EXPECT_THAT(moves(), IsEmpty()) << "nothing is done before she says so";
  confirm();
  ASSERT_EQ(moves().size(), 1U);
  EXPECT_EQ(moves()[0].move.event, tomorrow.event);
  EXPECT_EQ(moves()[0].move.door, "Garden");
  EXPECT_EQ(moves()[0].move.by, 3U);
}

TEST_F(StaffMoves, SayNothingOfAnotherDayWhereItIsToday) {
  choose_dinner();
  EXPECT_THAT(body(), Not(HasSubstr("not today")));
}

TEST_F(StaffMoves, AskForNoDoorWhereThereIsOne) {
  doors = {"Main"};
  see_where();
  press_button("event_1");
  EXPECT_EQ(headline(), "Check in for Dinner from now on?");
  confirm();
  ASSERT_EQ(moves().size(), 1U);
  EXPECT_EQ(moves()[0].move.door, "Main");
}

TEST_F(StaffMoves, NameNoDoorWhereTheKioskHasNone) {
  walk.config.door.clear();
  doors = {};
  see_where();
  press_button("event_1");
  EXPECT_THAT(body(), Not(HasSubstr("entrance")));
  confirm();
  EXPECT_EQ(moves().at(0).move.door, "");
}

TEST_F(StaffMoves, AreNotForHelpers) {
  sign_in(rules::Role::Helper);
  press(PlaceOpened{StaffPlace::Destinations});
  EXPECT_EQ(headline(), "Scan a ticket, or find a guest");
  EXPECT_THAT(walk.asked_for<AskDoor>().back().question, ::testing::VariantWith<rules::CheckPin>(::testing::_));
  press(PlaceOpened{StaffPlace::Status});
  EXPECT_FALSE(has_button("move"));
}

TEST_F(StaffMoves, NeedTheServer) {
  walk.give(DevicesChanged{{.camera = CameraState::Working, .connected = false}});
  const auto asked_before = [this] { return walk.asked_for<AskDoor>().size(); };
  sign_in();
  const auto before = asked_before();
  press(PlaceOpened{StaffPlace::Destinations});
  EXPECT_EQ(asked_before(), before) << "whom to ask?";
  EXPECT_EQ(body(), "Only the server can change this, and it cannot be reached. Please try again once it is.");
  EXPECT_EQ(walk.model().tone, Tone::Attention);
  walk.give(DevicesChanged{{.camera = CameraState::Working, .connected = true}});
  press_button("again");
  answer(everything());
  EXPECT_EQ(rows().size(), 4U);
}

TEST_F(StaffMoves, AskAgainWhereTheServerGaveNoAnswer) {
  ask_where();
  not_answered(base::ErrorKind::Timeout);
  EXPECT_EQ(body(), "The server gave no answer. Please try again.");
  EXPECT_THAT(walk.model().notices, IsEmpty()) << "once is enough";
  press_button("again");
  answer(everything());
  EXPECT_EQ(rows().size(), 4U);
}

TEST_F(StaffMoves, HaveAWayOutAtEachStep) {
  see_where();
  press_button("event_2");
  EXPECT_EQ(headline(), "At which entrance does this kiosk stand?");
  press_button("back");
  EXPECT_EQ(headline(), "Change event or entrance");
  answer(everything());
  press_button("event_2");
  choose_answer(1);
  press_button("back");
  EXPECT_EQ(headline(), "Change event or entrance");
  press_button("back");
  EXPECT_EQ(headline(), "Status");
  press_button("move");
  answer(everything());
  press_button("event_2");
  choose_answer(0);
  confirm();
  server_says({});
  press_button("back");
  EXPECT_EQ(headline(), "Status");
  kiosk_opens(dinner, "Main");
  EXPECT_TRUE(signed_in()) << "as the page that she left has promised";
  EXPECT_EQ(notice(), "This kiosk now checks in for Dinner, at the entrance Main.");
}

TEST_F(StaffMoves, AreLeftByWhoeverGoesAway) {
  for (int step = 0; step < 5; ++step) {
    walk = Walk::open();
    walk.config.event = summit.event;
    walk.config.door = "Main";
    ask_where();
    if (step > 0) answer(everything());
    if (step > 1) press_button("event_2");
    if (step > 2) choose_answer(0);
    if (step > 3) {
      confirm();
      server_says({});
    }
    EXPECT_TRUE(walk.runs(TimerKind::Idle)) << step;
    walk.fire(TimerKind::Idle);
    EXPECT_TRUE(walk.model().warning) << step;
    walk.fire(TimerKind::Warning);
    EXPECT_TRUE(walk.shows<Attract>()) << step;
  }
}

TEST_F(StaffMoves, AreOfferedAtOnceWhereTheEventIsNotToday) {
  sign_in();
  EXPECT_FALSE(has_button("move")) << "all is well";
  walk.config.starts = walk.now + day;
  walk.config.ends = walk.now + day + std::chrono::hours(8);
  EXPECT_THAT(walk.model().mismatch, HasSubstr("not today"));
  press_button("move");
  EXPECT_EQ(headline(), "Change event or entrance");
  press(SignedOut{});
  sign_in(rules::Role::Helper);
  EXPECT_FALSE(has_button("move"));
}

TEST_F(StaffMoves, LetAScannedTicketComeFirstAsAnyListDoes) {
  see_where();
  walk.scan("TICKET-1");
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), 1U);
  press(DestinationOpened{1});
  EXPECT_THAT(headline(), Not(HasSubstr("from now on"))) << "the list is gone";
}

TEST_F(StaffMoves, AreSpokenToEverybody) {
  see_where();
  walk.give(KeypadUsed{});
  const auto model = walk.model();
  EXPECT_THAT(spoken_form(model), ::testing::Contains("Change event or entrance."));
  EXPECT_EQ(spoken_label(model, model.rows.at(1).open), "Dinner. 24 November, 15:00. today.");
  press_button("event_2");
  choose_answer(0);
  EXPECT_THAT(spoken_form(walk.model()),
              ::testing::Contains(HasSubstr("for Future Summit stays on it and goes to the server.")));
}

}  // namespace
}  // namespace einlass::flow
