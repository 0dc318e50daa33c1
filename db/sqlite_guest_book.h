// The guest book in the event's file. Owned by EventStore.
#pragma once

#include "db/connection.h"
#include "db/erased_guests.h"
#include "db/guest_book.h"
#include "db/guest_search.h"
#include "db/projections.h"
#include "db/sealed_box.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace einlass::store {

class SqliteGuestBook final : public GuestBook {
 public:
  SqliteGuestBook(Connection& connection, const SealedBox& box, Projections& projections);

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
  base::Result<bool> index(std::size_t rows) const override;
  base::Result<void> each(const std::function<void(const GuestRow&)>& take) const override;
  base::Result<std::vector<GuestRow>> after(rules::TicketId ticket, std::size_t limit) const override;
  base::Result<std::size_t> count() const override;
  base::Result<std::set<rules::GuestId>> erased() const override;
  base::Result<base::Hash> version() const override;

  // Inside the caller's transaction: rewrites the rows of an erased guest, or of everybody, without anything personal.
  base::Result<void> erase(rules::GuestId guest);
  // A kiosk's, whose key is gone; inside the caller's transaction: removes everything, or what the key sealed.
  void forget();
  void forget_names();
  // What was computed from rows that are no longer there is computed anew.
  void note_rollback();

 private:
  // A row that is here already.
  struct Known {
    std::int64_t id = 0;
    Listing listing;
  };

  // `change`: what the row makes of the sums, for the caller to write.
  void write(const GuestRow& row, ShareChange& change);
  std::int64_t write_row(const GuestRow& row, const std::optional<Known>& known);
  std::optional<Known> known_row(rules::TicketId ticket) const;
  void remove(const std::map<rules::TicketId, Known>& known);
  base::Result<GuestRow> read(const Query& row) const;
  base::Result<std::optional<GuestRow>> by_row(std::int64_t id) const;
  template <typename... Values>
  base::Result<std::vector<GuestRow>> rows(const std::string& condition, const Values&... values) const;
  base::Result<void> erase_everybody();
  void rewrite_without_person(std::vector<GuestRow> rows);
  void note_change();
  static std::string words_part(const std::string& ticket) { return ticket + "/search"; }  // as the box calls it
  void note_words(std::int64_t id);                                                        // changed, or are gone
  void drop_index();
  void begin_index() const;
  base::Result<void> index_row(std::int64_t id) const;
  base::Result<std::optional<SearchWords>> words_of(std::int64_t id) const;

  Connection& connection_;
  const SealedBox& box_;
  Projections& projections_;
  ErasedGuests erased_;
  bool changed_ = false;  // by what a rollback may take back
  mutable std::optional<base::Hash> version_;

  // Finding guests: sqlite_guest_book_index.cpp.
  enum class Index { None, Begun, BegunInTransaction };
  mutable Index index_state_ = Index::None;  // none: nobody has searched yet
  mutable GuestSearch index_;
  mutable std::vector<std::int64_t> not_indexed_;  // rows whose words the index does not know, some more than once
};

}  // namespace einlass::store
