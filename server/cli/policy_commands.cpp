// How an event admits: shown, changed field by field, and saved for other events to begin with.
#include "core/base/file.h"
#include "core/wire/policy_document.h"
#include "server/cli/commands.h"
#include "server/cli/text_table.h"

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kLargestPolicy = 1U << 20U;

// One field on each line, as they are named in set-policy.
std::string policy_text(const json::value& policy) {
  std::string text;
  for (const auto& [name, value] : policy.as_object()) {
    text += fmt::format("{} = {}\n", std::string_view(name), json::serialize(value));
  }
  return text;
}

base::Result<void> tell(const Session& session, const json::value& policy) {
  return deliver(session.json() ? json::serialize(policy) + "\n" : policy_text(policy), {});
}

// JSON where it is such, else a text: walk_in=no, cap.persons=24, excluded_categories=["press"].
json::value value_of(const std::string& text) {
  json::error_code no_json;
  auto value = json::parse(text, no_json);
  if (no_json) return json::value(text);
  return value;
}

base::Result<void> put_change(json::object& changes, const std::string& pair) {
  const auto equals = pair.find('=');
  if (equals == std::string::npos || equals == 0) {
    return base::fail(base::ErrorKind::InvalidInput,
                      fmt::format("\"{}\" changes nothing; write NAME=VALUE, such as walk_in=no.", pair));
  }
  auto* object = &changes;
  std::string name = pair.substr(0, equals);
  for (auto dot = name.find('.'); dot != std::string::npos; dot = name.find('.')) {
    auto& inner = (*object)[name.substr(0, dot)];
    if (!inner.is_object()) inner.emplace_object();
    object = &inner.get_object();
    name.erase(0, dot + 1);
  }
  (*object)[name] = value_of(pair.substr(equals + 1));
  return {};
}

struct PolicyChangeOptions {
  std::string event;
  std::vector<std::string> pairs;
  std::filesystem::path file;
};

base::Result<json::object> changes_in(const std::filesystem::path& file) {
  const auto text = base::read_file(file, kLargestPolicy);
  if (!text) return tl::make_unexpected(text.error());
  json::error_code no_json;
  auto value = json::parse(*text, no_json);
  if (no_json || !value.is_object()) {
    return base::fail(base::ErrorKind::InvalidInput,
                      fmt::format("{} is no JSON object of a policy's fields; correct it.", file.string()));
  }
  return std::move(value.get_object());
}

base::Result<void> change_policy(Session& session, const PolicyChangeOptions& options) {
  json::object changes;
  if (!options.file.empty()) {
    auto from_file = changes_in(options.file);
    if (!from_file) return tl::make_unexpected(from_file.error());
    changes = *std::move(from_file);
  }
  for (const auto& pair : options.pairs) {
    if (auto put = put_change(changes, pair); !put) return put;
  }
  const auto policy = session.run("event.set_policy", {{"event", options.event}, {"changes", std::move(changes)}});
  if (!policy) return tl::make_unexpected(policy.error());
  return tell(session, *policy);
}

// Those that come with Einlass are known before there is a venue.
base::Result<json::value> packaged_presets(const Session& session) {
  const auto assets = session.venue_assets();
  if (!assets) return tl::make_unexpected(assets.error());
  const wire::Presets presets(*assets / "presets");
  json::array result;
  for (const auto& name : presets.names()) {
    const auto preset = presets.load(name);
    if (!preset) return tl::make_unexpected(preset.error());
    result.push_back(
        json::object{{"name", name}, {"description", json::value_from(preset->description)}, {"own", false}});
  }
  return result;
}

base::Result<void> list_presets(Session& session) {
  auto presets = session.run("preset.list", {});
  if (!presets && presets.error().kind == base::ErrorKind::NotFound) presets = packaged_presets(session);
  if (!presets) return tl::make_unexpected(presets.error());
  if (session.json()) return deliver(json::serialize(*presets) + "\n", {});
  TextTable table({"PRESET", "FOR", "OWN"});
  for (const auto& preset : presets->as_array()) {
    table.add({text_of(preset, "name"), text_of(preset.at("description"), "en"), flag_of(preset, "own") ? "yes" : ""});
  }
  return deliver(table.text("There are no presets.\n"), {});
}

struct PresetOptions {
  std::string event, name, german, english;
};

base::Result<void> save_preset(Session& session, const PresetOptions& options) {
  json::object description;
  if (!options.german.empty()) description["de"] = options.german;
  if (!options.english.empty()) description["en"] = options.english;
  const auto saved = session.run(
      "event.save_preset", {{"event", options.event}, {"name", options.name}, {"description", std::move(description)}});
  if (!saved) return tl::make_unexpected(saved.error());
  if (session.json()) return deliver(json::serialize(*saved) + "\n", {});
  return deliver(fmt::format("Events can be created from the preset {} now.\n", options.name), {});
}

base::Result<void> remove_preset(Session& session, const std::string& name) {
  const auto removed = session.run("preset.remove", {{"name", name}});
  if (!removed) return tl::make_unexpected(removed.error());
  if (session.json()) return deliver(json::serialize(*removed) + "\n", {});
  return deliver(fmt::format("The preset {} is gone; events that were created from it stay as they are.\n", name), {});
}

void add_set_policy(CLI::App& event, const Program& program) {
  const auto options = std::make_shared<PolicyChangeOptions>();
  auto& set = *event.add_subcommand("set-policy", "Change how an event admits its guests");
  set.add_option("event", options->event, "the event's key")->required()->type_name("EVENT");
  auto* changes = set.add_option_group("changes");
  changes->add_option("changes", options->pairs, "fields as einlass event policy names them; null: the usual")
      ->type_name("NAME=VALUE");
  changes->add_option("--file", options->file, "a JSON object of such fields")->type_name("FILE");
  changes->require_option(1, 0);
  set.footer(
      "What is not named stays. Connected kiosks follow at once; docs/policies.md has all fields.\n\n"
      "Example:\n"
      "  einlass event set-policy lunch-3 cap.persons=24 quotas.per_list=4\n"
      "  einlass event set-policy club-7 walk_in=no 'excluded_categories=[\"press\"]' cap=null\n");
  on_run(set, program, [options, &session = program.session] { return change_policy(session, *options); });
}

void add_presets(CLI::App& event, const Program& program) {
  auto& presets = *event.add_subcommand("presets", "List the presets that an event can be created from");
  on_run(presets, program, [&session = program.session] { return list_presets(session); });
  const auto options = std::make_shared<PresetOptions>();
  auto& save = *event.add_subcommand("save-preset", "Save an event's policy and badges for other events to begin with");
  save.add_option("event", options->event, "the event's key")->required()->type_name("EVENT");
  save.add_option("name", options->name, "a-z, 0-9, hyphens, underscores")->required()->type_name("PRESET");
  save.add_option("--german", options->german, "what it is for, in one line")->type_name("TEXT");
  save.add_option("--english", options->english, "the same in English")->type_name("TEXT");
  on_run(save, program, [options, &session = program.session] { return save_preset(session, *options); });
  const auto name = std::make_shared<std::string>();
  auto& remove = *event.add_subcommand("remove-preset", "Remove a preset of one's own");
  remove.add_option("name", *name, "as einlass event presets lists it")->required()->type_name("PRESET");
  on_run(remove, program, [name, &session = program.session] { return remove_preset(session, *name); });
}

}  // namespace

void add_policy_commands(CLI::App& event, const Program& program) {
  const auto key = std::make_shared<std::string>();
  auto& show = *event.add_subcommand("policy", "Show how an event admits its guests");
  show.add_option("event", *key, "the event's key")->required()->type_name("EVENT");
  on_run(show, program, [key, &session = program.session]() -> base::Result<void> {
    const auto policy = session.run("event.policy", {{"event", *key}});
    if (!policy) return tl::make_unexpected(policy.error());
    return tell(session, *policy);
  });
  add_set_policy(event, program);
  add_presets(event, program);
}

}  // namespace einlass::cli
