// Milestones for measurements, of each scan above all: one JSON line each, with monotonic times and no name or code.
#pragma once

#include "core/rules/ids.h"

#include <filesystem>
#include <fstream>
#include <string_view>

namespace einlass::stage {

// UI thread. Without a file it does nothing.
class Trace {
 public:
  Trace() = default;
  explicit Trace(const std::filesystem::path& file) : out_(file, std::ios::app) {}

  // {"at_ns":…,"milestone":"seen","scan":"…"}; at_ns is CLOCK_MONOTONIC, which all processes of a machine share.
  // Milestones: seen, asked, decided, shown (painted), drawn, submitted, printed.
  void note(std::string_view milestone, rules::ScanId scan);
  // The same without a scan: ready (to scan, painted), answered (a press or key, by a painted screen), found (what
  // staff searched for, painted).
  void note(std::string_view milestone);

 private:
  void write(std::string_view milestone, std::string_view more);

  std::ofstream out_;
};

}  // namespace einlass::stage
