#include "server/web/delivery_thread.h"

#include "core/base/log.h"

#include <algorithm>

namespace einlass::web {

void DeliveryThread::start() {
  thread_ = std::thread([this] { run(); });
}

void DeliveryThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  waiting_.stop();
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void DeliveryThread::wake() {
  {
    const std::lock_guard lock(mutex_);
    is_woken_ = true;
  }
  changed_.notify_one();
}

void DeliveryThread::run() {
  while (true) {
    auto next = ask_desk();
    if (next.task) carry_out(*next.task);
    std::unique_lock lock(mutex_);
    if (!next.task) {
      targets_.clear();  // the run is over: what it read of the target is old by the next one
      changed_.wait_for(lock, next.pause, [this] { return is_stopping_ || is_woken_; });
    }
    is_woken_ = false;
    if (is_stopping_) return;
  }
}

DeliveryThread::Next DeliveryThread::ask_desk() {
  return desk_thread_.ask([this] { return next_on_desk(); });
}

DeliveryThread::Next DeliveryThread::next_on_desk() {
  auto& deliveries = desk_.deliveries();
  const auto trouble = [this](const base::Error& error) {
    if (trouble_ != error.message) base::log_error("attendance does not go out: {}", error.message);
    trouble_ = error.message;
    return Next{.task = std::nullopt, .pause = std::chrono::minutes(1)};
  };
  const auto outlets = deliveries.outlets();
  if (!outlets) return trouble(outlets.error());
  std::optional<base::Error> failed;  // one event's trouble is not the others'
  for (const auto& [event, target] : *outlets) {
    auto task = deliveries.begin_delivery(event, target);
    if (task && *task) return {.task = *std::move(task)};
    if (!task) failed = task.error();
  }
  if (failed) return trouble(*failed);
  const auto due = deliveries.next_delivery();
  if (!due) return trouble(due.error());
  trouble_.clear();
  if (!*due) return {};
  constexpr base::Milliseconds shortest{100};
  return {.task = std::nullopt, .pause = std::clamp(**due - desk_.now(), shortest, looks_every)};
}

void DeliveryThread::carry_out(const venue::DeliveryTask& task) {
  auto& target = targets_[{task.event, task.target}];
  if (!target) {
    auto opened = crm::open_target(task.setup, waiting_);
    if (!opened) {
      const auto dropped =
          desk_thread_.ask([&] { return desk_.deliveries().drop_delivery(task, opened.error(), true); });
      if (!dropped) base::log_error("{}", dropped.error().message);
      return;
    }
    target = *std::move(opened);
  }
  const auto delivered = crm::carry_out(*target, task.steps);
  const auto kept = desk_thread_.ask([&] { return desk_.deliveries().finish_delivery(task, delivered); });
  if (!kept)
    base::log_error("what {} answered was not kept, and is asked again: {}", task.target, kept.error().message);
}

}  // namespace einlass::web
