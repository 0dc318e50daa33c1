// The handlers of packing an event for another server and of unpacking it (docs/packed-events.md): each reads its
// arguments, calls the desk and answers in JSON; nothing is kept. On the thread that owns the desk.
#pragma once

#include "server/commands/handlers.h"

namespace einlass::commands {

// `output` and `file` are whole paths on the server's machine, and only for who may run commands there; pages send and
// get the file as base64url instead, which holds at most three quarters of pages::largest_upload.
//
// event.pack {event, passphrase, label?, output?} -> {event: key, name: for the file, content: "" with `output`,
//   entries, guests: tickets, bytes, seats_held: by kiosks and pages here}
base::Result<CommandRest> pack_event(CommandContext& context, const boost::json::object& arguments);
// event.unpack {content or file, passphrase, key?} -> {event: key, name, is_new, entries: new ones, put_aside, guests:
//   tickets that are new or changed, differing: changed on both sides, settings_differ, people_left_out: [number],
//   people_without_pin: [number]}
base::Result<CommandRest> unpack_event(CommandContext& context, const boost::json::object& arguments);
// event.packs {event} -> {came_packed, packed: [{at, by: number, label}], unpacked: [{at, by, packed, label, entries,
//   guests, is_from_here}]}, oldest first
Outcome tell_packs(CommandContext& context, const boost::json::object& arguments);

}  // namespace einlass::commands
