#include "server/cli/badge_commands.h"
#include "server/cli/badge_press.h"
#include "server/cli/badge_selection.h"
#include "server/cli/text_table.h"
#include "server/commands/badge_findings.h"
#include "server/report/csv_text.h"

#include <algorithm>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;
using commands::BadgeFinding;
using commands::Findings;

struct PreflightOptions {
  PressOptions press;
  BadgeSelection selection;
  std::filesystem::path csv;
};

constexpr std::size_t named_in_a_line = 3;

std::string name_of(const commands::ListedBadge& badge) {
  auto name = badge.field("name");
  if (name.empty()) name = badge.external_id.empty() ? badge.ticket.text() : badge.external_id;
  if (badge.places > 1) name += fmt::format(" ({} of {})", badge.place_number, badge.places);
  return name;
}

std::string csv_of(const Findings& findings) {
  std::string text = report::csv_byte_order_mark;
  text += report::csv_row(
      {"ticket", "place", "external_id", "name", "company", "category", "finding", "field", "text", "characters"});
  for (const auto& finding : findings.badges) {
    const auto& badge = *finding.badge;
    text += report::csv_row({badge.ticket.text(), std::to_string(badge.place_number), badge.external_id,
                             badge.field("name"), badge.field("company"), badge.field("category"), finding.kind,
                             finding.field, finding.text, fmt::format("{}", fmt::join(finding.characters, " "))});
  }
  return text;
}

// "on all 668 badges", "on 60 badges (Nele Ahlers, Enno Behnke, Ida Çelik and 57 more)".
std::string where(const std::vector<const commands::ListedBadge*>& badges, std::size_t checked) {
  const auto count = counted(static_cast<std::int64_t>(badges.size()), "badge", "badges");
  if (badges.size() == checked && checked > 1) return fmt::format("on all {}", count);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(badges.size(), named_in_a_line); ++i) names.push_back(name_of(*badges[i]));
  const auto more = badges.size() - names.size();
  return fmt::format("on {} ({}{})", count, fmt::join(names, ", "),
                     more == 0 ? std::string() : fmt::format(" and {} more", more));
}

std::string text_of(const Findings& findings) {
  TextTable table({"NAME", "CATEGORY", "BOX", "FINDING"});
  for (const auto& finding : findings.badges) {
    table.add({name_of(*finding.badge), finding.badge->field("category"), finding.field, finding.text});
  }
  std::string text = findings.badges.empty() ? std::string() : table.text({});
  for (const auto& finding : findings.templates) {
    text += fmt::format("Template {}: {}, {}.\n", finding.template_name, finding.text,
                        where(finding.badges, findings.checked));
  }
  for (const auto& [field, badges] : findings.empty) {
    text += fmt::format("Empty: {} {}.\n", field, where(badges, findings.checked));
  }
  return text;
}

std::size_t badges_in(const Findings& findings) {
  std::set<const commands::ListedBadge*> badges;
  for (const auto& finding : findings.badges) badges.insert(finding.badge);
  return badges.size();
}

base::Result<void> tell(const Session& session, const Findings& findings, const std::filesystem::path& csv) {
  if (!csv.empty()) {
    if (auto written = deliver(csv_of(findings), csv); !written) return written;
  }
  if (session.json()) return deliver(json::serialize(commands::json_of(findings)) + "\n", {});
  const auto checked = counted(static_cast<std::int64_t>(findings.checked), "badge", "badges");
  return deliver(text_of(findings) + fmt::format("{} checked, {} to look at.\n", checked, badges_in(findings)), {});
}

base::Result<void> preflight(Session& session, const PreflightOptions& options) {
  auto press = open_press(session, options.press);
  if (!press) return tl::make_unexpected(press.error());
  const auto badges = selected(press->listing().badges, options.selection, rules::BadgeProspect::Open);
  if (!badges) return tl::make_unexpected(badges.error());
  const auto findings = commands::check_badges(*press, *badges);
  if (!findings) return tl::make_unexpected(findings.error());
  if (auto told = tell(session, *findings, options.csv); !told) return told;
  if (findings->is_clean()) return {};
  return base::fail(base::ErrorKind::InvalidInput,
                    "Some badges are not as they should be: correct the names or the template, and check again.");
}

}  // namespace

void add_preflight(CLI::App& badges, const Program& program) {
  const auto options = std::make_shared<PreflightOptions>();
  auto& command = *badges.add_subcommand(
      "preflight", "Lay out the badge of every guest and list what does not fit, is missing or cannot be read");
  add_press_options(command, options->press);
  add_selection(command, options->selection);
  command.add_option("--csv", options->csv, "the list as a file, too")->type_name("FILE");
  command.footer(
      "Ends with exit code 1 where something is to be looked at.\n\n"
      "Example:\n"
      "  einlass badge preflight summit-2026 --csv findings.csv\n");
  on_run(command, program, [options, &session = program.session] { return preflight(session, *options); });
}

}  // namespace einlass::cli
