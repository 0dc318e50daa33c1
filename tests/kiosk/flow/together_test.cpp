// Several at once: a group's codes in one picture, and those who wait aside at a closed event.
#include "tests/kiosk/flow/walk.h"

#include <gtest/gtest.h>

namespace einlass::flow {
namespace {

TEST(Group, IsWelcomedTogetherWithAllItsBadges) {
  Walk walk = Walk::open();
  walk.hold_up({"TICKET-1", "TICKET-2", "TICKET-3"});
  for (const char* code : {"TICKET-1", "TICKET-2", "TICKET-3"}) {
    EXPECT_TRUE(walk.shows<Checking>()) << "no welcome in between";
    EXPECT_EQ(walk.asked_for<AskAdmission>().back().code, code);
    walk.answer(granted({1}), 1);
  }
  ASSERT_TRUE(walk.shows<Welcome>());
  EXPECT_EQ(walk.model().body, "3 of you are checked in.");
  EXPECT_EQ(walk.model().name, "");
  EXPECT_EQ(walk.model().badges.size(), 3U);
  EXPECT_EQ(walk.asked_for<PrintBadge>().size(), 3U);
}

TEST(Group, IsForgottenWhereTheKioskGoesOutOfService) {
  Walk walk = Walk::open();
  walk.hold_up({"TICKET-1", "TICKET-2"}).give(ServiceChanged{OutOfServiceReason::NoEvent}).answer(granted());
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), 1U) << "nobody can be asked about the others";
  EXPECT_TRUE(walk.shows<Welcome>());
}

TEST(Group, IsToldWhichOfItIsMissingWithoutAReason) {
  Walk walk = Walk::open();
  walk.hold_up({"TICKET-1", "TICKET-2"}).answer(refused(rules::Refusal::Unpaid)).answer(granted());
  EXPECT_TRUE(walk.shows<Welcome>());
  EXPECT_EQ(walk.model().body, "You are checked in.");
  ASSERT_EQ(walk.model().notices.size(), 1U);
  EXPECT_EQ(walk.model().notices[0].text, "One ticket is still missing. Please show it once more by itself.");
}

TEST(Group, OfWhichNobodyComesInIsSentToOurTeam) {
  Walk walk = Walk::open();
  walk.hold_up({"TICKET-1", "TICKET-2"});
  walk.answer(refused(rules::Refusal::Unpaid)).answer(refused(rules::Refusal::NotOnList));
  EXPECT_EQ(walk.model().headline, "Please see our team");
}

TEST(Group, IsAskedOneByOneWhatMustBeAsked) {
  Walk walk = Walk::open();
  walk.hold_up({"TICKET-1", "TICKET-2"});
  AdmissionAnswered answer = walk.reply(granted({1}), 1);
  answer.consents = {{.id = "photo", .text = {{"de", "Fotos?"}}, .consent = true}};
  walk.give(answer);
  ASSERT_TRUE(walk.shows<AskConsent>());
  EXPECT_EQ(walk.model().name, "Jürgen Groß") << "whom of the group this is about";
  walk.give(ConsentChosen{true}).answer(granted({1}), 1);
  EXPECT_EQ(walk.model().body, "2 of you are checked in.");
}

TEST(Group, HeldUpForLongIsNotScannedAnew) {
  Walk walk = Walk::open();
  walk.hold_up({"TICKET-1", "TICKET-2"}).answer(granted()).answer(granted());
  walk.hold_up({"TICKET-1", "TICKET-2"}).fire(TimerKind::ShownLeast).hold_up({"TICKET-1"});
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), 2U);
}

TEST(Group, IsNotWhoComesAMomentLater) {
  Walk walk = Walk::open();
  walk.give(CodeScanned{id_of<rules::ScanId>(1), "TICKET-1", base::Milliseconds(5'000)});
  walk.give(CodeScanned{id_of<rules::ScanId>(2), "TICKET-2", base::Milliseconds(6'500)}).answer(granted());
  EXPECT_TRUE(walk.shows<Welcome>());
  EXPECT_EQ(walk.model().name, "Jürgen Groß");
}

class ClosedEvent : public testing::Test {
 protected:
  ClosedEvent() { walk.config.closed = true; }
  Walk walk = Walk::open();
};

TEST_F(ClosedEvent, AnnouncesEveryTicketAlike) {
  const std::vector<rules::Admission> answers{
      rules::AdmissionAnnounced{},        refused(rules::Refusal::UnknownCode),  refused(rules::Refusal::NotOnList),
      refused(rules::Refusal::AlreadyIn), refused(rules::Refusal::NeedsAnswers), granted()};
  std::vector<std::string> spoken;
  for (std::size_t i = 0; i + 1 < answers.size(); ++i) {
    Walk each = walk;
    AdmissionAnswered reply = each.scan("TICKET-1").reply(answers[i]);
    EXPECT_EQ(each.asked_for<AskAdmission>().back().persons, 0) << "no question either";
    reply.guest_language = "en";
    each.give(reply);
    EXPECT_TRUE(each.shows<Announced>());
    std::string all = each.model().language + each.model().name;
    for (const std::string& part : spoken_form(each.model())) all += part;
    for (const Button& button : each.model().buttons) all += button.id;
    spoken.push_back(all);
  }
  for (const std::string& text : spoken) EXPECT_EQ(text, spoken.front());
}

TEST_F(ClosedEvent, PromisesNothingWithoutTheServer) {
  walk.give(DevicesChanged{{.camera = CameraState::Working}}).scan("TICKET-1").answer(rules::AdmissionAnnounced{});
  EXPECT_EQ(walk.model().body, "Please see our team.");
  EXPECT_FALSE(walk.runs(TimerKind::Aside));
}

TEST_F(ClosedEvent, GivesEachGuestANumberAndMovesHerAsideAfterTwentySeconds) {
  walk.scan("TICKET-1").answer(rules::AdmissionAnnounced{});
  EXPECT_NE(walk.model().body.find("Your number is 1."), std::string::npos);
  walk.fire(TimerKind::Aside);
  EXPECT_EQ(walk.model().headline, "Your number is 1");
  walk.fire(TimerKind::ShownLeast).scan("TICKET-2").answer(rules::AdmissionAnnounced{});
  EXPECT_NE(walk.model().body.find("Your number is 2."), std::string::npos);
}

TEST_F(ClosedEvent, WelcomesWhoIsStillThereAndPrintsWhatIsOwed) {
  walk.scan("TICKET-1").answer(rules::AdmissionAnnounced{});
  walk.give(VisitSettled{id_of<rules::ScanId>(1), VisitNews::Admitted});
  const auto again = walk.state.given.scan;
  const AskAdmission asked = walk.asked_for<AskAdmission>().back();
  EXPECT_EQ(asked.scan, (rules::ScanStep{again, 0}));
  EXPECT_EQ(asked.code, "TICKET-1");
  rules::AdmissionRefused already = refused(rules::Refusal::AlreadyIn);
  already.ticket = id_of<rules::TicketId>(7);
  already.owed_badges = {1};
  walk.answer(already, 1);
  EXPECT_TRUE(walk.shows<Welcome>());
  EXPECT_EQ(walk.model().name, "") << "no name at a closed event";
  EXPECT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
}

TEST_F(ClosedEvent, LeavesTheBadgeToTheKioskThatLetHerIn) {
  walk.scan("TICKET-1").answer(rules::AdmissionAnnounced{});
  const auto asked = walk.asked_for<AskAdmission>().size();
  walk.give(VisitSettled{.scan = id_of<rules::ScanId>(1), .news = VisitNews::Admitted, .at_kiosk = true});
  EXPECT_TRUE(walk.shows<Welcome>());
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), asked);
  EXPECT_TRUE(walk.asked_for<PrintBadge>().empty());
}

TEST_F(ClosedEvent, WelcomesHerThoughNothingAnswers) {
  walk.scan("TICKET-1").answer(rules::AdmissionAnnounced{});
  walk.give(VisitSettled{id_of<rules::ScanId>(1), VisitNews::Admitted});
  walk.fire(TimerKind::Checking);
  EXPECT_TRUE(walk.shows<Welcome>());
}

TEST_F(ClosedEvent, CallsTheNumberOfWhoHasLeftTheScreen) {
  for (const VisitNews news : {VisitNews::Admitted, VisitNews::Declined}) {
    Walk each = walk;
    each.scan("TICKET-1").answer(rules::AdmissionAnnounced{}).give(DonePressed{});
    each.give(VisitSettled{id_of<rules::ScanId>(1), news});
    ASSERT_EQ(each.model().notices.size(), 1U);
    EXPECT_EQ(each.model().notices[0].text, "Number 1, please come to our team.") << "whatever they will tell her";
    each.fire(TimerKind::Called);
    EXPECT_TRUE(each.model().notices.empty());
    each.give(VisitSettled{id_of<rules::ScanId>(1), news});
    EXPECT_TRUE(each.model().notices.empty()) << "once";
  }
}

TEST_F(ClosedEvent, TellsWhoIsDeclinedNothingButToSeeOurTeam) {
  walk.scan("TICKET-1").answer(rules::AdmissionAnnounced{});
  walk.give(VisitSettled{id_of<rules::ScanId>(1), VisitNews::Declined});
  EXPECT_EQ(walk.model().body, "Please step aside and see our team with this number.");
}

TEST(Welcome, SaysPlaceAndWhatElseThereIs) {
  Walk walk = Walk::open();
  walk.config.welcome = {{"de", "Saal im 1. OG."}};
  walk.config.handouts = {{"member", {{"de", "ein Armband"}}}};
  AdmissionAnswered answer = walk.scan("TICKET-1").reply(granted());
  answer.table = "Tisch 7";
  answer.category = "member";
  walk.give(answer);
  EXPECT_EQ(walk.model().body, "Saal im 1. OG. Your place: Tisch 7. Our team also has for you: ein Armband.");
}

}  // namespace
}  // namespace einlass::flow
