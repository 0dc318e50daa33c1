// Files that come piece by piece.
#pragma once

#include "core/base/file.h"

#include <functional>
#include <string_view>

namespace einlass::report {

// Takes a file piece by piece, in order.
using Sink = std::function<void(std::string_view piece)>;

// Hands a whole file to its sink.
using PieceWriter = std::function<base::Result<void>(const Sink& sink)>;

// To one that can fail: what comes after that is dropped. The writer's error, else what `take` failed with.
base::Result<void> write_to(const PieceWriter& write, const base::PieceTaker& take);

}  // namespace einlass::report
