// Each outcome has a sound, and a closed event has one for all.
#include "tests/kiosk/flow/walk.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using rules::Refusal;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Sound> heard(const Walk& walk) {
  std::vector<Sound> sounds;
  for (const auto& played : walk.asked_for<PlaySound>()) sounds.push_back(played.sound);
  return sounds;
}

TEST(Sounds, BelongToOutcomes) {
  EXPECT_THAT(heard(Walk::open().admit("TICKET-1")), ElementsAre(Sound::Welcome));
  EXPECT_THAT(heard(Walk::open().scan("TICKET-1").answer(refused(Refusal::AlreadyIn))), ElementsAre(Sound::AlreadyIn));
  EXPECT_THAT(heard(Walk::open().scan("TICKET-1").answer(refused(Refusal::Blocked))), ElementsAre(Sound::SeeTeam));
  EXPECT_THAT(heard(Walk::open().scan("https://example.org/menu")), ElementsAre(Sound::NotTheTicket));
}

TEST(Sounds, TellOfTheBadgeOnceItIsOut) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 2).badge(BadgeStage::Printing, 1);
  EXPECT_THAT(heard(walk), ElementsAre(Sound::Welcome));
  walk.badge(BadgeStage::Printed, 1).badge(BadgeStage::Printed, 1).badge(BadgeStage::Failed, 2);
  EXPECT_THAT(heard(walk), ElementsAre(Sound::Welcome, Sound::BadgeReady));
}

TEST(Sounds, TellWhetherHelpWasCalled) {
  EXPECT_THAT(heard(Walk::open().give(HelpPressed{}).give(HelpPressed{})), ElementsAre(Sound::HelpCalled));
  Walk alone = Walk::open();
  alone.give(DevicesChanged{{.camera = CameraState::Working}}).give(HelpPressed{});
  EXPECT_THAT(heard(alone), ElementsAre(Sound::SeeTeam)) << "as its screen says";
}

TEST(Sounds, AreSilentWhileNothingHappens) {
  Walk walk = Walk::open();
  walk.give(Touched{}).give(LanguageChosen{"en"}).scan("TICKET-1");
  EXPECT_THAT(heard(walk), IsEmpty()) << "nothing is decided yet";
  walk.answer(granted()).give(Touched{}).give(LanguageChosen{"de"}).give(DonePressed{});
  EXPECT_THAT(heard(walk), ElementsAre(Sound::Welcome));
}

TEST(Sounds, TellStaffWhatBecameOfEachScanAndWhoCalls) {
  Walk walk = Walk::open();
  walk.state.screen = Staff{.member = {.number = 3, .name = "Anna", .role = rules::Role::Staff}, .page = SearchPage{}};
  walk.scan("TICKET-1").answer(granted());
  EXPECT_THAT(heard(walk), ElementsAre(Sound::Welcome));
  walk.fire(TimerKind::ShownLeast).scan("TICKET-2").answer(refused(Refusal::Blocked));
  EXPECT_THAT(heard(walk), ElementsAre(Sound::Welcome, Sound::SeeTeam));
  rules::DoorNews news;
  news.calls.push_back({.scan = id_of<rules::ScanId>(9), .kiosk = "North", .door = "", .at = walk.now});
  walk.give(DoorNewsChanged{news}).give(DoorNewsChanged{news});
  EXPECT_THAT(heard(walk), ElementsAre(Sound::Welcome, Sound::SeeTeam, Sound::HelpCalled));
}

TEST(Sounds, WarnOfATimeLimit) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1").fire(TimerKind::Idle);
  EXPECT_THAT(heard(walk), ElementsAre(Sound::Welcome, Sound::Warning));
}

// Whoever stands near must not hear whether a guest is known.
TEST(Sounds, AreAlikeForAllAnswersOfAClosedEvent) {
  const std::vector<rules::Admission> answers{granted(), refused(Refusal::UnknownCode), refused(Refusal::Blocked),
                                              refused(Refusal::AlreadyIn), rules::AdmissionAnnounced{}};
  for (const auto& answer : answers) {
    Walk walk = Walk::open();
    walk.config.closed = true;
    walk.scan("TICKET-1").answer(answer);
    EXPECT_THAT(heard(walk), ElementsAre(Sound::Announced));
  }
  Walk web = Walk::open();
  web.config.closed = true;
  EXPECT_THAT(heard(web.scan("https://example.org/menu")), ElementsAre(Sound::Announced));
}

// EN 301 549, 5.1.5: what is heard is seen.
TEST(Sounds, HaveWordsAndAPicture) {
  Walk walk = Walk::open();
  for (const auto& answer : std::vector<rules::Admission>{granted(), refused(Refusal::Blocked)}) {
    walk.scan("TICKET-" + std::to_string(walk.scans)).answer(answer);
    ASSERT_EQ(heard(walk).size(), walk.scans);
    EXPECT_FALSE(walk.model().headline.empty());
    EXPECT_NE(walk.model().icon, Icon::None);
    walk.give(DonePressed{});
  }
}

}  // namespace
}  // namespace einlass::flow
