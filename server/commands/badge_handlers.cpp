#include "core/rules/words.h"
#include "server/commands/arguments.h"
#include "server/commands/badge_listing.h"
#include "server/commands/handlers.h"
#include "server/venue/desk.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::commands {

namespace json = boost::json;

namespace {

using base::ErrorKind;
using base::Result;

template <typename Id>
Result<Id> id_of(const std::string& name, const std::string& text) {
  if (const auto id = Id::parse(text)) return *id;
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("\"{}\" is no {}; ask einlass badge settle for it.", text, name));
}

Result<store::PrintRecord> print_of(const json::object& object, rules::GuestId* guest) {
  Arguments arguments(object);
  const auto id = rules::PrintJobId::parse(arguments.text("id"));
  const auto ticket = rules::TicketId::parse(arguments.text("ticket"));
  const auto serial = rules::BadgeSerial::parse(arguments.text("serial"));
  const auto whose = arguments.text_or("guest", "");
  const auto state = store::print_state_from(arguments.text_or("state", "queued"));
  store::PrintRecord print{.place_number = static_cast<int>(arguments.number_or("place_number", 1)),
                           .printer = arguments.text_or("printer", ""),
                           .remote_job = static_cast<int>(arguments.number_or("remote_job", 0)),
                           .reason = arguments.text_or("reason", "")};
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  const auto holder = rules::GuestId::parse(whose);
  if (!id || !ticket || !serial || !state || (!whose.empty() && !holder)) {
    return base::fail(ErrorKind::InvalidInput, "A badge to be printed has an id or a state that cannot be.");
  }
  print.id = *id;
  print.ticket = *ticket;
  print.serial = *serial;
  print.state = *state;
  if (guest != nullptr && holder) *guest = *holder;
  return print;
}

const char* word_of_start(venue::StartAnswer answer) {
  switch (answer) {
    case venue::StartAnswer::Started:
      return "started";
    case venue::StartAnswer::HasOne:
      return "has_one";
    case venue::StartAnswer::NotExpected:
      return "not_expected";
  }
  return "not_expected";
}

}  // namespace

Result<CommandRest> list_event_badges(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto language = arguments.text("language");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return context.desk.prints().of(event).map([&](const venue::EventBadges& badges) -> CommandRest {
    return {.work = [badges, language] {
      return list_badges(badges, language).map([](const BadgeListing& listing) {
        return json::serialize(json_of(listing));
      });
    }};
  });
}

Outcome start_badges(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto objects = arguments.objects("prints");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  std::vector<venue::BadgeToStart> badges;
  for (const auto* each : objects) {
    auto& badge = badges.emplace_back();
    auto print = print_of(*each, &badge.guest);
    if (!print) return tl::make_unexpected(print.error());
    badge.print = *std::move(print);
  }
  return context.desk.prints().start(event, badges).map([](const auto& answers) {
    json::array words;
    for (const auto answer : answers) words.emplace_back(word_of_start(answer));
    return json::serialize(words);
  });
}

Outcome note_badges(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto objects = arguments.objects("prints");
  const auto fault = rules::word_to<rules::BadgeFault>(arguments.text_or("fault", "other"));
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (!fault) return base::fail(ErrorKind::InvalidInput, "There is no such fault of a badge.");
  std::vector<store::PrintRecord> prints;
  for (const auto* each : objects) {
    auto print = print_of(*each, nullptr);
    if (!print) return tl::make_unexpected(print.error());
    prints.push_back(*std::move(print));
  }
  return context.desk.prints().note(event, std::move(prints), *fault).map([] { return std::string("{}"); });
}

Outcome settle_badges(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return context.desk.prints().settle(event).map([](std::size_t settled) {
    return json::serialize(json::object{{"settled", settled}});
  });
}

Outcome judge_badges(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto texts = arguments.list("serials");
  const bool came_out = arguments.flag("came_out");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  std::vector<rules::BadgeSerial> serials;
  for (const auto& text : texts) {
    const auto serial = id_of<rules::BadgeSerial>("badge", text);
    if (!serial) return tl::make_unexpected(serial.error());
    serials.push_back(*serial);
  }
  return context.desk.prints().judge(event, serials, came_out).map([&] {
    return json::serialize(json::object{{"judged", serials.size()}});
  });
}

}  // namespace einlass::commands
