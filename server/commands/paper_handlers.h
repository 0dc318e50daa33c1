// The handlers of an evening on paper (docs/pages.md, On paper): what was ticked on a printed list becomes entries. On
// the thread that owns the desk.
#pragma once

#include "server/commands/handlers.h"

namespace einlass::commands {

// Times are local, "2026-11-23T18:30"; `line` as in host_handlers.h.
//
// emergency_list.print {event, language} -> {number, rows, content: base64url of the PDF}: for hosts of their own lists
base::Result<CommandRest> print_emergency_list(CommandContext& context, const boost::json::object& arguments);
// paper.lists {event} -> {lists: [{number, printed: Unix milliseconds, rows}], newest first, from, until: the doors'
//   last hours so far}
Outcome list_paper_lists(CommandContext& context, const boost::json::object& arguments);
// paper.rows {event, list} -> {number, rows: [{row, code, line}]} of the guests whom she may see
Outcome list_paper_rows(CommandContext& context, const boost::json::object& arguments);
// paper.enter {event, list, row: "147-8", persons?, from?, until?, door?, all_the_same?}, or of a guest who was
//   looked up {event, ticket, scan, persons?, from?, until?, door?, all_the_same?} -> as guest.admit, and row: 0 of one
//   who was looked up, repeated: typed before, it counts once. all_the_same: what she was refused for then is set
//   aside, also a hard cap
Outcome enter_from_paper(CommandContext& context, const boost::json::object& arguments);
// paper.leave {event, list, row, at, persons?, door?}, or {event, ticket, scan, at, persons?, door?} ->
//   {scan, persons, row, repeated, line}: so many left then; 0 persons: all who are inside
Outcome leave_from_paper(CommandContext& context, const boost::json::object& arguments);

}  // namespace einlass::commands
