// A printer of the pool and what is known of it. Plain values; owned by the pool.
#pragma once

#include "core/base/instant.h"
#include "core/rules/ids.h"
#include "printing/spool/printer.h"

#include <optional>
#include <set>
#include <string>

namespace einlass::spool {

// What a badge may expect of a printer now.
enum class Standing {
  Unasked,   // just started: its first answer is still to come
  Fine,      // prints
  Doubtful,  // takes badges, but somebody must see to it, or it gave the last one up
  Useless,   // does not answer, takes nothing, or is set up wrongly
};

struct Station {
  PrinterConfig config;
  std::optional<base::Result<PrinterStatus>> status;  // as last told; nothing: not yet
  std::string job_obstacle;                           // what the badge at it waits for; empty: nothing, or no badge
  std::optional<base::Milliseconds> suspect_until;    // it gave up a badge for a reason of its own
  std::optional<base::Milliseconds> busy_until;       // with others' jobs
  std::optional<base::Milliseconds> silent_since;     // in the middle of a badge
  std::optional<rules::PrintJobId> badge;             // it is reserved for, works on, or never let go of
  std::set<std::string> tolerated;                    // reasons in spite of which it printed, while they last
  bool lingers = false;                               // nobody knows what becomes of that badge

  // What keeps it from printing: an IPP keyword or one of reasons.h; empty: nothing.
  std::string trouble() const;
  void note(base::Result<PrinterStatus> told);  // with media-needed where other media are loaded than configured
  Standing standing(base::Milliseconds now) const;
  bool is_free(base::Milliseconds now) const { return !badge && (!busy_until || *busy_until <= now); }
};

}  // namespace einlass::spool
