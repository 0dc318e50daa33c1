// How many seats a cap leaves while some are leased, from the server's side (docs/journal.md, Leases).
#include "db/lease_book.h"
#include "tests/db/event_fixture.h"

#include <algorithm>

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kAdmitted = rules::CapCounts::Admitted;
constexpr auto kInside = rules::CapCounts::Inside;

class LeaseTest : public EventFixture {
 protected:
  LeaseTest() {
    policy_.seats = rules::SeatRule::FirstCome;
    policy_.cap = rules::Cap{.persons = 10, .kind = rules::CapKind::Hard, .counts = kAdmitted};
  }

  static void merge(EventStore& store, const std::vector<JournalRow>& rows) {
    auto transaction = value_of(store.begin());
    value_of(store.journal().merge(rows));
    value_of(transaction.commit());
  }

  rules::EntryDraft fact(rules::Fact fact) const {
    rules::EntryDraft draft;
    draft.fact = std::move(fact);
    return draft;
  }

  JournalRow grant(int seats, const std::string& category = "", rules::AdmissionDay day = {}) {
    return append(server_, fact(rules::LeaseGranted{.lease = lease_,
                                                    .holder = id_of<rules::JournalId>("kiosk"),
                                                    .category = category,
                                                    .day = day,
                                                    .seats = seats,
                                                    .lasts_ms = 3'600'000}));
  }
  JournalRow give_back(int seats) { return append(kiosk_, fact(rules::LeaseReturned{lease_, seats})); }

  // A guest of her own, by the kiosk's lease.
  JournalRow come(const std::string& name, const std::string& category = "member") {
    auto alone = scan(name, {guest_row(name, {.name = name, .category = category, .owns_seat = false})}, 5);
    alone.context.connectivity = rules::Connectivity::Alone;
    alone.capacity_given = true;
    alone.candidates.front().capacity = {
        .event = 9, .category = 9, .seat = {.source = rules::SeatSource::Lease, .lease = lease_}};
    return admit(kiosk_, alone).row;
  }

  rules::CapacityLeft left(const std::string& category = "member", rules::AdmissionDay day = {}) {
    const rules::AdmissionContext context{.event = event_, .policy = policy_, .now = at(6), .day = day};
    return value_of(server_.leases().left(context, category));
  }

  rules::LeaseId lease_ = id_of<rules::LeaseId>("lease");
  EventStore server_ = open();
  EventStore kiosk_ = open("kiosk.db", "kiosk");
};

TEST_F(LeaseTest, AnOpenLeaseKeepsItsSeatsHoweverManyAreUsed) {
  grant(4);
  EXPECT_EQ(left().event, 6);
  merge(server_, {come("anna"), come("bert")});
  EXPECT_EQ(left().event, 6);
  merge(server_, {come("cleo"), come("dora"), come("emil")});
  EXPECT_EQ(left().event, 5) << "one more than was leased takes a seat of its own";
}

TEST_F(LeaseTest, WhatIsReturnedIsFreeAndWhatWasUsedIsNot) {
  grant(4);
  const auto anna = come("anna");
  merge(server_, {anna, give_back(3)});
  EXPECT_EQ(left().event, 9);
  EXPECT_THAT(value_of(server_.leases().open_leases()), IsEmpty());
}

// The return may overtake the admissions before it: until they are here, their seats are not free.
TEST_F(LeaseTest, AReturnThatCameFirstFreesNoSeatThatWasUsed) {
  grant(4);
  const auto anna = come("anna");
  const auto bert = come("bert");
  const auto returned = give_back(2);
  merge(server_, {returned});
  EXPECT_EQ(left().event, 8);
  merge(server_, {bert});
  EXPECT_EQ(left().event, 8);
  merge(server_, {anna});
  EXPECT_EQ(left().event, 8);
}

TEST_F(LeaseTest, AnUndoneAdmissionGoesBackToItsLeaseAndAfterTheReturnToThePool) {
  grant(4);
  const auto anna = come("anna");
  merge(server_, {anna});
  const rules::ScanRef scan{anna.entry.scan->scan, *anna.entry.ticket};
  append(server_, fact(rules::AdmissionUndone{scan}));
  append(server_, fact(rules::AdmissionUndone{scan}));
  EXPECT_EQ(left().event, 6);
  merge(server_, {give_back(3)});
  EXPECT_EQ(left().event, 10);
}

TEST_F(LeaseTest, OnlyItsHolderReturnsALease) {
  grant(4);
  append(server_, fact(rules::LeaseReturned{lease_, 4}));
  EXPECT_EQ(left().event, 6);
}

TEST_F(LeaseTest, OfAForfeitedLeaseLateAdmissionsCountAllTheSame) {
  grant(4);
  append(server_, fact(rules::KioskLost{id_of<rules::JournalId>("kiosk")}));
  EXPECT_TRUE(value_of(server_.leases().open_leases()).at(0).holder_is_lost);
  EXPECT_EQ(left().event, 6);
  append(server_, fact(rules::LeaseForfeited{lease_}));
  EXPECT_EQ(left().event, 10);
  merge(server_, {come("anna")});
  EXPECT_EQ(left().event, 9);
}

TEST_F(LeaseTest, PersonsBeyondACapAreSeenWithTheLeaseOnWhichTheyCame) {
  policy_.cap->persons = 1;
  policy_.category_caps["press"] = rules::Cap{.persons = 5, .kind = rules::CapKind::Hard, .counts = kAdmitted};
  grant(1);
  append(server_, fact(rules::LeaseForfeited{lease_}));
  admit(server_, scan("bert", {guest_row("bert", {.name = "Bert"})}, 1));
  EXPECT_THAT(value_of(server_.leases().overruns(policy_)), IsEmpty());
  const auto late = come("anna");
  merge(server_, {late});
  const auto overruns = value_of(server_.leases().overruns(policy_));
  ASSERT_THAT(overruns, SizeIs(1));
  EXPECT_EQ(overruns[0].category, "");
  EXPECT_EQ(overruns[0].cap, 1);
  EXPECT_EQ(overruns[0].persons, 1);
  const auto uses = value_of(server_.leases().used_of_forfeited());
  ASSERT_THAT(uses, SizeIs(1));
  EXPECT_EQ(uses[0].ticket, *late.entry.ticket);
  EXPECT_EQ(uses[0].persons, 1);
}

// A list that is longer than a soft cap is no fault: some do not come. Under a hard one every owner has a seat.
TEST_F(LeaseTest, OwnersCountBeyondASoftCapOnceTheyCame) {
  policy_.seats = rules::SeatRule::Owned;
  policy_.cap = rules::Cap{.persons = 1, .kind = rules::CapKind::Soft, .counts = kAdmitted};
  const auto anna = guest_row("anna", {.name = "Anna"});
  const auto bert = guest_row("bert", {.name = "Bert"});
  put(server_, {anna, bert});
  admit(server_, scan("anna", {anna}, 1));
  EXPECT_THAT(value_of(server_.leases().overruns(policy_)), IsEmpty());
  policy_.cap->kind = rules::CapKind::Hard;
  EXPECT_THAT(value_of(server_.leases().overruns(policy_)), SizeIs(1));
  policy_.cap->kind = rules::CapKind::Soft;
  admit(server_, scan("bert", {bert}, 2));
  EXPECT_THAT(value_of(server_.leases().overruns(policy_)), SizeIs(1));
}

TEST_F(LeaseTest, WhereTheCapCountsWhoIsInsideADepartureGivesTheSeatBackToTheLease) {
  policy_.cap->counts = kInside;
  policy_.re_entry = rules::ReEntry::AfterDeparture;
  grant(4);
  merge(server_, {come("anna")});
  append(server_, draft("anna", rules::Departed{.persons = 1}));
  EXPECT_EQ(left().event, 6);
  EXPECT_EQ(value_of(server_.leases().open_leases()).at(0).unused(kInside), 4);
  EXPECT_EQ(value_of(server_.leases().open_leases()).at(0).unused(kAdmitted), 3);
}

TEST_F(LeaseTest, ALeaseOfACategoryDrawsOnBothCaps) {
  policy_.category_caps["press"] = rules::Cap{.persons = 5, .kind = rules::CapKind::Soft, .counts = kAdmitted};
  grant(3, "press");
  EXPECT_EQ(left("press").category, 2);
  EXPECT_EQ(left("press").event, 7);
  EXPECT_EQ(left("member").event, 7);
  EXPECT_EQ(left("member").category, std::nullopt);
  merge(server_, {come("anna", "press")});
  EXPECT_EQ(left("press").category, 2);
}

TEST_F(LeaseTest, ALeaseWithoutCategoryTakesNothingFromACategorysCap) {
  policy_.category_caps["press"] = rules::Cap{.persons = 5, .kind = rules::CapKind::Soft, .counts = kAdmitted};
  grant(3);
  EXPECT_EQ(left("press").category, 5);
  EXPECT_EQ(left("press").event, 7);
}

TEST_F(LeaseTest, OwnersOfSeatsTakeNoneOfALease) {
  policy_.seats = rules::SeatRule::Owned;
  put(server_, {guest_row("anna", {.name = "Anna"}), guest_row("bert", {.name = "Bert", .owns_seat = false})});
  EXPECT_EQ(left().event, 9);
  grant(4);
  EXPECT_EQ(left().event, 5);
  merge(server_, {come("bert")});
  EXPECT_EQ(left().event, 5);
}

TEST_F(LeaseTest, ALeaseIsForOneDay) {
  const auto today = base::VenueDay{2026, 11, 23};
  grant(4, "", today);
  EXPECT_EQ(left("member", today).event, 6);
  EXPECT_EQ(left("member", base::VenueDay{2026, 11, 24}).event, 10);
}

TEST_F(LeaseTest, AGrantThatWasForgottenAndRepeatedCountsOnce) {
  grant(4);
  grant(2);
  EXPECT_EQ(left().event, 6);
  EXPECT_TRUE(value_of(server_.leases().knows(lease_)));
  EXPECT_FALSE(value_of(server_.leases().knows(id_of<rules::LeaseId>("another"))));
}

// A kiosk let her in alone and asks the server for the next step: her seat stays the lease's, or two would have it.
TEST_F(LeaseTest, TheServerLeavesAScanOnTheSeatOfItsLease) {
  policy_.cap->persons = 1;
  grant(1);
  const auto alone = come("anna");
  merge(server_, {alone});
  auto next = scan("anna", {guest_row("anna", {.name = "anna"})}, 6);
  next.request.scan.step = 1;
  const auto outcome = admit(server_, next);
  const auto* granted = std::get_if<rules::AdmissionGranted>(&outcome.admission);
  ASSERT_NE(granted, nullptr);
  EXPECT_EQ(granted->fact.seat, (rules::Seat{rules::SeatSource::Lease, lease_}));
  EXPECT_EQ(left().event, 0);
}

// Two doors let the party in: whichever of them is counted, both sit somewhere.
TEST_F(LeaseTest, ADisputedPartyTakesItsSeats) {
  grant(4);
  const auto theirs = come("anna");
  admit(server_, scan("at the server", {guest_row("anna", {.name = "anna"})}, 1));
  merge(server_, {theirs});
  EXPECT_EQ(value_of(server_.journal().totals()).conflicts, 1);
  EXPECT_EQ(left().event, 5);
}

TEST_F(LeaseTest, LeasesAreTheSameAfterTheirTablesWereComputedAnew) {
  grant(4);
  merge(server_, {come("anna")});
  append(server_, fact(rules::KioskLost{id_of<rules::JournalId>("kiosk")}));
  auto revoked = fact(rules::KioskLost{id_of<rules::JournalId>("another")});
  revoked.place = {.kiosk = id_of<rules::KioskId>("another"), .name = "Nord 2"};
  append(server_, revoked);
  value_of(server_.rebuild_projections());
  const auto lost = value_of(server_.leases().lost_kiosks());
  ASSERT_THAT(lost, SizeIs(1)) << "the other one gave up its journal only";
  EXPECT_EQ(lost[0].kiosk, id_of<rules::KioskId>("another"));
  EXPECT_EQ(lost[0].name, "Nord 2");
  const auto leases = value_of(server_.leases().open_leases());
  ASSERT_THAT(leases, SizeIs(1));
  EXPECT_EQ(leases[0].used_admitted, 1);
  EXPECT_TRUE(leases[0].holder_is_lost);
  EXPECT_EQ(left().event, 6);
}

TEST_F(LeaseTest, APreviewSaysWhatWouldBeDecidedAndWritesNothing) {
  policy_.cap->persons = 1;
  grant(1);
  const auto asked = scan("s1", {guest_row("anna", {.name = "anna"})}, 1);
  const auto preview = value_of(server_.journal().preview(asked));
  ASSERT_TRUE(preview);
  EXPECT_EQ(std::get<rules::AdmissionRefused>(*preview).refusal, rules::Refusal::Full);
  EXPECT_EQ(value_of(server_.journal().held()).at(server_.journal().own()), 1U);
  admit(server_, asked);
  EXPECT_EQ(value_of(server_.journal().preview(asked)), std::nullopt) << "this step was decided";
}

}  // namespace
}  // namespace einlass::store
