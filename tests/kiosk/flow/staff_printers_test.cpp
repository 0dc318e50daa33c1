// Badges in doubt, labels that run low, and what a guest hears of a printer's trouble.
#include "tests/kiosk/flow/staff_walk.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// 400 guests are still to come, and every fourth badge is printed here.
DoorStatus with_labels(std::optional<int> left, std::optional<int> right) {
  return {.printers = {{.name = "left", .labels = left}, {.name = "right", .labels = right}},
          .expected = 650,
          .admitted = 280,
          .walk_ins = 30,
          .badges_printed = 200,
          .own_badges = 50};
}

class StaffPrinters : public StaffTest {
 protected:
  static rules::GuestSheet in_doubt() {
    auto of = sheet(1);
    of.state.badges.front().status = rules::BadgeStatus::Unknown;
    return of;
  }
  std::vector<std::string> notices() const {
    std::vector<std::string> texts;
    for (const auto& each : walk.model().notices) texts.push_back(each.text);
    return texts;
  }
};

TEST_F(StaffPrinters, SayWhetherABadgeInDoubtCameOut) {
  sign_in();
  open(in_doubt());
  ASSERT_TRUE(offers("The badge came out"));
  choose(StaffAction::BadgeCameOut);
  ASSERT_NE(last_act<rules::JudgeBadge>(), nullptr);
  EXPECT_EQ(last_act<rules::JudgeBadge>()->serial, id_of<rules::BadgeSerial>(5));
  EXPECT_TRUE(last_act<rules::JudgeBadge>()->came_out);
  done();
  answer(sheet(1));
  EXPECT_THAT(walk.asked_for<PrintBadge>(), IsEmpty());
  EXPECT_FALSE(offers("The badge came out"));
}

TEST_F(StaffPrinters, PrintABadgeThatIsNotThereAndMakeTheOldOneVoid) {
  sign_in();
  open(in_doubt());
  choose(StaffAction::BadgeDidNotComeOut);
  ASSERT_NE(last_act<rules::JudgeBadge>(), nullptr);
  EXPECT_FALSE(last_act<rules::JudgeBadge>()->came_out);
  EXPECT_THAT(walk.asked_for<PrintBadge>(), IsEmpty()) << "not before that is written";
  done();
  answer(sheet(1));
  const auto prints = walk.asked_for<PrintBadge>();
  ASSERT_EQ(prints.size(), 1U);
  EXPECT_EQ(prints[0].replaces, id_of<rules::BadgeSerial>(5));
}

TEST_F(StaffPrinters, PutABadgeAwayThatNobodyCollected) {
  sign_in();
  open(sheet(1));
  choose(StaffAction::BadgeNotCollected);
  ASSERT_NE(last_act<rules::VoidBadge>(), nullptr);
  EXPECT_EQ(last_act<rules::VoidBadge>()->serial, id_of<rules::BadgeSerial>(5));
  EXPECT_EQ(last_act<rules::VoidBadge>()->reason, rules::VoidReason::NotCollected);
  done();
  EXPECT_EQ(notice(), "The badge is void. The guest's next scan prints a new one.");
  answer(sheet(1));
  EXPECT_THAT(walk.asked_for<PrintBadge>(), IsEmpty()) << "she is not here";
  open(in_doubt());
  EXPECT_FALSE(offers("Nobody collected the badge")) << "whether there is one, nobody knows";
}

TEST_F(StaffPrinters, PutAwayThatBadgeOfAPartyWhichNobodyCollected) {
  sign_in();
  auto party = sheet(2, 2);
  auto second = party.state.badges.front();
  second.serial = id_of<rules::BadgeSerial>(6);
  second.place_number = 2;
  second.place.name = "Kiosk 3";
  party.state.badges.push_back(second);
  open(party);
  choose(StaffAction::BadgeNotCollected);
  EXPECT_EQ(headline(), "Which badge?");
  EXPECT_TRUE(offers("Badge 1: printed at: Kiosk 2"));
  EXPECT_TRUE(offers("Badge 2: printed at: Kiosk 3"));
  choose_answer(1);
  ASSERT_NE(last_act<rules::VoidBadge>(), nullptr);
  EXPECT_EQ(last_act<rules::VoidBadge>()->serial, id_of<rules::BadgeSerial>(6));
  EXPECT_EQ(last_act<rules::VoidBadge>()->reason, rules::VoidReason::NotCollected);
}

TEST_F(StaffPrinters, AreNotAskedAboutABadgeThatNobodyDoubts) {
  sign_in();
  open(sheet(1));
  EXPECT_FALSE(offers("The badge came out"));
  EXPECT_FALSE(offers("The badge is not there: print it"));
}

TEST_F(StaffPrinters, AreLedFromTheStatusToTheGuestWhoseBadgeIsInDoubt) {
  walk.give(StatusChanged{{.printers = {{.name = "left", .place = "beside the cloakroom"}},
                           .doubtful = {{.ticket = id_of<rules::TicketId>(7), .printer = "left"},
                                        {.ticket = id_of<rules::TicketId>(8), .printer = "sold since"}}}});
  EXPECT_THAT(notices(), testing::Contains("For our team: please look whether a badge came out at printer left (beside "
                                           "the cloakroom)."));
  sign_in();
  press(PlaceOpened{StaffPlace::Status});
  EXPECT_TRUE(offers("Look for a badge at printer left (beside the cloakroom)"));
  EXPECT_TRUE(offers("Look for a badge at printer sold since"));
  EXPECT_EQ(line("Printer left"), "beside the cloakroom\u00a0· ready");
}

TEST_F(StaffPrinters, ReadAtTheGuestsSheetWhereToLookForABadgeInDoubt) {
  walk.give(StatusChanged{
      {.printers = {{.name = "left", .place = "beside the cloakroom"}},
       .doubtful = {
           {.ticket = id_of<rules::TicketId>(7), .printer = "left", .serial = id_of<rules::BadgeSerial>(5)}}}});
  sign_in();
  open(in_doubt());
  EXPECT_EQ(line("Badge"), "perhaps printed; please look at printer left (beside the cloakroom)");
  walk.give(StatusChanged{});
  EXPECT_EQ(line("Badge"), "perhaps printed; please look at the printer of: Kiosk 2") << "another kiosk's";
}

TEST_F(StaffPrinters, ReadAtTheGuestsSheetWhereHerBadgeIs) {
  sign_in();
  walk.scan("TICKET-1").answer(granted({1}), 1);
  answer(sheet(1));
  const auto line = [this] { return walk.model().badges.at(0).text; };
  const auto moved = [this](BadgeStage stage, PrinterTrouble trouble = PrinterTrouble::None) {
    walk.give(BadgeMoved{{.job = id_of<rules::PrintJobId>(1),
                          .stage = stage,
                          .collect_at = "beside the cloakroom",
                          .trouble = trouble}});
  };
  moved(BadgeStage::Printing);
  EXPECT_EQ(line(), "The badge is being printed here: beside the cloakroom");
  moved(BadgeStage::Printing, PrinterTrouble::Jam);
  EXPECT_EQ(line(), "The badge waits for the printer: jammed: take the badge out (beside the cloakroom)");
  moved(BadgeStage::Unknown);
  EXPECT_EQ(line(), "Please look whether the badge came out here: beside the cloakroom. If not, print it again.");
  moved(BadgeStage::Printed);
  EXPECT_EQ(line(), "The badge lies here: beside the cloakroom");
}

TEST_F(StaffPrinters, AreToldOfLabelsWithBothFigures) {
  sign_in();
  struct Row {
    int labels;
    std::string words;
    bool warns;
  };
  for (const Row& row : {Row{250, "250 labels for about 100 guests still expected", false},
                         Row{105, "105 labels for about 100 guests still expected: bring more", true},
                         Row{12, "labels run out: 12 for about 100 guests still expected, bring more now", true}}) {
    walk.give(StatusChanged{with_labels(row.labels, 0)});
    press(PlaceOpened{StaffPlace::Status});
    EXPECT_EQ(line("Labels"), row.words);
    const auto lines = walk.model().lines;
    const auto shown =
        std::find_if(lines.begin(), lines.end(), [](const Line& each) { return each.label == "Labels"; });
    ASSERT_NE(shown, lines.end());
    EXPECT_EQ(shown->attention, row.warns) << row.labels;
    EXPECT_THAT(notices(), IsEmpty()) << "twice";
    press(PlaceOpened{StaffPlace::Search});
    const auto told = testing::Contains("For our team: " + row.words + ".");
    EXPECT_EQ(testing::Matches(told)(notices()), row.warns) << row.labels;
  }
}

TEST_F(StaffPrinters, SayThatLabelsWereLoaded) {
  auto status = with_labels(12, std::nullopt);
  status.printers[0].place = "beside the screen";
  status.printers[0].marker_percent = 7;
  walk.give(StatusChanged{status});
  sign_in();
  press(PlaceOpened{StaffPlace::Status});
  EXPECT_EQ(line("Printer left"), "beside the screen\u00a0· ready\u00a0· 12 labels left\u00a0· ribbon or ink 7 %");
  EXPECT_EQ(line("Printer right"), "ready") << "nobody has said more of it";
  EXPECT_EQ(line("Labels"), "12 labels are counted; nobody has said how many are in printer right");
  press(LabelsPressed{0});
  EXPECT_EQ(headline(), "How many labels are in printer left (beside the screen) now?");
  EXPECT_TRUE(offers("About 250"));
  choose_answer(5);
  const auto loaded = walk.asked_for<LoadLabels>();
  ASSERT_EQ(loaded.size(), 1U);
  EXPECT_EQ(loaded[0].printer, "left");
  EXPECT_EQ(loaded[0].labels, 250);
  EXPECT_EQ(headline(), "Status");
}

TEST(Labels, AreAskedForBeforeTheGuestsStillExpectedOutnumberThem) {
  using enum LabelSupply;
  struct Row {
    std::optional<int> left, right;
    LabelSupply supply;
    const char* why;
  };
  const Row table[] = {
      {60, 50, Enough, "ten more than guests"},
      {59, 50, Low, "nine more: a walk-in or two, and a reprint"},
      {60, 40, Low, "exactly one each"},
      {59, 40, Short, "one too few"},
      {0, 0, Short, "none at all"},
      {250, 250, Enough, "plenty"},
      {10, std::nullopt, PartlyCounted, "nobody knows what is in the other"},
      {110, std::nullopt, Enough, "whatever is in the other"},
  };
  for (const Row& row : table) {
    const auto outlook = label_outlook(with_labels(row.left, row.right));
    ASSERT_TRUE(outlook) << row.why;
    EXPECT_EQ(outlook->supply, row.supply) << row.why;
    EXPECT_EQ(outlook->needed, 100) << row.why;
  }
  EXPECT_FALSE(label_outlook(with_labels(std::nullopt, std::nullopt))) << "nobody counts";
}

TEST(Labels, AreToBeATwentiethMoreThanManyGuestsAndTwiceAsManyAsFew) {
  const auto at = [](int to_come, int left) {
    return label_outlook({.printers = {{.name = "left", .labels = left}},
                          .expected = 20 + to_come,
                          .admitted = 20,
                          .badges_printed = 20,
                          .own_badges = 20})
        ->supply;
  };
  EXPECT_EQ(at(600, 630), LabelSupply::Enough);
  EXPECT_EQ(at(600, 629), LabelSupply::Low);
  EXPECT_EQ(at(3, 6), LabelSupply::Enough) << "at the end nobody fetches a roll for three";
  EXPECT_EQ(at(3, 5), LabelSupply::Low);
}

TEST(Labels, OfAKioskWhoseShareNobodyKnowsYetAreSetBesideAllGuests) {
  DoorStatus early{.printers = {{.name = "left", .labels = 250}},
                   .expected = 650,
                   .admitted = 19,
                   .badges_printed = 19,
                   .own_badges = 19};
  EXPECT_EQ(label_outlook(early)->supply, LabelSupply::ShareUnknown);
  EXPECT_EQ(label_outlook(early)->needed, 631);
  early.printers[0].labels = 700;
  EXPECT_EQ(label_outlook(early)->supply, LabelSupply::Enough) << "even if all came here";
}

TEST(Labels, AreNothingToSpeakOfOnceAllHaveCome) {
  auto status = with_labels(3, 3);
  status.admitted = 680;
  EXPECT_FALSE(label_outlook(status));
}

TEST(ABadgeThatWaits, TellsTheGuestThatTheTeamSeesToThePrinter) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 1);
  walk.give(BadgeMoved{
      {.job = id_of<rules::PrintJobId>(1), .stage = BadgeStage::Printing, .trouble = PrinterTrouble::Media}});
  ASSERT_EQ(walk.model().badges.size(), 1U);
  EXPECT_EQ(walk.model().badges[0].text, "The printer needs a hand. Our team sees to it, and your badge follows.");
}

TEST(ABadgeInDoubt, IsSettledByAPrinterThatIsHeardAgain) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 1);
  walk.badge(BadgeStage::Unknown);
  walk.badge(BadgeStage::Printed);
  EXPECT_EQ(walk.model().badges[0].stage, BadgeStage::Printed);
  walk.badge(BadgeStage::Failed);
  EXPECT_EQ(walk.model().badges[0].stage, BadgeStage::Printed) << "and then for good";
}

}  // namespace
}  // namespace einlass::flow
