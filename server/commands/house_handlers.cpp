// Who is in the house, and the roll call when everybody had to leave it.
#include "core/base/bytes.h"
#include "server/commands/arguments.h"
#include "server/commands/closing_handlers.h"
#include "server/commands/roll_call_paper.h"
#include "server/venue/desk.h"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

using venue::RollLine;

const char* word(venue::House::Level level) {
  switch (level) {
    case venue::House::Level::None:
      return "";
    case venue::House::Level::Warning:
      return "warning";
    case venue::House::Level::Full:
      return "full";
  }
  return "";
}

const char* word(RollLine::Kind kind) {
  switch (kind) {
    case RollLine::Kind::Guest:
      return "guest";
    case RollLine::Kind::Counted:
      return "counted";
    case RollLine::Kind::Crew:
      return "crew";
    case RollLine::Kind::Added:
      return "added";
  }
  return "";
}

Outcome house_text(CommandContext& context) {
  return context.desk.house().house().map([](const venue::House& house) {
    json::array events;
    for (const auto& event : house.events) {
      events.push_back(json::object{{"event", event.key},
                                    {"name", event.name},
                                    {"inside", event.inside},
                                    {"counted", event.counted},
                                    {"estimate", event.is_estimate},
                                    {"closed", event.is_closed}});
    }
    return json::serialize(json::object{{"limit", house.rules.limit},
                                        {"crew", house.rules.crew},
                                        {"inside", house.inside()},
                                        {"estimate", house.is_estimate()},
                                        {"level", word(house.level())},
                                        {"events", std::move(events)}});
  });
}

std::string key_of(CommandContext& context, rules::EventId id) {
  const auto event = context.desk.event(id);
  return event ? (*event)->record.key : std::string();
}

Outcome text_of(CommandContext& context, const base::Result<venue::RollCallView>& roll) {
  return roll.map([&](const venue::RollCallView& view) {
    json::array lines;
    for (const auto& line : view.lines) {
      lines.push_back(json::object{{"line", line.line},
                                   {"kind", word(line.kind)},
                                   {"name", line.name},
                                   {"company", line.company},
                                   {"event", key_of(context, line.event)},
                                   {"event_name", line.event_name},
                                   {"persons", line.persons},
                                   {"found", line.found},
                                   {"taken_back", line.taken_back},
                                   {"sort_key", base::hex(base::to_bytes(line.sort_key))}});
    }
    return json::serialize(json::object{{"roll_call", view.id},
                                        {"started", view.started.unix_ms()},
                                        {"started_by", view.started_by},
                                        {"estimate", view.is_estimate},
                                        {"revision", view.revision},
                                        {"persons", view.persons},
                                        {"found", view.found},
                                        {"missing", view.persons - view.found},
                                        {"may_end", context.desk.house().may_end(context.caller)},
                                        {"lines", std::move(lines)}});
  });
}

// All names of the house are read by who has her people in it, and by nobody else.
base::Result<void> takes_part(CommandContext& context) {
  const auto may = context.desk.house().may_take_part(context.caller);
  if (!may) return base::failed(may);
  if (*may) return {};
  return base::fail(base::ErrorKind::Refused, "None of your events is under way in this house; ask an organiser.");
}

// Beyond what any line has: refused there.
int persons_in(std::int64_t number) {
  return static_cast<int>(std::clamp<std::int64_t>(number, -1, venue::HouseDesk::most_persons + 1));
}

// Without a roll call nobody reads all names of the house but who has them anyway.
base::Result<venue::RollCallView> for_paper(CommandContext& context) {
  auto& house = context.desk.house();
  if (house.is_under_way()) return house.roll_call({}, 0);
  if (venue::runs_the_venue(context.caller)) return house.preview();
  return base::fail(base::ErrorKind::Refused, "No roll call is under way; start one, then its list can be printed.");
}

}  // namespace

Outcome tell_house(CommandContext& context, const json::object& object) {
  if (auto done = Arguments(object).done(); !done) return base::failed(done);
  return house_text(context);
}

Outcome set_house(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto now = context.desk.house().house();
  if (!now) return base::failed(now);
  const venue::HouseRules rules{.limit = persons_in(arguments.number_or("limit", now->rules.limit)),
                                .crew = persons_in(arguments.number_or("crew", now->rules.crew))};
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (const auto set = context.desk.house().set(rules); !set) return base::failed(set);
  return house_text(context);
}

Outcome tell_roll_call(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto id = arguments.text_or("roll_call", "");
  const auto since = std::max<std::int64_t>(0, arguments.number_or("since", 0));
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (auto may = takes_part(context); !may) return base::failed(may);
  return text_of(context, context.desk.house().roll_call(id, static_cast<std::uint64_t>(since)));
}

Outcome start_roll_call(CommandContext& context, const json::object& object) {
  if (auto done = Arguments(object).done(); !done) return base::failed(done);
  if (auto may = takes_part(context); !may) return base::failed(may);
  return text_of(context, context.desk.house().start(context.caller));
}

Outcome mark_roll_call(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto id = arguments.text("roll_call");
  std::vector<venue::RollMark> marks;
  base::Result<void> read;
  for (const auto* mark : arguments.objects("marks")) {
    Arguments one(*mark);
    marks.push_back({.line = one.text("line"), .found = persons_in(one.number_or("found", -1))});
    if (auto done = one.done(); !done && read) read = done;
  }
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (!read) return base::failed(read);
  if (auto may = takes_part(context); !may) return base::failed(may);
  return context.desk.house().mark(id, marks).map([](const std::vector<std::string>& refused) {
    return json::serialize(json::object{{"refused", json::value_from(refused)}});
  });
}

Outcome add_to_roll_call(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto id = arguments.text("roll_call");
  const RollLine found{.line = arguments.text("line"),
                       .name = arguments.text("name"),
                       .persons = persons_in(arguments.number_or("persons", 1))};
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (auto may = takes_part(context); !may) return base::failed(may);
  return context.desk.house().add(id, found).map([] { return std::string("{}"); });
}

Outcome end_roll_call(CommandContext& context, const json::object& object) {
  if (auto done = Arguments(object).done(); !done) return base::failed(done);
  if (auto may = takes_part(context); !may) return base::failed(may);
  return context.desk.house().end(context.caller).map([] { return std::string("{}"); });
}

base::Result<CommandRest> print_roll_call(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto language = arguments.text_or("language", "en");
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (auto may = takes_part(context); !may) return base::failed(may);
  const auto house = context.desk.house().house();
  if (!house) return base::failed(house);
  const auto roll = for_paper(context);
  if (!roll) return base::failed(roll);
  RollCallSheet sheet{.roll = *roll, .language = language, .at = context.desk.now(), .zone = "Europe/Berlin"};
  for (const auto& event : house->events) {
    sheet.events.push_back(event.name);
    if (const auto open = context.desk.event(event.event)) sheet.zone = (*open)->frame.time_zone;
  }
  const auto fonts = context.desk.options().assets / "fonts";
  return CommandRest{.work = [sheet, fonts]() -> CommandOutcome {
    return roll_call_pdf(sheet, fonts).map([](const std::string& pdf) {
      return json::serialize(
          json::object{{"name", "roll-call.pdf"}, {"content", base::base64url(base::to_bytes(pdf))}});
    });
  }};
}

}  // namespace einlass::commands
