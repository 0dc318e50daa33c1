// Sounds of a stage: never over speech (EN 301 549, 5.1.3.10).
#include "tests/kiosk/stage/stage_fixture.h"

#include <gmock/gmock.h>

namespace einlass::stage {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class SoundsOfStage : public StageFixture {
 protected:
  void open(StageOptions options = {}) {
    make_stage(options);
    open_devices({});
    say(link::Assigned{});
    sounds_.heard.clear();
  }
  void admit() {
    scan("TICKET-1");
    say(granted(link_.asked.back().scan));
  }
};

TEST_F(SoundsOfStage, ComeWithTheOutcome) {
  open();
  admit();
  EXPECT_THAT(sounds_.heard, ElementsAre("welcome"));
}

TEST_F(SoundsOfStage, AreDroppedWhileTheScreenIsSpoken) {
  open();
  stage_->on_key(flow::Key::Next);
  admit();
  EXPECT_THAT(sounds_.heard, Not(Contains("welcome")));
}

TEST_F(SoundsOfStage, EndWhereSpeechBegins) {
  open();
  admit();
  stage_->on_key(flow::Key::Next);
  EXPECT_THAT(sounds_.heard, ElementsAre("welcome", "."));
}

TEST_F(SoundsOfStage, ClickWithPressesWhereTheSettingsSaySo) {
  open();
  stage_->on_press(flow::HelpPressed{});
  EXPECT_THAT(sounds_.heard, Not(Contains("key")));
  open({.key_clicks = true});
  stage_->on_press(flow::LanguageChosen{"en"});
  stage_->on_press(flow::LanguageChosen{"en"});
  EXPECT_THAT(sounds_.heard, ElementsAre("key")) << "a double strike is no press";
}

TEST_F(SoundsOfStage, CountASecondPressWhereTheSettingsSaySo) {
  open({.double_strike = {.button = base::Milliseconds(0)}, .key_clicks = true});
  stage_->on_press(flow::LanguageChosen{"en"});
  stage_->on_press(flow::LanguageChosen{"en"});
  EXPECT_THAT(sounds_.heard, ElementsAre("key", "key"));
}

}  // namespace
}  // namespace einlass::stage
