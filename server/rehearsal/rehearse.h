// A rehearsal of arrivals from its event to its report. Reads the event, writes to a folder of its own that is gone
// afterwards, and touches neither the event nor the venue. Any thread.
#pragma once

#include "server/rehearsal/report.h"
#include "server/venue/event_desk.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace einlass::rehearsal {

struct Rehearsal {
  std::filesystem::path folder;  // for the meantime; made and removed
  std::filesystem::path assets;
  venue::RehearsalSource source;
  Scenario scenario;
  std::uint64_t seed = 1;
  bool look_for_missing = true;  // on a no-go
};

struct Rehearsed {
  Report report;
  std::vector<rules::JournalRow> rows;  // all that was written, of the source's event
};

// AlreadyExists: another rehearsal uses the folder. NotFound: the event has no guest who could come.
base::Result<Rehearsed> rehearse(const Rehearsal& rehearsal);

}  // namespace einlass::rehearsal
