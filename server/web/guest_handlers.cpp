#include "server/venue/desk.h"
#include "server/web/arguments.h"
#include "server/web/command_json.h"
#include "server/web/handlers.h"

#include <boost/json.hpp>

namespace einlass::web {

namespace json = boost::json;

Outcome import_guests(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto content = base::from_base64url(arguments.text("content"));
  const venue::GuestImport import{.event = arguments.text("event"),
                                  .content = content ? std::string(base::as_text(*content)) : std::string(),
                                  .source = arguments.text_or("source", "csv"),
                                  .ticket_types = arguments.texts("ticket_types"),
                                  .withdraw_missing = arguments.flag("withdraw_missing"),
                                  .dry_run = arguments.flag("dry_run")};
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (!content) return base::fail(base::ErrorKind::InvalidInput, "The argument \"content\" must be base64url.");
  return context.desk.guests().import(import).map(
      [](const venue::GuestImportReport& report) { return json::serialize(json_of(report)); });
}

Outcome issue_tickets(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const bool without_code_only = arguments.flag("without_code_only");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return context.desk.guests().issue_tickets(event, without_code_only).map([](const auto& tickets) {
    json::array result;
    for (const auto& ticket : tickets) {
      result.push_back(json::object{{"ticket", ticket.ticket.text()},
                                    {"name", ticket.name},
                                    {"email", ticket.email},
                                    {"category", ticket.category},
                                    {"places", ticket.places},
                                    {"code", ticket.code}});
    }
    return json::serialize(result);
  });
}

}  // namespace einlass::web
