// Who is on the list of a Campaign Monitor, and who comes and leaves while attendance is written.
#include "tests/server/venue/delivery/campaign_monitor_fixture.h"

#include <map>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::venue {
namespace {

namespace json = boost::json;
using rules::OutboxState;
using testing::HasSubstr;
using testing::SizeIs;

TEST_F(CampaignMonitorDeliveryTest, AddsNobodyBringsNobodyBackAndLeavesConsentAlone) {
  stand_in_.load({{"subscribers", json::array{json::object{{"EmailAddress", email(0)}, {"ConsentToTrack", "No"}},
                                              json::object{{"EmailAddress", email(1)}, {"State", "Unsubscribed"}}}}});
  hold_evening(3);
  write();
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 1}}));
  const auto subscribers = stand_in_.rows("subscribers");
  ASSERT_THAT(subscribers, SizeIs(2));
  EXPECT_EQ(subscribers[0].at("ConsentToTrack").as_string(), "No");
  EXPECT_EQ(subscribers[1].at("State").as_string(), "Unsubscribed");
  EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, 1}, {OutboxState::NotThere, 2}}))
      << "nobody is to blame, and nobody has to see to it";
  // Whoever joins the list is written the next time that somebody writes.
  stand_in_.load({{"subscribers", json::array{json::object{{"EmailAddress", email(2)}}}}});
  write();
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 2}}));
  undo();
  deliver();
  EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, 3}}));
}

// A run may take long, and people leave meanwhile.
TEST_F(CampaignMonitorDeliveryTest, AddsNobodyWhoLeftTheListSinceItWasRead) {
  load_subscribers(2);
  hold_evening(2);
  write();
  const auto task = value_of(desk().deliveries().begin_delivery(event_, "target"));
  ASSERT_TRUE(task);
  crm::SettableWaiting waiting(clock_.wall());
  const auto target = value_of(crm::open_target(task->setup, waiting));
  for (int batch = 0; batch < 2; ++batch) EXPECT_EQ(target->prepare({}).fate, crm::Fate::Done);
  EXPECT_EQ(stand_in_.calls("GET", "/active"), 1U);
  stand_in_.change({{"delete", {{"subscribers", json::array{"l1/" + email(0)}}}}});
  waiting.set(clock_.wall() + std::chrono::minutes(1));
  value_of(desk().deliveries().finish_delivery(*task, crm::carry_out(*target, task->steps)));
  EXPECT_THAT(stand_in_.rows("subscribers"), SizeIs(1));
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 1}}));
}

// Between reading and writing there is always a moment.
TEST_F(CampaignMonitorDeliveryTest, StopsLoudlyWhereSomebodyWasAddedAllTheSame) {
  load_subscribers(2);
  hold_evening(2);
  write();
  stand_in_.fault({{"kind", "change"},
                   {"path", "/active"},
                   {"nth", 1},
                   {"changes", {{"delete", {{"subscribers", json::array{"l1/" + email(0)}}}}}}});
  deliver();
  EXPECT_THAT(value_of(desk().deliveries().status()).front().target.stopped, HasSubstr("1 who had just left"));
  stand_in_.change({{"delete", {{"subscribers", json::array{"l1/" + email(0)}}}}});
  value_of(desk().deliveries().start("target"));
  deliver();
  EXPECT_THAT(stand_in_.rows("subscribers"), SizeIs(1));
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 1}}));
  EXPECT_EQ(counts()[OutboxState::NotThere], 1);
}

// What the import took is there, whatever else is wrong.
TEST_F(CampaignMonitorDeliveryTest, TakesBackWhatCameThereBeforeItStopped) {
  load_subscribers(3);
  hold_evening(3);
  write();
  const json::object leaves{{"delete", {{"subscribers", json::array{"l1/" + email(0)}}}}};
  stand_in_.fault({{"kind", "change"}, {"path", "/active"}, {"nth", 1}, {"changes", leaves}});
  deliver();
  ASSERT_FALSE(value_of(desk().deliveries().status()).front().target.stopped.empty());
  ASSERT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 3}}));
  undo();
  stand_in_.change(leaves);
  value_of(desk().deliveries().start("target"));
  deliver();
  EXPECT_TRUE(outcomes().empty());
  EXPECT_THAT(stand_in_.rows("subscribers"), SizeIs(2)) << "nobody was added once more";
  EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, 3}}));
}

// As a proxy shows one.
TEST_F(CampaignMonitorDeliveryTest, TakesAPageOfSomethingElseForNoEmptyList) {
  load_subscribers(2);
  hold_evening(2);
  const json::object page{{"kind", "server_error"}, {"status", 200}, {"path", "/active"}, {"nth", 1}};
  stand_in_.fault(page);
  write();
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 2}}));
  stand_in_.fault(page);
  undo();
  deliver();
  EXPECT_TRUE(outcomes().empty());
}

// Whoever leaves hides a row from whoever reads the pages forwards.
TEST_F(CampaignMonitorDeliveryTest, MissesNobodyAsOthersLeaveTheListWhileItIsRead) {
  json::array others;
  for (int each = 0; each < 1000; ++each) {
    others.push_back(json::object{{"EmailAddress", fmt::format("another{}@example.org", each)}});
  }
  stand_in_.load({{"subscribers", others}});
  load_subscribers(1);
  hold_evening(1);
  const auto leaves = [&](int other) {
    const auto id = fmt::format("l1/another{}@example.org", other);
    stand_in_.fault({{"kind", "change"},
                     {"path", "/active"},
                     {"nth", 1},
                     {"changes", {{"delete", {{"subscribers", json::array{id}}}}}}});
  };
  leaves(0);
  write();
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 1}}));
  stand_in_.load({{"subscribers", json::array{others.front()}}});
  leaves(1);
  undo();
  deliver();
  EXPECT_TRUE(outcomes().empty());
}

// An import says so of each of them, where they leave while it is on its way.
TEST_F(CampaignMonitorDeliveryTest, HoldsNothingAgainstWhoeverUnsubscribesMeanwhile) {
  load_subscribers(2);
  hold_evening(2);
  write();
  stand_in_.fault(
      {{"kind", "change"},
       {"path", "/active"},
       {"nth", 1},
       {"changes",
        {{"update",
          {{"subscribers", json::array{json::object{{"id", "l1/" + email(0)}, {"State", "Unsubscribed"}}}}}}}}});
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 1}}));
  EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, 1}, {OutboxState::NotThere, 1}}));
  for (const auto& row : value_of(value_of(desk().event(event_))->store.outbox().rows("target")))
    EXPECT_EQ(row.words, "") << "words would be of a later event";
}

}  // namespace
}  // namespace einlass::venue
