// How the team signs in, finds guests, scans, and is signed out.
#include "tests/kiosk/flow/staff_walk.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class StaffSignIn : public StaffTest {};
class StaffSearch : public StaffTest {};
class StaffScan : public StaffTest {};

TEST_F(StaffSignIn, TakesAPinAndShowsWhoWorksHere) {
  press(SignInWanted{});
  ASSERT_TRUE(walk.model().keyboard);
  EXPECT_TRUE(walk.model().keyboard->number_pad);
  type("4729");
  EXPECT_EQ(walk.model().fields.at(0).text, "••••");
  type("13");
  const auto asked = walk.asked_for<AskDoor>();
  ASSERT_EQ(asked.size(), 1U) << "the last digit sends";
  EXPECT_EQ(std::get<rules::CheckPin>(asked[0].question).digits, "472913");
  EXPECT_EQ(walk.state.form->fields[0].text, "") << "it is kept nowhere";
  answer(rules::PinAnswer{.member = rules::StaffMember{.number = 3, .name = "Anna", .role = rules::Role::Host}});
  EXPECT_EQ(walk.model().signed_in, "Anna · Host");
  EXPECT_EQ(walk.model().today, "24 November, 09:00");
  EXPECT_FALSE(walk.model().help);
}

TEST_F(StaffSignIn, SaysThatAPinIsWrongAndHowLongItWaits) {
  press(SignInWanted{});
  type("111111");
  answer(rules::PinAnswer{.member = {}, .wait = base::Milliseconds(29'001)});
  EXPECT_THAT(walk.model().body, HasSubstr("Nobody has this PIN."));
  EXPECT_THAT(walk.model().body, HasSubstr("30 seconds"));
  EXPECT_FALSE(signed_in());
  type("111111");
  answer(rules::PinAnswer{.member = {}, .no_staff = true});
  EXPECT_THAT(walk.model().body, HasSubstr("einlass staff add"));
  type("111111");
  not_answered(base::ErrorKind::Storage);
  EXPECT_THAT(walk.model().body, HasSubstr("could not be checked"));
}

TEST_F(StaffSignIn, NeverTakesAScannedCodeForAPin) {
  press(SignInWanted{});
  walk.scan("472913");
  EXPECT_THAT(walk.asked_for<AskDoor>(), IsEmpty());
  EXPECT_TRUE(walk.shows<Checking>()) << "a guest held a ticket up: her visit begins";
  ASSERT_EQ(walk.asked_for<AskAdmission>().size(), 1U);
  EXPECT_EQ(walk.asked_for<AskAdmission>()[0].by.number, 0U);
}

TEST_F(StaffSignIn, IsNotDisturbedByOtherCodesAndDropsLateAnswers) {
  press(SignInWanted{});
  walk.scan("https://example.org");
  EXPECT_TRUE(walk.shows<Staff>());
  type("472913");
  const auto token = walk.asked_for<AskDoor>().back().token;
  walk.give(DonePressed{});
  EXPECT_TRUE(walk.shows<Attract>());
  const rules::PinAnswer late{.member = rules::StaffMember{.number = 3, .name = "Anna"}};
  walk.give(DoorAnswered{token, rules::DoorAnswer{late}});
  EXPECT_FALSE(signed_in());
  press(SignInWanted{}).give(DoorAnswered{token, rules::DoorAnswer{late}});
  EXPECT_FALSE(signed_in());
}

TEST_F(StaffSignIn, IsOfferedWhereNobodyCanCheckInToo) {
  for (const auto reason : {OutOfServiceReason::NoEvent, OutOfServiceReason::StorageFailed}) {
    Walk out = Walk::open();
    out.give(ServiceChanged{reason});
    ASSERT_EQ(out.model().views.back().id, "team");
    out.give(out.model().views.back().event);
    EXPECT_TRUE(out.shows<Staff>());
    out.give(DonePressed{});
    EXPECT_TRUE(out.shows<OutOfService>());
  }
  Walk unpaired = Walk::open();
  unpaired.give(ServiceChanged{OutOfServiceReason::NotPaired}).give(StaffPressed{SignInWanted{}});
  EXPECT_FALSE(unpaired.shows<Staff>()) << "nobody is known there";
}

TEST_F(StaffSignIn, EndsAfterAMinuteWithAWarningOrMoreTime) {
  sign_in();
  EXPECT_EQ(walk.asked_for<StartTimer>().back().after, base::Milliseconds(60'000));
  for (int i = 0; i < 12; ++i) {
    walk.fire(TimerKind::Idle);
    ASSERT_TRUE(walk.model().warning);
    walk.give(MoreTimePressed{});
    ASSERT_FALSE(walk.model().warning) << "as often as it takes: " << i;
  }
  walk.fire(TimerKind::Idle).fire(TimerKind::Warning);
  EXPECT_TRUE(walk.shows<Attract>());
  EXPECT_FALSE(signed_in());
}

TEST_F(StaffSignIn, EndsByAButtonAndLeavesNothingBehind) {
  sign_in();
  type("Gro");
  open(sheet(1));
  press(SignedOut{});
  EXPECT_TRUE(walk.shows<Attract>());
  EXPECT_FALSE(walk.state.form);
  EXPECT_THAT(walk.model().lines, IsEmpty());
  press(GuestOpened{id_of<rules::TicketId>(7)});
  EXPECT_TRUE(walk.shows<Attract>()) << "nobody is signed in";
}

TEST_F(StaffSignIn, EndsWhenTheKioskIsGivenAnotherEvent) {
  sign_in();
  walk.give(ServiceChanged{});
  EXPECT_TRUE(signed_in()) << "the same event again";
  walk.config.event = id_of<rules::EventId>(9);
  walk.give(ServiceChanged{});
  EXPECT_FALSE(signed_in());
}

TEST_F(StaffSignIn, WarnsWhereEventOrDoorDoNotFit) {
  sign_in();
  EXPECT_EQ(walk.model().mismatch, "");
  walk.config.starts = walk.now - std::chrono::hours(48);
  walk.config.ends = walk.now - std::chrono::hours(40);
  EXPECT_THAT(walk.model().mismatch, HasSubstr("not today"));
  walk.config.ends = walk.now;
  EXPECT_EQ(walk.model().mismatch, "");
  walk.config.door = "Nord";
  rules::GuestSheet other = sheet();
  other.ticket.doors = {"Süd"};
  open(other);
  EXPECT_EQ(walk.model().mismatch, "This ticket is for another entrance: Süd.");
}

// --- search ----------------------------------------------------------------------------------------------------------

TEST_F(StaffSearch, AsksWithEachKeyAndDropsLateAnswers) {
  sign_in();
  type("G");
  const auto first = walk.asked_for<AskDoor>().back().token;
  type("r");
  answer(rules::GuestsFound{.guests = {found(1, "Jürgen Groß")}});
  walk.give(DoorAnswered{first, rules::DoorAnswer{rules::GuestsFound{.guests = {found(2, "Gerda Alt")}}}});
  ASSERT_EQ(walk.model().rows.size(), 1U);
  EXPECT_EQ(walk.model().rows[0].open.label, "Jürgen Groß");
  EXPECT_EQ(walk.model().rows[0].detail, "Nordlicht GmbH · Member");
  walk.give(Erased{}).give(Erased{});
  EXPECT_THAT(walk.model().rows, IsEmpty()) << "nothing is sought";
}

TEST_F(StaffSearch, ShowsMarksAndHowMany) {
  sign_in();
  type("a");
  std::vector<rules::FoundGuest> guests;
  for (std::uint8_t i = 1; i <= 8; ++i) guests.push_back(found(i, "Guest"));
  guests[0].inside = guests[0].admitted = 1;
  guests[1].badge_owed = true;
  guests[2].status = rules::TicketStatus::Cancelled;
  guests[3].in_conflict = true;
  guests[4].masked_email = "j…@example.org";
  answer(rules::GuestsFound{.guests = guests, .more = true});
  const auto rows = walk.model().rows;
  ASSERT_EQ(rows.size(), 8U);
  EXPECT_EQ(rows[0].mark, "inside");
  EXPECT_EQ(rows[1].mark, "badge owed");
  EXPECT_EQ(rows[2].mark, "cancelled");
  EXPECT_EQ(rows[3].mark, "conflict");
  EXPECT_THAT(rows[4].detail, HasSubstr("j…@example.org"));
  EXPECT_EQ(walk.model().body, "8+ guests found");
}

TEST_F(StaffSearch, KeepsWhatWasFoundWhileASheetIsOpen) {
  sign_in();
  type("Gr");
  answer(rules::GuestsFound{.guests = {found(7, "Jürgen Groß"), found(8, "Jürgen Groß")}});
  open(sheet());
  EXPECT_EQ(walk.model().layout, Layout::Sheet);
  EXPECT_EQ(walk.model().name, "Jürgen Groß");
  walk.give(DonePressed{});
  EXPECT_EQ(walk.model().rows.size(), 2U);
  EXPECT_EQ(walk.model().fields.at(0).text, "Gr");
}

TEST_F(StaffSearch, SaysThatItFailed) {
  sign_in();
  type("G");
  not_answered(base::ErrorKind::Storage);
  EXPECT_EQ(walk.model().tone, Tone::Attention);
  EXPECT_THAT(walk.model().body, HasSubstr("cannot be searched"));
}

// --- scans -----------------------------------------------------------------------------------------------------------

TEST_F(StaffScan, AdmitsWithoutATapAndOpensTheSheet) {
  sign_in();
  walk.scan("TICKET-1");
  const auto asked = walk.asked_for<AskAdmission>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].by.number, 3U);
  EXPECT_EQ(asked[0].how, rules::How::Scan);
  walk.answer(granted({1}), 1);
  EXPECT_EQ(headline(), "Admitted");
  EXPECT_EQ(walk.model().tone, Tone::Success);
  EXPECT_EQ(walk.model().icon, Icon::Check);
  ASSERT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
  answer(sheet(1));
  EXPECT_EQ(walk.model().name, "Jürgen Groß");
  EXPECT_EQ(line("Came in"), "08:00 · Kiosk 2, Süd");
  walk.badge(BadgeStage::Failed);
  EXPECT_THAT(walk.model().badges.at(0).text, HasSubstr("stays owed"));
}

TEST_F(StaffScan, PrintsWhatIsOwedToWhoIsIn) {
  sign_in();
  rules::AdmissionRefused in = refused(rules::Refusal::AlreadyIn);
  in.ticket = id_of<rules::TicketId>(7);
  in.owed_badges = {2};
  walk.scan("TICKET-1").answer(in, 1);
  ASSERT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
  EXPECT_EQ(walk.asked_for<PrintBadge>().front().place_number, 2);
}

TEST_F(StaffScan, TellsWhenAndWhereSomebodyCameInBefore) {
  sign_in();
  rules::AdmissionRefused in = refused(rules::Refusal::AlreadyIn);
  in.ticket = id_of<rules::TicketId>(7);
  walk.scan("TICKET-1").answer(in);
  answer(sheet(1));
  EXPECT_EQ(headline(), "Already inside");
  EXPECT_EQ(walk.model().body, "Since 08:00, at: Kiosk 2, Süd");
}

TEST_F(StaffScan, LaysCodesInLineWhileOneIsDecidedOrAFormIsOpen) {
  sign_in();
  walk.scan("TICKET-1").scan("TICKET-2");
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), 1U);
  walk.answer(granted());
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), 1U) << "the first result can be read";
  EXPECT_THAT(notice(), HasSubstr("1 more ticket"));
  walk.fire(TimerKind::ShownLeast);
  ASSERT_EQ(walk.asked_for<AskAdmission>().size(), 2U);
  EXPECT_EQ(walk.asked_for<AskAdmission>()[1].code, "TICKET-2");
  walk.answer(granted()).fire(TimerKind::ShownLeast);
  answer(sheet(1));

  choose(StaffAction::CorrectName);
  type("x");
  walk.scan("TICKET-3");
  EXPECT_EQ(walk.model().layout, Layout::Form) << "what is typed stays";
  walk.give(DonePressed{});
  ASSERT_EQ(walk.asked_for<AskAdmission>().size(), 3U);
  EXPECT_EQ(walk.asked_for<AskAdmission>()[2].code, "TICKET-3");
}

TEST_F(StaffScan, DropsLateAnswersAndSaysThatNothingWasDecided) {
  sign_in();
  walk.scan("TICKET-1");
  AdmissionAnswered late = walk.reply(granted());
  late.scan.scan = id_of<rules::ScanId>(200);
  walk.give(late);
  EXPECT_NE(headline(), "Admitted");
  walk.fire(TimerKind::Checking);
  EXPECT_EQ(headline(), "Nothing could be decided");
  walk.answer(granted());
  EXPECT_EQ(headline(), "Nothing could be decided");
}

TEST_F(StaffScan, LetsStaffChooseBetweenTicketsOfOneCodeByName) {
  sign_in();
  AdmissionAnswered several = walk.scan("ORDER-1").reply(refused(rules::Refusal::Ambiguous));
  several.candidates = {found(7, "Jürgen Groß"), found(8, "Li Na")};
  walk.give(several);
  ASSERT_EQ(walk.model().rows.size(), 2U);
  walk.give(walk.model().rows[1].open.event);
  const auto asked = walk.asked_for<AskAdmission>().back();
  EXPECT_EQ(asked.chosen, id_of<rules::TicketId>(8));
  EXPECT_EQ(asked.scan.step, 1U);
  EXPECT_EQ(asked.code, "ORDER-1");
}

TEST_F(StaffScan, LeadsOnWhereNoTicketHasTheCode) {
  sign_in();
  walk.scan("NOBODY").answer(refused(rules::Refusal::UnknownCode));
  EXPECT_TRUE(offers("Find by name"));
  EXPECT_TRUE(offers("Register a walk-in"));
  walk.give(DonePressed{});
  EXPECT_EQ(walk.model().layout, Layout::List) << "the search";
}

TEST_F(StaffScan, DecidesAHelpersScansAsTheGuestsOwnAndGivesHerNoReasons) {
  sign_in(rules::Role::Helper);
  rules::AdmissionRefused refusal = refused(rules::Refusal::Unpaid);
  refusal.ticket = id_of<rules::TicketId>(7);
  walk.scan("TICKET-1").answer(refusal);
  EXPECT_EQ(rules::decider_of(walk.asked_for<AskAdmission>()[0].by.role), rules::Decider::SelfService);
  rules::GuestSheet unpaid = sheet();
  unpaid.ticket.payment = rules::Payment::Open;
  unpaid.notes = {{.kind = rules::NoteKind::Diet, .text = "vegan", .at = {}}};
  answer(unpaid);
  EXPECT_EQ(headline(), "Please see our team");
  EXPECT_EQ(line("State"), "");
  EXPECT_EQ(line("Diet"), "");
  EXPECT_FALSE(offers("Payment is settled"));
}

}  // namespace
}  // namespace einlass::flow
