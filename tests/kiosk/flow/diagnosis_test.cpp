// What the scanners do, for whoever sets a kiosk up; and the way out of the program.
#include "tests/kiosk/flow/walk.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace einlass::flow {
namespace {

std::string text_of(const ScreenModel& model, const std::string& label) {
  for (const Line& line : model.lines) {
    if (line.label == label) return line.text;
  }
  return "";
}

template <typename Wanted>
bool asks(const Walk& walk) {
  return std::any_of(walk.newest.begin(), walk.newest.end(),
                     [](const Command& command) { return std::holds_alternative<Wanted>(command); });
}

bool switches_scanning(const Walk& walk, bool on) {
  return std::any_of(walk.newest.begin(), walk.newest.end(), [on](const Command& command) {
    const auto* scanning = std::get_if<SetScanning>(&command);
    return scanning != nullptr && scanning->on == on;
  });
}

TEST(Diagnosis, ShowsPictureFiguresAndTheLooksOfACode) {
  Walk walk = Walk::open();
  walk.give(DiagnosisOpened{});
  EXPECT_TRUE(asks<MeasureScanners>(walk));
  walk.give(ScannersMeasured{{.camera = "cam-4711",
                              .width = 1280,
                              .height = 720,
                              .frames_per_second = 29.6,
                              .read_per_second = 4.4,
                              .milliseconds_a_read = 12.2,
                              .resting = true}});
  walk.give(CodeExamined{{.kind = CodeKind::OwnTicket, .length = 196, .symbol = "QR code"}});
  const ScreenModel model = walk.model();
  EXPECT_EQ(model.layout, Layout::Diagnosis);
  EXPECT_TRUE(model.live_picture);
  EXPECT_EQ(text_of(model, "Camera"), "cam-4711");
  EXPECT_EQ(text_of(model, "Picture"), "1280 × 720, 30 a second");
  EXPECT_EQ(text_of(model, "Searched for codes"), "4 a second, 12 ms each");
  EXPECT_EQ(text_of(model, "Last code"), "a ticket of this event");
  EXPECT_EQ(text_of(model, "Length"), "196 characters");
  EXPECT_EQ(text_of(model, "Read by"), "camera");
}

TEST(Diagnosis, AdmitsNobody) {
  Walk walk = Walk::open();
  walk.give(DiagnosisOpened{}).scan("TICKET-1");
  EXPECT_TRUE(walk.shows<Diagnosis>());
  EXPECT_FALSE(asks<AskAdmission>(walk));
}

TEST(Diagnosis, DisturbsNobodysVisit) {
  Walk walk = Walk::open();
  walk.admit("TICKET-1").give(DiagnosisOpened{});
  EXPECT_TRUE(walk.shows<Welcome>());
  EXPECT_FALSE(asks<MeasureScanners>(walk));
}

TEST(Diagnosis, EndsWithDoneOrByItselfAfterAWarning) {
  Walk walk = Walk::open();
  walk.give(DiagnosisOpened{});
  ASSERT_FALSE(walk.model().buttons.empty());
  walk.give(walk.model().buttons.front().event);
  EXPECT_TRUE(walk.shows<Attract>());
  walk.give(DiagnosisOpened{}).fire(TimerKind::Idle);
  EXPECT_TRUE(walk.model().warning);
  walk.fire(TimerKind::Warning);
  EXPECT_TRUE(walk.shows<Attract>());
  EXPECT_TRUE(switches_scanning(walk, true)) << "codes are of use there";
}

TEST(Diagnosis, LeavesFiveMinutesToWhoeverAdjustsACamera) {
  Walk walk = Walk::open();
  walk.give(DiagnosisOpened{});
  const auto timers = walk.asked_for<StartTimer>();
  ASSERT_FALSE(timers.empty());
  EXPECT_EQ(timers.back().after, base::Milliseconds(300'000));
}

TEST(Diagnosis, WorksOutOfServiceAndSwitchesTheCameraOffAgain) {
  Walk walk = Walk::open();
  walk.give(ServiceChanged{OutOfServiceReason::NoEvent});
  EXPECT_TRUE(switches_scanning(walk, false));
  walk.give(DiagnosisOpened{});
  EXPECT_TRUE(switches_scanning(walk, true));
  EXPECT_TRUE(walk.shows<Diagnosis>());
  walk.give(ServiceChanged{OutOfServiceReason::Revoked});
  EXPECT_TRUE(walk.shows<Diagnosis>()) << "whoever looks keeps it";
  walk.give(DonePressed{});
  EXPECT_TRUE(switches_scanning(walk, false));
  EXPECT_TRUE(walk.shows<OutOfService>());
}

// Privacy: the camera is off when no event is open (docs/product.md).
TEST(Scanning, IsOnOnlyWhereACodeIsOfUse) {
  using enum OutOfServiceReason;
  for (const auto reason : {Starting, NotPaired, Revoked, WrongServer, NoEvent, StorageFailed, TimeInDoubt}) {
    const bool of_use = reason == NotPaired;
    Walk walk = Walk::open();
    walk.give(ServiceChanged{reason});
    EXPECT_EQ(switches_scanning(walk, false), !of_use) << static_cast<int>(reason);
    walk.give(ServiceChanged{});
    EXPECT_EQ(switches_scanning(walk, true), !of_use) << static_cast<int>(reason);
  }
}

TEST(Diagnosis, SignsOutWhoOpensIt) {
  Walk walk = Walk::open();
  walk.state.screen = Staff{.member = {.number = 3, .name = "Jo", .role = rules::Role::Staff}};
  walk.give(DiagnosisOpened{});
  EXPECT_TRUE(walk.shows<Diagnosis>());
  EXPECT_TRUE(walk.model().signed_in.empty());
  walk.give(DonePressed{});
  EXPECT_TRUE(walk.shows<Attract>());
}

TEST(Quit, IsForAnOrganiserOnly) {
  for (const auto role : {rules::Role::Helper, rules::Role::Staff, rules::Role::Host, rules::Role::Organiser}) {
    Walk walk = Walk::open();
    walk.state.screen = Staff{.member = {.number = 3, .name = "Jo", .role = role}};
    walk.give(QuitPressed{});
    EXPECT_EQ(asks<Quit>(walk), role == rules::Role::Organiser);
  }
  Walk walk = Walk::open();
  walk.give(QuitPressed{});
  EXPECT_FALSE(asks<Quit>(walk)) << "nobody is signed in";
}

TEST(TypingUndone, PutsBackWhatWasThere) {
  Walk walk = Walk::open();
  walk.state.form = Form{.fields = {{.id = "last_name", .text = "Mu"}}};
  walk.give(Typed{"T"}).give(Typed{"I"}).give(TypingUndone{0, "Mu"});
  EXPECT_EQ(walk.state.form->fields[0].text, "Mu");
  walk.give(TypingUndone{7, "x"});
  walk.state.form.reset();
  walk.give(TypingUndone{0, "x"});
  EXPECT_FALSE(walk.state.form);
}

}  // namespace
}  // namespace einlass::flow
