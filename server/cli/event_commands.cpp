#include "core/base/bytes.h"
#include "core/base/file.h"
#include "printing/badge/badge_template.h"
#include "printing/badge/event_picture.h"
#include "server/cli/commands.h"
#include "server/cli/text_table.h"

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

// What can be said of a new event and changed in an old one.
struct EventOptions {
  std::optional<std::string> name, starts, ends, doors_open, organiser, privacy_url, welcome_de, welcome_en;
  std::optional<std::string> badges_at, reprints;
  std::vector<std::string> badge_desks;
  std::vector<std::tuple<std::string, std::string, std::string>> pick_up;  // family names, German, English
  bool no_badge_desk = false, no_pick_up = false;
  std::vector<std::string> badge_templates;   // FILE or CATEGORY=FILE
  std::vector<std::string> category_colours;  // CATEGORY=COLOUR
};

struct NewEventOptions : EventOptions {
  std::string preset, key;
  std::string time_zone = "Europe/Berlin";
};

struct ChangeOptions : EventOptions {
  std::string event;
};

void put(json::object& arguments, const char* name, const std::optional<std::string>& value) {
  if (value) arguments[name] = *value;
}

void put_badges(json::object& arguments, const EventOptions& options) {
  put(arguments, "badges_at", options.badges_at);
  put(arguments, "reprints", options.reprints);
  if (!options.badge_desks.empty() || options.no_badge_desk) {
    arguments["badge_desks"] = json::value_from(options.badge_desks);
  }
  json::array pick_up;
  for (const auto& [names, german, english] : options.pick_up) {
    for (const auto& text : {names, german, english}) pick_up.emplace_back(text);
  }
  if (!pick_up.empty() || options.no_pick_up) arguments["pick_up"] = std::move(pick_up);
}

struct CategoryPair {
  std::string category;  // empty: no category is named
  std::string value;
};

// A file whose own name looks like this is written with its folder: ./a=b.svg.
CategoryPair category_pair(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || text.substr(0, equals).find_first_of("./\\") != std::string::npos)
    return {"", text};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

base::Result<void> put_templates(json::object& arguments, const std::vector<std::string>& templates) {
  json::object documents, names;
  for (const auto& each : templates) {
    const auto [category, file] = category_pair(each);
    if (!category.empty() && file.empty()) {
      documents[category] = "";
      continue;
    }
    const auto drawing = badge::BadgeTemplate::load(file);
    if (!drawing) return tl::make_unexpected(drawing.error());
    const auto name = std::filesystem::path(file).stem().string();
    if (category.empty()) {
      arguments["template_name"] = name;
      arguments["template_document"] = drawing->document();
    } else {
      names[category] = name;
      documents[category] = drawing->document();
    }
  }
  arguments["category_templates"] = std::move(documents);
  arguments["category_template_names"] = std::move(names);
  return {};
}

base::Result<void> put_colours(json::object& arguments, const std::vector<std::string>& pairs) {
  json::object colours;
  for (const auto& each : pairs) {
    const auto [category, colour] = category_pair(each);
    if (category.empty()) {
      return base::fail(base::ErrorKind::InvalidInput,
                        fmt::format("\"{}\" names no category; write --category-colour member=#cc0000.", each));
    }
    colours[category] = colour;
  }
  arguments["category_colours"] = std::move(colours);
  return {};
}

base::Result<json::object> arguments_of(const EventOptions& options) {
  json::object arguments, welcome;
  put_badges(arguments, options);
  put(arguments, "name", options.name);
  put(arguments, "starts", options.starts);
  put(arguments, "ends", options.ends);
  put(arguments, "doors_open", options.doors_open);
  put(arguments, "organiser", options.organiser);
  put(arguments, "privacy_url", options.privacy_url);
  put(welcome, "de", options.welcome_de);
  put(welcome, "en", options.welcome_en);
  arguments["welcome"] = std::move(welcome);
  if (auto put = put_templates(arguments, options.badge_templates); !put) return tl::make_unexpected(put.error());
  if (auto put = put_colours(arguments, options.category_colours); !put) return tl::make_unexpected(put.error());
  return arguments;
}

std::string missing_notice(const NewEventOptions& options) {
  if (options.organiser.value_or("").empty()) {
    return fmt::format("Kiosks will show no privacy notice; einlass event set {} --organiser NAME adds it.\n",
                       options.key);
  }
  if (!options.privacy_url.value_or("").empty()) return {};
  return fmt::format("The privacy notice will name no address; einlass event set {} --privacy-url URL adds it.\n",
                     options.key);
}

base::Result<void> create_event(Session& session, const NewEventOptions& options) {
  auto arguments = arguments_of(options);
  if (!arguments) return tl::make_unexpected(arguments.error());
  arguments->insert({{"preset", options.preset}, {"key", options.key}, {"time_zone", options.time_zone}});
  const auto event = session.run("event.create", *arguments);
  if (!event) return tl::make_unexpected(event.error());
  if (session.json()) return deliver(json::serialize(*event) + "\n", {});
  const auto* doors = !options.doors_open.value_or("").empty()
                          ? ""
                          : "The doors are open from 2 hours before the start until the end; "
                            "--doors-open sets another time.\n";
  return deliver(fmt::format("Created {} ({}), {} to {}.\n{}{}", text_of(*event, "key"), text_of(*event, "name"),
                             text_of(*event, "starts"), text_of(*event, "ends"), doors, missing_notice(options)),
                 {});
}

base::Result<void> change_event(Session& session, const ChangeOptions& options) {
  auto arguments = arguments_of(options);
  if (!arguments) return tl::make_unexpected(arguments.error());
  arguments->insert({{"event", options.event}});
  const auto event = session.run("event.set", *arguments);
  if (!event) return tl::make_unexpected(event.error());
  if (session.json()) return deliver(json::serialize(*event) + "\n", {});
  return deliver(
      fmt::format("Changed {} ({}), {} to {}, doors open from {}.\n", text_of(*event, "key"), text_of(*event, "name"),
                  text_of(*event, "starts"), text_of(*event, "ends"), text_of(*event, "doors_open")),
      {});
}

// Nobody may take a rehearsal for its event, whose name it bears.
std::string called(const json::value& event) {
  return (flag_of(event, "rehearsal") ? "REHEARSAL of " : "") + text_of(event, "name");
}

base::Result<void> list_events(Session& session) {
  const auto events = session.run("event.list", {});
  if (!events) return tl::make_unexpected(events.error());
  if (session.json()) return deliver(json::serialize(*events) + "\n", {});
  TextTable table({"KEY", "NAME", "PRESET", "STARTS", "ENDS"});
  std::string problems;
  for (const auto& event : events->as_array()) {
    const auto problem = text_of(event, "problem");
    if (!problem.empty()) problems += fmt::format("{} cannot be used: {}\n", text_of(event, "key"), problem);
    table.add({text_of(event, "key"), called(event), text_of(event, "preset"), text_of(event, "starts"),
               text_of(event, "ends")});
  }
  return deliver(table.text("There is no event yet; make one with einlass event create.\n") + problems, {});
}

// Packaged, thus the same for every venue, and there to be read before there is one.
struct ImageOptions {
  std::string event, name;
  std::filesystem::path file;
  bool remove = false;
};

base::Result<void> remove_image(Session& session, const ImageOptions& options) {
  const auto removed = session.run("event.image_remove", {{"event", options.event}, {"name", options.name}});
  if (!removed) return tl::make_unexpected(removed.error());
  if (session.json()) return deliver(json::serialize(*removed) + "\n", {});
  return deliver(fmt::format("Badges of {} show no picture of the event in their boxes \"{}\" any more.\n",
                             options.event, options.name),
                 {});
}

base::Result<void> set_image(Session& session, const ImageOptions& options) {
  if (options.remove) return remove_image(session, options);
  const auto content = base::read_file(options.file, badge::largest_event_picture);
  if (!content) return tl::make_unexpected(content.error());
  const auto set = session.run(
      "event.image",
      {{"event", options.event}, {"name", options.name}, {"content", base::base64url(base::to_bytes(*content))}});
  if (!set) return tl::make_unexpected(set.error());
  if (session.json()) return deliver(json::serialize(*set) + "\n", {});
  return deliver(fmt::format("Badges of {} now show {} in their boxes \"{}\".\n", options.event,
                             options.file.filename().string(), options.name),
                 {});
}

void add_image(CLI::App& event, const Program& program) {
  const auto options = std::make_shared<ImageOptions>();
  auto& image = *event.add_subcommand("image", "Set a picture that all badges of an event show, such as a logo");
  image.add_option("event", options->event, "the event's key")->required()->type_name("EVENT");
  image.add_option("name", options->name, "the image box's data-field; docs/badges.md lists them")
      ->required()
      ->type_name("NAME");
  auto* file = image.add_option_group("picture");
  file->add_option("file", options->file, "PNG, JPEG, WebP or SVG")->type_name("FILE");
  file->add_flag("--remove", options->remove, "show none any more instead");
  file->require_option(1);
  image.footer(
      "Example:\n"
      "  einlass event image summit-2026 logo logo.svg\n"
      "  einlass event image summit-2026 logo --remove\n");
  on_run(image, program, [options, &session = program.session] { return set_image(session, *options); });
}

struct NeededOptions {
  CLI::Option *name, *starts, *ends;
};

void add_badge_options(CLI::App& command, EventOptions& options) {
  command
      .add_option("--badge-template", options.badge_templates,
                  "SVG drawing in millimetres instead of the preset's; CATEGORY=FILE: of this category's badges, "
                  "CATEGORY=: as the others again; may be repeated")
      ->type_name("[CATEGORY=]FILE")
      ->allow_extra_args(false);
  command
      .add_option(
          "--category-colour", options.category_colours,
          "what templates draw in this category's colour, such as member=#cc0000; CATEGORY=: black again; may be "
          "repeated")
      ->type_name("CATEGORY=COLOUR")
      ->allow_extra_args(false);
  command
      .add_option("--badges-at", options.badges_at,
                  "where badges come out: \"admission\", at the kiosk that lets in, or \"desk\", at badge desks only")
      ->type_name("PLACE");
  auto* desk = command.add_option("--badge-desk", options.badge_desks,
                                  "a door at which a scan prints the badge and admits nobody; may be repeated");
  desk->type_name("DOOR")->allow_extra_args(false);
  command.add_flag("--no-badge-desk", options.no_badge_desk, "all doors admit")->excludes(desk);
  command
      .add_option("--reprints", options.reprints,
                  "how often staff may print a badge again before a host must: a number, \"any\", or \"host\"")
      ->type_name("TIMES");
  auto* pick_up =
      command.add_option("--pick-up", options.pick_up,
                         "where badges printed beforehand are fetched: family names such as A-K, or others, "
                         "then the place in German and in English; may be repeated");
  pick_up->type_name("NAMES DE EN")->allow_extra_args(false);
  command.add_flag("--no-pick-up", options.no_pick_up, "no such places")->excludes(pick_up);
}

NeededOptions add_event_options(CLI::App& command, EventOptions& options) {
  const NeededOptions needed{
      .name = command.add_option("--name", options.name, "as guests read it"),
      .starts = command.add_option("--starts", options.starts, "local time, such as 2026-11-23T18:00"),
      .ends = command.add_option("--ends", options.ends, "local time")};
  needed.starts->type_name("TIME");
  needed.ends->type_name("TIME");
  command
      .add_option("--doors-open", options.doors_open,
                  "nobody is admitted before; of an event of several days each day at this time of day")
      ->type_name("TIME");
  command.add_option("--organiser", options.organiser, "for the privacy notice");
  command.add_option("--privacy-url", options.privacy_url, "where the privacy notice can be read")->type_name("URL");
  command.add_option("--welcome-de", options.welcome_de, "where to go, said in German on the welcome screen");
  command.add_option("--welcome-en", options.welcome_en, "the same in English");
  add_badge_options(command, options);
  return needed;
}

void add_create(CLI::App& event, const Program& program) {
  const auto options = std::make_shared<NewEventOptions>();
  auto& create = *event.add_subcommand("create", "Set up an event from a preset");
  create.add_option("--preset", options->preset, "how guests are admitted; see einlass event presets")
      ->required()
      ->type_name("NAME");
  create.add_option("--key", options->key, "short name for commands: a-z, 0-9, hyphens")->required()->type_name("KEY");
  const auto needed = add_event_options(create, *options);
  for (auto* option : {needed.name, needed.starts, needed.ends}) option->required();
  create.add_option("--time-zone", options->time_zone, "of the venue")->capture_default_str()->type_name("ZONE");
  create.footer(
      "Example:\n"
      "  einlass event create --preset summit --key summit-2026 --name \"Future Summit\" \\\n"
      "                       --starts 2026-11-23T18:00 --ends 2026-11-23T23:00 --doors-open 2026-11-23T17:00\n");
  on_run(create, program, [options, &session = program.session] { return create_event(session, *options); });
}

void add_set(CLI::App& event, const Program& program) {
  const auto options = std::make_shared<ChangeOptions>();
  auto& set = *event.add_subcommand("set", "Change what kiosks say of an event, its times or its badge");
  set.add_option("event", options->event, "the event's key")->required()->type_name("EVENT");
  auto* changes = set.add_option_group("changes", "What is left out stays; \"\" takes a text away.");
  add_event_options(*changes, *options);
  changes->require_option(1, 0);
  set.footer(
      "The doors move along with the start, unless --doors-open is given. Connected kiosks show the change at once.\n\n"
      "Example:\n"
      "  einlass event set summit-2026 --organiser \"Netzwerk e. V.\" --privacy-url https://example.org/privacy\n"
      "  einlass event set summit-2026 --badge-template press=press.svg --category-colour member=#cc0000\n"
      "  einlass event set summit-2026 --pick-up A-K \"Tisch A–K\" \"desk A–K\" \\\n"
      "                                --pick-up L-Z \"Tisch L–Z\" \"desk L–Z\"\n");
  on_run(set, program, [options, &session = program.session] { return change_event(session, *options); });
}

}  // namespace

void add_event_commands(const Program& program) {
  auto& event = *program.app.add_subcommand("event", "Set up and list events");
  event.require_subcommand(1);
  add_create(event, program);
  add_set(event, program);
  add_image(event, program);
  add_event_rehearsals(event, program);
  add_event_packs(event, program);
  add_event_closing(event, program);
  add_event_privacy(event, program);
  auto& list = *event.add_subcommand("list", "List all events");
  on_run(list, program, [&session = program.session] { return list_events(session); });
  add_policy_commands(event, program);
}

}  // namespace einlass::cli
