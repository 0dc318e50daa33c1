// A hint how to hold the ticket is seen and said where somebody holds one up, and nowhere else.
#include "tests/kiosk/flow/walk.h"

#include <set>

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using testing::Contains;
using testing::Not;

constexpr const char* closer = "A little closer, please.";

TEST(AimHints, StandOnTheFirstScreenAndAreSaid) {
  Walk walk = Walk::open();
  walk.give(AimHinted{AimHint::Closer});
  EXPECT_EQ(walk.model().body, closer);
  EXPECT_THAT(spoken_form(walk.model()), Contains(closer));
  walk.give(AimHinted{AimHint::None});
  EXPECT_EQ(walk.model().body, "On paper or on your phone: the QR code is all you need.");
}

TEST(AimHints, AllDiffer) {
  std::set<std::string> said;
  for (int hint = 0; hint <= static_cast<int>(AimHint::HoldStill); ++hint) {
    Walk walk = Walk::open();
    said.insert(walk.give(AimHinted{static_cast<AimHint>(hint)}).model().body);
  }
  EXPECT_EQ(said.size(), static_cast<std::size_t>(AimHint::HoldStill) + 1);
}

TEST(AimHints, DisturbNoResult) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1");
  const auto before = spoken_form(walk.model());
  walk.give(AimHinted{AimHint::Closer});
  EXPECT_EQ(spoken_form(walk.model()), before);
  EXPECT_TRUE(walk.shows<Welcome>());
}

TEST(AimHints, KeepTheLanguageOfWhoeverAims) {
  Walk walk = Walk::open();
  walk.give(LanguageChosen{"en"});
  const auto before = walk.state.timers;
  walk.give(AimHinted{AimHint::HoldStill});
  EXPECT_NE(walk.state.timers, before) << "the time begins anew";
}

TEST(AimHints, AreNoneWithoutACamera) {
  Walk walk = Walk::open();
  walk.give(AimHinted{AimHint::Closer}).give(DevicesChanged{{.camera = CameraState::Broken, .connected = true}});
  EXPECT_THAT(spoken_form(walk.model()), Not(Contains(closer)));
}

}  // namespace
}  // namespace einlass::flow
