// Which fonts a text is set in and what its letters allow. For the typesetter, under the renderer's lock.
#pragma once

#include "printing/badge/badge_template.h"

#include <string_view>

struct _PangoAttrList;
struct _PangoFontDescription;

namespace einlass::badge {

// The families in the order in which they are asked for a character; fontconfig adds the other packaged ones. At
// shaping_size; the caller frees it.
_PangoFontDescription* describe_font(std::string_view text, Weight weight);

// Latin, Greek, Cyrillic, Armenian and punctuation: elsewhere space between the letters would tear joined writing
// apart.
bool may_be_tracked(std::string_view text);

// Tracking and capitals; the caller releases it.
_PangoAttrList* attributes(const TextRules& rules, std::string_view text);

}  // namespace einlass::badge
