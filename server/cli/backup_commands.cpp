#include "core/base/file.h"
#include "server/cli/commands.h"
#include "server/cli/passphrase.h"
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

constexpr std::size_t largest_kit = 1U << 20U;

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

void say_put_aside(const venue::RestoredVenue& restored) {
  if (restored.put_aside.empty()) return;
  std::cout << fmt::format("The venue that was there is in {} now.\n", restored.put_aside.string());
}

void say_restored(const venue::RestoredVenue& restored, const fs::path& state) {
  std::uint64_t entries = 0;
  for (const auto& event : restored.backup.events) entries += event.entries;
  const auto now = base::SystemClock().wall().unix_ms();
  std::cout << fmt::format(
      "Restored {} with {} into {}, as they were {}.\n"
      "Paired kiosks connect by themselves and bring what they have since. Guest lists that were imported and kiosks "
      "that were revoked since then must be once more. What was changed of an event since (times, doors, texts, "
      "badges) is as it was then, on kiosks too once they connect: compare einlass event list, and change it again.\n",
      counted(static_cast<std::int64_t>(restored.backup.events.size()), "event", "events"),
      counted(static_cast<std::int64_t>(entries), "entry", "entries"), state.string(),
      ago(restored.backup.made.unix_ms(), now));
  say_put_aside(restored);
}

void say_founded(const venue::RestoredVenue& restored, const fs::path& state) {
  std::cout << fmt::format(
      "The venue's keys are in {} again.\nStart the server there, at the address that it had: paired kiosks know it "
      "and "
      "bring back what they have.\n",
      state.string());
  say_put_aside(restored);
}

struct RestoreOptions {
  fs::path backup;
  fs::path kit;
  fs::path passphrase_file;
  bool replace = false;
};

base::Result<venue::RestoredVenue> restore_from_kit(const RestoreOptions& options, const venue::StateToFill& state) {
  auto kit = base::read_file(options.kit, largest_kit);
  if (!kit) return tl::make_unexpected(kit.error());
  auto passphrase = known_passphrase(options.passphrase_file, "the recovery kit");
  if (!passphrase) return tl::make_unexpected(passphrase.error());
  return venue::restore_kit({.content = *std::move(kit), .passphrase = *std::move(passphrase)}, state);
}

base::Result<void> restore(const Session& session, const RestoreOptions& options) {
  const auto directory = session.state_directory();
  if (!directory) return tl::make_unexpected(directory.error());
  const venue::StateToFill state{
      .directory = *directory, .replace = options.replace, .now = base::SystemClock().wall()};
  const auto restored =
      options.kit.empty() ? venue::restore_backup(options.backup, state) : restore_from_kit(options, state);
  if (!restored) return tl::make_unexpected(restored.error());
  options.kit.empty() ? say_restored(*restored, *directory) : say_founded(*restored, *directory);
  return {};
}

struct KitOptions {
  fs::path output;
  fs::path passphrase_file;
};

base::Result<void> save_kit(Session& session, const KitOptions& options) {
  const auto passphrase = new_passphrase(options.passphrase_file, "the recovery kit");
  if (!passphrase) return tl::make_unexpected(passphrase.error());
  const auto kit = session.run("recovery_kit.seal", {{"passphrase", *passphrase}});
  if (!kit) return tl::make_unexpected(kit.error());
  const auto written = base::write_file(options.output, text_of(*kit, "content"), base::FileMode::Private);
  if (!written) return written;
  if (const auto noted = session.run("recovery_kit.saved", {}); !noted) return tl::make_unexpected(noted.error());
  return deliver(
      fmt::format("Wrote {}. Keep it away from this computer, and the passphrase away from it; it stays good "
                  "for all events to come.\n",
                  options.output.string()),
      {});
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

void add_kit(const Program& program) {
  const auto options = std::make_shared<KitOptions>();
  auto& kit = *program.app.add_subcommand(
      "recovery-kit",
      "Save the venue's keys in one sealed file, so that kiosks know a new server after the old one died");
  kit.add_option("-o,--output", options->output, "the file to write")->required()->type_name("FILE");
  kit.add_option("--passphrase-file", options->passphrase_file, passphrase_help)->type_name("FILE");
  kit.footer(
      "Example:\n"
      "  einlass recovery-kit --output /media/stick/venue.kit\n");
  on_run(kit, program, [options, &session = program.session] { return save_kit(session, *options); });
}

void add_restore(const Program& program) {
  const auto options = std::make_shared<RestoreOptions>();
  auto& restore_command = *program.app.add_subcommand("restore", "Make the venue anew from a backup or a recovery kit");
  restore_command.fallthrough();  // --state may stand behind it
  auto* backup =
      restore_command.add_option("backup", options->backup, "the folder that einlass backup made")->type_name("BACKUP");
  auto* kit = restore_command.add_option("--kit", options->kit, "the file that einlass recovery-kit wrote")
                  ->type_name("FILE")
                  ->excludes(backup);
  restore_command.add_option("--passphrase-file", options->passphrase_file, passphrase_help)
      ->type_name("FILE")
      ->needs(kit);
  restore_command.add_flag("--replace", options->replace, "put a venue that is in the state directory aside");
  restore_command.footer(
      "Example:\n"
      "  einlass restore /media/stick/einlass-backup-2026-11-23-181500 --state /var/lib/einlass/server\n"
      "  einlass restore --kit /media/stick/venue.kit --state /var/lib/einlass/server\n");
  on_run(restore_command, program, [options, backup, kit, &session = program.session] {
    if (backup->count() + kit->count() == 0) throw CLI::RequiredError("BACKUP or --kit");
    return restore(session, *options);
  });
}

}  // namespace

void add_backup_commands(const Program& program) {
  add_backup(program);
  add_kit(program);
  add_restore(program);
}

}  // namespace einlass::cli
