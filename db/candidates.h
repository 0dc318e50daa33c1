// From what was scanned, searched or tapped to the tickets it may mean: the same lookup for the server and for a kiosk
// that is alone. On the thread that owns the store.
#pragma once

#include "core/base/error.h"
#include "core/rules/admission.h"
#include "core/rules/guest_row.h"
#include "core/wire/event_keys.h"
#include "core/wire/message_parts.h"

#include <optional>
#include <vector>

namespace einlass::store {

class AttendanceJournal;
class EventStore;

struct Candidates {
  std::vector<rules::Candidate> candidates;  // `state` is left to AttendanceJournal::admit
  // One per ticket. The guest is who holds the ticket on the day, by guest book and journal; unnamed where neither has
  // a name.
  std::vector<rules::GuestRow> rows;
  std::optional<base::Hash> unknown_code;  // keyed hash, where nothing was found
};

// An authentic signed ticket that no guest book knows is a candidate with listed = false. One of another event is an
// unknown code here: whether it is authentic, only that event's keys can tell.
// `day`: on which somebody wants in; another guest may hold the ticket, and other badges be valid, on the next one.
base::Result<Candidates> find_candidates(const wire::ScanTarget& target, const wire::EventKeys& keys, EventStore& store,
                                         const rules::AdmissionDay& day);

// What was said so far to each consent that the policy asks for; without one nothing is read.
base::Result<void> add_consents(std::vector<wire::TicketView>& views, const rules::EventPolicy& policy,
                                const AttendanceJournal& journal);

}  // namespace einlass::store
