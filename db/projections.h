// What the entries add up to, kept in tables so that nobody folds a whole journal at the door: per ticket, per day and
// category, and the sums of the event. Changed in the transaction of the entry or row that it follows from. Inner to
// db; its functions run inside guarded() and throw what SQLite throws.
#pragma once

#include "core/rules/attendance.h"
#include "db/attendance_journal.h"
#include "db/connection.h"
#include "db/lease_table.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace einlass::store {

// Persons of one admission day and category.
struct Presence {
  int inside = 0;
  int admitted = 0;
  int drawn_inside = 0;  // of those, whose ticket owns no seat
  int drawn_admitted = 0;
  int disputed = 0;  // persons of open conflicts, beside those that are counted
  int drawn_disputed = 0;
  friend bool operator==(const Presence&, const Presence&) = default;
};

// What one ticket, scan or guest-book row puts into the sums.
struct Share {
  using DayAndCategory = std::pair<std::string, std::string>;

  std::map<DayAndCategory, Presence> presence;
  std::map<std::string, int> owned_seats;  // by category
  int expected_tickets = 0;
  int expected_persons = 0;
  int walk_ins = 0;
  int counted = 0;
  int refused = 0;
  int conflicts = 0;
  int badges_owed = 0;
  int badges_printed = 0;

  Share& operator+=(const Share& other);
};

// What is to be put in place of what: added up over many tickets and written once.
struct ShareChange {
  Share before;
  Share after;
};

// What the journal says of one ticket, as far as it is summed up.
struct TicketFigures {
  struct Day {
    std::string category;
    int inside = 0;
    int admitted = 0;
    int disputed = 0;
    friend bool operator==(const Day&, const Day&) = default;
  };

  bool walk_in = false;
  int counted = 0;
  bool seat_released = false;
  int conflicts = 0;
  int badges_owed = 0;
  int badges_printed = 0;
  std::map<std::string, Day> days;
  std::vector<rules::LeasedSeats> leased;
  friend bool operator==(const TicketFigures&, const TicketFigures&) = default;
};

// What the guest book says of it.
struct Listing {
  std::string category;
  int places = 1;
  bool confirmed = false;
  bool owns_seat = false;
};

class Projections {
 public:
  explicit Projections(Connection& connection) : connection_(connection), leases_(connection) {}

  // A change of the guest book: adds to `change` what it makes of the ticket's share. `before`: nothing for a new row;
  // `after`: nothing where the row goes.
  void note_listing(ShareChange& change, rules::TicketId ticket, const std::optional<Listing>& before,
                    const std::optional<Listing>& after) const;
  void replace(const ShareChange& change);
  // From four columns of `guests`: category, places, confirmed, owns_seat.
  static Listing read_listing(const Query& row, int column);

  // `entries`: all of the ticket, or of the scan. `before`: what refused_of() said.
  void refresh_ticket(rules::TicketId ticket, std::span<const rules::JournalEntry> entries);
  void refresh_scan(rules::ScanId scan, std::optional<int> before, std::span<const rules::JournalEntry> entries);
  // 1: the scan ended in a refusal; nothing: no outcome of this scan has been summed up yet.
  std::optional<int> refused_of(rules::ScanId scan) const;
  void note_badge(rules::BadgeSerial serial, rules::TicketId ticket);
  void note_lease(const rules::JournalEntry& entry) { leases_.note(entry); }
  // Back to what the guest book alone adds up to.
  void clear();

  std::optional<rules::TicketId> ticket_of_badge(rules::BadgeSerial serial) const;
  std::vector<rules::TicketId> tickets_with_conflicts() const;
  EventTotals totals() const;
  std::vector<TicketPresence> presence(const rules::AdmissionDay& day) const;

 private:
  TicketFigures figures_of(rules::TicketId ticket) const;
  std::optional<Listing> listing_of(rules::TicketId ticket) const;
  static Share share_from(const TicketFigures& figures, const std::optional<Listing>& listing);
  void write_figures(rules::TicketId ticket, const TicketFigures& before, const TicketFigures& after);
  void add_presence(const Share::DayAndCategory& key, const Presence& change);
  void read_presence(EventTotals& totals) const;
  void add_sums(const Share& before, const Share& after);

  Connection& connection_;
  LeaseTable leases_;
};

}  // namespace einlass::store
