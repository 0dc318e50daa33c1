#include "server/venue/event_desk.h"

#include "core/base/log.h"
#include "server/venue/event_setup.h"

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
namespace fs = std::filesystem;

// A preset of one's own brings its drawings along.
base::Result<BadgeDrawing> drawing_in(const fs::path& assets, const wire::Preset& preset, const std::string& name) {
  const auto own = preset.drawings.find(name);
  if (own != preset.drawings.end()) return BadgeDrawing{.name = name, .svg = own->second};
  return base::read_file(assets / "badges" / (name + ".svg")).map([&](std::string svg) {
    return BadgeDrawing{.name = name, .svg = std::move(svg)};
  });
}

// The organiser's own drawings, else the preset's.
base::Result<NewEvent> with_drawings(const fs::path& assets, NewEvent event, const wire::Preset& preset) {
  const auto& badge = preset.policy.badge;
  if (!event.template_document && !badge.template_name.empty()) {
    auto drawing = drawing_in(assets, preset, badge.template_name);
    if (!drawing) return tl::make_unexpected(drawing.error());
    event.template_name = drawing->name;
    event.template_document = std::move(drawing->svg);
  }
  for (const auto& [category, name] : badge.category_templates) {
    if (name.empty() || event.category_looks.templates.contains(category)) continue;
    auto drawing = drawing_in(assets, preset, name);
    if (!drawing) return tl::make_unexpected(drawing.error());
    event.category_looks.templates.emplace(category, *std::move(drawing));
  }
  return event;
}

std::optional<BadgeDrawing> drawing_of(const std::string& name, const std::optional<std::string>& svg) {
  if (!svg) return std::nullopt;
  return BadgeDrawing{.name = name, .svg = *svg};
}

base::Result<rules::EventFrame> changed_frame(const OpenEvent& event, const EventChanges& changes) {
  auto frame = event.frame;
  if (changes.name) frame.name = *changes.name;
  if (changes.organiser) frame.organiser = *changes.organiser;
  if (changes.privacy_url) frame.privacy_url = *changes.privacy_url;
  for (const auto& [language, text] : changes.welcome) frame.welcome[language] = text;
  std::erase_if(frame.welcome, [](const auto& text) { return text.second.empty(); });
  const auto starts = changes.starts ? read_time(event.zone, *changes.starts, "the start") : frame.starts;
  if (!starts) return tl::make_unexpected(starts.error());
  const auto ends = changes.ends ? read_time(event.zone, *changes.ends, "the end") : frame.ends;
  if (!ends) return tl::make_unexpected(ends.error());
  frame.starts = *starts;
  frame.ends = *ends;
  return check_frame(frame).map([&] { return frame; });
}

base::Result<rules::EventPolicy> changed_policy(const OpenEvent& event, const rules::EventFrame& frame,
                                                const EventChanges& changes) {
  auto policy = event.policy;
  const auto hours = changes.doors_open ? doors_hours(event.zone, *changes.doors_open, frame)
                                        : moved_hours(event.zone, policy.doors_hours, event.frame, frame);
  if (!hours) return tl::make_unexpected(hours.error());
  policy.doors_hours = *hours;
  return change_badges(changes.badges, policy.badge).map([&] { return policy; });
}

EventSummary summary_of(const OpenEvent& event, base::Instant now) {
  return {.id = event.record.id,
          .key = event.record.key,
          .name = event.frame.name,
          .preset = event.policy.preset,
          .starts = event.zone.local_iso(event.frame.starts),
          .ends = event.zone.local_iso(event.frame.ends),
          .doors_open = event.policy.doors_hours.empty() ? std::string()
                                                         : event.zone.local_iso(event.policy.doors_hours.front().opens),
          .time_zone = event.frame.time_zone,
          .closed = event.record.closed,
          .rehearsal = event.frame.rehearses.has_value(),
          .left_open = is_left_open(event, now)};
}

}  // namespace

bool is_left_open(const OpenEvent& event, base::Instant now) {
  return !event.record.closed && !event.frame.rehearses && now >= event.frame.ends + left_open_after;
}

base::Result<rules::EventFrame> EventDesk::frame_of(const NewEvent& event, const rules::EventPolicy& policy) const {
  const auto zone = base::VenueZone::open(event.time_zone, policy.day_starts_at);
  if (!zone) return tl::make_unexpected(zone.error());
  const auto starts = read_time(*zone, event.starts, "the start");
  if (!starts) return tl::make_unexpected(starts.error());
  const auto ends = read_time(*zone, event.ends, "the end");
  if (!ends) return tl::make_unexpected(ends.error());
  auto categories = labels_of(policy);
  if (!categories) return tl::make_unexpected(categories.error());
  return rules::EventFrame{.key = event.key,
                           .name = event.name,
                           .organiser = event.organiser,
                           .privacy_url = event.privacy_url,
                           .time_zone = event.time_zone,
                           .starts = *starts,
                           .ends = *ends,
                           .welcome = event.welcome,
                           .categories = std::move(*categories),
                           .name_is_public = policy.admit_by == rules::AdmitBy::Ticket};
}

base::Result<void> EventDesk::fit_hours(const NewEvent& event, const rules::EventFrame& frame,
                                        rules::EventPolicy& policy) const {
  const auto zone = base::VenueZone::open(event.time_zone, policy.day_starts_at);
  if (!zone) return tl::make_unexpected(zone.error());
  return doors_hours(*zone, event.doors_open, frame).map([&](Hours hours) { policy.doors_hours = std::move(hours); });
}

base::Result<void> EventDesk::check_new_key(const std::string& key) const {
  if (auto fits = check_key(key); !fits) return fits;
  if (!state_.venue().event(key)) return {};
  return base::fail(ErrorKind::AlreadyExists,
                    fmt::format("There is an event \"{}\" already; choose another key.", key));
}

base::Result<EventSummary> EventDesk::create(const NewEvent& event) {
  if (auto key = check_new_key(event.key); !key) return tl::make_unexpected(key.error());
  const auto begins_as = preset(event.preset);
  if (!begins_as) return tl::make_unexpected(begins_as.error());
  auto policy = begins_as->policy;
  const auto drawn = with_drawings(state_.options().assets, event, *begins_as);
  if (!drawn) return tl::make_unexpected(drawn.error());
  const auto frame = frame_of(*drawn, policy);
  if (!frame) return tl::make_unexpected(frame.error());
  if (auto fits = check_frame(*frame); !fits) return tl::make_unexpected(fits.error());
  const bool prints = policy.badge.print || event.template_document || !event.category_looks.templates.empty();
  const auto drawings = dress(state_, drawing_of(drawn->template_name, drawn->template_document), drawn->category_looks,
                              *frame, {}, policy.badge);
  if (!drawings) return tl::make_unexpected(drawings.error());
  policy.badge.print = prints;
  if (auto badges = change_badges(event.badges, policy.badge); !badges) return tl::make_unexpected(badges.error());
  if (auto fitted = fit_hours(*drawn, *frame, policy); !fitted) return tl::make_unexpected(fitted.error());
  return store_event(*drawn, *frame, policy, *drawings);
}

// The record comes last: an event that was not finished is not there.
base::Result<EventSummary> EventDesk::store_event(const NewEvent& event, const rules::EventFrame& frame,
                                                  const rules::EventPolicy& policy, const Drawings& drawings) {
  store::EventRecord record{.id = rules::EventId::random(), .key = event.key, .created = state_.now()};
  const auto keys =
      state_.venue().put_document("keys", event.key, wire::event_keys_document(state_.event_keys(record.id)));
  if (!keys) return tl::make_unexpected(keys.error());
  if (auto set = state_.venue().set_setting(documents_setting(record.id), lines_of({*keys})); !set) {
    return tl::make_unexpected(set.error());
  }
  if (auto put = add_templates(record.id, drawings); !put) return tl::make_unexpected(put.error());
  if (auto put = put_documents(record, frame, policy); !put) return tl::make_unexpected(put.error());
  if (const auto file = state_.open_store(record.id); !file) return tl::make_unexpected(file.error());
  if (auto put = state_.venue().put_event(record); !put) return tl::make_unexpected(put.error());
  return find(event.key);
}

base::Result<void> EventDesk::put_documents(store::EventRecord& record, const rules::EventFrame& frame,
                                            const rules::EventPolicy& policy) {
  const auto event =
      state_.venue().put_document("event", record.key, wire::event_document({.id = record.id, .frame = frame}));
  if (!event) return tl::make_unexpected(event.error());
  const auto rules = state_.venue().put_document("policy", record.key, wire::policy_document(policy));
  if (!rules) return tl::make_unexpected(rules.error());
  record.frame_document = *event;
  record.policy_document = *rules;
  return {};
}

base::Result<EventSummary> EventDesk::change(const EventChanges& changes) {
  const auto event = state_.event(changes.event);
  if (!event) return tl::make_unexpected(event.error());
  if (auto open = check_open((*event)->record); !open) return tl::make_unexpected(open.error());
  const auto frame = changed_frame(**event, changes);
  if (!frame) return tl::make_unexpected(frame.error());
  auto policy = changed_policy(**event, *frame, changes);
  if (!policy) return tl::make_unexpected(policy.error());
  const auto present = template_drawings((*event)->record.id);
  if (!present) return tl::make_unexpected(present.error());
  const auto drawings = dress(state_, drawing_of(changes.template_name, changes.template_document),
                              changes.category_looks, *frame, *present, policy->badge);
  if (!drawings) return tl::make_unexpected(drawings.error());
  if (auto put = add_templates((*event)->record.id, *drawings); !put) return tl::make_unexpected(put.error());
  auto record = (*event)->record;
  if (auto put = put_documents(record, *frame, *policy); !put) return tl::make_unexpected(put.error());
  if (auto put = state_.venue().put_event(record); !put) return tl::make_unexpected(put.error());
  (*event)->record = record;
  (*event)->frame = *frame;
  (*event)->policy = *std::move(policy);
  // One that stays behind does no harm.
  if (auto left = leave_templates(record.id, (*event)->policy.badge, *drawings); !left) {
    base::log_warning("{}", left.error().message);
  }
  return summary_of(**event, state_.now());
}

base::Result<void> EventDesk::put_taken(const store::EventRecord& event,
                                        const std::vector<wire::DocumentRef>& documents) {
  std::vector<base::Hash> further;
  for (const auto& document : documents) {
    const bool in_record = document.hash == event.frame_document || document.hash == event.policy_document;
    if (!in_record) further.push_back(document.hash);
  }
  if (auto set = state_.venue().set_setting(documents_setting(event.id), lines_of(further)); !set) return set;
  return state_.venue().put_event(event);
}

base::Result<std::vector<EventSummary>> EventDesk::list() {
  const auto records = state_.venue().events();
  if (!records) return tl::make_unexpected(records.error());
  std::vector<EventSummary> events;
  for (const auto& record : *records) {
    const auto event = state_.event(record.id);
    if (event) {
      events.push_back(summary_of(**event, state_.now()));
    } else {
      events.push_back({.id = record.id, .key = record.key, .problem = event.error().message});
    }
  }
  return events;
}

base::Result<EventSummary> EventDesk::find(const std::string& key_or_id) {
  return state_.event(key_or_id).map([&](const OpenEvent* event) { return summary_of(*event, state_.now()); });
}

base::Result<std::vector<base::Hash>> EventDesk::further_documents(rules::EventId id) {
  return hashes_under(documents_setting(id));
}

base::Result<std::vector<base::Hash>> EventDesk::hashes_under(const std::string& setting) {
  const auto lines = state_.venue().setting(setting);
  if (!lines) return tl::make_unexpected(lines.error());
  std::vector<base::Hash> hashes;
  for (std::string_view rest = lines->has_value() ? std::string_view(**lines) : std::string_view(); !rest.empty();) {
    const auto end = rest.find('\n');
    const auto bytes = base::from_hex(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (bytes && bytes->size() == base::Hash().size()) std::copy_n(bytes->begin(), 32, hashes.emplace_back().begin());
  }
  return hashes;
}

base::Result<void> EventDesk::set_image(const EventImage& image) {
  const auto event = state_.event(image.event);
  if (!event) return tl::make_unexpected(event.error());
  const auto id = (*event)->record.id;
  // A document has one name, whichever event it is for.
  const auto same = state_.venue().document(base::sha256(image.content));
  if (!same) return tl::make_unexpected(same.error());
  if (*same && ((*same)->kind != "image" || (*same)->name != image.name)) {
    return base::fail(ErrorKind::AlreadyExists,
                      fmt::format("This file serves as \"{}\" already; save another copy of it.", (*same)->name));
  }
  const auto further = further_documents(id);
  if (!further) return tl::make_unexpected(further.error());
  const auto put = state_.venue().put_document("image", image.name, image.content);
  if (!put) return tl::make_unexpected(put.error());
  const auto others = without(*further, "image", image.name);
  if (!others) return tl::make_unexpected(others.error());
  return state_.venue().set_setting(documents_setting(id), lines_of(*others) + base::hex(*put) + "\n");
}

base::Result<void> EventDesk::remove_image(const std::string& key, const std::string& name) {
  const auto event = state_.event(key);
  if (!event) return tl::make_unexpected(event.error());
  const auto id = (*event)->record.id;
  const auto further = further_documents(id);
  if (!further) return tl::make_unexpected(further.error());
  const auto others = without(*further, "image", name);
  if (!others) return tl::make_unexpected(others.error());
  if (others->size() == further->size()) {
    return base::fail(ErrorKind::NotFound, fmt::format("The event {} has no picture \"{}\" to remove.", key, name));
  }
  return state_.venue().set_setting(documents_setting(id), lines_of(*others));
}

base::Result<std::vector<base::Hash>> EventDesk::without(const std::vector<base::Hash>& hashes, const std::string& kind,
                                                         const std::string& name) {
  std::vector<base::Hash> others;
  for (const auto& hash : hashes) {
    const auto document = state_.venue().document(hash);
    if (!document) return tl::make_unexpected(document.error());
    const bool is_it = *document && (*document)->kind == kind && (*document)->name == name;
    if (!is_it) others.push_back(hash);
  }
  return others;
}

base::Result<std::vector<wire::DocumentRef>> EventDesk::documents(rules::EventId id) {
  const auto event = state_.event(id);
  if (!event) return tl::make_unexpected(event.error());
  const auto further = further_documents(id);
  if (!further) return tl::make_unexpected(further.error());
  std::vector<base::Hash> hashes{(*event)->record.frame_document, (*event)->record.policy_document};
  hashes.insert(hashes.end(), further->begin(), further->end());
  std::vector<wire::DocumentRef> documents;
  for (const auto& hash : hashes) {
    const auto document = state_.venue().document(hash);
    if (!document) return tl::make_unexpected(document.error());
    if (!*document) continue;
    documents.push_back(
        {.hash = hash, .kind = (*document)->kind, .name = (*document)->name, .size = (*document)->content.size()});
  }
  for (const auto& font : state_.options().fonts) {
    documents.push_back({.hash = font.hash, .kind = "font", .name = font.name, .size = font.size});
  }
  return documents;
}

}  // namespace einlass::venue
