// The commands of `einlass`: each function adds its commands to the program; what the user chose runs while CLI11
// parses and leaves its exit code in `exit_code`. One thread.
#pragma once

#include "server/cli/session.h"

#include <functional>

#include <CLI/App.hpp>

namespace einlass::cli {

struct Program {
  CLI::App& app;
  Session& session;
  int& exit_code;
};

void add_event_commands(const Program& program);                     // event create | set | image | list | presets
void add_rehearse_command(const Program& program);                   // rehearse
void add_event_rehearsals(CLI::App& event, const Program& program);  // event rehearse | drop
void add_event_packs(CLI::App& event, const Program& program);       // event pack | unpack
void add_event_closing(CLI::App& event, const Program& program);     // event close | reopen
void add_event_privacy(CLI::App& event, const Program& program);     // event purge | retention
void add_policy_commands(CLI::App& event, const Program& program);  // event policy | set-policy | presets | save-preset
void add_guest_commands(const Program& program);                    // guests import
void add_person_commands(const Program& program);                   // person export | erase
void add_kiosk_commands(const Program& program);                    // kiosk pair | list | assign | revoke
void add_staff_commands(const Program& program);                    // staff add | pin | role | remove | list
void add_ticket_commands(const Program& program);                   // tickets issue
void add_people_commands(const Program& program);      // after those: staff invite | lists | sign-out | …, audit
void add_attendance_commands(const Program& program);  // attendance export | summary | certificates, year
void add_journal_commands(const Program& program);     // journal export | parked | verify
void add_paper_commands(const Program& program);       // emergency-list, paper enter | list
void add_status_command(const Program& program);       // status, venue-time accept
void add_house_commands(const Program& program);       // house set, roll-call print
void add_crm_commands(const Program& program);         // crm …
// crm diff | write | undo | outbox | start
void add_crm_delivery(CLI::App& crm, const Program& program);
// crm link | unlink | pull | status | matches | search | confirm | reject | retract
void add_crm_pulls(CLI::App& crm, const Program& program);
void add_backup_commands(const Program& program);   // backup, backup list, recovery-kit, restore
void add_printer_commands(const Program& program);  // printer add | list | test
void add_file_commands(const Program& program);     // badge …, scan

// Of house.status: a line or two, each ended.
std::string house_text(const boost::json::value& house);

// `run` is called when the user chose `command`.
void on_run(CLI::App& command, const Program& program, std::function<base::Result<void>()> run);

}  // namespace einlass::cli
