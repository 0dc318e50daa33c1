#include "kiosk/link/incoming_list.h"

#include "core/base/log.h"

#include <utility>

namespace einlass::link {

using base::Result;

Result<std::optional<base::Hash>> IncomingList::take(store::EventStore& store, const wire::GuestList& part) {
  if (part.part == 1) {
    if (const auto begun = begin(store, part); !begun) return failed(begun);
  }
  const bool follows =
      coming_ && coming_->event == part.event && coming_->version == part.version && coming_->next_part == part.part;
  if (!follows) {
    drop();
    return base::fail(base::ErrorKind::Unavailable, "A part of the guest list is missing; it is asked for anew.");
  }
  ++coming_->next_part;
  const bool is_last = part.part == part.parts;
  auto done = keep(store, part);
  if (done && is_last) done = finish(store);
  if (!done || is_last) drop();
  if (!done) return failed(done);
  return is_last ? std::optional(part.version) : std::nullopt;
}

Result<void> IncomingList::begin(store::EventStore& store, const wire::GuestList& part) {
  drop();
  const auto held = store.guests().held_version();
  if (!held) return failed(held);
  if (part.base && part.base != *held) {
    return base::fail(base::ErrorKind::Unavailable,
                      "The guest list changed since it was asked for; it is asked for anew.");
  }
  coming_ = {.event = part.event, .version = part.version, .held = *held, .is_snapshot = !part.base};
  return {};
}

// Of a list that came anew, nearly all is here as it is.
Result<void> IncomingList::keep(store::EventStore& store, const wire::GuestList& part) {
  if (coming_->is_snapshot) {
    for (const auto& row : part.rows) coming_->tickets.insert(row.ticket.id);
  }
  if (!coming_->held) {
    auto& rows = coming_->changes;
    rows.insert(rows.end(), part.rows.begin(), part.rows.end());
    return rows.size() < rows_at_once ? Result<void>() : write(store, std::exchange(rows, {}));
  }
  for (const auto& row : part.rows) {
    const auto known = store.guests().holds(row);
    if (!known) return failed(known);
    if (!*known) coming_->changes.push_back(row);
  }
  return {};
}

Result<void> IncomingList::write(store::EventStore& store, const std::vector<rules::GuestRow>& rows) {
  auto transaction = store.begin();
  if (!transaction) return failed(transaction);
  if (const auto put = store.guests().put(rows); !put) return put;
  return transaction->commit();
}

// No list of a server is ever without a ticket that an earlier one had, unless the server was put back to before it.
Result<void> IncomingList::finish(store::EventStore& store) {
  auto transaction = store.begin();
  if (!transaction) return failed(transaction);
  auto& book = store.guests();
  const auto removed = coming_->is_snapshot ? book.keep_only(coming_->tickets) : Result<std::size_t>(0);
  if (!removed) return failed(removed);
  if (const auto put = book.put(coming_->changes); !put) return put;
  if (const auto noted = book.hold_as(coming_->version); !noted) return noted;
  if (const auto committed = transaction->commit(); !committed) return committed;
  if (*removed > 0 && coming_->held) {
    base::log_warning(
        "The server's guest list lacks {} tickets that this kiosk had; import the list at the server again.", *removed);
  }
  return {};
}

}  // namespace einlass::link
