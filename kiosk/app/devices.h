// The kiosk's devices as its settings name them.
#pragma once

#include "core/base/clock.h"
#include "core/settings/kiosk_settings.h"
#include "scanner/frame_source.h"

#include <memory>

namespace einlass::kiosk {

// Null: this kiosk has neither camera nor folder. `clock` outlives the source.
std::unique_ptr<scan::FrameSource> frame_source_of(const settings::CameraSettings& camera, const base::Clock& clock);

}  // namespace einlass::kiosk
