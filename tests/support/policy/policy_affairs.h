// A row's state of affairs as guest rows and entries, the same for every door.
#pragma once

#include "core/base/instant.h"
#include "core/base/venue_zone.h"
#include "core/rules/admission.h"
#include "core/rules/guest_row.h"
#include "core/rules/journal_entry.h"
#include "tests/support/policy/policy_cases.h"

#include <string>
#include <vector>

namespace einlass::policy {

// Where and when a row takes place.
struct Stage {
  rules::EventId event;
  rules::EventPolicy policy;
  base::VenueZone zone;
  base::Instant now;
};

struct Arranged {
  rules::Ticket ticket;
  std::vector<rules::GuestRow> list;       // the ticket's own row first, if it is listed
  std::vector<rules::EntryDraft> entries;  // of the ticket, then of others
  rules::ScanStep scan;                    // to be asked for, after what was set aside during it
};

Arranged arrange(const PolicyCase& row, const Stage& stage);

// The row's changes of its preset, with the doors' hours; a merge patch.
std::string changes_of(const PolicyCase& row, base::Instant now);

bool is_alone(Asker asker);
rules::Decider decider_of(Asker asker);

}  // namespace einlass::policy
