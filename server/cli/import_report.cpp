#include "server/cli/import_report.h"

#include "server/cli/text_table.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kLinesShown = 20;  // of each kind; a list with more has one mistake, repeated

// "Name, E-Mail" of the columns that fit.
template <typename Fits>
std::string headers_of(const json::value& report, Fits fits) {
  std::string headers;
  for (const auto& column : array_of(report, "columns")) {
    if (!fits(column)) continue;
    const auto header = text_of(column, "header");
    const auto name = header.empty() ? std::string("(no name)") : header;
    headers += (headers.empty() ? "" : ", ") + name;
  }
  return headers;
}

std::string columns_text(const json::value& report) {
  std::string text;
  for (const auto& column : array_of(report, "columns")) {
    if (flag_of(column, "used"))
      text += fmt::format("  {} = {}\n", text_of(column, "header"), text_of(column, "target"));
  }
  const auto dropped = headers_of(report, [](const auto& column) { return text_of(column, "target") == "dropped"; });
  const auto ignored = headers_of(
      report, [](const auto& column) { return !flag_of(column, "used") && text_of(column, "target") != "dropped"; });
  if (!dropped.empty()) text += fmt::format("  Dropped, never stored: {}\n", dropped);
  if (!ignored.empty()) text += fmt::format("  Left out: {}\n", ignored);
  return text;
}

std::string refused_text(const json::value& report) {
  const auto& refused = array_of(report, "refused");
  if (refused.empty()) return {};
  std::string text = fmt::format("Refused {}:\n", counted(static_cast<std::int64_t>(refused.size()), "row", "rows"));
  for (std::size_t i = 0; i < std::min(refused.size(), kLinesShown); ++i) {
    const auto ticket = text_of(refused[i], "ticket");
    text += "  " + text_of(refused[i], "reason") + (ticket.empty() ? "" : " (ticket " + harmless(ticket) + ")") + "\n";
  }
  if (refused.size() > kLinesShown) text += fmt::format("  … and {} more\n", refused.size() - kLinesShown);
  return text;
}

std::string lines_text(const json::value& report, const char* field, const char* what) {
  const auto& lines = array_of(report, field);
  if (lines.empty()) return {};
  std::string text;
  for (std::size_t i = 0; i < std::min(lines.size(), kLinesShown); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(lines[i].to_number<std::int64_t>());
  }
  if (lines.size() > kLinesShown) text += " …";
  return fmt::format("{} ({}): line {}\n", what, lines.size(), text);
}

std::string counts_text(const json::value& report, const char* field, const char* what) {
  const auto* counts = report.as_object().if_contains(field);
  if (counts == nullptr || !counts->is_object()) return {};
  std::string text;
  for (const auto& [name, count] : counts->get_object()) {
    text += fmt::format("{}: \"{}\" ({})\n", what, std::string_view(name), count.to_number<std::int64_t>());
  }
  return text;
}

// By their numbers at the source: a connector's tickets have no lines.
std::string unclear_text(const json::value& report) {
  const auto& tickets = array_of(report, "unclear");
  std::string numbers;
  for (std::size_t i = 0; i < std::min(tickets.size(), kLinesShown); ++i) {
    numbers += (i == 0 ? "" : ", ") + std::string(tickets[i].get_string());
  }
  if (tickets.size() > kLinesShown) numbers += " …";
  return tickets.empty() ? std::string()
                         : fmt::format("Added, and maybe on another list already ({}): {}\n", tickets.size(), numbers);
}

}  // namespace

std::string import_report_text(const json::value& report) {
  std::string text = fmt::format("Read {} ({}, delimiter {}):\n", counted(number_of(report, "rows"), "guest", "guests"),
                                 text_of(report, "encoding"), text_of(report, "delimiter"));
  text += columns_text(report);
  text += refused_text(report);
  text += lines_text(report, "cancelled_lines", "Cancelled at the source");
  text += lines_text(report, "checked_in_lines", "Checked in elsewhere, imported as not in");
  text += lines_text(report, "email_lines", "No e-mail address, left out");
  text +=
      lines_text(report, "rounded_lines", "Code ends in zeros as if a spreadsheet had rounded it; compare the source");
  text += lines_text(report, "short_code_lines", "Code shorter than 4 characters, which hand scanners cannot read");
  text += counts_text(report, "unmatched_types", "No category of this event, imported with the default one");
  text += counts_text(report, "unknown_statuses", "Status not known, taken as confirmed");
  text += counts_text(report, "unknown_payments", "Payment not known, taken as open");
  text += counts_text(report, "lists", "On the list of");
  for (const auto& list : array_of(report, "over_quota")) {
    text += fmt::format("The list of {} has {}, {} beyond its quota of {}.\n", text_of(list, "list"),
                        counted(number_of(list, "persons"), "person", "persons"),
                        number_of(list, "persons") - number_of(list, "quota"), number_of(list, "quota"));
  }
  text += lines_text(report, "not_admitted_lines", "Of a category that this event does not admit");
  text += lines_text(report, "many_plus_ones_lines", "More plus-ones than a guest of a host may bring");
  if (number_of(report, "without_code") > 0) {
    text += fmt::format("{} without a ticket code; einlass tickets issue makes them.\n",
                        counted(number_of(report, "without_code"), "guest", "guests"));
  }
  if (number_of(report, "waitlisted") > 0) {
    text += fmt::format("{} beyond the cap went to the waiting list.\n",
                        counted(number_of(report, "waitlisted"), "ticket", "tickets"));
  }
  text += unclear_text(report);
  const bool written = flag_of(report, "written");
  text += fmt::format("{}: {} added, {} changed, {} unchanged, {} withdrawn", written ? "Imported" : "Would import",
                      number_of(report, "added"), number_of(report, "changed"), number_of(report, "unchanged"),
                      number_of(report, "withdrawn"));
  if (number_of(report, "missing") > 0) {
    text += fmt::format(", {} not in this list and left as they are", number_of(report, "missing"));
  }
  return text + (written ? ".\n" : "; nothing was written.\n");
}

}  // namespace einlass::cli
