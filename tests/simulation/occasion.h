// The event of a world, and who is invited: presets, guest list, ticket codes.
#pragma once

#include "server/venue/desk.h"
#include "tests/simulation/nature.h"

#include <filesystem>
#include <string>
#include <vector>

namespace einlass::simulation {

struct InvitedTicket {
  std::string code;
  int places = 1;
  std::string type;
};

struct Occasion {
  venue::NewEvent event;
  std::vector<InvitedTicket> tickets;
  std::vector<InvitedTicket> late_tickets;  // in the second list only
  std::string withdrawn;                    // a code that the second list lacks; empty: none
  std::size_t guests_per_message = 1;       // so that lists are cut into parts
};

// As CSV.
std::string first_list(const Occasion& occasion);
std::string second_list(const Occasion& occasion);

Occasion make_occasion(Nature& nature);
base::Instant beginning();  // when every world begins: shortly after the doors have opened

// The packaged assets, and presets that no packaged one has: seats for whoever comes first, under each kind of cap.
void lay_out_assets(const std::filesystem::path& folder);

}  // namespace einlass::simulation
