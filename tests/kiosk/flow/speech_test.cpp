// Who hears what, for how long, and what is said (EN 301 549, 5.1.3 and 5.2).
#include "tests/kiosk/flow/walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::flow {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Speech : public testing::Test {
 protected:
  Walk& plug(Headphones headphones) {
    Devices devices = walk.state.devices;
    devices.headphones = headphones;
    return walk.give(DevicesChanged{devices});
  }
  Listening listening() const { return walk.model().listening; }
  int volume() const { return walk.model().volume; }
  std::vector<std::string> spoken() const { return spoken_form(walk.model()); }

  Walk walk = Walk::open();
};

TEST_F(Speech, IsSilentUntilSomebodyAsksForIt) {
  EXPECT_EQ(listening(), Listening::None);
  walk.admit("TICKET-1", 1).give(Touched{});
  EXPECT_EQ(listening(), Listening::None);
  EXPECT_THAT(walk.model().notices, IsEmpty());
  walk.give(KeypadUsed{});
  EXPECT_EQ(listening(), Listening::Open);
}

TEST_F(Speech, EndsWithTheVisit) {
  walk.give(KeypadUsed{}).admit("TICKET-1");
  EXPECT_EQ(listening(), Listening::Open) << "asked for before the ticket was shown";
  walk.give(DonePressed{});
  EXPECT_EQ(listening(), Listening::None);

  walk.admit("TICKET-2").give(KeypadUsed{}).fire(TimerKind::ShownLeast).scan("TICKET-3");
  EXPECT_EQ(listening(), Listening::None) << "the next guest did not ask";
}

TEST_F(Speech, EndsWhereWhoeverAskedWentAwayWithoutATicket) {
  walk.give(KeypadUsed{});
  ASSERT_TRUE(walk.runs(TimerKind::Idle));
  walk.fire(TimerKind::Idle);
  EXPECT_EQ(listening(), Listening::None);
}

TEST_F(Speech, NamesTheGuestInHeadphonesOnly) {
  struct Case {
    Headphones headphones;
    bool asked;
    Listening listening;
  };
  const Case cases[] = {{Headphones::None, true, Listening::Open},
                        {Headphones::In, false, Listening::Private},
                        {Headphones::In, true, Listening::Private},
                        {Headphones::Handset, false, Listening::None},
                        {Headphones::Handset, true, Listening::Private}};
  for (const Case& one : cases) {
    walk = Walk::open();
    plug(one.headphones).admit("TICKET-1", 1);
    if (one.asked) walk.give(KeypadUsed{});
    EXPECT_EQ(listening(), one.listening);
    const bool named = listening() == Listening::Private;
    EXPECT_THAT(spoken(), Contains(HasSubstr("Groß")).Times(named ? 1 : 0));
    EXPECT_THAT(spoken(), Contains("Your badge is being prepared."));
  }
}

TEST_F(Speech, ToEverybodyNamesNobodyAndAdvertisesNothing) {
  walk.config.aloud = true;
  EXPECT_EQ(listening(), Listening::Open);
  EXPECT_THAT(walk.model().notices, IsEmpty());
  walk.admit("TICKET-1");
  EXPECT_THAT(spoken(), ElementsAre("Welcome.", "You are checked in."));
}

TEST_F(Speech, IsSeenAsWellWithItsVolume) {
  walk.admit("TICKET-1").give(VolumeTurned{2});
  ASSERT_EQ(walk.model().notices.size(), 1U);
  EXPECT_EQ(walk.model().notices[0].text, "Speech is on, volume 8 of 10.");
}

TEST_F(Speech, KeepsItsVolumeWithinBoundsAndForgetsItAfterEachPerson) {
  walk.config.volume = 7;
  for (int i = 0; i < 5; ++i) walk.give(VolumeTurned{1});
  EXPECT_EQ(volume(), 10);
  walk.give(VolumeTurned{-1});
  EXPECT_EQ(volume(), 9);
  for (int i = 0; i < 20; ++i) walk.give(VolumeTurned{-1});
  EXPECT_EQ(volume(), 1);
  walk.admit("TICKET-1").give(DonePressed{});
  EXPECT_EQ(volume(), 7);

  plug(Headphones::In).give(VolumeTurned{2});
  plug(Headphones::None);
  EXPECT_EQ(volume(), 7);
  EXPECT_EQ(listening(), Listening::None) << "unplugged, it does not go on aloud";
}

TEST_F(Speech, HoldsTimeLimitsUntilItIsOver) {
  walk.give(KeypadUsed{}).admit("TICKET-1").give(SpeechMoved{true});
  for (const auto kind : {TimerKind::Idle, TimerKind::ShownLeast}) walk.fire(kind);
  EXPECT_FALSE(walk.state.visit.closing);
  walk.give(SpeechMoved{false});
  EXPECT_TRUE(walk.runs(TimerKind::Idle));
}

TEST_F(Speech, KeepsTheNextTicketWaitingUntilItIsOver) {
  walk.give(KeypadUsed{}).admit("TICKET-1").give(SpeechMoved{true}).fire(TimerKind::ShownLeast);
  EXPECT_EQ(walk.model().hint, "") << "nobody is asked for a ticket meanwhile";
  walk.scan("TICKET-2");
  EXPECT_TRUE(walk.shows<Welcome>()) << "still being told";
  EXPECT_EQ(walk.model().hint, "The next ticket has been read. One moment, please.");
  EXPECT_THAT(spoken(), Not(Contains(HasSubstr("next ticket")))) << "that is for somebody else";
  walk.give(SpeechMoved{false});
  EXPECT_TRUE(walk.shows<Welcome>()) << "a key may have ended it, to begin the next";
  walk.fire(TimerKind::ShownLeast);
  EXPECT_TRUE(walk.shows<Checking>());
  EXPECT_EQ(listening(), Listening::None) << "the next guest did not ask for it";
  EXPECT_FALSE(walk.state.speaks());
}

TEST_F(Speech, OfThreeSecondsOrLessLeavesAResultItsLeastTime) {
  walk.give(KeypadUsed{}).admit("TICKET-1").give(SpeechMoved{true}).scan("TICKET-2").give(SpeechMoved{false});
  EXPECT_TRUE(walk.shows<Welcome>());
  walk.fire(TimerKind::ShownLeast);
  EXPECT_TRUE(walk.shows<Checking>());
}

TEST_F(Speech, ThatAKeyBeganHoldsTheLaneByALimitHoweverManyKeysFollow) {
  walk.config.timings.slower = 3;
  walk.give(KeypadUsed{}).admit("TICKET-1").give(SpeechMoved{true}).fire(TimerKind::ShownLeast).scan("TICKET-2");
  ASSERT_TRUE(walk.runs(TimerKind::HeldUp));
  const auto started = std::get<StartTimer>(walk.newest.back());
  EXPECT_EQ(started.kind, TimerKind::HeldUp);
  EXPECT_EQ(started.after, 3 * walk.config.timings.heard_most);
  const auto serial = walk.state.timers.at(static_cast<std::size_t>(TimerKind::HeldUp));
  for (int key = 0; key < 5; ++key) {
    walk.give(SpeechMoved{false}).give(KeypadUsed{}).give(SpeechMoved{true}).scan("TICKET-2");
  }
  EXPECT_EQ(walk.state.timers.at(static_cast<std::size_t>(TimerKind::HeldUp)), serial) << "it does not begin anew";
  walk.fire(TimerKind::HeldUp);
  EXPECT_TRUE(walk.shows<Checking>());
  EXPECT_EQ(walk.state.visit.code, "TICKET-2");
}

TEST_F(Speech, ThatBeginsWhileATicketWaitsHoldsItByALimitToo) {
  walk.admit("TICKET-1").scan("TICKET-2").give(KeypadUsed{}).give(SpeechMoved{true}).fire(TimerKind::ShownLeast);
  EXPECT_TRUE(walk.shows<Welcome>());
  walk.fire(TimerKind::HeldUp);
  EXPECT_TRUE(walk.shows<Checking>());
}

TEST_F(Speech, IntoHeadphonesIsHeardToItsEnd) {
  plug(Headphones::In).admit("TICKET-1").give(SpeechMoved{true}).fire(TimerKind::ShownLeast).scan("TICKET-2");
  EXPECT_FALSE(walk.runs(TimerKind::HeldUp));
  EXPECT_TRUE(walk.shows<Welcome>());
  walk.give(SpeechMoved{false}).fire(TimerKind::ShownLeast);
  EXPECT_TRUE(walk.shows<Checking>());
}

TEST_F(Speech, HoldsNoTicketUpWhereNothingWasDecided) {
  walk.give(KeypadUsed{}).give(SpeechMoved{true}).scan("TICKET-1");
  EXPECT_TRUE(walk.shows<Checking>());
  walk = Walk::open();
  walk.give(KeypadUsed{}).scan("https://example.org").give(SpeechMoved{true}).scan("TICKET-1");
  EXPECT_TRUE(walk.shows<Checking>()) << "her own ticket, after the wrong code";
}

TEST_F(Speech, OfTheWarningLeavesItsFullTime) {
  walk.give(KeypadUsed{}).admit("TICKET-1").fire(TimerKind::Idle);
  ASSERT_TRUE(walk.state.visit.closing);
  walk.give(SpeechMoved{true}).fire(TimerKind::Warning);
  EXPECT_TRUE(walk.state.visit.closing) << "and the visit goes on";
  walk.give(SpeechMoved{false});
  ASSERT_EQ(walk.newest.size(), 1U);
  EXPECT_EQ(std::get<StartTimer>(walk.newest[0]).kind, TimerKind::Warning);
  EXPECT_EQ(std::get<StartTimer>(walk.newest[0]).after, walk.config.timings.warning);
  walk.fire(TimerKind::Warning);
  EXPECT_TRUE(walk.shows<Attract>());
}

TEST_F(Speech, ThatNeverEndsHoldsNobody) {
  walk.give(KeypadUsed{}).admit("TICKET-1").give(SpeechMoved{true}).fire(TimerKind::Speech);
  walk.fire(TimerKind::Idle);
  EXPECT_TRUE(walk.state.visit.closing);

  walk = Walk::open();
  plug(Headphones::In).admit("TICKET-1").give(SpeechMoved{true});
  plug(Headphones::None);
  walk.fire(TimerKind::Idle);
  EXPECT_TRUE(walk.state.visit.closing) << "unplugged in the middle of it";
}

TEST_F(Speech, ReadsABadgeToWhoeverHearsItAlone) {
  struct Case {
    Headphones headphones;
    BadgeStage stage;
    bool read;
  };
  const Case cases[] = {{Headphones::In, BadgeStage::Printed, true},
                        {Headphones::Handset, BadgeStage::Printed, true},
                        {Headphones::None, BadgeStage::Printed, false},
                        {Headphones::In, BadgeStage::Failed, false}};
  for (const Case& one : cases) {
    walk = Walk::open();
    plug(one.headphones).admit("TICKET-1", 1).give(KeypadUsed{});
    const auto job = walk.state.visit.badges.at(0).job;
    walk.give(BadgeWorded{job, {"Jürgen Groß", "Nordlicht GmbH", "Mitglied"}}).give(BadgeMoved{{job, one.stage}});
    const auto model = walk.model();
    const auto buttons = buttons_of(model);
    EXPECT_EQ(std::any_of(buttons.begin(), buttons.end(), [](const auto* each) { return each->id == "read_badge"; }),
              one.read);
    const std::vector<std::string> words{"Jürgen Groß.", "Nordlicht GmbH.", "Mitglied."};
    EXPECT_EQ(spoken_badges(model), one.read ? words : std::vector<std::string>());
    EXPECT_THAT(spoken_form(model), Not(Contains("Nordlicht GmbH."))) << "on request only";
  }
}

TEST_F(Speech, TellsTheBadgesOfAPartyApart) {
  plug(Headphones::In).admit("TICKET-1", 2);
  for (const auto& badge : std::vector(walk.state.visit.badges)) {
    walk.give(BadgeMoved{{badge.job, BadgeStage::Printed}}).give(BadgeWorded{badge.job, {"Jürgen Groß"}});
  }
  EXPECT_THAT(spoken_badges(walk.model()), ElementsAre("Badge 1: Please take your badge out below.", "Jürgen Groß.",
                                                       "Badge 2: Please take your badge out below.", "Jürgen Groß."));
}

TEST_F(Speech, ReadsNobodysBadgeToTheNextGuest) {
  plug(Headphones::In).admit("TICKET-1", 1);
  const auto job = walk.state.visit.badges.at(0).job;
  walk.fire(TimerKind::ShownLeast).admit("TICKET-2", 1).give(BadgeWorded{job, {"Jürgen Groß"}});
  EXPECT_THAT(spoken_badges(walk.model()), IsEmpty());
  EXPECT_THAT(walk.state.visit.badge_words, IsEmpty());
}

TEST_F(Speech, CountsTheButtonsAsTabReachesThem) {
  walk.give(KeypadUsed{}).admit("TICKET-1").fire(TimerKind::Idle);
  const auto model = walk.model();
  std::vector<std::string> heard;
  for (const Button* button : buttons_of(model)) heard.push_back(button->label + ". " + button->place);
  EXPECT_THAT(heard,
              ElementsAre("Done. Button 1 of 7.", "I need more time. Button 2 of 7.", "Deutsch. Chosen. Button 3 of 7.",
                          "English. Button 4 of 7.", "Large type. Button 5 of 7.",
                          "Controls further down. Button 6 of 7.", "Ask for help. Button 7 of 7."));
}

TEST_F(Speech, NamesKeysWithoutCountingThem) {
  walk.config.search = true;
  walk.give(KeypadUsed{}).give(SearchPressed{});
  const auto model = walk.model();
  ASSERT_TRUE(model.keyboard);
  std::size_t keys = 0;
  for (const auto& row : model.keyboard->rows) {
    for (const Keycap& key : row) EXPECT_EQ(key.press.place, "") << key.press.id;
    keys += row.size();
  }
  const auto others = std::to_string(buttons_of(model).size() - keys);
  EXPECT_EQ(model.fields.front().edit.place, "Button 1 of " + others + ".");
  EXPECT_EQ(model.help->place, "Button " + others + " of " + others + ".");
}

TEST_F(Speech, TellsWhatThereIsToChooseFrom) {
  AdmissionAnswered reply = walk.give(KeypadUsed{}).scan("TICKET-1").reply(refused(rules::Refusal::Ambiguous));
  reply.choices = {{id_of<rules::TicketId>(1), "Dinner"}, {id_of<rules::TicketId>(2), "Talk"}};
  walk.give(reply);
  EXPECT_THAT(spoken(),
              ElementsAre("Which ticket would you like to use?", "Dinner.", "Talk.", "Speech is on, volume 6 of 10."));
}

TEST_F(Speech, LeavesOutWhatOnlyTheTeamNeeds) {
  walk.give(DevicesChanged{{.camera = CameraState::Working, .printer = PrinterState::Impaired}});
  walk.give(KeypadUsed{});
  EXPECT_EQ(walk.model().notices.size(), 4U);
  EXPECT_THAT(spoken(), Not(Contains(HasSubstr("team:"))));
  walk.give(DevicesChanged{{.camera = CameraState::Working, .printer = PrinterState::Unavailable}});
  EXPECT_THAT(spoken(), Contains(HasSubstr("Badges cannot be printed")));
}

}  // namespace
}  // namespace einlass::flow
