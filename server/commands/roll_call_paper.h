// A roll call on paper, for where no phone works. Pure but for the fonts; any thread.
#pragma once

#include "core/base/error.h"
#include "server/venue/house_desk.h"

#include <filesystem>
#include <string>
#include <vector>

namespace einlass::commands {

struct RollCallSheet {
  venue::RollCallView roll;
  std::string language = "en";  // "de", else English
  base::Instant at;             // of the list
  std::string zone;             // IANA
  std::vector<std::string> events;
};

// By family name, groups without names last, ticked as far as they were found, with room for those who are added by
// hand.
base::Result<std::string> roll_call_pdf(const RollCallSheet& sheet, const std::filesystem::path& fonts);

}  // namespace einlass::commands
