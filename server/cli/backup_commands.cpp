#include "server/cli/commands.h"
#include "server/cli/text_table.h"
#include "server/venue/restore.h"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

std::string joined(const json::array& keys) {
  std::string text;
  for (const auto& key : keys) text += (text.empty() ? "" : ", ") + std::string(key.as_string());
  return text;
}

std::string backup_text(const json::value& backup) {
  return fmt::format(
      "Backed up {} with {} and {} to {}.\n"
      "It holds the guests' names and the venue's secrets, like the state directory: keep it where nobody else can "
      "read "
      "it.\n",
      counted(number_of(backup, "events"), "event", "events"),
      counted(number_of(backup, "guests"), "ticket", "tickets"),
      counted(number_of(backup, "entries"), "entry", "entries"), text_of(backup, "folder"));
}

base::Result<void> make_backup(Session& session, const fs::path& output) {
  // The server's working directory is another one.
  const auto backup = session.run("backup.make", {{"output", fs::absolute(output).lexically_normal().string()}});
  if (!backup) return tl::make_unexpected(backup.error());
  const auto text = session.json() ? json::serialize(*backup) + "\n" : backup_text(*backup);
  if (auto told = deliver(text, {}); !told) return told;
  const auto& left_out = array_of(*backup, "left_out");
  if (left_out.empty()) return {};
  return base::fail(
      base::ErrorKind::Storage,
      fmt::format("The backup lacks {}, whose files cannot be used; see einlass status.", joined(left_out)));
}

base::Result<void> list_backups(Session& session) {
  const auto backups = session.run("backup.list", {});
  if (!backups) return tl::make_unexpected(backups.error());
  if (session.json()) return deliver(json::serialize(*backups) + "\n", {});
  const auto now = base::SystemClock().wall().unix_ms();
  TextTable table({"MADE", "EVENTS", "REACHED", "FOLDER"});
  for (const auto& backup : backups->as_array()) {
    table.add({ago(number_of(backup, "made"), now), joined(array_of(backup, "events")),
               flag_of(backup, "within_reach") ? "yes" : "no", text_of(backup, "folder")});
  }
  return deliver(table.text("There is no backup yet; einlass backup --output makes one.\n"), {});
}

void say_restored(const venue::RestoredVenue& restored, const fs::path& state) {
  std::uint64_t entries = 0;
  for (const auto& event : restored.backup.events) entries += event.entries;
  const auto now = base::SystemClock().wall().unix_ms();
  std::cout << fmt::format(
      "Restored {} with {} into {}, as they were {}.\n"
      "Paired kiosks connect by themselves and bring what they have since. Guest lists that were imported and kiosks "
      "that "
      "were revoked since then must be once more.\n",
      counted(static_cast<std::int64_t>(restored.backup.events.size()), "event", "events"),
      counted(static_cast<std::int64_t>(entries), "entry", "entries"), state.string(),
      ago(restored.backup.made.unix_ms(), now));
  if (!restored.put_aside.empty()) {
    std::cout << fmt::format("The venue that was there is in {} now.\n", restored.put_aside.string());
  }
}

struct RestoreOptions {
  fs::path backup;
  bool replace = false;
};

base::Result<void> restore(const Session& session, const RestoreOptions& options) {
  const auto state = session.state_directory();
  if (!state) return tl::make_unexpected(state.error());
  const auto restored = venue::restore_backup(
      options.backup, {.directory = *state, .replace = options.replace, .now = base::SystemClock().wall()});
  if (!restored) return tl::make_unexpected(restored.error());
  say_restored(*restored, *state);
  return {};
}

void add_backup(const Program& program) {
  const auto output = std::make_shared<fs::path>();
  auto& backup =
      *program.app.add_subcommand("backup", "Copy the whole venue while the server runs, or list the copies");
  auto* option = backup
                     .add_option("-o,--output", *output,
                                 "a folder to be made; in one that is there the backup gets a name by its date")
                     ->type_name("DIR");
  backup.require_subcommand(0, 1);
  auto& list = *backup.add_subcommand("list", "List all backups, and which of them are still where they were made");
  on_run(list, program, [&session = program.session] { return list_backups(session); });
  backup.footer(
      "Example:\n"
      "  einlass backup --output /media/stick\n");
  backup.callback([&backup, option, output, &program_session = program.session, &exit_code = program.exit_code] {
    if (!backup.get_subcommands().empty()) return;
    if (option->count() == 0) throw CLI::RequiredError("--output");
    exit_code = finish(make_backup(program_session, *output));
  });
}

}  // namespace

void add_backup_commands(const Program& program) {
  add_backup(program);
  const auto options = std::make_shared<RestoreOptions>();
  auto& restore_command = *program.app.add_subcommand("restore", "Make the venue anew from a backup");
  restore_command.fallthrough();  // --state may stand behind it
  restore_command.add_option("backup", options->backup, "the folder that einlass backup made")
      ->required()
      ->type_name("BACKUP");
  restore_command.add_flag("--replace", options->replace, "put a venue that is in the state directory aside");
  restore_command.footer(
      "Example:\n"
      "  einlass restore /media/stick/einlass-backup-2026-11-23-181500 --state /var/lib/einlass/server\n");
  on_run(restore_command, program, [options, &session = program.session] { return restore(session, *options); });
}

}  // namespace einlass::cli
