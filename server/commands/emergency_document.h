// The emergency list as it is printed: A4, rows that are ticked, in German or English. Pure but for the fonts; any
// thread.
#pragma once

#include "printing/badge/font_set.h"
#include "server/venue/emergency_list.h"

#include <memory>
#include <string>

namespace einlass::commands {

// `language`: de, else English is taken.
base::Result<std::string> emergency_pdf(const venue::EmergencyList& list, const base::VenueZone& zone,
                                        const std::string& language,
                                        const std::shared_ptr<const badge::FontSet>& fonts);

}  // namespace einlass::commands
