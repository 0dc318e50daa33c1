// Who may point a kiosk at another event or door at its own screen, and at which.
#include "tests/server/venue/desk_fixture.h"

#include <algorithm>
#include <set>
#include <vector>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* summit = "summit-2026";

// At 18:00 on 23 November 2026, when "summit-2026" begins.
class KioskMovesTest : public DeskFixture {
 protected:
  KioskMovesTest() {
    create(new_event());
    kiosk_ = pair("Nord 1").id;
  }

  rules::EventId make(const std::string& name, const std::string& starts, const std::string& ends) {
    auto event = new_event();
    event.name = event.key = name;
    std::replace(event.key.begin(), event.key.end(), ' ', '-');
    event.starts = starts;
    event.ends = ends;
    return value_of(desk().events().create(event)).id;
  }
  std::uint32_t take_on(rules::Role role, const std::vector<std::string>& events = {}) {
    const auto name = "member " + std::to_string(++members_);
    const auto record = value_of(desk().roster().check({.name = name, .role = role, .events = events}));
    return value_of(desk().roster().add(record, base::blake2b(name))).number;
  }
  std::vector<std::string> offered_to(std::uint32_t by) {
    std::vector<std::string> names;
    for (const auto& event : value_of(desk().kiosks().destinations(kiosk_, by)).events) names.push_back(event.name);
    return names;
  }
  void close(const std::string& event) {
    auto venue = value_of(store::VenueStore::open(folder_ / "venue.db"));
    auto record = value_of(venue.event(event));
    record.closed = true;
    value_of(venue.put_event(record));
    reopen();
  }
  ErrorKind why_not(std::uint32_t by, rules::EventId event, const std::string& door = {}) {
    const auto moved = desk().kiosks().move(kiosk_, {.by = by, .event = event, .door = door});
    if (moved) throw std::runtime_error("the kiosk was moved");
    return moved.error().kind;
  }
  store::KioskRecord kiosk() { return value_of(desk().kiosks().find(kiosk_)).value(); }

  rules::KioskId kiosk_;
  int members_ = 0;
};

TEST_F(KioskMovesTest, AreForAllRolesButHelpers) {
  const auto lunch = make("lunch", "2026-11-23T12:00", "2026-11-23T14:00");
  const auto helper = take_on(rules::Role::Helper);
  EXPECT_EQ(desk().kiosks().destinations(kiosk_, helper).error().kind, ErrorKind::Refused);
  EXPECT_EQ(why_not(helper, lunch), ErrorKind::Refused);
  EXPECT_EQ(kiosk().event, event_);
  for (const auto role : {rules::Role::Staff, rules::Role::Host, rules::Role::Organiser}) {
    const auto by = take_on(role);
    EXPECT_THAT(offered_to(by), ElementsAre("lunch", "Future Summit"));
    EXPECT_EQ(value_of(desk().kiosks().move(kiosk_, {.by = by, .event = lunch, .door = {}})).event, lunch);
    EXPECT_EQ(value_of(desk().kiosks().move(kiosk_, {.by = by, .event = event_, .door = {}})).event, event_);
  }
}

TEST_F(KioskMovesTest, AreForWhoeverIsOfTheRosterNow) {
  const auto lunch = make("lunch", "2026-11-23T12:00", "2026-11-23T14:00");
  const auto left = take_on(rules::Role::Host);
  ASSERT_TRUE(desk().roster().remove(left));
  for (const auto nobody : {0U, left, left + 1}) {
    EXPECT_EQ(desk().kiosks().destinations(kiosk_, nobody).error().kind, ErrorKind::Refused);
    EXPECT_EQ(why_not(nobody, lunch), ErrorKind::Refused);
  }
  EXPECT_EQ(kiosk().event, event_);
}

TEST_F(KioskMovesTest, LeadOnlyToEventsAtWhichSheMaySignIn) {
  const auto lunch = make("lunch", "2026-11-23T12:00", "2026-11-23T14:00");
  make("dinner", "2026-11-23T20:00", "2026-11-23T23:00");
  const auto of_summit = take_on(rules::Role::Staff, {summit});
  const auto of_both = take_on(rules::Role::Staff, {summit, "dinner"});
  const auto of_lunch = take_on(rules::Role::Organiser, {"lunch"});
  EXPECT_THAT(offered_to(of_summit), ElementsAre("Future Summit"));
  EXPECT_THAT(offered_to(of_both), ElementsAre("Future Summit", "dinner"));
  EXPECT_EQ(why_not(of_both, lunch), ErrorKind::Refused);
  EXPECT_EQ(why_not(of_lunch, lunch), ErrorKind::Refused) << "she is not signed in at a kiosk of the summit";
  EXPECT_EQ(kiosk().event, event_);
}

TEST_F(KioskMovesTest, TellWhatIsOnTodayAndLeaveOutWhatKiosksWouldForget) {
  make("last week", "2026-11-16T18:00", "2026-11-16T22:00");
  make("forgotten", "2026-11-22T10:00", "2026-11-22T17:59");
  make("yesterday", "2026-11-22T14:00", "2026-11-22T18:01");
  make("until tonight", "2026-11-22T18:00", "2026-11-24T01:00");
  make("tomorrow", "2026-11-24T06:00", "2026-11-24T22:00");
  std::vector<std::string> told;
  for (const auto& event : value_of(desk().kiosks().destinations(kiosk_, take_on(rules::Role::Staff))).events) {
    told.push_back(event.name + (event.today ? ": today" : ""));
    EXPECT_EQ(event.time_zone, "Europe/Berlin");
    EXPECT_LT(event.starts, event.ends);
  }
  EXPECT_THAT(told, ElementsAre("yesterday", "until tonight: today", "Future Summit: today", "tomorrow"));
}

// The list stays open on the kiosk's screen while the event ends, or is closed.
TEST_F(KioskMovesTest, DoNotLeadToWhatIsNotOfferedAnyMore) {
  const auto lunch = make("lunch", "2026-11-23T12:00", "2026-11-23T14:00");
  const auto next_week = make("next week", "2026-11-30T12:00", "2026-11-30T14:00");
  const auto by = take_on(rules::Role::Organiser);
  ASSERT_THAT(offered_to(by), ElementsAre("lunch", "Future Summit", "next week"));
  clock_.advance(std::chrono::hours(20));
  EXPECT_EQ(why_not(by, lunch), ErrorKind::NotFound) << "its 24 hours are over";
  close("next-week");
  EXPECT_EQ(why_not(by, next_week), ErrorKind::NotFound);
  EXPECT_THAT(offered_to(by), ElementsAre("Future Summit"));
  EXPECT_EQ(kiosk().event, event_);
  for (const char* event : {"lunch", "next-week"}) {
    const auto assigned = desk().kiosks().assign("Nord 1", event, std::nullopt);
    ASSERT_FALSE(assigned) << "by the organiser's command neither";
    EXPECT_EQ(assigned.error().kind, ErrorKind::NotFound);
  }
}

TEST_F(KioskMovesTest, CallARehearsalByItsName) {
  ASSERT_TRUE(desk().events().rehearse(summit, "try-out"));
  std::multiset<bool> rehearsals;
  for (const auto& event : value_of(desk().kiosks().destinations(kiosk_, take_on(rules::Role::Staff))).events) {
    EXPECT_EQ(event.name, "Future Summit");
    rehearsals.insert(event.rehearsal);
  }
  EXPECT_THAT(rehearsals, ElementsAre(false, true));
}

TEST_F(KioskMovesTest, KnowTheDoorsOfKiosksThatAreInUse) {
  const auto by = take_on(rules::Role::Staff);
  const auto put = [&](const std::string& name, const std::string& door) {
    pair(name);
    value_of(desk().kiosks().assign(name, summit, door));
  };
  put("South", "south");
  put("South 2", "south");
  put("Garden", "garden");
  put("Nowhere", "");
  value_of(desk().kiosks().revoke("Garden"));
  EXPECT_THAT(value_of(desk().kiosks().destinations(kiosk_, by)).doors, ElementsAre("north", "south"));
}

TEST_F(KioskMovesTest, AreTheOrganisersAssignment) {
  const auto lunch = make("lunch", "2026-11-23T12:00", "2026-11-23T14:00");
  const auto by = take_on(rules::Role::Staff);
  value_of(desk().kiosks().move(kiosk_, {.by = by, .event = lunch, .door = "south"}));
  const auto told = value_of(desk().kiosks().assignment(kiosk_));
  EXPECT_EQ(told.event, lunch);
  EXPECT_EQ(told.door, "south");
  value_of(desk().kiosks().assign("Nord 1", "lunch", "south"));
  EXPECT_EQ(wire::encode(value_of(desk().kiosks().assignment(kiosk_))), wire::encode(told));
  value_of(desk().kiosks().move(kiosk_, {.by = by, .event = event_, .door = {}}));
  EXPECT_EQ(kiosk().door, "south") << "a door that is not named stays";
}

TEST_F(KioskMovesTest, FailAsTheOrganisersCommandDoes) {
  const auto by = take_on(rules::Role::Staff);
  EXPECT_EQ(why_not(by, rules::EventId::random()), ErrorKind::NotFound);
  EXPECT_EQ(why_not(by, event_, "two\nlines"), ErrorKind::InvalidInput);
  value_of(desk().kiosks().revoke("Nord 1"));
  EXPECT_EQ(why_not(by, event_, "south"), ErrorKind::Refused);
  EXPECT_EQ(kiosk().door, "north");
}

TEST_F(KioskMovesTest, NeedAnEventToSignInAt) {
  const auto by = take_on(rules::Role::Organiser);
  const auto grant = value_of(desk().kiosks().offer({.kiosk_name = "New"}));
  value_of(desk().kiosks().pair({.secret = grant.secret, .key = base::make_signing_pair().open}));
  kiosk_ = value_of(desk().kiosks().find("New")).id;
  EXPECT_EQ(desk().kiosks().destinations(kiosk_, by).error().kind, ErrorKind::Refused);
  EXPECT_EQ(why_not(by, event_), ErrorKind::Refused);
  EXPECT_THAT(kiosk().door, IsEmpty());
}

}  // namespace
}  // namespace einlass::venue
