// How long persons are kept, their removal, and what is known of one person (docs/privacy.md). Shapes as in handlers.h.
// A person's name or address stands in no path and in no log: who looks for her sends a body.
#pragma once

#include "server/commands/handlers.h"

namespace einlass::commands {

// retention.tell {event?} -> {refusals_days, persons_days: of the venue, events: [{event: key, is_own, closed,
//   figures_kept, unfinished, refusals and persons: {days, due, announced, done: time or null}, packed: [{event, at,
//   label}]}]}: of one event, or of all that may be seen
Outcome tell_retention(CommandContext& context, const boost::json::object& arguments);
// retention.set {event?, refusals_days, persons_days} -> the same; 0 and 0: as the venue has it, or as Einlass does
Outcome set_retention(CommandContext& context, const boost::json::object& arguments);
// event.purge {event, confirm?} -> {event, was_done, rewritten, out_of_reach, unlisted (as guests.erase), packed:
//   [{event, at, label}]}. Refused unless the event is closed, its figures are kept, and it is confirmed
base::Result<CommandRest> purge_event(CommandContext& context, const boost::json::object& arguments);
// retention.keep -> {purged: [key], refusals: how many events}: what the server does by itself, now and then
base::Result<CommandRest> keep_retention(CommandContext& context, const boost::json::object& arguments);

// person.find {who: name, e-mail address or id} -> [{id, name, company, email, events: [{event: key, name, starts,
// id}]}]
base::Result<CommandRest> find_persons(CommandContext& context, const boost::json::object& arguments);
// person.export {id, language?: de | en} -> {name, document: JSON as text, page: HTML}. NotFound: nobody has the id
base::Result<CommandRest> export_person(CommandContext& context, const boost::json::object& arguments);
// person.erase {ids, confirm?} -> {erased: guests, rewritten, out_of_reach, unlisted, packed}. Refused unless confirmed
base::Result<CommandRest> erase_persons(CommandContext& context, const boost::json::object& arguments);

}  // namespace einlass::commands
