// Customers of Pimcore's customer management framework as persons. Pure.
#pragma once

#include "core/rules/crm_rows.h"
#include "core/settings/connector_settings.h"

#include <map>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace einlass::crm {

// The field that names the type of activities which say that somebody was at an event; empty: none is asked for.
inline constexpr std::string_view attendance_type = "attendance_type";

using Kinds = std::map<std::string, std::string>;  // segment's id -> kind of membership

// Which of its segments mean a membership: those that `kinds` names by id or reference.
Kinds segment_kinds(const settings::ConnectorSettings& connector, const Kinds& references_by_id);

// A field that is not there is empty, as the interface leaves empty ones out.
rules::CrmPerson person_of_customer(const boost::json::object& customer, const settings::ConnectorSettings& connector,
                                    const Kinds& kinds);

}  // namespace einlass::crm
