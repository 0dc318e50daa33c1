// What goes from one event to the systems around this one: per target the records that it should hold and is known to
// hold, and the tickets of which that has to be looked at again. Triggers of the event's file mark these in the
// transaction that writes the fact, as soon as there is a target. In the event's file; owned by EventStore, on its
// thread. What changes is part of the caller's transaction.
#pragma once

#include "core/base/error.h"
#include "core/rules/outbox_row.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace einlass::store {

class Connection;

using rules::OutboxRow;

struct OutboxTarget {
  std::string name;      // of the connector
  std::string place;     // what the target calls the event: a check-in list, a subscriber list
  bool enabled = false;  // an organiser said: write; false: she took it back, and nothing is desired
  std::string stopped;   // why nothing goes there until somebody starts it; empty: it is not stopped
  friend bool operator==(const OutboxTarget&, const OutboxTarget&) = default;
};

// Who objects to profiling; false: she may be one who does, which nobody has settled.
using Objections = std::map<rules::GuestId, bool>;

class Outbox {
 public:
  explicit Outbox(Connection& connection) : connection_(connection) {}

  base::Result<std::vector<OutboxTarget>> targets() const;  // by name
  base::Result<std::optional<OutboxTarget>> target(const std::string& name) const;
  base::Result<void> put_target(const OutboxTarget& target);

  base::Result<std::vector<rules::TicketId>> dirty(std::size_t limit) const;
  base::Result<void> mark(rules::TicketId ticket);
  // Each of the guest book, and each that any entry is of: who came without being on the list has only these.
  base::Result<void> mark_all();
  base::Result<void> unmark(const std::vector<rules::TicketId>& tickets);

  base::Result<std::vector<OutboxRow>> rows(const std::string& target) const;  // by record
  base::Result<std::optional<OutboxRow>> row(const std::string& target, const std::string& record) const;
  base::Result<std::vector<OutboxRow>> rows_of_ticket(const std::string& target, rules::TicketId ticket) const;
  base::Result<std::vector<OutboxRow>> rows_of_person(const std::string& target, const std::string& person) const;
  // Of all targets, with those that are of the same person as a whole.
  base::Result<std::vector<std::pair<std::string, OutboxRow>>> rows_of_guest(rules::GuestId guest) const;
  base::Result<std::vector<OutboxRow>> parked(const std::string& target) const;  // by record
  // Whether a person left out any that would be written otherwise.
  base::Result<bool> leaves_out(const std::string& target) const;
  // Due and sent ones whose time has come, those first that wait longest.
  base::Result<std::vector<OutboxRow>> ready(const std::string& target, base::Instant now, std::size_t limit) const;
  // When the next one's time comes; nothing: none is due or sent.
  base::Result<std::optional<base::Instant>> next_try(const std::string& target) const;
  base::Result<std::map<rules::OutboxState, int>> counts(const std::string& target) const;
  base::Result<void> put(const std::string& target, const OutboxRow& row);

  // By the server whose CRM said it when that packed the event.
  base::Result<std::map<std::string, Objections>> objections() const;
  // In the place of what the server said before. Nothing of who was erased.
  base::Result<void> put_objections(const std::string& server, const Objections& objections);

 private:
  Connection& connection_;
};

}  // namespace einlass::store
