// The figures of a year's events, by kind of event: what is left of them when their persons are gone. Pure values.
#pragma once

#include "core/base/error.h"
#include "core/base/venue_zone.h"
#include "server/report/audience.h"
#include "server/report/closing_figures.h"
#include "server/report/scratch_file.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::report {

struct YearEvent {
  std::string key;
  std::string name;
  std::string kind;  // its preset
  base::VenueDay day;
  bool is_closed = false;            // its figures are those of the closing, else as they are now
  std::optional<FigureRow> figures;  // nothing: it cannot be read
  std::optional<Audience> audience;  // kept at its closing; nothing: it is open, or was closed before these were kept
};

struct YearFigures {
  int year = 0;
  std::vector<YearEvent> events;  // by day
};

// One row per event, then one per kind, then the year's. Columns: docs/attendance.md.
std::string year_csv(const YearFigures& year);
// {year, events: [{event, name, kind, day, closed, figures or null, audience or null}], kinds: {kind: {events,
// …figures, audience}}, all: the same}; an audience here is {named_guests, members, not_yet_members, first_timers,
// returners}
std::string year_json(const YearFigures& year);
// Sheets: events, kinds. `language` of titles: "de", else English.
base::Result<void> year_xlsx(const YearFigures& year, const std::string& language, const Sink& sink);

}  // namespace einlass::report
