#include "server/report/sink.h"

namespace einlass::report {

base::Result<void> write_to(const PieceWriter& write, const base::PieceTaker& take) {
  base::Result<void> taken;
  const auto written = write([&](std::string_view piece) {
    if (taken) taken = take(piece);
  });
  return written ? taken : written;
}

}  // namespace einlass::report
