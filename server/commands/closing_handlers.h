// Closing an event, who is in the house, and the roll call (docs/pages.md). Shapes as in handlers.h.
#pragma once

#include "server/commands/handlers.h"

namespace einlass::commands {

// event.closing {event} -> {state: open | closed | reopened (closed, and something came since), at: time or 0, by: name
//   or "", late_entries, open: {conflicts, parked, badges_in_doubt, seats_out, kiosks_away: [{name, last_seen}]},
//   figures: of the closing, or as they are now: {tickets, expected, admitted, no_shows, excused, walk_ins, counted,
//   by_category: {category: the same}}}
base::Result<CommandRest> tell_closing(CommandContext& context, const boost::json::object& arguments);
// event.close {event, confirm?} -> as event.closing. Refused, with what is open: unless it is confirmed
base::Result<CommandRest> close_event(CommandContext& context, const boost::json::object& arguments);
Outcome reopen_event(CommandContext& context, const boost::json::object& arguments);  // event.reopen {event} -> event

// house.status -> {limit: 0 where there is none, crew, inside: with the crew, estimate, level: "" | warning | full,
//   events: [{event: key, name, inside, counted, estimate}]}
Outcome tell_house(CommandContext& context, const boost::json::object& arguments);
// house.set {limit?, crew?} -> the same
Outcome set_house(CommandContext& context, const boost::json::object& arguments);

// One roll call at a time. It names guests whoever asks, so it is for who has an event under way in the house, or is of
// the whole venue (HouseDesk::may_take_part); Refused: all others.
// roll_call.show {roll_call?: id, since?: revision} -> {roll_call: id, started, started_by, estimate, revision,
//   persons, found, missing, may_end, lines: [{line, kind: guest | counted | crew | added, name, company, event: key or
//   "", event_name, persons, found, sort_key: compared as text, by family name}]: those that changed after `since` of
//   this roll call, else all}; NotFound: none is under way
Outcome tell_roll_call(CommandContext& context, const boost::json::object& arguments);
Outcome start_roll_call(CommandContext& context, const boost::json::object& arguments);  // roll_call.start -> the same
// roll_call.mark {roll_call: id, marks: [{line, found}]} -> {refused: [line]}: the others are taken. NotFound: that
//   roll call is over, whether or not another one has begun
Outcome mark_roll_call(CommandContext& context, const boost::json::object& arguments);
// roll_call.add {roll_call: id, line: an id minted by the page, name, persons?} -> {}: found, though not inside by the
//   journal. NotFound: as above
Outcome add_to_roll_call(CommandContext& context, const boost::json::object& arguments);
// roll_call.end -> {}; Refused: she neither started it nor is an organiser of the whole venue
Outcome end_roll_call(CommandContext& context, const boost::json::object& arguments);
// roll_call.print {language?} -> {name, content: base64url of a PDF}. Where none is under way an organiser of the venue
// gets the list that one would begin with
base::Result<CommandRest> print_roll_call(CommandContext& context, const boost::json::object& arguments);

}  // namespace einlass::commands
