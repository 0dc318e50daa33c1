// How an event admits, as its organiser sees and changes it, and the presets that new events begin with: the packaged
// ones, and policies that an organiser saved as presets of her own.
#include "core/rules/policy_check.h"
#include "core/wire/canonical_json.h"
#include "db/attendance_journal.h"
#include "server/venue/event_desk.h"
#include "server/venue/event_setup.h"
#include "server/venue/kept_policies.h"
#include "server/venue/plain_text.h"
#include "server/venue/state_files.h"

#include <algorithm>

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using rules::EventPolicy;

constexpr std::size_t kLongestPresetName = 60;
constexpr std::size_t kLongestDescription = 200;
constexpr const char* kPresetKind = "preset";

tl::unexpected<base::Error> not_here(const char* field, const char* what_to_do) {
  return base::fail(ErrorKind::InvalidInput, fmt::format("\"{}\" is not changed here; {}.", field, what_to_do));
}

base::Result<void> check_preset_name(const std::string& name) {
  const bool fits =
      !name.empty() && name.size() <= kLongestPresetName && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
      });
  if (fits) return {};
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("A preset's name is made of a–z, 0–9, hyphens and underscores, at most {}; choose "
                                "another.",
                                kLongestPresetName));
}

base::Result<void> check_description(const std::map<std::string, std::string>& description) {
  for (const auto& [language, text] : description) {
    if (is_plain_name(text, kLongestDescription)) continue;
    return base::fail(
        ErrorKind::InvalidInput,
        fmt::format("A preset's description is one line of at most {} letters; shorten it.", kLongestDescription));
  }
  return {};
}

// What one event's alone is does not go into a preset.
EventPolicy for_other_events(EventPolicy policy, const std::string& name) {
  policy.preset = name;
  policy.doors_hours.clear();
  policy.badge.desks.clear();
  policy.badge.pick_up.clear();
  return policy;
}

std::optional<std::string> missing_drawing(const rules::BadgeRule& badge, const Drawings& drawings) {
  const auto is_missing = [&](const std::string& name) { return !name.empty() && !drawings.contains(name); };
  if (is_missing(badge.template_name)) return badge.template_name;
  for (const auto& [category, name] : badge.category_templates) {
    if (is_missing(name)) return name;
  }
  return std::nullopt;
}

PresetSummary summary_of(const wire::Preset& preset, bool own) {
  return {.name = preset.name, .description = preset.description, .own = own};
}

}  // namespace

base::Result<CategoryLabels> EventDesk::labels_of(const EventPolicy& policy) const {
  const auto text = base::read_file(state_.options().assets / "events" / "categories.json");
  if (!text) return tl::make_unexpected(text.error());
  const auto value = wire::parse_json(*text);
  if (!value) return tl::make_unexpected(value.error());
  auto keys = rules::categories_in(policy);
  for (const auto& key : value->at("default").as_array()) keys.emplace_back(key.as_string());
  CategoryLabels categories;
  for (const auto& key : keys) {
    auto& labels = categories[key];
    const auto* known = value->at("labels").as_object().if_contains(key);
    if (known == nullptr) continue;
    for (const auto& [language, label] : known->as_object()) labels[language] = std::string(label.as_string());
  }
  return categories;
}

// Those that are new to the event must be among the packaged ones, whose labels are known.
base::Result<rules::EventFrame> EventDesk::frame_for(const OpenEvent& event, const EventPolicy& policy) const {
  auto frame = event.frame;
  auto categories = labels_of(policy);
  if (!categories) return tl::make_unexpected(categories.error());
  for (auto& [key, labels] : *categories) {
    if (!frame.categories.contains(key) && labels.empty()) {
      return base::fail(
          ErrorKind::InvalidInput,
          fmt::format("The event has no category \"{}\"; use one that einlass event list --json names.", key));
    }
    frame.categories.try_emplace(key, std::move(labels));
  }
  if (policy.admit_by != event.policy.admit_by) frame.name_is_public = policy.admit_by == rules::AdmitBy::Ticket;
  return frame;
}

// Facts hold what they were decided by, so most of a policy may change at any time. What cannot is what all of an
// event's facts must agree on, and what kiosks made their files by.
base::Result<void> EventDesk::check_change(OpenEvent& event, const EventPolicy& after) {
  const auto& before = event.policy;
  if (after.preset != before.preset) return not_here("preset", "it says what the event was created from");
  if (const auto problem = rules::problem_of(after)) return base::fail(ErrorKind::InvalidInput, *problem);
  const auto drawings = template_drawings(event.record.id);
  if (!drawings) return tl::make_unexpected(drawings.error());
  if (missing_drawing(after.badge, *drawings)) {
    return not_here("badge.template", "give the drawing with einlass event set --badge-template");
  }
  const auto totals = event.store.journal().totals();
  if (!totals) return tl::make_unexpected(totals.error());
  const auto fixed = rules::fixed_once_guests_came(before, after);
  if (fixed && totals->admitted + totals->counted > 0) {
    return base::fail(
        ErrorKind::Refused,
        fmt::format("\"{}\" cannot change once guests have come: they were admitted and counted by it.", *fixed));
  }
  if (after.key_at_rest == before.key_at_rest) return {};
  const auto kiosks = state_.venue().kiosks();
  if (!kiosks) return tl::make_unexpected(kiosks.error());
  const bool is_served = std::any_of(kiosks->begin(), kiosks->end(), [&](const store::KioskRecord& kiosk) {
    return kiosk.event == event.record.id && !kiosk.revoked;
  });
  if (!is_served) return {};
  return base::fail(ErrorKind::Refused,
                    "\"key_at_rest\" cannot change while kiosks keep the event's names by it; assign them elsewhere "
                    "first.");
}

base::Result<EventPolicy> EventDesk::policy(const std::string& key_or_id) {
  return state_.event(key_or_id).map([](const OpenEvent* event) { return event->policy; });
}

base::Result<rules::EventFrame> EventDesk::frame(const std::string& key_or_id) {
  return state_.event(key_or_id).map([](const OpenEvent* event) { return event->frame; });
}

base::Result<EventPolicy> EventDesk::set_policy(const PolicyChange& change) {
  const auto found = state_.event(change.event);
  if (!found) return tl::make_unexpected(found.error());
  auto& event = **found;
  if (auto open = check_open(event.record); !open) return tl::make_unexpected(open.error());
  auto after = wire::changed_policy(event.policy, change.fields);
  if (!after) return after;
  const auto kept = kept_policies(state_.venue(), event.record.key);
  if (!kept) return tl::make_unexpected(kept.error());
  raise_text_versions(*after, *kept);
  if (auto may = check_change(event, *after); !may) return tl::make_unexpected(may.error());
  const auto frame = frame_for(event, *after);
  if (!frame) return tl::make_unexpected(frame.error());
  auto zone = base::VenueZone::open(frame->time_zone, after->day_starts_at);
  if (!zone) return tl::make_unexpected(zone.error());
  auto record = event.record;
  if (auto put = put_documents(record, *frame, *after); !put) return tl::make_unexpected(put.error());
  if (auto put = state_.venue().put_event(record); !put) return tl::make_unexpected(put.error());
  event.record = record;
  event.frame = *frame;
  event.policy = *after;
  event.zone = *std::move(zone);
  return after;
}

base::Result<std::vector<store::Document>> EventDesk::own_presets() {
  const auto hashes = hashes_under(presets_setting);
  if (!hashes) return tl::make_unexpected(hashes.error());
  std::vector<store::Document> presets;
  for (const auto& hash : *hashes) {
    auto document = state_.venue().document(hash);
    if (!document) return tl::make_unexpected(document.error());
    if (*document) presets.push_back(**std::move(document));
  }
  std::sort(presets.begin(), presets.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return presets;
}

base::Result<wire::Preset> EventDesk::preset(const std::string& name) {
  const auto own = own_presets();
  if (!own) return tl::make_unexpected(own.error());
  const auto found = std::find_if(own->begin(), own->end(), [&](const auto& each) { return each.name == name; });
  if (found != own->end()) return wire::parse_preset(name, found->content);
  return packaged_presets().load(name);
}

base::Result<std::vector<PresetSummary>> EventDesk::presets() {
  std::vector<PresetSummary> presets;
  for (const auto& name : packaged_presets().names()) {
    const auto preset = packaged_presets().load(name);
    if (!preset) return tl::make_unexpected(preset.error());
    presets.push_back(summary_of(*preset, false));
  }
  const auto own = own_presets();
  if (!own) return tl::make_unexpected(own.error());
  for (const auto& document : *own) {
    const auto preset = wire::parse_preset(document.name, document.content);
    if (!preset) return tl::make_unexpected(preset.error());
    presets.push_back(summary_of(*preset, true));
  }
  return presets;
}

base::Result<std::vector<base::Hash>> EventDesk::presets_without(const std::string& name) {
  const auto own = own_presets();
  if (!own) return tl::make_unexpected(own.error());
  std::vector<base::Hash> others;
  for (const auto& document : *own) {
    if (document.name != name) others.push_back(document.hash);
  }
  return others;
}

base::Result<PresetSummary> EventDesk::save_preset(const NewPreset& wanted) {
  if (auto fits = check_preset_name(wanted.name); !fits) return tl::make_unexpected(fits.error());
  if (auto fits = check_description(wanted.description); !fits) return tl::make_unexpected(fits.error());
  if (packaged_presets().load(wanted.name)) {
    return base::fail(ErrorKind::AlreadyExists, "A preset of that name comes with Einlass; choose another name.");
  }
  const auto event = state_.event(wanted.event);
  if (!event) return tl::make_unexpected(event.error());
  auto drawings = template_drawings((*event)->record.id);
  if (!drawings) return tl::make_unexpected(drawings.error());
  const wire::Preset preset{.name = wanted.name,
                            .description = wanted.description,
                            .policy = for_other_events((*event)->policy, wanted.name),
                            .drawings = *std::move(drawings)};
  auto hashes = presets_without(wanted.name);
  if (!hashes) return tl::make_unexpected(hashes.error());
  // A document has one name: two presets that are alike but for it would be one.
  const auto text = wire::preset_document(preset);
  const auto same = state_.venue().document(base::sha256(text));
  if (!same) return tl::make_unexpected(same.error());
  if (*same && (*same)->name != wanted.name) {
    return base::fail(
        ErrorKind::AlreadyExists,
        fmt::format("The preset \"{}\" says the same; describe the new one in other words.", (*same)->name));
  }
  const auto put = state_.venue().put_document(kPresetKind, wanted.name, text);
  if (!put) return tl::make_unexpected(put.error());
  hashes->push_back(*put);
  return state_.venue().set_setting(presets_setting, lines_of(*hashes)).map([&] { return summary_of(preset, true); });
}

base::Result<void> EventDesk::remove_preset(const std::string& name) {
  const auto others = presets_without(name);
  if (!others) return tl::make_unexpected(others.error());
  const auto own = own_presets();
  if (!own) return tl::make_unexpected(own.error());
  if (others->size() == own->size()) {
    return base::fail(ErrorKind::NotFound, fmt::format("There is no preset \"{}\" of your own to remove.", name));
  }
  return state_.venue().set_setting(presets_setting, lines_of(*others));
}

}  // namespace einlass::venue
