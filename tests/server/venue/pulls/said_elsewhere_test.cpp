// What was said of a guest at one event counts at the next one.
#include "tests/server/venue/pulls/pulls_fixture.h"

namespace einlass::venue {
namespace {

using store::MatchedBy;
using store::MatchState;

class SaidElsewhere : public PullsFixture {
 protected:
  SaidElsewhere() {
    keep({"7", "8"});
    hold("summit-2026", "Ada Lovelace");
  }
  // Of the mirror: the same address under another name, whose guest she may be.
  void keep(const std::vector<std::string>& ids) {
    std::vector<rules::CrmPerson> persons;
    for (const auto& id : ids) {
      persons.push_back({.connector = "crm", .id = id, .first_name = "Ada", .last_name = "King", .email = "ada@x.org"});
    }
    auto store = crm_store();
    keep_persons(store, persons);
  }
  void hold(const std::string& event, const std::string& name) {
    if (event != "summit-2026") {
      auto next = new_event();
      next.key = event;
      value_of(desk().events().create(next));
    }
    value_of(desk().guests().import({.event = event, .content = "Name,Email,Code\n" + name + ",ADA@x.org,C0\n"}));
    value_of(desk().crm().match(event));
  }
  store::CrmMatch match_of(const std::string& event, const std::string& person) {
    for (const auto& line : value_of(desk().crm().matches(event))) {
      if (line.match.person == person) return line.match;
    }
    return {};
  }
  std::size_t asked_at(const std::string& event) {
    std::size_t asked = 0;
    for (const auto& line : value_of(desk().crm().matches(event))) asked += line.match.state == MatchState::Proposed;
    return asked;
  }
  void say(const std::string& event, const std::string& person, MatchState state) {
    auto said = match_of(event, person);
    ASSERT_EQ(said.person, person);
    said.by = MatchedBy::Person;
    said.state = state;
    value_of(desk().crm().decide(event, said));
  }
};

TEST_F(SaidElsewhere, CountsForWhoeverBearsTheSameNameAndAddress) {
  hold("spring", "LOVELACE Ada");
  EXPECT_EQ(asked_at("spring"), 2U);
  say("summit-2026", "7", MatchState::Confirmed);
  hold("summer", "LOVELACE Ada");
  EXPECT_EQ(asked_at("summer"), 0U);
  EXPECT_EQ(match_of("summer", "7").state, MatchState::Matched);
  EXPECT_EQ(match_of("summer", "7").by, MatchedBy::Person);
  EXPECT_EQ(match_of("summer", "8").person, "");
  hold("autumn", "Max Born");
  EXPECT_EQ(asked_at("autumn"), 2U) << "somebody else under her address";
  const auto guest = match_of("summer", "7").guest;
  const auto known = value_of(desk().crm().known_persons(value_of(desk().events().find("summer")).id, "crm"));
  EXPECT_EQ(known.at(guest).person, "7") << "and nobody has to see to it";
}

TEST_F(SaidElsewhere, CountsNoMoreWhereItIsTakenBackDeniedOrTwofold) {
  say("summit-2026", "7", MatchState::Confirmed);
  hold("spring", "Ada Lovelace");
  ASSERT_EQ(asked_at("spring"), 0U);
  say("spring", "7", MatchState::Rejected);
  EXPECT_EQ(match_of("spring", "7").state, MatchState::Rejected) << "a no stays one";
  hold("summer", "Ada Lovelace");
  EXPECT_EQ(asked_at("summer"), 2U) << "one said yes and one said no";
  say("summer", "8", MatchState::Confirmed);
  hold("autumn", "Ada Lovelace");
  EXPECT_EQ(asked_at("autumn"), 2U) << "she was taken for two";
  value_of(desk().crm().retract("summit-2026", match_of("summit-2026", "7")));
  value_of(desk().crm().match("autumn"));
  EXPECT_EQ(match_of("autumn", "8").state, MatchState::Matched);
  keep({"7"});
  value_of(desk().crm().match("autumn"));
  EXPECT_EQ(asked_at("autumn"), 1U) << "the CRM has her no more";
}

}  // namespace
}  // namespace einlass::venue
