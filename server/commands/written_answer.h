// The long part of a command whose answer grows with the guests: it can hand it on piece by piece, so that whoever has
// a place for it need not hold it in memory. Any thread.
#pragma once

#include "server/commands/command.h"
#include "server/report/scratch_file.h"

#include <functional>
#include <string>
#include <utility>

namespace einlass::commands {

// As CommandRest::work, of which it is the target: the whole answer; and piece by piece by `write`.
struct WrittenAnswer {
  std::function<base::Result<void>(const report::Sink& sink)> write;

  CommandOutcome operator()() const {
    std::string answer;
    const auto written = write([&](std::string_view piece) { answer += piece; });
    return written.map([&] { return std::move(answer); });
  }
};

}  // namespace einlass::commands
