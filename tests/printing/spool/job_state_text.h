// How a failed expectation shows a job's state.
#pragma once

#include "printing/spool/printer.h"

#include <array>
#include <ostream>

namespace einlass::spool {

inline void PrintTo(const JobState& state, std::ostream* out) {
  constexpr std::array names{"Queued", "Processing", "Printed", "Failed", "Unknown"};
  *out << names.at(static_cast<std::size_t>(state.phase)) << " (" << state.reason << ")";
}

}  // namespace einlass::spool
