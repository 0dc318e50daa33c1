#include "core/base/file.h"
#include "server/cli/commands.h"
#include "server/cli/dates.h"
#include "server/cli/erasure_text.h"
#include "server/cli/text_table.h"
#include "server/venue/privacy_desk.h"

#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

struct PurgeOptions {
  std::string event;
  bool confirm = false;
};

base::Result<void> purge(Session& session, const PurgeOptions& options) {
  const auto purged = session.run("event.purge", {{"event", options.event}, {"confirm", options.confirm}});
  if (!purged) return base::failed(purged);
  const auto rewritten = static_cast<std::int64_t>(array_of(*purged, "rewritten").size());
  const auto text =
      session.json()
          ? json::serialize(*purged) + "\n"
          : fmt::format(
                "All persons of {} are erased here and in {}; kiosks follow as they connect. Its figures are "
                "kept.\n",
                options.event, counted(rewritten, "backup", "backups")) +
                still_held_text(*purged);
  if (auto told = deliver(text, {}); !told) return told;
  return all_rewritten(*purged);
}

// ---- how long -------------------------------------------------------------------------------------------------------

struct RetentionOptions {
  std::string event;
  int refusals = 0;
  int persons = 0;
  bool as_venue = false;
};

std::string day_of(const json::value& step, const char* name) {
  const auto time = number_of(step, name);
  return time == 0 ? std::string() : utc_date(time);
}

std::string state_of(const json::value& step) {
  if (const auto done = day_of(step, "done"); !done.empty()) return "erased on " + done;
  const auto due = day_of(step, "due");
  if (due.empty()) return fmt::format("{} after closing", counted(number_of(step, "days"), "day", "days"));
  return (day_of(step, "announced").empty() ? "on " : "SOON, on ") + due;
}

std::string left_open_text(const json::array& events) {
  std::string text;
  for (const auto& event : events) {
    if (!flag_of(event, "left_open")) continue;
    text += fmt::format(
        "{0} is over, and nobody has closed it, so that its guests are never erased; einlass event close {0}\n",
        text_of(event, "event"));
  }
  return text;
}

std::string retention_text(const json::value& told) {
  auto text = fmt::format("This venue keeps persons for {} after an event is closed, and reasons of refusals for {}.\n",
                          counted(number_of(told, "persons_days"), "day", "days"),
                          counted(number_of(told, "refusals_days"), "day", "days"));
  TextTable table({"EVENT", "PERSONS GO (UTC)", "REASONS OF REFUSALS GO (UTC)", "DAYS OF ITS OWN"});
  for (const auto& event : array_of(told, "events")) {
    table.add({text_of(event, "event"), state_of(event.at("persons")), state_of(event.at("refusals")),
               flag_of(event, "is_own") ? "yes" : ""});
  }
  return text + table.text({}) + left_open_text(array_of(told, "events"));
}

// Of the two only what was given changes.
base::Result<json::object> days_to_set(Session& session, const RetentionOptions& options) {
  const auto before = session.run("retention.tell", {{"event", options.event}});
  if (!before) return base::failed(before);
  const auto& events = array_of(*before, "events");
  const auto days = [&](const char* step, const char* of_venue) {
    return options.event.empty() || events.empty() ? number_of(*before, of_venue)
                                                   : number_of(events.front().at(step), "days");
  };
  json::object changes{{"event", options.event}};
  if (options.as_venue) return changes;
  changes["persons_days"] = options.persons > 0 ? options.persons : days("persons", "persons_days");
  changes["refusals_days"] = options.refusals > 0 ? options.refusals : days("refusals", "refusals_days");
  return changes;
}

base::Result<void> retention(Session& session, const RetentionOptions& options) {
  const bool changes_something = options.persons > 0 || options.refusals > 0 || options.as_venue;
  const auto changes = changes_something ? days_to_set(session, options) : base::Result<json::object>();
  if (!changes) return base::failed(changes);
  const auto told = changes_something ? session.run("retention.set", *changes)
                                      : session.run("retention.tell", {{"event", options.event}});
  if (!told) return base::failed(told);
  return deliver(session.json() ? json::serialize(*told) + "\n" : retention_text(*told), {});
}

// ---- one person -----------------------------------------------------------------------------------------------------

struct ExportPersonOptions {
  std::string who;
  std::string language = "en";
  fs::path output;
};

struct ErasePersonOptions {
  std::vector<std::string> ids;
  bool confirm = false;
};

std::string persons_text(const json::array& persons) {
  TextTable table({"ID", "NAME", "ORGANISATION", "E-MAIL", "EVENTS"});
  for (const auto& person : persons) {
    std::string events;
    for (const auto& event : array_of(person, "events")) {
      events += (events.empty() ? "" : ", ") + text_of(event, "event");
    }
    table.add({text_of(person, "id"), harmless(text_of(person, "name")), harmless(text_of(person, "company")),
               harmless(text_of(person, "email")), events});
  }
  return table.text({});
}

// The one who is meant; of several, all are listed and nothing is written.
base::Result<std::string> id_of(Session& session, const std::string& who) {
  const auto found = session.run("person.find", {{"who", who}});
  if (!found) return base::failed(found);
  const auto& persons = found->as_array();
  if (persons.size() == 1) return text_of(persons.front(), "id");
  if (persons.empty()) {
    return base::fail(base::ErrorKind::NotFound,
                      "Nobody is known by that; try another spelling or the e-mail address.");
  }
  if (auto told = deliver(persons_text(persons), {}); !told) return base::failed(told);
  return base::fail(base::ErrorKind::InvalidInput,
                    "Several persons match; nothing was exported. Give the command again with the id of one of them.");
}

base::Result<void> export_person(Session& session, const ExportPersonOptions& options) {
  const auto id = id_of(session, options.who);
  if (!id) return base::failed(id);
  const auto person = session.run("person.export", {{"id", *id}, {"language", options.language}});
  if (!person) return base::failed(person);
  if (options.output.empty()) return deliver(text_of(*person, "document") + "\n", {});
  for (const auto& [suffix, part] : {std::pair{".json", "document"}, std::pair{".html", "page"}}) {
    const auto file = options.output.string() + suffix;
    const auto written = base::write_file(file, text_of(*person, part), base::FileMode::Private);
    if (!written) return written;
  }
  return deliver(
      fmt::format("Wrote {0}.json, complete, and {0}.html, to be read. They hold personal data: hand them out "
                  "to nobody else.\n",
                  options.output.string()),
      {});
}

base::Result<void> erase(Session& session, const ErasePersonOptions& options) {
  json::array ids;
  for (const auto& id : options.ids) ids.emplace_back(id);
  const auto erased = session.run("person.erase", {{"ids", std::move(ids)}, {"confirm", options.confirm}});
  if (!erased) return base::failed(erased);
  const auto rewritten = static_cast<std::int64_t>(array_of(*erased, "rewritten").size());
  const auto text = session.json() ? json::serialize(*erased) + "\n"
                                   : fmt::format("Erased as {} here and in {}; kiosks follow as they connect.\n",
                                                 counted(number_of(*erased, "erased"), "guest", "guests"),
                                                 counted(rewritten, "backup", "backups")) +
                                         still_held_text(*erased);
  if (auto told = deliver(text, {}); !told) return told;
  return all_rewritten(*erased);
}

void add_person_export(CLI::App& person, const Program& program) {
  const auto options = std::make_shared<ExportPersonOptions>();
  auto& command = *person.add_subcommand("export", "All that is known of a person, of all events");
  command.add_option("who", options->who, "name, e-mail address, or id")->required()->type_name("NAME|EMAIL|ID");
  command.add_option("--output", options->output, "writes PATH.json and PATH.html; without it JSON to standard output")
      ->type_name("PATH");
  command.add_option("--language", options->language, "of the page to be handed out: de or en")
      ->capture_default_str()
      ->check(CLI::IsMember({"de", "en"}));
  command.footer(
      "Where several persons match, they are listed with their ids and nothing is exported. Guests of several events\n"
      "are one person where both name and e-mail address are the same. Who is on no guest list is looked for\n"
      "among the CRM's people.\n\n"
      "Example:\n"
      "  einlass person export ada@example.org --language de --output ada\n");
  on_run(command, program, [options, &session = program.session] { return export_person(session, *options); });
}

void add_erase(CLI::App& person, const Program& program) {
  const auto options = std::make_shared<ErasePersonOptions>();
  auto& command = *person.add_subcommand(
      "erase", "Erase a person from all events for ever, here, on every kiosk and in the backups within reach");
  command.add_option("ids", options->ids, "as einlass person export lists them")->required()->type_name("ID");
  command.add_flag("--confirm", options->confirm, "nobody can take it back");
  command.footer(
      "That she came still counts. Backups out of reach and packed files are named, to be destroyed.\n\n"
      "Example:\n"
      "  einlass person erase 2CFK04P5FPZ5KCTQTK3WNBZNJ6 --confirm\n");
  on_run(command, program, [options, &session = program.session] { return erase(session, *options); });
}

}  // namespace

void add_event_privacy(CLI::App& event, const Program& program) {
  const auto options = std::make_shared<PurgeOptions>();
  auto& command = *event.add_subcommand("purge", "Erase all persons of a closed event for ever; its figures are kept");
  command.add_option("event", options->event, "the event's key")->required()->type_name("EVENT");
  command.add_flag("--confirm", options->confirm, "nobody can take it back");
  command.footer(
      "Here, on every kiosk and in the backups within reach; others and packed files are named, to be destroyed.\n"
      "Given again, it does again what may be left of an interrupted one. It happens by itself: see einlass event\n"
      "retention.\n\n"
      "Example:\n"
      "  einlass event purge summit-2026 --confirm\n");
  on_run(command, program, [options, &session = program.session] { return purge(session, *options); });

  const auto days = std::make_shared<RetentionOptions>();
  auto& keep = *event.add_subcommand("retention", "How long persons are kept after an event is closed");
  keep.add_option("event", days->event, "the event's key; without it: the venue, and all events")->type_name("EVENT");
  keep.add_option("--persons", days->persons, "names and all else that is personal")
      ->type_name("DAYS")
      ->check(CLI::Range(1, venue::longest_retention));
  keep.add_option("--refusals", days->refusals, "what was typed when somebody was refused or let in against the rules")
      ->type_name("DAYS")
      ->check(CLI::Range(1, venue::longest_retention));
  keep.add_flag("--default", days->as_venue, "the event as the venue has it; the venue as Einlass has it: 90 and 30");
  keep.footer(
      "What is due is announced two weeks before, here and on the organiser's page, and never on a clock in doubt.\n\n"
      "Examples:\n"
      "  einlass event retention\n"
      "  einlass event retention summit-2026 --persons 30\n");
  on_run(keep, program, [days, &session = program.session] { return retention(session, *days); });
}

void add_person_commands(const Program& program) {
  auto& person = *program.app.add_subcommand("person", "One person of all events: what is known of her, her erasure");
  person.require_subcommand(1);
  add_person_export(person, program);
  add_erase(person, program);
}

}  // namespace einlass::cli
