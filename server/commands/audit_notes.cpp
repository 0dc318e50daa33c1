#include "server/commands/audit_notes.h"

#include "server/venue/desk.h"

#include <algorithm>

#include <boost/json.hpp>

namespace einlass::commands {
namespace {

namespace json = boost::json;

std::string text_in(const json::object& arguments, std::string_view name) {
  const auto* value = arguments.if_contains(name);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string() : std::string(*text);
}

// As commands name it; of one that makes an event, the one that is there now.
std::optional<rules::EventId> event_called(CommandContext& context, const std::string& named) {
  if (named.empty()) return std::nullopt;
  const auto events = context.desk.events().list();
  if (!events) return std::nullopt;
  const auto found = std::find_if(events->begin(), events->end(), [&](const venue::EventSummary& event) {
    return event.key == named || event.id.text() == named;
  });
  return found == events->end() ? std::nullopt : std::optional(found->id);
}

std::optional<std::uint32_t> subject_in(const std::string& command, const json::object& arguments) {
  const auto* value = command.starts_with("staff.") ? arguments.if_contains("number") : nullptr;
  const auto* number = value == nullptr ? nullptr : value->if_int64();
  if (number == nullptr || *number <= 0 || *number > UINT32_MAX) return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

// What of a command is noted, so that the rest of a long one needs its arguments no more.
struct Note {
  std::string command;
  json::object arguments;
  bool shows_crm = false;

  Note(const NamedHandler& handler, const json::object& given) : command(handler.name), shows_crm(handler.shows_crm) {
    for (const char* name : {"event", "key", "number"}) {
      if (const auto* value = given.if_contains(name)) arguments[name] = *value;
    }
  }

  // Which event a packed file held, only the answer says.
  std::string event_named(const std::string& answer) const {
    if (command != "event.unpack") return text_in(arguments, arguments.contains("event") ? "event" : "key");
    boost::system::error_code unreadable;
    const auto value = json::parse(answer, unreadable);
    return value.is_object() ? text_in(value.get_object(), "event") : std::string();
  }

  std::optional<int> shown_in(const std::string& answer) const {
    if (!shows_crm) return std::nullopt;
    const auto value = json::parse(answer);
    return static_cast<int>(value.at("persons").as_array().size());
  }

  // Her number is found now: it may have become another one while the command was worked. Nobody: the command line.
  void write(CommandContext& context, const std::optional<venue::Caller>& caller, const std::string& answer) const {
    const auto number = caller ? context.desk.people().number_of(*caller) : std::nullopt;
    context.desk.people().note({.by = {number ? *number : std::nullopt, caller ? caller->address : std::string()},
                                .act = command,
                                .event = event_called(context, event_named(answer)),
                                .subject = subject_in(command, arguments),
                                .shown = shown_in(answer)});
  }
};

// `close` runs in a context of its own, which need not know the caller.
CommandRest noting(CommandRest rest, const Note& note, const std::optional<venue::Caller>& caller) {
  auto close = [inner = std::move(rest.close), note, caller](CommandContext& later,
                                                             CommandOutcome outcome) -> CommandOutcome {
    if (inner) outcome = inner(later, std::move(outcome));
    if (outcome) note.write(later, caller, *outcome);
    return outcome;
  };
  rest.close = std::move(close);
  return rest;
}

}  // namespace

std::variant<CommandOutcome, CommandRest> noted(CommandContext& context, const NamedHandler& handler,
                                                const json::object& arguments) {
  const auto* dry_run = arguments.if_contains("dry_run");
  const bool only_looks = dry_run != nullptr && dry_run->is_bool() && dry_run->get_bool();
  const bool is_callers = context.caller && !only_looks && (handler.is_noted || !handler.only_reads);
  const bool is_noted = is_callers || handler.shows_crm;
  if (const auto* handle = std::get_if<CommandHandler>(&handler.handler)) {
    auto outcome = (*handle)(context, arguments);
    if (is_noted && outcome) Note(handler, arguments).write(context, context.caller, *outcome);
    return outcome;
  }
  auto rest = std::get<LongCommandHandler>(handler.handler)(context, arguments);
  if (!rest) return CommandOutcome(tl::make_unexpected(rest.error()));
  if (!is_noted) return *std::move(rest);
  return noting(*std::move(rest), Note(handler, arguments), context.caller);
}

}  // namespace einlass::commands
