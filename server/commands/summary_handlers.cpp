#include "server/commands/summary_handlers.h"

#include "server/commands/arguments.h"
#include "server/commands/audience_work.h"
#include "server/commands/export_content.h"
#include "server/commands/host_arguments.h"
#include "server/report/certificate_pdf.h"
#include "server/report/person_key.h"
#include "server/report/summary_pdf.h"
#include "server/report/year_figures.h"
#include "server/venue/desk.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;
using report::AttendanceRow;
using report::AttendanceStatus;

namespace {

struct SummaryWork {
  venue::EventReports reports;
  AudienceWork known{};
  std::optional<report::Audience> kept{};  // at its closing, of an event whose persons are gone
  std::optional<std::set<std::string>> only{};
  std::string language;
  std::filesystem::path fonts{};
};

// Of who came, what was kept at the closing where nobody is known by name any more.
base::Result<std::optional<report::Audience>> kept_audience(CommandContext& context, const std::string& key) {
  const auto event = context.desk.events().find(key);
  if (!event) return base::failed(event);
  const auto open = context.desk.event(event->id);
  if (!open) return base::failed(open);
  return context.desk.closings().closing_of(**open).map(
      [](const std::optional<venue::Closing>& closing) { return closing ? closing->audience : std::nullopt; });
}

CommandOutcome summarised(const SummaryWork& work) {
  const auto fonts = badge::FontSet::open(work.fonts);
  if (!fonts) return base::failed(fonts);
  const auto counted =
      count_attendance(work.known, [&](const auto& look) { return work.reports.attendance(work.only, look); });
  if (!counted) return base::failed(counted);
  const auto& frame = work.reports.frame();
  const bool is_forgotten = counted->audience.guests == 0 && work.kept && !work.only;
  report::Summary summary{.head = counted->reading.head(),
                          .organiser = frame.organiser,
                          .starts = frame.starts,
                          .ends = frame.ends,
                          .audience = is_forgotten ? *work.kept : counted->audience,
                          .lists = counted->lists,
                          .others = {},
                          .categories = work.reports.categories_in(work.language)};
  if (const auto& others = counted->reading.others()) summary.others = others->admitted;
  const auto pdf = report::summary_pdf(summary, work.reports.zone(), work.language, *fonts);
  if (!pdf) return base::failed(pdf);
  return binary_content(*pdf);
}

base::Result<CommandRest> summary_rest(CommandContext& context, SummaryWork work) {
  work.fonts = context.desk.options().assets / "fonts";
  auto known = audience_work(context, work.reports);
  if (!known) return base::failed(known);
  work.known = *std::move(known);
  auto kept = kept_audience(context, work.reports.frame().key);
  if (!kept) return base::failed(kept);
  work.kept = *std::move(kept);
  return CommandRest{.work = [work = std::move(work)] { return summarised(work); }};
}

base::Result<CommandRest> summary_of_lists(CommandContext& context, const venue::HostAsks& asks,
                                           const std::string& list, const std::string& language) {
  const auto job = context.desk.hosts().begin_export(asks, list);
  if (!job) return base::failed(job);
  return summary_rest(context, {.reports = job->reports(), .only = job->hers(), .language = language});
}

// One for each person, with every day on which she came; of a given ticket, with its days.
class Certificates {
 public:
  explicit Certificates(std::string ticket, std::string language)
      : ticket_(std::move(ticket)), language_(std::move(language)) {}

  void take(const AttendanceRow& row) {
    const bool came = row.status == AttendanceStatus::Attended && row.admitted > 0 && !row.name.empty();
    if (!came || (!ticket_.empty() && row.ticket != ticket_)) return;
    const auto [place, is_new] = places_.try_emplace(report::person_of(row), found_.size());
    if (is_new) {
      const bool is_known = row.language == "de" || row.language == "en";
      found_.push_back(
          {.name = row.name, .company = row.company, .days = {}, .language = is_known ? row.language : language_});
    }
    if (row.day) add_day(found_[place->second].days, *row.day);
  }

  const std::vector<report::Certificate>& all() const { return found_; }

 private:
  static void add_day(std::vector<base::VenueDay>& days, const base::VenueDay& day) {
    const auto at = std::ranges::lower_bound(days, day);
    if (at == days.end() || *at != day) days.insert(at, day);
  }

  std::string ticket_;
  std::string language_;
  std::vector<report::Certificate> found_;
  std::map<std::string, std::size_t> places_;  // in found_, by person
};

CommandOutcome certified(const venue::EventReports& reports, Certificates certificates, const std::string& language,
                         const std::filesystem::path& folder) {
  const auto fonts = badge::FontSet::open(folder);
  if (!fonts) return base::failed(fonts);
  auto reading = reports.attendance();
  if (!reading) return base::failed(reading);
  if (auto read = reading->each([&](const auto& row) { certificates.take(row); }); !read) return base::failed(read);
  const auto& frame = reports.frame();
  const auto& zone = reports.zone();
  const auto pdf = report::certificates_pdf({.name = frame.name,
                                             .organiser = frame.organiser,
                                             .first_day = zone.day_of(frame.starts),
                                             .last_day = zone.day_of(frame.ends),
                                             .issued = zone.day_of(reports.asked()),
                                             .language = language},
                                            certificates.all(), *fonts);
  if (!pdf) return base::failed(pdf);
  return binary_content(*pdf);
}

// One of a year's events, and what a worker must read of it first.
struct YearWork {
  report::YearEvent event;
  std::optional<venue::EventReports> reports;
};

YearWork year_work(CommandContext& context, const venue::EventSummary& summary) {
  YearWork work{.event = {.key = summary.key,
                          .name = summary.name,
                          .kind = summary.preset,
                          .day = base::VenueDay::parse(summary.starts.substr(0, 10)).value_or(base::VenueDay()),
                          .is_closed = summary.closed,
                          .figures = {},
                          .audience = {}},
                .reports = {}};
  const auto open = context.desk.event(summary.id);
  if (!open) return work;
  const auto closing = summary.closed ? context.desk.closings().closing_of(**open) : std::nullopt;
  if (closing && *closing) {
    work.event.figures = (*closing)->figures.all;
    work.event.audience = (*closing)->audience;
    return work;
  }
  if (auto reports = context.desk.reports().of(summary.id.text())) work.reports = *std::move(reports);
  return work;
}

CommandOutcome year_of(int year, std::vector<YearWork> works, const venue::ExportWish& wish) {
  report::YearFigures figures{.year = year, .events = {}};
  for (auto& work : works) {
    if (work.reports) {
      const auto reading = work.reports->attendance();
      if (reading) work.event.figures = reading->head().figures.all;
    }
    figures.events.push_back(std::move(work.event));
  }
  std::stable_sort(figures.events.begin(), figures.events.end(), [](auto& a, auto& b) { return a.day < b.day; });
  return content_of(wish.format, [&](const report::Sink& sink) -> base::Result<void> {
    switch (wish.format) {
      case venue::ExportFormat::Csv:
        return sink(report::year_csv(figures)), base::Result<void>();
      case venue::ExportFormat::Json:
        return sink(report::year_json(figures)), base::Result<void>();
      case venue::ExportFormat::Xlsx:
        break;
    }
    return report::year_xlsx(figures, wish.language, sink);
  });
}

}  // namespace

base::Result<CommandRest> summarise_attendance(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto list = arguments.text_or("list", "");
  const auto language = language_in(arguments);
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (!language) return base::failed(language);
  if (!list.empty()) return summary_of_lists(context, {.event = event, .caller = context.caller}, list, *language);
  auto reports = context.desk.reports().of(event);
  if (!reports) return base::failed(reports);
  return summary_rest(context, {.reports = *std::move(reports), .language = *language});
}

base::Result<CommandRest> summarise_host_guests(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto language = language_in(arguments.plain());
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (!language) return base::failed(language);
  return summary_of_lists(context, asks, "", *language);
}

base::Result<CommandRest> certify_attendance(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto ticket = arguments.text_or("ticket", "");
  const auto language = language_in(arguments);
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (!language) return base::failed(language);
  auto reports = context.desk.reports().of(event);
  if (!reports) return base::failed(reports);
  if (reports->frame().rehearses) {
    return base::fail(base::ErrorKind::Refused, "Nobody took part in a rehearsal: choose the event itself.");
  }
  return CommandRest{.work = [reports = *std::move(reports), certificates = Certificates(ticket, *language),
                              language = *language, fonts = context.desk.options().assets / "fonts"] {
    return certified(reports, certificates, language, fonts);
  }};
}

base::Result<CommandRest> tell_year(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto year = arguments.number_or("year", 0);
  const auto wish = export_wish(arguments, "");
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (!wish) return base::failed(wish);
  if (year < 2000 || year > 9999) {
    return base::fail(base::ErrorKind::InvalidInput, "Name the year with four digits, such as 2026.");
  }
  const auto events = context.desk.events().list();
  if (!events) return base::failed(events);
  std::vector<YearWork> works;
  for (const auto& summary : *events) {
    if (summary.rehearsal || !summary.starts.starts_with(std::to_string(year))) continue;
    const auto open = context.desk.event(summary.id);
    if (open && (*open)->frame.starts > context.desk.now()) continue;  // nobody is missing yet
    works.push_back(year_work(context, summary));
  }
  return CommandRest{
      .work = [year, works = std::move(works), wish = *wish] { return year_of(static_cast<int>(year), works, wish); }};
}

}  // namespace einlass::commands
