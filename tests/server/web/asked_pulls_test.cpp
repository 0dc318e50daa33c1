// Pulls that somebody asks a running server for, of a system that takes its time.
#include "tests/server/web/venue_server_fixture.h"
#include "tests/support/standins/connector.h"
#include "tests/support/standins/stand_in.h"

#include <thread>

namespace einlass::web {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

class AskedPulls : public VenueServerTest {
 protected:
  AskedPulls() : shop_("pretix") {}

  void SetUp() override {
    for (const char* name : {"shop", "another"}) {
      auto shop = test::connector_to(name, settings::ConnectorKind::Pretix, shop_.url());
      shop.pull_minutes = 0;
      connectors.push_back(shop);
    }
    open_desk();
    create_event();
    for (const auto& shop : connectors) ASSERT_TRUE(desk->crm().link("evening", shop.name, "fair"));
    shop_.generate(5);
    start();
  }

  json::value pull(const std::string& connector, const json::object& more = {}) {
    json::object arguments{{"event", "evening"}, {"connector", connector}};
    for (const auto& [name, value] : more) arguments[name] = value;
    return ask("crm.pull", arguments);
  }
  json::value state_of(const std::string& connector) {
    const auto pulls = ask("crm.status", {{"event", "evening"}});
    for (const auto& pull : pulls.as_array()) {
      if (pull.at("connector") == connector.c_str()) return pull;
    }
    return {};
  }
  void wait_for_the_end(const std::string& connector) {
    while (state_of(connector).at("under_way").as_bool()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }

  test::StandIn shop_;
};

TEST_F(AskedPulls, TellWhatTheyBroughtOnceTheyAreOver) {
  EXPECT_EQ(pull("shop").at("figures").at("came"), 5);
  const auto begun = pull("another", {{"in_background", true}, {"dry_run", true}});
  EXPECT_EQ(begun.at("under_way"), true);
  wait_for_the_end("another");
  const json::object about{{"event", "evening"}, {"connector", "another"}};
  const auto looked = ask("crm.look", about);
  EXPECT_EQ(looked.at("under_way"), false);
  EXPECT_EQ(looked.at("figures").at("came"), 0);
  EXPECT_EQ(looked.at("figures").at("changed"), 5) << "the same guests, by their codes";
  ASSERT_EQ(pull("another", {{"in_background", true}}).at("connector"), "another");
  wait_for_the_end("another");
  EXPECT_THAT(json::serialize(ask("crm.look", about)), HasSubstr("not looked at"));
  EXPECT_EQ(state_of("another").at("figures").at("changed"), 5);
}

// As many as there are threads: reports and signing in go on, and the server can be stopped.
TEST_F(AskedPulls, HoldUpNobodyWhileTheirSystemWantsAPause) {
  shop_.fault({{"kind", "too_many"}, {"retry_after", 50}});
  for (const auto& shop : connectors) pull(shop.name, {{"in_background", true}});
  EXPECT_THAT(json::serialize(ask("attendance.export", {{"event", "evening"}, {"format", "json"}})), HasSubstr("Jana"));
  for (const auto& shop : connectors) EXPECT_EQ(state_of(shop.name).at("under_way"), true);
  server.reset();
  const auto after = desk->crm().status();
  ASSERT_TRUE(after);
  for (const auto& status : *after) {
    EXPECT_FALSE(status.under_way);
    EXPECT_THAT(status.pull.trouble, testing::AnyOf(HasSubstr("this server stops"), HasSubstr("HTTP 429")));
  }
}

}  // namespace
}  // namespace einlass::web
