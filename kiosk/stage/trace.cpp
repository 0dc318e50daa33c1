#include "kiosk/stage/trace.h"

#include <chrono>

#include <fmt/format.h>

namespace einlass::stage {

void Trace::note(std::string_view milestone, rules::ScanId scan) {
  if (out_.is_open()) write(milestone, fmt::format(R"(,"scan":"{}")", scan.text()));
}

void Trace::note(std::string_view milestone) {
  if (out_.is_open()) write(milestone, "");
}

void Trace::write(std::string_view milestone, std::string_view more) {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  out_ << fmt::format(R"({{"at_ns":{},"milestone":"{}"{}}})",
                      std::chrono::duration_cast<std::chrono::nanoseconds>(now).count(), milestone, more)
       << std::endl;  // flushed: whoever measures reads along
}

}  // namespace einlass::stage
