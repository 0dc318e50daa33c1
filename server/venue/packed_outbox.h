// The outbox of an event that comes packed: it lies in the event's file, so a new event has it, and one that is known
// takes in what the other server wrote (docs/packed-events.md). Inner to the PackDesk.
#pragma once

#include "db/outbox.h"
#include "server/venue/venue_state.h"

namespace einlass::venue {

// Where the event has targets, it is written to them from here, too.
base::Result<void> note_outlets_of(VenueState& state, rules::EventId event);

// Who objects to profiling, as this server's CRM says now: the other one may have no CRM, or not this.
base::Result<void> note_objections(VenueState& state, OpenEvent& event, const store::Objections& objections);
// What other servers said when they packed it last, `packer` now.
base::Result<void> merge_objections(VenueState& state, OpenEvent& event, const store::Outbox& there,
                                    const std::string& packer);

// In one transaction; twice is the same as once. What is recorded at a target is taken from the server that has got
// further with it; where both wrote, the target is asked again. `is_its_word`: what should be there, and where, is as
// the other server has it. Who was erased here stays erased. All tickets are looked at anew.
base::Result<void> merge_outbox(OpenEvent& event, const store::Outbox& there, bool is_its_word);

// The same of one record.
rules::OutboxRow merged_row(const rules::OutboxRow& here, const rules::OutboxRow& there, bool is_its_word);

}  // namespace einlass::venue
