// Tickets that a connector brought in become a table with the headers that a list has, so that they go the way of every
// import: preview, plan, merge. Pure.
#pragma once

#include "core/rules/crm_rows.h"
#include "core/rules/guest_row.h"
#include "server/guests/guest_table.h"
#include "server/guests/preview.h"

#include <string>
#include <vector>

namespace einlass::guests {

// Also those that their source has no name for: a company's, say, whose codes are as good as any.
ImportPreview preview_tickets(const std::vector<rules::PulledTicket>& tickets, ImportSettings settings);

// What a pull that read some orders whole did not see of them, as cancelled tickets. `book`: all rows of the guest
// book.
std::vector<rules::PulledTicket> dropped_tickets(const std::vector<rules::PulledTicket>& seen,
                                                 const std::vector<std::string>& whole_orders,
                                                 const std::vector<rules::GuestRow>& book, const std::string& source);

// Stands for what a source has and does not show: the rest of an order, or orders nobody knows which (""). What was
// known of them stays as it is.
rules::PulledTicket hidden_tickets(std::string order);
// Out of the list. Those of the book that they may be, as if their rows could not be read.
std::vector<RefusedGuest> take_hidden(std::vector<rules::PulledTicket>& tickets,
                                      const std::vector<rules::GuestRow>& book, const std::string& source);

ImportPreview preview_table(GuestTable table, const ImportSettings& settings);

// Several tickets of one type and order under one name and address: the buyer gave her own for all of them, so that it
// says of none of them who comes. Of several types they may all be hers. `book`: rows that the list need not repeat.
void note_buyers_addresses(ImportPreview& preview, const std::vector<rules::GuestRow>& book = {});

// Tickets that their source was asked for by themselves while the others were read, which may have been too early to
// see them: they stand in the place of what the preview says of them, or behind its rows.
void put_found(ImportPreview& preview, const std::vector<ImportRow>& found);

}  // namespace einlass::guests
