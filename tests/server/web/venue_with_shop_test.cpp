// Tickets that were sold a moment ago, at the door of a running server.
#include "core/rules/ticket_code.h"
#include "core/rules/words.h"
#include "tests/server/web/venue_server_fixture.h"
#include "tests/support/standins/connector.h"
#include "tests/support/standins/stand_in.h"

#include <chrono>
#include <thread>

namespace einlass::web {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

// With a shop, of which a pull brought what was sold until then, and a ticket that was sold later.
class VenueWithShopTest : public VenueServerTest {
 protected:
  VenueWithShopTest() : shop_("pretix") {}

  void SetUp() override {
    auto shop = test::connector_to("shop", settings::ConnectorKind::Pretix, shop_.url());
    shop.pull_minutes = 0;
    connectors = {shop};
    open_desk();
    create_event();
    ASSERT_TRUE(desk->crm().link("evening", "shop", "fair"));
    shop_.generate(5);
    const auto job = desk->crm().begin_pull({.connector = "shop", .event = "evening", .full = true}).value();
    crm::SettableWaiting waiting(evening());
    ASSERT_TRUE(desk->crm().finish_pull(job, job.read(waiting)));
    keys_ = desk->event(event_id).value()->keys;
    shop_.load({{"orders", json::array{json::object{{"id", "LATE1"}}}},
                {"positions",
                 json::array{json::object{
                     {"id", 901}, {"order", "LATE1"}, {"attendee_name", "Ada Late"}, {"secret", "latesecret"}}}}});
    start();
    kiosk_ = paired_and_joined("west");
    ASSERT_TRUE(kiosk_);
    assigned_ = kiosk_->next<wire::Assignment>().value();
  }

  std::string scan(const std::string& code) {
    say_scan(code);
    return told();
  }
  void say_scan(const std::string& code) {
    kiosk_->say(
        wire::AdmitRequest{.event = event_id,
                           .scan = {.scan = rules::ScanId::random()},
                           .target = wire::CodeTarget{.hash = rules::code_hash(keys_.code_key, code), .code = code}});
  }
  std::string told() {
    const auto reply = kiosk_->next<wire::AdmitReply>();
    if (!reply) return "nothing";
    const auto* refused = std::get_if<rules::AdmissionRefused>(&reply->admission);
    return refused == nullptr ? "admitted" : std::string(rules::word(refused->refusal));
  }

  test::StandIn shop_;
  wire::EventKeys keys_;
  std::unique_ptr<LineKiosk> kiosk_;
  wire::Assignment assigned_;
};

TEST_F(VenueWithShopTest, LetsInWhoBoughtAMomentAgo) {
  say_scan("latesecret");
  const auto assigned = kiosk_->next<wire::Assignment>();  // for every kiosk, before the answer to this one
  ASSERT_TRUE(assigned);
  EXPECT_NE(assigned->guest_list, assigned_.guest_list);
  EXPECT_EQ(told(), "admitted");
  EXPECT_EQ(scan("latesecret"), "already_in");
  EXPECT_EQ(scan("made up"), "unknown_code");
}

TEST_F(VenueWithShopTest, SaysWhatItKnowsWhileTheShopDoesNot) {
  shop_.fault({{"kind", "late"}, {"seconds", 60}});
  EXPECT_EQ(scan("latesecret"), "unknown_code");
  EXPECT_EQ(scan("another"), "unknown_code");
  EXPECT_EQ(shop_.calls("GET", "another"), 0U) << "it is left alone for a while";
}

// A phone asks again until the shop has answered.
TEST_F(VenueWithShopTest, AsksForAPageAsWell) {
  const json::object arguments{
      {"event", "evening"}, {"code", "latesecret"}, {"scan", rules::ScanId::random().text()}, {"may_wait", true}};
  auto answer = ask("guest.scan", arguments);
  EXPECT_TRUE(answer.at("source_asked").as_bool());
  for (int i = 0; i < 1'000 && answer.at("source_asked").as_bool(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    answer = ask("guest.scan", arguments);
  }
  EXPECT_EQ(answer.at("outcome"), "admitted");
}

}  // namespace
}  // namespace einlass::web
