// What somebody signed in does, as entries to be written: looked up in the store and allowed by the policy. The one
// place for it, used by the server's desk for its pages and commands and by a kiosk, also alone. Pure of writing: the
// caller appends what it gets, with place and operator, in a transaction of its own.
#pragma once

#include "core/base/error.h"
#include "core/rules/staff_act.h"

#include <vector>

namespace einlass::store {

class EventStore;

struct ActingAt {
  EventStore& store;
  const rules::EventPolicy& policy;
  rules::AdmissionDay day;
  rules::Decider decider = rules::Decider::Staff;
};

// In the order in which they are to be written; none: it was done before, and nobody need know.
// NotFound: there is no such ticket, scan, badge or call, or nothing to take back. AlreadyExists: it was taken back.
// Refused: this decider or this event's policy does not allow it. InvalidInput: something that must be said is missing.
base::Result<std::vector<rules::EntryDraft>> entries_of(const rules::StaffAct& act, const ActingAt& at);

}  // namespace einlass::store
