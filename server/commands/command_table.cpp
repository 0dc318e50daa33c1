#include "server/commands/command_table.h"

#include "server/commands/handlers.h"
#include "server/venue/desk.h"

#include <array>

#include <boost/json.hpp>

namespace einlass::commands {
namespace {

namespace json = boost::json;

// Which installation answers: tells a copy of a state directory from its original.
base::Result<std::string> about(CommandContext& context, const json::object&) {
  return json::serialize(json::object{{"software", EINLASS_VERSION},
                                      {"journal", context.desk.journal().text()},
                                      {"time", context.desk.now().unix_ms()}});
}

constexpr std::array commands{
    NamedHandler{"about", &about, true},
    NamedHandler{.name = "event.create", .handler = &create_event, .founds = true},
    NamedHandler{"event.set", &change_event},
    NamedHandler{"event.image", &set_event_image},
    NamedHandler{"event.image_remove", &remove_event_image},
    NamedHandler{"event.list", &list_events, true},
    // The whole guest list is copied, at most a few seconds.
    NamedHandler{"event.rehearse", &rehearse_event},
    NamedHandler{"event.drop", &drop_event},
    NamedHandler{"rehearsal.run", &run_rehearsal},
    NamedHandler{"guests.import", &import_guests},
    NamedHandler{"guests.erase", &erase_guests},
    NamedHandler{"tickets.issue", &issue_tickets, true},
    NamedHandler{.name = "kiosk.pair", .handler = &pair_kiosk, .founds = true},
    NamedHandler{"kiosk.list", &list_kiosks, true},
    NamedHandler{"kiosk.assign", &assign_kiosk},
    NamedHandler{"kiosk.revoke", &revoke_kiosk},
    // The kiosks hear of it once the rest of each is done.
    NamedHandler{.name = "staff.add", .handler = &add_staff, .only_reads = true},
    NamedHandler{.name = "staff.pin", .handler = &set_staff_pin, .only_reads = true},
    NamedHandler{"staff.role", &set_staff_role},
    NamedHandler{"staff.remove", &remove_staff},
    NamedHandler{"staff.list", &list_staff, true},
    NamedHandler{"badge.list", &list_event_badges, true},
    NamedHandler{"badge.start", &start_badges},
    NamedHandler{"badge.note", &note_badges},
    NamedHandler{"badge.settle", &settle_badges},
    NamedHandler{"badge.judge", &judge_badges},
    NamedHandler{"attendance.export", &export_attendance, true},
    NamedHandler{"journal.export", &export_journal, true},
    NamedHandler{"backup.make", &make_backup, true},
    NamedHandler{"backup.list", &list_backups, true},
    NamedHandler{"recovery_kit.seal", &seal_recovery_kit, true},
    NamedHandler{"recovery_kit.saved", &note_recovery_kit, true},
    NamedHandler{"status", &tell_status, true},
    NamedHandler{"venue_time.accept", &accept_clock, true},
};

}  // namespace

std::span<const NamedHandler> command_table() {
  return commands;
}

}  // namespace einlass::commands
