// Deliveries to a stand-in of Pimcore's CMF.
#pragma once

#include "tests/server/venue/delivery/delivery_fixture.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <boost/json.hpp>

namespace einlass::venue {

class CmfDeliveryTest : public DeliveryFixture {
 protected:
  CmfDeliveryTest()
      : DeliveryFixture({.stand_in = "cmf",
                         .kind = settings::ConnectorKind::Pimcore,
                         .path = "/__customermanagementframework/webservice",
                         .place = ""}) {}

  // The list's own, and nobody's at the CRM.
  std::string external_id(int guest) const override { return std::to_string(guest + 1); }

  void load_customers(int count) {
    boost::json::array customers;
    std::vector<rules::CrmPerson> persons;
    for (int guest = 0; guest < count; ++guest) {
      const auto last_name = "Number" + std::to_string(guest);
      customers.push_back(boost::json::object{
          {"id", 1000 + guest}, {"email", email(guest)}, {"firstname", "Guest"}, {"lastname", last_name}});
      persons.push_back({.connector = "target",
                         .id = std::to_string(1000 + guest),
                         .first_name = "Guest",
                         .last_name = last_name,
                         .email = email(guest)});
    }
    stand_in_.load({{"customers", customers}});
    keep_persons(persons);
  }

  std::size_t marked() {
    std::size_t marked = 0;
    for (const auto& customer : stand_in_.rows("customers")) {
      if (!customer.at("manualSegments").as_array().empty()) ++marked;
    }
    return marked;
  }

  std::set<std::int64_t> customers_with_activity() {
    std::set<std::int64_t> customers;
    for (const auto& activity : stand_in_.rows("activities")) customers.insert(activity.at("customerId").as_int64());
    return customers;
  }

  // Whose, as they were written; activities of the CRM's own are not ours.
  std::vector<std::int64_t> ours() {
    std::map<std::int64_t, std::int64_t> customers;  // by activity
    for (const auto& activity : stand_in_.rows("activities")) {
      if (!activity.at("a_id").as_string().starts_with("einlass:")) continue;
      customers.emplace(activity.at("id").as_int64(), activity.at("customerId").as_int64());
    }
    std::vector<std::int64_t> written;
    for (const auto& [activity, customer] : customers) written.push_back(customer);
    return written;
  }

  std::map<std::int64_t, std::int64_t> customers_by_activity() {
    std::map<std::int64_t, std::int64_t> customers;
    for (const auto& activity : stand_in_.rows("activities"))
      customers.emplace(activity.at("id").as_int64(), activity.at("customerId").as_int64());
    return customers;
  }

  std::int64_t date_of(std::int64_t customer) {
    for (const auto& activity : stand_in_.rows("activities")) {
      if (activity.at("customerId").as_int64() == customer) return activity.at("activityDate").as_int64();
    }
    return 0;
  }
};

}  // namespace einlass::venue
