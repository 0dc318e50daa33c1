// Badges of which nobody knows whether they came out: shown for a person to look, judged by her word. Pure but for
// reading the listing.
#pragma once

#include "server/cli/print_journal.h"

#include <string>
#include <vector>

#include <boost/json/object.hpp>

namespace einlass::cli {

struct DoubtfulBadge {
  const web::ListedBadge* badge = nullptr;
  rules::BadgeSerial serial;
  std::string printed_at;  // printer, kiosk, "command line"
};

DoubtfulBadge doubt_of(const BadgeJob& job);
std::vector<DoubtfulBadge> doubts_among(const std::vector<const web::ListedBadge*>& badges);

// A table, and what to do; empty where there are none.
std::string doubts_text(const std::string& event, const std::vector<DoubtfulBadge>& badges);
boost::json::object json_of_doubt(const DoubtfulBadge& badge);

}  // namespace einlass::cli
