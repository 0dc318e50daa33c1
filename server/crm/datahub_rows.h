// Orders of Pimcore's shop, read through Datahub, as tickets. Pure.
#pragma once

#include "core/rules/crm_rows.h"
#include "core/settings/connector_settings.h"

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace einlass::crm {

// The fields of an order that the connector reads, as GraphQL selects them.
std::string order_selection(const settings::ConnectorSettings& connector);

// A field of the thing itself, not of something in it, can be filtered by.
bool is_column(std::string_view path);

// "SUMMIT-26" is that product; "SUMMIT-26-*" all that begin like it.
bool is_product(std::string_view number, std::string_view wanted);

// False: it has items that are not shown to the connector's key.
bool is_whole(const boost::json::object& order);

// Of its items that are the wanted product: item x amount = places. Of an order or item that is not committed none: it
// is no sale, or no more.
std::vector<rules::PulledTicket> tickets_of_order(const boost::json::object& order,
                                                  const settings::ConnectorSettings& connector,
                                                  std::string_view product);

}  // namespace einlass::crm
