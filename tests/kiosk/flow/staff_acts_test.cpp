// What staff do at a guest's sheet.
#include "tests/kiosk/flow/staff_walk.h"

#include <set>

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class StaffActs : public StaffTest {};

TEST_F(StaffActs, AdmitPartOfAParty) {
  sign_in();
  open(sheet(0, 4));
  EXPECT_TRUE(offers("Admit all 4"));
  choose(StaffAction::AdmitSome);
  EXPECT_EQ(walk.model().buttons.at(2).label, "3 persons");
  choose_answer(2);
  const auto asked = walk.asked_for<AskAdmission>().back();
  EXPECT_EQ(asked.persons, 3);
  EXPECT_EQ(asked.how, rules::How::List);
  EXPECT_EQ(asked.chosen, id_of<rules::TicketId>(7));
}

TEST_F(StaffActs, UndoOnlyAfterAsking) {
  sign_in();
  open(sheet(1));
  choose(StaffAction::Undo);
  EXPECT_EQ(headline(), "Really undo the admission?");
  EXPECT_THAT(walk.asked_for<DoAtDoor>(), IsEmpty());
  choose_answer(0);
  ASSERT_NE(last_act<rules::UndoScan>(), nullptr);
  EXPECT_EQ(last_act<rules::UndoScan>()->scan.scan, id_of<rules::ScanId>(77));
  done();
  EXPECT_EQ(notice(), "Undone. The badge is void.");
  answer(sheet());
  EXPECT_TRUE(offers("Admit"));
}

TEST_F(StaffActs, LetInDespiteARefusalWithAReasonAndGoOnWithTheSameScan) {
  sign_in();
  rules::AdmissionRefused cancelled = refused(rules::Refusal::Cancelled);
  cancelled.ticket = id_of<rules::TicketId>(7);
  walk.scan("TICKET-1").answer(cancelled);
  answer(sheet());
  ASSERT_TRUE(offers("Let in all the same"));
  const auto scan = walk.state.visit.scan.scan;
  choose(StaffAction::LetInAnyway);
  choose_answer(2);
  type("ok");
  walk.give(FormSent{});
  ASSERT_NE(last_act<rules::SetRefusalAside>(), nullptr);
  EXPECT_EQ(last_act<rules::SetRefusalAside>()->scan, scan);
  EXPECT_EQ(last_act<rules::SetRefusalAside>()->reason, rules::ReasonKind::SourceWrong);
  EXPECT_EQ(last_act<rules::SetRefusalAside>()->typed_reason, "ok");
  done();
  const auto again = walk.asked_for<AskAdmission>().back();
  EXPECT_EQ(again.scan.scan, scan);
  EXPECT_EQ(again.scan.step, 1U);
  walk.answer(granted());
  EXPECT_EQ(headline(), "Admitted");
}

TEST_F(StaffActs, OfferNoOverrideBeyondTheRole) {
  for (const auto role : {rules::Role::Staff, rules::Role::Host}) {
    walk = Walk::open();
    sign_in(role);
    rules::AdmissionRefused blocked = refused(rules::Refusal::Blocked);
    blocked.ticket = id_of<rules::TicketId>(7);
    walk.scan("TICKET-1").answer(blocked);
    answer(sheet());
    EXPECT_EQ(offers("Let in all the same"), role == rules::Role::Host);
    choose(StaffAction::LetInAnyway);
    EXPECT_EQ(walk.model().layout == Layout::Choice, role == rules::Role::Host);
  }
}

TEST_F(StaffActs, SettleAPaymentThatWasMadeElsewhere) {
  for (const auto how : {rules::Settlement::Reference, rules::Settlement::InvoiceFollows}) {
    walk = Walk::open();
    sign_in();
    rules::AdmissionRefused unpaid = refused(rules::Refusal::Unpaid);
    unpaid.ticket = id_of<rules::TicketId>(7);
    walk.scan("TICKET-1").answer(unpaid);
    answer(unpaid_sheet());
    EXPECT_EQ(line("State"), "not paid");
    choose(StaffAction::Settle);
    choose_answer(static_cast<std::size_t>(how));
    if (how == rules::Settlement::Reference) type("8/15").give(FormSent{});
    ASSERT_NE(last_act<rules::Settle>(), nullptr);
    EXPECT_EQ(last_act<rules::Settle>()->settlement, how);
    EXPECT_EQ(last_act<rules::Settle>()->reference, how == rules::Settlement::Reference ? "8/15" : "");
    done();
    EXPECT_EQ(walk.asked_for<AskAdmission>().back().scan.step, 1U);
  }
}

TEST_F(StaffActs, AdmitNobodyWhoOnlyPaidWhereNoScanWaits) {
  sign_in();
  open(unpaid_sheet());
  choose(StaffAction::Settle);
  choose_answer(1);
  done();
  EXPECT_TRUE(walk.asked_for<AskAdmission>().empty());
  EXPECT_TRUE(offers("Admit"));
}

TEST_F(StaffActs, PrintADamagedBadgeAgain) {
  sign_in();
  open(sheet(1));
  choose(StaffAction::Reprint);
  choose_answer(0);
  const auto prints = walk.asked_for<PrintBadge>();
  ASSERT_EQ(prints.size(), 1U);
  EXPECT_EQ(prints[0].replaces, id_of<rules::BadgeSerial>(5));
  EXPECT_EQ(prints[0].reason, rules::PrintReason::Damaged);
  EXPECT_EQ(prints[0].scan, id_of<rules::ScanId>(77));
  EXPECT_EQ(prints[0].operator_number, 3U);
  EXPECT_THAT(walk.asked_for<DoAtDoor>(), IsEmpty());
  EXPECT_EQ(walk.model().badges.size(), 1U);
}

TEST_F(StaffActs, MakeALostBadgeVoidBeforeTheNewOnePrints) {
  sign_in();
  open(sheet(1));
  choose(StaffAction::Reprint);
  choose_answer(1);
  ASSERT_NE(last_act<rules::VoidBadge>(), nullptr);
  EXPECT_EQ(last_act<rules::VoidBadge>()->serial, id_of<rules::BadgeSerial>(5));
  EXPECT_THAT(walk.asked_for<PrintBadge>(), IsEmpty());
  done();
  answer(sheet(1));
  ASSERT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
  EXPECT_EQ(walk.asked_for<PrintBadge>()[0].reason, rules::PrintReason::Lost);
  walk.give(DonePressed{});
  open(sheet(1));
  EXPECT_EQ(walk.asked_for<PrintBadge>().size(), 1U) << "once";
}

TEST_F(StaffActs, PrintNothingForWhoGoesBackFromTheNewName) {
  for (const bool elsewhere : {false, true}) {
    walk = Walk::open();
    sign_in();
    open(sheet(1));
    choose(StaffAction::Reprint);
    choose_answer(2);
    ASSERT_EQ(walk.model().layout, Layout::Form);
    if (elsewhere) {
      press(PlaceOpened{StaffPlace::Search});
      press(GuestOpened{id_of<rules::TicketId>(7)});
    } else {
      walk.give(DonePressed{});
    }
    answer(sheet(1));
    EXPECT_THAT(walk.asked_for<PrintBadge>(), IsEmpty());
  }
}

TEST_F(StaffActs, PrintNothingWhereALostBadgeCouldNotBeMadeVoid) {
  sign_in();
  open(sheet(1));
  choose(StaffAction::Reprint);
  choose_answer(1);
  not_done(base::ErrorKind::Unavailable);
  EXPECT_THAT(notice(), HasSubstr("needs the server"));
  walk.give(DonePressed{});
  answer(sheet(1));
  EXPECT_THAT(walk.asked_for<PrintBadge>(), IsEmpty());
}

TEST_F(StaffActs, AskWhetherAChangedSurnameIsAnotherPerson) {
  for (const std::size_t other : {0U, 1U}) {
    walk = Walk::open();
    sign_in();
    open(sheet(1));
    choose(StaffAction::CorrectName);
    walk.give(FieldChosen{1}).give(Erased{}).give(FormSent{.whole = true});
    EXPECT_EQ(headline(), "Is this the same person?");
    choose_answer(other);
    EXPECT_EQ(last_act<rules::CorrectGuest>() != nullptr, other == 0);
    EXPECT_EQ(last_act<rules::HandTicketOn>() != nullptr, other == 1);
  }
}

TEST_F(StaffActs, CorrectAFirstNameWithoutAsking) {
  sign_in();
  open(sheet(1));
  choose(StaffAction::CorrectName);
  type("x");
  walk.give(FormSent{.whole = true});
  ASSERT_NE(last_act<rules::CorrectGuest>(), nullptr);
  EXPECT_EQ(last_act<rules::CorrectGuest>()->fields.at("full_name"), "Jürgenx Groß");
}

TEST_F(StaffActs, CheckAWholeOrderInTicketByTicket) {
  sign_in();
  rules::GuestSheet group = sheet();
  group.order = {found(7, "Jürgen Groß"), found(8, "Li Na"), found(9, "Aylin Öztürk")};
  group.order[2].admitted = 1;
  open(group);
  EXPECT_TRUE(offers("Admit the whole order (2)"));
  choose(StaffAction::CheckInOrder);
  const auto first = walk.asked_for<AskAdmission>().back();
  walk.answer(granted({1}), 1);
  const auto second = walk.asked_for<AskAdmission>().back();
  EXPECT_NE(first.scan.scan, second.scan.scan);
  EXPECT_EQ(second.chosen, id_of<rules::TicketId>(8));
  walk.answer(refused(rules::Refusal::Blocked));
  EXPECT_EQ(walk.model().body, "1 of 2 admitted");
  EXPECT_EQ(walk.model().rows.at(0).mark, "admitted");
  EXPECT_EQ(walk.model().rows.at(1).mark, "Blocked by the organiser");
  EXPECT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
}

TEST_F(StaffActs, SayWhatHappenedAndWhatToDoForEveryTrouble) {
  std::set<std::string> sentences;
  for (int kind = 0; kind <= static_cast<int>(base::ErrorKind::Internal); ++kind) {
    walk = Walk::open();
    sign_in();
    open(sheet(1));
    choose(StaffAction::Depart);
    not_done(static_cast<base::ErrorKind>(kind));
    EXPECT_THAT(notice(), HasSubstr(". ")) << kind;
    sentences.insert(notice());
  }
  EXPECT_EQ(sentences.size(), 9U);
}

TEST_F(StaffActs, TakeOneActAtATime) {
  sign_in();
  open(sheet(1));
  choose(StaffAction::Depart);
  choose(StaffAction::Depart);
  EXPECT_EQ(walk.asked_for<DoAtDoor>().size(), 1U);
}

// --- walk-ins --------------------------------------------------------------------------------------------------------

}  // namespace
}  // namespace einlass::flow
