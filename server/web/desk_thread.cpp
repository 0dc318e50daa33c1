#include "server/web/desk_thread.h"

#include <algorithm>
#include <utility>

namespace einlass::web {

void DeskThread::start(DeskTurn turn) {
  turn_ = std::move(turn);
  thread_ = std::thread([this] { run(); });
}

void DeskThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  posted_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void DeskThread::post(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    waiting_.push_back(std::move(job));
  }
  posted_.notify_one();
}

void DeskThread::post_behind(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    behind_.push_back({.run = std::move(job), .came = clock_.monotonic()});
  }
  posted_.notify_one();
}

void DeskThread::write(BatchedWrite write) {
  batch_weight_ += write.weight;
  batch_.push_back(std::move(write));
}

void DeskThread::run_turn(DeskTurn turn) {
  turn_ = std::move(turn);
  Jobs jobs;
  take_jobs(jobs);
  work_through(jobs);
}

void DeskThread::take_jobs(Jobs& jobs) {
  jobs.swap(waiting_);
  take_commands(!jobs.empty());
}

void DeskThread::take_commands(bool others_wait) {
  const std::size_t most = others_wait ? most_behind : 1;
  while (!behind_.empty() && commands_.size() < most) {
    auto& first = behind_.front();
    if (others_wait && clock_.monotonic() < first.came + longest_behind) return;
    commands_.push_back(std::move(first.run));
    behind_.pop_front();
  }
}

void DeskThread::run() {
  Jobs jobs;
  while (wait_for_jobs(jobs)) work_through(jobs);
}

void DeskThread::work_through(Jobs& jobs) {
  for (auto& job : jobs) {
    job();
    if (batch_weight_ >= largest_batch) commit_batches();
  }
  jobs.clear();
  if (turn_.time_passed) turn_.time_passed();
  commit_batches();
  for (const auto& command : std::exchange(commands_, {})) {
    command();
    commit_batches();
  }
}

// False: it is over.
bool DeskThread::wait_for_jobs(Jobs& jobs) {
  const auto due = turn_.next_due ? turn_.next_due() : std::nullopt;
  std::unique_lock lock(mutex_);
  const auto ready = [this] { return stopping_ || !waiting_.empty() || !behind_.empty(); };
  if (due) {
    posted_.wait_for(lock, std::max(*due - clock_.monotonic(), base::Milliseconds(0)), ready);
  } else {
    posted_.wait(lock, ready);
  }
  take_jobs(jobs);
  return !jobs.empty() || !commands_.empty() || !stopping_;
}

void DeskThread::commit_batches() {
  batch_weight_ = 0;
  if (batch_.empty()) return;
  std::map<rules::EventId, std::vector<BatchedWrite>> by_event;
  std::vector<rules::EventId> in_order;
  for (auto& write : std::exchange(batch_, {})) {
    auto& writes = by_event[write.event];
    if (writes.empty()) in_order.push_back(write.event);
    writes.push_back(std::move(write));
  }
  for (const auto& event : in_order) commit_event(by_event[event]);
  if (turn_.after_answers) turn_.after_answers();
}

void DeskThread::commit_event(const std::vector<BatchedWrite>& writes) {
  const auto together = commit_once(writes);
  if (together || writes.size() == 1) {
    for (const auto& write : writes) write.answer(together);
  } else {
    for (const auto& write : writes) write.answer(commit_once({write}));
  }
}

base::Result<void> DeskThread::commit_once(const std::vector<BatchedWrite>& writes) {
  auto done = turn_.begin();
  if (done) {
    for (const auto& write : writes) write.attempt();
    done = turn_.commit();
  }
  failures_.erase(writes.front().event);
  if (!done) failures_.emplace(writes.front().event, done.error());
  return done;
}

}  // namespace einlass::web
