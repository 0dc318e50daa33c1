#include "server/cli/doubtful_badges.h"

#include "server/cli/text_table.h"

#include <fmt/format.h>

namespace einlass::cli {

DoubtfulBadge doubt_of(const BadgeJob& job) {
  return {.badge = job.badge, .serial = job.serial, .printed_at = job.printer};
}

std::vector<DoubtfulBadge> doubts_among(const std::vector<const commands::ListedBadge*>& badges) {
  std::vector<DoubtfulBadge> doubtful;
  for (const auto* badge : badges) {
    if (badge->status != "unknown" || !badge->serial) continue;
    doubtful.push_back({.badge = badge, .serial = *badge->serial, .printed_at = badge->printed_at});
  }
  return doubtful;
}

std::string doubts_text(const std::string& event, const std::vector<DoubtfulBadge>& badges) {
  if (badges.empty()) return {};
  TextTable table({"IN DOUBT", "NAME", "PRINTED AT"});
  for (const auto& each : badges) table.add({each.serial.text(), each.badge->field("name"), each.printed_at});
  return table.text({}) + fmt::format(
                              "Nobody knows whether these came out, so nobody prints them again. Look when printers\n"
                              "and queues are well again, for a queue may still print its badge then, and say so:\n"
                              "  einlass badge settle {0} --printed CODE …\n"
                              "  einlass badge settle {0} --not-printed CODE …\n",
                              event);
}

boost::json::array json_of_doubts(const std::vector<DoubtfulBadge>& badges) {
  boost::json::array all;
  for (const auto& each : badges) {
    all.push_back(boost::json::object{{"serial", each.serial.text()},
                                      {"ticket", each.badge->ticket.text()},
                                      {"place", each.badge->place_number},
                                      {"name", each.badge->field("name")},
                                      {"printed_at", each.printed_at}});
  }
  return all;
}

}  // namespace einlass::cli
