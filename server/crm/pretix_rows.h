// Orders of pretix as tickets: one for each position of an item that lets somebody in. Pure.
#pragma once

#include "core/rules/crm_rows.h"
#include "core/settings/connector_settings.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace einlass::crm {

struct PretixItem {
  std::string name;                               // in the connector's language, else any
  std::map<std::string, std::string> variations;  // id -> name
  bool admits = true;
};
using PretixItems = std::map<std::string, PretixItem>;  // by id

PretixItem item_of(const boost::json::object& item);

// `subevent`: of an event series, the date whose tickets are wanted.
std::vector<rules::PulledTicket> tickets_of_pretix_order(const boost::json::object& order, const PretixItems& items,
                                                         const settings::ConnectorSettings& connector,
                                                         std::string_view subevent = {});

}  // namespace einlass::crm
