// Badges of which nobody knows whether they came out: shown for a person to look, judged by her word. Pure but for
// reading the listing.
#pragma once

#include "server/cli/print_journal.h"

#include <string>
#include <vector>

#include <boost/json/object.hpp>

namespace einlass::cli {

// How a command ends that could not settle everything by itself.
inline constexpr const char* not_all_there = "Not every badge is there yet; the lines above say what to do.";

struct DoubtfulBadge {
  const commands::ListedBadge* badge = nullptr;
  rules::BadgeSerial serial;
  std::string printed_at;  // printer, kiosk, "command line"
};

DoubtfulBadge doubt_of(const BadgeJob& job);
std::vector<DoubtfulBadge> doubts_among(const std::vector<const commands::ListedBadge*>& badges);

// A table, and what to do; empty where there are none.
std::string doubts_text(const std::string& event, const std::vector<DoubtfulBadge>& badges);
boost::json::array json_of_doubts(const std::vector<DoubtfulBadge>& badges);

}  // namespace einlass::cli
