// What an admission or a refusal says beside its word: badges that are owed, choices, seats, who may set it aside.
#include "tests/core/rules/admission_world.h"

#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

using testing::ElementsAre;

// One of a party of two came in at a kiosk that was alone, both at another one: the fold counts the first, but three
// are in, and the second place is not free. Nor is it where the count says that the first has left.
TEST(Admission, NobodyElseComesInWhileATicketIsDisputed) {
  const struct {
    AdmissionDay disputed;
    int still_inside;
    bool admitted;
  } cases[] = {
      {day_number(23), 1, false}, {day_number(23), 0, false}, {AdmissionDay(), 1, false}, {day_number(24), 1, true}};
  for (const auto& test : cases) {
    World world;
    world.day = day_number(23);
    world.ticket().places = 2;
    world.came(1, test.still_inside);
    world.state().conflicts.push_back({.day = test.disputed});
    EXPECT_EQ(world.answer(), test.admitted ? "admitted 1" : "already_in");
    world.state().conflicts.front().judged = true;
    EXPECT_NE(world.answer(), "already_in");
  }
}

TEST(Admission, PrintsAnOwedBadgeForWhoIsAlreadyIn) {
  World world;
  world.came(1, 1);
  const auto refused = std::get<AdmissionRefused>(world.decide());
  EXPECT_EQ(refused.refusal, Refusal::AlreadyIn);
  EXPECT_THAT(refused.owed_badges, ElementsAre(1));
}

// Whoever is owed a badge has only the "always" rows in front of her.
TEST(Admission, PrintsAnOwedBadgeThoughTheRestOfThePartyMayNotComeIn) {
  const struct {
    const char* refusal;
    std::function<void(World&)> arrange;
    bool prints;
  } cases[] = {
      {"too_late", [](World& w) { w.ticket().valid_until = kDoors; }, true},
      {"too_early", [](World& w) { w.ticket().valid_from = kDoors + kHour; }, true},
      {"waitlisted", [](World& w) { w.ticket().status = TicketStatus::Waitlisted; }, true},
      {"awaiting_approval", [](World& w) { w.ticket().status = TicketStatus::AwaitingApproval; }, true},
      {"unpaid", [](World& w) { w.ticket().payment = Payment::Open; }, true},
      {"not_on_list", [](World& w) { w.ticket().listed = false; }, true},
      {"full", [](World& w) { w.limit(1, CapKind::Hard, CapCounts::Admitted, 0), w.ticket().owns_seat = false; }, true},
      {"needs_answers", [](World& w) { w.policy.questions = {{.id = "diet", .required = true}}; }, true},
      {"cancelled", [](World& w) { w.ticket().status = TicketStatus::Cancelled; }, false},
      {"blocked", [](World& w) { w.ticket().status = TicketStatus::Blocked; }, false},
      {"needs_server", [](World& w) { w.connectivity = Connectivity::Alone, w.policy.alone = AloneRule::Refuse; },
       false},
  };
  for (const auto& test : cases) {
    World world;
    world.ticket().places = 2;
    world.came(1, 1);
    test.arrange(world);
    const auto refused = std::get<AdmissionRefused>(world.decide());
    EXPECT_EQ(word(refused.refusal), test.refusal);
    EXPECT_EQ(refused.owed_badges, test.prints ? std::vector{1} : std::vector<int>{}) << test.refusal;
  }
}

TEST(Admission, OwesNothingOnceTheBadgeIsOut) {
  World world;
  world.came(1, 1);
  world.badge_out(1);
  EXPECT_THAT(std::get<AdmissionRefused>(world.decide()).owed_badges, testing::IsEmpty());
}

TEST(Admission, OwesABadgePerPersonOfAParty) {
  World world;
  world.ticket().places = 3;
  const auto granted = std::get<AdmissionGranted>(world.decide());
  EXPECT_EQ(granted.fact.badges_due, 3);
  EXPECT_THAT(granted.owed_badges, ElementsAre(1, 2, 3));
}

TEST(Admission, OwesTheLatecomersOfAPartyTheirBadgesOnly) {
  World world;
  world.ticket().places = 3;
  world.came(2, 2);
  world.badge_out(1);
  world.badge_out(2);
  const auto granted = std::get<AdmissionGranted>(world.decide());
  EXPECT_EQ(granted.fact.badges_due, 1);
  EXPECT_THAT(granted.owed_badges, ElementsAre(3));
}

TEST(Admission, PrintsNoSecondBadgeOnTheSecondDay) {
  World world;
  world.day = day_number(23);
  world.came(1, 1);
  world.badge_out(1);
  world.day = day_number(24);
  const auto granted = std::get<AdmissionGranted>(world.decide());
  EXPECT_EQ(granted.fact.badges_due, 0);
  EXPECT_THAT(granted.owed_badges, testing::IsEmpty());
}

TEST(Admission, OwesNoBadgeWhereTheEventPrintsNone) {
  World world;
  world.policy.badge.print = false;
  EXPECT_EQ(std::get<AdmissionGranted>(world.decide()).fact.badges_due, 0);
}

TEST(Admission, SaysHowManyOfAPartyMayComeInNow) {
  World world;
  world.ticket().places = 4;
  world.came(1, 1);
  world.request.persons = ask_persons;
  world.policy.questions = {{.id = "diet", .required = true}};
  const auto admission = world.decide();
  const auto& refused = std::get<AdmissionRefused>(admission);
  EXPECT_EQ(refused.persons, 3);
  EXPECT_EQ(refused.questions, std::vector<std::string>{"diet"}) << "both are asked in one go";
}

TEST(Admission, SaysWhenTheDoorsOpen) {
  World world;
  world.policy.doors_hours = {{kDoors + 3 * kHour, kDoors + 4 * kHour}, {kDoors + kHour, kDoors + 2 * kHour}};
  EXPECT_EQ(std::get<AdmissionRefused>(world.decide()).opens_at, kDoors + kHour);
}

TEST(Admission, NamesTheTicketsToChooseFrom) {
  World world;
  world.candidates.push_back(world.candidates.front());
  world.candidates.back().ticket.id = named<TicketId>("second");
  const auto refused = std::get<AdmissionRefused>(world.decide());
  EXPECT_THAT(refused.choices, ElementsAre(named<TicketId>("ticket"), named<TicketId>("second")));
}

TEST(Admission, DrawsAnUnownedSeatFromWhereItMay) {
  World world;
  world.limit(10, CapKind::Hard, CapCounts::Admitted, 3);
  world.ticket().owns_seat = false;
  EXPECT_EQ(std::get<AdmissionGranted>(world.decide()).fact.seat.source, SeatSource::Pool);
  world.ticket().owns_seat = true;
  EXPECT_EQ(std::get<AdmissionGranted>(world.decide()).fact.seat.source, SeatSource::Own);
}

TEST(UnknownCode, IsNotSaidBeforeTheListIsComplete) {
  const EventPolicy policy;
  for (const bool complete : {true, false}) {
    const auto admission = decide({}, {}, {.event = {}, .policy = policy, .list_is_complete = complete});
    const auto& refused = std::get<AdmissionRefused>(admission);
    EXPECT_EQ(refused.refusal, complete ? Refusal::UnknownCode : Refusal::NeedsServer);
    EXPECT_FALSE(refused.ticket);
  }
}

TEST(Overrides, OfAHardCapHelpNobodyWhicheverCapIsReached) {
  const struct {
    const char* what;
    CapKind event;
    CapKind category;
    int event_left;
    int category_left;
    bool admitted;
  } cases[] = {
      {"both soft", CapKind::Soft, CapKind::Soft, 0, 0, true},
      {"only the soft one is reached", CapKind::Soft, CapKind::Hard, 0, 1, true},
      {"only the soft one is reached", CapKind::Hard, CapKind::Soft, 1, 0, true},
      {"both are reached, the category's is hard", CapKind::Soft, CapKind::Hard, 0, 0, false},
      {"both are reached, the event's is hard", CapKind::Hard, CapKind::Soft, 0, 0, false},
      {"both hard", CapKind::Hard, CapKind::Hard, 0, 1, false},
  };
  for (const auto& test : cases) {
    World w;
    w.ticket().owns_seat = false;
    w.limit(10, test.event, CapCounts::Admitted, test.event_left);
    w.policy.category_caps["member"] = Cap{5, test.category, CapCounts::Admitted};
    w.capacity().category = test.category_left;
    w.override_now(Refusal::Full);
    EXPECT_EQ(std::holds_alternative<AdmissionGranted>(w.decide()), test.admitted) << test.what;
  }
}

TEST(MayComeBy, FollowsDeciderAndPolicy) {
  EventPolicy open;
  open.walk_in = WalkIn::Self;
  EventPolicy closed;
  closed.admit_by = AdmitBy::Person;
  closed.walk_in = WalkIn::No;
  closed.transfer = TransferRule::Host;
  EventPolicy counting;
  counting.walk_in = WalkIn::CountOnly;
  const struct {
    How how;
    const EventPolicy& policy;
    bool self_service;
    bool staff;
    bool host;
  } cases[] = {
      {How::Scan, open, true, true, true},         {How::Search, open, true, true, true},
      {How::Search, closed, false, true, true},    {How::List, open, false, true, true},
      {How::Paper, open, false, true, true},       {How::Host, open, false, false, true},
      {How::WalkIn, open, true, true, true},       {How::WalkIn, EventPolicy{}, false, true, true},
      {How::WalkIn, closed, false, false, false},  {How::WalkIn, counting, false, false, false},
      {How::Transferred, open, false, true, true}, {How::Transferred, closed, false, false, true},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(may_come_by(test.how, Decider::SelfService, test.policy), test.self_service) << word(test.how);
    EXPECT_EQ(may_come_by(test.how, Decider::Staff, test.policy), test.staff) << word(test.how);
    EXPECT_EQ(may_come_by(test.how, Decider::Host, test.policy), test.host) << word(test.how);
  }
}

// The last column of the table: who may set which refusal aside.
TEST(MayOverride, FollowsTheTable) {
  EventPolicy soft;
  soft.cap = Cap{10, CapKind::Soft, CapCounts::Admitted};
  EventPolicy hard;
  hard.cap = Cap{10, CapKind::Hard, CapCounts::Admitted};
  for (const Refusal refusal : {Refusal::Cancelled, Refusal::TooEarly, Refusal::TooLate}) {
    EXPECT_TRUE(may_override(refusal, Decider::Staff, soft)) << word(refusal);
    EXPECT_TRUE(may_override(refusal, Decider::Host, soft)) << word(refusal);
    EXPECT_FALSE(may_override(refusal, Decider::SelfService, soft)) << word(refusal);
  }
  for (const Refusal refusal : {Refusal::Blocked, Refusal::NotOnList, Refusal::AwaitingApproval, Refusal::Full}) {
    EXPECT_FALSE(may_override(refusal, Decider::Staff, soft)) << word(refusal);
    EXPECT_TRUE(may_override(refusal, Decider::Host, soft)) << word(refusal);
  }
  EXPECT_FALSE(may_override(Refusal::Full, Decider::Host, hard));
  EXPECT_FALSE(may_override(Refusal::Full, Decider::Host, EventPolicy{}));
  hard.category_caps["member"] = {5, CapKind::Soft, CapCounts::Admitted};
  EXPECT_TRUE(may_override(Refusal::Full, Decider::Host, hard));
  for (const Refusal refusal : {Refusal::UnknownCode, Refusal::OtherEvent, Refusal::Replaced, Refusal::AlreadyIn,
                                Refusal::Unpaid, Refusal::NeedsAnswers, Refusal::NeedsServer}) {
    EXPECT_FALSE(may_override(refusal, Decider::Host, soft)) << word(refusal);
  }
}

// Whoever was in the house is counted, also beyond a hard cap, and by nobody else's word than a host's.
TEST(MayOverrideOnPaper, GivesWayBeyondACapAndElseAsAtTheDoor) {
  EventPolicy hard;
  hard.cap = Cap{10, CapKind::Hard, CapCounts::Admitted};
  for (const Decider decider : {Decider::SelfService, Decider::Staff, Decider::Host}) {
    EXPECT_EQ(may_override_on_paper(Refusal::Full, decider, hard), decider == Decider::Host);
    for (const Refusal refusal : {Refusal::Cancelled, Refusal::TooLate, Refusal::Blocked, Refusal::NotOnList,
                                  Refusal::Waitlisted, Refusal::Unpaid, Refusal::AlreadyIn}) {
      EXPECT_EQ(may_override_on_paper(refusal, decider, hard), may_override(refusal, decider, hard)) << word(refusal);
    }
  }
}

}  // namespace
}  // namespace einlass::rules
