// Whatever goes wrong on the way to a target: in the end it holds one record of each attendance, and none after an
// undo.
#include "tests/server/venue/delivery/campaign_monitor_fixture.h"
#include "tests/server/venue/delivery/cmf_fixture.h"
#include "tests/server/venue/delivery/pretix_fixture.h"

#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::venue {
namespace {

namespace json = boost::json;
using rules::OutboxState;

template <typename Fixture>
class TargetFaults : public Fixture {
 protected:
  void load(int guests) {
    if constexpr (std::is_base_of_v<CmfDeliveryTest, Fixture>) this->load_customers(guests);
    if constexpr (std::is_base_of_v<PretixDeliveryTest, Fixture>) this->load_tickets(guests);
    if constexpr (std::is_base_of_v<CampaignMonitorDeliveryTest, Fixture>) this->load_subscribers(guests);
  }

  // By whom they are of, each as often as it is there.
  std::multiset<std::string> records() {
    std::multiset<std::string> records;
    if constexpr (std::is_base_of_v<CmfDeliveryTest, Fixture>) {
      for (const auto& each : this->stand_in_.rows("activities"))
        records.insert(json::serialize(each.at("customerId")));
      EXPECT_EQ(this->marked(), records.size());
    }
    if constexpr (std::is_base_of_v<PretixDeliveryTest, Fixture>) {
      for (const auto& each : this->stand_in_.rows("checkins")) records.insert(json::serialize(each.at("position")));
    }
    if constexpr (std::is_base_of_v<CampaignMonitorDeliveryTest, Fixture>) {
      for (const auto& each : this->stand_in_.rows("subscribers")) {
        if (!this->field(each.as_object(), "EinlassAttendance").empty()) records.insert(json::serialize(each.at("id")));
      }
      EXPECT_EQ(this->stand_in_.rows("subscribers").size(), static_cast<std::size_t>(guests)) << "nobody was added";
    }
    return records;
  }

  // Wherever it stops, a person puts it right.
  void deliver_whatever_stops_it() {
    constexpr int most_starts = 20;
    this->deliver();
    for (int starts = 0; starts < most_starts; ++starts) {
      if (value_of(this->desk().deliveries().status()).front().target.stopped.empty()) return;
      value_of(this->desk().deliveries().start("target"));
      this->deliver();
    }
  }

  void goes_through(const json::object& fault) {
    load(guests);
    this->hold_evening(guests);
    this->stand_in_.fault(fault);
    this->write();
    deliver_whatever_stops_it();
    expect_that_it_struck();
    const auto there = records();
    EXPECT_EQ(there.size(), static_cast<std::size_t>(guests));
    EXPECT_EQ(std::set(there.begin(), there.end()).size(), there.size()) << "one of each";
    this->stand_in_.clear_faults();
    this->stand_in_.clear_log();
    this->stand_in_.fault(fault);
    this->undo();
    deliver_whatever_stops_it();
    expect_that_it_struck();
    EXPECT_TRUE(records().empty());
    const auto counts = this->counts();
    EXPECT_TRUE(counts.size() == 1 && counts.contains(OutboxState::Settled));
  }

  static constexpr int guests = 30;  // more than a batch

 private:
  void expect_that_it_struck() {
    std::size_t struck = 0;
    for (const auto& each : this->stand_in_.log()) struck += each.at("faults").as_array().size();
    EXPECT_GT(struck, 0U);
  }
};

using Targets = testing::Types<CmfDeliveryTest, PretixDeliveryTest, CampaignMonitorDeliveryTest>;
TYPED_TEST_SUITE(TargetFaults, Targets);

TYPED_TEST(TargetFaults, GoThroughPauses) {
  this->goes_through({{"kind", "too_many"}, {"each_once", true}, {"retry_after", 7}});
}

TYPED_TEST(TargetFaults, GoThroughErrorsAfterItActed) {
  this->goes_through({{"kind", "server_error"}, {"when", "after"}, {"each_once", true}});
}

TYPED_TEST(TargetFaults, GoThroughErrorsInItsOwnWords) {
  this->goes_through({{"kind", "own_error"}, {"each_once", true}});
}

TYPED_TEST(TargetFaults, GoThroughAnswersThatEndInTheMiddle) {
  this->goes_through({{"kind", "cut_body"}, {"each_once", true}});
}

TYPED_TEST(TargetFaults, GoThroughPagesOfSomethingElse) {
  this->goes_through({{"kind", "server_error"}, {"status", 200}, {"each_once", true}});
}

TYPED_TEST(TargetFaults, GoThroughKeysThatAreNotTakenForAWhile) {
  this->goes_through({{"kind", "server_error"}, {"status", 403}, {"nth", json::array{1, 3, 4, 9}}});
}

TYPED_TEST(TargetFaults, GoThroughAnswersThatComeTooLate) {
  this->system_.reply_seconds = 1;
  this->open_desk();
  this->goes_through({{"kind", "late"}, {"seconds", 1.3}, {"nth", json::array{1, 4}}});
}

TYPED_TEST(TargetFaults, GoThroughItsBeingAwayInTheMiddle) {
  this->goes_through({{"kind", "away"}, {"seconds", 0.3}, {"nth", json::array{2, 20}}});
}

}  // namespace
}  // namespace einlass::venue
