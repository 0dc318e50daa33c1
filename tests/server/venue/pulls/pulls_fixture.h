// A desk that gets guests from a stand-in of pretix, or of another shop, and persons from one of Pimcore.
#pragma once

#include "server/venue/crm_desk.h"
#include "tests/server/venue/desk_fixture.h"
#include "tests/support/standins/connector.h"
#include "tests/support/standins/stand_in.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::venue {

struct Shop {
  const char* stand_in;
  settings::ConnectorKind kind;
  const char* path;
  const char* remote;
};
inline constexpr Shop pretix_shop{"pretix", settings::ConnectorKind::Pretix, "", "fair"};

class PullsFixture : public DeskFixture {
 protected:
  explicit PullsFixture(const Shop& shop = pretix_shop)
      : shop_(shop), tickets_(shop.stand_in), people_("cmf"), waiting_(clock_.wall()) {
    open();
    create(new_event());
    value_of(desk().crm().link("summit-2026", "tickets", shop.remote));
  }

  void open() {
    auto with = options();
    with.connectors = {test::connector_to("tickets", shop_.kind, tickets_.url() + shop_.path),
                       test::connector_to("crm", settings::ConnectorKind::Pimcore,
                                          people_.url() + "/__customermanagementframework/webservice")};
    with.connectors.back().fields = crm_fields_;
    if (adjust_) adjust_(with.connectors.front());
    desk_.reset();
    desk_ = value_of(Desk::open(with));
  }

  base::Result<PullReport> pull(const DuePull& wanted, bool dry_run = false) {
    const auto job = desk().crm().begin_pull(wanted, dry_run);
    if (!job) return base::failed(job);
    auto report = desk().crm().finish_pull(*job, job->read(waiting_));
    while (value_of(desk().crm().match_next())) {
    }
    return report;
  }
  PullReport pull_guests(bool full, bool dry_run = false) {
    return value_of(pull({.connector = "tickets", .event = "summit-2026", .full = full}, dry_run));
  }
  PullReport pull_people() { return value_of(pull({.connector = "crm", .event = {}, .full = true})); }

  void erase(rules::GuestId guest) {
    value_of(desk().door().begin());
    value_of(
        desk().staff().erase({.event = event_, .place = {.name = "desk"}, .decider = rules::Decider::Host}, {guest}));
    value_of(desk().door().commit());
  }

  // By the ticket's number; whose is erased has none.
  std::map<std::string, rules::GuestRow> book() {
    std::map<std::string, rules::GuestRow> rows;
    value_of(value_of(desk().event(event_))->store.guests().each([&](const rules::GuestRow& row) {
      const auto number = row.external_id.substr(row.external_id.find('/') + 1);
      rows[number.empty() ? row.ticket.id.text() : number] = row;
    }));
    return rows;
  }
  std::string position(int index, const char* field = "id") {
    const boost::json::value value = tickets_.rows("positions").at(static_cast<std::size_t>(index)).at(field);
    return value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
  }
  static rules::Guest guest(const std::string& name, const std::string& email) {
    return {.id = rules::GuestId::random(), .full_name = name, .email = email};
  }
  store::CrmStore crm_store() { return value_of(store::CrmStore::open(options().state_directory / crm_file)); }
  void keep_persons(store::CrmStore& store, const std::vector<rules::CrmPerson>& persons) {
    const store::PullKey key{.connector = "crm", .remote = ""};
    value_of(store.begin_pull(key, true, clock_.wall()));
    value_of(store.keep_page(key, {.persons = persons, .next = "W", .last = true}));
    value_of(store.finish_pull(key, clock_.wall()));
  }
  void update(const char* table, boost::json::object row) {
    tickets_.change({{"update", boost::json::object{{table, boost::json::array{std::move(row)}}}}});
  }

  std::map<std::string, std::string> crm_fields_;  // from the next open()
  Shop shop_;
  std::function<void(settings::ConnectorSettings&)> adjust_;  // the shop's connector, for open()
  test::StandIn tickets_;
  test::StandIn people_;
  crm::SettableWaiting waiting_;
};

}  // namespace einlass::venue
