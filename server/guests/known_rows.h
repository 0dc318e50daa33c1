// Which row of the guest book a row of a list means: by its id, its number at the source, its code, or its order and
// name. Inner to guests.
#pragma once

#include "server/guests/merge.h"
#include "server/guests/same_tickets.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>

namespace einlass::guests {

using Book = std::unordered_map<rules::TicketId, store::GuestRow>;

// Book, preview and settings outlive it.
class KnownRows {
 public:
  KnownRows(const Book& book, const ImportPreview& preview, const MergeSettings& settings);

  const store::GuestRow* find(const store::GuestRow& row) const;  // nullptr: none
  // Another list may have her, too.
  bool is_unclear(const store::GuestRow& row) const { return same_.unclear.contains(row.ticket.id); }

 private:
  void note_all(const ImportPreview& preview);
  void note_same_tickets(const ImportPreview& preview);
  void note_others();
  void note_numbers(const ImportPreview& preview);
  const store::GuestRow* without_codes(const store::GuestRow& row) const;
  const store::GuestRow* of_another_order(const store::GuestRow& row) const;
  void note(const rules::CodeHash& hash, const store::GuestRow& row);
  bool may_be(const store::GuestRow& known, const store::GuestRow& row) const;

  const Book& book_;
  const MergeSettings& settings_;
  std::set<std::string> listed_;  // who may come
  std::unordered_map<std::string, const store::GuestRow*> by_external_id_;
  std::unordered_map<std::string, const store::GuestRow*> by_number_;  // nullptr: of several
  std::map<rules::CodeHash, const store::GuestRow*> by_code_;
  SameTickets same_;
};

}  // namespace einlass::guests
