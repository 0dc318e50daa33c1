// How tests look at what a printer answered.
#pragma once

#include "printing/spool/printer.h"

#include <array>
#include <ostream>

namespace einlass::spool {

inline void PrintTo(const JobState& state, std::ostream* out) {
  constexpr std::array names{"Queued", "Processing", "Printed", "Failed", "Unknown"};
  *out << names.at(static_cast<std::size_t>(state.phase)) << " (" << state.reason << ")";
}

// The error of something that must fail; a telling one if it did not.
template <typename T>
base::Error error_of(const base::Result<T>& result) {
  return result ? base::Error{base::ErrorKind::Internal, "It succeeded, against expectation."} : result.error();
}

}  // namespace einlass::spool
