#include "server/report/year_figures.h"

#include "core/base/wording.h"
#include "server/report/csv_text.h"
#include "server/report/workbook.h"

#include <map>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::report {

namespace json = boost::json;

namespace {

using base::Wording;

// Of the guests who were known by name and came. As the columns of figures: new ones at the end, and none is renamed.
struct AudienceColumn {
  const char* name;
  Wording title;
  int (*value)(const Audience&);
};
constexpr AudienceColumn audience_columns[] = {
    {"named_guests",
     {"Namentlich bekannt gekommen", "Came, known by name"},
     [](const Audience& a) { return a.guests; }},
    {"members", {"Mitglieder", "Members"}, [](const Audience& a) { return persons_of(a, Membership::Member); }},
    {"not_yet_members",
     {"Noch nicht Mitglied", "Not yet members"},
     [](const Audience& a) { return persons_of(a, Membership::NotYet); }},
    {"first_timers", {"Zum ersten Mal da", "First-timers"}, [](const Audience& a) { return a.first_timers; }},
    {"returners", {"Wieder da", "Returners"}, [](const Audience& a) { return a.returners; }}};

void add(Audience& sum, const Audience& more) {
  sum.guests += more.guests;
  for (const auto& [membership, persons] : more.membership) sum.membership[membership] += persons;
  sum.first_timers += more.first_timers;
  sum.returners += more.returners;
}

// How many events the sums over guests are of: others are open, or were closed before these were kept.
constexpr const char* with_audience_name = "events_with_guests_known";
constexpr Wording with_audience_title{"Veranstaltungen mit diesen Zahlen", "Events with these figures"};

struct KindSum {
  int events = 0;
  int with_audience = 0;
  FigureRow figures;
  std::optional<Audience> audience;  // of those events that have one

  void add(const YearEvent& event) {
    ++events;
    if (event.figures) figures += *event.figures;
    if (!event.audience) return;
    ++with_audience;
    if (!audience) audience.emplace();
    report::add(*audience, *event.audience);
  }
};

struct Sums {
  std::map<std::string, KindSum> kinds;
  KindSum all;
};

Sums sums_of(const YearFigures& year) {
  Sums sums;
  for (const auto& event : year.events) {
    sums.kinds[event.kind].add(event);
    sums.all.add(event);
  }
  return sums;
}

std::string csv_line(std::vector<std::string> cells, const std::optional<FigureRow>& figures,
                     const std::optional<Audience>& audience, int with_audience) {
  for (const auto& column : figure_columns()) {
    cells.push_back(figures ? std::to_string((*figures).*column.value) : std::string());
  }
  for (const auto& column : audience_columns) {
    cells.push_back(audience ? std::to_string(column.value(*audience)) : std::string());
  }
  cells.push_back(std::to_string(with_audience));
  return csv_row(cells);
}

const char* state_of(const YearEvent& event) {
  return event.is_closed ? "closed" : "open";
}

json::value audience_json(const std::optional<Audience>& audience) {
  if (!audience) return nullptr;
  json::object object;
  for (const auto& column : audience_columns) object[column.name] = column.value(*audience);
  return object;
}

json::object sum_object(const KindSum& sum) {
  auto object = json_of(sum.figures);
  object["events"] = sum.events;
  object["audience"] = audience_json(sum.audience);
  object[with_audience_name] = sum.with_audience;
  return object;
}

void add_figures(std::vector<Cell>& cells, const FigureRow& figures, const std::optional<Audience>& audience) {
  for (const auto& column : figure_columns()) cells.emplace_back(std::int64_t{figures.*column.value});
  for (const auto& column : audience_columns) {
    cells.push_back(audience ? Cell(std::int64_t{column.value(*audience)}) : Cell());
  }
}

void add_figure_titles(std::vector<Workbook::Column>& columns, const std::string& language) {
  for (const auto& column : figure_columns()) columns.push_back({column.title.in(language), 16});
  for (const auto& column : audience_columns) columns.push_back({column.title.in(language), 16});
}

base::Result<void> add_events(Workbook& book, const YearFigures& year, const std::string& language) {
  std::vector<Workbook::Column> columns{{Wording{"Tag", "Day"}.in(language), 12},
                                        {Wording{"Veranstaltung", "Event"}.in(language), 40},
                                        {Wording{"Schlüssel", "Key"}.in(language), 24},
                                        {Wording{"Art", "Kind"}.in(language), 20},
                                        {Wording{"Stand", "State"}.in(language), 10}};
  add_figure_titles(columns, language);
  const auto sheet = book.add_sheet(Wording{"Veranstaltungen", "Events"}.in(language), columns);
  if (!sheet) return base::failed(sheet);
  for (const auto& event : year.events) {
    std::vector<Cell> cells{event.day, event.name, event.key, event.kind, std::string(state_of(event))};
    if (event.figures) add_figures(cells, *event.figures, event.audience);
    if (auto added = book.add_row(*sheet, cells); !added) return added;
  }
  return {};
}

base::Result<void> add_kinds(Workbook& book, const YearFigures& year, const std::string& language) {
  std::vector<Workbook::Column> columns{{Wording{"Art", "Kind"}.in(language), 24},
                                        {Wording{"Veranstaltungen", "Events"}.in(language), 16}};
  add_figure_titles(columns, language);
  columns.push_back({with_audience_title.in(language), 16});
  const auto sheet = book.add_sheet(Wording{"Arten", "Kinds"}.in(language), columns);
  if (!sheet) return base::failed(sheet);
  const auto add = [&](const std::string& kind, const KindSum& sum) {
    std::vector<Cell> cells{kind, std::int64_t{sum.events}};
    add_figures(cells, sum.figures, sum.audience);
    cells.emplace_back(std::int64_t{sum.with_audience});
    return book.add_row(*sheet, cells);
  };
  const auto sums = sums_of(year);
  for (const auto& [kind, sum] : sums.kinds) {
    if (auto added = add(kind, sum); !added) return added;
  }
  return add(Wording{"Alle", "All"}.in(language), sums.all);
}

}  // namespace

std::string year_csv(const YearFigures& year) {
  std::vector<std::string> titles{"row", "day", "event", "name", "kind", "events", "state"};
  for (const auto& column : figure_columns()) titles.emplace_back(column.name);
  for (const auto& column : audience_columns) titles.emplace_back(column.name);
  titles.emplace_back(with_audience_name);
  auto csv = csv_byte_order_mark + csv_row(titles);
  for (const auto& event : year.events) {
    csv += csv_line({"event", event.day.iso(), event.key, event.name, event.kind, "1", state_of(event)}, event.figures,
                    event.audience, event.audience ? 1 : 0);
  }
  const auto sums = sums_of(year);
  for (const auto& [kind, sum] : sums.kinds) {
    csv += csv_line({"kind", "", "", "", kind, std::to_string(sum.events), ""}, sum.figures, sum.audience,
                    sum.with_audience);
  }
  return csv + csv_line({"year", "", "", std::to_string(year.year), "", std::to_string(sums.all.events), ""},
                        sums.all.figures, sums.all.audience, sums.all.with_audience);
}

std::string year_json(const YearFigures& year) {
  json::array events;
  for (const auto& event : year.events) {
    events.push_back(json::object{{"event", event.key},
                                  {"name", event.name},
                                  {"kind", event.kind},
                                  {"day", event.day.iso()},
                                  {"closed", event.is_closed},
                                  {"figures", event.figures ? json::value(json_of(*event.figures)) : nullptr},
                                  {"audience", audience_json(event.audience)}});
  }
  const auto sums = sums_of(year);
  json::object kinds;
  for (const auto& [kind, sum] : sums.kinds) kinds[kind] = sum_object(sum);
  return json::serialize(json::object{{"year", year.year},
                                      {"events", std::move(events)},
                                      {"kinds", std::move(kinds)},
                                      {"all", sum_object(sums.all)}}) +
         "\n";
}

base::Result<void> year_xlsx(const YearFigures& year, const std::string& language, const Sink& sink) {
  const auto zone = base::VenueZone::open("UTC");  // there are days only
  if (!zone) return base::failed(zone);
  auto book = Workbook::open(std::to_string(year.year), *zone);
  if (!book) return base::failed(book);
  if (auto events = add_events(*book, year, language); !events) return events;
  if (auto kinds = add_kinds(*book, year, language); !kinds) return kinds;
  return book->finish(sink);
}

}  // namespace einlass::report
