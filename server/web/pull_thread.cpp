#include "server/web/pull_thread.h"

#include "core/base/log.h"

#include <future>
#include <memory>

namespace einlass::web {

// Waits for the desk; jobs are done until its thread stops, which is after this one.
template <typename Use>
auto PullThread::on_desk(Use use) {
  const auto done = std::make_shared<std::promise<decltype(use())>>();
  auto result = done->get_future();
  desk_thread_.post_behind([done, use = std::move(use)] { done->set_value(use()); });
  return result.get();
}

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
    const auto due = on_desk([this] { return desk_.crm().due_pulls(); });
    if (!due) {
      base::log_error("no guests are pulled: {}", due.error().message);
      continue;
    }
    for (const auto& each : *due) {
      if (!waiting_.wait_until(waiting_.now())) return;
      pull(each);
    }
  } while (waiting_.wait_until(waiting_.now() + looks_every));
}

void PullThread::pull(const venue::DuePull& due) {
  const auto job = on_desk([&] { return desk_.crm().begin_pull(due); });
  if (!job) return base::log_warning("{}", job.error().message);
  const auto read = job->read(waiting_);
  const auto report = on_desk([&] {
    auto finished = desk_.crm().finish_pull(*job, read);
    if (finished && finished->import) changed_();
    return finished;
  });
  if (!report) return base::log_warning("{} was not pulled: {}", due.connector, report.error().message);
  base::log_debug("{} was pulled", due.connector);
}

}  // namespace einlass::web
