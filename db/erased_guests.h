// Who was erased, and what of theirs must not be kept: the private parts of entries that name the guest, or that name
// nobody but a ticket of hers, taken in or parked (docs/journal.md, The private part). Likewise of everybody, and of
// the reasons of refusals (core/rules/erasures.h). Inner to db; its functions run inside guarded() and throw what
// SQLite throws.
#pragma once

#include "core/rules/journal_entry.h"
#include "db/connection.h"

#include <set>
#include <string>
#include <vector>

namespace einlass::store {

class ErasedGuests {
 public:
  explicit ErasedGuests(Connection& connection) : connection_(connection) {}

  // Takes the private parts away that are here; those that arrive later are for the caller to drop, by covers().
  void add(rules::GuestId guest);
  // A guest-book row or an entry says that she has this ticket. Nothing happens unless she was erased.
  void note_ticket(rules::GuestId guest, rules::TicketId ticket);

  bool contains(rules::GuestId guest) const;  // by herself, or with everybody
  std::set<rules::GuestId> all() const;
  bool covers(const rules::JournalEntry& entry) const;
  // A parked entry may be of a later version; the ids stand in its text all the same.
  bool covers(const std::string& canonical) const;

 private:
  void add_everybody();
  void empty_tables_of_persons();
  void add_refusal_reasons();
  std::vector<rules::TicketId> tickets_of(rules::GuestId guest) const;
  void erase_what_names_only(rules::TicketId ticket);

  Connection& connection_;
};

}  // namespace einlass::store
