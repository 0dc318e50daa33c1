#include "bench/load/load_run.h"

#include <algorithm>
#include <future>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace einlass::bench {
namespace {

using Time = std::chrono::steady_clock;

double percentile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  const auto last = static_cast<double>(values.size() - 1);
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(part * last + 0.5);
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

// Lives on the IoThread until its last answer is in.
class Run {
 public:
  Run(net::IoThread& io, Kiosks& kiosks, TicketStock& stock, std::chrono::seconds length)
      : io_(io), kiosks_(kiosks), stock_(stock), length_(length) {}

  RunResult closed_loop() {
    io_.post([this] {
      begin();
      for (auto& kiosk : kiosks_) ask_again(*kiosk);
      all_asked_ = true;
      finish_if_answered();
    });
    return finished_.get_future().get();
  }

  RunResult at_rate(int per_second) {
    io_.post([this, per_second] {
      begin();
      ask_what_is_due(per_second);
    });
    return finished_.get_future().get();
  }

 private:
  void begin() { started_ = Time::now(); }
  bool time_is_over() const { return stock_.is_used_up() || Time::now() - started_ >= length_; }

  void ask_again(LoadKiosk& kiosk) {
    if (time_is_over()) return finish_if_answered();
    ask(kiosk, Time::now(), [this, &kiosk] { ask_again(kiosk); });
  }

  void ask_what_is_due(int per_second) {
    using Seconds = std::chrono::duration<double>;
    const auto elapsed = std::min<Seconds>(Time::now() - started_, length_);
    const auto due = static_cast<std::size_t>(elapsed.count() * per_second);
    for (; asked_ < due && !stock_.is_used_up(); ++asked_) {
      const auto at =
          started_ + std::chrono::duration_cast<Time::duration>(Seconds(static_cast<double>(asked_ + 1) / per_second));
      ask(*kiosks_[asked_ % kiosks_.size()], at, [this] { finish_if_answered(); });
    }
    if (time_is_over()) {
      all_asked_ = true;
      return finish_if_answered();
    }
    io_.after(base::Milliseconds(1), [this, per_second] { ask_what_is_due(per_second); });
  }

  template <typename Next>
  void ask(LoadKiosk& kiosk, Time::time_point due, Next next) {
    ++open_;
    kiosk.admit(stock_.take(), [this, due, next](Outcome outcome) {
      --open_;
      count(outcome);
      result_.milliseconds.push_back(std::chrono::duration<double, std::milli>(Time::now() - due).count());
      next();
    });
  }

  void count(Outcome outcome) {
    switch (outcome) {
      case Outcome::Granted:
        ++result_.granted;
        return;
      case Outcome::Refused:
        ++result_.refused;
        return;
      case Outcome::Failed:
        ++result_.failed;
        return;
    }
  }

  // Whoever waits for the result takes this object away, so nothing may be due that comes back to it.
  void finish_if_answered() {
    if (open_ > 0 || !all_asked_ || !time_is_over() || std::exchange(done_, true)) return;
    result_.seconds = std::chrono::duration<double>(Time::now() - started_).count();
    finished_.set_value(std::move(result_));
  }

  net::IoThread& io_;
  Kiosks& kiosks_;
  TicketStock& stock_;
  std::chrono::seconds length_;
  Time::time_point started_;
  std::size_t asked_ = 0;
  std::size_t open_ = 0;
  bool all_asked_ = false;
  bool done_ = false;
  RunResult result_;
  std::promise<RunResult> finished_;
};

}  // namespace

std::string RunResult::json() const {
  return fmt::format(
      R"({{"per_second":{:.1f},"granted":{},"refused":{},"failed":{},"median_ms":{:.3f},"p99_ms":{:.3f}}})",
      seconds > 0 ? static_cast<double>(granted) / seconds : 0.0, granted, refused, failed,
      percentile(milliseconds, 0.5), percentile(milliseconds, 0.99));
}

RunResult run_closed_loop(net::IoThread& io, Kiosks& kiosks, TicketStock& stock, std::chrono::seconds length) {
  return Run(io, kiosks, stock, length).closed_loop();
}

RunResult run_at_rate(net::IoThread& io, Kiosks& kiosks, TicketStock& stock, int per_second,
                      std::chrono::seconds length) {
  return Run(io, kiosks, stock, length).at_rate(per_second);
}

}  // namespace einlass::bench
