// The same at every system that tickets come from: what somebody edits there, by the ticket's place.
#pragma once

#include "tests/server/venue/pulls/pulls_fixture.h"

namespace einlass::venue {

inline constexpr Shop eventbrite_shop{"eventbrite", settings::ConnectorKind::Eventbrite, "/v3", "42"};
inline constexpr Shop datahub_shop{"datahub", settings::ConnectorKind::Datahub, "/pimcore-graphql-webservices/shop",
                                   "FAIR-26"};

class EveryShop : public PullsFixture, public testing::WithParamInterface<Shop> {
 protected:
  EveryShop() : PullsFixture(GetParam()) {}

  bool is(settings::ConnectorKind kind) const { return shop_.kind == kind; }
  const char* table() const {
    if (is(settings::ConnectorKind::Pretix)) return "positions";
    return is(settings::ConnectorKind::Eventbrite) ? "attendees" : "OnlineShopOrderItem";
  }

  boost::json::object row(int index) { return tickets_.rows(table()).at(static_cast<std::size_t>(index)).as_object(); }
  static std::string text(const boost::json::value& value) {
    return value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
  }
  // As the guest list has it.
  std::string number(int index) { return text(row(index).at("id")); }
  rules::GuestRow guest_of(int index) { return book().at(number(index)); }

  // Datahub's tickets bear the buyer's name.
  boost::json::object order_of(int index) {
    for (const auto& order : tickets_.rows("OnlineShopOrder")) {
      if (order.at("items").at(0) == row(index).at("id")) return order.as_object();
    }
    throw std::runtime_error("no such order");
  }
  void say_of_guest(int index, const char* first, const char* last, const std::string& company) {
    const auto id = row(index).at("id");
    if (is(settings::ConnectorKind::Pretix)) {
      const auto name = std::string(first) + " " + last;
      update("positions", {{"id", id}, {"attendee_name", name}, {"company", company}});
    } else if (is(settings::ConnectorKind::Eventbrite)) {
      auto profile = row(index).at("profile").as_object();
      profile["first_name"] = first;
      profile["last_name"] = last;
      profile["company"] = company;
      update("attendees", {{"id", id}, {"profile", profile}});
    } else {
      update("OnlineShopOrder", {{"id", order_of(index).at("id")},
                                 {"customerFirstname", first},
                                 {"customerLastname", last},
                                 {"customerCompany", company}});
    }
  }
  void cancel(int index) {
    boost::json::object changed{{"id", row(index).at("id")}};
    if (is(settings::ConnectorKind::Pretix)) changed["canceled"] = true;
    if (is(settings::ConnectorKind::Eventbrite)) changed["cancelled"] = true;
    if (is(settings::ConnectorKind::Datahub)) changed["orderState"] = "cancelled";
    update(table(), changed);
  }
  void remove(int index) {
    const bool is_item = is(settings::ConnectorKind::Datahub);
    const auto id = is_item ? order_of(index).at("id") : row(index).at("id");
    const char* from = is_item ? "OnlineShopOrder" : table();
    tickets_.change({{"delete", boost::json::object{{from, boost::json::array{id}}}}});
  }
};

inline std::string name_of_shop(const testing::TestParamInfo<Shop>& info) {
  return info.param.stand_in;
}

}  // namespace einlass::venue
