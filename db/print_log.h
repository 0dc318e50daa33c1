// What became of each badge on this device: written before a job goes out, so that a power cut cannot print in secret.
#pragma once

#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/rules/fact.h"
#include "core/rules/ids.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::store {

enum class PrintState { Queued, Sent, Printing, Printed, Failed, Unknown };

std::string_view word(PrintState state);  // "queued" …
std::optional<PrintState> print_state_from(std::string_view word);

struct PrintRecord {
  rules::PrintJobId id;
  rules::TicketId ticket;
  rules::BadgeSerial serial;
  int place_number = 1;
  std::string printer;  // name of the printer in the configuration
  int remote_job = 0;   // job-id (RFC 8011 §5.3.2); 0 before it was accepted
  PrintState state = PrintState::Queued;
  std::string reason;  // IPP keyword, with Failed and Unknown
  base::Instant changed;
  friend bool operator==(const PrintRecord&, const PrintRecord&) = default;
};

// What the journal says of a badge that ended so; nothing: it is on its way. `fault`: with Failed.
std::optional<rules::Fact> closing_fact(PrintState state, rules::BadgeSerial serial, rules::BadgeFault fault);

class PrintLog {
 public:
  virtual ~PrintLog() = default;

  virtual base::Result<void> put(const PrintRecord& record) = 0;  // inserts or replaces by id
  virtual base::Result<std::optional<PrintRecord>> find(rules::PrintJobId id) const = 0;
  virtual base::Result<int> printed_count() const = 0;
  // Neither printed, failed nor unknown: what a starting device must settle.
  virtual base::Result<std::vector<PrintRecord>> open_records() const = 0;
  // Unknown. A person may have said in the journal what became of them.
  virtual base::Result<std::vector<PrintRecord>> doubtful_records() const = 0;
};

}  // namespace einlass::store
