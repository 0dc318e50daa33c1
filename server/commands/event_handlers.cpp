#include "core/base/bytes.h"
#include "printing/badge/badge_template.h"
#include "printing/badge/event_picture.h"
#include "server/commands/arguments.h"
#include "server/commands/command_json.h"
#include "server/commands/handlers.h"
#include "server/venue/desk.h"

#include <optional>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

base::Result<std::string> no_picture_beside(const std::string&) {
  return base::fail(base::ErrorKind::InvalidInput, "A template's pictures must be part of its document.");
}

// A template that cannot be drawn is refused now, not when the first guest waits for a badge.
base::Result<void> check_template(const std::optional<std::string>& document, const std::string& name) {
  if (!document) return {};
  return badge::BadgeTemplate::parse(*document, name, &no_picture_beside).map([](const badge::BadgeTemplate&) {});
}

// Three texts per desk: family names, German, English.
std::vector<venue::PickUpText> pick_up_in(const std::vector<std::string>& texts) {
  std::vector<venue::PickUpText> desks;
  for (std::size_t i = 0; i + 2 < texts.size(); i += 3) desks.push_back({texts[i], texts[i + 1], texts[i + 2]});
  return desks;
}

venue::BadgeChanges badges_in(const json::object& object, Arguments& arguments) {
  venue::BadgeChanges changes{.print_at = arguments.optional_text("badges_at"),
                              .desks = {},
                              .reprints = arguments.optional_text("reprints"),
                              .pick_up = {}};
  if (object.contains("badge_desks")) changes.desks = arguments.list("badge_desks");
  if (object.contains("pick_up")) changes.pick_up = pick_up_in(arguments.list("pick_up"));
  return changes;
}

venue::CategoryLooks looks_of(Arguments& arguments) {
  venue::CategoryLooks looks;
  looks.colours = arguments.texts("category_colours");
  const auto names = arguments.texts("category_template_names");
  for (auto& [category, svg] : arguments.texts("category_templates")) {
    const auto name = names.find(category);
    looks.templates[category] = {.name = name == names.end() ? category : name->second, .svg = svg};
  }
  return looks;
}

// One that cannot be read says so elsewhere, and keeps nobody from the others.
json::object line_of(CommandContext& context, const venue::EventSummary& summary) {
  auto line = json_of(summary);
  const auto event = context.desk.event(summary.id);
  if (!event) return line;
  if (const auto totals = context.desk.door().totals(summary.id)) line["totals"] = json_of(*totals);
  if (const auto late = context.desk.closings().late_entries(**event)) line["late_entries"] = *late;
  return line;
}

template <typename Event>
base::Result<void> check_templates(const Event& event) {
  if (auto fits = check_template(event.template_document, event.template_name); !fits) return fits;
  for (const auto& [category, drawing] : event.category_looks.templates) {
    if (drawing.svg.empty()) continue;
    if (auto fits = check_template(drawing.svg, drawing.name); !fits) return fits;
  }
  return {};
}

}  // namespace

Outcome create_event(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const venue::NewEvent event{.preset = arguments.text("preset"),
                              .key = arguments.text("key"),
                              .name = arguments.text("name"),
                              .organiser = arguments.text_or("organiser", ""),
                              .privacy_url = arguments.text_or("privacy_url", ""),
                              .time_zone = arguments.text_or("time_zone", "Europe/Berlin"),
                              .starts = arguments.text("starts"),
                              .ends = arguments.text("ends"),
                              .doors_open = arguments.text_or("doors_open", ""),
                              .welcome = arguments.texts("welcome"),
                              .template_name = arguments.text_or("template_name", ""),
                              .template_document = arguments.optional_text("template_document"),
                              .badges = badges_in(object, arguments),
                              .category_looks = looks_of(arguments)};
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (auto fits = check_templates(event); !fits) {
    return tl::make_unexpected(fits.error());
  }
  return context.desk.events().create(event).map(
      [](const venue::EventSummary& created) { return json::serialize(json_of(created)); });
}

Outcome change_event(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const venue::EventChanges changes{.event = arguments.text("event"),
                                    .name = arguments.optional_text("name"),
                                    .organiser = arguments.optional_text("organiser"),
                                    .privacy_url = arguments.optional_text("privacy_url"),
                                    .starts = arguments.optional_text("starts"),
                                    .ends = arguments.optional_text("ends"),
                                    .doors_open = arguments.optional_text("doors_open"),
                                    .welcome = arguments.texts("welcome"),
                                    .template_name = arguments.text_or("template_name", ""),
                                    .template_document = arguments.optional_text("template_document"),
                                    .badges = badges_in(object, arguments),
                                    .category_looks = looks_of(arguments)};
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (auto fits = check_templates(changes); !fits) {
    return tl::make_unexpected(fits.error());
  }
  return context.desk.events().change(changes).map(
      [](const venue::EventSummary& changed) { return json::serialize(json_of(changed)); });
}

Outcome set_event_image(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto content = base::from_base64url(arguments.text("content"));
  const venue::EventImage image{.event = arguments.text("event"),
                                .name = arguments.text("name"),
                                .content = content ? std::string(base::as_text(*content)) : std::string()};
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (!content) return base::fail(base::ErrorKind::InvalidInput, "The argument \"content\" must be base64url.");
  if (auto fits = badge::check_event_picture(image.name, image.content); !fits) {
    return tl::make_unexpected(fits.error());
  }
  return context.desk.events().set_image(image).map([&] {
    return json::serialize(json::object{{"event", image.event}, {"name", image.name}, {"size", image.content.size()}});
  });
}

Outcome remove_event_image(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto name = arguments.text("name");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return context.desk.events().remove_image(event, name).map([&] {
    return json::serialize(json::object{{"event", event}, {"name", name}});
  });
}

Outcome list_events(CommandContext& context, const json::object& object) {
  if (auto done = Arguments(object).done(); !done) return tl::make_unexpected(done.error());
  return context.desk.events().list().map([&](const std::vector<venue::EventSummary>& events) {
    json::array result;
    for (const auto& event : events) {
      if (!context.caller || context.caller->may_see(event.id)) result.push_back(line_of(context, event));
    }
    return json::serialize(result);
  });
}

}  // namespace einlass::commands
