#include "server/commands/roll_call_paper.h"

#include "core/base/locale_text.h"
#include "core/base/venue_zone.h"
#include "core/base/wording.h"
#include "server/report/list_pdf.h"
#include "server/report/page_words.h"

#include <fmt/format.h>

namespace einlass::commands {

namespace {

using base::Wording;
using venue::RollLine;

constexpr Wording title{"Vollzähligkeit prüfen", "Roll call"};
constexpr Wording estimate{
    "Eine Schätzung: Wer geht, wird nicht überall gescannt. Manche, die hier stehen, sind vielleicht schon gegangen.",
    "An estimate: departures are not scanned everywhere. Some who stand here may have left already."};
constexpr Wording counts{"{}: {} Personen im Haus, {} gefunden, {} fehlen",
                         "{}: {} persons in the house, {} found, {} missing"};
constexpr Wording crew{"Team (gezählt)", "Crew (counted)"};
constexpr Wording nameless{"Ohne Namen gezählt", "Counted without a name"};
constexpr Wording unnamed{"Gast ohne Namen", "Guest without a name"};
constexpr Wording added{"gefunden, stand nicht auf der Liste", "found, was not on the list"};
constexpr Wording taken_back{"Einlass zurückgenommen", "admission taken back"};
constexpr Wording by_hand{"Außerdem gefunden", "Found besides"};

constexpr int rows_by_hand = 6;

std::string name_of(const RollLine& line, const std::string& language) {
  switch (line.kind) {
    case RollLine::Kind::Crew:
      return crew.in(language);
    case RollLine::Kind::Counted:
      return nameless.in(language);
    case RollLine::Kind::Guest:
    case RollLine::Kind::Added:
      break;
  }
  return line.name.empty() ? unnamed.in(language) : line.name;
}

std::string persons_of(const RollLine& line) {
  const auto wanted = line.wanted();
  if (line.found > 0 && line.found < wanted) return fmt::format("{}/{}", line.found, wanted);
  return std::to_string(wanted);
}

std::string remark_on(const RollLine& line, const std::string& language) {
  if (line.kind == RollLine::Kind::Added) return added.in(language);
  return line.wanted() == 0 ? taken_back.in(language) : line.event_name;
}

report::ListRow row_of(const RollLine& line, const std::string& language) {
  const bool is_found = line.found > 0 && line.found == line.wanted();
  return {.cells = {is_found ? "x" : "", name_of(line, language), line.company, remark_on(line, language),
                    persons_of(line)}};
}

std::vector<report::ListColumn> columns_in(const std::string& language) {
  return {{.title = Wording{"Da", "Here"}.in(language), .width_mm = 12, .kind = report::ListColumn::Kind::TickBox},
          {.title = "Name", .width_mm = 62, .bold = true},
          {.title = Wording{"Firma", "Company"}.in(language)},
          {.title = Wording{"Veranstaltung", "Event"}.in(language)},
          {.title = Wording{"Personen", "Persons"}.in(language), .width_mm = 20}};
}

}  // namespace

base::Result<std::string> roll_call_pdf(const RollCallSheet& sheet, const std::filesystem::path& fonts) {
  const auto set = badge::FontSet::open(fonts);
  if (!set) return base::failed(set);
  const auto zone = base::VenueZone::open(sheet.zone);
  if (!zone) return base::failed(zone);
  const auto& language = sheet.language;
  const auto time =
      fmt::format("{} {}", base::date_text(zone->date_of(sheet.at), language), zone->local_time(sheet.at));
  report::PaperList list{.title = title.in(language),
                         .lines = {},
                         .notice = sheet.roll.is_estimate ? estimate.in(language) : "",
                         .columns = columns_in(language),
                         .rows = {},
                         .footer = fmt::format("{}, {}", title.in(language), time),
                         .page_text = report::page_of_pages.in(language)};
  if (!sheet.events.empty()) list.lines.push_back(fmt::format("{}", fmt::join(sheet.events, ", ")));
  list.lines.push_back(
      counts.with(language, time, sheet.roll.persons, sheet.roll.found, sheet.roll.persons - sheet.roll.found));
  for (const auto& line : sheet.roll.lines) list.rows.push_back(row_of(line, language));
  list.rows.push_back({.cells = {by_hand.in(language)}, .is_heading = true});
  list.rows.insert(list.rows.end(), rows_by_hand, report::ListRow{});
  return report::list_pdf(list, *set);
}

}  // namespace einlass::commands
