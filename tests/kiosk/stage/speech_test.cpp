// What a guest hears who uses the keypad or headphones, and when it stops.
#include "tests/kiosk/stage/printing_stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::stage {
namespace {

using flow::Key;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class SpeechOfStage : public StageFixture {
 protected:
  void open(StageOptions options = {}, bool rehearsal = false) {
    options.default_language = "en";
    make_stage(options);
    open_devices({});
    link::Assigned assigned;
    assigned.frame.name = "Future Summit";
    if (rehearsal) assigned.frame.rehearses = rules::EventId::random();
    say(assigned);
    speaker_.said.clear();
  }
  void admit() {
    scan("TICKET-1");
    auto decided = granted(link_.asked.back().scan);
    std::get<rules::AdmissionGranted>(decided.admission).owed_badges.clear();
    say(decided);
  }
  void plug(bool in) {
    stage_->post_headphones()(in);
    ui_.pump();
  }
  void over() {
    stage_->post_spoken()(speaker_.number);
    ui_.pump();
  }
  bool speaking() const { return stage_->state().speaks(); }
  // Since it was last asked for.
  std::vector<std::string> said() { return std::exchange(speaker_.said, {}); }
};

TEST_F(SpeechOfStage, SaysNothingToWhoeverDoesNotAskForIt) {
  open();
  admit();
  stage_->on_press(flow::LanguageChosen{"de"});
  stage_->on_focus("done");
  EXPECT_THAT(said(), IsEmpty());
}

TEST_F(SpeechOfStage, AnswersTheFirstKeyWithTheWholeScreenOnce) {
  open();
  stage_->on_key(Key::Repeat);
  EXPECT_THAT(said(), ElementsAre(".", "en: Scan your ticket with the hand scanner.",
                                  "en: On paper or on your phone: the QR code is all you need.", "en: Future Summit.",
                                  "en: Speech is on, volume 6 of 10.",
                                  "en: Keys: next, previous, press, back, repeat, stop, quieter, louder, help."));
  EXPECT_EQ(speaker_.volume, 60);
}

TEST_F(SpeechOfStage, SaysOnceThatItIsARehearsal) {
  open({}, true);
  stage_->on_key(Key::Repeat);
  const auto rehearsal = HasSubstr("en: REHEARSAL");
  EXPECT_THAT(said(), Contains(rehearsal).Times(1));
  admit();
  EXPECT_THAT(said(), AllOf(Contains("en: You are checked in."), Not(Contains(rehearsal))));
}

TEST_F(SpeechOfStage, InterruptsAScreenWithTheNextAndAddsWhatIsNewToOne) {
  open();
  stage_->on_key(Key::Next);
  said();
  admit();
  EXPECT_THAT(said(), ElementsAre(".", "en: One moment, please.", "en: We are looking for your ticket.",
                                  "en: Speech is on, volume 6 of 10.", ".", "en: Welcome.", "en: You are checked in.",
                                  "en: Speech is on, volume 6 of 10."));
  stage_->on_key(Key::Louder);
  EXPECT_THAT(said(), ElementsAre(".", "en: Speech is on, volume 7 of 10."));
  EXPECT_EQ(speaker_.volume, 70);
}

TEST_F(SpeechOfStage, FollowsTheFocusAndNamesEachLanguageInItsOwnVoice) {
  open();
  stage_->on_key(Key::Next);
  EXPECT_EQ(display_.moved, "") << "the display leads to the first button itself where speech begins";
  stage_->on_key(Key::Next);
  EXPECT_EQ(display_.moved, ">");
  said();
  stage_->on_focus("language_de");
  stage_->on_focus("help");
  EXPECT_THAT(said(), ElementsAre("de: Deutsch.", "en: Button 2 of 7.", "en: Ask for help.", "en: Button 7 of 7."));
  stage_->on_key(Key::Repeat);
  const auto repeated = said();
  EXPECT_THAT(repeated, Contains("en: Scan your ticket with the hand scanner."));
  EXPECT_EQ(repeated.back(), "en: Button 7 of 7.") << "with where one is";
}

TEST_F(SpeechOfStage, StopsAtAnyInput) {
  open();
  const std::function<void()> inputs[] = {[this] { stage_->on_key(Key::Stop); },
                                          [this] { stage_->on_press(flow::Touched{}); }};
  for (const auto& input : inputs) {
    stage_->on_key(Key::Repeat);
    ASSERT_TRUE(speaking());
    said();
    input();
    EXPECT_THAT(said(), ElementsAre("."));
    EXPECT_FALSE(speaking());
  }
}

TEST_F(SpeechOfStage, KnowsWhenAllIsSaid) {
  open();
  stage_->on_key(Key::Next);
  const auto first = speaker_.number;
  stage_->on_focus("help");
  stage_->post_spoken()(first);
  ui_.pump();
  EXPECT_TRUE(speaking()) << "more was added";
  over();
  EXPECT_FALSE(speaking());
}

TEST_F(SpeechOfStage, SaysTheNameIntoHeadphonesAndNowhereElse) {
  open();
  plug(true);
  admit();
  EXPECT_THAT(said(), Contains("en: Jörg Müller."));
  plug(false);
  EXPECT_THAT(said(), ElementsAre(".")) << "not on through the loudspeaker";
  stage_->on_key(Key::Repeat);
  EXPECT_THAT(said(), AllOf(Contains("en: Welcome."), Not(Contains(HasSubstr("Müller")))));
}

TEST_F(SpeechOfStage, SaysTheNameIntoAHandset) {
  open({.headphones = flow::Headphones::Handset});
  admit();
  EXPECT_THAT(said(), IsEmpty());
  stage_->on_key(Key::Repeat);
  EXPECT_THAT(said(), Contains("en: Jörg Müller."));
}

TEST_F(SpeechOfStage, SpeaksToEverybodyWhereTheSettingsSaySo) {
  open({.aloud = true, .volume = 9});
  admit();
  EXPECT_THAT(said(), AllOf(Contains("en: Welcome."), Not(Contains(HasSubstr("Müller")))));
  EXPECT_EQ(speaker_.volume, 90);
}

TEST_F(SpeechOfStage, KeysDoWhatTheirNamesSay) {
  open();
  admit();
  stage_->on_key(Key::Repeat);
  for (const Key key : {Key::Next, Key::Previous, Key::Press}) stage_->on_key(key);
  EXPECT_EQ(display_.moved, "><!");
  stage_->on_key(Key::Help);
  EXPECT_TRUE(stage_->state().help);
  clock_.advance(base::Milliseconds(600));
  stage_->on_key(Key::Back);
  EXPECT_TRUE(std::holds_alternative<flow::Attract>(stage_->state().screen));
}

class SpokenBadge : public PrintingStage {
 protected:
  void admit_and_print() {
    make_stage({.default_language = "en"});
    open();
    scan("TICKET-1");
    say(granted(link_.asked.back().scan));
    ASSERT_TRUE(ui_.pump_until([this] { return !stage_->state().visit.badge_words.empty(); }));
  }
  std::vector<std::string> read() {
    speaker_.said.clear();
    clock_.advance(base::Milliseconds(1'000));
    stage_->on_press(flow::BadgeReadOut{});
    return speaker_.said;
  }
};

TEST_F(SpokenBadge, IsReadIntoHeadphonesAsOftenAsItIsAskedFor) {
  admit_and_print();
  stage_->post_headphones()(true);
  ui_.pump();
  for (int time = 0; time < 2; ++time) {
    EXPECT_THAT(read(), Contains("en: Jörg Müller."));
    EXPECT_TRUE(stage_->state().speaks()) << "no limit runs meanwhile";
  }
}

TEST_F(SpokenBadge, IsReadToNobodyThroughTheLoudspeaker) {
  admit_and_print();
  stage_->on_key(Key::Repeat);
  EXPECT_THAT(read(), Not(Contains(HasSubstr("Müller"))));
}

TEST_F(SpeechOfStage, TheSecondKeyOfAHandScannersEndIsNobodys) {
  open();
  base::Milliseconds at{1'000};
  for (const char character : std::string("TICKET-7")) {
    at += base::Milliseconds(5);
    stage_->on_character({std::string(1, character), std::string(1, character), at});
  }
  EXPECT_TRUE(stage_->on_enter(at + base::Milliseconds(5)));
  EXPECT_TRUE(stage_->on_enter(at + base::Milliseconds(10)));
  EXPECT_FALSE(stage_->on_enter(at + base::Milliseconds(900))) << "a person's";
  EXPECT_EQ(link_.asked.size(), 1U);
}

}  // namespace
}  // namespace einlass::stage
