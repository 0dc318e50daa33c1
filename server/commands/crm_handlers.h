// Guests and persons from the systems around the server (docs/crm.md). Shapes as in handlers.h.
#pragma once

#include "server/commands/handlers.h"

namespace einlass::commands {

// crm.link {event, connector, remote: what the connector calls the event} -> [pull]
Outcome link_event(CommandContext& context, const boost::json::object& arguments);
// crm.unlink {event, connector} -> [pull]; guests stay
Outcome unlink_event(CommandContext& context, const boost::json::object& arguments);
// crm.pull {connector, event?: without it persons, full?, dry_run?, in_background?} -> {connector, event, full,
//   under_way: with in_background, and then nothing of what follows is known yet; tickets, figures: {came, changed,
//   went, refused: tickets that cannot be read}, guests: the first 500 [{change: came | changed | went, name, company,
//   fields: of changed, as guests.import}], import: as guests.import, null where there was nothing, persons: of a dry
//   run of them {read, fields: [{field, said: how many have it there, changed}], examples: of each change 20 [{change,
//   person, name, organisation, fields: of changed [{field, before, after}]}]}, else null}. In the background:
//   crm.status tells when it is over, and crm.look what a dry run came to. AlreadyExists: the connector is being pulled
base::Result<CommandRest> pull_from_crm(CommandContext& context, const boost::json::object& arguments);
// crm.look {event?, connector} -> as crm.pull, of the last dry run. NotFound: it was pulled since, or never looked at
Outcome tell_look(CommandContext& context, const boost::json::object& arguments);
// crm.status {event?: of this one and of persons} -> [pull]: {connector, event: key or "" of persons, remote, finished,
//   full_finished, tried: times or null, figures: of the last one that came to its end {came, changed, went, refused:
//   those of earlier ones, too, until they can be read} or null, trouble: "" or why the last one failed, warning:
//   "" or why one of the next may, under_way, half_done: a pull was cut off and goes on}
Outcome tell_pulls(CommandContext& context, const boost::json::object& arguments);
// crm.matches {event} -> [{guest, name, company, email: "" where it is the buyer's, connector, person, person_name,
//   organisation, person_email: "" of one who is gone there, by: id | email | name | person, state: matched |
//   proposed | confirmed | rejected}]
base::Result<CommandRest> tell_matches(CommandContext& context, const boost::json::object& arguments);
// crm.search {words, event?: whose organiser asks} -> {persons: the first 20 [{connector, person, name, organisation,
//   email}], more}: of the mirror, by the beginnings of name and organisation, or a part of the address. InvalidInput:
//   less than two letters
base::Result<CommandRest> search_crm(CommandContext& context, const boost::json::object& arguments);
// crm.confirm and crm.reject {event, guest, connector, person} -> as crm.matches
Outcome confirm_match(CommandContext& context, const boost::json::object& arguments);
Outcome reject_match(CommandContext& context, const boost::json::object& arguments);
// crm.retract {event, guest, connector, person} -> as crm.matches, found anew. NotFound: nobody had decided it
Outcome retract_match(CommandContext& context, const boost::json::object& arguments);

}  // namespace einlass::commands
