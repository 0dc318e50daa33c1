// Lists of guests that were printed, for an evening without power or network: which ticket stood in which row, so that
// a ticked list is understood however much has changed since. Ids only: names are on the paper. In the event's file;
// owned by EventStore, on its thread.
#pragma once

#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/rules/ids.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace einlass::store {

class Connection;

struct PaperList {
  int number = 0;  // of five digits, within the event
  base::Instant printed;
  std::vector<rules::TicketId> rows;  // the first is row 1
  bool disputed = false;              // another list has the number: a row may be either's
};

class PaperLists {
 public:
  explicit PaperLists(Connection& connection) : connection_(connection) {}

  // The number of a list that is about to be drawn; it has no rows yet. Chosen at random, as the event may be on
  // another server too, and this one may be put back to before a list that was printed.
  base::Result<int> begin(base::Instant printed);
  base::Result<void> put_rows(int number, const std::vector<rules::TicketId>& rows);
  // One of another server, in the caller's transaction. Disputed from now on: one with other rows is here.
  base::Result<void> take(const PaperList& list);
  base::Result<std::optional<PaperList>> find(int number) const;
  base::Result<std::vector<PaperList>> all() const;  // those with rows, the newest first

 private:
  Connection& connection_;
};

}  // namespace einlass::store
