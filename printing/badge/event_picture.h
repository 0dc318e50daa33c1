// Whether a picture is one that the image boxes of an event's badges can show. Called where an organiser hands one in,
// so that no badge fails for it at the door. Any thread.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <string>

namespace einlass::badge {

inline constexpr std::size_t largest_event_picture = 4U << 20U;

// `field` is the image box's data-field. InvalidInput: no such field, too large, no PNG, JPEG, WebP or SVG, damaged.
base::Result<void> check_event_picture(const std::string& field, const std::string& bytes);

}  // namespace einlass::badge
