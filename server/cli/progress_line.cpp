#include "server/cli/progress_line.h"

#include "server/cli/text_table.h"

#include <iostream>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace einlass::cli {
namespace {

constexpr std::size_t step = 50;  // badges from one line to the next
constexpr std::chrono::seconds meaningful_after{5};

}  // namespace

ProgressLine::ProgressLine(std::ostream& out, bool terminal, std::string verb, Clock now)
    : out_(out), terminal_(terminal), verb_(std::move(verb)), now_(std::move(now)), begun_(now_()) {}

ProgressLine::~ProgressLine() {
  if (terminal_ && !last_.empty()) out_ << '\n' << std::flush;
}

void ProgressLine::show(std::size_t done, std::size_t wanted, const std::map<std::string, std::string>& trouble) {
  if (!is_due(done, wanted, trouble)) return;
  auto line = fmt::format("{} of {} {}{}", done, wanted, verb_, rate(done));
  for (const auto& [printer, what] : trouble) line += fmt::format("; {}: {}", printer, what);
  if (line == last_) return;
  if (terminal_) {
    out_ << "\r\x1b[K" << harmless(line) << std::flush;
  } else {
    out_ << line << std::endl;
  }
  done_ = done;
  trouble_ = trouble;
  last_ = std::move(line);
}

// The rate changes all the time, and is no reason for a line of its own.
bool ProgressLine::is_due(std::size_t done, std::size_t wanted,
                          const std::map<std::string, std::string>& trouble) const {
  if (terminal_ || last_.empty() || trouble != trouble_) return true;
  return done != done_ && (done == wanted || done / step != done_ / step);
}

std::string ProgressLine::rate(std::size_t done) const {
  const auto spent = now_() - begun_;
  if (spent < meaningful_after) return {};
  return fmt::format(", {:.0f} a minute",
                     static_cast<double>(done) / std::chrono::duration<double, std::ratio<60>>(spent).count());
}

std::unique_ptr<ProgressLine> progress_on_errors(bool json, std::string verb) {
  if (json) return nullptr;
  return std::make_unique<ProgressLine>(std::cerr, isatty(STDERR_FILENO) == 1, std::move(verb));
}

}  // namespace einlass::cli
