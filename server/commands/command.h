// What an organiser asks of the venue, by name with arguments as JSON: the same commands whether they come through the
// admin socket of a running server or are run by the command line in process. Handlers are functions of the desk
// (handlers.h), listed in command_table.cpp; they run on the thread that owns the desk.
#pragma once

#include "core/base/error.h"
#include "server/commands/reach.h"
#include "server/venue/caller.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <boost/json/fwd.hpp>

namespace einlass::venue {
class Desk;
}

namespace einlass::commands {

struct Command {
  std::string name;              // "kiosk.assign"
  std::string arguments = "{}";  // a JSON object
};

struct CommandContext {
  venue::Desk& desk;
  const Reach& reach;                                  // goes into pairing codes
  std::optional<venue::Caller> caller = std::nullopt;  // nobody in particular: whoever can open the state directory

  std::uint32_t caller_number() const { return caller ? caller->number : 0; }  // 0: nobody in particular
};

// A JSON value as text: what the command line prints or formats.
using CommandOutcome = base::Result<std::string>;
using CommandHandler = CommandOutcome (*)(CommandContext& context, const boost::json::object& arguments);

// The long part of a command that reads much: `work` needs the desk no more and runs on any thread. What it came to is
// given to `close`, where there is one, on the desk's thread again; its answer is the command's.
struct CommandRest {
  std::function<CommandOutcome()> work;
  std::function<CommandOutcome(CommandContext& context, CommandOutcome outcome)> close{};
  // What follows from it, on the desk's thread, a step in each turn: whether one is left.
  std::function<base::Result<bool>(CommandContext& context)> follow{};
  // Where `work` waits for another system, for as long as that likes: ends it soon. Any thread, also before and after.
  std::function<void()> stop{};
  // The answer to whoever does not wait for the end; the command line in process waits all the same.
  std::optional<std::string> at_once{};
};
using LongCommandHandler = base::Result<CommandRest> (*)(CommandContext& context, const boost::json::object& arguments);

struct NamedHandler {
  std::string_view name;
  std::variant<CommandHandler, LongCommandHandler> handler;
  bool only_reads = false;  // true: nothing that kiosks are told can have changed
  bool founds = false;      // true: makes a venue in a directory that has none
  bool is_noted = false;    // true: in the audit trail also where only_reads; what is not only_reads always is
  bool shows_crm = false;   // true: how many persons it showed is noted, also where the command line asks
};

// What changes something in the name of a caller is in the audit trail once it is done (PeopleDesk::note).
// NotFound: there is no such command, so one of the two programs is older. InvalidInput: the arguments are no object.
CommandOutcome run(CommandContext& context, const Command& command);

// The same but for the rest of a long command, which is handed back to be run elsewhere.
std::variant<CommandOutcome, CommandRest> begin(CommandContext& context, const Command& command);
// What is left of it, here and now.
CommandOutcome finish(CommandContext& context, std::variant<CommandOutcome, CommandRest> begun);

}  // namespace einlass::commands
