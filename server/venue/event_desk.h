// Events and their documents: set up from a preset, listed, looked up. Part of the Desk, on its thread.
#pragma once

#include "core/wire/message_parts.h"
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
};

struct EventSummary {
  rules::EventId id;
  std::string key;
  std::string name;
  std::string preset;
  std::string starts;  // local, ISO
  std::string ends;
  std::string time_zone;
  bool closed = false;
  std::string problem;  // why its file cannot be used; then only id and key are known
};

// A picture for the image boxes of an event's badges, the same for everybody; checked by whoever took it in.
struct EventImage {
  std::string event;  // key or id
  std::string name;   // the boxes' data-field
  std::string content;
};

class EventDesk {
 public:
  explicit EventDesk(VenueState& state) : state_(state) {}

  // InvalidInput: unknown preset (names the known ones), bad key, times that do not fit. AlreadyExists: the key.
  base::Result<EventSummary> create(const NewEvent& event);
  // One event that cannot be used, because its file is damaged or of a newer version, leaves the others in the list.
  base::Result<std::vector<EventSummary>> list();
  base::Result<EventSummary> find(const std::string& key_or_id);

  // In place of an earlier one of that name; kiosks of the event fetch it. AlreadyExists: the same file has another
  // name.
  base::Result<void> set_image(const EventImage& image);
  base::Result<void> remove_image(const std::string& event, const std::string& name);  // NotFound: there is none

  // What a kiosk must hold before it can work this event; fonts last.
  base::Result<std::vector<wire::DocumentRef>> documents(rules::EventId event);

 private:
  base::Result<std::vector<base::Hash>> without_image(const std::vector<base::Hash>& hashes, const std::string& name);
  base::Result<std::vector<base::Hash>> further_documents(rules::EventId event);
  base::Result<rules::EventFrame> frame_of(const NewEvent& event, const rules::EventPolicy& policy) const;
  base::Result<void> fit_policy(const NewEvent& event, const rules::EventFrame& frame,
                                rules::EventPolicy& policy) const;
  base::Result<EventSummary> store_event(const NewEvent& event, const rules::EventFrame& frame,
                                         const rules::EventPolicy& policy);

  VenueState& state_;
};

}  // namespace einlass::venue
