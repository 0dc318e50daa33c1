#include "printing/spool/spooler.h"

#include "printing/spool/print_queue.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace einlass::spool {

class Spooler::Worker {
 public:
  using Task = std::function<void(PrintQueue&)>;

  explicit Worker(PrintQueue::Setup setup) : thread_([this, s = std::move(setup)]() mutable { run(std::move(s)); }) {}

  ~Worker() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

  void tell(Task task) {
    {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
  }

 private:
  void run(PrintQueue::Setup setup) {
    const base::SystemClock clock;
    PrintQueue queue(std::move(setup), clock);
    std::optional<base::Milliseconds> next;
    while (auto tasks = wait_until(next, clock)) {
      for (const Task& task : *tasks) task(queue);
      next = queue.work();
    }
  }

  // Nothing: the spooler ends.
  std::optional<std::vector<Task>> wait_until(std::optional<base::Milliseconds> next, const base::Clock& clock) {
    std::unique_lock lock(mutex_);
    const auto called = [this] { return stopping_ || !tasks_.empty(); };
    if (next) {
      wake_.wait_for(lock, *next - clock.monotonic(), called);
    } else {
      wake_.wait(lock, called);
    }
    if (stopping_) return std::nullopt;
    return std::exchange(tasks_, {});
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Task> tasks_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses all of the above
};

Spooler::Spooler(std::vector<std::unique_ptr<Printer>> printers, Post post, SpoolerTiming timing)
    : worker_(std::make_unique<Worker>(PrintQueue::Setup{std::move(printers), std::move(post), timing})) {}

Spooler::~Spooler() = default;

void Spooler::print(PrintRequest request) {
  worker_->tell([request = std::move(request)](PrintQueue& queue) { queue.print(request); });
}

void Spooler::started_is_durable(rules::PrintJobId id) {
  worker_->tell([id](PrintQueue& queue) { queue.started_is_durable(id); });
}

void Spooler::cancel(rules::PrintJobId id) {
  worker_->tell([id](PrintQueue& queue) { queue.cancel(id); });
}

}  // namespace einlass::spool
