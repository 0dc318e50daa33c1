// Sectors, clubs and topic fields that no list says, from the systems that tickets and persons come from, as far as the
// figures of the evening.
#include "tests/server/commands/host_fixture.h"
#include "tests/support/standins/connector.h"
#include "tests/support/standins/stand_in.h"

#include <set>

namespace einlass::commands {
namespace {

using settings::ConnectorKind;
using testing::Contains;
using testing::HasSubstr;
using testing::Key;
using testing::Not;

class ProfilesOfSystems : public HostFixture {
 protected:
  ProfilesOfSystems() : shop_("pretix"), people_("cmf") {
    auto shop = test::connector_to("shop", ConnectorKind::Pretix, shop_.url());
    shop.fields = {{"topics", "answers.TOPICS"}};
    auto crm =
        test::connector_to("crm", ConnectorKind::Pimcore, people_.url() + "/__customermanagementframework/webservice");
    crm.fields = {{"sector", "branch"}, {"club", "clubs"}, {"topics", "interests"}};
    connectors_ = {shop, crm};
    reopen();
    create("club_evening");
  }

  static void update(test::StandIn& system, const char* table, json::array rows) {
    system.change({{"update", json::object{{table, std::move(rows)}}}});
  }
  // The people of both are the same; every tenth objects to profiling.
  void fill() {
    shop_.generate(20);
    people_.generate(20);
    json::array customers, positions;
    for (const auto& each : people_.rows("customers")) {
      customers.push_back(json::object{{"id", each.at("id")},
                                       {"branch", "Handel"},
                                       {"clubs", json::array{"Segeln", "Schach"}},
                                       {"interests", "Wasser"}});
    }
    for (const auto& each : shop_.rows("positions")) {
      if (positions.size() == 3) break;
      const json::object answer{{"question", 1}, {"question_identifier", "TOPICS"}, {"answer", "Wind, Wolken"}};
      positions.push_back(json::object{{"id", each.at("id")}, {"answers", json::array{answer}}});
    }
    update(people_, "customers", customers);
    update(shop_, "positions", positions);
  }
  void pull() {
    ASSERT_FALSE(ask("crm.link", {{"connector", "shop"}, {"remote", "fair"}}, std::nullopt).error);
    for (const auto& [connector, event] : {std::pair("shop", "evening"), std::pair("crm", "")}) {
      const auto pulled = ask("crm.pull", {{"connector", connector}, {"event", event}}, std::nullopt);
      ASSERT_FALSE(pulled.error) << pulled.text;
    }
  }
  void let_all_in() {
    go_to("18:30");
    const auto listed = ask("guests.list", {}, organiser_);
    for (const auto& guest : listed.at("guests").as_array()) {
      const auto ticket = std::string(guest.at("ticket").as_string());
      ASSERT_FALSE(ask("guest.admit", {{"ticket", ticket}, {"scan", scan_id(ticket)}}, organiser_).error);
    }
  }
  // Persons of the CRM who are guests, and do not object.
  std::set<std::string> known() {
    std::set<std::string> persons, objecting;
    for (const auto& each : people_.rows("customers")) {
      if (!each.at("profilingConsent").at("consent").as_bool()) objecting.insert(json::serialize(each.at("id")));
    }
    const auto matches = ask("crm.matches", {}, organiser_);
    for (const auto& match : matches.value.as_array()) {
      const std::string person(match.at("person").as_string());
      if (match.at("state") == "matched" && !objecting.contains(person)) persons.insert(person);
    }
    return persons;
  }

  test::StandIn shop_;
  test::StandIn people_;
};

TEST_F(ProfilesOfSystems, AreCountedOfWhoeverCameAndStay) {
  fill();
  pull();
  const auto persons = static_cast<int>(known().size());
  ASSERT_GT(persons, 9);
  ASSERT_LT(persons, 19) << "colleagues are nobody in particular, and somebody objects";
  let_all_in();
  ASSERT_FALSE(ask("event.close", {{"confirm", true}}, organiser_).error);
  const auto audience = desk_->closings().closing_of(event()).value()->audience.value();
  EXPECT_EQ(audience.guests, 20);
  EXPECT_EQ(audience.sectors, (std::map<std::string, int>{{"", 20 - persons}, {"Handel", persons}}));
  EXPECT_EQ(audience.clubs, (std::map<std::string, int>{{"", 20 - persons}, {"Schach", persons}, {"Segeln", persons}}));
  EXPECT_EQ(audience.topics.at("Wind"), 3) << "what she answered in the shop";
  EXPECT_EQ(audience.topics.at("Wolken"), 3);
  EXPECT_THAT(audience.topics, Contains(Key("Wasser"))) << "of all others, what the CRM says";
  ASSERT_TRUE(desk_->privacy().begin_purge(event_.text(), 0));
  EXPECT_EQ(desk_->closings().closing_of(event()).value()->audience, audience);
}

// What a system of members says of her is not used either.
TEST_F(ProfilesOfSystems, AreOfNobodyWhoObjectsAnywhere) {
  fill();
  pull();
  auto store = store::CrmStore::open(folder_ / "crm.db").value();
  json::array all;
  for (const auto& each : people_.rows("customers")) {
    all.push_back(json::object{{"id", each.at("id")}, {"profilingConsent", {{"consent", false}, {"noteId", 1}}}});
  }
  update(people_, "customers", all);
  connectors_.push_back(connectors_.back());
  connectors_.back().name = "members";
  const auto persons = store.persons().value();
  ASSERT_TRUE(store.begin_pull({"members", ""}, true, clock_.wall()));
  ASSERT_TRUE(store.keep_page({"members", ""}, {.persons = persons, .next = "W", .last = true}));
  ASSERT_TRUE(store.finish_pull({"members", ""}, clock_.wall()));
  reopen();
  ASSERT_FALSE(ask("crm.pull", {{"connector", "crm"}, {"event", ""}, {"full", true}}, std::nullopt).error);
  ASSERT_FALSE(ask("crm.matches", {}, organiser_).error);
  let_all_in();
  ASSERT_FALSE(ask("event.close", {{"confirm", true}}, organiser_).error);
  EXPECT_THAT(desk_->closings().closing_of(event()).value()->audience->sectors, Not(Contains(Key("Handel"))));
}

}  // namespace
}  // namespace einlass::commands
