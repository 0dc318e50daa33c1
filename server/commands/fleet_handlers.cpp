#include "server/commands/fleet_handlers.h"

#include "server/commands/arguments.h"
#include "server/venue/desk.h"

#include <algorithm>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

constexpr std::int64_t longest_minutes = std::chrono::minutes(std::chrono::hours(72)).count();

std::string text_of(const std::optional<wire::KioskNotice>& notice) {
  json::value shown;
  if (notice) shown = json::object{{"de", notice->german}, {"en", notice->english}, {"until", notice->until.unix_ms()}};
  return json::serialize(json::object{{"shown", std::move(shown)}});
}

}  // namespace

Outcome put_message(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  venue::MessageWish wish{
      .event = arguments.text_or("event", ""), .german = arguments.text("de"), .english = arguments.text("en")};
  const auto minutes = arguments.number_or("minutes", 60);
  if (auto done = arguments.done(); !done) return base::failed(done);
  wish.lasts = std::chrono::minutes(std::clamp<std::int64_t>(minutes, 0, longest_minutes + 1));  // refused beyond
  return context.desk.messages().put(wish).map([](const auto& notice) { return text_of(notice); });
}

Outcome withdraw_message(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text_or("event", "");
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.messages().withdraw(event).map([] { return text_of(std::nullopt); });
}

Outcome tell_message(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text_or("event", "");
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.messages().shown(event).map([](const auto& notice) { return text_of(notice); });
}

}  // namespace einlass::commands
