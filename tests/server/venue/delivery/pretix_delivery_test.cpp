#include "tests/server/venue/delivery/pretix_fixture.h"

#include <map>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::venue {
namespace {

namespace json = boost::json;
using rules::OutboxState;
using testing::HasSubstr;
using testing::SizeIs;

class PretixDeathSearch : public PretixDeliveryTest {};

TEST_F(PretixDeathSearch, HoldsOneCheckInEachOfAWholeEveningThatDiesAgainAndAgain) {
  constexpr int guests = 650;
  load_tickets(guests);
  hold_evening(guests);
  write();
  die_ever_later(40);
  EXPECT_THAT(stand_in_.rows("checkins"), SizeIs(guests));
  EXPECT_THAT(check_ins(), SizeIs(guests));
  EXPECT_EQ(stand_in_.rows("checkins").front().at("datetime").as_string(), "2026-11-23T17:00:00Z") << "door time";
  EXPECT_EQ(counts()[OutboxState::Settled], guests);
  undo();
  die_ever_later(40);
  RecordProperty("kills", kills_);
  EXPECT_THAT(stand_in_.rows("checkins"), SizeIs(0));
  EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, guests}}));
  write();
  deliver();
  EXPECT_THAT(check_ins(), SizeIs(guests)) << "another scan than the one that was taken back";
}

TEST_F(PretixDeathSearch, HoldsOneCheckInEachAtWhateverStepItDies) {
  const int guests = few_guests();
  const auto there = static_cast<std::size_t>(guests - 1);
  load_tickets(guests);
  hold_corrected_evening(guests);
  die_at_every_step([&] {
    EXPECT_THAT(stand_in_.rows("checkins"), SizeIs(there));
    EXPECT_THAT(check_ins(), SizeIs(there));
    EXPECT_EQ(time_of(5000), "2026-11-23T16:50:00Z");
    EXPECT_EQ(counts()[OutboxState::Settled], guests - 1);
  });
  undo();
  die_at_every_step([&] {
    EXPECT_THAT(stand_in_.rows("checkins"), SizeIs(0));
    EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, guests - 1}}));
  });
  RecordProperty("kills", kills_);
}

// Whoever leaves hides a row from whoever reads the pages forwards, or takes the last page along.
TEST_F(PretixDeliveryTest, MissesNobodyAsATicketLeavesTheListWhileItIsRead) {
  constexpr int guests = 50;  // a page
  const json::array others{json::object{{"id", 901}, {"order", "A0001"}},
                           json::object{{"id", 902}, {"order", "A0001"}}};
  stand_in_.load({{"orders", json::array{json::object{{"id", "A0001"}}}}, {"positions", others}});
  load_tickets(guests);
  hold_evening(guests);
  for (const int leaves : {901, 902}) {
    stand_in_.fault({{"kind", "change"},
                     {"path", "/positions"},
                     {"nth", 1},
                     {"changes", {{"delete", {{"positions", json::array{leaves}}}}}}});
    write();
    deliver();
    EXPECT_THAT(check_ins(), SizeIs(guests));
    EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, guests}}));
    undo();
    deliver();
    EXPECT_TRUE(check_ins().empty());
  }
}

// A run of many requests is still under way when the row's pause is over, and knows the list from its beginning.
TEST_F(PretixDeliveryTest, TakesBackWhereAnAnswerIsLostAndTheRunGoesOn) {
  constexpr int guests = 60;
  load_tickets(guests);
  hold_evening(guests);
  write();
  deliver();
  stand_in_.fault({{"kind", "drop"}, {"path", "/annul"}, {"nth", json::array{1, 30}}});
  undo();
  deliver();
  EXPECT_THAT(stand_in_.rows("checkins"), SizeIs(0));
  EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, guests}}));
  write();
  deliver();
  EXPECT_THAT(check_ins(), SizeIs(guests)) << "what is said to be there is there";
}

// Between the list's being read again and the next try.
TEST_F(PretixDeliveryTest, TakesBackWhereTheLostRequestComesLate) {
  load_tickets(1);
  hold_evening(1);
  write();
  deliver();
  auto annulled = stand_in_.rows("checkins").front().as_object();
  stand_in_.fault({{"kind", "drop"}, {"path", "/annul"}, {"when", "before"}, {"nth", 1}});
  stand_in_.fault({{"kind", "change"},
                   {"path", "/positions"},
                   {"nth", 2},
                   {"changes",
                    {{"load", {{"failed_checkins", json::array{annulled}}}},
                     {"delete", {{"checkins", json::array{annulled.at("id")}}}}}}});
  undo();
  deliver();
  EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, 1}}));
}

TEST_F(PretixDeliveryTest, KeepsTheWordsOfARefusedAnnulment) {
  load_tickets(1);
  hold_evening(1);
  write();
  deliver();
  auto checkin = stand_in_.rows("checkins").front().as_object();
  checkin["datetime"] = "2026-11-23T16:00:00Z";  // its time was changed there
  stand_in_.load({{"checkins", json::array{checkin}}});
  undo();
  deliver();
  const auto parked = value_of(desk().deliveries().status()).front().parked;
  ASSERT_THAT(parked, SizeIs(1));
  EXPECT_THAT(parked.front().words, HasSubstr("(Annulment is not allowed more than 15 minutes after check-in)"));
}

TEST_F(PretixDeliveryTest, CorrectsWhatAVerdictSaysOfTwoAdmissions) {
  load_tickets(2);
  hold_evening(2);
  admit_late(1);
  write();
  deliver();
  EXPECT_EQ(time_of(5001), "2026-11-23T17:00:00Z") << "the first counts meanwhile";
  let_the_other_stand(1);
  deliver();
  EXPECT_EQ(time_of(5001), "2026-11-23T17:05:00Z");
  EXPECT_THAT(stand_in_.rows("checkins"), SizeIs(2));
  undo_late(1);
  deliver();
  EXPECT_EQ(time_of(5001), "2026-11-23T17:00:00Z") << "the verdict lapsed with what it let stand";
  undo_late(1);
  deliver();
  EXPECT_EQ(check_ins(), (std::map<std::int64_t, int>{{5000, 1}}));
}

TEST_F(PretixDeliveryTest, TakesBackATicketThatAVerdictSaysWasHandedOnToSomebodyWhoDidNotCome) {
  load_tickets(2);
  hold_evening(2);
  hand_on_late(1);
  write();
  deliver();
  EXPECT_THAT(check_ins(), SizeIs(2)) << "the first counts meanwhile";
  let_the_other_stand(1);
  deliver();
  EXPECT_EQ(check_ins(), (std::map<std::int64_t, int>{{5000, 1}}));
}

// Shops need not ask for names. Of who was erased neither a name nor her ticket there is left.
TEST_F(PretixDeliveryTest, TellsOfATicketWithoutAName) {
  create(new_event());
  rules::GuestRow listed{.ticket = {.id = rules::TicketId::random()}, .guest = {.id = rules::GuestId::random()}};
  listed.source = "target";
  listed.external_id = "A0001/5000";
  const report::AttendanceRow came{.ticket = listed.ticket.id.text(),
                                   .guest = listed.guest.id.text(),
                                   .status = report::AttendanceStatus::Attended,
                                   .first_in = clock_.wall()};
  const WishSettings settings{.kind = settings::ConnectorKind::Pretix, .event = {.place = "fair/12"}, .id = event_};
  KnownPersons persons("target");
  persons.take(listed);
  const auto wishes = wishes_of({came}, persons, settings);
  ASSERT_THAT(wishes, SizeIs(1));
  EXPECT_EQ(wishes.front().person, "5000");
  EXPECT_EQ(wishes.front().wish.hold, rules::OutboxHold::None);
  EXPECT_THAT(wishes_of({came}, KnownPersons("target"), settings), SizeIs(0)) << "erased";
}

TEST_F(PretixDeliveryTest, SaysWhereAnOlderVersionTakesNothingBack) {
  load_tickets(2);
  hold_evening(2);
  write();
  deliver();
  stand_in_.change({{"options", {{"annul", false}}}});
  undo();
  deliver();
  EXPECT_THAT(stand_in_.rows("checkins"), SizeIs(2));
  const auto parked = value_of(desk().deliveries().status()).front().parked;
  ASSERT_THAT(parked, SizeIs(2));
  EXPECT_THAT(parked.front().words, HasSubstr("take it back there by hand"));
}

// In the request's own answer, whatever its status.
TEST_F(PretixDeliveryTest, APoisonedRowHoldsUpNobody) {
  constexpr int guests = 650;
  load_tickets(guests);
  hold_evening(guests);
  write();
  stand_in_.fault({{"kind", "refuse_row"}, {"row", 5300}, {"words", "blocked"}});
  deliver();
  EXPECT_THAT(check_ins(), SizeIs(guests - 1));
  auto parked = value_of(desk().deliveries().status()).front().parked;
  ASSERT_THAT(parked, SizeIs(1));
  EXPECT_THAT(parked.front().words, HasSubstr("blocked"));
  stand_in_.change({{"options", {{"refusal_status", 200}}}});  // as pretix documents it
  write();
  deliver();
  EXPECT_THAT(check_ins(), SizeIs(guests - 1));
  EXPECT_EQ(counts()[OutboxState::Parked], 1);
  // A person saw to it, and says so.
  stand_in_.clear_faults();
  write();
  deliver();
  EXPECT_THAT(check_ins(), SizeIs(guests));
}

// It is not refused for good.
TEST_F(PretixDeliveryTest, WhatMeetsALockIsTriedAgain) {
  constexpr int guests = 30, locked = 3;
  load_tickets(guests);
  hold_evening(guests);
  for (const bool is_undo : {false, true}) {
    stand_in_.clear_log();
    stand_in_.change({{"options", {{"locked", locked}}}});
    is_undo ? undo() : write();
    deliver();
    EXPECT_THAT(check_ins(), SizeIs(is_undo ? 0 : guests));
    EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, guests}}));
    const auto log = stand_in_.log();
    EXPECT_EQ(std::ranges::count_if(log, [](const auto& each) { return each.at("status") == 409; }), locked);
  }
}

TEST_F(PretixDeliveryTest, ATicketWhoseCodeIsAnotherMeanwhileHoldsUpNobody) {
  constexpr int guests = 30;
  load_tickets(guests);
  hold_evening(guests);
  write();
  const json::object another{{"id", 5007}, {"secret", "another"}};
  stand_in_.fault({{"kind", "change"},
                   {"path", "/positions"},
                   {"nth", 1},
                   {"changes", {{"update", {{"positions", json::array{another}}}}}}});
  deliver();
  EXPECT_THAT(check_ins(), SizeIs(guests - 1));
  const auto parked = value_of(desk().deliveries().status()).front().parked;
  ASSERT_THAT(parked, SizeIs(1));
  EXPECT_EQ(parked.front().words, "invalid");
}

TEST_F(PretixDeliveryTest, AnAnnulmentThatIsRefusedHoldsUpNobody) {
  constexpr int guests = 60;
  load_tickets(guests);
  hold_evening(guests);
  write();
  deliver();
  for (const auto& each : stand_in_.rows("checkins")) {
    auto checkin = each.as_object();
    if (checkin.at("position").as_int64() != 5030) continue;
    checkin["datetime"] = "2026-11-23T16:00:00Z";  // its time was changed there
    stand_in_.load({{"checkins", json::array{checkin}}});
  }
  undo();
  deliver();
  EXPECT_EQ(check_ins(), (std::map<std::int64_t, int>{{5030, 1}}));
  EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, guests - 1}, {OutboxState::Parked, 1}}));
}

TEST_F(PretixDeliveryTest, ATicketThatPretixDoesNotHaveHoldsUpNobody) {
  constexpr int guests = 650;
  load_tickets(guests - 1);
  hold_evening(guests);
  write();
  deliver();
  EXPECT_THAT(check_ins(), SizeIs(guests - 1));
  const auto parked = value_of(desk().deliveries().status()).front().parked;
  ASSERT_THAT(parked, SizeIs(1));
  EXPECT_THAT(parked.front().words, HasSubstr("no such ticket"));
}

}  // namespace
}  // namespace einlass::venue
