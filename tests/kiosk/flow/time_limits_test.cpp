// Nobody is rushed, nothing stays for ever (EN 301 549, 11.2.2.1).
#include "tests/kiosk/flow/walk.h"

#include <gtest/gtest.h>

namespace einlass::flow {
namespace {

base::Milliseconds longest(const Walk& walk, TimerKind kind) {
  base::Milliseconds after{0};
  for (const StartTimer& timer : walk.asked_for<StartTimer>()) {
    if (timer.kind == kind) after = timer.after;
  }
  return after;
}

TEST(TimeLimits, WarnBeforeAScreenGoesAndThenReturnToAttract) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1").fire(TimerKind::Idle);
  ASSERT_TRUE(walk.model().warning);
  EXPECT_TRUE(walk.shows<Welcome>());
  walk.fire(TimerKind::Warning);
  EXPECT_TRUE(walk.shows<Attract>());
}

TEST(TimeLimits, AreTwentySecondsEachOrThreeTimesThat) {
  for (const int slower : {1, 3}) {
    Walk walk = Walk::open();
    walk.config.timings.slower = slower;
    walk.admit("TICKET-1").fire(TimerKind::Idle);
    EXPECT_GE(longest(walk, TimerKind::Idle), base::Milliseconds(20'000) * slower);
    EXPECT_GE(longest(walk, TimerKind::Warning), base::Milliseconds(20'000) * slower);
  }
}

TEST(TimeLimits, CanBeExtendedTenTimes) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1");
  for (int i = 0; i < 10; ++i) {
    walk.fire(TimerKind::Idle).give(MoreTimePressed{});
    EXPECT_FALSE(walk.model().warning) << "extension " << i + 1;
  }
  walk.fire(TimerKind::Idle).give(MoreTimePressed{}).fire(TimerKind::Warning);
  EXPECT_TRUE(walk.shows<Attract>());
}

TEST(TimeLimits, BeginAnewWithEveryNewsOfABadge) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 1).fire(TimerKind::Idle).badge(BadgeStage::Printed);
  EXPECT_FALSE(walk.model().warning);
  EXPECT_TRUE(walk.runs(TimerKind::Idle));
  EXPECT_FALSE(walk.runs(TimerKind::Warning));
}

TEST(TimeLimits, IgnoreTimersThatWereReplaced) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1");
  const std::uint64_t old = walk.state.timers.at(static_cast<std::size_t>(TimerKind::Idle));
  walk.give(Touched{}).give(TimerFired{TimerKind::Idle, old});
  EXPECT_FALSE(walk.model().warning);
}

TEST(TimeLimits, ForgetALanguageThatSomebodyLeftBehind) {
  Walk walk = Walk::open();
  walk.give(LanguageChosen{"en"});
  EXPECT_EQ(walk.model().language, "en");
  walk.fire(TimerKind::Idle);
  EXPECT_EQ(walk.model().language, "de");
}

TEST(Language, FollowsTheGuestAsSoonAsSheIsKnown) {
  Walk walk = Walk::open();
  AdmissionAnswered reply = walk.scan("TICKET-1").reply(granted());
  reply.guest_language = "en";
  walk.give(reply);
  EXPECT_EQ(walk.model().language, "en");
  walk.give(DonePressed{});
  EXPECT_EQ(walk.model().language, "de");
}

TEST(Language, StaysWhatThePersonChose) {
  Walk walk = Walk::open();
  walk.give(LanguageChosen{"en"});
  AdmissionAnswered reply = walk.scan("TICKET-1").reply(granted());
  reply.guest_language = "de";
  walk.give(reply);
  EXPECT_EQ(walk.model().language, "en");
  walk.give(LanguageChosen{"tlh"});
  EXPECT_EQ(walk.model().language, "en") << "not offered";
}

TEST(Language, BelongsToOneVisitorOnly) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1").give(LanguageChosen{"en"}).fire(TimerKind::ShownLeast).scan("TICKET-2");
  EXPECT_EQ(walk.model().language, "de");
}

TEST(Help, RingsOnceAndLiesOverTheBadge) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1", 1).give(HelpPressed{}).give(HelpPressed{});
  EXPECT_EQ(walk.asked_for<CallForHelp>().size(), 1U);
  EXPECT_EQ(walk.model().headline, "Welcome");
  EXPECT_EQ(walk.model().badges.size(), 1U);
  ASSERT_EQ(walk.model().notices.size(), 1U);
  EXPECT_FALSE(walk.model().help);
}

TEST(Help, GoesByItselfLikeEveryScreen) {
  Walk walk = Walk::open();
  walk.give(HelpPressed{}).fire(TimerKind::Idle).fire(TimerKind::Warning);
  EXPECT_EQ(walk.model().layout, Layout::Attract);
}

TEST(Help, ComesOnlyOnceAPersonHasSaidSo) {
  Walk walk = Walk::open();
  walk.give(HelpPressed{});
  const auto call = walk.state.given.scan;
  ASSERT_EQ(walk.asked_for<CallForHelp>().size(), 1U);
  EXPECT_EQ(walk.asked_for<CallForHelp>()[0].scan, call);
  EXPECT_EQ(walk.model().headline, "We are calling our team");
  walk.give(VisitSettled{id_of<rules::ScanId>(78), VisitNews::HelpIsComing});
  EXPECT_EQ(walk.model().headline, "We are calling our team") << "that was another kiosk's";
  walk.give(VisitSettled{call, VisitNews::HelpIsComing});
  EXPECT_EQ(walk.model().headline, "Somebody is coming to you");
}

TEST(Help, SendsToTheDeskWhomNobodyHasHeard) {
  Walk walk = Walk::open();
  walk.give(HelpPressed{});
  const auto call = walk.state.given.scan;
  EXPECT_EQ(longest(walk, TimerKind::Unheard), base::Milliseconds(20'000));
  walk.fire(TimerKind::Unheard);
  EXPECT_EQ(walk.model().headline, "Please go to our desk");
  walk.give(VisitSettled{call, VisitNews::HelpIsComing});
  EXPECT_EQ(walk.model().headline, "Somebody is coming to you") << "late, but somebody comes";
}

TEST(Help, IsCalledForTheScanThatIsOnTheScreen) {
  Walk walk = Walk::open();
  walk.scan("TICKET-1").give(HelpPressed{});
  EXPECT_EQ(walk.asked_for<CallForHelp>().at(0).scan, id_of<rules::ScanId>(1));
}

TEST(Help, PromisesNothingWithoutAServer) {
  Walk walk = Walk::open();
  walk.give(DevicesChanged{{.camera = CameraState::Working}}).give(HelpPressed{});
  EXPECT_TRUE(walk.asked_for<CallForHelp>().empty());
  EXPECT_EQ(walk.model().headline, "Please see our team at the desk");
}

TEST(Service, TurnsTheCameraOffWhereNobodyCanCheckIn) {
  Walk walk;
  walk.give(ServiceChanged{});
  walk.give(ServiceChanged{OutOfServiceReason::NoEvent});
  const auto scanning = walk.asked_for<SetScanning>();
  ASSERT_EQ(scanning.size(), 2U);
  EXPECT_TRUE(scanning[0].on);
  EXPECT_FALSE(scanning[1].on);
  walk.scan("TICKET-1");
  EXPECT_TRUE(walk.shows<OutOfService>());
}

TEST(Service, LetsAVisitEndBeforeTheScreenGoes) {
  Walk walk = Walk::open();
  walk.scan("TICKET-1").give(ServiceChanged{OutOfServiceReason::NoEvent}).answer(granted());
  EXPECT_TRUE(walk.shows<Welcome>());
  walk.give(DonePressed{});
  EXPECT_TRUE(walk.shows<OutOfService>());
  walk.give(ServiceChanged{});
  EXPECT_TRUE(walk.shows<Attract>());
}

}  // namespace
}  // namespace einlass::flow
