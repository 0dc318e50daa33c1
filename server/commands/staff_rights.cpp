#include "server/commands/staff_rights.h"

#include <algorithm>

namespace einlass::commands {

using base::ErrorKind;
using base::Result;

bool may_manage(const CommandContext& context, const std::set<rules::EventId>& events) {
  if (!context.caller || context.caller->events.empty()) return true;
  return !events.empty() &&
         std::includes(context.caller->events.begin(), context.caller->events.end(), events.begin(), events.end());
}

Result<void> require_organiser(const CommandContext& context) {
  if (!context.caller || context.caller->role == rules::Role::Organiser) return {};
  return base::fail(ErrorKind::Refused, "Only organisers may do this; ask one.");
}

Result<store::StaffRecord> managed(CommandContext& context, std::uint32_t number) {
  if (auto organiser = require_organiser(context); !organiser) return tl::make_unexpected(organiser.error());
  auto found = context.desk.roster().record(number);
  if (!found || may_manage(context, found->events)) return found;
  return base::fail(ErrorKind::Refused,
                    "This person works at events that are not yours; ask an organiser of the whole venue.");
}

Result<store::StaffRecord> managed_other(CommandContext& context, std::uint32_t number) {
  if (context.caller && context.caller->number == number) {
    return base::fail(
        ErrorKind::Refused,
        "Nobody changes her own role or events, or removes herself, at the pages; ask another organiser.");
  }
  return managed(context, number);
}

Result<store::StaffRecord> managed_or_self(CommandContext& context, std::uint32_t number) {
  if (number == 0 && !context.caller) {
    return base::fail(ErrorKind::InvalidInput, "The argument \"number\" is missing; say whom it is about.");
  }
  const auto whom = number == 0 ? context.caller->number : number;
  if (context.caller && context.caller->number == whom) return context.desk.roster().record(whom);
  return managed(context, whom);
}

Result<void> may_give(const CommandContext& context, rules::Role role, const std::set<rules::EventId>& events) {
  if (auto organiser = require_organiser(context); !organiser) return organiser;
  if (context.caller && role > context.caller->role) {
    return base::fail(ErrorKind::Refused, "Nobody gives a role above her own; ask somebody who has it.");
  }
  if (may_manage(context, events)) return {};
  return base::fail(ErrorKind::Refused, "Nobody gives events that are not hers; name some of yours.");
}

}  // namespace einlass::commands
