// A queue of a cupsd of the test's own, to an ippeveprinter.
#pragma once

#include "printing/spool/printer.h"
#include "tests/support/printers/private_cupsd.h"
#include "tests/support/printers/scratch_folder.h"
#include "tests/support/printers/simulated_printer.h"
#include "tests/support/printers/test_badge.h"

#include <functional>
#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace einlass::spool {

class QueueFixture : public testing::Test {
 protected:
  static inline const MediaSize card = MediaSize::from_mm(86, 54);
  static inline const MediaSize label = MediaSize::from_mm(62, 100);

  explicit QueueFixture(const std::string& preserve_job_files = "No") : cupsd_(folder_.path(), preserve_job_files) {
    cupsd_.add_queue("badges", device_.uri());
  }

  static PrintJob badge(const std::string& name, MediaSize media = card) {
    return {.name = name, .pdf = test::badge_pdf(media), .media = media};
  }

  std::unique_ptr<Printer> open(const std::string& queue = "badges") { return *open_printer(cupsd_.config(queue)); }

  // Polls until it is as wished; gives the last state.
  static JobState follow(Printer& printer, int job, const std::function<bool(const JobState&)>& wished) {
    JobState last;
    test::eventually([&] {
      if (const auto state = printer.poll(job)) last = *state;
      return wished(last);
    });
    return last;
  }
  static JobState outcome(Printer& printer, int job) {
    return follow(printer, job, [](const JobState& state) { return state.is_final(); });
  }
  static JobState print(Printer& printer, const PrintJob& job) {
    const auto number = printer.submit(job);
    EXPECT_TRUE(number) << number.error().message;
    return number ? outcome(printer, *number) : JobState{};
  }
  // A job that the printer has and holds, seen so.
  int start_held(Printer& printer) {
    device_.hold();
    const auto job = printer.submit(badge("badge-1"));
    EXPECT_TRUE(job) << job.error().message;
    EXPECT_TRUE(test::eventually([&] { return device_.received().size() == 1; }));
    const auto delivered = [](const JobState& s) { return s.phase == JobPhase::Processing && s.reason.empty(); };
    EXPECT_EQ(follow(printer, *job, delivered), (JobState{JobPhase::Processing, ""}));
    return *job;
  }

  // A job that waits until the printer is done with somebody else's.
  int start_behind_another(Printer& printer) {
    device_.hold();
    EXPECT_TRUE((*open_printer(device_.config()))->submit(badge("neighbour")));
    const auto job = printer.submit(badge("badge-1"));
    EXPECT_TRUE(job) << job.error().message;
    return *job;
  }

  test::ScratchFolder folder_;
  test::SimulatedPrinter device_{folder_.path(), "device"};
  test::PrivateCupsd cupsd_;
};

}  // namespace einlass::spool
