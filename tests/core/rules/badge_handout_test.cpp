// Which badges come out where, who may print one again, and where the others wait (docs/journal.md, Deciding).
#include "core/rules/badge_handout.h"

#include "core/rules/guest_fields.h"
#include "tests/core/rules/desk_world.h"

#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(BadgeDesk, PrintsForWhoeverIsNotInAndAdmitsNobody) {
  DeskWorld world;
  const auto answer = world.refused();
  EXPECT_EQ(answer.refusal, Refusal::BadgeDesk);
  EXPECT_THAT(answer.badges_ahead, ElementsAre(1));
  EXPECT_THAT(answer.owed_badges, IsEmpty());
}

TEST(BadgeDesk, PrintsNothingTwice) {
  DeskWorld world;
  world.printed_in_bulk(1);
  EXPECT_THAT(world.refused().badges_ahead, IsEmpty());
  world.request.door = "Main entrance";
  EXPECT_THAT(world.granted().owed_badges, IsEmpty());
  EXPECT_EQ(world.granted().fact.badges_due, 1) << "it is hers by this admission";
}

TEST(BadgeDesk, PrintsWhatIsOwedOfWhoIsIn) {
  DeskWorld world;
  world.came(1, 1);
  EXPECT_EQ(world.answer(), "already_in");
  EXPECT_THAT(world.refused().owed_badges, ElementsAre(1));
  EXPECT_THAT(world.refused().badges_ahead, IsEmpty());
}

TEST(BadgeDesk, AsksAPartyHowManyBadgesItNeeds) {
  DeskWorld world;
  world.ticket().places = 4;
  world.printed_in_bulk(1);
  world.request.persons = ask_persons;
  EXPECT_EQ(world.answer(), "needs_answers");
  EXPECT_EQ(world.refused().persons, 3);
  world.request.persons = 2;
  EXPECT_THAT(world.refused().badges_ahead, ElementsAre(2, 3));
}

TEST(BadgeDesk, DoesNotLookAtTimeSeatsAndQuestionsAsNobodyComesIn) {
  DeskWorld world;
  world.policy.doors_hours = {{kDoors + kHour, kDoors + 2 * kHour}};
  world.policy.questions = {{.id = "diet", .text = {{"en", "Diet?"}}, .required = true}};
  world.policy.seats = SeatRule::FirstCome;
  world.limit(10, CapKind::Hard, CapCounts::Admitted, 0);
  EXPECT_EQ(world.answer(), "badge_desk");
}

TEST(BadgeDesk, GivesNoneToWhomTheDoorWouldNotLetIn) {
  for (const auto status : {TicketStatus::Cancelled, TicketStatus::Blocked, TicketStatus::Waitlisted}) {
    DeskWorld world;
    world.ticket().status = status;
    EXPECT_THAT(world.refused().badges_ahead, IsEmpty());
  }
  DeskWorld unpaid;
  unpaid.ticket().payment = Payment::Open;
  EXPECT_EQ(unpaid.answer(), "unpaid");
  EXPECT_THAT(unpaid.refused().badges_ahead, IsEmpty());
}

TEST(BadgeDesk, DecidesTheSameAlone) {
  DeskWorld world;
  world.connectivity = Connectivity::Alone;
  EXPECT_THAT(world.refused().badges_ahead, ElementsAre(1));
  world.policy.alone = AloneRule::Refuse;
  EXPECT_EQ(world.answer(), "needs_server");
}

TEST(BadgeDesk, ATapInTheListLetsInThereToo) {
  DeskWorld world;
  world.request.how = How::List;
  world.request.decider = Decider::Staff;
  EXPECT_EQ(world.answer(), "admitted 1");
}

TEST(BadgeDesk, AtAClosedEventTheScanIsOnlyAnnounced) {
  DeskWorld world;
  world.policy.admit_by = AdmitBy::Person;
  EXPECT_EQ(world.answer(), "announced");
}

TEST(BadgeDesk, IsADoorLikeAnyOtherWhereThePolicyPrintsNothing) {
  DeskWorld world;
  world.policy.badge.print = false;
  EXPECT_EQ(world.answer(), "admitted 1");
}

TEST(BadgeDesk, HasNothingForACategoryWithoutATemplate) {
  DeskWorld world;
  world.policy.badge.template_name.clear();
  world.policy.badge.category_templates = {{"press", "press-card"}};
  EXPECT_EQ(world.answer(), "badge_desk");
  EXPECT_THAT(world.refused().badges_ahead, IsEmpty());
  world.came(1, 1);
  EXPECT_THAT(world.refused().owed_badges, IsEmpty()) << "it was due before the template was taken away";
  EXPECT_EQ(world.refused().badges_wait, BadgeHint::None);
  EXPECT_THAT(missing_badges(world.ticket(), world.state(), world.policy, {}), IsEmpty());
  world.ticket().category = "press";
  EXPECT_THAT(world.refused().owed_badges, ElementsAre(1));
}

// --- whose ----------------------------------------------------------------------------------------------------------

struct Whose {
  const char* name;
  void (*meet)(DeskWorld&);
  bool is_printed;  // by all: badge desk, bulk, and the team at the guest's sheet
};

class WhoMayGetABadge : public testing::TestWithParam<Whose> {};

TEST_P(WhoMayGetABadge, IsTheSameAtTheDeskInBulkAndForTheTeam) {
  DeskWorld world;
  GetParam().meet(world);
  const auto& [ticket, state] = std::tie(world.ticket(), world.state());
  const bool at_desk = world.answer() == "badge_desk" && !world.refused().badges_ahead.empty();
  EXPECT_EQ(at_desk, GetParam().is_printed);
  EXPECT_EQ(may_hand_out_ahead(ticket, state, world.policy), GetParam().is_printed) << "at the sheet";
  EXPECT_EQ(!missing_badges(ticket, state, world.policy, {}).empty(), GetParam().is_printed) << "in bulk";
}

template <TicketStatus status>
void of_status(DeskWorld& world) {
  world.ticket().status = status;
}
template <TicketStatus status>
void approved(DeskWorld& world) {
  world.ticket().status = status;
  world.state().host_approved = true;
}
template <TicketStatus status, Refusal refusal>
void set_aside(DeskWorld& world) {
  world.ticket().status = status;
  world.override_earlier(refusal);
}

INSTANTIATE_TEST_SUITE_P(
    Tickets, WhoMayGetABadge,
    testing::Values(
        Whose{"Confirmed", of_status<TicketStatus::Confirmed>, true},
        Whose{"AwaitingApproval", of_status<TicketStatus::AwaitingApproval>, false},
        Whose{"Waitlisted", of_status<TicketStatus::Waitlisted>, false},
        Whose{"Cancelled", of_status<TicketStatus::Cancelled>, false},
        Whose{"Blocked", of_status<TicketStatus::Blocked>, false},
        Whose{"AwaitingApprovalApproved", approved<TicketStatus::AwaitingApproval>, true},
        Whose{"WaitlistedApproved", approved<TicketStatus::Waitlisted>, true},
        Whose{"CancelledApproved", approved<TicketStatus::Cancelled>, false},
        Whose{"BlockedApproved", approved<TicketStatus::Blocked>, false},
        Whose{"CancelledSetAside", set_aside<TicketStatus::Cancelled, Refusal::Cancelled>, true},
        Whose{"BlockedSetAside", set_aside<TicketStatus::Blocked, Refusal::Blocked>, true},
        Whose{"WaitlistedSetAside", set_aside<TicketStatus::Waitlisted, Refusal::Waitlisted>, true},
        Whose{"MovedUp",
              [](DeskWorld& world) {
                world.ticket().status = TicketStatus::Waitlisted;
                world.state().moved_up = true;
              },
              true},
        Whose{"NotListed", [](DeskWorld& world) { world.ticket().listed = false; }, false},
        Whose{"NotListedWhereASignedTicketWillDo",
              [](DeskWorld& world) {
                world.ticket().listed = false;
                world.policy.listed_only = false;
              },
              true},
        Whose{"CategoryNotAdmitted", [](DeskWorld& world) { world.policy.admitted_categories = {"press"}; }, false},
        Whose{"CategoryExcluded", [](DeskWorld& world) { world.policy.excluded_categories = {"member"}; }, false}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(WhoIsStillToPay, HasABadgePrintedInBulkButIsHandedNone) {
  DeskWorld world;
  world.ticket().payment = Payment::Open;
  EXPECT_THAT(missing_badges(world.ticket(), world.state(), world.policy, {}), ElementsAre(1));
  EXPECT_FALSE(may_hand_out_ahead(world.ticket(), world.state(), world.policy));
  world.state().settled = true;
  EXPECT_TRUE(may_hand_out_ahead(world.ticket(), world.state(), world.policy));
}

TEST(MissingBadges, AreThoseOfWhoeverHoldsTheTicketOnTheDay) {
  DeskWorld world;
  world.printed_in_bulk(1);
  const auto missing_on = [&](const AdmissionDay& day) {
    return missing_badges(world.ticket(), world.state(), world.policy, day);
  };
  EXPECT_THAT(missing_on(day_number(23)), IsEmpty());
  world.state().badges.back().valid_by_day[day_number(23)] = false;  // somebody else comes on that day
  EXPECT_THAT(missing_on(day_number(23)), ElementsAre(1));
  EXPECT_THAT(missing_on(day_number(24)), IsEmpty());
}

TEST(WhoIsIn, IsOwedABadgeWhateverBecomesOfTheListAndNoneOnceCancelled) {
  DeskWorld world;
  world.came(1, 1);
  world.ticket().status = TicketStatus::Waitlisted;
  EXPECT_THAT(missing_badges(world.ticket(), world.state(), world.policy, {}), ElementsAre(1));
  world.ticket().status = TicketStatus::Cancelled;
  EXPECT_THAT(missing_badges(world.ticket(), world.state(), world.policy, {}), IsEmpty());
}

TEST(PrintedAtDesks, TheDoorAdmitsAndSendsToTheDesk) {
  DeskWorld world;
  world.policy.badge.print_at = PrintAt::Desk;
  world.request.door = "Main entrance";
  const auto answer = world.granted();
  EXPECT_EQ(answer.fact.badges_due, 1);
  EXPECT_THAT(answer.owed_badges, IsEmpty());
  EXPECT_EQ(answer.badges_wait, BadgeHint::AtDesk);
}

TEST(PrintedAtDesks, WhereThereIsNoDeskTheTeamHasIt) {
  DeskWorld world;
  world.policy.badge.print_at = PrintAt::Desk;
  world.policy.badge.desks.clear();
  EXPECT_THAT(world.granted().owed_badges, IsEmpty());
  EXPECT_EQ(world.granted().badges_wait, BadgeHint::FromTeam);
}

// --- how often ------------------------------------------------------------------------------------------------------

TEST(Reprints, StaffPrintAsOftenAsThePolicySaysThenAHost) {
  DeskWorld world;
  world.policy.badge.reprints.most = 2;
  for (int out = 1; out <= 4; ++out) {
    world.came_out(1);
    const auto& badge = world.state().badges.back();
    EXPECT_EQ(may_reprint(world.state(), badge, Decider::Staff, world.policy), out <= 2) << out;
    EXPECT_TRUE(may_reprint(world.state(), badge, Decider::Host, world.policy));
    EXPECT_FALSE(may_reprint(world.state(), badge, Decider::SelfService, world.policy));
  }
}

TEST(Reprints, WhatFailedOrNobodySawIsNone) {
  DeskWorld world;
  world.policy.badge.reprints.most = 1;
  world.came_out(1);
  world.came_out(1, BadgeStatus::Failed);
  world.came_out(1, BadgeStatus::Unknown);
  EXPECT_TRUE(may_reprint(world.state(), world.state().badges.front(), Decider::Staff, world.policy));
  world.came_out(1, BadgeStatus::Started);
  EXPECT_FALSE(may_reprint(world.state(), world.state().badges.front(), Decider::Staff, world.policy))
      << "it is on its way out";
}

TEST(Reprints, MayBeAHostsAlone) {
  DeskWorld world;
  world.policy.badge.reprints.by = ReprintBy::Host;
  world.came_out(1);
  EXPECT_FALSE(may_reprint(world.state(), world.state().badges.front(), Decider::Staff, world.policy));
  EXPECT_TRUE(may_reprint(world.state(), world.state().badges.front(), Decider::Host, world.policy));
}

TEST(Reprints, WhoLosesHerBadgeOnceTooOftenIsSentToTheTeam) {
  for (const auto connectivity : {Connectivity::Online, Connectivity::Alone}) {
    DeskWorld world;
    world.connectivity = connectivity;
    world.request.door = "Main entrance";
    world.policy.badge.reprints.most = 1;
    world.came(1, 1);
    world.stands();
    world.came_out(1);
    world.state().badges.back().valid = false;  // lost
    EXPECT_THAT(world.refused().owed_badges, ElementsAre(1)) << "once is allowed";
    world.came_out(1);
    world.state().badges.back().valid = false;
    EXPECT_THAT(world.refused().owed_badges, IsEmpty());
    EXPECT_EQ(world.refused().badges_wait, BadgeHint::FromTeam);
    world.request.decider = Decider::Host;
    EXPECT_THAT(world.refused().owed_badges, ElementsAre(1));
  }
}

TEST(Reprints, OfAnotherPlaceOrAdmissionCountForThemselves) {
  DeskWorld world;
  world.policy.badge.reprints.most = 0;
  world.came_out(2);
  world.state().badges.push_back({.place_number = 1, .status = BadgeStatus::Printed, .admission = scan_ref("earlier")});
  EXPECT_EQ(reprints_of(world.state(), scan_ref("in"), 1), -1);
}

// --- where it is fetched --------------------------------------------------------------------------------------------

std::string desk_of(const std::string& last_name, bool with_others = true) {
  EventPolicy policy;
  policy.badge.pick_up = {
      {"A", "K", {{"en", "A-K"}}}, {"L", "Sch", {{"en", "L-Sch"}}}, {"Sci", "Z", {{"en", "Sci-Z"}}}};
  if (with_others) policy.badge.pick_up.insert(policy.badge.pick_up.begin(), {"", "", {{"en", "others"}}});
  return pick_up_of(policy, last_name)->desk.at("en");
}

TEST(PickUpDesks, AreFoundByFamilyName) {
  EXPECT_EQ(desk_of("Adler"), "A-K");
  EXPECT_EQ(desk_of("Kowalski"), "A-K") << "K is a whole letter";
  EXPECT_EQ(desk_of("Lange"), "L-Sch");
  EXPECT_EQ(desk_of("Schulz"), "L-Sch");
  EXPECT_EQ(desk_of("Zimmer"), "Sci-Z");
}

TEST(PickUpDesks, SortNamesAsPeopleDo) {
  EXPECT_EQ(desk_of("Äpfel"), "A-K");
  EXPECT_EQ(desk_of("Ørsted"), "L-Sch");
  EXPECT_EQ(desk_of("Łukasz"), "L-Sch");
  EXPECT_EQ(desk_of("ßchulz"), "Sci-Z") << "ss";
  EXPECT_EQ(desk_of("ÉMILE"), "A-K");
  EXPECT_EQ(desk_of("von Arnim"), "Sci-Z") << "by what the guest list has as last name";
  EXPECT_EQ(desk_of("'t Hooft"), "Sci-Z");
  EXPECT_EQ(desk_of("O'Brien"), "L-Sch");
}

TEST(PickUpDesks, WhoFitsNoneIsSentToTheOthersOrTheLast) {
  for (const std::string name : {"", "4711", "Иванов", "山田", "حداد", "כהן", "…"}) {
    EXPECT_EQ(desk_of(name), "others") << name;
    EXPECT_EQ(desk_of(name, false), "Sci-Z") << name;
  }
}

// einlass badge print --from A --to K prints what lies at the desk A-K.
TEST(PickUpDesks, AreThoseOfTheSameNamesAsARangeInBulk) {
  const PickUp range{"A", "K", {}};
  for (const auto& guest :
       {Guest{.full_name = "Ada King"}, Guest{.full_name = "Ada King "}, Guest{.full_name = "Ada\u00A0King\u3000"},
        Guest{.full_name = "King"}, Guest{.last_name = "King", .full_name = "Ada Lovelace"}}) {
    EXPECT_TRUE(lies_in(range, family_name(guest))) << guest.full_name;
    EXPECT_EQ(desk_of(family_name(guest)), "A-K") << guest.full_name;
  }
  const Guest with_particle{.last_name = "von Arnim", .full_name = "Achim von Arnim"};
  EXPECT_FALSE(lies_in(range, family_name(with_particle)));
  EXPECT_EQ(desk_of(family_name(with_particle)), "Sci-Z");
  EXPECT_EQ(family_name(Guest{.full_name = " "}), "");
}

TEST(PickUpDesks, AreNoneWhereThePolicyNamesNone) {
  EXPECT_EQ(pick_up_of(EventPolicy{}, "Adler"), nullptr);
}

}  // namespace
}  // namespace einlass::rules
