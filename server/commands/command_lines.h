// Commands and their outcomes as lines of the admin socket. Both ends are of one version or nearly so.
#pragma once

#include "core/base/error.h"
#include "core/net/local_socket.h"
#include "server/commands/command.h"

#include <string>
#include <string_view>
#include <utility>

namespace einlass::commands {

std::string command_line(const Command& command);
base::Result<Command> read_command_line(const std::string& line);

std::string outcome_line(const base::Result<std::string>& outcome);
// Of a result on a disk, which holds no line break.
net::LocalAnswer outcome_line(net::BodySource result);
base::Result<std::string> read_outcome_line(std::string line);

// Such a line piece by piece: hands on what is the result, as it comes.
class OutcomePieces {
 public:
  explicit OutcomePieces(base::PieceTaker take) : take_(std::move(take)) {}

  base::Result<void> take(std::string_view piece);
  base::Result<void> end();  // after the last piece: the command's error, or Incompatible

 private:
  base::PieceTaker take_;
  std::string held_;  // what may be no part of the result: all of an error, the last letter of a result
  bool is_result_ = false;
};

}  // namespace einlass::commands
