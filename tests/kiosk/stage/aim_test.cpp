// Hints of a scanner on their way to eye and ear, and the tone that is the faster the nearer a code is.
#include "tests/kiosk/stage/stage_fixture.h"

#include <algorithm>

namespace einlass::stage {
namespace {

class AimOfStage : public StageFixture {
 protected:
  void open(const StageOptions& options = {}) {
    make_stage(options);
    open_devices({});
    say(link::Assigned{});
    sounds_.heard.clear();
  }
  void report(scan::AimHint hint, double nearness = 0) {
    stage_->post_aim()({.hint = hint, .nearness = nearness});
    ui_.pump();
  }
  // In five seconds, once the screen has been said.
  std::ptrdiff_t tones(double nearness) {
    stage_->post_spoken()(speaker_.number);
    ui_.pump();
    sounds_.heard.clear();
    for (int i = 0; i < 20; ++i) report(scan::AimHint::None, nearness);
    return std::count(sounds_.heard.begin(), sounds_.heard.end(), "aim");
  }
};

TEST_F(AimOfStage, HasThePersonsSides) {
  open();
  report(scan::AimHint::Right);
  EXPECT_EQ(stage_->state().aim, flow::AimHint::Left) << "whoever faces a camera";
  open({.mirrored = false});
  report(scan::AimHint::Right);
  EXPECT_EQ(stage_->state().aim, flow::AimHint::Right);
  report(scan::AimHint::None);
  EXPECT_EQ(stage_->state().aim, flow::AimHint::None);
}

TEST_F(AimOfStage, SoundsFasterTheNearerACodeIs) {
  open();
  stage_->on_key(flow::Key::Repeat);
  EXPECT_EQ(tones(0), 0) << "nothing is to be seen";
  const auto far = tones(0.1);
  const auto nearer = tones(0.7);
  EXPECT_GT(far, 3);
  EXPECT_GT(nearer, far);
  EXPECT_GT(tones(1), nearer);
}

TEST_F(AimOfStage, IsSilentWhereNobodyListens) {
  open();
  EXPECT_EQ(tones(1), 0);
}

TEST_F(AimOfStage, IsSilentOverSpeech) {
  open();
  stage_->on_key(flow::Key::Repeat);
  for (int i = 0; i < 8; ++i) report(scan::AimHint::None, 1);
  EXPECT_EQ(std::count(sounds_.heard.begin(), sounds_.heard.end(), "aim"), 0);
}

}  // namespace
}  // namespace einlass::stage
