#include "db/crm_store.h"

#include "db/erasures.h"
#include "tests/db/event_fixture.h"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr auto noon = base::Instant::from_unix_ms(1'767'000'000'000);
constexpr auto later = base::Instant::from_unix_ms(1'767'000'600'000);
const PullKey people{.connector = "crm", .remote = ""};
const PullKey spring{.connector = "shop", .remote = "spring"};

rules::CrmPerson person(const std::string& id, const std::string& organisation = "Muster GmbH") {
  return {.connector = "crm",
          .id = id,
          .first_name = "Mara",
          .last_name = "Beispiel" + id,
          .email = id + "@example.org",
          .organisation = organisation,
          .organisation_id = {},
          .memberships = {{.kind = "member", .since = "2020-01-01", .until = {}}}};
}

rules::PulledTicket ticket(const std::string& order, const std::string& id, const std::string& person = {}) {
  return {.external_id = id, .order_ref = order, .full_name = "Mara Beispiel", .places = 2, .person = person};
}

class CrmStoreTest : public testing::Test {
 protected:
  CrmStore open() { return value_of(CrmStore::open(folder_.path("crm.db"))); }
  std::vector<std::string> ids(const CrmStore& store) {
    std::vector<std::string> found;
    for (const auto& each : value_of(store.persons())) found.push_back(each.id);
    return found;
  }

  OwnFolder folder_;
};

TEST_F(CrmStoreTest, KeepsPersonsWithTheirMemberships) {
  auto store = open();
  value_of(store.begin_pull(people, true, noon));
  value_of(store.keep_page(people, {.persons = {person("1"), person("2", "")}, .next = "W", .last = true}));
  EXPECT_THAT(value_of(store.persons()), ElementsAre(person("1"), person("2", "")));
  EXPECT_EQ(value_of(store.person("crm", "2")), person("2", ""));
  EXPECT_EQ(value_of(store.person("crm", "3")), std::nullopt);
}

TEST_F(CrmStoreTest, GoesOnWithAPullThatWasCutOff) {
  {
    auto store = open();
    value_of(store.begin_pull(people, true, noon));
    value_of(store.keep_page(people, {.persons = {person("1")}, .next = "page 2"}));
  }
  auto store = open();
  const auto again = value_of(store.begin_pull(people, true, later));
  EXPECT_EQ(again.position, "page 2");
  EXPECT_TRUE(again.full);
  EXPECT_FALSE(again.read);
  EXPECT_EQ(again.watermark, "");
}

TEST_F(CrmStoreTest, BeginsAnewWhereAnotherKindOfPullIsAskedFor) {
  auto store = open();
  value_of(store.begin_pull(people, true, noon));
  value_of(store.keep_page(people, {.persons = {}, .next = "W1", .last = true}));
  value_of(store.finish_pull(people, noon));
  EXPECT_FALSE(value_of(store.begin_pull(people, false, later)).full);
  value_of(store.keep_page(people, {.persons = {}, .next = "page 2"}));
  const auto full = value_of(store.begin_pull(people, true, later));
  EXPECT_TRUE(full.full);
  EXPECT_EQ(full.position, "");
  EXPECT_EQ(full.watermark, "W1");
}

TEST_F(CrmStoreTest, PullsEverythingWhereNothingWasPulledBefore) {
  EXPECT_TRUE(value_of(open().begin_pull(people, false, noon)).full);
}

TEST_F(CrmStoreTest, MarksAsGoneWhatAFullPullDidNotSee) {
  auto store = open();
  value_of(store.begin_pull(people, true, noon));
  value_of(store.keep_page(people, {.persons = {person("1"), person("2")}, .next = "W1", .last = true}));
  value_of(store.finish_pull(people, noon));
  value_of(store.begin_pull(people, true, later));
  value_of(store.keep_page(people, {.persons = {person("2"), person("3")}, .next = "W2", .last = true}));
  EXPECT_THAT(ids(store), ElementsAre("1", "2", "3"));
  value_of(store.finish_pull(people, later));
  EXPECT_THAT(ids(store), ElementsAre("2", "3"));
  EXPECT_EQ(value_of(store.person("crm", "1")), std::nullopt);
}

TEST_F(CrmStoreTest, ADeltaTakesAwayOnlyWhatItNames) {
  auto store = open();
  value_of(store.begin_pull(people, true, noon));
  value_of(store.keep_page(people, {.persons = {person("1"), person("2"), person("3")}, .next = "W1", .last = true}));
  value_of(store.finish_pull(people, noon));
  value_of(store.begin_pull(people, false, later));
  value_of(store.keep_page(people, {.persons = {person("3", "Other")}, .gone = {"1"}, .next = "W2", .last = true}));
  value_of(store.finish_pull(people, later));
  EXPECT_THAT(ids(store), ElementsAre("2", "3"));
  const auto record = value_of(store.pull(people));
  EXPECT_EQ(record.watermark, "W2");
  EXPECT_EQ(record.finished, later);
  EXPECT_EQ(record.full_finished, noon);
  EXPECT_FALSE(record.running);
}

TEST_F(CrmStoreTest, ForgetsTicketsOnceTheyAreGuestsButNotWhoseTheyAre) {
  auto store = open();
  value_of(store.begin_pull(spring, true, noon));
  value_of(store.keep_page(spring, {.tickets = {ticket("A", "1", "7"), ticket("", "2", "8"), ticket("B", "3")},
                                    .whole_orders = {"A"},
                                    .next = "p"}));
  value_of(store.keep_page(spring, {.tickets = {ticket("A", "1", "7")}, .next = "W", .last = true}));
  const auto list = value_of(store.pulled(spring));
  EXPECT_THAT(list.tickets, UnorderedElementsAre(ticket("A", "1", "7"), ticket("", "2", "8"), ticket("B", "3")));
  EXPECT_THAT(list.whole_orders, ElementsAre("A"));
  value_of(store.finish_pull(spring, noon));
  EXPECT_THAT(value_of(store.pulled(spring)).tickets, IsEmpty());
  EXPECT_EQ(value_of(store.person_of_ticket("shop", "A/1")), "7");
  EXPECT_EQ(value_of(store.person_of_ticket("shop", "2")), "8");
  EXPECT_EQ(value_of(store.person_of_ticket("shop", "B/3")), std::nullopt);
}

TEST_F(CrmStoreTest, RemembersWhatSomebodyDecided) {
  auto store = open();
  const auto event = rules::EventId::random();
  const auto ada = rules::GuestId::random();
  const auto mara = rules::GuestId::random();
  const CrmMatch no{ada, "crm", "1", MatchedBy::Person, MatchState::Rejected};
  const CrmMatch yes{mara, "crm", "2", MatchedBy::Person, MatchState::Confirmed};
  const CrmMatch found{ada, "crm", "3", MatchedBy::Email, MatchState::Matched};
  value_of(store.put_matches(event, {{mara, "crm", "4", MatchedBy::Name, MatchState::Proposed}}));
  value_of(store.decide_match(event, no));
  value_of(store.decide_match(event, yes));
  value_of(store.put_matches(event, {found}));
  EXPECT_THAT(value_of(store.matches(event)), UnorderedElementsAre(no, yes, found));
  value_of(store.put_matches(event, {}));
  EXPECT_THAT(value_of(store.matches(event)), UnorderedElementsAre(no, yes));
  EXPECT_THAT(value_of(store.matches(rules::EventId::random())), IsEmpty());
}

TEST_F(CrmStoreTest, ForgetsAnEvent) {
  auto store = open();
  const auto event = rules::EventId::random();
  value_of(store.put_link({.event = event, .connector = "shop", .remote = "spring"}));
  value_of(store.begin_pull(spring, true, noon));
  value_of(store.keep_page(spring, {.tickets = {ticket("A", "1", "7")}, .next = "W", .last = true}));
  value_of(store.finish_pull(spring, noon));
  value_of(store.put_matches(event, {{rules::GuestId::random(), "crm", "4", MatchedBy::Id, MatchState::Matched}}));
  EXPECT_THAT(value_of(store.links(event)), SizeIs(1));
  value_of(store.forget_event(event, "summit"));
  EXPECT_THAT(value_of(store.links()), IsEmpty());
  EXPECT_THAT(value_of(store.matches(event)), IsEmpty());
  EXPECT_EQ(value_of(store.person_of_ticket("shop", "A/1")), std::nullopt);
}

TEST_F(CrmStoreTest, ForgetsWithAnEventWhoWasNobodyElsesGuest) {
  auto store = open();
  const auto event = rules::EventId::random();
  const auto other = rules::EventId::random();
  const PullKey everybody{"crm", ""};
  const auto person = [](const std::string& id) {
    rules::CrmPerson one;
    one.connector = "crm";
    one.id = id;
    one.last_name = "Weiss";
    one.memberships = {{.kind = "club", .since = "", .until = ""}};
    return one;
  };
  value_of(store.begin_pull(everybody, true, noon));
  value_of(store.keep_page(
      everybody,
      {.persons = {person("1"), person("2"), person("3"), person("4"), person("5")}, .next = "W", .last = true}));
  value_of(store.finish_pull(everybody, noon));
  const auto matched = [](const std::string& id, MatchState state) {
    return CrmMatch{rules::GuestId::random(), "crm", id, MatchedBy::Email, state};
  };
  value_of(store.put_matches(event, {matched("1", MatchState::Matched), matched("3", MatchState::Matched),
                                     matched("4", MatchState::Proposed)}));
  value_of(store.decide_match(event, matched("2", MatchState::Confirmed)));
  value_of(store.put_matches(other, {matched("3", MatchState::Matched)}));
  EXPECT_THAT(value_of(store.persons_of(event)), SizeIs(4));
  value_of(store.forget_event(event, "summit"));
  std::vector<std::string> left;
  for (const auto& one : value_of(store.persons())) left.push_back(one.id);
  EXPECT_THAT(left, ElementsAre("3", "5")) << "a guest elsewhere, and nobody's";
  EXPECT_THAT(value_of(store.persons_of(event)), IsEmpty());
}

TEST_F(CrmStoreTest, KeepsNothingOfALinkThatIsNoMore) {
  auto store = open();
  const auto event = rules::EventId::random();
  const CrmLink link{.event = event, .connector = "shop", .remote = "spring"};
  const auto pulled_and_cut_off = [&] {
    value_of(store.put_link(link));
    value_of(store.begin_pull(spring, true, noon));
    value_of(store.keep_page(spring, {.tickets = {ticket("A", "1", "7")}, .next = "W", .last = true}));
    value_of(store.finish_pull(spring, noon));
    value_of(store.begin_pull(spring, true, later));
    value_of(store.keep_page(spring, {.tickets = {ticket("B", "2", "8")}, .whole_orders = {"B"}, .next = "2"}));
  };
  const auto expect_nothing = [&] {
    EXPECT_THAT(value_of(store.pulled(spring)).tickets, IsEmpty());
    EXPECT_THAT(value_of(store.pulled(spring)).whole_orders, IsEmpty());
    EXPECT_EQ(value_of(store.person_of_ticket("shop", "A/1")), std::nullopt);
    EXPECT_EQ(value_of(store.pull(spring)).watermark, "") << "a delta would not bring whose they are";
  };
  pulled_and_cut_off();
  value_of(store.remove_link(event, "shop"));
  expect_nothing();
  pulled_and_cut_off();
  value_of(store.put_link({.event = event, .connector = "shop", .remote = "autumn"}));
  expect_nothing();
  pulled_and_cut_off();
  value_of(store.forget_event(event, "summit"));
  expect_nothing();
}

TEST_F(CrmStoreTest, ForgetsOneTicketAndNoOther) {
  auto store = open();
  value_of(store.begin_pull(spring, true, noon));
  value_of(
      store.keep_page(spring, {.tickets = {ticket("A", "1", "7"), ticket("A", "2", "7")}, .next = "W", .last = true}));
  value_of(store.finish_pull(spring, noon));
  value_of(store.begin_pull(spring, true, later));
  value_of(store.keep_page(spring, {.tickets = {ticket("A", "1", "7"), ticket("A", "2", "7")}, .next = "2"}));
  value_of(store.note_refused(spring, {.taken = {}, .refused = {"A/1", "A/3"}}));
  value_of(store.forget_ticket("shop", "A/1"));
  EXPECT_EQ(value_of(store.pull(spring)).figures->refused, 1);
  EXPECT_THAT(value_of(store.pulled(spring)).tickets, ElementsAre(ticket("A", "2", "7")));
  EXPECT_EQ(value_of(store.person_of_ticket("shop", "A/1")), std::nullopt);
  EXPECT_EQ(value_of(store.person_of_ticket("shop", "A/2")), "7");
}

TEST_F(CrmStoreTest, KeepsOfWhoIsGoneTheIdThatSomebodyDecided) {
  auto store = open();
  const auto event = rules::EventId::random();
  const CrmMatch no{rules::GuestId::random(), "crm", "1", MatchedBy::Person, MatchState::Rejected};
  value_of(store.begin_pull(people, true, noon));
  value_of(store.keep_page(people, {.persons = {person("1"), person("2")}, .next = "W1", .last = true}));
  value_of(store.finish_pull(people, noon));
  value_of(store.put_matches(event, {{no.guest, "crm", "1", MatchedBy::Name, MatchState::Proposed}}));
  value_of(store.decide_match(event, no));
  value_of(store.begin_pull(people, false, later));
  value_of(store.keep_page(people, {.gone = {"1"}, .next = "W2", .last = true}));
  value_of(store.finish_pull(people, later));
  EXPECT_TRUE(value_of(leave_no_trace(folder_.path("crm.db"))));
  EXPECT_THAT(value_of(store.matches(event)), ElementsAre(no));
  for (const char* file : {"crm.db", "crm.db-wal"}) {
    std::ifstream bytes(folder_.path(file), std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(bytes), {}};
    EXPECT_EQ(all.find("Beispiel1"), std::string::npos) << file;
  }
}

// Of what was purged neither name nor day is kept at a person.
TEST_F(CrmStoreTest, TakesNoLaterPurgedEventForAnEarlierOne) {
  auto store = open();
  const auto event = rules::EventId::random();
  PulledPage page{.next = "W", .last = true};
  std::vector<CrmMatch> matches;
  const auto add = [&](const char* id, std::vector<rules::AttendedEvent> attended) {
    page.persons.push_back(person(id));
    page.persons.back().attended = std::move(attended);
    matches.push_back({rules::GuestId::random(), "crm", id, MatchedBy::Email, MatchState::Matched});
  };
  add("1", {{"june", "2025-06-01"}});
  add("2", {{"june", "2025-06-01"}, {"fair", "2025-03-01"}});
  add("3", {});
  value_of(store.begin_pull(people, true, noon));
  value_of(store.keep_page(people, page));
  value_of(store.finish_pull(people, noon));
  value_of(store.put_matches(event, matches));
  value_of(store.forget_attended("june"));
  EXPECT_THAT(value_of(store.purged_events()), ElementsAre("june"));
  const auto told = [&](bool purged_are_earlier) {
    std::map<rules::GuestId, int> events;
    for (const auto& each : value_of(store.earlier_events(event, {"may", "2025-05-01"}, purged_are_earlier))) {
      events[each.guest] = each.events;
    }
    return events;
  };
  EXPECT_EQ(told(false), (std::map<rules::GuestId, int>{{matches[1].guest, 1}, {matches[2].guest, 0}}))
      << "of the first nobody knows";
  EXPECT_EQ(told(true),
            (std::map<rules::GuestId, int>{{matches[0].guest, 1}, {matches[1].guest, 2}, {matches[2].guest, 0}}));
}

// One row is one guest of the event, and what the CRM then says of her.
TEST_F(CrmStoreTest, CountsEarlierEventsOfGuestsAndSaysNothingOfWhomItDoesNotKnow) {
  auto store = open();
  const auto event = rules::EventId::random();
  const auto with = [](const std::string& id, std::optional<std::vector<rules::AttendedEvent>> attended) {
    auto made = person(id);
    made.attended = std::move(attended);
    return made;
  };
  const std::vector<rules::AttendedEvent> none;
  struct Case {
    const char* person;
    std::optional<std::vector<rules::AttendedEvent>> attended;
    MatchState state = MatchState::Matched;
    std::optional<int> events;
  };
  const std::vector<Case> cases{
      {.person = "1", .attended = {{{"fair", "2025-03-01"}, {"lunch", "2025-04-01"}}}, .events = 2},
      {.person = "2", .attended = {{{"fair", "2025-03-01"}, {"fair", "2025-03-02"}}}, .events = 1},
      {.person = "3", .attended = none, .events = 0},
      {.person = "4",
       .attended = {{{"this", "2025-11-30"}, {"later", "2025-12-02"}, {"same", "2025-12-01"}}},
       .events = 0},
      {.person = "5",
       .attended = {{{"", "2025-03-01"}, {"", "2025-03-02"}}},
       .state = MatchState::Confirmed,
       .events = 2},
      {.person = "6", .attended = {{{"fair", "2025-03-01"}}}, .state = MatchState::Proposed, .events = {}},
      {.person = "7", .attended = std::nullopt, .events = {}}};
  PulledPage page{.next = "W", .last = true};
  std::vector<CrmMatch> matches;
  for (const auto& each : cases) {
    page.persons.push_back(with(each.person, each.attended));
    matches.push_back({rules::GuestId::random(), "crm", each.person, MatchedBy::Email, each.state});
  }
  value_of(store.begin_pull(people, true, noon));
  value_of(store.keep_page(people, page));
  value_of(store.finish_pull(people, noon));
  value_of(store.put_matches(event, matches));
  const auto told = [&] {
    std::map<rules::GuestId, int> events;
    for (const auto& each : value_of(store.earlier_events(event, {"this", "2025-12-01"}, true))) {
      events[each.guest] = each.events;
    }
    return events;
  };
  auto events = told();
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto found = events.find(matches[i].guest);
    EXPECT_EQ(found == events.end() ? std::nullopt : std::optional(found->second), cases[i].events) << cases[i].person;
  }
  // The CRM that holds nobody at anything does not know that somebody was nowhere.
  EXPECT_THAT(value_of(store.earlier_events(event, {"this", "2025-01-01"}, true)), IsEmpty());
  // She is gone there, and another one objects by now.
  value_of(store.begin_pull(people, false, later));
  value_of(store.keep_page(people, {.persons = {with("2", std::nullopt)}, .gone = {"1"}, .next = "X", .last = true}));
  value_of(store.finish_pull(people, later));
  events = told();
  EXPECT_FALSE(events.contains(matches[0].guest));
  EXPECT_FALSE(events.contains(matches[1].guest));
  EXPECT_EQ(events.at(matches[4].guest), 2);
}

TEST_F(CrmStoreTest, GivesAFoundTicketToThePullThatRuns) {
  auto store = open();
  value_of(store.keep_found(spring, ticket("A", "1")));
  EXPECT_THAT(value_of(store.pulled(spring)).tickets, IsEmpty()) << "none runs";
  value_of(store.begin_pull(spring, true, noon));
  value_of(store.keep_found(spring, ticket("A", "1")));
  value_of(store.keep_page(spring, {.tickets = {ticket("A", "1"), ticket("B", "2")}, .next = "W", .last = true}));
  EXPECT_THAT(value_of(store.pulled(spring)).tickets, SizeIs(2));
}

TEST_F(CrmStoreTest, IsWrittenOverTwoConnections) {
  auto desk = open();
  auto puller = open();
  value_of(puller.begin_pull(people, true, noon));
  value_of(desk.put_link({.event = rules::EventId::random(), .connector = "crm", .remote = ""}));
  value_of(puller.keep_page(people, {.persons = {person("1")}, .next = "W", .last = true}));
  EXPECT_THAT(ids(desk), ElementsAre("1"));
}

}  // namespace
}  // namespace einlass::store
