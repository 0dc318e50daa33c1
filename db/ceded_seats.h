// Seats that a ticket no longer owns, while some kiosk may not know it yet and let her holder in (docs/journal.md,
// Seats). Server only. Inner to db; its functions run inside guarded() and throw what SQLite throws.
#pragma once

#include "db/connection.h"
#include "db/lease_book.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::store {

class CededSeats {
 public:
  explicit CededSeats(Connection& connection) : connection_(connection) {}

  void put(const CededSeat& seat, const std::vector<rules::KioskId>& kiosks);
  void acknowledge(rules::KioskId kiosk);
  std::vector<rules::KioskId> waited_for() const;
  // Less those on which the holder sits by now.
  int reserved(const rules::AdmissionDay& day, const std::optional<std::string>& category,
               rules::CapCounts counts) const;

 private:
  Connection& connection_;
};

}  // namespace einlass::store
