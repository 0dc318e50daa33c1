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

base::Result<json::array> pictures_of(venue::EventDesk& events, rules::EventId event) {
  return events.documents(event).map([](const std::vector<wire::DocumentRef>& documents) {
    json::array pictures;
    for (const auto& each : documents) {
      if (each.kind == "image") pictures.push_back(json::object{{"name", each.name}, {"size", each.size}});
    }
    return pictures;
  });
}

base::Result<json::value> preset_of(venue::EventDesk& events, const std::string& event) {
  const auto policy = events.policy(event);
  if (!policy) return tl::make_unexpected(policy.error());
  const auto preset = events.preset(policy->preset);
  return preset ? json::parse(wire::policy_document(preset->policy)) : json::value();
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

Outcome tell_details(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  auto& events = context.desk.events();
  const auto found = events.find(event);
  if (!found) return tl::make_unexpected(found.error());
  const auto frame = events.frame(event);
  if (!frame) return tl::make_unexpected(frame.error());
  auto pictures = pictures_of(events, found->id);
  if (!pictures) return tl::make_unexpected(pictures.error());
  auto preset = preset_of(events, event);
  if (!preset) return tl::make_unexpected(preset.error());
  return json::serialize(json::object{{"organiser", frame->organiser},
                                      {"privacy_url", frame->privacy_url},
                                      {"welcome", json::value_from(frame->welcome)},
                                      {"categories", json::value_from(frame->categories)},
                                      {"pictures", *std::move(pictures)},
                                      {"preset", *std::move(preset)}});
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
