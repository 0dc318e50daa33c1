// Arrivals over time, in steps of so many minutes: what a chart or a table of them shows. Pure.
#pragma once

#include "server/report/attendance_table.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace einlass::report {

struct ArrivalRow {
  base::Instant at;  // its beginning
  int persons = 0;
  std::map<std::string, int> by_category;
};

// In order, and without gaps where two follow each other within two hours: a night, or a kiosk whose clock was wrong,
// is passed over.
std::vector<ArrivalRow> arrival_rows(const PersonsByMinute& arrivals, int minutes);

std::set<std::string> categories_of(const PersonsByMinute& arrivals);

}  // namespace einlass::report
