#include "server/cli/commands.h"
#include "server/cli/dates.h"
#include "server/cli/import_report.h"
#include "server/cli/text_table.h"

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

struct PullOptions {
  std::string event, connector, remote, list, guest, person;
  std::vector<std::string> words;
  bool full = false;
  bool dry_run = false;
};
using Options = std::shared_ptr<PullOptions>;

std::string time_text(const json::value& pull, const char* name) {
  const auto* time = pull.as_object().if_contains(name);
  if (time == nullptr || time->is_null()) return "never";
  return utc_minute(number_of(pull, name));
}

std::string state_text(const json::value& pull) {
  if (flag_of(pull, "under_way")) return "being pulled";
  const auto trouble = text_of(pull, "trouble");
  if (!trouble.empty()) return trouble;
  return flag_of(pull, "half_done") ? "cut off, goes on with the next pull" : text_of(pull, "warning");
}

std::string changes_text(const json::value& figures) {
  if (figures.is_null()) return "";
  return fmt::format("{}/{}/{}/{}", number_of(figures, "came"), number_of(figures, "changed"),
                     number_of(figures, "went"), number_of(figures, "refused"));
}

std::string unreadable_text(const json::value& pull) {
  const auto refused = pull.at("figures").is_null() ? 0 : number_of(pull.at("figures"), "refused");
  if (refused == 0) return {};
  return fmt::format(
      "{} of {} cannot be read, so that the list of {} stays as it is for {}; einlass crm pull {} --from {} --full "
      "--dry-run says why.\n",
      counted(refused, "ticket", "tickets"), text_of(pull, "connector"), text_of(pull, "event"),
      refused == 1 ? "it" : "them", text_of(pull, "event"), text_of(pull, "connector"));
}

std::string there_text(const json::value& pull) {
  const auto list = text_of(pull, "list");
  return harmless(text_of(pull, "remote") + (list.empty() ? "" : ", list of " + list));
}

std::string status_text(const json::value& pulls) {
  TextTable table({"CONNECTOR", "EVENT", "THERE", "PULLED (UTC)", "WHOLE (UTC)", "CAME/CHANGED/WENT/REFUSED", "STATE"});
  std::string advice;
  for (const auto& pull : pulls.as_array()) {
    advice += unreadable_text(pull);
    const auto event = text_of(pull, "event");
    table.add({text_of(pull, "connector"), event.empty() ? "persons" : event, there_text(pull),
               time_text(pull, "finished"), time_text(pull, "full_finished"), changes_text(pull.at("figures")),
               harmless(state_text(pull))});
  }
  return table.text("Nothing comes from other systems: link an event with einlass crm link.\n") + advice;
}

std::string matches_text(const json::value& matches) {
  TextTable table({"GUEST", "NAME", "COMPANY", "CONNECTOR", "PERSON", "NAME THERE", "ORGANISATION", "BY", "STATE"});
  for (const auto& match : matches.as_array()) {
    table.add({text_of(match, "guest"), harmless(text_of(match, "name")), harmless(text_of(match, "company")),
               text_of(match, "connector"), harmless(text_of(match, "person")), harmless(text_of(match, "person_name")),
               harmless(text_of(match, "organisation")), text_of(match, "by"), text_of(match, "state")});
  }
  return table.text("No guest was found in the CRM.\n");
}

std::string found_persons_text(const json::value& found) {
  TextTable table({"CONNECTOR", "PERSON", "NAME", "ORGANISATION", "E-MAIL"});
  for (const auto& person : found.at("persons").as_array()) {
    table.add({text_of(person, "connector"), harmless(text_of(person, "person")), harmless(text_of(person, "name")),
               harmless(text_of(person, "organisation")), harmless(text_of(person, "email"))});
  }
  const auto text = table.text("Nobody in the CRM is known by that.\n");
  return flag_of(found, "more") ? text + "There are more: give another word.\n" : text;
}

std::string counted_fields_text(const json::value& look) {
  TextTable table({"FIELD", "HAVE IT", "WOULD CHANGE"});
  for (const auto& each : look.at("fields").as_array()) {
    table.add(
        {text_of(each, "field"), std::to_string(number_of(each, "said")), std::to_string(number_of(each, "changed"))});
  }
  return table.text("");
}

// A field that nobody has is one that its field map looks for in the wrong place.
std::string missing_fields_text(const json::value& report) {
  const auto& look = report.at("persons");
  bool has_names = false, has_addresses = false;
  for (const auto& each : look.at("fields").as_array()) {
    const auto field = text_of(each, "field");
    const bool is_said = number_of(each, "said") > 0;
    has_names = has_names || (is_said && field.ends_with(" name"));
    has_addresses = has_addresses || (is_said && field == "e-mail");
  }
  if (number_of(look, "read") == 0 || (has_names && has_addresses)) return {};
  const auto* missing = has_names ? "an e-mail address" : has_addresses ? "a name" : "a name or an e-mail address";
  return fmt::format("Nobody has {}; see whether \"fields\" of {} in connectors.toml names the right places.\n",
                     missing, text_of(report, "connector"));
}

std::string quoted(const json::value& change, const char* name) {
  const auto value = text_of(change, name);
  return value.empty() ? "nothing" : "\"" + harmless(value) + "\"";
}

std::string example_text(const json::value& person) {
  auto text = fmt::format("  {}: {} ({})\n", text_of(person, "change"), harmless(text_of(person, "name")),
                          harmless(text_of(person, "person")));
  for (const auto& each : person.at("fields").as_array()) {
    text += fmt::format("    {}: {} -> {}\n", text_of(each, "field"), quoted(each, "before"), quoted(each, "after"));
  }
  return text;
}

std::string look_text(const json::value& report) {
  const auto& look = report.at("persons");
  const auto& figures = report.at("figures");
  auto text = fmt::format("Read {}{}.\n{}{}", counted(number_of(look, "read"), "person", "persons"),
                          flag_of(report, "full") ? "" : " who changed there", counted_fields_text(look),
                          missing_fields_text(report));
  for (const auto& person : look.at("examples").as_array()) text += example_text(person);
  return text + fmt::format("Would bring in: {} new, {} changed, {} gone; nothing was written.\n",
                            number_of(figures, "came"), number_of(figures, "changed"), number_of(figures, "went"));
}

std::string pull_report_text(const json::value& report) {
  if (!report.at("persons").is_null()) return look_text(report);
  const auto& import = report.at("import");
  if (!import.is_null()) return import_report_text(import);
  return text_of(report, "event").empty() ? "The persons are here; einlass crm matches EVENT shows whom they are.\n"
                                          : "Nothing has changed there.\n";
}

using Shown = std::string (*)(const json::value& answer);

base::Result<void> show_answer(Session& session, const std::string& command, const json::object& arguments,
                               Shown text) {
  const auto answer = session.run(command, arguments);
  if (!answer) return base::failed(answer);
  return deliver(session.json() ? json::serialize(*answer) + "\n" : text(*answer), {});
}

void add_pulled_event(CLI::App& command, const Options& options) {
  command.add_option("event", options->event, "the event's key")->required()->type_name("EVENT");
}

void add_connector(CLI::App& command, const Options& options) {
  command.add_option("--from", options->connector, "name of the connector")->required()->type_name("CONNECTOR");
}

void add_links(CLI::App& crm, const Program& program, const Options& options) {
  auto& link = *crm.add_subcommand("link", "Say where an event's guests come from");
  add_pulled_event(link, options);
  add_connector(link, options);
  link.add_option("--as", options->remote, "what it is called there: Eventbrite's number, pretix's short name, product")
      ->required()
      ->type_name("REMOTE");
  link.add_option("--list", options->list, "whose guests they are, at an evening of several hosts")->type_name("NAME");
  link.footer(
      "Examples:\n"
      "  einlass crm link summit-2026 --from eventbrite --as 123456789\n"
      "  einlass crm link summit-2026 --from shop --as \"SUMMIT-26-*\"\n"
      "  einlass crm link gala-2026 --from pretix --as season/7 --list \"Anna Berg\"\n"
      "docs/connectors.md says how each system is set up.\n");
  on_run(link, program, [options, &session = program.session] {
    return show_answer(session, "crm.link",
                       {{"event", options->event},
                        {"connector", options->connector},
                        {"remote", options->remote},
                        {"list", options->list}},
                       status_text);
  });
  auto& unlink = *crm.add_subcommand("unlink", "Bring in no more guests from there; those that are here stay");
  add_pulled_event(unlink, options);
  add_connector(unlink, options);
  on_run(unlink, program, [options, &session = program.session] {
    return show_answer(session, "crm.unlink", {{"event", options->event}, {"connector", options->connector}},
                       status_text);
  });
}

void add_pull(CLI::App& crm, const Program& program, const Options& options) {
  auto& pull = *crm.add_subcommand("pull", "Bring in now what a connector has, without waiting for its schedule");
  add_connector(pull, options);
  pull.add_option("event", options->event, "the event's key; without it the connector's persons")->type_name("EVENT");
  pull.add_flag("--full", options->full, "everything, and withdraw what is not there any more");
  pull.add_flag("--dry-run", options->dry_run, "show what would change, and write nothing");
  on_run(pull, program, [options, &session = program.session] {
    return show_answer(session, "crm.pull",
                       {{"connector", options->connector},
                        {"event", options->event},
                        {"full", options->full},
                        {"dry_run", options->dry_run}},
                       pull_report_text);
  });
  on_run(*crm.add_subcommand("status", "When what was pulled, and what stands in the way"), program,
         [&session = program.session] { return show_answer(session, "crm.status", {}, status_text); });
}

// Each is the command of the same name.
void add_decision(CLI::App& crm, const Program& program, const Options& options, const char* name,
                  const char* description) {
  auto& decide = *crm.add_subcommand(name, description);
  add_pulled_event(decide, options);
  add_connector(decide, options);
  decide.add_option("guest", options->guest, "her id, as einlass crm matches or einlass --json crm diff names it")
      ->required()
      ->type_name("GUEST");
  decide.add_option("person", options->person, "the person's id there, as einlass crm search names it")
      ->required()
      ->type_name("PERSON");
  on_run(decide, program, [options, name, &session = program.session] {
    return show_answer(session, std::string("crm.") + name,
                       {{"event", options->event},
                        {"connector", options->connector},
                        {"guest", options->guest},
                        {"person", options->person}},
                       matches_text);
  });
}

void add_search(CLI::App& crm, const Program& program, const Options& options) {
  auto& search = *crm.add_subcommand("search", "Persons of the CRM by a part of name, organisation or e-mail address");
  search.add_option("words", options->words, "the beginning of a name or organisation, a part of an address")
      ->required()
      ->type_name("WORDS");
  search.footer(
      "Nobody has to know a name to its end. Whoever is found is a guest's person with einlass crm confirm.\n\n"
      "Examples:\n"
      "  einlass crm search lovel\n"
      "  einlass crm search ada@example.org\n");
  on_run(search, program, [options, &session = program.session] {
    return show_answer(session, "crm.search", {{"words", fmt::format("{}", fmt::join(options->words, " "))}},
                       found_persons_text);
  });
}

}  // namespace

void add_crm_pulls(CLI::App& crm, const Program& program) {
  const auto options = std::make_shared<PullOptions>();
  add_links(crm, program, options);
  add_pull(crm, program, options);
  auto& matches = *crm.add_subcommand("matches", "Which guest is which person of the CRM");
  add_pulled_event(matches, options);
  on_run(matches, program, [options, &session = program.session] {
    return show_answer(session, "crm.matches", {{"event", options->event}}, matches_text);
  });
  add_search(crm, program, options);
  add_decision(crm, program, options, "confirm", "Say that a guest is this person");
  add_decision(crm, program, options, "reject", "Say that a guest is not this person; it is remembered");
  add_decision(crm, program, options, "retract", "Take back what was confirmed or rejected of a guest and a person");
}

void add_crm_commands(const Program& program) {
  auto& crm = *program.app.add_subcommand("crm", "Guests from the CRM and other systems, and attendance back");
  crm.require_subcommand(1);
  add_crm_pulls(crm, program);
  add_crm_delivery(crm, program);
}

}  // namespace einlass::cli
