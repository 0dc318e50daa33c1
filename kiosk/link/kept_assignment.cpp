#include "kiosk/link/kept_assignment.h"

namespace einlass::link {

using base::Result;

std::string assignment_setting_of(rules::EventId event) {
  return std::string(assignment_setting) + "." + event.text();
}

Result<std::optional<wire::Assignment>> kept_assignment(const store::VenueStore& venue, const std::string& setting) {
  const auto text = venue.setting(setting);
  if (!text) return tl::make_unexpected(text.error());
  if (!*text) return std::optional<wire::Assignment>();
  const auto message = wire::decode(**text);
  if (!message || !std::holds_alternative<wire::Assignment>(*message)) return std::optional<wire::Assignment>();
  return std::optional(std::get<wire::Assignment>(*message));
}

}  // namespace einlass::link
