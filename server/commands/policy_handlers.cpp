#include "core/wire/policy_document.h"
#include "server/commands/arguments.h"
#include "server/commands/handlers.h"
#include "server/venue/desk.h"

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

json::object json_of(const venue::PresetSummary& preset) {
  return {{"name", preset.name}, {"description", json::value_from(preset.description)}, {"own", preset.own}};
}

}  // namespace

Outcome tell_policy(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return context.desk.events().policy(event).map(
      [](const rules::EventPolicy& policy) { return wire::policy_document(policy); });
}

Outcome change_policy(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto* changes = arguments.object("changes");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return context.desk.events()
      .set_policy({.event = event, .fields = json::serialize(*changes)})
      .map([](const rules::EventPolicy& policy) { return wire::policy_document(policy); });
}

Outcome list_presets(CommandContext& context, const json::object& object) {
  if (auto done = Arguments(object).done(); !done) return tl::make_unexpected(done.error());
  return context.desk.events().presets().map([](const std::vector<venue::PresetSummary>& presets) {
    json::array result;
    for (const auto& preset : presets) result.push_back(json_of(preset));
    return json::serialize(result);
  });
}

Outcome save_preset(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const venue::NewPreset preset{
      .event = arguments.text("event"), .name = arguments.text("name"), .description = arguments.texts("description")};
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return context.desk.events().save_preset(preset).map(
      [](const venue::PresetSummary& saved) { return json::serialize(json_of(saved)); });
}

Outcome remove_preset(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto name = arguments.text("name");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return context.desk.events().remove_preset(name).map([&] { return json::serialize(json::object{{"name", name}}); });
}

}  // namespace einlass::commands
