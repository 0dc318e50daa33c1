// The long part of a command whose answer grows with the guests: it can hand it on piece by piece, so that whoever has
// a place for it need not hold it in memory. Any thread.
#pragma once

#include "server/commands/command.h"
#include "server/report/sink.h"

#include <string>
#include <utility>

namespace einlass::commands {

// As CommandRest::work, of which it is the target: the whole answer; and piece by piece by `write_answer`.
struct WrittenAnswer {
  report::PieceWriter write_answer;
  report::PieceWriter write_content;  // the file alone that the answer has as "content", as it is

  CommandOutcome operator()() const {
    std::string answer;
    const auto written = write_answer([&](std::string_view piece) { answer += piece; });
    return written.map([&] { return std::move(answer); });
  }
};

}  // namespace einlass::commands
