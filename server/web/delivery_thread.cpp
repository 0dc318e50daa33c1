#include "server/web/delivery_thread.h"

#include "core/base/log.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace einlass::web {
namespace {

bool is_same(const crm::EventPlace& one, const crm::EventPlace& other) {
  return std::tie(one.key, one.name, one.place, one.starts, one.later) ==
         std::tie(other.key, other.name, other.place, other.starts, other.later);
}

}  // namespace

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

// Each once, beginning behind the one whose turn it was.
venue::Outlets DeliveryThread::in_turn(venue::Outlets outlets) const {
  const auto last = last_ ? std::ranges::find(outlets, *last_) : outlets.end();
  if (last != outlets.end()) std::ranges::rotate(outlets, std::next(last));
  std::erase_if(outlets, [&](const venue::Outlet& each) {
    const auto resting = resting_.find(each);
    return resting != resting_.end() && desk_.now() < resting->second.until;
  });
  return outlets;
}

// Until the first of those that are awake has something due, or one that rests has rested.
base::Milliseconds DeliveryThread::pause_until(std::optional<base::Instant> due, const venue::Outlets& outlets) const {
  const auto now = desk_.now();
  auto at = due.value_or(now + looks_every);
  for (const auto& each : outlets) {
    const auto resting = resting_.find(each);
    if (resting != resting_.end() && now < resting->second.until) at = std::min(at, resting->second.until);
  }
  constexpr base::Milliseconds shortest{100};
  return std::clamp(at - now, shortest, looks_every);
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
  const auto awake = in_turn(*outlets);
  for (const auto& each : awake) {
    auto task = deliveries.begin_delivery(each.first, each.second);
    if (!task) failed = task.error();
    if (!task || !*task) continue;
    last_ = each;
    return {.task = *std::move(task)};
  }
  if (failed) return trouble(*failed);
  const auto due = deliveries.next_delivery(awake);
  if (!due) return trouble(due.error());
  trouble_.clear();
  return {.task = std::nullopt, .pause = pause_until(*due, *outlets)};
}

// What was read of a target is of one place, and with one key.
base::Result<crm::Target*> DeliveryThread::target_of(const venue::DeliveryTask& task) {
  const auto traits = crm::target_traits(task.setup.connector.kind);
  if (traits && traits->one_ticket_a_person) {  // there events write over each other
    std::erase_if(targets_,
                  [&](const auto& each) { return each.first.second == task.target && each.first.first != task.event; });
  }
  auto& known = targets_[{task.event, task.target}];
  if (known.target && is_same(known.place, task.setup.event)) return known.target.get();
  return crm::open_target(task.setup, waiting_).map([&](std::unique_ptr<crm::Target> opened) {
    known = {task.setup.event, std::move(opened)};
    return known.target.get();
  });
}

void DeliveryThread::carry_out(const venue::DeliveryTask& task) {
  const venue::Outlet outlet{task.event, task.target};
  const auto target = target_of(task);
  if (!target) {
    targets_.erase(outlet);
    const auto dropped = desk_thread_.ask([&] { return desk_.deliveries().drop_delivery(task, target.error(), true); });
    if (!dropped) base::log_error("{}", dropped.error().message);
    return;
  }
  const auto delivered = crm::carry_out(**target, task.steps);
  const bool has_stopped =
      std::ranges::any_of(delivered, [](const crm::Delivered& each) { return crm::stops(each.answer.fate); });
  if (has_stopped) targets_.erase(outlet);  // whoever starts it may have given it another key
  const auto kept = desk_thread_.ask([&] {
    note(outlet, delivered);
    return desk_.deliveries().finish_delivery(task, delivered);
  });
  if (!kept)
    base::log_error("what {} answered was not kept, and is asked again: {}", task.target, kept.error().message);
}

void DeliveryThread::note(const venue::Outlet& outlet, const std::vector<crm::Delivered>& delivered) {
  const auto fate = delivered.empty() ? crm::Fate::Done : delivered.back().answer.fate;
  if (fate != crm::Fate::Busy && fate != crm::Fate::Unknown) {
    resting_.erase(outlet);
    return;
  }
  auto& rest = resting_[outlet];
  const auto pause = std::max(crm::pause_after(rest.times++), delivered.back().answer.retry_after);
  rest.until = desk_.now() + pause;
}

}  // namespace einlass::web
