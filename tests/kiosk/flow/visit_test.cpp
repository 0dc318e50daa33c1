// One person's visit, from the code to the return to Attract.
#include "tests/kiosk/flow/walk.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

TEST(Visit, AsksForAdmissionOfTheCodeThatWasHeldUp) {
  Walk walk = Walk::open();
  walk.scan("  TICKET-1\r\n");
  EXPECT_TRUE(walk.shows<Checking>());
  const auto asked = walk.asked_for<AskAdmission>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].code, "TICKET-1");
  EXPECT_EQ(asked[0].scan, (rules::ScanStep{id_of<rules::ScanId>(1), 0}));
}

TEST(Visit, WelcomesByNameAndPrintsWhatIsOwed) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 2);
  ASSERT_TRUE(walk.shows<Welcome>());
  EXPECT_EQ(walk.model().name, "Jürgen Groß");
  const auto prints = walk.asked_for<PrintBadge>();
  ASSERT_EQ(prints.size(), 2U);
  EXPECT_EQ(prints[1].job, id_of<rules::PrintJobId>(2));
  EXPECT_EQ(prints[1].place_number, 2);
  EXPECT_EQ(prints[1].ticket, id_of<rules::TicketId>(7));
}

TEST(Visit, KeepsTheNameOffTheScreenOfADiscreetEvent) {
  Walk walk = Walk::open();
  walk.config.discreet = true;
  walk.admit("TICKET-1");
  EXPECT_TRUE(walk.shows<Welcome>());
  EXPECT_EQ(walk.model().name, "");
}

TEST(Visit, TakesTheSameCodeForOneScanWhileItsResultIsShown) {
  Walk walk = Walk::open();
  walk.scan("TICKET-1").scan("TICKET-1");
  walk.answer(granted()).fire(TimerKind::ShownLeast).scan("TICKET-1");
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), 1U);
  EXPECT_TRUE(walk.shows<Welcome>());
}

TEST(Visit, AsksAgainWhenARefusedCodeIsShownOnceMore) {
  Walk walk = Walk::open();
  walk.scan("TICKET-1").answer(refused(rules::Refusal::Unpaid)).fire(TimerKind::ShownLeast).scan("TICKET-1");
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), 2U);
}

TEST(Visit, LetsANewCodeReplaceTheWelcomeOnlyAfterThreeSeconds) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 1).scan("TICKET-2");
  EXPECT_TRUE(walk.shows<Welcome>());
  walk.fire(TimerKind::ShownLeast);
  EXPECT_TRUE(walk.shows<Checking>());
  EXPECT_EQ(walk.asked_for<AskAdmission>().back().code, "TICKET-2");
}

TEST(Visit, ServesAQueueOneAfterTheOther) {
  Walk walk = Walk::open();
  walk.scan("TICKET-1").scan("TICKET-2").scan("TICKET-3").scan("TICKET-2");
  for (const char* next : {"TICKET-2", "TICKET-3"}) {
    walk.answer(granted()).fire(TimerKind::ShownLeast);
    EXPECT_EQ(walk.asked_for<AskAdmission>().back().code, next);
  }
  walk.answer(granted()).fire(TimerKind::ShownLeast);
  EXPECT_TRUE(walk.shows<Welcome>());
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), 3U);
}

TEST(Visit, TellsTheNextPersonThatAnEarlierBadgeStillPrints) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 1).badge(BadgeStage::Printing, 1, "Printer B").fire(TimerKind::ShownLeast).scan("TICKET-2");
  ASSERT_EQ(walk.model().notices.size(), 1U);
  EXPECT_NE(walk.model().notices[0].text.find("Printer B"), std::string::npos);
  walk.badge(BadgeStage::Printed, 1);
  EXPECT_TRUE(walk.model().notices.empty());
}

TEST(Visit, SaysThatAnEarlierBadgeDidNotComeOut) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 1).fire(TimerKind::ShownLeast).scan("TICKET-2").badge(BadgeStage::Failed, 1);
  ASSERT_EQ(walk.model().notices.size(), 1U);
  EXPECT_TRUE(walk.model().notices[0].attention);
  EXPECT_EQ(walk.model().notices[0].text, "The badge of Jürgen Groß did not come out. Please see our team.");
  walk.fire(TimerKind::Notice);
  EXPECT_TRUE(walk.model().notices.empty());
}

// Each waits for a printer while the next one is served; what is said of it to those who come after.
class BadgesThatAreStillToCome : public testing::Test {
 protected:
  void arrives(const std::string& name, int badges, const std::string& collect_at = {}) {
    std::vector<int> places;
    for (int i = 1; i <= badges; ++i) places.push_back(i);
    walk.scan("TICKET-" + name);
    AdmissionAnswered reply = walk.reply(granted(places), badges);
    reply.guest_name = name;
    walk.give(reply);
    for (int i = badges; i > 0; --i)
      walk.badge(BadgeStage::Printing, static_cast<std::uint8_t>(walk.jobs - i + 1), collect_at);
    for (const auto& badge : walk.model().badges) last_seen.push_back(badge.text);
    walk.fire(TimerKind::ShownLeast);
  }
  std::vector<std::string> notices() const {
    std::vector<std::string> texts;
    for (const auto& each : walk.model().notices) texts.push_back(each.text);
    return texts;
  }
  Walk walk = Walk::open();
  std::vector<std::string> last_seen;  // of badges, by those who came
};

TEST_F(BadgesThatAreStillToCome, AreToldApartByName) {
  arrives("Aylin", 1, "at the desk");
  arrives("Bea", 1);
  walk.scan("TICKET-3");
  EXPECT_THAT(notices(),
              testing::ElementsAre("The badge of Aylin is still being printed. Please collect it here: at the desk",
                                   "The badge of Bea is still being printed. Please take it out below."));
  walk.badge(BadgeStage::Printed, 1);
  EXPECT_THAT(notices(), testing::ElementsAre("The badge of Bea is still being printed. Please take it out below."));
  walk.badge(BadgeStage::Failed, 2);
  EXPECT_THAT(notices(), testing::ElementsAre("The badge of Bea did not come out. Please see our team."));
}

TEST_F(BadgesThatAreStillToCome, OfAPartyKeepTheirNumbers) {
  arrives("Aylin", 2);
  EXPECT_THAT(last_seen,
              testing::ElementsAre("Badge 1: Your badge is being printed.", "Badge 2: Your badge is being printed."));
  walk.badge(BadgeStage::Printed, 1).scan("TICKET-2");
  EXPECT_THAT(notices(), testing::ElementsAre("Badge 2 of Aylin is still being printed. Please take it out below."));
}

// A name would say too much there; each sees the number that stands for her badge later on.
TEST_F(BadgesThatAreStillToCome, AreToldApartByNumberAtADiscreetEvent) {
  walk.config.discreet = true;
  arrives("Aylin", 1, "at the desk");
  arrives("Bea", 2, "at the desk");
  EXPECT_THAT(last_seen,
              testing::ElementsAre("Badge 1: Your badge is being printed. Please collect it here: at the desk",
                                   "Badge 2: Your badge is being printed. Please collect it here: at the desk",
                                   "Badge 3: Your badge is being printed. Please collect it here: at the desk"));
  walk.scan("TICKET-3");
  EXPECT_THAT(notices(), testing::ElementsAre("Badge 1 is still being printed. Please collect it here: at the desk",
                                              "Badge 2 is still being printed. Please collect it here: at the desk",
                                              "Badge 3 is still being printed. Please collect it here: at the desk"));
  walk.badge(BadgeStage::Unknown, 2);
  EXPECT_THAT(notices(), testing::Contains("Badge 2 may not have come out. Please see our team."));
  walk.badge(BadgeStage::Printed, 2);
  EXPECT_THAT(notices(), testing::Not(testing::Contains(testing::HasSubstr("Badge 2")))) << "it came out after all";
}

TEST_F(BadgesThatAreStillToCome, HaveTheNumberWithWhichTheirGuestWaitedAtAClosedEvent) {
  walk.config.closed = true;
  walk.scan("TICKET-1").answer(rules::AdmissionAnnounced{}).give(DonePressed{});
  walk.scan("TICKET-2").answer(rules::AdmissionAnnounced{});
  EXPECT_NE(walk.model().body.find("Your number is 2."), std::string::npos);
  walk.give(VisitSettled{id_of<rules::ScanId>(2), VisitNews::Admitted});
  rules::AdmissionRefused already = refused(rules::Refusal::AlreadyIn);
  already.ticket = id_of<rules::TicketId>(7);
  already.owed_badges = {1};
  walk.answer(already, 1);
  ASSERT_EQ(walk.model().badges.size(), 1U);
  EXPECT_EQ(walk.model().badges[0].text, "Badge 2: Your badge is being prepared.");
}

TEST(Visit, CannotBeLeftWhileItsTicketIsChecked) {
  Walk walk = Walk::open();
  walk.scan("TICKET-1").give(DonePressed{});
  EXPECT_TRUE(walk.shows<Checking>());
  walk.answer(granted());
  EXPECT_TRUE(walk.shows<Welcome>());
}

TEST(Visit, PrintsAnOwedBadgeForWhoIsAlreadyIn) {
  Walk walk = Walk::open();
  rules::AdmissionRefused already = refused(rules::Refusal::AlreadyIn);
  already.ticket = id_of<rules::TicketId>(7);
  already.owed_badges = {1};
  walk.scan("TICKET-1").answer(already, 1);
  EXPECT_TRUE(walk.shows<AlreadyIn>());
  EXPECT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
  EXPECT_EQ(walk.model().badges.size(), 1U);
  EXPECT_EQ(walk.model().body, "Your badge was still missing. Here it comes.");
  walk.badge(BadgeStage::Failed, 1);
  EXPECT_EQ(walk.model().body, "Your badge was still missing.") << "it does not come";
}

TEST(Visit, PrintsAnOwedBadgeThoughTheRestOfThePartyIsRefused) {
  auto walk = Walk::open();
  rules::AdmissionRefused late = refused(rules::Refusal::TooLate);
  late.ticket = id_of<rules::TicketId>(7);
  late.owed_badges = {1};
  walk.scan("party").answer(late, 1);
  EXPECT_TRUE(walk.shows<Refused>());
  ASSERT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
  EXPECT_EQ(walk.asked_for<PrintBadge>().front().place_number, 1);
  EXPECT_EQ(walk.model().headline, "The doors are closed");
  ASSERT_EQ(walk.model().badges.size(), 1U);
  EXPECT_EQ(walk.model().badges.front().text, "Your badge is being prepared.");
}

TEST(Visit, RaisesTheStepWhenATicketTypeIsChosen) {
  Walk walk = Walk::open();
  AdmissionAnswered reply = walk.scan("TICKET-1").reply(refused(rules::Refusal::Ambiguous));
  reply.choices = {{id_of<rules::TicketId>(1), "Summit"}, {id_of<rules::TicketId>(2), "Workshop"}};
  walk.give(reply);
  ASSERT_TRUE(walk.shows<Choose>());
  walk.give(TicketChosen{id_of<rules::TicketId>(9)});
  EXPECT_TRUE(walk.shows<Choose>()) << "that one was not offered";
  walk.give(TicketChosen{id_of<rules::TicketId>(2)});
  EXPECT_TRUE(walk.shows<Checking>());
  const AskAdmission asked = walk.asked_for<AskAdmission>().back();
  EXPECT_EQ(asked.scan, (rules::ScanStep{id_of<rules::ScanId>(1), 1}));
  EXPECT_EQ(asked.chosen, id_of<rules::TicketId>(2));
}

TEST(Visit, GivesUpACheckThatNobodyAnswers) {
  Walk walk = Walk::open();
  walk.scan("TICKET-1").fire(TimerKind::Checking);
  ASSERT_TRUE(walk.shows<Refused>());
  EXPECT_EQ(walk.model().headline, "Please see our team");
}

TEST(Visit, DropsLateAnswers) {
  Walk walk = Walk::open();
  const AdmissionAnswered late = walk.scan("TICKET-1").reply(granted({1}), 1);
  walk.fire(TimerKind::Checking).fire(TimerKind::ShownLeast).scan("TICKET-2");
  walk.give(late);
  EXPECT_TRUE(walk.shows<Checking>());
  EXPECT_TRUE(walk.asked_for<PrintBadge>().empty());

  AdmissionAnswered older_step = walk.reply(granted());
  ++walk.state.visit.scan.step;
  walk.give(older_step);
  EXPECT_TRUE(walk.shows<Checking>());
}

TEST(Visit, NeverTakesABadgesEndBack) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 1).badge(BadgeStage::Printed).badge(BadgeStage::Printing);
  EXPECT_EQ(walk.state.visit.badges[0].stage, BadgeStage::Printed);
  walk.badge(BadgeStage::Printed, 99);  // nobody's
  EXPECT_EQ(walk.state.visit.badges.size(), 1U);
}

TEST(Visit, IgnoresALinkBesideTheTicket) {
  Walk walk = Walk::open();
  walk.scan("TICKET-1").scan("https://example.org").answer(granted()).scan("WIFI:S:guest;;");
  EXPECT_TRUE(walk.shows<Welcome>());
  walk.fire(TimerKind::ShownLeast).scan("https://example.org");
  EXPECT_TRUE(walk.shows<NotTheTicket>());
  walk.scan("TICKET-2");
  EXPECT_TRUE(walk.shows<Checking>());
}

}  // namespace
}  // namespace einlass::flow
