#include "kiosk/stage/stage.h"

#include "tests/kiosk/stage/printing_stage.h"

#include <filesystem>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::stage {
namespace {

namespace fs = std::filesystem;

class StageTest : public PrintingStage {
 protected:
  StageTest() { make_stage({.trace = trace_file()}); }
  ~StageTest() override { fs::remove(trace_file()); }

  fs::path trace_file() const { return folder_.string() + ".trace"; }
};

TEST_F(StageTest, WelcomesTheGuestByName) {
  open();
  scan("TICKET-1");
  ASSERT_EQ(link_.asked.size(), 1U);
  EXPECT_EQ(std::get<std::string>(link_.asked[0].what), "TICKET-1");
  say(granted(link_.asked[0].scan));
  EXPECT_EQ(display_.shown.name, "Jörg Müller");
}

// The server has let her in already: the kiosk beside it would say so.
TEST_F(StageTest, ShowsWhatTheServerDecidedAndThenGoesOutOfServiceWhereTheDiskIsFull) {
  open();
  scan("TICKET-1");
  say(granted(link_.asked[0].scan));
  say(link::StorageFailed{{base::ErrorKind::Storage, "The disk is full."}});
  EXPECT_EQ(display_.shown.name, "Jörg Müller");
  EXPECT_EQ(stage_->state().out, flow::OutOfServiceReason::StorageFailed);
}

TEST_F(StageTest, SaysThatServerAndKioskHaveDifferentVersions) {
  open();
  const auto says_so = [&] {
    const auto& notices = display_.shown.notices;
    return std::any_of(notices.begin(), notices.end(),
                       [](const auto& notice) { return notice.text.find("different versions") != std::string::npos; });
  };
  say(link::TurnedAway{wire::ByeReason::Version, "Another version."});
  EXPECT_TRUE(says_so());
  say(link::Connected{});
  EXPECT_FALSE(says_so());
}

TEST_F(StageTest, SaysWhereTheTimeIsNotSure) {
  open();
  link::Totals totals;
  totals.time_is_sure = false;
  say(totals);
  EXPECT_TRUE(std::any_of(display_.shown.notices.begin(), display_.shown.notices.end(), [](const auto& notice) {
    return notice.text.find("not sure until the server") != std::string::npos;
  }));
}

TEST_F(StageTest, CallsADecisionShownOnceItIsPainted) {
  open();
  scan("TICKET-1");
  say(granted(link_.asked[0].scan));
  const auto trace = [&] { return base::read_file(trace_file()).value(); };
  EXPECT_THAT(trace(), testing::Not(testing::HasSubstr("\"shown\"")));
  display_.painted();
  EXPECT_THAT(trace(), testing::HasSubstr("\"shown\""));
}

TEST_F(StageTest, AHandScannerIsOneMoreSource) {
  open();
  base::Milliseconds at{100};
  for (const char c : std::string("TICKET-9"))
    stage_->on_character({std::string(1, c), std::string(1, c), at += base::Milliseconds(5)});
  stage_->on_enter(at + base::Milliseconds(5));
  ASSERT_EQ(link_.asked.size(), 1U);
  EXPECT_EQ(std::get<std::string>(link_.asked[0].what), "TICKET-9");
}

TEST_F(StageTest, CameraAndHandScannerSeeOneCodeInIt) {
  open();
  scan("]Q1TICKET-9");
  base::Milliseconds at{100};
  for (const char c : std::string("TICKET-9")) {
    stage_->on_character({std::string(1, c), std::string(1, c), at += base::Milliseconds(5)});
  }
  stage_->on_enter(at + base::Milliseconds(5));
  EXPECT_EQ(link_.asked.size(), 1U);
}

TEST_F(StageTest, TheDiagnosisShowsTheLooksOfCodesAndAsksForNothing) {
  make_stage({.diagnose = true});
  open();
  ASSERT_TRUE(std::holds_alternative<flow::Diagnosis>(stage_->state().screen));
  const auto kind_of = [this](const std::string& text) {
    scan(text);
    const auto& code = std::get<flow::Diagnosis>(stage_->state().screen).code;
    EXPECT_TRUE(code);
    return code->kind;
  };
  rules::SignedTicket ticket;
  ticket.event = rules::EventId::random();
  ticket.ticket = rules::TicketId::random();
  const auto key = base::make_signing_pair().secret;
  EXPECT_EQ(kind_of(rules::signed_ticket_code(ticket, key)), flow::CodeKind::TicketOfOtherEvent);
  ticket.event = rules::EventId();  // as the event of this stage
  EXPECT_EQ(kind_of(rules::signed_ticket_code(ticket, key)), flow::CodeKind::OwnTicket);
  EXPECT_EQ(kind_of(rules::badge_code(rules::BadgeSerial::random())), flow::CodeKind::Badge);
  EXPECT_EQ(kind_of("4711-ABCD"), flow::CodeKind::PossibleTicket);
  EXPECT_EQ(kind_of("https://example.org"), flow::CodeKind::WebLink);
  EXPECT_EQ(kind_of("EL1.broken"), flow::CodeKind::Damaged);
  EXPECT_TRUE(link_.asked.empty());
  EXPECT_TRUE(link_.written.empty());
  for (const auto& line : display_.shown.lines) EXPECT_EQ(line.text.find("EL1.broken"), std::string::npos);
}

TEST_F(StageTest, TheSameCodeWithinSecondsIsOneScan) {
  open();
  scan("TICKET-1");
  say(link::AdmissionDecided{.scan = link_.asked[0].scan, .admission = rules::AdmissionRefused{}});
  clock_.advance(base::Milliseconds(1000));
  stage_->on_press(flow::DonePressed{});
  for (int sight = 0; sight < 20; ++sight) {
    clock_.advance(base::Milliseconds(400));
    scan("TICKET-1");
  }
  EXPECT_EQ(link_.asked.size(), 1U) << "it lies before the camera all the while";
  clock_.advance(StageOptions().same_code);
  scan("TICKET-1");
  EXPECT_EQ(link_.asked.size(), 2U);
}

TEST_F(StageTest, ALateDecisionIsDropped) {
  open();
  scan("TICKET-1");
  say(granted({rules::ScanId::random(), 0}));
  EXPECT_TRUE(display_.shown.name.empty());
}

class UnpairedStageTest : public StageTest {
 protected:
  // Pairs as `outcome` says, on a thread of the stage's.
  void open_unpaired() {
    StageDevices devices;
    devices.spooler = std::make_unique<spool::Spooler>(spool::Spooler::Setup{
        .printers = {}, .post = stage_->post_progress(), .post_conditions = {}, .stock_file = {}, .timing = {}});
    devices.pair = [this](const std::string& text, const std::stop_token&) {
      paired_with_.with([&](auto& texts) { texts.push_back(text); });
      return outcome_;
    };
    devices.start_link = [this]() -> base::Result<std::unique_ptr<link::Link>> {
      return std::make_unique<RememberingLink>(link_);
    };
    stage_->open(std::move(devices));
  }
  bool shows(const std::string& headline) {
    return ui_.pump_until([&] { return display_.shown.headline == headline; });
  }

  base::Result<void> outcome_;
  base::Guarded<std::vector<std::string>> paired_with_;
};

TEST_F(UnpairedStageTest, GoesIntoServiceOnceItIsPaired) {
  open_unpaired();
  EXPECT_EQ(display_.shown.headline, "This kiosk is not set up yet");
  scan("EINLASS-PAIR:04GFQE6N");
  ASSERT_TRUE(shows("Just a moment"));
  say(link::Unassigned{});
  EXPECT_EQ(display_.shown.headline, "Just a moment") << "nobody has been asked yet";
  say(link::Connected{});
  say(link::Assigned{});
  EXPECT_TRUE(std::holds_alternative<flow::Attract>(stage_->state().screen));
  scan("TICKET-1");
  EXPECT_EQ(link_.asked.size(), 1U);
  scan("EINLASS-PAIR:04GFQE6P");
  EXPECT_EQ(paired_with_.with([](auto& texts) { return texts; }), std::vector<std::string>{"EINLASS-PAIR:04GFQE6N"});
}

TEST_F(UnpairedStageTest, SaysThatNoEventIsOpenIfTheServerIsGoneAtOnce) {
  open_unpaired();
  scan("EINLASS-PAIR:04GFQE6N");
  ASSERT_TRUE(shows("Just a moment"));
  say(link::Alone{{base::ErrorKind::Unavailable, "The connection was lost."}});
  EXPECT_EQ(display_.shown.headline, "Nothing to check in to right now");
}

TEST_F(UnpairedStageTest, SaysWhyACodeDoesNotDo) {
  const std::pair<base::ErrorKind, std::string> table[] = {
      {base::ErrorKind::InvalidInput, "This pairing code cannot be read"},
      {base::ErrorKind::NotFound, "This pairing code no longer works"},
      {base::ErrorKind::Refused, "This is not the server that made the code"},
      {base::ErrorKind::Unavailable, "The venue server cannot be reached"},
      {base::ErrorKind::Timeout, "The venue server does not answer yet"},
      {base::ErrorKind::Incompatible, "The venue server has another version of Einlass"},
      {base::ErrorKind::Storage, "This kiosk cannot save anything"}};
  open_unpaired();
  int number = 0;
  for (const auto& [kind, headline] : table) {
    outcome_ = base::fail(kind, "A sentence for the log.");
    scan("EINLASS-PAIR:" + std::to_string(++number));
    EXPECT_TRUE(shows(headline));
  }
}

TEST_F(StageTest, AKioskThatItsServerDoesNotKnowTakesNoPairingCode) {
  open();
  say(link::TurnedAway{wire::ByeReason::Unknown, "This kiosk is unknown."});
  EXPECT_EQ(display_.shown.headline, "This kiosk has been retired");
}

TEST_F(StageTest, ARevokedKioskSaysSoAndServesNobody) {
  open();
  say(link::TurnedAway{.reason = wire::ByeReason::Revoked, .message = "This kiosk was revoked."});
  EXPECT_EQ(stage_->state().out, flow::OutOfServiceReason::Revoked);
  scan("TICKET-1");
  EXPECT_TRUE(link_.asked.empty());
}

TEST_F(StageTest, AsksTheTeamForTheTimeAndTellsTheLink) {
  open();
  const auto sure = base::Instant::from_unix_ms(1'795'455'000'000);
  say(link::TimeInDoubt{sure});
  EXPECT_EQ(stage_->state().out, flow::OutOfServiceReason::TimeInDoubt);
  say(link::Connected{});
  EXPECT_EQ(stage_->state().out, flow::OutOfServiceReason::TimeInDoubt) << "until the link says that it is settled";
  stage_->on_press(flow::TimeIsRight{});
  ASSERT_EQ(link_.confirmed.size(), 1U);
  EXPECT_EQ(link_.confirmed.front(), sure);
  say(link::TimeSettled{});
  EXPECT_FALSE(stage_->state().out);
}

TEST_F(StageTest, AnEventThatIsOverStaysOverWhenTheServerIsBack) {
  open();
  say(link::Unassigned{});
  say(link::Connected{});
  EXPECT_EQ(stage_->state().out, flow::OutOfServiceReason::NoEvent);
}

TEST_F(StageTest, AFullDiskTakesTheKioskOutOfService) {
  open();
  scan("TICKET-1");
  say(link::AdmissionImpossible{.scan = link_.asked.at(0).scan,
                                .why = {base::ErrorKind::Storage, "The disk is full; free some space."}});
  EXPECT_EQ(stage_->state().out, flow::OutOfServiceReason::StorageFailed);
  ui_.fire_timers();
  EXPECT_FALSE(stage_->state().out) << "somebody may have freed the disk: the next scan tells";
}

TEST_F(StageTest, ADoubleStrikeIsOnePress) {
  open();
  stage_->on_press(flow::LanguageChosen{"en"});
  clock_.advance(base::Milliseconds(100));
  stage_->on_press(flow::LanguageChosen{"de"});
  EXPECT_EQ(display_.shown.language, "en");
  clock_.advance(base::Milliseconds(500));
  stage_->on_press(flow::LanguageChosen{"de"});
  EXPECT_EQ(display_.shown.language, "de");
}

// Whoever types on a kiosk that is busy for a moment has her second strike counted.
TEST_F(StageTest, StrikesThatAreComeToAtOnceWereApart) {
  open();
  stage_->on_press(flow::LanguageChosen{"en"}, base::Milliseconds(700));
  stage_->on_press(flow::LanguageChosen{"de"}, base::Milliseconds(100));
  EXPECT_EQ(display_.shown.language, "de");
  clock_.advance(base::Milliseconds(300));
  stage_->on_press(flow::LanguageChosen{"en"}, base::Milliseconds(0));
  EXPECT_EQ(display_.shown.language, "de") << "400 ms after the last";
}

TEST_F(StageTest, WhatIsPostedTooLateIsDropped) {
  open();
  const auto post = stage_->post_link();
  post(link::Unassigned{});
  stage_.reset();
  post(link::Unassigned{});
  ui_.pump();
  SUCCEED();
}

}  // namespace
}  // namespace einlass::stage
