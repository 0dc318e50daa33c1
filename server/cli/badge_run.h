// Brings a list of badges to several printers: each printer takes the next badge when it has done one, so that a slow
// or broken one holds up no other. A badge that a printer confirms to have dropped goes to whichever is free; one of
// which nobody knows is left to a person. Everything happens on the caller's thread but the spoolers' own work.
#pragma once

#include "printing/spool/spooler.h"
#include "server/cli/badge_press.h"
#include "server/cli/print_journal.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace einlass::cli {

struct RunResult {
  std::size_t wanted = 0;
  std::size_t unnamed = 0;  // left out
  std::size_t printed = 0;
  std::size_t had_one = 0;                                 // meanwhile, from a door
  std::vector<const commands::ListedBadge*> not_expected;  // withdrawn or handed on meanwhile
  std::vector<MissingBadge> failed;                        // nothing came out, anywhere; still without a badge
  std::vector<BadgeJob> in_doubt;
  std::map<std::string, std::string> trouble;  // by printer: its last reason, in words
  bool paused = false;
  std::optional<base::Error> error;  // of the server, which ended the run

  std::size_t left() const {
    return wanted - printed - had_one - not_expected.size() - failed.size() - in_doubt.size();
  }
  bool is_complete() const { return !paused && !error && failed.empty() && in_doubt.empty() && left() == 0; }
};

struct RunParts {
  BadgePress& press;
  PrintJournal& journal;
  const std::atomic<int>& interrupts;                // 1: pause; more: end at once
  std::function<void(const RunResult& now)> report;  // now and then
};

class BadgeRun {
 public:
  BadgeRun(RunParts parts, std::vector<std::unique_ptr<spool::Printer>> printers);

  // Before anything is started: InvalidInput, no printer is loaded with some badge's size; NotFound, a template.
  base::Result<RunResult> run(const LackingBadges& badges);

 private:
  struct Task {
    const commands::ListedBadge* badge = nullptr;
    const badge::BadgeTemplate* drawing = nullptr;
    int attempts = 0;
  };
  struct Lane {
    std::string printer;
    spool::MediaSize media;
    std::unique_ptr<spool::Spooler> spooler;
    std::optional<Task> task;
    BadgeJob job;
    bool started = false;  // in the journal
    bool waits = false;    // for a hand at the printer
    bool asked_to_drop = false;
    std::chrono::steady_clock::time_point rests_until{};
    int failures = 0;                                                   // in a row, of badges that it had
    std::optional<std::chrono::steady_clock::time_point> away_since{};  // it takes none: off, out of reach, busy
  };
  struct Doubt {
    Task task;
    BadgeJob job;
  };

  base::Result<void> step(bool pauses);
  base::Result<void> enqueue(const std::vector<const commands::ListedBadge*>& badges);
  void hand_out();
  void begin(Lane& lane, Task task);
  base::Result<void> take(const spool::BadgeProgress& progress);
  base::Result<void> start(Lane& lane);
  void end(Lane& lane, const spool::BadgeProgress& progress);
  base::Result<void> hear_late(const spool::BadgeProgress& progress);
  void try_again(Task task, const std::string& reason);
  void rest(Lane& lane, const std::string& reason);
  void put_back(Lane& lane);
  void drop_what_waits();
  std::deque<spool::BadgeProgress> next_progress();
  bool is_busy() const;
  static bool may_take(const Lane& lane, const Task& task);
  bool is_hopeless() const;

  RunParts parts_;
  std::deque<Task> tasks_;
  std::vector<Doubt> doubts_;
  RunResult result_;

  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<spool::BadgeProgress> progress_;

  std::deque<Lane> lanes_;  // last: their threads post into the above
};

}  // namespace einlass::cli
