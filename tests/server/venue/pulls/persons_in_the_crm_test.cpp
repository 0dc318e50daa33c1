// Who of the CRM the guests are, and what it says of them.
#include "tests/server/venue/pulls/pulls_fixture.h"

#include <algorithm>
#include <set>

namespace einlass::venue {
namespace {

namespace json = boost::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class PersonsInTheCrm : public PullsFixture {};

// The people of both stand-ins are the same: five of twenty are colleagues on one buyer's address.
TEST_F(PersonsInTheCrm, FindGuestsInTheCrmAndMakeNobodyOutOfColleagues) {
  tickets_.generate(40);
  people_.generate(40);
  pull_people();
  pull_guests(true);
  const auto rows = book();
  std::map<rules::GuestId, std::set<std::string>> matched;
  std::set<std::string> persons;
  const auto lines = value_of(desk().crm().matches("summit-2026"));
  for (const auto& line : lines) {
    if (line.match.state != store::MatchState::Matched) continue;
    EXPECT_EQ(line.guest, line.person);
    EXPECT_TRUE(persons.insert(line.match.person).second) << "a person twice";
    EXPECT_TRUE(matched[line.match.guest].insert(line.match.person).second && matched[line.match.guest].size() == 1);
  }
  EXPECT_GT(matched.size(), 20U);
  for (const auto& [id, row] : rows) {
    const auto whose = row.guest.extra.find("email_of");
    const bool inherited = whose != row.guest.extra.end() && whose->second == "buyer";
    EXPECT_FALSE(inherited && matched.contains(row.guest.id)) << "an inherited address matched somebody";
  }
  EXPECT_THAT(rows, SizeIs(40));
}

TEST_F(PersonsInTheCrm, RememberWhatAPersonSaid) {
  tickets_.generate(40);
  people_.generate(40);
  pull_people();
  pull_guests(true);
  auto lines = value_of(desk().crm().matches("summit-2026"));
  const auto one = std::find_if(lines.begin(), lines.end(),
                                [](const MatchLine& line) { return line.match.state == store::MatchState::Matched; });
  ASSERT_NE(one, lines.end());
  const auto guest = one->match.guest;
  const auto wrong = one->match.person;
  value_of(
      desk().crm().decide("summit-2026", {guest, "crm", wrong, store::MatchedBy::Person, store::MatchState::Rejected}));
  const auto rejected = value_of(desk().crm().known_persons(event_, "crm")).at(guest);
  EXPECT_EQ(rejected.person, "");
  EXPECT_THAT(rejected.is_not, testing::ElementsAre(wrong));
  value_of(desk().crm().decide("summit-2026",
                               {guest, "crm", "1001", store::MatchedBy::Person, store::MatchState::Confirmed}));
  pull_people();
  EXPECT_EQ(value_of(desk().crm().known_persons(event_, "crm")).at(guest).person, "1001");
  const store::CrmMatch said{guest, "crm", "1001", store::MatchedBy::Person, store::MatchState::Confirmed};
  value_of(desk().crm().retract("summit-2026", said));
  EXPECT_EQ(value_of(desk().crm().known_persons(event_, "crm")).at(guest).person, "") << "the no still stands";
  EXPECT_EQ(desk().crm().retract("summit-2026", said).error().kind, base::ErrorKind::NotFound);
  value_of(desk().crm().retract("summit-2026", {guest, "crm", wrong}));
  EXPECT_EQ(value_of(desk().crm().known_persons(event_, "crm")).at(guest).person, wrong) << "as if nothing was said";
  EXPECT_EQ(desk()
                .crm()
                .decide("summit-2026", {guest, "crm", "77", store::MatchedBy::Person, store::MatchState::Confirmed})
                .error()
                .kind,
            base::ErrorKind::NotFound);
}

// Of two rows of one person somebody chooses one, and the CRM's people then clean up.
TEST_F(PersonsInTheCrm, FindWhomAPersonChoseUnderAnotherNumberOnceThatOneIsGone) {
  tickets_.generate(1);
  pull_guests(true);
  const auto guest = book().begin()->second.guest;
  auto store = crm_store();
  const auto hers = [&](const char* id) {
    return rules::CrmPerson{.connector = "crm",
                            .id = id,
                            .first_name = guest.first_name,
                            .last_name = guest.last_name,
                            .email = guest.email};
  };
  const auto known = [&] {
    value_of(desk().crm().match("summit-2026"));
    return value_of(desk().crm().known_persons(event_, "crm")).at(guest.id).person;
  };
  keep_persons(store, {hers("4711"), hers("4712")});
  EXPECT_EQ(known(), "") << "which of the two?";
  value_of(desk().crm().decide("summit-2026",
                               {guest.id, "crm", "4711", store::MatchedBy::Person, store::MatchState::Confirmed}));
  keep_persons(store, {hers("4711"), hers("4712")});
  EXPECT_EQ(known(), "4711");
  keep_persons(store, {hers("4712")});
  EXPECT_EQ(known(), "4712");
  keep_persons(store, {hers("4711"), hers("4712")});
  EXPECT_EQ(known(), "4711") << "what was said holds again";
}

// What she says at one system holds for all that her attendance could go to.
TEST_F(PersonsInTheCrm, HearAnObjectionForEveryTarget) {
  tickets_.generate(3);
  pull_guests(true);
  auto store = crm_store();
  keep_persons(store, {{.connector = "crm", .id = "1", .last_name = "One", .objects_to_profiling = true},
                       {.connector = "crm", .id = "2", .last_name = "Two", .objects_to_profiling = true},
                       {.connector = "crm", .id = "3", .last_name = "Three"}});
  std::vector<store::CrmMatch> matches;
  const auto rows = book();
  for (const auto& [id, row] : rows) {
    const auto number = std::to_string(matches.size() + 1);
    const auto state = number == "2" ? store::MatchState::Proposed : store::MatchState::Matched;
    matches.push_back({row.guest.id, "crm", number, store::MatchedBy::Email, state});
  }
  value_of(store.put_matches(event_, matches));
  const auto elsewhere = value_of(desk().crm().known_persons(event_, "tickets"));
  ASSERT_THAT(elsewhere, SizeIs(3));
  EXPECT_FALSE(elsewhere.at(matches[2].guest).objects) << "who said nothing";
  EXPECT_TRUE(elsewhere.at(matches[2].guest).is_known);
  EXPECT_TRUE(elsewhere.at(matches[0].guest).objects);
  EXPECT_FALSE(elsewhere.at(matches[0].guest).is_ambiguous);
  EXPECT_TRUE(elsewhere.at(matches[1].guest).is_ambiguous) << "somebody has to say whether she is the one";
  EXPECT_EQ(elsewhere.at(matches[0].guest).person, "");
  EXPECT_TRUE(value_of(desk().crm().known_persons(event_, "crm")).at(matches[0].guest).objects);
}

// Members stand in a system of their own, which is no target; the review of each target shows it all the same.
TEST_F(PersonsInTheCrm, TellAMembershipToEveryTarget) {
  tickets_.generate(2);
  pull_guests(true);
  auto store = crm_store();
  keep_persons(store, {{.connector = "crm", .id = "1", .last_name = "One", .memberships = {{.kind = "partner"}}},
                       {.connector = "crm", .id = "2", .last_name = "Two"}});
  std::vector<store::CrmMatch> matches;
  for (const auto& [id, row] : book()) {
    const auto number = std::to_string(matches.size() + 1);
    matches.push_back({row.guest.id, "crm", number, store::MatchedBy::Email, store::MatchState::Matched});
  }
  value_of(store.put_matches(event_, matches));
  for (const char* target : {"crm", "tickets"}) {
    const auto known = value_of(desk().crm().known_persons(event_, target));
    EXPECT_EQ(known.at(matches[0].guest).membership, "partner") << target;
    const auto other = known.find(matches[1].guest);
    EXPECT_TRUE(other == known.end() || other->second.membership.empty()) << target << ": unknown is no membership";
  }
  EXPECT_EQ(value_of(desk().crm().known_persons(event_, "tickets")).at(matches[0].guest).person, "");
}

// Who is on no list may still be known: she who came without an invitation, and he who came instead of her.
TEST_F(PersonsInTheCrm, FindWhoeverCameInTheCrm) {
  tickets_.generate(3);
  pull_guests(true);
  auto store = crm_store();
  keep_persons(store,
               {{.connector = "crm", .id = "1", .first_name = "Emmy", .last_name = "Noether", .email = "e@x.org"},
                {.connector = "crm", .id = "2", .first_name = "Max", .last_name = "Born", .email = "m@x.org"}});
  const StaffAct act{.event = event_, .place = {.name = "desk"}, .decider = rules::Decider::Host};
  value_of(desk().door().begin());
  value_of(desk().staff().act(
      act, rules::RegisterGuest{
               .ticket = rules::TicketId::random(), .guest = guest("Emmy Noether", "e@x.org"), .category = "guest"}));
  value_of(desk().staff().act(
      act, rules::HandTicketOn{.ticket = book().begin()->second.ticket.id, .instead = guest("Max Born", "m@x.org")}));
  value_of(desk().door().commit());
  std::map<std::string, std::string> found;
  for (const auto& line : value_of(desk().crm().matches("summit-2026"))) found[line.guest] = line.match.person;
  EXPECT_EQ(found["Emmy Noether"], "1");
  EXPECT_EQ(found["Max Born"], "2");
}

// What Einlass itself wrote of this event says nothing of earlier ones.
TEST_F(PersonsInTheCrm, TellWhoWasAtEarlierEvents) {
  people_.generate(3);
  const auto attended = [](int customer, const char* event, std::int64_t at) {
    return json::object{{"customerId", customer},
                        {"type", "attendance"},
                        {"activityDate", at},
                        {"attributes", json::object{{"event_ref", event}, {"status", "attended"}}}};
  };
  const auto number = [&](int index) {
    return static_cast<int>(people_.rows("customers").at(static_cast<std::size_t>(index)).at("id").as_int64());
  };
  people_.load({{"activities", json::array{attended(number(0), "fair", 1'700'000'000),
                                           attended(number(1), "summit-2026", clock_.wall().unix_ms() / 1'000)}}});
  pull_people();
  tickets_.generate(3);
  pull_guests(true);
  std::vector<store::CrmMatch> matches;
  const auto rows = book();
  for (const auto& [id, row] : rows) {
    matches.push_back({row.guest.id, "crm", std::to_string(number(static_cast<int>(matches.size()))),
                       store::MatchedBy::Email, store::MatchState::Matched});
  }
  value_of(crm_store().put_matches(event_, matches));
  const auto events = value_of(desk().crm().earlier_events(event_));
  EXPECT_EQ(events,
            (std::map<rules::GuestId, int>{{matches[0].guest, 1}, {matches[1].guest, 0}, {matches[2].guest, 0}}));
}

TEST_F(PersonsInTheCrm, RemoveNobodyWhereTheCrmHasNobody) {
  people_.generate(5);
  pull_people();
  EXPECT_THAT(value_of(crm_store().persons()), SizeIs(5));
  json::array everybody;
  for (const auto& each : people_.rows("customers")) {
    everybody.push_back(json::object{{"id", each.at("id")}, {"published", false}});
  }
  people_.change({{"update", json::object{{"customers", everybody}}}});
  const auto empty = pull({.connector = "crm", .event = {}, .full = true});
  ASSERT_FALSE(empty);
  EXPECT_THAT(empty.error().message, HasSubstr("nothing was changed"));
  EXPECT_THAT(value_of(crm_store().persons()), SizeIs(5));
}

// The outbox looks again at whom the CRM says something else of, and at nobody else.
TEST_F(PersonsInTheCrm, MarkTicketsOfWhomTheCrmSaysSomethingElse) {
  tickets_.generate(3);
  pull_guests(true);
  auto& outbox = value_of(desk().event(event_))->store.outbox();
  auto writing = value_of(value_of(desk().event(event_))->store.begin());
  value_of(outbox.put_target({.name = "crm"}));
  value_of(writing.commit());
  const auto dirty = [&] { return value_of(outbox.dirty(100)); };
  const auto row = book().begin()->second;
  auto store = crm_store();
  keep_persons(store, {{.connector = "crm", .id = "1", .first_name = "Ada", .last_name = "One"}});
  value_of(desk().crm().match("summit-2026"));
  const auto all_looked_at = [&] { value_of(outbox.unmark(dirty())); };
  all_looked_at();
  value_of(desk().crm().match("summit-2026"));
  EXPECT_THAT(dirty(), IsEmpty());
  value_of(desk().crm().decide("summit-2026",
                               {row.guest.id, "crm", "1", store::MatchedBy::Person, store::MatchState::Confirmed}));
  EXPECT_THAT(dirty(), testing::ElementsAre(row.ticket.id));
  all_looked_at();
  keep_persons(store, {{.connector = "crm", .id = "1", .last_name = "One", .objects_to_profiling = true}});
  value_of(desk().crm().match("summit-2026"));
  EXPECT_THAT(dirty(), testing::ElementsAre(row.ticket.id)) << "she objects by now";
}

}  // namespace
}  // namespace einlass::venue
