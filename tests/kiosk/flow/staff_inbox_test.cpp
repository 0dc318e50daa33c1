// What comes to staff by itself: waiting guests, conflicts, calls, and how the kiosk is doing.
#include "tests/kiosk/flow/staff_walk.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using ::testing::IsEmpty;

class StaffInbox : public StaffTest {};

TEST_F(StaffInbox, AdmitsAnAnnouncedGuestWithOneTap) {
  walk.config.closed = true;
  sign_in(rules::Role::Host);
  rules::DoorNews news;
  news.waiting.push_back({.scan = {id_of<rules::ScanId>(50), 2}, .ticket = id_of<rules::TicketId>(7), .name = "Li Na"});
  walk.give(DoorNewsChanged{news});
  press(PlaceOpened{StaffPlace::Waiting});
  ASSERT_EQ(walk.model().rows.size(), 1U);
  walk.give(walk.model().rows[0].open.event);
  const auto asked = walk.asked_for<AskAdmission>().back();
  EXPECT_EQ(asked.scan.scan, id_of<rules::ScanId>(50)) << "the kiosk at which she waits is told";
  EXPECT_EQ(asked.scan.step, 3U);
  EXPECT_EQ(asked.chosen, id_of<rules::TicketId>(7));
}

TEST_F(StaffInbox, DeclinesWithAReasonFromTheList) {
  walk.config.closed = true;
  sign_in(rules::Role::Host);
  rules::DoorNews news;
  news.waiting.push_back({.scan = {id_of<rules::ScanId>(50), 0}, .ticket = id_of<rules::TicketId>(7), .name = "Li Na"});
  walk.give(DoorNewsChanged{news});
  press(PlaceOpened{StaffPlace::Waiting});
  press(WaitingDeclined{id_of<rules::ScanId>(50)});
  EXPECT_EQ(walk.model().name, "Li Na");
  choose_answer(1);
  ASSERT_NE(last_act<rules::DecideForHost>(), nullptr);
  EXPECT_FALSE(last_act<rules::DecideForHost>()->approved);
  EXPECT_EQ(last_act<rules::DecideForHost>()->reason, rules::DeclineReason::NotInvited);
  done();
  EXPECT_EQ(headline(), "Waiting at the door");
}

std::vector<std::string> notices(const ScreenModel& model) {
  std::vector<std::string> texts;
  for (const auto& each : model.notices) texts.push_back(each.text);
  return texts;
}

TEST_F(StaffInbox, ShowsTheOrganisersMessageToWhoComesNextAndToTheTeam) {
  using ::testing::Contains;
  using ::testing::Not;
  walk.give(MessageChanged{{{"de", "Beginn um 20 Uhr."}, {"en", "We start at 8 p.m."}}});
  EXPECT_THAT(notices(walk.model()), Contains("We start at 8 p.m."));
  walk.give(LanguageChosen{"de"});
  EXPECT_THAT(notices(walk.model()), Contains("Beginn um 20 Uhr."));
  walk.give(LanguageChosen{"en"});
  sign_in();
  EXPECT_THAT(notices(walk.model()), Contains("We start at 8 p.m."));
  walk.give(MessageChanged{});
  EXPECT_THAT(notices(walk.model()), Not(Contains("We start at 8 p.m.")));
}

TEST_F(StaffInbox, DisturbsNobodyWhoIsBeingCheckedInWithTheMessage) {
  walk.give(MessageChanged{{{"en", "We start at 8 p.m."}}});
  walk.scan("TICKET");
  EXPECT_THAT(notices(walk.model()), ::testing::Not(::testing::Contains("We start at 8 p.m.")));
}

TEST_F(StaffInbox, NamesNobodyWhoWaitsBeforeSomebodySignsIn) {
  walk.config.closed = true;
  rules::DoorNews news;
  news.waiting.push_back({.scan = {id_of<rules::ScanId>(50), 0}, .ticket = id_of<rules::TicketId>(7), .name = "Li Na"});
  walk.give(DoorNewsChanged{news});
  press(PlaceOpened{StaffPlace::Waiting});
  EXPECT_TRUE(walk.shows<Attract>());
  EXPECT_THAT(walk.model().rows, IsEmpty());
}

TEST_F(StaffInbox, JudgesAConflictByBothPlacesAndTimes) {
  sign_in();
  press(PlaceOpened{StaffPlace::Conflicts});
  rules::OpenConflict conflict{.ticket = id_of<rules::TicketId>(7), .name = "Jürgen Groß"};
  conflict.conflict.stands = {id_of<rules::ScanId>(77), conflict.ticket};
  conflict.conflict.disputed = {id_of<rules::ScanId>(78), conflict.ticket};
  conflict.conflict.first_place.name = "Kiosk 2";
  conflict.conflict.second_place.name = "Kiosk 5";
  answer(rules::ConflictsRead{{conflict}});
  EXPECT_EQ(walk.model().rows.at(0).detail, "Kiosk 2 · Kiosk 5");
  press(ConflictOpened{0});
  answer(sheet(1));
  EXPECT_EQ(line("First"), "08:00 · Kiosk 2");
  EXPECT_EQ(line("Second"), "Kiosk 5");
  choose_answer(2);
  ASSERT_NE(last_act<rules::JudgeConflict>(), nullptr);
  EXPECT_EQ(last_act<rules::JudgeConflict>()->verdict.verdict, rules::Verdict::Stands);
  EXPECT_EQ(last_act<rules::JudgeConflict>()->verdict.stands, conflict.conflict.disputed);
  done();
  EXPECT_EQ(headline(), "Conflicts");
}

TEST_F(StaffInbox, AnswersACallOnceEvenAsAHelper) {
  sign_in(rules::Role::Helper);
  rules::DoorNews news;
  news.calls.push_back({.scan = id_of<rules::ScanId>(60), .kiosk = "Kiosk 4", .door = "Nord", .at = walk.now});
  walk.give(DoorNewsChanged{news});
  const auto tools = walk.model().tools;
  EXPECT_TRUE(std::any_of(tools.begin(), tools.end(), [](const Button& tool) { return tool.label == "Calls (1)"; }));
  press(PlaceOpened{StaffPlace::Calls});
  EXPECT_EQ(walk.model().rows.at(0).open.label, "Kiosk 4, Nord");
  press(CallTaken{id_of<rules::ScanId>(60)});
  ASSERT_NE(last_act<rules::AnswerCall>(), nullptr);
  done();
  walk.give(DoorNewsChanged{});
  press(CallTaken{id_of<rules::ScanId>(60)});
  EXPECT_EQ(walk.asked_for<DoAtDoor>().size(), 1U);
}

TEST_F(StaffInbox, ShowsHowKioskAndEventAreDoing) {
  sign_in();
  DoorStatus status;
  status.printers = {{.name = "left", .trouble = PrinterTrouble::Media}};
  status.expected = 650;
  status.admitted = 312;
  status.to_hand_over = 4;
  status.list_taken = walk.now - std::chrono::minutes(5);
  walk.give(StatusChanged{status});
  press(PlaceOpened{StaffPlace::Status});
  EXPECT_EQ(line("Server"), "connected");
  EXPECT_EQ(line("To hand over"), "4 entries");
  EXPECT_EQ(line("Printer left"), "out of badges: load new ones");
  EXPECT_EQ(line("Admitted"), "312 of 650 expected");
  EXPECT_EQ(line("Guest list"), "5 minutes ago");
}

}  // namespace
}  // namespace einlass::flow
