// The server's database thread. It alone uses the desk; everything else reaches the desk by jobs put here from any
// thread, which run in order of their coming.
//
// Group commit: a turn runs all jobs that wait; what they write() is done in one batch per event, each with a commit of
// its own, as each event has a file of its own. Writers are answered after the commit of their event. Waiting
// admissions thus share the disk's slowest step, and no answer runs ahead of it.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/rules/ids.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace einlass::web {

// One writer's part of a batch. `attempt` is called between begin and commit and keeps its result to itself, as it may
// be called again: when a batch of several cannot be committed, it is undone and each is tried in a batch of its own,
// so that one bad write harms no other. `answer` is called once, with the fate of the commit that counted.
struct BatchedWrite {
  rules::EventId event;  // `attempt` writes to no other one
  std::function<void()> attempt;
  std::function<void(const base::Result<void>& committed)> answer;
  std::size_t weight = 1;  // rows, about: bounds the length of a batch
};

// What a turn is made of; begin and commit once per event. All are called on the desk thread; those left empty are
// passed over.
struct DeskTurn {
  std::function<base::Result<void>()> begin;
  std::function<base::Result<void>()> commit;                   // undoes the batch if it fails
  std::function<void()> after_answers;                          // what was committed may now be told to others
  std::function<void()> time_passed;                            // once per turn
  std::function<std::optional<base::Milliseconds>()> next_due;  // monotonic: when a turn is due without any job
};

class DeskThread {
 public:
  // `clock` outlives it. Jobs wait until start().
  explicit DeskThread(const base::Clock& clock) : clock_(clock) {}
  ~DeskThread() { stop(); }
  DeskThread(const DeskThread&) = delete;
  DeskThread& operator=(const DeskThread&) = delete;

  void start(DeskTurn turn);
  // Runs what has been posted, then joins. Later jobs are dropped.
  void stop();

  // One turn on the caller's thread, never together with start(). For tests.
  void run_turn(DeskTurn turn);

  // Any thread. Also from a job: then it runs in the next turn.
  void post(std::function<void()> job);
  // Any thread. For what may wait: after all else of a turn, one where no job of post() waits, else up to `most_behind`
  // of those that have waited for `longest_behind`: admissions stand before them, but never-ending ones, each with a
  // commit of its own, do not keep them away.
  void post_behind(std::function<void()> job);
  // Any thread but the desk's: does this like post_behind(), and waits for what it comes to. The desk's thread stops
  // after all that ask.
  template <typename Use>
  auto ask(Use use) {
    const auto done = std::make_shared<std::promise<decltype(use())>>();
    auto result = done->get_future();
    post_behind([done, use = std::move(use)] { done->set_value(use()); });
    return result.get();
  }
  // From a job only: joins the batch of this turn.
  void write(BatchedWrite write);

  // Desk thread: why the last batch of some event could not be committed; nothing if all were.
  std::optional<base::Error> last_failure() const {
    return failures_.empty() ? std::nullopt : std::optional(failures_.begin()->second);
  }

  static constexpr base::Milliseconds longest_behind{25};
  static constexpr std::size_t most_behind = 4;
  static constexpr std::size_t largest_batch = 1000;  // weight; then it is committed before further jobs run

 private:
  void run();
  using Jobs = std::deque<std::function<void()>>;
  bool wait_for_jobs(Jobs& jobs);
  void take_jobs(Jobs& jobs);
  void take_commands(bool others_wait);
  void work_through(Jobs& jobs);
  void commit_batches();
  void commit_event(const std::vector<BatchedWrite>& writes);
  base::Result<void> commit_once(const std::vector<BatchedWrite>& writes);

  const base::Clock& clock_;
  DeskTurn turn_;
  std::mutex mutex_;
  std::condition_variable posted_;
  Jobs waiting_;
  struct Command {
    std::function<void()> run;
    base::Milliseconds came{0};
  };
  std::deque<Command> behind_;
  bool stopping_ = false;
  std::thread thread_;

  // Of the desk thread:
  Jobs commands_;                    // of this turn
  std::vector<BatchedWrite> batch_;  // of all events, in order of their coming
  std::size_t batch_weight_ = 0;
  std::map<rules::EventId, base::Error> failures_;  // of events whose last batch was not committed
};

}  // namespace einlass::web
