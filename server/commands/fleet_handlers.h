// What organisers tell all kiosks. Each reads its arguments, calls the desk and answers in JSON; nothing is kept. On
// the thread that owns the desk.
#pragma once

#include "server/commands/handlers.h"

namespace einlass::commands {

// In all of these `event` is left out for the whole venue: its message is shown where the event has none of its own.
// message.put {event?, de, en, minutes? (60)} -> {shown: message}, where message is {de, en, until}
Outcome put_message(CommandContext& context, const boost::json::object& arguments);
// message.withdraw {event?} -> {shown: null}; NotFound: there is none
Outcome withdraw_message(CommandContext& context, const boost::json::object& arguments);
// message.shown {event?} -> {shown: message or null}
Outcome tell_message(CommandContext& context, const boost::json::object& arguments);

}  // namespace einlass::commands
