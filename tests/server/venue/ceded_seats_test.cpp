// Seats that tickets cease to own, while kiosks may not know it yet (docs/journal.md, Seats).
#include "db/attendance_journal.h"
#include "db/guest_book.h"
#include "db/lease_book.h"
#include "tests/server/venue/desk_fixture.h"

namespace einlass::venue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* full = "Code,First name,Last name,Quantity\nA-1,Ada,Weiß,20\n";
constexpr const char* another = "Code,First name,Last name,Quantity\nB-1,Bea,Haddad,1\n";

// A lunch of twenty, under a hard cap; one ticket has all its seats.
class CededSeatsTest : public DeskFixture {
 protected:
  void SetUp() override {
    auto lunch = new_event("lunch");
    lunch.key = "lunch";
    create(lunch);
    import(full, "lunch");
  }

  int waitlisted(const std::string& csv) {
    return value_of(desk().guests().import({.event = "lunch", .content = csv, .withdraw_missing = true}))
        .plan.waitlisted;
  }
  store::LeaseBook& seats() { return value_of(desk().event(event_))->store.leases(); }
  int left() {
    const auto& event = *value_of(desk().event(event_));
    return *value_of(seats().left({.event = event_, .policy = event.policy, .now = clock_.wall()}, "guest")).event;
  }
  base::Hash version() { return value_of(value_of(desk().event(event_))->current_list_version()); }

  // As the kiosk's ping says it.
  bool acknowledge(const store::KioskRecord& kiosk, const base::Hash& guest_list) {
    const auto events = desk().leases().to_acknowledge(kiosk.id, guest_list);
    value_of(desk().door().begin());
    for (const auto& event : events) desk().leases().acknowledge(kiosk.id, event);
    value_of(desk().door().commit());
    return !events.empty();
  }
};

TEST_F(CededSeatsTest, WithoutKiosksACancelledSeatIsFreeAtOnce) {
  EXPECT_EQ(waitlisted(another), 0);
  EXPECT_EQ(left(), 19);
}

TEST_F(CededSeatsTest, ACancelledSeatStaysTakenUntilEveryKioskKnows) {
  const auto north = pair("North", "lunch");
  const auto south = pair("South", "lunch");
  const auto before = version();
  EXPECT_EQ(waitlisted(another), 1);
  EXPECT_EQ(left(), 0);
  EXPECT_FALSE(acknowledge(north, before)) << "the list that it has is not the new one";
  EXPECT_TRUE(acknowledge(north, version()));
  EXPECT_EQ(left(), 0);
  EXPECT_THAT(value_of(seats().waited_for()), ElementsAre(south.id));
  reopen();
  EXPECT_TRUE(acknowledge(south, version()));
  EXPECT_EQ(left(), 20);
  EXPECT_EQ(waitlisted(another), 0);
}

TEST_F(CededSeatsTest, ALostKioskIsWaitedForNoLonger) {
  pair("North", "lunch");
  EXPECT_EQ(waitlisted(another), 1);
  value_of(desk().kiosks().revoke("North"));
  ASSERT_THAT(desk().leases().to_settle(), SizeIs(1));
  value_of(desk().door().begin());
  value_of(desk().leases().settle(event_));
  value_of(desk().door().commit());
  EXPECT_THAT(desk().leases().to_settle(), IsEmpty());
  EXPECT_EQ(left(), 20);
}

// It is parted, and serves the lunch until it hears that it is to serve the dinner.
TEST_F(CededSeatsTest, AKioskThatWasGivenAnotherEventIsWaitedForUntilItServesThat) {
  const auto north = pair("North", "lunch");
  const auto lunch = event_;
  auto dinner = new_event();
  dinner.key = "dinner";
  const auto other = create(dinner);
  import(another, "dinner");
  event_ = lunch;
  value_of(desk().kiosks().assign("North", "dinner", std::nullopt));
  EXPECT_EQ(waitlisted(another), 1);
  EXPECT_EQ(left(), 0);
  reopen();
  EXPECT_EQ(left(), 0);
  EXPECT_TRUE(acknowledge(north, value_of(value_of(desk().event(other))->current_list_version())));
  EXPECT_EQ(left(), 20);
  EXPECT_EQ(waitlisted(full), 0) << "nobody is waited for any more";
  EXPECT_EQ(waitlisted(another), 0);
}

TEST_F(CededSeatsTest, AReleasedSeatStaysTakenLikewise) {
  const auto north = pair("North", "lunch");
  std::optional<rules::TicketId> ticket;
  value_of(value_of(desk().event(event_))->store.guests().each([&](const auto& row) { ticket = row.ticket.id; }));
  rules::EntryDraft draft;
  draft.place.name = "host page";
  draft.ticket = ticket;
  draft.fact = rules::SeatReleased{20};
  value_of(desk().door().begin());
  value_of(desk().door().append(event_, draft));
  value_of(desk().door().commit());
  EXPECT_EQ(left(), 0);
  EXPECT_TRUE(acknowledge(north, version()));
  EXPECT_EQ(left(), 20);
}

// A kiosk that did not know let some of them in all the same: they sit on seats of the ceded ones.
TEST_F(CededSeatsTest, WhoCameOnACededSeatSitsOnIt) {
  pair("North", "lunch");
  EXPECT_EQ(waitlisted(another), 1);
  rules::EntryDraft draft;
  draft.place.name = "North";
  value_of(value_of(desk().event(event_))->store.guests().each([&](const auto& row) {
    if (row.ticket.places == 20) draft.ticket = row.ticket.id;
  }));
  draft.fact = rules::Admitted{.persons = 5, .places = 20, .category = "guest"};
  value_of(desk().door().begin());
  value_of(desk().door().append(event_, draft));
  value_of(desk().door().commit());
  EXPECT_EQ(left(), 0);
  value_of(desk().kiosks().revoke("North"));
  value_of(desk().door().begin());
  value_of(desk().leases().settle(event_));
  value_of(desk().door().commit());
  EXPECT_EQ(left(), 15);
}

// What a kiosk may still hand out is nobody's to be given by a list.
TEST_F(CededSeatsTest, AListSeatsNobodyOnLeasedSeats) {
  auto lunch = new_event("lunch");
  lunch.key = "second";
  create(lunch);
  const auto kiosk = pair("West", "second");
  value_of(desk().kiosks().hello(kiosk.id, {.journal = rules::JournalId::random()}));
  value_of(desk().door().begin());
  EXPECT_TRUE(value_of(desk().leases().grant(kiosk.id, {.event = event_, .lease = rules::LeaseId::random()})));
  value_of(desk().door().commit());
  EXPECT_EQ(left(), 10);
  EXPECT_EQ(import(full, "second").plan.waitlisted, 1);
  EXPECT_EQ(import("Code,First name,Last name,Quantity\nC-1,Cleo,Roth,10\n", "second").plan.waitlisted, 0);
}

}  // namespace
}  // namespace einlass::venue
