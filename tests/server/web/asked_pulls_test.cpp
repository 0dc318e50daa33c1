// Pulls that somebody asks a running server for, of a system that takes its time.
#include "core/net/certificate_authority.h"
#include "server/commands/admin_client.h"
#include "server/web/venue_server.h"
#include "tests/server/web/venue_fixture.h"
#include "tests/support/standins/stand_in.h"

#include <cstdlib>
#include <thread>

#include <boost/json.hpp>

namespace einlass::web {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

class AskedPulls : public VenueTest {
 protected:
  AskedPulls() : shop_("pretix") {}

  void SetUp() override {
    ::setenv("EINLASS_TEST_KEY", "standin-key", 1);
    for (const char* name : {"shop", "another"}) {
      settings::ConnectorSettings shop;
      shop.name = name;
      shop.kind = settings::ConnectorKind::Pretix;
      shop.url = shop_.url();
      shop.organizer = "org";
      shop.key_env = "EINLASS_TEST_KEY";
      shop.pull_minutes = 0;
      shop.requests_per_minute = 6'000;
      connectors.push_back(shop);
    }
    open_desk();
    create_event();
    for (const auto& shop : connectors) ASSERT_TRUE(desk->crm().link("evening", shop.name, "fair"));
    shop_.generate(5);
    const auto state = desk_options().state_directory;
    const auto ca = net::CertificateAuthority::open(state, clock).value();
    auto started = VenueServer::start(
        {.desk = *desk,
         .clock = clock,
         .listen = {.address = "127.0.0.1", .port = 0, .certificate = ca.server_certificate({"127.0.0.1"}).value()},
         .ca_key = ca.fingerprint(),
         .hosts = [] { return std::vector<std::string>{"127.0.0.1"}; },
         .state_directory = state});
    ASSERT_TRUE(started) << started.error().message;
    server = std::move(*started);
  }
  void TearDown() override { server.reset(); }

  json::value ask(const std::string& name, const json::object& arguments) {
    auto client = commands::AdminClient::open({.desk = desk_options()});
    if (!client) return client.error().message.c_str();
    const auto answer = client->run({.name = name, .arguments = json::serialize(arguments)});
    return answer ? json::parse(*answer) : json::value(answer.error().message.c_str());
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
  std::unique_ptr<VenueServer> server;
};

TEST_F(AskedPulls, TellWhatTheyBroughtOnceTheyAreOver) {
  EXPECT_EQ(pull("shop").at("figures").at("came"), 5);
  const auto begun = pull("another", {{"in_background", true}, {"dry_run", true}});
  EXPECT_EQ(begun.at("under_way"), true);
  wait_for_the_end("another");
  const json::object about{{"event", "evening"}, {"connector", "another"}};
  const auto looked = ask("crm.look", about);
  EXPECT_EQ(looked.at("under_way"), false);
  EXPECT_EQ(looked.at("figures").at("came"), 5) << "the same guests once more";
  ASSERT_EQ(pull("another", {{"in_background", true}}).at("connector"), "another");
  wait_for_the_end("another");
  EXPECT_THAT(json::serialize(ask("crm.look", about)), HasSubstr("not looked at"));
  EXPECT_EQ(state_of("another").at("figures").at("came"), 5);
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
