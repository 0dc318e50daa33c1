// The kiosk's devices as its settings name them.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/settings/kiosk_settings.h"
#include "printing/spool/printer.h"
#include "scanner/frame_source.h"

#include <memory>
#include <vector>

namespace einlass::kiosk {

// Null: this kiosk has neither camera nor folder. `clock` outlives the source.
std::unique_ptr<scan::FrameSource> frame_source_of(const settings::CameraSettings& camera, const base::Clock& clock);

// In the order of the settings. InvalidInput names the printer and what is missing; none is spoken to yet.
base::Result<std::vector<std::unique_ptr<spool::Printer>>> printers_of(
    const std::vector<settings::PrinterSettings>& printers);

}  // namespace einlass::kiosk
