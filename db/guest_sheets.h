// What staff see of guests and conflicts, read from guest book and journal together: the same for a kiosk that is alone
// and for whoever asks a server. On the thread that owns the store.
#pragma once

#include "core/base/error.h"
#include "core/rules/guest_sheet.h"
#include "db/ticket_rows.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::store {

rules::FoundGuest found_guest(const TicketAtDoor& ticket, const rules::AdmissionDay& day);

// NotFound: there is no such ticket in this event.
base::Result<rules::GuestSheet> read_sheet(EventStore& store, rules::TicketId ticket, const rules::AdmissionDay& day);

base::Result<std::vector<rules::OpenConflict>> open_conflicts(EventStore& store, const rules::AdmissionDay& day);

// `rows`: all entries of a ticket. The refusal that its newest scan ended in, if it did.
std::optional<rules::LastRefusal> last_refusal_in(const std::vector<rules::JournalRow>& rows);

// "j…@example.org"; of what is no address, nothing.
std::string masked_email(const std::string& email);

}  // namespace einlass::store
