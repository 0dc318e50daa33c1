// What the files of the gallery share.
#pragma once

#include "tests/kiosk/screens/gallery.h"

#include <string>
#include <vector>

namespace einlass::screens {

inline constexpr const char* long_name = "Wilhelmine-Charlotte Freifrau von Hohenlohe-Waldenburg-Schmidt";

flow::State in_service(flow::Screen screen);
flow::State with_badges(flow::Screen screen, const std::vector<flow::BadgeStage>& stages,
                        const std::string& collect_at = {});

void add_staff(std::vector<Shown>& all);  // gallery_staff.cpp

}  // namespace einlass::screens
