#include "printing/spool/printer_line.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace einlass::spool {
namespace {

struct Asking {
  Printer& printer;

  Answer operator()(const Look& /*look*/) const { return Looked{printer.status()}; }
  Answer operator()(const Submit& submit) const { return Submitted{printer.submit(submit.job)}; }
  Answer operator()(const Poll& poll) const { return Polled{printer.poll(poll.remote_job)}; }
  Answer operator()(const Cancel& cancel) const { return Cancelled{printer.cancel(cancel.remote_job)}; }
};

class ThreadedLine final : public PrinterLine {
 public:
  ThreadedLine(std::unique_ptr<Printer> printer, std::function<void(Answer)> post)
      : printer_(std::move(printer)),
        post_(std::move(post)),
        thread_([this](const std::stop_token& stop) { run(stop); }) {}

  void ask(Question question) override {
    {
      const std::lock_guard lock(mutex_);
      question_ = std::move(question);
    }
    wake_.notify_one();
  }

 private:
  void run(const std::stop_token& stop) {
    while (const auto question = next(stop)) post_(answer_of(*printer_, *question));
  }

  std::optional<Question> next(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, stop, [this] { return question_.has_value(); });
    if (stop.stop_requested()) return std::nullopt;
    return std::exchange(question_, std::nullopt);
  }

  std::unique_ptr<Printer> printer_;
  std::function<void(Answer)> post_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::optional<Question> question_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace

Answer answer_of(Printer& printer, const Question& question) {
  return std::visit(Asking{printer}, question);
}

std::unique_ptr<PrinterLine> start_line(std::unique_ptr<Printer> printer, std::function<void(Answer)> post) {
  return std::make_unique<ThreadedLine>(std::move(printer), std::move(post));
}

}  // namespace einlass::spool
