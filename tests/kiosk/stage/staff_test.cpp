// Staff at the whole stage: who admits, what is printed again, what is said of what they type.
#include "tests/kiosk/stage/printing_stage.h"

#include <gmock/gmock.h>

namespace einlass::stage {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class StaffAtStage : public PrintingStage {
 protected:
  StaffAtStage() { make_stage({.default_language = "en"}); }

  void press(const flow::Event& event) {
    clock_.advance(base::Milliseconds(1'000));
    stage_->on_press(event);
  }
  void answer(rules::DoorAnswer answer) { say(link::DoorAnswered{link_.questions.back().first, std::move(answer)}); }
  void begin_sign_in() { press(flow::StaffPressed{flow::SignInWanted{}}); }
  void sign_in(rules::Role role = rules::Role::Staff) {
    begin_sign_in();
    for (const char* digit : {"4", "7", "2", "9", "1", "3"}) press(flow::Typed{digit});
    answer(rules::PinAnswer{.member = rules::StaffMember{.number = 3, .name = "Anna", .role = role}});
  }
  static rules::GuestSheet sheet() {
    rules::GuestSheet sheet;
    sheet.ticket.id = rules::TicketId::random();
    sheet.guest = rules::Guest{.id = rules::GuestId::random(), .full_name = "Jörg Müller"};
    rules::Badge badge;
    badge.serial = rules::BadgeSerial::random();
    badge.status = rules::BadgeStatus::Printed;
    badge.admission = {rules::ScanId::random(), sheet.ticket.id};
    sheet.state.badges.push_back(badge);
    return sheet;
  }
};

TEST_F(StaffAtStage, AnOrganiserLeaves) {
  int left = 0;
  make_stage({.default_language = "en", .quit = [&left] { ++left; }});
  open();
  press(flow::QuitPressed{});
  sign_in(rules::Role::Host);
  press(flow::QuitPressed{});
  EXPECT_EQ(left, 0);
  press(flow::StaffPressed{flow::SignedOut{}});
  sign_in(rules::Role::Organiser);
  press(flow::QuitPressed{});
  EXPECT_EQ(left, 1);
}

TEST_F(StaffAtStage, TellsWhatTheLinkKnowsOfListServerAndEntries) {
  open();
  const auto now = clock_.wall();
  say(link::Totals{.totals = {}, .to_hand_over = 2, .parked = 3, .list_taken = now, .server_heard = now});
  const auto& status = stage_->state().status;
  EXPECT_EQ(status.to_hand_over, 2U);
  EXPECT_EQ(status.parked, 3U);
  EXPECT_EQ(status.list_taken, now);
  EXPECT_EQ(status.server_met, now);
}

TEST_F(StaffAtStage, DecidesScansAsWhoeverIsSignedIn) {
  open();
  sign_in();
  scan("TICKET-1");
  ASSERT_EQ(link_.asked.size(), 1U);
  EXPECT_EQ(link_.asked[0].operator_number, 3U);
  EXPECT_EQ(link_.asked[0].decider, rules::Decider::Staff);
}

TEST_F(StaffAtStage, NotesWhenTheListThatAnswersALetterIsPainted) {
  const fs::path file = folder_.string() + ".trace";
  make_stage({.default_language = "en", .trace = file});
  open();
  sign_in();
  const auto times_found = [&] {
    const std::string trace = base::read_file(file).value();
    std::size_t times = 0;
    for (auto at = trace.find("\"found\""); at != std::string::npos; at = trace.find("\"found\"", at + 1)) ++times;
    return times;
  };
  press(flow::Typed{"m"});
  const auto late = link_.questions.back().first;
  press(flow::Typed{"u"});
  display_.painted = nullptr;
  say(link::DoorAnswered{late, rules::GuestsFound{}});
  EXPECT_FALSE(display_.painted) << "it is not the list of what is typed by now";
  answer(rules::GuestsFound{});
  EXPECT_EQ(times_found(), 0U);
  display_.painted();
  EXPECT_EQ(times_found(), 1U);
  fs::remove(file);
}

TEST_F(StaffAtStage, PrintsABadgeAgainInsteadOfTheOldOne) {
  open();
  sign_in();
  const rules::GuestSheet guest = sheet();
  press(flow::StaffPressed{flow::GuestOpened{guest.ticket.id}});
  answer(guest);
  press(flow::StaffPressed{flow::ActionChosen{flow::StaffAction::Reprint}});
  press(flow::StaffPressed{flow::AnswerChosen{0}});
  ASSERT_TRUE(ui_.pump_until([&] { return !link_.written.empty(); }));
  ASSERT_TRUE(link_.written[0].draft);
  const auto* started = std::get_if<rules::BadgeStarted>(&link_.written[0].draft->fact);
  ASSERT_NE(started, nullptr);
  EXPECT_EQ(started->replaces, guest.state.badges[0].serial);
  EXPECT_EQ(started->reason, rules::PrintReason::Damaged);
  EXPECT_EQ(link_.written[0].draft->operator_number, 3U);
  EXPECT_EQ(link_.written[0].draft->scan->scan, guest.state.badges[0].admission.scan);
  say(link::Written{.token = link_.written[0].token, .row = std::optional<rules::JournalRow>()});
  const auto closed = [&] {
    return link_.written.back().draft && std::holds_alternative<rules::BadgePrinted>(link_.written.back().draft->fact);
  };
  ASSERT_TRUE(ui_.pump_until(closed));
  EXPECT_EQ(link_.written.back().draft->operator_number, 0U) << "the printer says so, no person";
}

TEST_F(StaffAtStage, RegistersACompanionWithHerGuestAndAdmitsHerUnderTheSameNumber) {
  open();
  sign_in();
  const rules::GuestSheet guest = sheet();
  press(flow::StaffPressed{flow::GuestOpened{guest.ticket.id}});
  answer(guest);
  press(flow::StaffPressed{flow::ActionChosen{flow::StaffAction::Companion}});
  press(flow::StaffPressed{flow::AnswerChosen{2}});
  press(flow::Typed{"K"});
  press(flow::FormSent{.whole = true});
  ASSERT_EQ(link_.acts.size(), 1U);
  const auto* registered = std::get_if<rules::RegisterGuest>(&link_.acts[0].second);
  ASSERT_NE(registered, nullptr);
  EXPECT_EQ(registered->with, guest.ticket.id);
  EXPECT_EQ(registered->category, "interpreter");
  EXPECT_TRUE(link_.asked.empty()) << "not before she is registered";
  say(link::ActDone{link_.acts[0].first, {}});
  ASSERT_EQ(link_.asked.size(), 1U);
  EXPECT_EQ(std::get<rules::TicketId>(link_.asked[0].what), registered->ticket);
  EXPECT_EQ(link_.asked[0].operator_number, 3U);
}

TEST_F(StaffAtStage, MovesTheKioskAndKeepsHerSignedInThere) {
  open();
  say(link::Connected{});
  sign_in();
  press(flow::StaffPressed{flow::PlaceOpened{flow::StaffPlace::Destinations}});
  EXPECT_TRUE(std::holds_alternative<rules::FindDestinations>(link_.questions.back().second));
  const rules::Destination dinner{.event = rules::EventId::random(), .name = "Dinner", .time_zone = "Europe/Berlin"};
  answer(rules::Destinations{.events = {dinner}, .doors = {}});
  press(flow::StaffPressed{flow::DestinationOpened{0}});
  press(flow::StaffPressed{flow::AnswerChosen{0}});
  ASSERT_EQ(link_.moves.size(), 1U);
  EXPECT_EQ(link_.moves[0].second.event, dinner.event);
  EXPECT_EQ(link_.moves[0].second.by, 3U);
  say(link::ActDone{link_.moves[0].first, {}});
  say(link::Assigned{.event = dinner.event, .door = link_.moves[0].second.door});
  EXPECT_NE(display_.shown.signed_in, "");
  scan("TICKET-1");
  ASSERT_EQ(link_.asked.size(), 1U);
  EXPECT_EQ(link_.asked[0].operator_number, 3U);
}

TEST_F(StaffAtStage, TellsHowPrintersAndTheEventAreDoing) {
  open();
  sign_in();
  // The printer that is there tells of itself first, whenever its thread comes to it.
  ASSERT_TRUE(ui_.pump_until([this] { return !stage_->state().status.printers.empty(); }));
  stage_->post_conditions()(
      {{.printer = "left", .obstacle = "media-empty"}, {.printer = "right", .obstacle = "", .labels = 7}});
  ui_.pump();
  link::Totals totals;
  totals.totals.admitted = 12;
  totals.to_hand_over = 2;
  say(totals);
  const flow::DoorStatus& status = stage_->state().status;
  ASSERT_EQ(status.printers.size(), 2U);
  EXPECT_EQ(status.printers[0].trouble, flow::PrinterTrouble::Media);
  EXPECT_EQ(status.printers[1].trouble, flow::PrinterTrouble::None);
  EXPECT_EQ(status.admitted, 12);
  EXPECT_EQ(status.to_hand_over, 2U);
  ASSERT_FALSE(link_.printing.empty()) << "the server hears it, too";
  EXPECT_EQ(link_.printing.back(),
            (wire::PrintingReport{.printers = {{.name = "left", .trouble = flow::PrinterTrouble::Media},
                                               {.name = "right", .labels = 7}}}));
}

TEST_F(StaffAtStage, NeverSaysAPin) {
  open();
  stage_->post_headphones()(true);
  ui_.pump();
  begin_sign_in();
  speaker_.said.clear();
  press(flow::Typed{"4"});
  press(flow::Typed{"7"});
  EXPECT_THAT(speaker_.said, Contains("en: dot"));
  for (const std::string& said : speaker_.said) {
    EXPECT_THAT(said, Not(HasSubstr("4")));
    EXPECT_THAT(said, Not(HasSubstr("7")));
  }
}

TEST_F(StaffAtStage, SaysWhatIsTypedIntoHeadphonesOnly) {
  open();
  sign_in();
  stage_->on_key(flow::Key::Repeat);
  speaker_.said.clear();
  press(flow::Typed{"G"});
  EXPECT_THAT(speaker_.said, Not(Contains("en: G"))) << "whoever stands near hears no name";
  stage_->post_headphones()(true);
  ui_.pump();
  speaker_.said.clear();
  press(flow::Typed{"r"});
  EXPECT_THAT(speaker_.said, Contains("en: r"));
  EXPECT_THAT(speaker_.said, Not(Contains(HasSubstr("Gr")))) << "not the whole field with every key";
}

TEST_F(StaffAtStage, NamesAGuestInAListIntoHeadphonesOnly) {
  open();
  sign_in();
  press(flow::Typed{"G"});
  rules::FoundGuest found{.ticket = rules::TicketId::random(), .name = "Jörg Müller"};
  answer(rules::GuestsFound{.guests = {found}});
  for (const bool in : {false, true}) {
    stage_->post_headphones()(in);
    ui_.pump();
    stage_->on_key(flow::Key::Repeat);
    speaker_.said.clear();
    stage_->on_focus(display_.shown.rows.at(0).open.id);
    EXPECT_EQ(speaker_.said.front().find("Müller") != std::string::npos, in);
  }
}

}  // namespace
}  // namespace einlass::stage
