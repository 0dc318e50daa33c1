// How far a long command is, for whoever waits for it: on a terminal one line that changes, elsewhere (a pipe, a log)
// one line at the beginning, at the end, for every so many badges and whenever something is the matter. One thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <string>

namespace einlass::cli {

class ProgressLine {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  // `verb`: what is done with each badge, such as "printed". The stream outlives it.
  ProgressLine(std::ostream& out, bool terminal, std::string verb, Clock now = std::chrono::steady_clock::now);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // "120 of 650 printed, 43 a minute; Desk: out of labels", as often as one likes. The rate only after some seconds.
  // `trouble`: by printer, in words.
  void show(std::size_t done, std::size_t wanted, const std::map<std::string, std::string>& trouble = {});

 private:
  bool is_due(std::size_t done, std::size_t wanted, const std::map<std::string, std::string>& trouble) const;
  std::string rate(std::size_t done) const;

  std::ostream& out_;
  bool terminal_;
  std::string verb_;
  Clock now_;
  std::chrono::steady_clock::time_point begun_;
  std::size_t done_ = 0;
  std::map<std::string, std::string> trouble_;
  std::string last_;
};

// On standard error; null where the command answers in JSON, which is for programs.
std::unique_ptr<ProgressLine> progress_on_errors(bool json, std::string verb);

}  // namespace einlass::cli
