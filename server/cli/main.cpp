// `einlass`: the command line for organisers.
#include "core/base/log.h"
#include "core/settings/arguments.h"
#include "core/settings/server_settings.h"
#include "server/cli/commands.h"

#include <cstdlib>
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/stat.h>

namespace {

constexpr const char* kFooter =
    "Commands work while einlass-server runs, through its socket in the state directory, and without it.\n"
    "Exit code: 0 success, 1 failure, 2 wrong usage.\n\n"
    "Example:\n"
    "  einlass event create --preset summit --key summit-2026 --name \"Future Summit\" \\\n"
    "                       --starts 2026-11-23T18:00 --ends 2026-11-23T23:00\n"
    "  einlass guests import guests.csv --event summit-2026\n"
    "  einlass kiosk pair \"Nord 1\" --event summit-2026\n"
    "  einlass attendance export --event summit-2026 --format csv --output attendance.csv\n";

int run(int argc, char** argv) {
  using namespace einlass::cli;
  CLI::App app("Einlass for organisers: events, guests, kiosks, tickets, attendance.", "einlass");
  app.require_subcommand(1);
  app.set_version_flag("--version", EINLASS_VERSION);
  GlobalOptions options;
  app.add_option("--state", options.state, "state directory of the venue")->envname("EINLASS_STATE")->type_name("DIR");
  app.add_option("--config", options.config,
                 fmt::format("server.toml, for the state directory, addresses and port (else {}, if it exists)",
                             einlass::settings::usual_server_config))
      ->envname("EINLASS_CONFIG")
      ->type_name("FILE");
  app.add_flag("--json", options.json, "print results as JSON");
  Session session(options);
  int exit_code = EXIT_SUCCESS;
  const Program program{app, session, exit_code};
  add_event_commands(program);
  add_rehearse_command(program);
  add_guest_commands(program);
  add_person_commands(program);
  add_kiosk_commands(program);
  add_staff_commands(program);
  add_people_commands(program);
  add_ticket_commands(program);
  add_attendance_commands(program);
  add_journal_commands(program);
  add_paper_commands(program);
  add_status_command(program);
  add_house_commands(program);
  add_crm_commands(program);
  add_backup_commands(program);
  add_printer_commands(program);
  add_file_commands(program);
  app.footer(kFooter);  // last: commands would inherit it
  return einlass::settings::read_arguments(app, argc, argv).value_or(exit_code);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    ::umask(0077);  // exports and ticket pictures concern nobody else on the machine
    einlass::base::start_log("einlass", "warning");
    return run(argc, argv);
  } catch (const std::exception& failure) {
    std::cerr << "einlass: " << failure.what() << '\n';
    return EXIT_FAILURE;
  }
}
