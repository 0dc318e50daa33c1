// Whatever happens in whatever order: no crash, no screen that stays for ever, no question asked twice.
#include "tests/kiosk/flow/walk.h"

#include <random>
#include <set>

#include <gtest/gtest.h>

namespace einlass::flow {
namespace {

class Chance {
 public:
  explicit Chance(unsigned seed) : dice_(seed) {}
  std::uint8_t below(int limit) {
    return static_cast<std::uint8_t>(std::uniform_int_distribution(0, limit - 1)(dice_));
  }

  rules::Admission admission() {
    switch (below(4)) {
      case 0:
        return rules::AdmissionAnnounced{id_of<rules::TicketId>(1)};
      case 1: {
        rules::AdmissionRefused refusal = refused(static_cast<rules::Refusal>(below(16)));
        refusal.ticket = id_of<rules::TicketId>(below(3));
        refusal.persons = below(3);
        if (below(2) == 0) refusal.questions = {"diet"};
        if (below(2) == 0) refusal.owed_badges = {1, 2};
        return refusal;
      }
      default:
        return granted(below(2) == 0 ? std::vector<int>{} : std::vector<int>{1, 3});
    }
  }

  AdmissionAnswered answered(const Walk& walk) {
    AdmissionAnswered answer{.scan = walk.state.visit.scan, .admission = admission()};
    if (below(4) == 0) answer.scan.scan = id_of<rules::ScanId>(below(255));
    if (below(8) == 0) ++answer.scan.step;
    if (below(2) == 0) answer.choices = {{id_of<rules::TicketId>(1), "A"}, {id_of<rules::TicketId>(2), "B"}};
    answer.guest_language = below(2) == 0 ? "en" : "";
    if (below(2) == 0) answer.questions = {{.id = "diet", .text = {{"de", "Diät?"}}}};
    if (below(3) == 0) answer.consents = {{.id = "photo", .text = {{"de", "Fotos?"}}, .consent = true}};
    answer.unnamed = below(4) == 0;
    answer.badges = {id_of<rules::PrintJobId>(below(255)), id_of<rules::PrintJobId>(below(255))};
    return answer;
  }

  // What self-service asks, and what is typed into it.
  Event self_service(const Walk& walk) {
    switch (below(12)) {
      case 0:
        return SearchPressed{next_scan()};
      case 1:
        return WalkInPressed{next_scan(), id_of<rules::TicketId>(below(3)), {}};
      case 2:
        return ConsentChosen{below(2) == 0};
      case 3:
        return below(2) == 0 ? Event{PersonsTurned{below(2) == 0 ? 1 : -1}} : Event{PersonsChosen{}};
      case 4:
        return below(2) == 0 ? Event{BadgeIsRight{}} : Event{BadgeNameWrong{}};
      case 5:
        return BadgeDrawn{walk.state.visit.scan,
                          below(3) == 0 ? std::vector<std::string>{} : std::vector<std::string>{"A"}, below(9)};
      case 6:
        return DoneAtDoor{walk.state.visit.awaited, {}};
      case 7: {
        rules::GuestLookedUp found;
        for (int i = below(3); i > 0; --i) found.tickets.push_back(id_of<rules::TicketId>(below(3)));
        found.wait = base::Milliseconds(below(4) == 0 ? 60'000 : 0);
        return DoorAnswered{walk.state.visit.awaited, rules::DoorAnswer(found)};
      }
      case 8:
        return VisitSettled{walk.state.visit.scan.scan, static_cast<VisitNews>(below(3)), next_scan()};
      case 9:
        return below(2) == 0 ? Event{Erased{}} : Event{FieldChosen{below(4)}};
      case 10:
        return Typed{"x"};
      default:
        return FormSent{};
    }
  }

  Event event(const Walk& walk) {
    if (below(3) == 0) return self_service(walk);
    static const std::vector<std::string> texts{
        "", "T1", "T2", "T3", "T4", "https://example.org", "EL1.x", "\x01", "EINLASS-PAIR:0"};
    switch (below(14)) {
      case 0:
      case 1:
        return CodeScanned{id_of<rules::ScanId>(below(255)), texts.at(below(9))};
      case 2:
        return answered(walk);
      case 3:
        return AdmissionFailed{walk.state.visit.scan};
      case 4:
        return BadgeMoved{{id_of<rules::PrintJobId>(below(255)), static_cast<BadgeStage>(below(5)), ""}};
      case 5:
        return TicketChosen{id_of<rules::TicketId>(below(3))};
      case 6:
        return LanguageChosen{below(2) == 0 ? "en" : "xx"};
      case 7:
        return HelpPressed{id_of<rules::ScanId>(below(255))};
      case 8:
        if (below(4) == 0) return PairingFailed{static_cast<PairingState>(2 + below(7))};
        return below(2) == 0 ? Event{DonePressed{}} : Event{Touched{}};
      case 9:
        return MoreTimePressed{};
      case 10:
        if (below(6) == 0) return TimeAsked{base::Instant::from_unix_ms(1'795'455'005'120)};
        if (below(3) == 0) return below(4) == 0 ? Event{TimeIsRight{}} : TimeTurned{static_cast<TimePart>(below(3))};
        if (below(3) != 0) return ServiceChanged{};
        return ServiceChanged{static_cast<OutOfServiceReason>(below(7))};
      case 11:
        return DevicesChanged{{static_cast<CameraState>(below(4)), static_cast<PrinterState>(below(4)), below(2) == 0,
                               false, true, static_cast<Headphones>(below(3))}};
      case 12:
        if (below(3) == 0) return below(2) == 0 ? Event{KeypadUsed{}} : VolumeTurned{below(2) == 0 ? 1 : -1};
        return SpeechMoved{below(2) == 0};
      default: {
        const auto kind = static_cast<TimerKind>(below(timer_kinds));
        return TimerFired{kind, walk.state.timers.at(static_cast<std::size_t>(kind))};
      }
    }
  }

 private:
  // None of them twice, as the stage mints them.
  rules::ScanId next_scan() {
    base::IdBytes bytes{};
    bytes.front() = 1;
    bytes.back() = ++scans_;
    return rules::ScanId(bytes);
  }

  std::uint8_t scans_ = 0;
  std::mt19937 dice_;
};

void expect_sound(const Walk& walk) {
  const ScreenModel model = walk.model();
  EXPECT_FALSE(model.headline.empty());
  EXPECT_LE(walk.state.waiting.size(), 8U);
  const bool home = walk.shows<Attract>() || walk.shows<OutOfService>();
  if (!home) {
    EXPECT_TRUE(walk.runs(TimerKind::Idle) || walk.runs(TimerKind::Warning) || walk.runs(TimerKind::Checking) ||
                walk.runs(TimerKind::Speech))
        << "nothing would ever end this screen";
  }
  EXPECT_FALSE(home && walk.state.form) << "what somebody typed outlived her";
  if (!home || walk.state.help) return;
  EXPECT_TRUE(walk.state.visit.code.empty()) << "a visit outlived its screen";
  EXPECT_TRUE(walk.state.out || walk.state.waiting.empty()) << "somebody waits before an idle screen";
}

// No person moves and nothing answers: only timers fire.
void expect_return(Walk walk) {
  for (int i = 0; i < 80; ++i) {
    for (std::size_t kind = 0; kind < timer_kinds; ++kind) {
      if (walk.state.timers.at(kind) != 0) walk.fire(static_cast<TimerKind>(kind));
    }
  }
  EXPECT_TRUE(walk.state.out ? walk.shows<OutOfService>() : walk.shows<Attract>());
  EXPECT_FALSE(walk.state.help);
}

class AnyOrder : public testing::TestWithParam<unsigned> {};

TEST_P(AnyOrder, KeepsTheFlowSound) {
  Chance chance(GetParam());
  Walk walk = Walk::open();
  walk.config.closed = GetParam() % 5 == 0;
  walk.config.discreet = GetParam() % 3 == 0;
  walk.config.search = GetParam() % 2 == 0;
  walk.config.walk_in = GetParam() % 4 != 0;
  walk.config.confirm_badge = GetParam() % 3 != 0;
  for (int i = 0; i < 600 && !testing::Test::HasFailure(); ++i) {
    walk.give(chance.event(walk));
    expect_sound(walk);
    if (i % 20 == 0) expect_return(walk);
  }
}

TEST_P(AnyOrder, AsksEachStepOfAScanOnce) {
  Chance chance(GetParam() + 1000);
  Walk walk = Walk::open();
  std::uint8_t scan = 0;
  std::set<rules::ScanStep> asked;
  for (int i = 0; i < 200; ++i) {
    Event event = chance.event(walk);
    if (auto* scanned = std::get_if<CodeScanned>(&event)) scanned->scan = id_of<rules::ScanId>(++scan);
    walk.give(event);
    // Nothing that is asked or written goes under a step that was used.
    for (const Command& command : walk.newest) {
      const auto* question = std::get_if<AskAdmission>(&command);
      EXPECT_TRUE(question == nullptr || asked.insert(question->scan).second);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AnyOrder, testing::Range(1U, 41U));

}  // namespace
}  // namespace einlass::flow
