// Attendance back to the systems around the server (docs/crm.md): what would be written, what was, and undo. Shapes as
// in handlers.h.
#pragma once

#include "server/commands/handlers.h"

namespace einlass::commands {

// crm.targets {event} -> [{target, kind: of connector, needs_place, place, outlet: null where nothing was written}] of
//   the connectors that take attendance
Outcome tell_crm_targets(CommandContext& context, const boost::json::object& arguments);
// crm.diff {event, target?: name of a connector; where there is but one, that} -> {target, place, enabled, stopped: ""
//   or why, packed_away: {label, at} where another server writes, or null, counts: {due, sent, settled, parked,
//   waiting}, rows: [{ticket, guest, day: ISO or null, kind: attended | excused | represented | no_show, walk_in,
//   new_person: a walk-in whom no connector knows, name, company, category, changed: [{field: name | first_name |
//   last_name | company | email | language | category | list_owner | extra.NAME, here, listed: as her source has it}],
//   first_in: time or null, same_as: [{ticket, name, by: name | email, walk_in}]: of a walk-in, other guests who may be
//   her, person: as the target calls her or "", membership: "" none that is known, no_member: it is known that she is
//   none, proposal: write | unknown_person | ambiguous | objects | "" where the target is told nothing of it, state: of
//   the record or "" where there is none, left_out, words: of the target}]}
base::Result<CommandRest> tell_crm_diff(CommandContext& context, const boost::json::object& arguments);
// crm.write {event, target, place?: what the target calls the event, tickets?: [ticket]; else all, confirm?} -> as
//   crm.diff. Refused: the event is not over, or a rehearsal; packed and away, unless it is confirmed
base::Result<CommandRest> write_to_crm(CommandContext& context, const boost::json::object& arguments);
// crm.undo {event, target, confirm?} -> outlet; NotFound: nothing was written. Refused: as above
Outcome undo_crm(CommandContext& context, const boost::json::object& arguments);
// crm.start {target, event?: of this one only} -> [outlet]: after what stopped it was put right
Outcome start_crm(CommandContext& context, const boost::json::object& arguments);
// crm.outbox {event?} -> [outlet]: {event, target, place, enabled, stopped, packed_away, counts, next_try: time or
//   null, parked: [{ticket: "" of a person as a whole, words}]}
Outcome tell_outbox(CommandContext& context, const boost::json::object& arguments);
// crm.deliver {event, target} -> {delivered: rows, outlet}: one batch of what is due now, where no server does it
base::Result<CommandRest> deliver_to_crm(CommandContext& context, const boost::json::object& arguments);

}  // namespace einlass::commands
