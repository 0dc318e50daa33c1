#include "core/wire/ticket_views.h"

#include <algorithm>

namespace einlass::wire {

std::string template_of_badges(const rules::BadgeRule& badge, const rules::Admission& admission,
                               const std::vector<TicketView>& tickets) {
  if (!badge.print) return {};
  const auto about = rules::ticket_of(admission);
  const auto found =
      std::find_if(tickets.begin(), tickets.end(), [&](const auto& view) { return view.ticket.id == about; });
  return rules::template_for(badge, found == tickets.end() ? std::string() : found->ticket.category);
}

}  // namespace einlass::wire
