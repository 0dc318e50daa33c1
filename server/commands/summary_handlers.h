// What is handed on after an event: the summary, certificates of attendance, the year's figures (docs/attendance.md).
// PDFs and spreadsheets are base64url.
#pragma once

#include "server/commands/handlers.h"

namespace einlass::commands {

// attendance.summary {event, list?: whose, language?: de | en} -> {content: PDF}: of all, or of one owner's list as
//   guests.summary. NotFound: the event has no such list.
base::Result<CommandRest> summarise_attendance(CommandContext& context, const boost::json::object& arguments);
// guests.summary {event, language?} -> the same of her lists, of the others how many came
base::Result<CommandRest> summarise_host_guests(CommandContext& context, const boost::json::object& arguments);
// attendance.certificates {event, ticket?: of one guest only, language?: where the guest's is not known} ->
//   {content: PDF}. NotFound: nobody who is known by name came. Refused: of a rehearsal.
base::Result<CommandRest> certify_attendance(CommandContext& context, const boost::json::object& arguments);
// year.figures {year, format: csv | json | xlsx, language?} -> {content}: of events that have begun, rehearsals aside
base::Result<CommandRest> tell_year(CommandContext& context, const boost::json::object& arguments);

}  // namespace einlass::commands
