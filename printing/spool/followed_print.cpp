#include "printing/spool/followed_print.h"

#include "printing/spool/reasons.h"

#include <optional>
#include <thread>

namespace einlass::spool {

using base::Result;

namespace {

using SteadyClock = std::chrono::steady_clock;

class Following {
 public:
  Following(Printer& printer, int job, const FollowPatience& patience)
      : printer_(printer), job_(job), patience_(patience) {}

  JobState to_the_end(const std::function<void(const JobState&)>& told) {
    std::optional<JobState> last;
    while (true) {
      const JobState state = look();
      if (state.is_final()) return state;
      if (state != last) told(state);
      last = state;
      if (has_waited(state)) take_back();
      std::this_thread::sleep_for(patience_.poll);
    }
  }

 private:
  JobState look() {
    const auto now = SteadyClock::now();
    if (const auto state = printer_.poll(job_)) {
      seen_ = now;
      known_ = *state;
    } else if (now - seen_ > patience_.lost) {
      return {JobPhase::Unknown, std::string(reason_lost)};
    }
    if (taken_back_ && now - *taken_back_ > patience_.taking_back && !known_.is_final()) {
      return {JobPhase::Unknown, std::string(reason_stuck)};
    }
    return known_;
  }

  bool has_waited(const JobState& state) {
    const auto now = SteadyClock::now();
    if (state.reason.empty() && state.phase == JobPhase::Processing) moved_ = now;
    return !taken_back_ && now - moved_ > patience_.waiting;
  }

  void take_back() {
    taken_back_ = SteadyClock::now();
    printer_.cancel(job_);  // what came of it, the next look tells
  }

  Printer& printer_;
  int job_;
  const FollowPatience& patience_;
  JobState known_;
  SteadyClock::time_point seen_ = SteadyClock::now(), moved_ = seen_;
  std::optional<SteadyClock::time_point> taken_back_;
};

}  // namespace

Result<JobState> print_and_follow(Printer& printer, const PrintJob& job,
                                  const std::function<void(const JobState&)>& told, const FollowPatience& patience) {
  const auto number = printer.submit(job);
  if (!number) return tl::make_unexpected(number.error());
  if (*number == 0) return JobState{JobPhase::Unknown, std::string(reason_answer_lost)};
  return Following(printer, *number, patience).to_the_end(told);
}

}  // namespace einlass::spool
