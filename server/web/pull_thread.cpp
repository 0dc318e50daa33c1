#include "server/web/pull_thread.h"

#include "core/base/log.h"

#include <algorithm>
#include <utility>

namespace einlass::web {

void PullThread::start() {
  if (desk_.options().connectors.empty()) return;
  thread_ = std::thread([this] { run(); });
}

void PullThread::stop() {
  waiting_.stop();
  if (thread_.joinable()) thread_.join();
}

void PullThread::run() {
  do {
    const auto due = desk_thread_.ask([this] { return desk_.crm().due_pulls(); });
    if (!due) {
      base::log_error("no guests are pulled: {}", due.error().message);
      continue;
    }
    match();
    for (const auto& each : *due) {
      if (!waiting_.wait_until(waiting_.now())) return;
      if (waiting_.now() >= not_before_[each.connector]) pull(each);
      match();
    }
  } while (waiting_.wait_until(waiting_.now() + looks_every));
}

void PullThread::pull(const venue::DuePull& due) {
  const auto job = desk_thread_.ask([&] { return desk_.crm().begin_pull(due); });
  if (!job) return base::log_warning("{}", job.error().message);
  waiting_.take_pause();
  auto read = job->read(waiting_);
  if (const auto until = waiting_.take_pause(); until && !read) {
    not_before_[due.connector] = std::min(*until, waiting_.now() + longest_pause);
  }
  const auto report = desk_thread_.ask([&] {
    auto finished = desk_.crm().finish_pull(*job, std::move(read));
    if (finished && finished->import) changed_();
    return finished;
  });
  if (!report) return base::log_warning("{} was not pulled: {}", due.connector, report.error().message);
  base::log_debug("{} was pulled", due.connector);
}

void PullThread::match() {
  while (waiting_.wait_until(waiting_.now())) {
    const auto matched = desk_thread_.ask([this] { return desk_.crm().match_next(); });
    if (!matched) {
      return base::log_warning("guests of an event were not looked for in the CRM: {}", matched.error().message);
    }
    if (!*matched) return;
  }
}

}  // namespace einlass::web
