#include "server/venue/event_desk.h"

#include "core/wire/canonical_json.h"
#include "core/wire/policy_document.h"
#include "server/venue/plain_text.h"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
namespace fs = std::filesystem;

constexpr std::size_t kLongestKey = 60;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestAddress = 2000;
constexpr auto kDoorsBeforeStart = std::chrono::hours(2);  // unless somebody says when they open
constexpr auto kLongestEvent = std::chrono::hours(24 * 60);

base::Result<void> check_key(const std::string& key) {
  const bool fits = !key.empty() && key.size() <= kLongestKey && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (fits && key.front() != '-') return {};
  return base::fail(
      ErrorKind::InvalidInput,
      fmt::format("\"{}\" cannot be an event's key; use a–z, 0–9 and hyphens, at most {}.", key, kLongestKey));
}

// A link that a guest opens on her own phone.
bool is_web_address(const std::string& text) {
  const bool known = text.starts_with("https://") || text.starts_with("http://");
  return known && text.size() <= kLongestAddress &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

base::Result<void> check_texts(const NewEvent& event) {
  if (event.name.empty()) return base::fail(ErrorKind::InvalidInput, "An event needs a name; give it one.");
  if (!is_plain_line(event.name, kLongestName) || !is_plain_line(event.organiser, kLongestName)) {
    return base::fail(ErrorKind::InvalidInput,
                      "The names of event and organiser have at most 200 letters on one line; shorten them.");
  }
  if (event.privacy_url.empty() || is_web_address(event.privacy_url)) return {};
  return base::fail(ErrorKind::InvalidInput,
                    "The address of the privacy notice must be one that starts with https:// or http://; correct it.");
}

base::Result<base::Instant> read_time(const base::VenueZone& zone, const std::string& text, const char* what) {
  auto written = text;
  if (const auto blank = written.find(' '); blank != std::string::npos) written[blank] = 'T';
  if (const auto time = zone.parse_local(written)) return *time;
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("\"{}\" is no local time for {}; write it like 2026-11-23T18:00.", text, what));
}

// On each venue day from the first to the last one, from the time of day of `opens` to that of `ends`. A night that
// goes on past the start of the next venue day is one stretch.
std::vector<rules::DoorHours> doors_hours(const base::VenueZone& zone, base::Instant opens, base::Instant ends) {
  std::vector<rules::DoorHours> hours;
  const auto last = zone.day_of(ends - base::Milliseconds(1));
  auto day = zone.day_of(opens);
  const auto opening = opens - zone.start_of(day);
  auto closing = ends - zone.start_of(last);
  if (closing <= opening) closing += std::chrono::hours(24);
  while (day <= last) {
    const auto start = zone.start_of(day);
    if (start + opening >= ends) break;
    hours.push_back({.opens = start + opening, .closes = start + closing});
    day = zone.day_of(start + std::chrono::hours(30));  // noon of the next day, even where clocks change
  }
  return hours;
}

// The event's categories with their labels: the usual ones, and whatever the policy names.
base::Result<std::map<std::string, std::map<std::string, std::string>>> categories_of(
    const fs::path& assets, const rules::EventPolicy& policy) {
  const auto text = base::read_file(assets / "events" / "categories.json");
  if (!text) return tl::make_unexpected(text.error());
  const auto value = wire::parse_json(*text);
  if (!value) return tl::make_unexpected(value.error());
  std::set<std::string> keys;
  for (const auto& key : value->at("default").as_array()) keys.emplace(key.as_string());
  keys.insert(policy.admitted_categories.begin(), policy.admitted_categories.end());
  keys.insert(policy.excluded_categories.begin(), policy.excluded_categories.end());
  for (const auto& [key, cap] : policy.category_caps) keys.insert(key);
  std::map<std::string, std::map<std::string, std::string>> categories;
  for (const auto& key : keys) {
    auto& labels = categories[key];
    const auto* known = value->at("labels").as_object().if_contains(key);
    if (known == nullptr) continue;
    for (const auto& [language, label] : known->as_object()) labels[language] = std::string(label.as_string());
  }
  return categories;
}

base::Result<std::string> template_document(const fs::path& assets, const NewEvent& event, const std::string& name) {
  if (event.template_document) return *event.template_document;
  return base::read_file(assets / "badges" / (name + ".svg"));
}

std::string documents_setting(rules::EventId event) {
  return "documents/" + event.text();
}

std::string lines_of(const std::vector<base::Hash>& hashes) {
  std::string lines;
  for (const auto& hash : hashes) lines += base::hex(hash) + "\n";
  return lines;
}

// Template and keys: what an event needs beside its frame and policy, as lines of hashes.
base::Result<void> put_further_documents(VenueState& state, rules::EventId id, const NewEvent& event,
                                         const rules::EventPolicy& policy) {
  const auto keys = state.venue().put_document("keys", event.key, wire::event_keys_document(state.event_keys(id)));
  if (!keys) return tl::make_unexpected(keys.error());
  std::string hashes = base::hex(*keys) + "\n";
  if (!policy.badge.template_name.empty()) {
    const auto svg = template_document(state.options().assets, event, policy.badge.template_name);
    if (!svg) return tl::make_unexpected(svg.error());
    const auto drawing = state.venue().put_document("template", policy.badge.template_name, *svg);
    if (!drawing) return tl::make_unexpected(drawing.error());
    hashes += base::hex(*drawing) + "\n";
  }
  return state.venue().set_setting(documents_setting(id), hashes);
}

EventSummary summary_of(const OpenEvent& event) {
  return {.id = event.record.id,
          .key = event.record.key,
          .name = event.frame.name,
          .preset = event.policy.preset,
          .starts = event.zone.local_iso(event.frame.starts),
          .ends = event.zone.local_iso(event.frame.ends),
          .time_zone = event.frame.time_zone,
          .closed = event.record.closed};
}

}  // namespace

base::Result<rules::EventFrame> EventDesk::frame_of(const NewEvent& event, const rules::EventPolicy& policy) const {
  const auto zone = base::VenueZone::open(event.time_zone, policy.day_starts_at);
  if (!zone) return tl::make_unexpected(zone.error());
  const auto starts = read_time(*zone, event.starts, "the start");
  if (!starts) return tl::make_unexpected(starts.error());
  const auto ends = read_time(*zone, event.ends, "the end");
  if (!ends) return tl::make_unexpected(ends.error());
  if (*ends <= *starts || *ends - *starts > kLongestEvent) {
    return base::fail(ErrorKind::InvalidInput, "The event must end after its start and within 60 days; correct one.");
  }
  auto categories = categories_of(state_.options().assets, policy);
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

base::Result<void> EventDesk::fit_policy(const NewEvent& event, const rules::EventFrame& frame,
                                         rules::EventPolicy& policy) const {
  policy.preset = event.preset;
  if (event.template_document) {
    policy.badge.print = true;
    policy.badge.template_name = event.template_name;
  }
  if (event.doors_open.empty()) {
    // Nights are not left out: whether an event of several days rests at night, only its organiser knows.
    policy.doors_hours = {{.opens = frame.starts - kDoorsBeforeStart, .closes = frame.ends}};
    return {};
  }
  const auto zone = base::VenueZone::open(event.time_zone, policy.day_starts_at);
  if (!zone) return tl::make_unexpected(zone.error());
  const auto opens = read_time(*zone, event.doors_open, "the opening of the doors");
  if (!opens) return tl::make_unexpected(opens.error());
  if (*opens >= frame.ends) {
    return base::fail(ErrorKind::InvalidInput, "The doors must open before the event ends; correct one of both times.");
  }
  policy.doors_hours = doors_hours(*zone, *opens, frame.ends);
  return {};
}

base::Result<EventSummary> EventDesk::create(const NewEvent& event) {
  if (auto key = check_key(event.key); !key) return tl::make_unexpected(key.error());
  if (auto texts = check_texts(event); !texts) return tl::make_unexpected(texts.error());
  if (state_.venue().event(event.key)) {
    return base::fail(ErrorKind::AlreadyExists,
                      fmt::format("There is an event \"{}\" already; choose another key.", event.key));
  }
  auto policy = wire::Presets(state_.options().assets / "presets").load(event.preset);
  if (!policy) return tl::make_unexpected(policy.error());
  const auto frame = frame_of(event, *policy);
  if (!frame) return tl::make_unexpected(frame.error());
  if (auto fitted = fit_policy(event, *frame, *policy); !fitted) return tl::make_unexpected(fitted.error());
  return store_event(event, *frame, *policy);
}

// The record comes last: an event that was not finished is not there.
base::Result<EventSummary> EventDesk::store_event(const NewEvent& event, const rules::EventFrame& frame,
                                                  const rules::EventPolicy& policy) {
  store::EventRecord record{.id = rules::EventId::random(), .key = event.key, .created = state_.now()};
  if (auto put = put_further_documents(state_, record.id, event, policy); !put) {
    return tl::make_unexpected(put.error());
  }
  const auto frame_hash =
      state_.venue().put_document("event", event.key, wire::event_document({.id = record.id, .frame = frame}));
  if (!frame_hash) return tl::make_unexpected(frame_hash.error());
  const auto policy_hash = state_.venue().put_document("policy", event.key, wire::policy_document(policy));
  if (!policy_hash) return tl::make_unexpected(policy_hash.error());
  record.frame_document = *frame_hash;
  record.policy_document = *policy_hash;
  if (const auto file = state_.open_store(record.id); !file) return tl::make_unexpected(file.error());
  if (auto put = state_.venue().put_event(record); !put) return tl::make_unexpected(put.error());
  return find(event.key);
}

base::Result<std::vector<EventSummary>> EventDesk::list() {
  const auto records = state_.venue().events();
  if (!records) return tl::make_unexpected(records.error());
  std::vector<EventSummary> events;
  for (const auto& record : *records) {
    const auto event = state_.event(record.id);
    if (event) {
      events.push_back(summary_of(**event));
    } else {
      events.push_back({.id = record.id, .key = record.key, .problem = event.error().message});
    }
  }
  return events;
}

base::Result<EventSummary> EventDesk::find(const std::string& key_or_id) {
  return state_.event(key_or_id).map([](const OpenEvent* event) { return summary_of(*event); });
}

base::Result<std::vector<base::Hash>> EventDesk::further_documents(rules::EventId id) {
  const auto lines = state_.venue().setting(documents_setting(id));
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
  const auto others = without_image(*further, image.name);
  if (!others) return tl::make_unexpected(others.error());
  return state_.venue().set_setting(documents_setting(id), lines_of(*others) + base::hex(*put) + "\n");
}

base::Result<void> EventDesk::remove_image(const std::string& key, const std::string& name) {
  const auto event = state_.event(key);
  if (!event) return tl::make_unexpected(event.error());
  const auto id = (*event)->record.id;
  const auto further = further_documents(id);
  if (!further) return tl::make_unexpected(further.error());
  const auto others = without_image(*further, name);
  if (!others) return tl::make_unexpected(others.error());
  if (others->size() == further->size()) {
    return base::fail(ErrorKind::NotFound, fmt::format("The event {} has no picture \"{}\" to remove.", key, name));
  }
  return state_.venue().set_setting(documents_setting(id), lines_of(*others));
}

base::Result<std::vector<base::Hash>> EventDesk::without_image(const std::vector<base::Hash>& hashes,
                                                               const std::string& name) {
  std::vector<base::Hash> others;
  for (const auto& hash : hashes) {
    const auto document = state_.venue().document(hash);
    if (!document) return tl::make_unexpected(document.error());
    const bool is_it = *document && (*document)->kind == "image" && (*document)->name == name;
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
