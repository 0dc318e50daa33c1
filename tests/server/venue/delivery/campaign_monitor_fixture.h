// Deliveries to a stand-in of Campaign Monitor.
#pragma once

#include "tests/server/venue/delivery/delivery_fixture.h"

#include <array>
#include <map>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::venue {

class CampaignMonitorDeliveryTest : public DeliveryFixture {
 protected:
  CampaignMonitorDeliveryTest()
      : DeliveryFixture({.stand_in = "campaign_monitor",
                         .kind = settings::ConnectorKind::CampaignMonitor,
                         .path = "/api/v3.3",
                         .place = "l1"}) {}

  std::string external_id(int guest) const override { return std::to_string(guest); }

  void load_subscribers(int count) {
    boost::json::array subscribers;
    for (int guest = 0; guest < count; ++guest)
      subscribers.push_back(boost::json::object{{"EmailAddress", email(guest)}});
    stand_in_.load({{"subscribers", subscribers}});
  }

  // Tickets of a second list, by name, address and code: the same ones by their codes.
  void have_in_the_shop(const std::vector<std::array<std::string, 3>>& tickets) {
    std::string csv = "Name;Email;Code;External ID\n";
    for (const auto& [name, address, code] : tickets) csv += fmt::format("{};{};{};{}\n", name, address, code, code);
    value_of(desk().guests().import({.event = "summit-2026", .content = csv, .source = "shop"}));
  }

  std::string field(const boost::json::object& subscriber, std::string_view name) {
    for (const auto& each : subscriber.at("CustomFields").as_array()) {
      if (each.at("Key").as_string() == fmt::format("[{}]", name)) return std::string(each.at("Value").as_string());
    }
    return {};
  }

  // How many subscribers stand there with which outcome of the event.
  std::map<std::string, int> outcomes() {
    std::map<std::string, int> outcomes;
    for (const auto& each : stand_in_.rows("subscribers")) {
      const auto& subscriber = each.as_object();
      if (field(subscriber, "EinlassEvent") == "summit-2026") ++outcomes[field(subscriber, "EinlassAttendance")];
    }
    return outcomes;
  }
};

}  // namespace einlass::venue
