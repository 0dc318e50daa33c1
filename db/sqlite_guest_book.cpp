#include "db/sqlite_guest_book.h"

#include "core/rules/erasures.h"
#include "core/wire/guest_json.h"

#include <utility>

namespace einlass::store {
namespace {

using base::Result;

constexpr const char* kHeldVersion = "guest_list";  // among the file's properties
constexpr const char* kGuestRow = "SELECT ticket, content, bare FROM guests ";
constexpr const char* kInsert =
    "INSERT INTO guests (guest, category, places, confirmed, owns_seat, hash, content, search, bare, ticket) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kUpdate =
    "UPDATE guests SET guest = ?, category = ?, places = ?, confirmed = ?, owns_seat = ?, hash = ?, content = ?, "
    "search = ?, bare = ? WHERE ticket = ?";

// What scans are decided by.
GuestRow bare(GuestRow row) {
  const auto guest = row.guest.id;
  row.guest = {};
  row.guest.id = guest;
  row.external_id.clear();
  row.order_ref.clear();
  return row;
}

// What stays of an erased guest: that there was a ticket.
GuestRow without_person(GuestRow row) {
  row = bare(std::move(row));
  row.code_hashes.clear();
  row.replaced_code_hashes.clear();
  return row;
}

Listing listing_of(const rules::Ticket& ticket) {
  return {.category = ticket.category,
          .places = ticket.places,
          .confirmed = ticket.status == rules::TicketStatus::Confirmed,
          .owns_seat = rules::owns_its_seat(ticket)};
}

}  // namespace

SqliteGuestBook::SqliteGuestBook(Connection& connection, const SealedBox& box, Projections& projections)
    : connection_(connection), box_(box), projections_(projections), erased_(connection) {}

Result<void> SqliteGuestBook::put(std::span<const GuestRow> rows) {
  return connection_.written([&]() -> Result<void> {
    note_change();
    ShareChange change;
    for (const auto& row : rows) {
      const bool erased = erased_.contains(row.guest.id);
      if (erased) erased_.note_ticket(row.guest.id, row.ticket.id);
      write(erased ? without_person(row) : row, change);
    }
    projections_.replace(change);
    return {};
  });
}

void SqliteGuestBook::write(const GuestRow& row, ShareChange& change) {
  const auto known = known_row(row.ticket.id);
  const auto before = known ? std::optional(known->listing) : std::nullopt;
  projections_.note_listing(change, row.ticket.id, before, listing_of(row.ticket));
  const auto id = write_row(row, known);
  if (known) connection_.query("DELETE FROM code_hashes WHERE row = ?").bind(id).run();
  for (const auto* hashes : {&row.code_hashes, &row.replaced_code_hashes}) {
    for (const auto& hash : *hashes) {
      connection_.query("INSERT OR IGNORE INTO code_hashes VALUES (?, ?)").bind(hash, id).run();
    }
  }
  note_words(id);
}

std::optional<SqliteGuestBook::Known> SqliteGuestBook::known_row(rules::TicketId ticket) const {
  auto row = connection_.query("SELECT id, category, places, confirmed, owns_seat FROM guests WHERE ticket = ?");
  if (!row.bind(ticket).step()) return std::nullopt;
  return Known{.id = row.get<std::int64_t>(0), .listing = Projections::read_listing(row, 1)};
}

std::int64_t SqliteGuestBook::write_row(const GuestRow& row, const std::optional<Known>& known) {
  const std::string text = wire::guest_row_text(row);
  const std::string name = row.ticket.id.text();
  const auto listing = listing_of(row.ticket);
  const bool plain = box_.at_rest() == AtRest::Plain;  // then words and tickets are read out of `content`
  auto written = connection_.query(known ? kUpdate : kInsert);
  written.bind(row.guest.id, listing.category, listing.places, listing.confirmed, listing.owns_seat,
               box_.fingerprint(text), box_.close(text, name),
               plain ? base::Bytes() : box_.close(SearchWords::of(row).text(), words_part(name)),
               plain ? base::Bytes() : base::to_bytes(wire::guest_row_text(bare(row))), row.ticket.id);
  written.run();
  return known ? known->id : connection_.last_row();
}

Result<void> SqliteGuestBook::erase(rules::GuestId guest) {
  if (guest == rules::everybody) return erase_everybody();
  auto found = by_guest(guest);
  if (!found) return tl::make_unexpected(found.error());
  rewrite_without_person(*std::move(found));
  return {};
}

Result<void> SqliteGuestBook::erase_everybody() {
  constexpr std::size_t at_a_time = 1000;
  for (rules::TicketId last;;) {
    auto found = after(last, at_a_time);
    if (!found) return tl::make_unexpected(found.error());
    if (found->empty()) return {};
    last = found->back().ticket.id;
    rewrite_without_person(*std::move(found));
  }
}

void SqliteGuestBook::rewrite_without_person(std::vector<GuestRow> rows) {
  note_change();
  ShareChange change;
  for (auto& row : rows) write(without_person(std::move(row)), change);
  projections_.replace(change);
}

void SqliteGuestBook::note_change() {
  version_.reset();
  changed_ = true;
}

void SqliteGuestBook::forget() {
  forget_names();
  connection_.execute("DELETE FROM code_hashes; DELETE FROM guests;");
}

// Without names it is no list any more.
void SqliteGuestBook::forget_names() {
  note_change();
  drop_index();
  connection_.execute("UPDATE guests SET hash = x'', content = x'', search = x''");
  connection_.query("DELETE FROM properties WHERE name = ?").bind(kHeldVersion).run();
}

Result<bool> SqliteGuestBook::holds(const GuestRow& row) const {
  return connection_.guarded([&]() -> Result<bool> {
    const auto text = wire::guest_row_text(erased_.contains(row.guest.id) ? without_person(row) : row);
    auto same = connection_.query("SELECT 1 FROM guests WHERE ticket = ? AND hash = ?");
    return same.bind(row.ticket.id, box_.fingerprint(text)).step();
  });
}

Result<std::size_t> SqliteGuestBook::keep_only(const std::unordered_set<rules::TicketId>& tickets) {
  std::map<rules::TicketId, Known> others;
  return connection_
      .written([&]() -> Result<void> {
        auto row = connection_.query("SELECT ticket, id, category, places, confirmed, owns_seat FROM guests");
        while (row.step()) {
          const auto ticket = row.get<rules::TicketId>(0);
          if (tickets.contains(ticket)) continue;
          others[ticket] = {.id = row.get<std::int64_t>(1), .listing = Projections::read_listing(row, 2)};
        }
        remove(others);
        return {};
      })
      .map([&] { return others.size(); });
}

void SqliteGuestBook::remove(const std::map<rules::TicketId, Known>& known) {
  if (known.empty()) return;
  note_change();
  ShareChange change;
  for (const auto& [ticket, row] : known) {
    projections_.note_listing(change, ticket, row.listing, std::nullopt);
    connection_.query("DELETE FROM code_hashes WHERE row = ?").bind(row.id).run();
    connection_.query("DELETE FROM guests WHERE id = ?").bind(row.id).run();
    note_words(row.id);
  }
  projections_.replace(change);
}

Result<std::optional<base::Hash>> SqliteGuestBook::held_version() const {
  return connection_.guarded([&]() -> Result<std::optional<base::Hash>> {
    auto row = connection_.query("SELECT value FROM properties WHERE name = ?");
    if (!row.bind(kHeldVersion).step()) return std::nullopt;
    return row.get<base::Hash>(0);
  });
}

Result<void> SqliteGuestBook::hold_as(const base::Hash& version) {
  return connection_.written([&]() -> Result<void> {
    connection_.query("INSERT OR REPLACE INTO properties VALUES (?, ?)").bind(kHeldVersion, version).run();
    return {};
  });
}

Result<GuestRow> SqliteGuestBook::read(const Query& row) const {
  const auto text = box_.open(row.get<base::Bytes>(1), row.get<rules::TicketId>(0).text());
  if (!text) return tl::make_unexpected(text.error());
  return wire::read_guest_row(*text ? **text : row.get<std::string>(2));
}

template <typename... Values>
Result<std::vector<GuestRow>> SqliteGuestBook::rows(const std::string& condition, const Values&... values) const {
  return connection_.guarded([&]() -> Result<std::vector<GuestRow>> {
    std::vector<GuestRow> found;
    auto row = connection_.query(kGuestRow + condition);
    row.bind(values...);
    while (row.step()) {
      auto guest = read(row);
      if (!guest) return tl::make_unexpected(guest.error());
      found.push_back(*std::move(guest));
    }
    return found;
  });
}

Result<std::optional<GuestRow>> SqliteGuestBook::by_ticket(rules::TicketId ticket) const {
  return rows("WHERE ticket = ?", ticket).map([](auto found) {
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
  });
}

Result<std::optional<GuestRow>> SqliteGuestBook::by_row(std::int64_t id) const {
  return rows("WHERE id = ?", id).map([](auto found) {
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
  });
}

Result<std::vector<GuestRow>> SqliteGuestBook::by_guest(rules::GuestId guest) const {
  return rows("WHERE guest = ? ORDER BY ticket", guest);
}

Result<std::vector<GuestRow>> SqliteGuestBook::by_code(const rules::CodeHash& hash) const {
  return rows("WHERE id IN (SELECT row FROM code_hashes WHERE hash = ?) ORDER BY ticket", hash);
}

Result<void> SqliteGuestBook::each(const std::function<void(const GuestRow&)>& take) const {
  return connection_.guarded([&]() -> Result<void> {
    auto row = connection_.query(std::string(kGuestRow) + "ORDER BY ticket");
    while (row.step()) {
      const auto guest = read(row);
      if (!guest) return tl::make_unexpected(guest.error());
      take(*guest);
    }
    return {};
  });
}

Result<std::vector<GuestRow>> SqliteGuestBook::after(rules::TicketId ticket, std::size_t limit) const {
  return rows("WHERE ticket > ? ORDER BY ticket LIMIT ?", ticket, limit);
}

Result<std::set<rules::GuestId>> SqliteGuestBook::erased() const {
  return connection_.guarded([&]() -> Result<std::set<rules::GuestId>> { return erased_.all(); });
}

Result<std::size_t> SqliteGuestBook::count() const {
  return connection_.guarded([&]() -> Result<std::size_t> {
    auto row = connection_.query("SELECT count(*) FROM guests");
    row.step();
    return row.get<std::uint64_t>(0);
  });
}

Result<base::Hash> SqliteGuestBook::version() const {
  if (version_) return *version_;
  return connection_.guarded([&]() -> Result<base::Hash> {
    std::string hashes;
    auto row = connection_.query("SELECT hash FROM guests ORDER BY ticket");
    while (row.step()) hashes += row.get<std::string_view>(0);
    version_ = base::sha256(hashes);
    return *version_;
  });
}

}  // namespace einlass::store
