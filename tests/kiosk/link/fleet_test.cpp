// What a kiosk tells its server of itself, and what the organiser tells all kiosks: over the real link.
#include "tests/kiosk/link/link_fixture.h"

#include <thread>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace einlass::link {
namespace {

namespace json = boost::json;
using std::chrono_literals::operator""s;

class FleetTest : public LinkTest {
 protected:
  json::object told() {
    const auto status = json::parse(venue.command("kiosk.list", "{}"));
    return status.as_array().at(0).as_object();
  }

  // As kiosk.list says it once `fits`; as it is after 15 s.
  json::object await_told(const std::function<bool(const json::object&)>& fits) {
    for (int tries = 0; tries < 150; ++tries) {
      const auto now = told();
      if (fits(now)) return now;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return told();
  }

  json::object await_report() {
    return await_told([](const auto& kiosk) { return kiosk.contains("reported"); });
  }

  std::optional<wire::KioskNotice> await_notice() { return kiosk.await<NoticeChanged>().notice; }
};

TEST_F(FleetTest, TheServerKnowsHowAKioskDoesOnceItHasJoined) {
  pair(kiosk, "Left");
  EXPECT_FALSE(told().at("connected").as_bool());
  EXPECT_FALSE(told().contains("reported"));
  kiosk.start_and_join();
  const auto kiosk_told = await_report();
  EXPECT_TRUE(kiosk_told.at("connected").as_bool());
  EXPECT_FALSE(kiosk_told.at("stale").as_bool());
  EXPECT_EQ(kiosk_told.at("version").as_string(), "test");
  EXPECT_EQ(kiosk_told.at("pending").as_int64(), 0);
  EXPECT_TRUE(kiosk_told.at("printers").as_array().empty());
}

TEST_F(FleetTest, TellsItsPrintersAndHowFarItsClockIsOff) {
  pair(kiosk, "Left");
  kiosk.clock().set_wrong_by(-90s);
  kiosk.start_and_join();
  kiosk.link().tell_printing({.printers = {{.name = "Door A", .trouble = rules::PrinterTrouble::None, .labels = 212},
                                           {.name = "Door B", .trouble = rules::PrinterTrouble::Jam}},
                              .badges_waiting = 3});
  const auto now = await_told([](const auto& each) {
    const auto* printers = each.if_contains("printers");
    return printers != nullptr && printers->as_array().size() == 2;
  });
  EXPECT_EQ(
      json::serialize(now.at("printers")),
      R"([{"name":"Door A","trouble":"","labels_left":212},{"name":"Door B","trouble":"jam","labels_left":null}])");
  EXPECT_EQ(now.at("badges_waiting").as_int64(), 3);
  EXPECT_NEAR(static_cast<double>(now.at("clock_off_ms").as_int64()), -90'000, 2'000);
}

TEST_F(FleetTest, WhatAKioskSaidBeforeItLeftIsCalledStale) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  await_report();
  kiosk.stop();
  const auto now = await_told([](const auto& each) { return !each.at("connected").as_bool(); });
  EXPECT_FALSE(now.at("connected").as_bool());
  EXPECT_TRUE(now.at("stale").as_bool());
}

TEST_F(FleetTest, ShowsTheOrganisersMessageUntilItIsWithdrawn) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.command("message.put", R"({"event": "evening", "de": "Beginn um 20 Uhr.", "en": "We start at 8 p.m."})");
  const auto shown = await_notice();
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->german, "Beginn um 20 Uhr.");
  EXPECT_EQ(shown->english, "We start at 8 p.m.");
  venue.command("message.withdraw", R"({"event": "evening"})");
  EXPECT_FALSE(await_notice());
}

TEST_F(FleetTest, AMessageOutlivesKioskAndServer) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.command("message.put", R"({"de": "Garderobe im Keller.", "en": "Cloakroom downstairs."})");
  ASSERT_TRUE(await_notice());
  kiosk.stop();
  venue.stop();
  kiosk.start();  // alone
  const auto alone = await_notice();
  ASSERT_TRUE(alone);
  EXPECT_EQ(alone->english, "Cloakroom downstairs.");
  kiosk.stop();
  venue.start();
  const auto shown = json::parse(venue.command("message.shown", "{}")).as_object().at("shown").as_object();
  EXPECT_EQ(shown.at("de").as_string(), "Garderobe im Keller.");
}

TEST_F(FleetTest, AMessageEndsAtAKioskThatIsAlone) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.command("message.put", R"({"de": "Kurz.", "en": "Short.", "minutes": 5})");
  ASSERT_TRUE(await_notice());
  venue.stop();
  kiosk.clock().pass(std::chrono::minutes(6));
  kiosk.link().tell_printing({});  // its thread looks at the clock
  EXPECT_FALSE(await_notice());
}

TEST_F(FleetTest, AnEventsOwnMessageStandsBeforeTheVenues) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.command("message.put", R"({"de": "Haus", "en": "House"})");
  EXPECT_EQ(await_notice()->english, "House");
  venue.command("message.put", R"({"event": "evening", "de": "Abend", "en": "Evening"})");
  EXPECT_EQ(await_notice()->english, "Evening");
  venue.command("message.withdraw", R"({"event": "evening"})");
  EXPECT_EQ(await_notice()->english, "House");
}

}  // namespace
}  // namespace einlass::link
