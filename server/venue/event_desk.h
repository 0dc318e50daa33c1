// Events and their documents: set up from a preset, listed, looked up. Part of the Desk, on its thread.
#pragma once

#include "core/wire/message_parts.h"
#include "core/wire/policy_document.h"
#include "server/venue/badge_setup.h"
#include "server/venue/event_drawings.h"
#include "server/venue/venue_state.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

struct NewEvent {
  std::string preset;
  std::string key;  // a–z, 0–9 and hyphens
  std::string name;
  std::string organiser;
  std::string privacy_url;
  std::string time_zone = "Europe/Berlin";
  std::string starts;  // local: 2026-11-23T18:00
  std::string ends;
  std::string doors_open;                        // local; empty: as the preset says
  std::map<std::string, std::string> welcome;    // where to go, by language
  std::string template_name;                     // with template_document, else the preset's
  std::optional<std::string> template_document;  // checked SVG that needs no file beside it
  BadgeChanges badges;
  CategoryLooks category_looks{};
};

// What is left out stays. Neither key, preset nor time zone: entries of the journal were made by them.
struct EventChanges {
  std::string event;  // key or id
  std::optional<std::string> name;
  std::optional<std::string> organiser;
  std::optional<std::string> privacy_url;
  std::optional<std::string> starts;  // local
  std::optional<std::string> ends;
  std::optional<std::string> doors_open;       // empty: as for a new event; left out: they move along with the start
  std::map<std::string, std::string> welcome;  // of these languages; an empty text is taken away
  std::string template_name;
  std::optional<std::string> template_document;  // as in NewEvent
  BadgeChanges badges;
  CategoryLooks category_looks{};
};

struct EventSummary {
  rules::EventId id;
  std::string key;
  std::string name;
  std::string preset;
  std::string starts;  // local, ISO
  std::string ends;
  std::string doors_open;  // for the first time
  std::string time_zone;
  bool closed = false;
  bool rehearsal = false;  // a copy to try things out with
  bool left_open = false;  // it is over for long, and its persons are kept as nobody closes it
  std::string problem;     // why its file cannot be used; then only id and key are known
};

// Persons go some time after the closing, so that those of such an event never do (PrivacyDesk).
bool is_left_open(const OpenEvent& event, base::Instant now);
inline constexpr base::Milliseconds left_open_after = std::chrono::hours(7 * 24);

// A picture for the image boxes of an event's badges, the same for everybody; checked by whoever took it in.
struct EventImage {
  std::string event;  // key or id
  std::string name;   // the boxes' data-field
  std::string content;
};

struct PolicyChange {
  std::string event;   // key or id
  std::string fields;  // as core/wire/policy_document.h, changed_policy
};

struct PresetSummary {
  std::string name;
  std::map<std::string, std::string> description;  // by language
  bool own = false;                                // saved here, not packaged
};

struct NewPreset {
  std::string event;  // whose policy it takes, with the drawings of its badges
  std::string name;
  std::map<std::string, std::string> description;
};

using CategoryLabels = std::map<std::string, std::map<std::string, std::string>>;  // key -> label by language

// All of an event but its guests and drawings: what a rehearsal of it needs. A value, for any thread.
struct RehearsalSource {
  rules::EventId event;     // under which the rehearsal is founded
  rules::EventFrame frame;  // with `rehearses`
  rules::EventPolicy policy;
  wire::EventKeys keys;
  store::EventStoreOptions file;  // of the event, or of a rehearsal of it: where the guests are read
};

class EventDesk {
 public:
  explicit EventDesk(VenueState& state) : state_(state) {}

  // InvalidInput: unknown preset (names the known ones), bad key, times that do not fit. AlreadyExists: the key.
  base::Result<EventSummary> create(const NewEvent& event);
  // InvalidInput: as for a new event. Its kiosks fetch the new documents.
  base::Result<EventSummary> change(const EventChanges& changes);
  // One event that cannot be used, because its file is damaged or of a newer version, leaves the others in the list.
  base::Result<std::vector<EventSummary>> list();
  base::Result<EventSummary> find(const std::string& key_or_id);
  base::Result<rules::EventFrame> frame(const std::string& key_or_id);
  // Of an event to be made. InvalidInput: it is none. AlreadyExists: another event has it.
  base::Result<void> check_new_key(const std::string& key) const;

  // How the event admits (event_policy.cpp).
  base::Result<rules::EventPolicy> policy(const std::string& key_or_id);
  // All or nothing; its kiosks fetch the new document. InvalidInput: one sentence that names the field. Refused: it
  // cannot change any more, as guests have come or kiosks keep names by it.
  base::Result<rules::EventPolicy> set_policy(const PolicyChange& change);
  // The packaged presets, then those that were saved here.
  base::Result<std::vector<PresetSummary>> presets();
  base::Result<wire::Preset> preset(const std::string& name);
  // In place of an earlier one of that name. AlreadyExists: a packaged one has it, or another one says the same.
  base::Result<PresetSummary> save_preset(const NewPreset& preset);
  base::Result<void> remove_preset(const std::string& name);  // NotFound: there is none of one's own

  // A copy under a key of its own, with the same guests, tickets and codes, and a journal that begins empty. Refused:
  // it is a rehearsal itself. InvalidInput, AlreadyExists: the new key.
  base::Result<EventSummary> rehearse(const std::string& key_or_id, const std::string& new_key);
  // Of an event, for a rehearsal under a new id; of a rehearsal, for one under its own id, in another venue.
  base::Result<RehearsalSource> rehearsal_source(const std::string& key_or_id);
  // Errors as rehearse().
  base::Result<EventSummary> found_rehearsal(const RehearsalSource& source, std::vector<store::GuestRow> guests,
                                             const std::string& new_key);
  // A rehearsal with all that it has recorded, for ever, here and at every kiosk. Refused: it is none.
  base::Result<void> drop(const std::string& key_or_id);
  base::Result<std::vector<rules::EventId>> rehearsals_of(rules::EventId event);

  // In place of an earlier one of that name; kiosks of the event fetch it. AlreadyExists: the same file has another
  // name.
  base::Result<void> set_image(const EventImage& image);
  base::Result<void> remove_image(const std::string& event, const std::string& name);  // NotFound: there is none

  // What a kiosk must hold before it can work this event; fonts last.
  base::Result<std::vector<wire::DocumentRef>> documents(rules::EventId event);
  // An event that came from a kiosk, whose documents and file are here.
  base::Result<void> put_taken(const store::EventRecord& event, const std::vector<wire::DocumentRef>& documents);

 private:
  base::Result<std::vector<base::Hash>> without(const std::vector<base::Hash>& hashes, const std::string& kind,
                                                const std::string& name);
  base::Result<std::vector<base::Hash>> further_documents(rules::EventId event);
  base::Result<std::vector<base::Hash>> hashes_under(const std::string& setting);
  wire::Presets packaged_presets() const { return wire::Presets(state_.options().assets / "presets"); }
  base::Result<std::vector<store::Document>> own_presets();
  base::Result<std::vector<base::Hash>> presets_without(const std::string& name);
  // The event's categories with their labels: the usual ones, and whatever the policy names.
  base::Result<CategoryLabels> labels_of(const rules::EventPolicy& policy) const;
  base::Result<rules::EventFrame> frame_for(const OpenEvent& event, const rules::EventPolicy& policy) const;
  base::Result<void> check_change(OpenEvent& event, const rules::EventPolicy& after);
  base::Result<rules::EventFrame> frame_of(const NewEvent& event, const rules::EventPolicy& policy) const;
  base::Result<void> fit_hours(const NewEvent& event, const rules::EventFrame& frame, rules::EventPolicy& policy) const;
  base::Result<EventSummary> store_event(const NewEvent& event, const rules::EventFrame& frame,
                                         const rules::EventPolicy& policy, const Drawings& drawings);
  base::Result<void> put_documents(store::EventRecord& record, const rules::EventFrame& frame,
                                   const rules::EventPolicy& policy);
  base::Result<void> copy_further_documents(rules::EventId from, const store::EventRecord& to);
  base::Result<Drawings> template_drawings(rules::EventId event);
  base::Result<void> add_templates(rules::EventId event, const Drawings& drawings);
  // Those of the event that the policy does not name any more, or has a new drawing for.
  base::Result<void> leave_templates(rules::EventId event, const rules::BadgeRule& badge, const Drawings& drawings);

  VenueState& state_;
};

}  // namespace einlass::venue
