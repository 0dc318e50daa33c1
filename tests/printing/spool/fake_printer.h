// A printer that says what a test told it to say. Used on the test's thread.
#pragma once

#include "printing/spool/printer.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace einlass::spool {

class FakePrinter final : public Printer {
 public:
  FakePrinter(std::string name, MediaSize media) {
    config_.name = std::move(name);
    config_.media = media;
    config_.location = "left slot";
    config_.kind = PrinterKind::Ipp;
  }

  const PrinterConfig& config() const override { return config_; }
  PrinterConfig& settings() { return config_; }

  base::Result<int> submit(const PrintJob& job) override {
    if (!answer_to_submit) return answer_to_submit;
    submitted.push_back(job);
    if (*answer_to_submit == 0) return 0;
    return ++last_number_;
  }
  base::Result<JobState> poll(int /*remote_job*/) override {
    ++polls;
    return answer_to_poll;
  }
  base::Result<void> cancel(int remote_job) override {
    if (!answer_to_cancel) return answer_to_cancel;
    cancelled.push_back(remote_job);
    if (drops_cancelled) answer_to_poll = JobState{JobPhase::Failed, "job-canceled-by-user"};
    return {};
  }
  base::Result<PrinterStatus> status() override { return answer_to_status; }
  base::Result<std::vector<MediaRange>> media() override { return std::vector<MediaRange>{}; }

  base::Result<int> answer_to_submit = 1;  // 0: the answer is lost; else numbers count up
  base::Result<JobState> answer_to_poll = JobState{JobPhase::Processing, {}};
  base::Result<PrinterStatus> answer_to_status = PrinterStatus{.accepting = true, .state = PrinterState::Idle};
  base::Result<void> answer_to_cancel;
  std::vector<PrintJob> submitted;
  std::vector<int> cancelled;
  bool drops_cancelled = false;  // a cancelled job is Failed from then on, as a printer confirms it
  bool hangs = false;            // answers nothing, for PoolFixture
  int polls = 0;

 private:
  PrinterConfig config_;
  int last_number_ = 0;
};

}  // namespace einlass::spool
