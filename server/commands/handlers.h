// The handlers of the organiser's commands, in files by what they are about. Each reads its arguments, calls the
// desk and answers in JSON; nothing is kept. On the thread that owns the desk.
#pragma once

#include "server/commands/command.h"

#include <boost/json/object.hpp>

namespace einlass::commands {

using Outcome = base::Result<std::string>;

// event.create {preset, key, name, starts, ends, doors_open?, organiser?, privacy_url?, time_zone?, welcome?,
//               template_name?, template_document?, category_templates? {category: SVG; "": none of its own},
//               category_template_names?, category_colours? {category: "#c00"; "": none}} -> event
Outcome create_event(CommandContext& context, const boost::json::object& arguments);
// event.set {event, name?, organiser?, privacy_url?, starts?, ends?, doors_open?, welcome?, template_name?,
//            template_document?, category_templates?, category_template_names?, category_colours?} -> event
Outcome change_event(CommandContext& context, const boost::json::object& arguments);
// event.image {event, name, content (base64url of the file)} -> {event, name, size}
Outcome set_event_image(CommandContext& context, const boost::json::object& arguments);
// event.image_remove {event, name} -> the same; NotFound where the event has no such picture
Outcome remove_event_image(CommandContext& context, const boost::json::object& arguments);
Outcome list_events(CommandContext& context, const boost::json::object& arguments);  // event.list -> [event]

// event.policy {event} -> policy, its document (docs/policies.md)
Outcome tell_policy(CommandContext& context, const boost::json::object& arguments);
// event.set_policy {event, changes: {fields of the document; null: the default}} -> policy
Outcome change_policy(CommandContext& context, const boost::json::object& arguments);
// event.details {event} -> {organiser, privacy_url, welcome, categories: {key: labels}, pictures: [{name, size}],
//                           preset: policy that a new event of this preset would have; null: it was removed}
Outcome tell_details(CommandContext& context, const boost::json::object& arguments);
// preset.list -> [{name, description: {de, en}, own: saved here, not packaged}]
Outcome list_presets(CommandContext& context, const boost::json::object& arguments);
// event.save_preset {event, name, description?: {de, en}} -> preset as in the list
Outcome save_preset(CommandContext& context, const boost::json::object& arguments);
Outcome remove_preset(CommandContext& context, const boost::json::object& arguments);  // preset.remove {name} -> {name}

// event.rehearse {event, key? (else EVENT-rehearsal)} -> event: a copy of it, to try it out with
Outcome rehearse_event(CommandContext& context, const boost::json::object& arguments);
// event.drop {event} -> {event}; Refused where it is no rehearsal
Outcome drop_event(CommandContext& context, const boost::json::object& arguments);

// rehearsal.run {event, scenario? (a document) or scenario_name? (a packaged one), kiosks?, printers?, desks?,
// arrivals?,
//                minutes? (in place of the scenario's), seed?, only_once?: look for nothing that is missing,
//                keep?: take what was written over into a rehearsal of the event, which is made where there is none}
//   -> {report (server/rehearsal/report_json.cpp), text: {de, en}, kept: key or ""}
base::Result<CommandRest> run_rehearsal(CommandContext& context, const boost::json::object& arguments);

// guests.import {event, content (base64url of the file), source?, list? (owner of rows that name none), ticket_types?,
//                withdraw_missing?, dry_run?} -> report
base::Result<CommandRest> import_guests(CommandContext& context, const boost::json::object& arguments);
// guests.erase {event, guests: [id]} -> {erased, rewritten: [{folder, made}], out_of_reach: [{folder, made}],
// unlisted: {from, until} or null}: backups that were rewritten, those of which somebody must see to it, and when
// others may have been made that the venue knows nothing of (from 0: since ever)
base::Result<CommandRest> erase_guests(CommandContext& context, const boost::json::object& arguments);
// tickets.issue {event, without_code_only?} -> [ticket with its code]
Outcome issue_tickets(CommandContext& context, const boost::json::object& arguments);

// kiosk.pair {name, door?, event?, minutes?, takes_event?} -> {name, code, qr: rows, readable, hosts, port, expires}
Outcome pair_kiosk(CommandContext& context, const boost::json::object& arguments);
// kiosk.list -> [kiosk]: {id, name, door, event: key or null, revoked, paired, last_seen: null where never, connected,
// version?: where it has connected since the server started; and where it has reported since then: reported (when),
// stale (how it was, not how it is), clock_off_ms (wall clock minus venue time; null: nobody vouches for the time),
// sync_lag_ms (for how long it has had entries to hand over), pending (how many), badges_waiting, font_set (in which it
// sets badges), printers: [{name, trouble: "" or a word of rules::PrinterTrouble, labels_left: null where nobody has
// said}]}
Outcome list_kiosks(CommandContext& context, const boost::json::object& arguments);
// kiosk.assign {kiosk, event, door?, name?: its new one} -> kiosk
Outcome assign_kiosk(CommandContext& context, const boost::json::object& arguments);
Outcome revoke_kiosk(CommandContext& context, const boost::json::object& arguments);  // kiosk.revoke {kiosk} -> kiosk

// With a caller these are for organisers (staff_rights.h).
// staff.add {name, role?, events?: [key], lists?: [list owner], pin?} -> {number, name, role, pin}: the PIN is shown
// this once
base::Result<CommandRest> add_staff(CommandContext& context, const boost::json::object& arguments);
// staff.pin {number, pin?} -> {number, name, role, pin}
base::Result<CommandRest> set_staff_pin(CommandContext& context, const boost::json::object& arguments);
Outcome set_staff_role(CommandContext& context, const boost::json::object& arguments);  // staff.role {number, role}
Outcome remove_staff(CommandContext& context, const boost::json::object& arguments);    // staff.remove {number}
// staff.list -> [{number, name, role, events: [key], lists, sign_in: "" where she was never invited, has_password}]
Outcome list_staff(CommandContext& context, const boost::json::object& arguments);
// staff.lists {number, lists} -> {number, name, role, lists}
Outcome set_staff_lists(CommandContext& context, const boost::json::object& arguments);
// staff.events {number, events: [key]; none: all} -> {number, name, role, events}; kiosks get the roster anew
Outcome set_staff_events(CommandContext& context, const boost::json::object& arguments);
// staff.sign_in_name {number, sign_in} -> {number, sign_in}
Outcome set_sign_in_name(CommandContext& context, const boost::json::object& arguments);
// staff.invite {number} -> {number, name, sign_in, code, link, qr: rows of the link, expires}: shown this once
Outcome invite_staff(CommandContext& context, const boost::json::object& arguments);

// These two anybody may ask of herself, and a caller who names no number does.
// staff.sign_out {number?} -> {number, ended}: everywhere
Outcome sign_staff_out(CommandContext& context, const boost::json::object& arguments);
// staff.sessions {number?} -> [{label, address, since, last_used, is_this}]
Outcome list_sessions(CommandContext& context, const boost::json::object& arguments);
// audit.list {from?, limit?} -> [{sequence, at, number, name, address, act, event: key, subject, subject_name, shown:
// how many persons}], newest first, none after `from`; null where there is none
Outcome list_audit(CommandContext& context, const boost::json::object& arguments);

// badge.list {event, language} -> BadgeListing (badge_listing.h)
base::Result<CommandRest> list_event_badges(CommandContext& context, const boost::json::object& arguments);
// badge.start {event, prints: [{id, ticket, guest, serial, place_number, printer}]} -> [started | has_one |
// not_expected], in their order: only what was started may go to a printer
Outcome start_badges(CommandContext& context, const boost::json::object& arguments);
// badge.note {event, prints: [{id, ticket, serial, printer, remote_job, state, reason}], fault?} -> {}
Outcome note_badges(CommandContext& context, const boost::json::object& arguments);
// badge.settle {event} -> {settled}: how many of an earlier run are in doubt; by whoever holds the lock on printing
Outcome settle_badges(CommandContext& context, const boost::json::object& arguments);
// badge.judge {event, serials, came_out} -> {judged}
Outcome judge_badges(CommandContext& context, const boost::json::object& arguments);

// attendance.export {event, list?: whose, format: csv | json | xlsx, language?: de | en, for xlsx} -> {content: of xlsx
// base64url}: of all, or of one owner's list as guests.export. NotFound: the event has no such list.
base::Result<CommandRest> export_attendance(CommandContext& context, const boost::json::object& arguments);
// journal.export {event} -> {content, entries}: JSON lines
base::Result<CommandRest> export_journal(CommandContext& context, const boost::json::object& arguments);
// status -> {time, clock_off_ms (wall clock minus venue time; 0: followed), recovery_kit: was one saved?, events,
// kiosks: [kiosk as in kiosk.list, with `parked` what it put aside, where it has connected since the server started]}
Outcome tell_status(CommandContext& context, const boost::json::object& arguments);
// event.status {event} -> one of the events of `status`, and whose `lists` it has
Outcome tell_event_status(CommandContext& context, const boost::json::object& arguments);
// venue_time.accept -> {time, clock_off_ms: until now}: the wall clock is right
Outcome accept_clock(CommandContext& context, const boost::json::object& arguments);

// backup.make {output: folder with its whole path} -> {folder, events, entries, guests, left_out}
base::Result<CommandRest> make_backup(CommandContext& context, const boost::json::object& arguments);
Outcome list_backups(CommandContext& context, const boost::json::object& arguments);  // backup.list -> [backup]

// recovery_kit.seal {passphrase} -> {content}: for the caller to keep
base::Result<CommandRest> seal_recovery_kit(CommandContext& context, const boost::json::object& arguments);
// recovery_kit.saved -> {}: nobody needs to be reminded any more
Outcome note_recovery_kit(CommandContext& context, const boost::json::object& arguments);

}  // namespace einlass::commands
