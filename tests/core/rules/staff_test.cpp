#include "core/rules/staff_act.h"

#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

TEST(Pin, HasSixDigits) {
  EXPECT_TRUE(is_pin("408193"));
  for (const char* text : {"", "40819", "4081937", "40819a", "40819 "}) EXPECT_FALSE(is_pin(text)) << text;
}

TEST(Pin, IsNoneThatOthersTryFirst) {
  for (const char* pin : {"111111", "123456", "654321", "012345", "890123", "121212", "100000", "123123", "135791"}) {
    EXPECT_TRUE(is_easily_guessed(pin)) << pin;
  }
  for (const char* pin : {"408193", "112233", "123457", "271828"}) EXPECT_FALSE(is_easily_guessed(pin)) << pin;
}

TEST(Role, DecidesAsFarAsItGoes) {
  const struct {
    Role role;
    bool staff, host;
  } cases[] = {{Role::Helper, false, false},
               {Role::Staff, true, false},
               {Role::Host, true, true},
               {Role::Organiser, true, true}};
  for (const auto& each : cases) {
    EXPECT_TRUE(may_decide_as(Decider::SelfService, each.role));
    EXPECT_EQ(may_decide_as(Decider::Staff, each.role), each.staff);
    EXPECT_EQ(may_decide_as(Decider::Host, each.role), each.host);
  }
}

TEST(Role, AHelperAnswersCallsAndNoMore) {
  EventPolicy policy;
  policy.walk_in = WalkIn::Staff;
  const StaffAct acts[] = {UndoScan{}, SeeOff{},        SetRefusalAside{}, HandTicketOn{}, CorrectGuest{},
                           TakeNote{}, Excuse{},        Settle{},          VoidBadge{},    RegisterGuest{},
                           CountIn{},  DecideForHost{}, JudgeConflict{},   JudgeBadge{}};
  for (const auto& act : acts) EXPECT_FALSE(may_do(act, Role::Helper, policy)) << act.index();
  EXPECT_TRUE(may_do(AnswerCall{}, Role::Helper, policy));
}

TEST(Role, TheHostAloneDecidesForTheHost) {
  const EventPolicy policy;
  EXPECT_FALSE(may_do(DecideForHost{}, Role::Staff, policy));
  EXPECT_TRUE(may_do(DecideForHost{}, Role::Host, policy));
}

TEST(Role, RegistersWhomThePolicyLetsIn) {
  EventPolicy policy;
  const auto may = [&](WalkIn rule, Role role) {
    policy.walk_in = rule;
    return may_do(RegisterGuest{}, role, policy);
  };
  EXPECT_TRUE(may(WalkIn::Self, Role::Helper)) << "whoever comes may do it herself";
  EXPECT_TRUE(may(WalkIn::Staff, Role::Staff));
  EXPECT_FALSE(may(WalkIn::No, Role::Staff));
  EXPECT_TRUE(may(WalkIn::No, Role::Host)) << "on her own list";
  EXPECT_EQ(way_of_registered(Decider::Host, policy), How::Host);
  policy.walk_in = WalkIn::No;
  EXPECT_FALSE(may_do(CountIn{}, Role::Host, policy));
}

TEST(Role, HandsTicketsOnWhereThePolicySaysSo) {
  EventPolicy policy;
  const auto may = [&](TransferRule rule, Role role) {
    policy.transfer = rule;
    return may_do(HandTicketOn{}, role, policy);
  };
  EXPECT_TRUE(may(TransferRule::Staff, Role::Staff));
  EXPECT_FALSE(may(TransferRule::Host, Role::Staff));
  EXPECT_TRUE(may(TransferRule::Host, Role::Organiser));
  EXPECT_FALSE(may(TransferRule::Never, Role::Organiser));
}

}  // namespace
}  // namespace einlass::rules
