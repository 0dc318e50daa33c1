#include "server/cli/commands.h"
#include "server/cli/text_table.h"

#include <cstdint>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

struct StaffOptions {
  std::uint32_t number = 0;
  std::string name, pin;
  std::string role = "staff";
  std::vector<std::string> events, lists;
};

std::string words_for_pin(const json::value& member) {
  return fmt::format("{} signs in at kiosks with the PIN {}. It is shown only now; nobody can look it up later.\n",
                     text_of(member, "name"), text_of(member, "pin"));
}

base::Result<void> add_member(Session& session, const StaffOptions& options) {
  json::object arguments{{"name", options.name}, {"role", options.role}, {"pin", options.pin}};
  if (!options.events.empty()) arguments["events"] = json::value_from(options.events);
  if (!options.lists.empty()) arguments["lists"] = json::value_from(options.lists);
  const auto member = session.run("staff.add", arguments);
  if (!member) return tl::make_unexpected(member.error());
  if (session.json()) return deliver_json(*member);
  return deliver(fmt::format("{} has the number {}, as {}.\n", text_of(*member, "name"), number_of(*member, "number"),
                             text_of(*member, "role")) +
                     words_for_pin(*member),
                 {});
}

base::Result<void> set_pin(Session& session, const StaffOptions& options) {
  const auto member = session.run("staff.pin", {{"number", options.number}, {"pin", options.pin}});
  if (!member) return tl::make_unexpected(member.error());
  return session.json() ? deliver_json(*member) : deliver(words_for_pin(*member), {});
}

base::Result<void> set_role(Session& session, const StaffOptions& options) {
  const auto member = session.run("staff.role", {{"number", options.number}, {"role", options.role}});
  if (!member) return tl::make_unexpected(member.error());
  if (session.json()) return deliver_json(*member);
  return deliver(fmt::format("{} is {} from now on.\n", text_of(*member, "name"), text_of(*member, "role")), {});
}

base::Result<void> set_events(Session& session, const StaffOptions& options) {
  const auto member =
      session.run("staff.events", {{"number", options.number}, {"events", json::value_from(options.events)}});
  if (!member) return tl::make_unexpected(member.error());
  if (session.json()) return deliver_json(*member);
  const auto where =
      options.events.empty() ? std::string("at every event") : fmt::format("at {}", fmt::join(options.events, ", "));
  return deliver(fmt::format("{} may sign in {} from now on.\n", text_of(*member, "name"), where), {});
}

base::Result<void> remove_member(Session& session, const StaffOptions& options) {
  const auto member = session.run("staff.remove", {{"number", options.number}});
  if (!member) return tl::make_unexpected(member.error());
  if (session.json()) return deliver_json(*member);
  return deliver(
      fmt::format("{} can sign in nowhere any more. Nobody else gets the number {}, which the journals name.\n",
                  text_of(*member, "name"), number_of(*member, "number")),
      {});
}

std::string joined_or(const json::array& texts, const char* if_empty) {
  std::vector<std::string> words;
  for (const auto& text : texts) words.emplace_back(text.as_string());
  return words.empty() ? if_empty : fmt::format("{}", fmt::join(words, ", "));
}

// Of who was invited and has no password yet, too; in brackets.
std::string sign_in_of(const json::value& member) {
  const auto name = text_of(member, "sign_in");
  if (name.empty()) return "-";
  return flag_of(member, "has_password") ? name : "(" + name + ")";
}

base::Result<void> list_members(Session& session) {
  const auto members = session.run("staff.list", {});
  if (!members) return tl::make_unexpected(members.error());
  if (session.json()) return deliver_json(*members);
  TextTable table({"NUMBER", "NAME", "ROLE", "EVENTS", "SIGN-IN", "LISTS"});
  for (const auto& member : members->as_array()) {
    table.add({std::to_string(number_of(member, "number")), text_of(member, "name"), text_of(member, "role"),
               joined_or(array_of(member, "events"), "all"), sign_in_of(member),
               joined_or(array_of(member, "lists"), "-")});
  }
  return deliver(table.text("Nobody can sign in yet; einlass staff add takes somebody on.\n"), {});
}

using StaffAct = base::Result<void> (*)(Session& session, const StaffOptions& options);

CLI::App& add_staff_command(CLI::App& staff, const Program& program, const char* name, const char* what,
                            const std::shared_ptr<StaffOptions>& options, StaffAct act) {
  auto& command = *staff.add_subcommand(name, what);
  on_run(command, program, [options, act, &session = program.session] { return act(session, *options); });
  return command;
}

void add_number(CLI::App& command, StaffOptions& options) {
  command.add_option("number", options.number, "as einlass staff list shows it")->required()->type_name("NUMBER");
}

void add_pin(CLI::App& command, StaffOptions& options) {
  command.add_option("--pin", options.pin, "six digits; without it the server makes one")->type_name("PIN");
}

constexpr const char* roles = "helper, staff, host or organiser";

}  // namespace

void add_staff_commands(const Program& program) {
  auto& staff = *program.app.add_subcommand("staff", "Say who may sign in, where, and as what");
  staff.require_subcommand(1);
  const auto options = std::make_shared<StaffOptions>();
  auto& add = add_staff_command(staff, program, "add", "Take somebody on, and show her PIN once", options, &add_member);
  add.add_option("name", options->name, "as colleagues call her")->required()->type_name("NAME");
  add.add_option("--role", options->role, roles)->capture_default_str()->type_name("ROLE");
  add.add_option("--event", options->events, "where she may sign in, by key; may be repeated; without it everywhere")
      ->type_name("KEY")
      ->allow_extra_args(false);
  add.add_option("--list", options->lists, "whose guests are hers, as a host, by list owner; may be repeated")
      ->type_name("OWNER")
      ->allow_extra_args(false);
  add_pin(add, *options);
  add.footer("Example:\n  einlass staff add \"Ada L.\" --role host --event summit-2026\n");
  auto& pin = add_staff_command(staff, program, "pin", "Give somebody a new PIN, for one that was forgotten or seen",
                                options, &set_pin);
  add_number(pin, *options);
  add_pin(pin, *options);
  auto& role = add_staff_command(staff, program, "role", "Change what somebody may do", options, &set_role);
  add_number(role, *options);
  role.add_option("role", options->role, roles)->required()->type_name("ROLE");
  auto& events = add_staff_command(staff, program, "events",
                                   "Say at which events somebody may sign in, in the place of those that were", options,
                                   &set_events);
  add_number(events, *options);
  events.add_option("events", options->events, "by key; without any: at all events")->type_name("KEY");
  auto& remove = add_staff_command(staff, program, "remove", "Let somebody sign in no more", options, &remove_member);
  add_number(remove, *options);
  auto& list = *staff.add_subcommand("list", "List who may sign in");
  on_run(list, program, [&session = program.session] { return list_members(session); });
}

}  // namespace einlass::cli
