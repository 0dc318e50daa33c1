// What self-service says: the table in docs/product.md, Admission.
#include "core/rules/words.h"

#include "tests/kiosk/flow/walk.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using rules::Refusal;

struct Said {
  Refusal refusal;
  std::string headline;
};

class RefusalWords : public testing::TestWithParam<Said> {};

TEST_P(RefusalWords, FollowTheTable) {
  Walk walk = Walk::open();
  walk.scan("TICKET-1").answer(refused(GetParam().refusal));
  EXPECT_EQ(walk.model().headline, GetParam().headline);
  EXPECT_EQ(walk.model().name, "");
}

// Where the table says "please see our team", all screens are the same to the letter: no reason, ever.
INSTANTIATE_TEST_SUITE_P(
    Table, RefusalWords,
    testing::Values(Said{Refusal::UnknownCode, "We can't find this code"},
                    Said{Refusal::OtherEvent, "This ticket is for another event or entrance"},
                    Said{Refusal::Replaced, "This code was replaced"}, Said{Refusal::Ambiguous, "Please see our team"},
                    Said{Refusal::Cancelled, "Please see our team"}, Said{Refusal::Blocked, "Please see our team"},
                    Said{Refusal::AwaitingApproval, "Please see our team"},
                    Said{Refusal::Waitlisted, "Please see our team"}, Said{Refusal::TooEarly, "You are early"},
                    Said{Refusal::TooLate, "The doors are closed"},
                    Said{Refusal::AlreadyIn, "You are already checked in"},
                    Said{Refusal::Unpaid, "Please see our team"}, Said{Refusal::NotOnList, "Please see our team"},
                    Said{Refusal::Full, "Please see our team"}, Said{Refusal::NeedsAnswers, "Please see our team"},
                    Said{Refusal::NeedsServer, "Please see our team"}),
    [](const auto& tested) { return std::string(rules::word(tested.param.refusal)); });

TEST(Words, NameTheOtherEventOnlyIfItIsPublic) {
  for (const std::string name : {"", "Award Night"}) {
    Walk walk = Walk::open();
    AdmissionAnswered reply = walk.scan("TICKET-1").reply(refused(Refusal::OtherEvent));
    reply.other_event = name;
    walk.give(reply);
    EXPECT_EQ(walk.model().body, name.empty() ? "Our team will show you the way." : "It is for: Award Night");
  }
}

TEST(Words, NameTheRightDoorOfThisEvent) {
  Walk walk = Walk::open();
  AdmissionAnswered reply = walk.scan("TICKET-1").reply(refused(Refusal::OtherEvent));
  reply.right_door = "Süd";
  walk.give(reply);
  EXPECT_EQ(walk.model().headline, "This ticket is for another entrance");
  EXPECT_EQ(walk.model().body, "Please go to the entrance Süd.");
}

TEST(Words, SayWhenTheDoorsOpenInLocalTime) {
  const auto morning = base::Instant::from_unix_ms(1'795'507'200'000);  // 24 November 2026, 09:00 in Berlin
  Walk walk = Walk::open();
  walk.config.default_language = "en";
  rules::AdmissionRefused early = refused(Refusal::TooEarly);
  early.opens_at = morning;
  AdmissionAnswered reply = walk.scan("TICKET-1").reply(early);
  reply.decided_at = morning - std::chrono::hours(1);
  walk.give(reply);
  EXPECT_EQ(walk.model().body, "Doors open at 09:00.");

  reply = walk.fire(TimerKind::ShownLeast).scan("TICKET-2").reply(early);
  reply.decided_at = morning - std::chrono::hours(24);
  walk.give(reply);
  EXPECT_EQ(walk.model().body, "Doors open on 24 November at 09:00.");
  EXPECT_EQ(walk.give(LanguageChosen{"de"}).model().body, "Doors open on 24. November at 09:00.");
}

TEST(Words, FollowTheBadge) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 1);
  const auto line = [&walk] { return walk.model().badges.at(0).text; };
  EXPECT_EQ(line(), "Your badge is being prepared.");
  EXPECT_EQ((walk.badge(BadgeStage::Printing), line()), "Your badge is being printed.");
  EXPECT_EQ((walk.badge(BadgeStage::Printed), line()), "Please take your badge out below.");
}

TEST(Words, SendTheGuestToThePrinterThatTookTheBadge) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 1).badge(BadgeStage::Printed, 1, "Printer B");
  EXPECT_EQ(walk.model().badges.at(0).text, "Please collect your badge here: Printer B");
}

TEST(Words, NumberTheBadgesOfAParty) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 2).badge(BadgeStage::Failed, 2);
  EXPECT_EQ(walk.model().badges.at(0).text, "Badge 1: Your badge is being prepared.");
  EXPECT_EQ(walk.model().badges.at(1).text, "Badge 2: Your badge could not be printed. Our team will give you one.");
}

TEST(Words, TellOfAMissingPrinterAndServerInAdvance) {
  Walk walk = Walk::open();
  walk.give(DevicesChanged{{.camera = CameraState::Working, .printer = PrinterState::Unavailable}});
  const auto notices = walk.model().notices;
  ASSERT_EQ(notices.size(), 2U);
  for (const auto& notice : notices) EXPECT_FALSE(notice.attention) << "no alarm to guests, who can check in";
  walk.give(DevicesChanged{{.camera = CameraState::Working, .printer = PrinterState::Impaired, .connected = true}});
  ASSERT_EQ(walk.model().notices.size(), 1U);
  EXPECT_EQ(walk.model().notices[0].text, "For our team: one of the printers needs a hand.");
}

TEST(Words, AskForTheHandScannerWhereTheCameraIsGone) {
  Walk walk = Walk::open();
  walk.give(DevicesChanged{{.camera = CameraState::Broken, .connected = true}});
  EXPECT_FALSE(walk.model().live_picture);
  EXPECT_EQ(walk.model().headline, "Scan your ticket with the hand scanner");
}

TEST(Words, GiveTheWelcomeOfTheEventInTheGuestsLanguage) {
  Walk walk = Walk::open();
  walk.config.welcome = {{"de", "Saal im 1. OG"}, {"en", "Hall on the first floor"}};
  walk.admit("TICKET-1");
  EXPECT_EQ(walk.model().body, "Saal im 1. OG");
  walk.give(LanguageChosen{"en"});
  EXPECT_EQ(walk.model().body, "Hall on the first floor");
}

TEST(Words, CarryHelpLanguagesAndPrivacyOnEveryScreen) {
  Walk walk = Walk::open();
  walk.config.organiser = "Netzwerk e. V.";
  walk.config.privacy_url = "https://example.org/privacy";
  for (int scene = 0; scene < 3; ++scene) {
    if (scene == 1) walk.scan("TICKET-1");
    if (scene == 2) walk.answer(granted());
    const ScreenModel model = walk.model();
    EXPECT_TRUE(model.help);
    EXPECT_EQ(model.languages.size(), 2U);
    EXPECT_EQ(model.privacy, "Netzwerk e. V. uses your data to check you in.");
    EXPECT_EQ(model.privacy_url, "https://example.org/privacy");
  }
}

TEST(Words, SayTheAddressThatIsSeenAsACode) {
  Walk walk = Walk::open();
  walk.config.organiser = "Netzwerk e. V.";
  walk.config.privacy_url = "https://example.org/privacy";
  EXPECT_THAT(spoken_form(walk.model()), ::testing::Contains("https://example.org/privacy."));
}

}  // namespace
}  // namespace einlass::flow
