// The handlers of what hosts, staff and organisers do to the guests of an event (docs/pages.md, What hosts do): each
// reads its arguments, calls the desk and answers in JSON; nothing is kept. On the thread that owns the desk.
#pragma once

#include "server/commands/handlers.h"

namespace einlass::commands {

// What hosts do to their guests. `event` is a key or id, `ticket` and `scan` ids that the page minted or was given. The
// guest of another host's list: not_found. Times are Unix milliseconds. Those that change something answer with the
// guest's line, which is
//   {ticket, guest, name, company, category, places, list_owner, instead_of, status: confirmed | awaiting_approval |
//    waitlisted | cancelled | blocked, approved, declined, excused, no_show, seat_released, owns_seat, walk_in,
//    waiting, inside, admitted, badge_owed, in_conflict, kept_out_alone: word or "", refused_for: word or "", notes:
//    [access | diet | arrival | other], arrived_at: time or 0, comes_with: ticket or "", invited_by: name or ""}
//
// guests.list {event, after?: ticket, limit?} -> {event: {id, key, name, organiser, starts, ends, doors: [{opens,
//   closes}], time_zone, now, categories: {key: {language: label}}, policy: {preset, admit_by, walk_in, transfer,
//   discreet, re_entry, alone, search, cap: {persons, kind, counts} or null, release_unclaimed_after_minutes or null,
//   questions: [{id, text: {language: text}, required, consent}], companions: {categories, per_guest}, plus_ones: most
//   of one guest, or null}}, has_ended, you: {role, lists: [text], may: [guest.admit …]}, guests: [line] in ticket
//   order, more, cursor, totals: {tickets, expected, inside, admitted, waiting, waitlisted, excused, no_shows,
//   counted}, of hers, others: the same of lists that are not hers, seats: {persons, left, hard, held: by kiosks and
//   pages} or null, quotas: [{list, most, left}]}
// Helpers get no lines.
Outcome list_host_guests(CommandContext& context, const boost::json::object& arguments);
// guests.changed {event, since: cursor} -> {all, guests: [line], cursor, totals, others, seats, quotas}; all: read the
// list anew
Outcome list_changed_guests(CommandContext& context, const boost::json::object& arguments);
// guests.lines {event, tickets: [id]} -> the same, `all` false, of those that she may see
Outcome list_guest_lines(CommandContext& context, const boost::json::object& arguments);
// guests.export {event, format?: csv | json | xlsx, language?} -> as attendance.export: her lists, and a row of totals
//   of the others
base::Result<CommandRest> export_host_guests(CommandContext& context, const boost::json::object& arguments);
// event.arrivals {event} -> {zone, now, bucket_ms, from: time or 0, buckets: [{at, persons, by_category}], expected,
//   minutes: as buckets, of the last thirty whole minutes, labels: null where nothing is printed, else {needed, left:
//   as kiosks know it, null where none does, uncounted: printers of which nobody has said how many they hold}, lanes:
//   {advice: none | open_one | close_one, per_minute, could_do, in_use: [{kiosk, door, per_minute, seconds_each,
//   load}], unused: [kiosk]} (server/venue/lane_advice.h)}
Outcome tell_arrivals(CommandContext& context, const boost::json::object& arguments);
// guest.sheet {event, ticket} -> {line, first_name, last_name, email, language, table, extra: {name: text}, notes:
// [{kind,
//   text, at, by: number}], order: [{ticket, name, company, category, places, inside, admitted}], history: [{kind,
//   word, persons, scan, step, undone, place, door, at, by: role or ""}], refusal: {scan, step, word, at,
//   may_set_aside} or null, answered: [question], consents: [{question, yes}]}: as the questions are now
Outcome tell_guest_sheet(CommandContext& context, const boost::json::object& arguments);
// guest.admit {event, ticket, scan, step?, persons?, door?, may_wait?} -> {outcome: admitted | refused | announced,
//   refusal: word or "", may_set_aside, persons, scan, step, questions: [id], opens_at: time or 0, choices: [line],
//   other_event, line: or null, seats_asked_back: only with may_wait: kiosks hold the seat; the same once more in a
//   second, source_asked: only with may_wait, of a scan: its source is asked for the code; the same once more in a
//   moment}
Outcome admit_guest(CommandContext& context, const boost::json::object& arguments);
// guest.scan {event, code, scan, step?, persons?, door?, may_wait?} -> as guest.admit; `line` only of a guest whom she
// may see
Outcome scan_guest(CommandContext& context, const boost::json::object& arguments);
// guest.answer {event, ticket, scan, step?, answers?: {question: text}, consents?: {question: yes}, language} ->
//   {scan, step}: guest.admit with this step goes on
Outcome answer_for_guest(CommandContext& context, const boost::json::object& arguments);
// guest.override {event, scan, reason: authorised | paid_elsewhere | source_wrong | technical_fault | hosts_guest |
//   other, typed_reason?} -> {scan, step}: guest.admit with this step lets her in
Outcome override_refusal(CommandContext& context, const boost::json::object& arguments);
Outcome undo_guest(CommandContext& context, const boost::json::object& arguments);  // guest.undo {event, ticket, scan}
                                                                                    // -> line
Outcome depart_guest(CommandContext& context, const boost::json::object& arguments);  // guest.depart {event, ticket,
                                                                                      // persons?} -> line
// guest.add {event, ticket, first_name?, last_name?, company?, email?, language?, category?, places?, list_owner?,
//   at_door?, with?: ticket of the guest whose companion or plus-one she is} -> line. Where the doors are not open, or
//   at_door is false: on the list, with a seat, or `waitlisted`
Outcome add_guest(CommandContext& context, const boost::json::object& arguments);
// guest.count {event, scan, ticket: ids that the page minted, category?, back?} -> {}: one person without a name, or
// back
Outcome count_guest(CommandContext& context, const boost::json::object& arguments);
// guest.amend {event, ticket, fields: {first_name | last_name | full_name | company | email | language | table |
//   extra.NAME: text}} -> line
Outcome amend_guest(CommandContext& context, const boost::json::object& arguments);
// guest.hand_on {event, ticket, guest: id that the page minted, first_name?, last_name?, company?, email?} -> line, by
// the
//   name of whoever comes instead
Outcome hand_guest_on(CommandContext& context, const boost::json::object& arguments);
// guest.withdraw {event, ticket, back?} -> line, with status cancelled; back: on the list again
Outcome withdraw_guest(CommandContext& context, const boost::json::object& arguments);
// guest.excuse {event, ticket, excused} -> line
Outcome excuse_guest(CommandContext& context, const boost::json::object& arguments);
// guest.note {event, ticket, kind: access | diet | arrival | other, text} -> line
Outcome note_guest(CommandContext& context, const boost::json::object& arguments);
// guest.settle {event, ticket, settlement: "reference" | "invoice_follows", reference?} -> her line
Outcome settle_guest(CommandContext& context, const boost::json::object& arguments);
// guest.move_up {event, ticket} -> line; refused: no seat is left
Outcome move_guest_up(CommandContext& context, const boost::json::object& arguments);
// seats.release {event, confirm?} -> {released: confirm, seats: [{line, excused}]}
Outcome release_seats(CommandContext& context, const boost::json::object& arguments);
// door.news {event} -> {now, calls: [{scan, kiosk, door, at, reaches_you, loud: from when}], in_hand: [{scan, kiosk,
//   door, at, answered, by: name or ""}], waiting: [{ticket, name, company, refused_for: word or "",
//   may_set_aside, scan, step, kiosk, door, since, reaches_you}], others_waiting, unknown, conflicts: [{ticket, name,
//   stands: {scan, ticket, at, by: who let her in, or ""}, disputed: likewise, first_place, second_place}],
//   others_conflicts}
Outcome tell_door_news(CommandContext& context, const boost::json::object& arguments);
// guest.decide {event, ticket, scan, step, approved, may_wait?, reason?: full | not_invited | category | other} -> as
// guest.admit;
//   approved: she is let in at once, and her kiosk welcomes her; else `refused`, and her kiosk asks her to the team
Outcome decide_guest(CommandContext& context, const boost::json::object& arguments);
// guest.judge {event, ticket, scans: [scan], verdict: same_person | stands | both, stands?: scan} -> line
Outcome judge_guest(CommandContext& context, const boost::json::object& arguments);
Outcome answer_call(CommandContext& context, const boost::json::object& arguments);  // call.answer {event, scan} -> {}

// Of whose arrival the caller wants to be told, on her page: {all, categories, tickets, arrived: [line] of whom she has
// not seen yet, the newest first}; also in door.news as `notices`.
//
// notice.ask {event, ticket? | category? | all?, on} -> notices
Outcome ask_for_notices(CommandContext& context, const boost::json::object& arguments);
// notice.seen {event, tickets: [id]} -> notices
Outcome see_notices(CommandContext& context, const boost::json::object& arguments);

// What a host's page writes while it has no network (docs/pages.md, Without a network).
//
// journal.open {event, journal?: id, author?, proof?} -> {journal, author: number, proof, held, last: hash or "",
// leases:
//   [lease], now, day: "" or that of now, day_starts: time, expires: time, how: host | list, registers: word or "",
//   caps: {event, categories: [key]}, seats_are_owned, badges: [category], stores_names}; a lease is {lease, category,
//   day: or "", seats: unused ones, lasts_ms}
Outcome open_journal(CommandContext& context, const boost::json::object& arguments);
// journal.lease {event, journal, author, proof, lease: id, category?} -> {lease: or null}
Outcome lease_seats(CommandContext& context, const boost::json::object& arguments);
// journal.merge {event, journal, author, proof, entries: [{entry, private?}]} -> {answers: [{sequence, answer: accepted
// |
//   known | parked, reason}]}
Outcome merge_journal(CommandContext& context, const boost::json::object& arguments);
// Of organisers:
// journal.retire {event, journal, author, proof} -> {}: all was handed over, and the page writes no more there
Outcome retire_journal(CommandContext& context, const boost::json::object& arguments);
// journal.list {event} -> [{journal, author: number, name, opened, met: times, held: entries, seats, seats_until: time
//   or 0}]: journals of pages, without those that were given up
Outcome list_page_journals(CommandContext& context, const boost::json::object& arguments);
// journal.lost {event, journal} -> {}: its phone will not come back
Outcome give_page_journal_up(CommandContext& context, const boost::json::object& arguments);

}  // namespace einlass::commands
