#include "server/commands/arguments.h"
#include "server/commands/command_json.h"
#include "server/commands/erasure_json.h"
#include "server/commands/guest_ids.h"
#include "server/commands/handlers.h"
#include "server/venue/desk.h"

#include <memory>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::commands {

namespace json = boost::json;

base::Result<std::vector<rules::GuestId>> guest_ids(const std::vector<std::string>& texts) {
  std::vector<rules::GuestId> guests;
  for (const auto& text : texts) {
    const auto id = rules::GuestId::parse(text);
    if (!id) {
      return base::fail(base::ErrorKind::InvalidInput,
                        fmt::format("\"{}\" is no guest's id; the attendance has each guest's.", text));
    }
    guests.push_back(*id);
  }
  return guests;
}

// The desk goes on with its kiosks while the list is read.
base::Result<CommandRest> import_guests(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto content = base::from_base64url(arguments.text("content"));
  const venue::GuestImport import{.event = arguments.text("event"),
                                  .content = content ? std::string(base::as_text(*content)) : std::string(),
                                  .source = arguments.text_or("source", "csv"),
                                  .list = arguments.text_or("list", ""),
                                  .ticket_types = arguments.texts("ticket_types"),
                                  .withdraw_missing = arguments.flag("withdraw_missing"),
                                  .dry_run = arguments.flag("dry_run")};
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (!content) return base::fail(base::ErrorKind::InvalidInput, "The argument \"content\" must be base64url.");
  return context.desk.guests().begin_import(import).map([](venue::GuestImportJob begun) -> CommandRest {
    const auto job = std::make_shared<const venue::GuestImportJob>(std::move(begun));
    const auto preview = std::make_shared<guests::ImportPreview>();
    const auto read = [job, preview]() -> CommandOutcome {
      return job->read().map([&](guests::ImportPreview list) {
        *preview = std::move(list);
        return std::string();
      });
    };
    const auto write = [job, preview](CommandContext& later, const CommandOutcome& is_read) -> CommandOutcome {
      if (!is_read) return is_read;
      return later.desk.guests()
          .finish_import(job->import, std::move(*preview))
          .map([](const venue::GuestImportReport& report) { return json::serialize(json_of(report)); });
    };
    return {.work = read, .close = write};
  });
}

base::Result<CommandRest> erase_guests(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto key = arguments.text("event");
  const auto ids = arguments.list("guests");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  const auto event = context.desk.events().find(key);
  if (!event) return tl::make_unexpected(event.error());
  const auto guests = guest_ids(ids);
  if (!guests) return tl::make_unexpected(guests.error());
  return context.desk.erasures()
      .erase({{event->id, {guests->begin(), guests->end()}}}, 0)
      .map([&](const std::vector<venue::ErasureRest>& rests) {
        auto answer = std::make_shared<json::object>();
        (*answer)["erased"] = guests->size();
        return rest_of(rests, std::move(answer));
      });
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

}  // namespace einlass::commands
