#include "server/commands/command_table.h"

#include "server/commands/closing_handlers.h"
#include "server/commands/crm_handlers.h"
#include "server/commands/delivery_handlers.h"
#include "server/commands/fleet_handlers.h"
#include "server/commands/host_handlers.h"
#include "server/commands/pack_handlers.h"
#include "server/commands/paper_handlers.h"
#include "server/commands/privacy_handlers.h"
#include "server/commands/summary_handlers.h"
#include "server/commands/template_handlers.h"
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
    NamedHandler{"event.status", &tell_event_status, true},
    NamedHandler{"event.arrivals", &tell_arrivals, true},
    NamedHandler{"event.policy", &tell_policy, true},
    NamedHandler{"event.set_policy", &change_policy},
    NamedHandler{"event.details", &tell_details, true},
    NamedHandler{.name = "event.save_preset", .handler = &save_preset, .only_reads = true, .is_noted = true},
    NamedHandler{"preset.list", &list_presets, true},
    NamedHandler{.name = "preset.remove", .handler = &remove_preset, .only_reads = true, .is_noted = true},
    // The whole guest list is copied, at most a few seconds.
    NamedHandler{"event.rehearse", &rehearse_event},
    NamedHandler{"event.drop", &drop_event},
    NamedHandler{"rehearsal.run", &run_rehearsal},
    NamedHandler{.name = "event.pack", .handler = &pack_event, .only_reads = true, .is_noted = true},
    // Of an event that is here, all that is new is written in one transaction.
    NamedHandler{.name = "event.unpack", .handler = &unpack_event, .founds = true},
    NamedHandler{"event.packs", &tell_packs, true},
    NamedHandler{"guests.import", &import_guests},
    NamedHandler{"guests.erase", &erase_guests},
    NamedHandler{"guests.list", &list_host_guests, true},
    NamedHandler{"guests.changed", &list_changed_guests, true},
    NamedHandler{"guests.lines", &list_guest_lines, true},
    NamedHandler{"guests.export", &export_host_guests, true},
    NamedHandler{"guests.summary", &summarise_host_guests, true},
    NamedHandler{"guest.sheet", &tell_guest_sheet, true},
    NamedHandler{"guest.admit", &admit_guest},
    NamedHandler{"guest.scan", &scan_guest},
    NamedHandler{"guest.override", &override_refusal},
    NamedHandler{"guest.undo", &undo_guest},
    NamedHandler{"guest.depart", &depart_guest},
    NamedHandler{"guest.add", &add_guest},
    NamedHandler{"guest.amend", &amend_guest},
    NamedHandler{"guest.withdraw", &withdraw_guest},
    NamedHandler{"guest.count", &count_guest},
    NamedHandler{"guest.hand_on", &hand_guest_on},
    NamedHandler{"guest.excuse", &excuse_guest},
    NamedHandler{"guest.note", &note_guest},
    NamedHandler{"guest.settle", &settle_guest},
    NamedHandler{"guest.move_up", &move_guest_up},
    NamedHandler{"guest.decide", &decide_guest},
    NamedHandler{"guest.judge", &judge_guest},
    NamedHandler{"seats.release", &release_seats},
    NamedHandler{"guest.answer", &answer_for_guest},
    NamedHandler{"notice.ask", &ask_for_notices, true},  // her own, and no kiosk's
    NamedHandler{"notice.seen", &see_notices, true},
    NamedHandler{"journal.list", &list_page_journals, true},
    NamedHandler{"journal.lost", &give_page_journal_up},
    NamedHandler{"door.news", &tell_door_news, true},
    NamedHandler{"call.answer", &answer_call},
    NamedHandler{"journal.open", &open_journal, true},
    NamedHandler{"journal.lease", &lease_seats},
    NamedHandler{"journal.merge", &merge_journal},
    NamedHandler{"journal.retire", &retire_journal, true},
    NamedHandler{.name = "tickets.issue", .handler = &issue_tickets, .only_reads = true, .is_noted = true},
    NamedHandler{.name = "kiosk.pair", .handler = &pair_kiosk, .founds = true},
    NamedHandler{"kiosk.list", &list_kiosks, true},
    NamedHandler{"kiosk.assign", &assign_kiosk},
    NamedHandler{"kiosk.revoke", &revoke_kiosk},
    NamedHandler{"message.put", &put_message},
    NamedHandler{"message.withdraw", &withdraw_message},
    NamedHandler{"message.shown", &tell_message, true},
    // The kiosks hear of it once the rest of each is done.
    NamedHandler{.name = "staff.add", .handler = &add_staff, .only_reads = true, .is_noted = true},
    NamedHandler{.name = "staff.pin", .handler = &set_staff_pin, .only_reads = true, .is_noted = true},
    NamedHandler{"staff.role", &set_staff_role},
    NamedHandler{"staff.events", &set_staff_events},
    NamedHandler{"staff.remove", &remove_staff},
    NamedHandler{"staff.list", &list_staff, true},
    // Of the pages only, so kiosks need not hear of it. The desk itself notes those that are not noted here.
    NamedHandler{.name = "staff.lists", .handler = &set_staff_lists, .only_reads = true, .is_noted = true},
    NamedHandler{.name = "staff.sign_in_name", .handler = &set_sign_in_name, .only_reads = true, .is_noted = true},
    NamedHandler{"staff.invite", &invite_staff, true},
    NamedHandler{"staff.sign_out", &sign_staff_out, true},
    NamedHandler{"staff.sessions", &list_sessions, true},
    NamedHandler{"audit.list", &list_audit, true},
    // Kiosks have no use for its rows.
    NamedHandler{
        .name = "emergency_list.print", .handler = &print_emergency_list, .only_reads = true, .is_noted = true},
    NamedHandler{"paper.lists", &list_paper_lists, true},
    NamedHandler{"paper.rows", &list_paper_rows, true},
    NamedHandler{"paper.enter", &enter_from_paper},
    NamedHandler{"paper.leave", &leave_from_paper},
    NamedHandler{"badge.looks", &tell_badge_looks, true},
    NamedHandler{"badge.preview", &preview_badges, true},
    NamedHandler{"badge.preflight", &preflight_badges, true},
    NamedHandler{"badge.list", &list_event_badges, true},
    NamedHandler{"badge.start", &start_badges},
    NamedHandler{"badge.note", &note_badges},
    NamedHandler{"badge.settle", &settle_badges},
    NamedHandler{"badge.judge", &judge_badges},
    NamedHandler{"attendance.export", &export_attendance, true},
    NamedHandler{"attendance.summary", &summarise_attendance, true},
    NamedHandler{"attendance.certificates", &certify_attendance, true},
    NamedHandler{"year.figures", &tell_year, true},
    NamedHandler{"journal.export", &export_journal, true},
    NamedHandler{.name = "backup.make", .handler = &make_backup, .only_reads = true, .is_noted = true},
    NamedHandler{"backup.list", &list_backups, true},
    NamedHandler{.name = "recovery_kit.seal", .handler = &seal_recovery_kit, .only_reads = true, .is_noted = true},
    NamedHandler{.name = "recovery_kit.saved", .handler = &note_recovery_kit, .only_reads = true, .is_noted = true},
    NamedHandler{"status", &tell_status, true},
    // Reads the attendance of the whole event.
    NamedHandler{"event.closing", &tell_closing, true},
    NamedHandler{"event.close", &close_event},
    NamedHandler{"event.reopen", &reopen_event},
    NamedHandler{"event.purge", &purge_event},
    NamedHandler{"retention.tell", &tell_retention, true},
    NamedHandler{.name = "retention.set", .handler = &set_retention, .only_reads = true, .is_noted = true},
    NamedHandler{"retention.keep", &keep_retention},
    NamedHandler{"person.find", &find_persons, true},
    NamedHandler{.name = "person.export", .handler = &export_person, .only_reads = true, .is_noted = true},
    NamedHandler{"person.erase", &erase_persons},
    // What goes to other systems is no kiosk's.
    NamedHandler{"crm.targets", &tell_crm_targets, true},
    NamedHandler{"crm.diff", &tell_crm_diff, true},
    NamedHandler{.name = "crm.write", .handler = &write_to_crm, .only_reads = true, .is_noted = true},
    NamedHandler{.name = "crm.undo", .handler = &undo_crm, .only_reads = true, .is_noted = true},
    NamedHandler{.name = "crm.start", .handler = &start_crm, .only_reads = true, .is_noted = true},
    NamedHandler{"crm.outbox", &tell_outbox, true},
    NamedHandler{"crm.deliver", &deliver_to_crm, true},
    NamedHandler{.name = "crm.link", .handler = &link_event, .only_reads = true, .is_noted = true},
    NamedHandler{.name = "crm.unlink", .handler = &unlink_event, .only_reads = true, .is_noted = true},
    NamedHandler{"crm.pull", &pull_from_crm},
    NamedHandler{"crm.look", &tell_look, true},
    NamedHandler{"crm.status", &tell_pulls, true},
    NamedHandler{"crm.matches", &tell_matches, true},
    NamedHandler{.name = "crm.search", .handler = &search_crm, .only_reads = true, .shows_crm = true},
    NamedHandler{.name = "crm.confirm", .handler = &confirm_match, .only_reads = true, .is_noted = true},
    NamedHandler{.name = "crm.reject", .handler = &reject_match, .only_reads = true, .is_noted = true},
    NamedHandler{.name = "crm.retract", .handler = &retract_match, .only_reads = true, .is_noted = true},
    NamedHandler{"house.status", &tell_house, true},
    NamedHandler{.name = "house.set", .handler = &set_house, .only_reads = true, .is_noted = true},
    // Nothing of a roll call is an entry, so kiosks need not hear of it. Who began, ended or printed one is noted.
    NamedHandler{"roll_call.show", &tell_roll_call, true},
    NamedHandler{.name = "roll_call.start", .handler = &start_roll_call, .only_reads = true, .is_noted = true},
    NamedHandler{"roll_call.mark", &mark_roll_call, true},
    NamedHandler{"roll_call.add", &add_to_roll_call, true},
    NamedHandler{.name = "roll_call.end", .handler = &end_roll_call, .only_reads = true, .is_noted = true},
    NamedHandler{.name = "roll_call.print", .handler = &print_roll_call, .only_reads = true, .is_noted = true},
    NamedHandler{.name = "venue_time.accept", .handler = &accept_clock, .only_reads = true, .is_noted = true},
};

}  // namespace

std::span<const NamedHandler> command_table() {
  return commands;
}

}  // namespace einlass::commands
