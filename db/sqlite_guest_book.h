// The guest book in the event's file. Owned by EventStore.
#pragma once

#include "db/connection.h"
#include "db/erased_guests.h"
#include "db/guest_book.h"
#include "db/guest_search.h"
#include "db/projections.h"
#include "db/sealed_box.h"

#include <optional>
#include <set>

namespace einlass::store {

class SqliteGuestBook final : public GuestBook {
 public:
  // `index`: where the search index lies; on the server the same connection.
  SqliteGuestBook(Connection& connection, Connection& index, const SealedBox& box, Projections& projections);

  // Makes the index, unless it lies in memory: there the first search does.
  base::Result<void> open_index();

  base::Result<void> put(std::span<const GuestRow> rows) override;
  base::Result<bool> holds(const GuestRow& row) const override;
  base::Result<std::size_t> keep_only(const std::unordered_set<rules::TicketId>& tickets) override;
  base::Result<std::optional<base::Hash>> held_version() const override;
  base::Result<void> hold_as(const base::Hash& version) override;
  base::Result<std::optional<GuestRow>> by_ticket(rules::TicketId ticket) const override;
  base::Result<std::vector<GuestRow>> by_guest(rules::GuestId guest) const override;
  base::Result<std::vector<GuestRow>> by_code(const rules::CodeHash& hash) const override;
  base::Result<std::vector<GuestRow>> by_order(const std::string& order_ref) const override;
  base::Result<std::vector<GuestHit>> search(const std::string& text, std::size_t limit) const override;
  base::Result<void> each(const std::function<void(const GuestRow&)>& take) const override;
  base::Result<std::vector<GuestRow>> after(rules::TicketId ticket, std::size_t limit) const override;
  base::Result<std::size_t> count() const override;
  base::Result<base::Hash> version() const override;

  // Inside the caller's transaction: rewrites the rows of an erased guest without anything personal.
  base::Result<void> erase(rules::GuestId guest);
  // A kiosk's, whose key is gone; inside the caller's transaction, and before the index is filled: removes everything,
  // or what the key sealed.
  void forget();
  void forget_names();
  // What was computed from rows that are no longer there is computed anew.
  void note_rollback();

 private:
  bool index_in_memory() const { return &index_connection_ != &connection_; }
  // A row that is here already.
  struct Known {
    std::int64_t id = 0;
    Listing listing;
  };

  // Its id. `change`: what the row makes of the sums, for the caller to write, and to index the row.
  std::int64_t write(const GuestRow& row, ShareChange& change);
  std::set<std::int64_t> known_rows(std::span<const GuestRow> rows) const;
  std::int64_t write_row(const GuestRow& row, const SearchWords& words, const std::optional<Known>& known);
  std::optional<Known> known_row(rules::TicketId ticket) const;
  void remove(const std::map<rules::TicketId, Known>& known);
  base::Result<GuestRow> read(const Query& row) const;
  base::Result<std::optional<GuestRow>> by_row(std::int64_t id) const;
  template <typename... Values>
  base::Result<std::vector<GuestRow>> rows(const std::string& condition, const Values&... values) const;
  void note_change();
  base::Result<void> make_index() const;
  base::Result<void> fill_index() const;

  Connection& connection_;
  Connection& index_connection_;
  mutable GuestSearch index_;
  const SealedBox& box_;
  Projections& projections_;
  ErasedGuests erased_;
  mutable bool index_is_made_;    // or need not be
  mutable bool changed_ = false;  // by what a rollback may take back
  mutable std::optional<base::Hash> version_;
};

}  // namespace einlass::store
