// Somebody of the team points this kiosk at another event or door.
#include "tests/kiosk/flow/staff_walk.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr base::Milliseconds day = std::chrono::hours(24);

// Signed in at the summit, door "Main"; the venue has a dinner today, a lecture tomorrow and the one of yesterday.
class StaffMoves : public StaffTest {
 protected:
  StaffMoves() {
    walk.config.event = summit.event;
    walk.config.door = "Main";
    walk.config.time_zone = "Europe/Berlin";
    walk.config.starts = walk.now;
    walk.config.ends = walk.now + std::chrono::hours(8);
  }

  rules::Destination event(std::uint8_t number, const std::string& name, base::Milliseconds from_now) const {
    return {.event = id_of<rules::EventId>(number),
            .name = name,
            .starts = walk.now + from_now,
            .ends = walk.now + from_now + std::chrono::hours(4),
            .time_zone = "Europe/Berlin",
            .today = from_now < day && from_now > -day};
  }
  rules::Destinations everything() const { return {.events = {yesterday, summit, dinner, tomorrow}, .doors = doors}; }

  void ask_where(rules::Role role = rules::Role::Staff) {
    sign_in(role);
    press(PlaceOpened{StaffPlace::Status});
    press_button("move");
  }
  void see_where() {
    ask_where();
    answer(everything());
  }
  std::vector<std::string> rows() const {
    std::vector<std::string> rows;
    for (const Row& row : walk.model().rows) rows.push_back(row.open.label + ", " + row.mark);
    return rows;
  }
  std::string body() const { return walk.model().body; }

  // To the question whether she really means it: the dinner, at the door where the kiosk stands.
  void choose_dinner() {
    see_where();
    press_button("event_2");
    choose_answer(0);
    ASSERT_EQ(headline(), "Check in for Dinner from now on?");
  }
  void confirm() { choose_answer(0); }
  std::vector<MoveKiosk> moves() const { return walk.asked_for<MoveKiosk>(); }
  void server_says(base::Result<void> done) { walk.give(DoneAtDoor{moves().back().token, std::move(done)}); }
  // As the stage does once the link has opened it.
  void kiosk_opens(const rules::Destination& opened, const std::string& door) {
    walk.config.event = opened.event;
    walk.config.event_name = opened.name;
    walk.config.door = door;
    walk.config.starts = opened.starts;
    walk.config.ends = opened.ends;
    walk.give(ServiceChanged{});
  }

  const rules::Destination summit = event(1, "Future Summit", base::Milliseconds(0));
  const rules::Destination dinner = event(2, "Dinner", std::chrono::hours(6));
  const rules::Destination tomorrow = event(3, "Lecture", day);
  const rules::Destination yesterday = event(4, "Opening", -day);
  std::vector<std::string> doors{"Garden", "Main"};
};

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
