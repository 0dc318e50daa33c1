#include "core/wire/pairing_code.h"
#include "server/commands/arguments.h"
#include "server/commands/command_json.h"
#include "server/commands/handlers.h"
#include "server/venue/desk.h"

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

constexpr std::int64_t longest_offer_minutes = 7 * 24 * 60;

Outcome kiosk_text(CommandContext& context, const base::Result<store::KioskRecord>& kiosk) {
  if (!kiosk) return tl::make_unexpected(kiosk.error());
  return context.desk.events().list().map(
      [&](const std::vector<venue::EventSummary>& events) { return json::serialize(json_of(*kiosk, events)); });
}

std::string pairing_result(const Reach& reach, const std::string& name, const venue::PairingGrant& grant) {
  const wire::PairingCode code{
      .hosts = reach.hosts, .port = reach.port, .ca_key = reach.ca_key, .secret = grant.secret};
  return json::serialize(json::object{{"name", name},
                                      {"code", wire::pairing_text(code)},
                                      {"qr", qr_rows(wire::pairing_text(code))},
                                      {"readable", wire::readable_pairing_text(code)},
                                      {"hosts", json::value_from(reach.hosts)},
                                      {"port", reach.port},
                                      {"expires", grant.expires.unix_ms()}});
}

}  // namespace

Outcome pair_kiosk(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto minutes = arguments.number_or("minutes", 30);
  const venue::PairingWish wish{.kiosk_name = arguments.text("name"),
                                .door = arguments.text_or("door", ""),
                                .event = arguments.text_or("event", ""),
                                .lasts = std::chrono::minutes(minutes),
                                .takes_event = arguments.flag("takes_event")};
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (minutes < 1 || minutes > longest_offer_minutes) {
    return base::fail(base::ErrorKind::InvalidInput,
                      "A pairing code may last from 1 minute to 7 days; choose between.");
  }
  return context.desk.kiosks().offer(wish).map(
      [&](const venue::PairingGrant& grant) { return pairing_result(context.reach, wish.kiosk_name, grant); });
}

Outcome list_kiosks(CommandContext& context, const json::object& object) {
  if (auto done = Arguments(object).done(); !done) return tl::make_unexpected(done.error());
  const auto events = context.desk.events().list();
  if (!events) return tl::make_unexpected(events.error());
  return context.desk.kiosks().list().map([&](const std::vector<store::KioskRecord>& kiosks) {
    json::array result;
    for (const auto& kiosk : kiosks) {
      result.push_back(json_of(kiosk, *events, context.desk.kiosks().told(), context.desk.now()));
    }
    return json::serialize(result);
  });
}

Outcome assign_kiosk(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto kiosk = arguments.text("kiosk");
  const auto event = arguments.text("event");
  const auto door = arguments.optional_text("door");
  const auto name = arguments.optional_text("name");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return kiosk_text(context, context.desk.kiosks().assign(kiosk, event, door, name));
}

Outcome revoke_kiosk(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto kiosk = arguments.text("kiosk");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return kiosk_text(context, context.desk.kiosks().revoke(kiosk));
}

}  // namespace einlass::commands
