// What badges of an event are drawn from, by category: from the organiser's files to the policy's names and the
// documents that kiosks fetch. For the event desk, on its thread.
#pragma once

#include "core/base/error.h"
#include "core/rules/event_policy.h"
#include "server/venue/venue_state.h"

#include <map>
#include <optional>
#include <string>

namespace einlass::venue {

struct BadgeDrawing {
  std::string name;  // its file's, without the ending
  std::string svg;   // checked; needs no file beside it
};

// By category. What is left out stays.
struct CategoryLooks {
  std::map<std::string, BadgeDrawing> templates;  // without an svg: the category's own drawing is taken away
  std::map<std::string, std::string> colours;     // "#c00"; empty: taken away
};

// SVG by the document's name: of one event's, no two have one name.
using Drawings = std::map<std::string, std::string>;

// Names the drawings and colours in `badge` and gives the drawings to be stored. `drawing`: for all categories without
// one of their own; nothing: as before. `present`: the event's until now. InvalidInput: an unknown category, no colour,
// two drawings of one name.
base::Result<Drawings> dress(VenueState& state, const std::optional<BadgeDrawing>& drawing, const CategoryLooks& looks,
                             const rules::EventFrame& frame, const Drawings& present, rules::BadgeRule& badge);

}  // namespace einlass::venue
