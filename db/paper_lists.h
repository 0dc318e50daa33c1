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
  int number = 0;  // from 1, within the event
  base::Instant printed;
  std::vector<rules::TicketId> rows;  // the first is row 1
};

class PaperLists {
 public:
  explicit PaperLists(Connection& connection) : connection_(connection) {}

  // The number of a list that is about to be drawn; it has no rows yet, and is never given again.
  base::Result<int> begin(base::Instant printed);
  base::Result<void> put_rows(int number, const std::vector<rules::TicketId>& rows);
  base::Result<std::optional<PaperList>> find(int number) const;
  base::Result<std::vector<PaperList>> all() const;  // those with rows, the newest first

 private:
  Connection& connection_;
};

}  // namespace einlass::store
