// The guest list of one event as sources delivered it. An import never deletes: it withdraws.
// On a kiosk the rows lie encrypted. The search index is in memory only.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/rules/guest_row.h"
#include "db/search_words.h"

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace einlass::store {

using rules::GuestRow;

struct GuestHit {
  GuestRow row;
  SearchRank rank = WordsOfName;
};

class GuestBook {
 public:
  virtual ~GuestBook() = default;

  // Inserts or replaces by ticket id, inside the caller's transaction: all of them, or none where one fails. Many rows
  // together take half the time that they take one by one.
  virtual base::Result<void> put(std::span<const GuestRow> rows) = 0;
  base::Result<void> put(const GuestRow& row) { return put(std::span(&row, 1)); }
  // Whether the row is here as put() would leave it.
  virtual base::Result<bool> holds(const GuestRow& row) const = 0;
  // Removes the rows of all other tickets, inside the caller's transaction; how many these were.
  virtual base::Result<std::size_t> keep_only(const std::unordered_set<rules::TicketId>& tickets) = 0;

  // A kiosk's: as which version of the server's list all of it is here. Nothing: what is here is no whole list.
  virtual base::Result<std::optional<base::Hash>> held_version() const = 0;
  virtual base::Result<void> hold_as(const base::Hash& version) = 0;  // inside the caller's transaction

  virtual base::Result<std::optional<GuestRow>> by_ticket(rules::TicketId ticket) const = 0;
  virtual base::Result<std::vector<GuestRow>> by_guest(rules::GuestId guest) const = 0;
  virtual base::Result<std::vector<GuestRow>> by_code(const rules::CodeHash& hash) const = 0;
  virtual base::Result<std::vector<GuestRow>> by_order(const std::string& order_ref) const = 0;

  // Any part of name, company, e-mail, order; folded ("muller" finds Müller, so does "mueller"). Best first.
  virtual base::Result<std::vector<GuestHit>> search(const std::string& text, std::size_t limit) const = 0;
  // Takes up to so many rows into the search index, so that by_order() and search() need not, which take all that
  // changed. Whether nothing is left.
  virtual base::Result<bool> index(std::size_t rows) const = 0;

  virtual base::Result<void> each(const std::function<void(const GuestRow&)>& take) const = 0;
  // In ticket order, the first ones behind `ticket`, which is nil at the beginning.
  virtual base::Result<std::vector<GuestRow>> after(rules::TicketId ticket, std::size_t limit) const = 0;
  virtual base::Result<std::size_t> count() const = 0;
  // Guests of whom put() keeps nothing but that there is a ticket, whether a row here is theirs or not.
  virtual base::Result<std::set<rules::GuestId>> erased() const = 0;

  // SHA-256 over all rows in ticket order: equal lists have equal versions.
  virtual base::Result<base::Hash> version() const = 0;
};

}  // namespace einlass::store
