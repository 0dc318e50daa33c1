#include "printing/spool/spooler.h"

#include "printing/spool/print_pool.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace einlass::spool {

class Spooler::Worker {
 public:
  using Task = std::function<void(PrintPool&)>;

  explicit Worker(Setup setup) : thread_([this, s = std::move(setup)]() mutable { run(std::move(s)); }) {}

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
  void run(Setup from) {
    const base::SystemClock clock;
    PrintPool::Setup setup{.printers = {},
                           .lines = {},
                           .post = std::move(from.post),
                           .post_conditions = std::move(from.post_conditions),
                           .stock = LabelStock(std::move(from.stock_file)),
                           .timing = from.timing};
    for (auto& printer : from.printers) {
      const std::size_t line = setup.lines.size();
      setup.printers.push_back(printer->config());
      setup.lines.push_back(start_line(std::move(printer), [this, line](Answer answer) {
        tell([line, answer = std::move(answer)](PrintPool& pool) { pool.answer(line, answer); });
      }));
    }
    PrintPool pool(std::move(setup), clock);
    std::optional<base::Milliseconds> next = pool.work();
    while (auto tasks = wait_until(next, clock)) {
      for (const Task& task : *tasks) task(pool);
      next = pool.work();
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

Spooler::Spooler(Setup setup) : worker_(std::make_unique<Worker>(std::move(setup))) {}

Spooler::~Spooler() = default;

void Spooler::print(PrintRequest request) {
  worker_->tell([request = std::move(request)](PrintPool& pool) { pool.print(request); });
}

void Spooler::started_is_durable(rules::PrintJobId id) {
  worker_->tell([id](PrintPool& pool) { pool.started_is_durable(id); });
}

void Spooler::cancel(rules::PrintJobId id) {
  worker_->tell([id](PrintPool& pool) { pool.cancel(id); });
}

void Spooler::labels_loaded(const std::string& printer, int labels) {
  worker_->tell([printer, labels](PrintPool& pool) { pool.labels_loaded(printer, labels); });
}

}  // namespace einlass::spool
