// What a host's page writes while it has no network (docs/pages.md, Without a network). `journal`, `author` and `proof`
// are those that journal.open gave. A lease is {lease, category, day: or "", seats: unused ones, lasts_ms}.
#pragma once

#include "server/commands/handlers.h"

namespace einlass::commands {

// journal.open {event, journal?, author?, proof?} -> {journal: id, author: number, proof, held, last: hash or "",
//   leases: [lease], now, day: "" or that of now, day_starts: time, expires: time, how: host | list,
//   registers: word or "", caps: {event, categories: [key]}, seats_are_owned, badges: [category], stores_names}
Outcome open_journal(CommandContext& context, const boost::json::object& arguments);
// journal.lease {event, journal, author, proof, lease: id, category?} -> {lease: or null}
Outcome lease_seats(CommandContext& context, const boost::json::object& arguments);
// journal.merge {event, journal, author, proof, entries: [{entry, private?}]} ->
//   {answers: [{sequence, answer: accepted | known | parked, reason}]}
Outcome merge_journal(CommandContext& context, const boost::json::object& arguments);

}  // namespace einlass::commands
