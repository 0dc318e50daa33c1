// Where the policy parts badge and admission: badge desks, badges that wait elsewhere, and how often one is printed.
#include "tests/kiosk/flow/staff_walk.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

rules::AdmissionRefused badges_only(std::vector<int> ahead, std::vector<int> owed = {}) {
  rules::AdmissionRefused answer = refused(rules::Refusal::BadgeDesk);
  answer.ticket = id_of<rules::TicketId>(7);
  answer.owed_badges = std::move(owed);
  answer.badges_ahead = std::move(ahead);
  return answer;
}

Walk at_desk() {
  Walk walk = Walk::open();
  walk.config.door = "Badge desk";
  walk.config.policy.badge = {.template_name = "card", .desks = {"Badge desk"}};
  return walk;
}

// For the first time, so that a badge is due.
rules::AdmissionGranted comes() {
  auto in = granted();
  in.fact.badges_due = 1;
  return in;
}

BadgesElsewhere at(const std::string& desk) {
  return {.hint = rules::BadgeHint::Ready, .desk = {{"de", desk}}};
}

TEST(BadgeDeskScreen, SaysWhereToCheckIn) {
  Walk walk = at_desk();
  EXPECT_EQ(walk.model().body, "You get your badge here. You check in at the entrance.");
  walk.scan("TICKET-1").answer(badges_only({1}), 1);
  EXPECT_EQ(walk.model().headline, "Here comes your badge");
  EXPECT_EQ(walk.model().name, "Jürgen Groß");
  EXPECT_EQ(walk.model().body, "You check in at the entrance. Your badge is your ticket there.");
  EXPECT_THAT(walk.asked_for<PrintBadge>(), SizeIs(1));
  walk.badge(BadgeStage::Printed);
  EXPECT_EQ(walk.model().badges.at(0).text, "Please take your badge out below.");
}

TEST(BadgeDeskScreen, PrintsWhatIsOwedAndWhatIsAhead) {
  Walk walk = at_desk();
  walk.scan("TICKET-1").answer(badges_only({2, 3}, {1}), 3);
  const auto prints = walk.asked_for<PrintBadge>();
  ASSERT_THAT(prints, SizeIs(3));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(prints[static_cast<std::size_t>(i)].place_number, i + 1);
}

TEST(BadgeDeskScreen, TellsWhoHasHerBadgeThatSheHasIt) {
  Walk walk = at_desk();
  walk.scan("TICKET-1").answer(badges_only({}));
  EXPECT_EQ(walk.model().headline, "You already have your badge");
  EXPECT_THAT(walk.asked_for<PrintBadge>(), IsEmpty());
}

TEST(BadgeDeskScreen, TellsWhoGetsNoneThatSheNeedsNone) {
  Walk walk = at_desk();
  walk.config.policy.badge.template_name.clear();
  walk.config.policy.badge.category_templates = {{"press", "press-card"}};
  walk.scan("TICKET-1").answer(badges_only({}));
  EXPECT_EQ(walk.model().headline, "You need no badge");
  EXPECT_EQ(walk.model().body, "You check in at the entrance.");
}

TEST(BadgeDeskScreen, AsksAPartyForBadgesNotForPersons) {
  Walk walk = at_desk();
  rules::AdmissionRefused how_many = refused(rules::Refusal::NeedsAnswers);
  how_many.ticket = id_of<rules::TicketId>(7);
  how_many.persons = 3;
  walk.scan("TICKET-1").answer(how_many);
  EXPECT_EQ(walk.model().buttons.at(0).label, "Print 3 badges");
}

TEST(BadgeDeskScreen, SaysOfNoGroupThatItIsIn) {
  Walk walk = at_desk();
  walk.hold_up({"TICKET-1", "TICKET-2"});
  walk.answer(badges_only({1}), 1).answer(badges_only({1}), 1);
  EXPECT_EQ(walk.model().headline, "Here comes your badge");
}

TEST(BadgesThatWait, AreNamedWithTheirDesk) {
  Walk walk = Walk::open();
  AdmissionAnswered reply = walk.scan("TICKET-1").reply(comes());
  reply.badges_elsewhere = at("Tisch A–K");
  walk.give(reply);
  EXPECT_EQ(walk.model().headline, "Welcome");
  ASSERT_THAT(walk.model().badges, SizeIs(1));
  EXPECT_EQ(walk.model().badges[0].text, "Please fetch your badge here: Tisch A–K");
  EXPECT_EQ(walk.model().badges[0].stage, BadgeStage::Printed);
}

TEST(BadgesThatWait, AreWithTheTeamWhereNoDeskIsKnown) {
  Walk walk = Walk::open();
  AdmissionAnswered reply = walk.scan("TICKET-1").reply(comes());
  reply.badges_elsewhere.hint = rules::BadgeHint::FromTeam;
  walk.give(reply);
  EXPECT_EQ(walk.model().badges.at(0).text, "Please ask our team for your badge.");
}

// Nobody knows whether she has fetched it since she was told.
TEST(BadgesThatWait, AreOnlyMentionedToWhoWasToldBefore) {
  for (const std::string& desk : {std::string("Tisch A–K"), std::string()}) {
    for (const rules::Admission& later :
         {rules::Admission(granted()), rules::Admission(refused(rules::Refusal::AlreadyIn)),
          rules::Admission(badges_only({}))}) {
      Walk walk = Walk::open();
      AdmissionAnswered reply = walk.scan("TICKET-1").reply(later);
      reply.badges_elsewhere.hint = rules::BadgeHint::Ready;
      if (!desk.empty()) reply.badges_elsewhere = at(desk);
      walk.give(reply);
      ASSERT_THAT(walk.model().badges, SizeIs(1));
      EXPECT_EQ(walk.model().badges[0].text, desk.empty()
                                                 ? "If you do not have your badge yet, please ask our team for it."
                                                 : "If you do not have your badge yet, it is here: Tisch A–K");
    }
  }
}

TEST(BadgesThatWait, AreNotFetchedByWhoeverShowsHers) {
  for (const auto hint : {rules::BadgeHint::Ready, rules::BadgeHint::InDoubt}) {
    Walk walk = Walk::open();
    AdmissionAnswered reply = walk.scan("EB1:01ARZ3NDEKTSV4RRFFQ69G5FAV").reply(comes());
    reply.badges_elsewhere = at("Tisch A–K");
    reply.badges_elsewhere.hint = hint;
    walk.give(reply);
    EXPECT_EQ(walk.model().headline, "Welcome");
    EXPECT_THAT(walk.model().badges, IsEmpty());
  }
}

TEST(BadgesThatWait, AreNeverToldAtAClosedEvent) {
  Walk walk = Walk::open();
  walk.config.closed = true;
  AdmissionAnswered reply = walk.scan("TICKET-1").reply(comes());
  reply.badges_elsewhere = at("Tisch A–K");
  walk.give(reply);
  EXPECT_THAT(walk.model().badges, IsEmpty());
}

TEST(BadgesThatWait, OfAGroupAreNamedOncePerDesk) {
  Walk walk = Walk::open();
  walk.hold_up({"TICKET-1", "TICKET-2", "TICKET-3"});
  for (const char* desk : {"Tisch A–K", "Tisch L–Z", "Tisch A–K"}) {
    AdmissionAnswered reply = walk.reply(comes());
    reply.badges_elsewhere = at(desk);
    walk.give(reply);
  }
  EXPECT_THAT(walk.model().badges, SizeIs(2));
  walk.give(DonePressed{}).scan("TICKET-4").answer(granted());
  EXPECT_THAT(walk.model().badges, IsEmpty()) << "the next visitor's are her own";
}

// --- the team -------------------------------------------------------------------------------------------------------

class BadgePolicy : public StaffTest {
 protected:
  BadgePolicy() { walk.config.policy.badge.reprints.most = 1; }

  // Her badge came out again so many times.
  static rules::GuestSheet reprinted(int times) {
    rules::GuestSheet shown = sheet(1);
    for (int i = 0; i < times; ++i) {
      shown.state.badges.back().valid = false;
      shown.state.badges.push_back(shown.state.badges.back());
      shown.state.badges.back().serial = id_of<rules::BadgeSerial>(static_cast<std::uint8_t>(10 + i));
      shown.state.badges.back().valid = true;
    }
    return shown;
  }
};

TEST_F(BadgePolicy, StaffPrintAgainAsOftenAsItSays) {
  sign_in();
  open(reprinted(0));
  choose(StaffAction::Reprint);
  choose_answer(0);
  EXPECT_THAT(walk.asked_for<PrintBadge>(), SizeIs(1));
}

TEST_F(BadgePolicy, ThenStaffAreSentToAHost) {
  sign_in();
  for (const std::size_t reason : {0U, 2U}) {  // damaged, the name is wrong
    open(reprinted(1));
    choose(StaffAction::Reprint);
    choose_answer(reason);
    EXPECT_EQ(notice(), "At this event only a host may print this badge once more.");
  }
  EXPECT_THAT(walk.asked_for<PrintBadge>(), IsEmpty());
}

TEST_F(BadgePolicy, AHostPrintsOn) {
  sign_in(rules::Role::Host);
  open(reprinted(4));
  choose(StaffAction::Reprint);
  choose_answer(0);
  EXPECT_THAT(walk.asked_for<PrintBadge>(), SizeIs(1));
}

TEST_F(BadgePolicy, ALostBadgeIsVoidAllTheSame) {
  sign_in();
  open(reprinted(1));
  choose(StaffAction::Reprint);
  choose_answer(1);
  ASSERT_NE(last_act<rules::VoidBadge>(), nullptr);
  done();
  EXPECT_EQ(notice(), "The lost badge is void. At this event only a host may print another one.");
  answer(sheet(1));
  EXPECT_THAT(walk.asked_for<PrintBadge>(), IsEmpty());
}

TEST_F(BadgePolicy, StaffPrintABadgeWithoutAdmitting) {
  sign_in();
  open(sheet(0));
  EXPECT_TRUE(offers("Print the badge only"));
  choose(StaffAction::PrintBadge);
  const auto prints = walk.asked_for<PrintBadge>();
  ASSERT_THAT(prints, SizeIs(1));
  EXPECT_EQ(prints[0].reason, rules::PrintReason::Ahead);
  EXPECT_EQ(prints[0].operator_number, 3U);
  EXPECT_FALSE(prints[0].replaces);
  EXPECT_THAT(walk.asked_for<AskAdmission>(), IsEmpty());
  EXPECT_EQ(notice(), "The badge is coming. Nobody was admitted by it.");
}

TEST_F(BadgePolicy, NoBadgeIsOfferedThatCannotBeDrawn) {
  walk.config.policy.badge.template_name.clear();
  walk.config.policy.badge.category_templates = {{"press", "press-card"}};
  sign_in();
  open(sheet(0));
  EXPECT_FALSE(offers("Print the badge only"));
}

TEST_F(BadgePolicy, NoBadgeIsOfferedBeforeAHostHasDecided) {
  sign_in();
  auto waits = sheet(0);
  for (const auto status : {rules::TicketStatus::AwaitingApproval, rules::TicketStatus::Waitlisted}) {
    waits.ticket.status = status;
    waits.state.host_approved = false;
    open(waits);
    EXPECT_FALSE(offers("Print the badge only"));
    waits.state.host_approved = true;
    open(waits);
    EXPECT_TRUE(offers("Print the badge only"));
  }
  open(unpaid_sheet());
  EXPECT_FALSE(offers("Print the badge only"));
}

TEST_F(BadgePolicy, AtABadgeDeskPrintingIsTheLikeliest) {
  walk.config.door = "Badge desk";
  walk.config.policy.badge.desks = {"Badge desk"};
  sign_in();
  open(sheet(0));
  for (const auto& button : walk.model().buttons) {
    EXPECT_EQ(button.primary, button.label == "Print the badge only") << button.label;
  }
}

TEST_F(BadgePolicy, StaffPrintWhatIsOwedWhereverTheyStand) {
  walk.config.policy.badge.print_at = rules::PrintAt::Desk;
  sign_in();
  rules::GuestSheet owed = sheet(1);
  owed.state.badges.clear();
  owed.state.badges_due = 1;
  open(owed);
  EXPECT_TRUE(offers("Print the badge"));
  choose(StaffAction::PrintBadge);
  ASSERT_THAT(walk.asked_for<PrintBadge>(), SizeIs(1));
  EXPECT_EQ(walk.asked_for<PrintBadge>()[0].reason, rules::PrintReason::Owed);
  EXPECT_EQ(walk.asked_for<PrintBadge>()[0].scan, id_of<rules::ScanId>(77)) << "it goes with her admission";
}

TEST_F(BadgePolicy, StaffReadWhereABadgePrintedBeforehandLies) {
  walk.config.policy.badge.pick_up = {{"A", "K", {{"en", "desk A–K"}}}, {"L", "Z", {{"en", "desk L–Z"}}}};
  sign_in();
  rules::GuestSheet bulk = sheet(0);
  bulk.state.badges = {{.status = rules::BadgeStatus::Printed, .ahead = true}};
  open(bulk);
  EXPECT_EQ(line("Badge"), "printed; lies here: desk A–K");
  EXPECT_TRUE(offers("Print the badge again"));
  EXPECT_FALSE(offers("Print the badge only"));
}

TEST_F(BadgePolicy, NoBadgeIsOfferedForWhomNoDoorLetsIn) {
  sign_in();
  for (const auto status : {rules::TicketStatus::Cancelled, rules::TicketStatus::Blocked}) {
    rules::GuestSheet out = sheet(0);
    out.ticket.status = status;
    open(out);
    EXPECT_FALSE(offers("Print the badge only"));
  }
}

TEST_F(BadgePolicy, NoneIsOfferedToHelpersNorWhereThereIsOneAlready) {
  sign_in();
  open(sheet(1));
  EXPECT_FALSE(offers("Print the badge only"));
  press(SignedOut{});
  sign_in(rules::Role::Helper);
  open(sheet(0));
  EXPECT_FALSE(offers("Print the badge only"));
}

}  // namespace
}  // namespace einlass::flow
