#include "kiosk/stage/trace.h"

#include <chrono>

#include <fmt/format.h>

namespace einlass::stage {

void Trace::note(std::string_view milestone, rules::ScanId scan) {
  if (!out_.is_open()) return;
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  out_ << fmt::format(R"({{"at_ns":{},"milestone":"{}","scan":"{}"}})",
                      std::chrono::duration_cast<std::chrono::nanoseconds>(now).count(), milestone, scan.text())
       << std::endl;  // flushed: whoever measures reads along
}

}  // namespace einlass::stage
