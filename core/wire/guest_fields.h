// The fields of guests and tickets, in JSON's names. Inner to core/wire.
#pragma once

#include "core/rules/guest_row.h"
#include "core/wire/json_fields.h"

namespace einlass::rules {

template <typename F>
void fields_of(F& f, Ticket& ticket) {
  f("id", ticket.id);
  f("event", ticket.event);
  f("guest", ticket.guest);
  f("category", ticket.category);
  f("ticket_type", ticket.ticket_type);
  f("places", ticket.places);
  f("status", ticket.status);
  f("payment", ticket.payment);
  f("listed", ticket.listed);
  f("owns_seat", ticket.owns_seat);
  f("code_replaced", ticket.code_replaced);
  f("valid_from", ticket.valid_from);
  f("valid_until", ticket.valid_until);
  f("doors", ticket.doors);
}

template <typename F>
void fields_of(F& f, Guest& guest) {
  f("id", guest.id);
  f("first_name", guest.first_name);
  f("last_name", guest.last_name);
  f("full_name", guest.full_name);
  f("company", guest.company);
  f("email", guest.email);
  f("language", guest.language);
  f("table", guest.table);
  f("list_owner", guest.list_owner);
  f("extra", guest.extra);
}

template <typename F>
void fields_of(F& f, GuestRow& row) {
  f("ticket", row.ticket);
  f("guest", row.guest);
  f("source", row.source);
  f("external_id", row.external_id);
  f("order_ref", row.order_ref);
  f("code_hashes", row.code_hashes);
  f("replaced_code_hashes", row.replaced_code_hashes);
}

}  // namespace einlass::rules
