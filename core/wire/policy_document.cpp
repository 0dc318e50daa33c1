#include "core/wire/policy_document.h"

#include "core/base/file.h"
#include "core/wire/canonical_json.h"
#include "core/wire/json_fields.h"

#include <algorithm>
#include <system_error>

#include <boost/json/value_from.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::rules {

// Left out where there is nothing to say: kiosks of earlier versions do not know these fields.
template <typename F, typename T>
void unless_default(F& f, const char* name, T& value) {
  auto said = value == T{} ? std::nullopt : std::optional(value);
  f(name, said);
  if (said) value = *std::move(said);
}

template <typename F>
void fields_of(F& f, Cap& cap) {
  f("persons", cap.persons);
  f("kind", cap.kind);
  f("counts", cap.counts);
}

template <typename F>
void fields_of(F& f, Question& question) {
  f("id", question.id);
  f("text", question.text);
  f("required", question.required);
  f("consent", question.consent);
  f("text_version", question.text_version);
}

template <typename F>
void fields_of(F& f, ReprintRule& rule) {
  f("by", rule.by);
  f("most", rule.most);
}

template <typename F>
void fields_of(F& f, PickUp& pick_up) {
  unless_default(f, "from", pick_up.from);
  unless_default(f, "to", pick_up.to);
  f("desk", pick_up.desk);
}

template <typename F>
void fields_of(F& f, BadgeRule& badge) {
  f("print", badge.print);
  f("confirm", badge.confirm);
  f("template", badge.template_name);
  unless_default(f, "print_at", badge.print_at);
  unless_default(f, "desks", badge.desks);
  unless_default(f, "reprints", badge.reprints);
  unless_default(f, "pick_up", badge.pick_up);
  // Left out where there is nothing to say: kiosks of earlier versions do not know these fields.
  unless_default(f, "category_templates", badge.category_templates);
  unless_default(f, "category_colours", badge.category_colours);
}

bool fits_together(const BadgeRule& badge) {
  return std::all_of(badge.category_colours.begin(), badge.category_colours.end(),
                     [](const auto& each) { return hex_colour(each.second) == each.second; });
}

template <typename F>
void fields_of(F& f, Quotas& quotas) {
  f("per_list", quotas.per_list);
  unless_default(f, "lists", quotas.lists);
  f("plus_ones", quotas.plus_ones);
}

template <typename F>
void fields_of(F& f, CompanionRule& companions) {
  f("categories", companions.categories);
  f("per_guest", companions.per_guest);
  f("in_quota", companions.in_quota);
}

template <typename F>
void fields_of(F& f, DoorHours& hours) {
  f("opens", hours.opens);
  f("closes", hours.closes);
}

template <typename F>
void fields_of(F& f, EventPolicy& policy) {
  f("preset", policy.preset);
  f("alone", policy.alone);
  f("re_entry", policy.re_entry);
  f("seats", policy.seats);
  f("admit_by", policy.admit_by);
  f("walk_in", policy.walk_in);
  f("transfer", policy.transfer);
  f("admission_counts_for", policy.admission_counts_for);
  f("listed_only", policy.listed_only);
  f("admitted_categories", policy.admitted_categories);
  f("excluded_categories", policy.excluded_categories);
  f("cap", policy.cap);
  f("category_caps", policy.category_caps);
  f("doors_hours", policy.doors_hours);
  f("day_starts_at_minutes", policy.day_starts_at);
  f("questions", policy.questions);
  f("badge", policy.badge);
  f("search", policy.search);
  unless_default(f, "search_by_company", policy.search_by_company);
  unless_default(f, "handouts", policy.handouts);
  unless_default(f, "host_approves_walk_ins", policy.host_approves_walk_ins);
  unless_default(f, "quotas", policy.quotas);
  unless_default(f, "companions", policy.companions);
  f("discreet", policy.discreet);
  f("address", policy.address);
  f("key_at_rest", policy.key_at_rest);
  f("release_unclaimed_after_minutes", policy.release_unclaimed_after);
}

template <typename F>
void fields_of(F& f, EventFrame& frame) {
  f("key", frame.key);
  f("name", frame.name);
  f("organiser", frame.organiser);
  f("privacy_url", frame.privacy_url);
  f("time_zone", frame.time_zone);
  f("starts", frame.starts);
  f("ends", frame.ends);
  f("welcome", frame.welcome);
  f("categories", frame.categories);
  f("name_is_public", frame.name_is_public);
  f("rehearses", frame.rehearses);
}

}  // namespace einlass::rules

namespace einlass::wire {
namespace {

constexpr std::size_t kLargestPolicy = 1U << 20U;

// RFC 7396.
void merge_patch(json::value& target, const json::value& patch) {
  if (!patch.is_object()) {
    target = patch;
    return;
  }
  if (!target.is_object()) target.emplace_object();
  auto& object = target.get_object();
  for (const auto& [name, value] : patch.get_object()) {
    if (value.is_null()) {
      object.erase(name);
    } else {
      merge_patch(object[name], value);
    }
  }
}

base::Result<rules::EventPolicy> policy_of(const json::value& value) {
  rules::EventPolicy policy;
  return read_fields(value, policy, Missing::KeepsDefault).map([&] { return policy; });
}

}  // namespace

template <typename F>
void fields_of(F& f, EventDocument& event) {
  f("id", event.id);
  f("event", event.frame);
}

std::string policy_document(const rules::EventPolicy& policy) {
  return json_text(policy);
}

base::Result<rules::EventPolicy> parse_policy(std::string_view text) {
  const auto value = parse_json(text);
  if (!value) return tl::make_unexpected(value.error());
  return policy_of(*value);
}

base::Result<rules::EventPolicy> changed_policy(const rules::EventPolicy& policy, std::string_view merge_patch_text) {
  const auto patch = parse_json(merge_patch_text);
  if (!patch) return tl::make_unexpected(patch.error());
  if (!patch->is_object()) {
    return base::fail(base::ErrorKind::InvalidInput, "What changes of a policy must be a JSON object of its fields.");
  }
  auto document = parse_json(policy_document(policy));
  if (!document) return tl::make_unexpected(document.error());
  merge_patch(*document, *patch);
  return policy_of(*document);
}

std::string preset_document(const Preset& preset) {
  json::object document{{"description", json::value_from(preset.description)}};
  if (!preset.drawings.empty()) document["drawings"] = json::value_from(preset.drawings);
  auto policy = parse_json(policy_document(preset.policy));
  policy->get_object().erase("preset");
  for (auto& [name, value] : policy->get_object()) document[name] = std::move(value);
  return canonical_json(document);
}

base::Result<Preset> parse_preset(const std::string& name, std::string_view text) {
  auto value = parse_json(text);
  if (!value) return tl::make_unexpected(value.error());
  Preset preset{.name = name, .description = {}, .policy = {}, .drawings = {}};
  const auto take = [&](const char* field, std::map<std::string, std::string>& texts) {
    const auto* found = value->is_object() ? value->get_object().if_contains(field) : nullptr;
    const bool fits = found == nullptr || from_json(*found, texts);
    if (found != nullptr) value->get_object().erase(field);
    return fits;
  };
  if (!take("description", preset.description) || !take("drawings", preset.drawings)) {
    return base::fail(base::ErrorKind::InvalidInput,
                      "A preset's description and drawings must be objects of texts; correct them.");
  }
  auto policy = policy_of(*value);
  if (!policy) return tl::make_unexpected(policy.error());
  preset.policy = *std::move(policy);
  preset.policy.preset = name;
  return preset;
}

std::string event_document(const EventDocument& event) {
  return json_text(event);
}

base::Result<EventDocument> parse_event(std::string_view text) {
  const auto value = parse_json(text);
  if (!value) return tl::make_unexpected(value.error());
  EventDocument event;
  const auto read = read_fields(*value, event);
  if (!read) return tl::make_unexpected(read.error());
  return event;
}

std::vector<std::string> Presets::names() const {
  std::vector<std::string> names;
  std::error_code status;
  for (const auto& file : std::filesystem::directory_iterator(folder_, status)) {
    if (file.path().extension() == ".json") names.push_back(file.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

base::Result<Preset> Presets::load(const std::string& name) const {
  const auto known = names();
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    return base::fail(base::ErrorKind::NotFound,
                      fmt::format("The preset \"{}\" is unknown; use one of {}.", name, fmt::join(known, ", ")));
  }
  const auto file = folder_ / (name + ".json");
  const auto text = base::read_file(file, kLargestPolicy);
  if (!text) return tl::make_unexpected(text.error());
  auto preset = parse_preset(name, *text);
  if (!preset) {
    return base::fail(preset.error().kind, fmt::format("{}: {}", file.string(), preset.error().message));
  }
  return preset;
}

}  // namespace einlass::wire
