// Deliveries to a stand-in of pretix.
#pragma once

#include "tests/server/venue/delivery/delivery_fixture.h"

#include <cstdint>
#include <map>
#include <string>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::venue {

class PretixDeliveryTest : public DeliveryFixture {
 protected:
  PretixDeliveryTest()
      : DeliveryFixture({.stand_in = "pretix",
                         .kind = settings::ConnectorKind::Pretix,
                         .path = "",
                         .place = "fair/12",
                         .requests_per_minute = 360 /* as where pretix hosts it */,
                         .gives_tickets = true}) {}

  std::string external_id(int guest) const override { return std::to_string(5000 + guest); }

  void load_tickets(int count) {
    boost::json::array positions;
    for (int guest = 0; guest < count; ++guest) {
      positions.push_back(boost::json::object{{"id", 5000 + guest},
                                              {"order", "A0001"},
                                              {"positionid", guest + 1},
                                              {"secret", fmt::format("secret{}", guest)}});
    }
    stand_in_.load({{"orders", boost::json::array{boost::json::object{{"id", "A0001"}}}}, {"positions", positions}});
  }

  std::map<std::int64_t, int> check_ins() {
    std::map<std::int64_t, int> by_position;
    for (const auto& each : stand_in_.rows("checkins")) ++by_position[each.at("position").as_int64()];
    return by_position;
  }

  std::string time_of(std::int64_t position) {
    for (const auto& each : stand_in_.rows("checkins")) {
      if (each.at("position").as_int64() == position) return std::string(each.at("datetime").as_string());
    }
    return {};
  }
};

}  // namespace einlass::venue
