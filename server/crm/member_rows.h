// Members of an association as persons: rows of SEWOBE's saved reports, members of easyVerein. Pure.
#pragma once

#include "core/rules/crm_rows.h"
#include "core/settings/connector_settings.h"

#include <map>
#include <string>

#include <boost/json/object.hpp>

namespace einlass::crm {

// "2026-11-28" and "28.11.2026" -> ISO; none where it is empty, 0000-00-00 or an end that is far away (2099-12-31).
std::string membership_day(const std::string& text);

// A report has one row per member and department; columns are the report's labels, which may have dots.
// False: it has no member's number.
using MembersById = std::map<std::string, rules::CrmPerson>;
bool add_report_row(const boost::json::object& row, const settings::ConnectorSettings& connector, MembersById& members);

// An applicant is no member yet.
rules::CrmPerson person_of_member(const boost::json::object& member, const settings::ConnectorSettings& connector);

}  // namespace einlass::crm
