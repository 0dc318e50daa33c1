#include "server/commands/paper_handlers.h"

#include "core/base/bytes.h"
#include "server/commands/emergency_document.h"
#include "server/commands/host_arguments.h"
#include "server/commands/host_json.h"

#include <filesystem>
#include <memory>
#include <utility>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

constexpr std::size_t local_minutes = 16;  // "2026-11-23T18:30"

std::string local_minute(const base::VenueZone& zone, base::Instant at) {
  return zone.local_iso(at).substr(0, local_minutes);
}

CommandOutcome drawn(const venue::EmergencyPrint& print, const std::filesystem::path& folder,
                     venue::EmergencyList& list) {
  const auto fonts = badge::FontSet::open(folder);
  if (!fonts) return base::failed(fonts);
  auto read = print.read();
  if (!read) return base::failed(read);
  list = *std::move(read);
  const auto pdf = emergency_pdf(list, print.zone(), print.language(), *fonts);
  if (!pdf) return base::failed(pdf);
  const auto content = base::base64url(base::to_bytes(*pdf));
  return json::serialize(json::object{{"number", list.number}, {"rows", list.rows.size()}, {"content", content}});
}

base::Result<std::optional<base::Instant>> time_in(const base::VenueZone& zone,
                                                   const std::optional<std::string>& text) {
  if (!text || text->empty()) return std::nullopt;
  const auto time = zone.parse_local(*text);
  if (time) return time;
  return base::fail(base::ErrorKind::InvalidInput, "Times are written like 2026-11-23T18:30; look at both.");
}

venue::PaperAbout about_in(HostArguments& arguments) {
  venue::PaperAbout about{.list = arguments.number("list"), .row = arguments.plain().text_or("row", "")};
  about.persons = arguments.number("persons");
  if (about.list == 0) {
    about.ticket = arguments.ticket();
    about.scan = arguments.id<rules::ScanId>("scan");
  }
  return about;
}

}  // namespace

// Drawn by a worker; the rows are kept before anybody has the paper.
base::Result<CommandRest> print_emergency_list(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto language = arguments.plain().text("language");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto fonts = context.desk.options().assets / "fonts";
  return context.desk.paper().begin_print(asks, language).map([&](const venue::EmergencyPrint& print) -> CommandRest {
    const auto list = std::make_shared<venue::EmergencyList>();
    return {.work = [print, fonts, list] { return drawn(print, fonts, *list); },
            .close = [event = print.event(), list](CommandContext& at_desk, CommandOutcome outcome) -> CommandOutcome {
              if (!outcome) return outcome;
              if (auto kept = at_desk.desk.paper().keep_rows(event, *list); !kept) return base::failed(kept);
              return outcome;
            }};
  });
}

Outcome list_paper_lists(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto event = context.desk.hosts().event_of(asks);
  if (!event) return base::failed(event);
  return context.desk.paper().lists(asks).map([&](const venue::PaperLists& known) {
    json::array lists;
    for (const auto& list : known.lists) {
      lists.push_back(
          json::object{{"number", list.number}, {"printed", list.printed.unix_ms()}, {"rows", list.rows.size()}});
    }
    return json::serialize(json::object{{"lists", std::move(lists)},
                                        {"from", local_minute((*event)->zone, known.usual.from)},
                                        {"until", local_minute((*event)->zone, known.usual.until)}});
  });
}

Outcome list_paper_rows(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const int list = arguments.number("list");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.paper().rows(asks, list).map([&](const std::vector<venue::PaperRow>& known) {
    json::array rows;
    for (const auto& row : known) {
      rows.push_back(json::object{{"row", row.row}, {"code", row.code}, {"line", json_of(row.line)}});
    }
    return json::serialize(json::object{{"number", list}, {"rows", std::move(rows)}});
  });
}

Outcome enter_from_paper(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  venue::PaperTick tick{.about = about_in(arguments)};
  tick.all_the_same = arguments.plain().flag("all_the_same");
  const auto from = arguments.plain().optional_text("from");
  const auto until = arguments.plain().optional_text("until");
  const auto asks = arguments.asks(true);
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto event = context.desk.hosts().event_of(asks);
  if (!event) return base::failed(event);
  const auto began = time_in((*event)->zone, from);
  if (!began) return base::failed(began);
  const auto ended = time_in((*event)->zone, until);
  if (!ended) return base::failed(ended);
  tick.from = *began;
  tick.until = *ended;
  return context.desk.paper().enter(asks, tick).map([](const venue::PaperEntry& entry) {
    auto told = json_of(entry.admission);
    told["row"] = entry.row;
    told["repeated"] = entry.repeated;
    return json::serialize(told);
  });
}

Outcome leave_from_paper(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  venue::PaperLeaving leaving{.about = about_in(arguments)};
  const auto at = arguments.plain().text("at");
  const auto asks = arguments.asks(true);
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto event = context.desk.hosts().event_of(asks);
  if (!event) return base::failed(event);
  const auto time = (*event)->zone.parse_local(at);
  if (!time) return base::fail(base::ErrorKind::InvalidInput, "The time is written like 2026-11-23T22:10; look at it.");
  leaving.at = *time;
  return context.desk.paper().leave(asks, leaving).map([](const venue::PaperDeparture& left) {
    return json::serialize(json::object{{"scan", left.departure.scan.text()},
                                        {"persons", left.departure.persons},
                                        {"row", left.row},
                                        {"repeated", left.departure.repeated},
                                        {"line", json_of(left.departure.line)}});
  });
}

}  // namespace einlass::commands
