// How persons get to the pages, and what was done there: `einlass staff invite` and its like, `einlass audit`.
#include "printing/badge/qr_symbol.h"
#include "server/cli/commands.h"
#include "server/cli/terminal_qr.h"
#include "server/cli/text_table.h"

#include <cstdint>
#include <ctime>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

struct PersonOptions {
  std::uint32_t number = 0;
  std::string sign_in;
  std::vector<std::string> lists;
  std::vector<std::string> addresses;
  int port = 0;
};

struct AuditOptions {
  std::int64_t from = 0;
  int limit = 100;
};

// Of this machine's time zone.
std::string local_time(std::int64_t unix_ms) {
  return fmt::format("{:%Y-%m-%d %H:%M}", fmt::localtime(static_cast<std::time_t>(unix_ms / 1000)));
}

base::Result<void> invite(Session& session, const PersonOptions& options) {
  session.set_reach(options.addresses, options.port);
  const auto invited = session.run("staff.invite", {{"number", options.number}});
  if (!invited) return tl::make_unexpected(invited.error());
  if (session.json()) return deliver_json(*invited);
  const auto link = text_of(*invited, "link");
  const auto symbol = badge::QrSymbol::encode(link);
  if (!symbol) return tl::make_unexpected(symbol.error());
  std::cout << terminal_qr(*symbol, isatty(STDOUT_FILENO) == 1);
  return deliver(
      fmt::format("\n{} opens this link on her phone or laptop, in the venue's network:\n\n"
                  "  {}\n\n"
                  "She chooses a password there; her sign-in name is {}. The link works once, until {}. It is "
                  "shown only now.\n",
                  text_of(*invited, "name"), link, text_of(*invited, "sign_in"),
                  local_time(number_of(*invited, "expires"))),
      {});
}

base::Result<void> set_lists(Session& session, const PersonOptions& options) {
  const auto member =
      session.run("staff.lists", {{"number", options.number}, {"lists", json::value_from(options.lists)}});
  if (!member) return tl::make_unexpected(member.error());
  if (session.json()) return deliver_json(*member);
  const auto count = static_cast<std::int64_t>(options.lists.size());
  return deliver(fmt::format("{} has {} from now on.\n", text_of(*member, "name"), counted(count, "list", "lists")),
                 {});
}

base::Result<void> set_sign_in_name(Session& session, const PersonOptions& options) {
  const auto set = session.run("staff.sign_in_name", {{"number", options.number}, {"sign_in", options.sign_in}});
  if (!set) return tl::make_unexpected(set.error());
  if (session.json()) return deliver_json(*set);
  return deliver(fmt::format("Number {} signs in as {} from now on.\n", options.number, text_of(*set, "sign_in")), {});
}

base::Result<void> sign_out(Session& session, const PersonOptions& options) {
  const auto result = session.run("staff.sign_out", {{"number", options.number}});
  if (!result) return tl::make_unexpected(result.error());
  if (session.json()) return deliver_json(*result);
  return deliver(fmt::format("Number {} is signed out everywhere; {} ended.\n", options.number,
                             counted(number_of(*result, "ended"), "session", "sessions")),
                 {});
}

base::Result<void> list_sessions(Session& session, const PersonOptions& options) {
  const auto sessions = session.run("staff.sessions", {{"number", options.number}});
  if (!sessions) return tl::make_unexpected(sessions.error());
  if (session.json()) return deliver_json(*sessions);
  TextTable table({"BROWSER", "ADDRESS", "SINCE", "LAST USED"});
  for (const auto& each : sessions->as_array()) {
    table.add({text_of(each, "label"), text_of(each, "address"), local_time(number_of(each, "since")),
               local_time(number_of(each, "last_used"))});
  }
  return deliver(table.text(fmt::format("Number {} is signed in nowhere.\n", options.number)), {});
}

std::string person_of(const json::value& entry, const char* name, const char* number) {
  const auto known = text_of(entry, name);
  const auto of = number_of(entry, number);
  if (of == 0) return "-";
  return known.empty() ? std::to_string(of) : fmt::format("{} ({})", known, of);
}

base::Result<void> list_audit(Session& session, const AuditOptions& options) {
  const auto entries = session.run("audit.list", {{"from", options.from}, {"limit", options.limit}});
  if (!entries) return tl::make_unexpected(entries.error());
  if (session.json()) return deliver_json(*entries);
  TextTable table({"NUMBER", "TIME", "WHO", "ADDRESS", "ACT", "EVENT", "WHOM", "SHOWN"});
  for (const auto& entry : entries->as_array()) {
    table.add({std::to_string(number_of(entry, "sequence")), local_time(number_of(entry, "at")),
               person_of(entry, "name", "number"), text_of(entry, "address"), text_of(entry, "act"),
               text_of(entry, "event"), person_of(entry, "subject_name", "subject"),
               entry.at("shown").is_null() ? "" : std::to_string(number_of(entry, "shown"))});
  }
  return deliver(table.text("Nothing was done at the pages in the last 90 days.\n"), {});
}

using Act = base::Result<void> (*)(Session& session, const PersonOptions& options);

CLI::App& add_command(const Program& program, const char* name, const char* what,
                      const std::shared_ptr<PersonOptions>& options, Act act) {
  auto& command = *program.app.get_subcommand("staff")->add_subcommand(name, what);
  command.add_option("number", options->number, "as einlass staff list shows it")->required()->type_name("NUMBER");
  on_run(command, program, [options, act, &session = program.session] { return act(session, *options); });
  return command;
}

void add_audit_command(const Program& program) {
  const auto options = std::make_shared<AuditOptions>();
  auto& audit = *program.app.add_subcommand("audit", "Show what was done at the pages, newest first");
  audit.add_option("--from", options->from, "start at this number and go back; without it at the newest")
      ->type_name("NUMBER");
  audit.add_option("--limit", options->limit, "how many, up to 500")->capture_default_str()->type_name("COUNT");
  on_run(audit, program, [options, &session = program.session] { return list_audit(session, *options); });
}

}  // namespace

void add_people_commands(const Program& program) {
  const auto options = std::make_shared<PersonOptions>();
  auto& invitation =
      add_command(program, "invite", "Make a link with which somebody signs in at the pages", options, &invite);
  invitation
      .add_option("--address", options->addresses,
                  "where browsers find the server; only without a running server, which knows it itself")
      ->type_name("HOST")
      ->allow_extra_args(false);
  invitation.add_option("--port", options->port, "the server's port; likewise")
      ->type_name("N")
      ->check(CLI::Range(1, 65535));
  auto& lists = add_command(program, "lists", "Say which lists are a host's, in the place of those that were", options,
                            &set_lists);
  lists.add_option("lists", options->lists, "whose guests are hers, by list owner; without any: nobody's")
      ->type_name("OWNER");
  auto& name = add_command(program, "sign-in-name", "Change the name with which somebody signs in at the pages",
                           options, &set_sign_in_name);
  name.add_option("name", options->sign_in, "letters, digits, dots and hyphens")->required()->type_name("NAME");
  add_command(program, "sign-out", "Sign somebody out of the pages, everywhere", options, &sign_out);
  add_command(program, "sessions", "List where somebody is signed in at the pages", options, &list_sessions);
  add_audit_command(program);
}

}  // namespace einlass::cli
