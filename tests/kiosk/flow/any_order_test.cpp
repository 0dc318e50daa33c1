// Whatever happens in whatever order: no crash, no screen that stays for ever, no question asked twice.
#include "tests/kiosk/flow/walk.h"

#include <algorithm>
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
        return SearchPressed{};
      case 1:
        return WalkInPressed{};
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
        found.several = below(4) == 0;
        found.wait = base::Milliseconds(below(4) == 0 ? 60'000 : 0);
        return DoorAnswered{walk.state.visit.awaited, rules::DoorAnswer(found)};
      }
      case 8:
        return VisitSettled{walk.state.visit.scan.scan, static_cast<VisitNews>(below(3))};
      case 9:
        return below(2) == 0 ? Event{Erased{}} : Event{FieldChosen{below(4)}};
      case 10:
        return Typed{"x"};
      default:
        return FormSent{};
    }
  }

  StaffPress press(const Walk& walk) {
    switch (below(10)) {
      case 0:
        return below(6) == 0 ? StaffPress{SignedOut{}} : StaffPress{SignInWanted{}};
      case 1:
        return PlaceOpened{static_cast<StaffPlace>(below(7))};
      case 2:
        return GuestOpened{id_of<rules::TicketId>(below(9))};
      case 3:
      case 4:
      case 5:
        return ActionChosen{static_cast<StaffAction>(below(21))};
      case 6:
        return AnswerChosen{below(7)};
      case 7:
        if (below(2) == 0) return DestinationOpened{below(3)};
        if (below(2) == 0) return NoneOfThese{};
        return below(2) == 0 ? StaffPress{OneMoreCounted{}} : StaffPress{OneLessCounted{}};
      case 8:
        return below(2) == 0 ? StaffPress{ConflictOpened{below(2)}} : StaffPress{CallTaken{id_of<rules::ScanId>(1)}};
      default: {
        const auto& waiting = walk.state.news.waiting;
        const auto scan = waiting.empty() ? id_of<rules::ScanId>(9) : waiting.front().scan.scan;
        return below(2) == 0 ? StaffPress{WaitingAdmitted{scan}} : StaffPress{WaitingDeclined{scan}};
      }
    }
  }

  rules::DoorAnswer door_answer() {
    switch (below(5)) {
      case 0:
        return rules::GuestsFound{.guests = {rules::FoundGuest{.ticket = id_of<rules::TicketId>(7), .name = "A"}}};
      case 1: {
        rules::OpenConflict conflict;
        conflict.ticket = id_of<rules::TicketId>(7);
        return rules::ConflictsRead{{conflict}};
      }
      case 2:
        return destinations();
      default: {
        rules::GuestSheet sheet;
        sheet.ticket.id = id_of<rules::TicketId>(below(2) == 0 ? 7 : below(9));
        sheet.ticket.places = 1 + below(3);
        sheet.ticket.payment = below(3) == 0 ? rules::Payment::Open : rules::Payment::Settled;
        sheet.ticket.status = static_cast<rules::TicketStatus>(below(5));
        if (below(2) == 0) sheet.guest = rules::Guest{.id = {}, .first_name = "A", .full_name = "A B"};
        for (std::uint8_t i = 0; i < below(3); ++i) {
          sheet.state.standing.push_back({.scan = {id_of<rules::ScanId>(i), sheet.ticket.id}});
          rules::Badge badge;
          badge.place_number = i + 1;
          sheet.state.badges.push_back(badge);
          ++sheet.state.days[{}].inside;
        }
        sheet.order = {rules::FoundGuest{.ticket = sheet.ticket.id},
                       rules::FoundGuest{.ticket = id_of<rules::TicketId>(8)}};
        return sheet;
      }
    }
  }

  rules::Destinations destinations() {
    return {.events = {{.event = id_of<rules::EventId>(1), .name = "A", .today = below(2) == 0},
                       {.event = id_of<rules::EventId>(2), .name = "B"}},
            .doors = below(2) == 0 ? std::vector<std::string>{} : std::vector<std::string>{"D"}};
  }

  // The next step to where the kiosk is moved: chance alone hardly ever takes so many one after the other.
  Event towards_a_move(const Staff& staff) {
    if (staff.doing) return DoneAtDoor{staff.doing->token, {}};
    if (staff.draft.move) return StaffPressed{AnswerChosen{0}};
    const auto* list = std::get_if<ListPage>(&staff.page);
    if (list == nullptr || list->place != StaffPlace::Destinations) {
      return StaffPressed{PlaceOpened{StaffPlace::Destinations}};
    }
    if (staff.destinations) return StaffPressed{DestinationOpened{below(2)}};
    return DoorAnswered{staff.reading, rules::DoorAnswer{destinations()}};
  }

  // Somebody of the team at work, and what the door answers her.
  Event staff_event(const Walk& walk) {
    const auto* staff = std::get_if<Staff>(&walk.state.screen);
    if (staff == nullptr) return StaffPressed{SignInWanted{}};
    const auto why = static_cast<base::ErrorKind>(below(9));
    if (staff->member.number == 0) {
      if (staff->reading == 0) return Typed{"1"};
      const rules::StaffMember member{.number = 1, .name = "A", .role = static_cast<rules::Role>(below(4))};
      if (below(4) == 0) return DoorAnswered{staff->reading, base::fail(why, "")};
      return DoorAnswered{staff->reading, rules::DoorAnswer{rules::PinAnswer{.member = member}}};
    }
    switch (below(7)) {
      case 0:
        return below(3) == 0 ? Event{Erased{}} : Event{Typed{"a"}};
      case 1:
        return FormSent{.whole = below(2) == 0};
      case 2:
        if (below(5) == 0) return DoorAnswered{staff->reading, base::fail(why, "")};
        return DoorAnswered{staff->reading, door_answer()};
      case 3:
        if (!staff->doing) return Touched{};
        if (below(3) == 0) return DoneAtDoor{staff->doing->token, base::fail(why, "")};
        return DoneAtDoor{staff->doing->token, {}};
      case 4: {
        rules::DoorNews news;
        base::IdBytes fresh{};
        fresh.at(3) = ++scans_;
        news.waiting.push_back({.scan = {rules::ScanId(fresh), 1}, .ticket = id_of<rules::TicketId>(7), .name = "A"});
        news.calls.push_back({.scan = id_of<rules::ScanId>(1), .kiosk = "K", .door = "", .at = walk.now});
        return DoorNewsChanged{news};
      }
      default:
        return StaffPressed{press(walk)};
    }
  }

  Event event(const Walk& walk) {
    if (below(3) == 0) return self_service(walk);
    if (below(3) == 0) return staff_event(walk);
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
        if (below(4) == 0) return BadgeWorded{id_of<rules::PrintJobId>(below(255)), {"A"}};
        return BadgeMoved{{id_of<rules::PrintJobId>(below(255)), static_cast<BadgeStage>(below(5)), ""}};
      case 5:
        return TicketChosen{id_of<rules::TicketId>(below(3))};
      case 6:
        return LanguageChosen{below(2) == 0 ? "en" : "xx"};
      case 7:
        return HelpPressed{};
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
  if (!home) {
    const auto leads_out = [](const Button& button) {
      return std::holds_alternative<DonePressed>(button.event) || button.id == "sign_out";
    };
    const bool way_out = std::any_of(model.buttons.begin(), model.buttons.end(), leads_out) ||
                         std::any_of(model.tools.begin(), model.tools.end(), leads_out);
    EXPECT_TRUE(way_out || !walk.shows<Staff>()) << "no way out of: " << model.headline;
  }
  if (!home || walk.state.help) return;
  EXPECT_TRUE(model.signed_in.empty());
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

// As far as chance has it.
void move_the_kiosk(Walk& walk, Chance& chance) {
  for (int steps = chance.below(9); steps > 0; --steps) {
    const auto* staff = std::get_if<Staff>(&walk.state.screen);
    if (staff == nullptr || staff->member.number == 0) return;
    if (std::holds_alternative<MovingPage>(staff->page)) {
      walk.config.event = staff->draft.move->to.event;
      walk.config.door = staff->draft.move->door;
      walk.give(ServiceChanged{});
    } else {
      walk.give(chance.towards_a_move(*staff));
    }
    expect_sound(walk);
  }
}

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
    if (i % 10 == 0) move_the_kiosk(walk, chance);
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
