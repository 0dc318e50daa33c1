// What the mirror keeps of persons for the summary, and by which field map they were read.
#include "db/crm_store.h"
#include "tests/db/event_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class CrmProfiles : public testing::Test {
 protected:
  static rules::CrmPerson person(const std::string& id, const rules::Profile& profile = trade()) {
    return {.connector = "crm", .id = id, .last_name = "Beispiel", .profile = profile};
  }
  static rules::Profile trade() { return {.sector = "Trade", .club = "Sailing;Chess", .topics = "Water"}; }

  CrmProfiles() : store_(value_of(CrmStore::open(folder_.path("crm.db")))) {}

  PullRecord pull(const std::vector<rules::CrmPerson>& persons, bool full = true, const std::string& map = "map") {
    value_of(store_.begin_pull(people_, full, noon_, map));
    value_of(store_.keep_page(people_, {.persons = persons, .next = "W", .last = true}));
    value_of(store_.finish_pull(people_, noon_));
    return value_of(store_.pull(people_));
  }
  rules::GuestId match(const std::string& id, MatchState state) {
    matches_.push_back({rules::GuestId::random(), "crm", id, MatchedBy::Email, state});
    value_of(store_.put_matches(event_, matches_));
    return matches_.back().guest;
  }
  std::vector<GuestProfile> profiles() { return value_of(store_.profiles(event_, "crm")); }

  const base::Instant noon_ = base::Instant::from_unix_ms(1'767'000'000'000);
  const PullKey people_{.connector = "crm", .remote = ""};
  OwnFolder folder_;
  CrmStore store_;
  rules::EventId event_ = rules::EventId::random();
  std::vector<CrmMatch> matches_;
};

TEST_F(CrmProfiles, AreKeptWithPersonsAndTickets) {
  pull({person("1")});
  EXPECT_EQ(value_of(store_.persons()).front(), person("1"));
  const PullKey fair{.connector = "shop", .remote = "fair"};
  const rules::PulledTicket ticket{.external_id = "1", .order_ref = "A", .profile = trade()};
  value_of(store_.begin_pull(fair, true, noon_));
  value_of(store_.keep_page(fair, {.tickets = {ticket}, .next = "W", .last = true}));
  EXPECT_THAT(value_of(store_.pulled(fair)).tickets, ElementsAre(ticket));
}

TEST_F(CrmProfiles, AreNewsWhereTheyChange) {
  pull({person("1"), person("2")});
  const auto changed = pull({person("1", {.sector = "Energy"}), person("2")});
  EXPECT_EQ(changed.figures, (PullFigures{.came = 0, .changed = 1, .went = 0}));
}

TEST_F(CrmProfiles, AreOfWhomSomebodyIsSettledAs) {
  auto objects = person("4");
  objects.objects_to_profiling = true;
  pull({person("1"), person("2"), person("3", {}), objects, person("5")});
  const auto ada = match("1", MatchState::Matched);
  const auto max = match("5", MatchState::Confirmed);
  match("2", MatchState::Proposed);
  match("2", MatchState::Rejected);
  match("3", MatchState::Matched);
  match("4", MatchState::Matched);
  std::map<rules::GuestId, rules::Profile> found;
  for (const auto& each : profiles()) found[each.guest] = each.profile;
  EXPECT_EQ(found, (std::map<rules::GuestId, rules::Profile>{{ada, trade()}, {max, trade()}}));
}

TEST_F(CrmProfiles, GoWithThePerson) {
  pull({person("1"), person("2")});
  const auto ada = match("1", MatchState::Matched);
  match("2", MatchState::Matched);
  value_of(store_.forget_guest(event_, ada));
  EXPECT_THAT(profiles(), SizeIs(1));
  pull({person("9")});
  EXPECT_THAT(profiles(), IsEmpty());
}

// Only of what changes a delta tells, and a new map reads other fields of everybody.
TEST_F(CrmProfiles, OfANewFieldMapAreReadOfEverybody) {
  pull({person("1")});
  EXPECT_FALSE(value_of(store_.begin_pull(people_, false, noon_, "map")).full);
  const auto other = value_of(store_.begin_pull(people_, false, noon_, "another map"));
  EXPECT_TRUE(other.full);
  EXPECT_EQ(other.watermark, "W") << "a source that compares with the last time still can";
  value_of(store_.keep_page(people_, {.persons = {person("1")}, .next = "page 2"}));
  EXPECT_EQ(value_of(store_.begin_pull(people_, true, noon_, "another map")).position, "page 2") << "it goes on";
  EXPECT_EQ(value_of(store_.begin_pull(people_, true, noon_, "a third map")).position, "");
  EXPECT_FALSE(pull({person("1")}, true, "a third map").running);
  EXPECT_FALSE(value_of(store_.begin_pull(people_, false, noon_, "a third map")).full);
}

}  // namespace
}  // namespace einlass::store
