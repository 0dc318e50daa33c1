// One page on one printer, followed to its true end, without a spooler and its journal: for `einlass printer test`.
#pragma once

#include "core/base/error.h"
#include "printing/spool/printer.h"

#include <chrono>
#include <functional>

namespace einlass::spool {

struct FollowPatience {
  std::chrono::milliseconds poll{100};
  std::chrono::milliseconds lost{10'000};         // it stops answering in mid job: then Unknown
  std::chrono::milliseconds waiting{120'000};     // somebody must see to it: then the page is taken back
  std::chrono::milliseconds taking_back{20'000};  // and where it does not say that it dropped it: Unknown
};

// A final state. `told` hears of each that is new. An error means that nothing was sent.
base::Result<JobState> print_and_follow(Printer& printer, const PrintJob& job,
                                        const std::function<void(const JobState&)>& told,
                                        const FollowPatience& patience = {});

}  // namespace einlass::spool
