// What somebody signed in at the pages may do to others on the roster. Whoever gives commands without a caller, at the
// machine itself, may do all of it. On the desk's thread.
//
// An organiser of certain events manages those whose events are all among hers, and gives none but these. Nobody
// changes her own role or events, or removes herself: so there always is an organiser left who can sign in.
#pragma once

#include "server/commands/command.h"
#include "server/venue/desk.h"

#include <cstdint>

namespace einlass::commands {

// Refused: the caller is no organiser.
base::Result<void> require_organiser(const CommandContext& context);
// Whom a command is about. NotFound: nobody has the number. Refused: the caller may not manage her.
base::Result<store::StaffRecord> managed(CommandContext& context, std::uint32_t number);
// The same, and not the caller herself.
base::Result<store::StaffRecord> managed_other(CommandContext& context, std::uint32_t number);
// The same, or the caller herself, whatever her role; 0: herself. InvalidInput: 0, and nobody in particular asks.
base::Result<store::StaffRecord> managed_or_self(CommandContext& context, std::uint32_t number);
// Refused: the role is above the caller's, or an event is not hers.
base::Result<void> may_give(const CommandContext& context, rules::Role role, const std::set<rules::EventId>& events);

bool may_manage(const CommandContext& context, const std::set<rules::EventId>& events);  // of whom it is about

}  // namespace einlass::commands
