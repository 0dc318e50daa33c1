// The result of guests.import as lines for people: what was read, what changes, which rows were refused and why.
#pragma once

#include <string>

#include <boost/json/value.hpp>

namespace einlass::cli {

std::string import_report_text(const boost::json::value& report);

}  // namespace einlass::cli
