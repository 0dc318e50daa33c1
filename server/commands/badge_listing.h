// The badges of an event as `badge.list` answers and the command line reads them; both ends are of one version. Holds
// guests' names: for the organiser who asked, never for a log. Pure.
#pragma once

#include "core/base/error.h"
#include "core/rules/badge_handout.h"
#include "core/rules/ids.h"
#include "printing/badge/badge_content.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

namespace einlass::venue {
class EventBadges;
}

namespace einlass::commands {

// Of one place of a ticket.
struct ListedBadge {
  rules::TicketId ticket;
  rules::GuestId guest;  // nil: nobody is named
  int place_number = 1;
  int places = 1;  // of the ticket
  std::string family_name;
  std::string external_id;  // of the guest list's row; empty: of none
  std::string category;     // a key
  bool is_in = false;
  rules::BadgeProspect prospect = rules::BadgeProspect::None;  // None: listed for its badge, which is in doubt
  std::string template_name;
  std::string status;                        // none, started, printed or unknown
  std::optional<rules::BadgeSerial> serial;  // of the one that there is
  std::string printed_at;                    // where that came from: a kiosk's name, "command line"
  badge::BadgeContent content;               // without code and images

  bool has_none() const { return status == "none"; }
  std::string field(std::string_view name) const;  // of the content
};

struct BadgeListing {
  std::string event;  // its key
  std::string event_name;
  std::map<std::string, std::string> templates;  // SVG by name
  std::map<std::string, std::string> images;     // of the event: on every badge
  std::vector<ListedBadge> badges;               // by family name
};

// Reads the guests from a snapshot. `language`: for guests whose own is not known.
base::Result<BadgeListing> list_badges(const venue::EventBadges& event, const std::string& language);

boost::json::value json_of(const BadgeListing& listing);
base::Result<BadgeListing> read_badge_listing(const boost::json::value& value);  // Incompatible

}  // namespace einlass::commands
