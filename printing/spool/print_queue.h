// The spooler's jobs and printers without a thread: what is told to it, and what it does when it is given time. Owned
// by Spooler's thread; tests drive it with a clock set by hand.
#pragma once

#include "core/base/clock.h"
#include "printing/spool/spooler.h"

#include <list>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace einlass::spool {

class PrintQueue {
 public:
  struct Setup {
    std::vector<std::unique_ptr<Printer>> printers;
    Spooler::Post post;
    SpoolerTiming timing;
  };
  // The clock is used as long as the queue lives.
  PrintQueue(Setup setup, const base::Clock& clock);

  void print(PrintRequest request);
  void started_is_durable(rules::PrintJobId id);
  void cancel(rules::PrintJobId id);

  // Submits and polls whatever is due. Returns the monotonic time at which to call again; nothing: no job needs it.
  std::optional<base::Milliseconds> work();

 private:
  enum class Stage {
    Announced,  // not yet durable
    Waiting,    // for its printer
    Sent,
    Ended,
  };
  struct Job {
    PrintRequest request;
    Printer* printer = nullptr;
    BadgeProgress progress;  // as last posted
    Stage stage = Stage::Announced;
    base::Milliseconds due{0};
    base::Milliseconds interval{0};
    std::optional<base::Milliseconds> lost_since, busy_since, stuck_since;
    std::string given_up_for;  // cancelled by ourselves for this reason; empty: not
  };
  struct Choice {
    Printer* printer = nullptr;
    std::string_view reason;  // where there is none
  };

  Choice choose(MediaSize media);
  Job* find(rules::PrintJobId id);
  const Job* first_at(const Printer* printer) const;
  bool is_stuck(const Printer* printer) const;
  void give_up_behind_stuck_jobs();
  void submit(Job& job);
  void defer_while_busy(Job& job);
  void look(Job& job);
  void note_state(Job& job, const JobState& state);
  void note_silence(Job& job);
  void give_up_if_stuck(Job& job, const JobState& state);
  void come_back(Job& job, bool changed);
  bool post(Job& job, store::PrintState state, std::string_view reason);
  void end(Job& job, store::PrintState state, std::string_view reason);

  std::vector<std::unique_ptr<Printer>> printers_;
  Spooler::Post post_;
  SpoolerTiming timing_;
  const base::Clock& clock_;
  std::list<Job> jobs_;  // in the order of arrival
};

}  // namespace einlass::spool
