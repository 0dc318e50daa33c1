// What is known of a printer before anybody prints on it: ippeveprinter on a port of the test's own.
#include "printing/spool/printer_watch.h"

#include "core/base/guarded.h"
#include "printing/spool/reasons.h"
#include "tests/printing/spool/outcomes.h"
#include "tests/support/printers/scratch_folder.h"
#include "tests/support/printers/simulated_printer.h"
#include "tests/support/printers/test_badge.h"

#include <gmock/gmock.h>

namespace einlass::spool {
namespace {

using test::eventually;
using Conditions = std::vector<PrinterCondition>;

class WatchedPrinter : public testing::Test {
 protected:
  void watch() {
    std::vector<std::unique_ptr<Printer>> printers;
    printers.push_back(*open_printer(device_.config()));
    watch_.emplace(
        std::move(printers),
        [this](Conditions now) { told_.with([&](auto& told) { told.push_back(std::move(now)); }); },
        std::chrono::milliseconds(50));
  }
  bool is_told(const std::string& obstacle) {
    return eventually([&] {
      return told_.with([&](auto& told) { return !told.empty() && told.back().front().obstacle == obstacle; });
    });
  }

  test::ScratchFolder folder_;
  test::SimulatedPrinter device_{folder_.path(), "badges"};
  base::Guarded<std::vector<Conditions>> told_;
  std::optional<PrinterWatch> watch_;
};

TEST_F(WatchedPrinter, IsReportedOffAndBackWhileNobodyPrints) {
  watch();
  EXPECT_TRUE(is_told(""));
  device_.switch_off();
  EXPECT_TRUE(is_told(std::string(reason_off)));
  device_.switch_on();
  EXPECT_TRUE(is_told(""));
  told_.with([](auto& told) { EXPECT_EQ(told.size(), 3U) << "only changes are told"; });
}

TEST_F(WatchedPrinter, IsReportedWithWhatItLacks) {
  device_.report("media-empty-error");
  const auto printer = *open_printer(device_.config());
  const auto card = MediaSize::from_mm(86, 54);
  ASSERT_TRUE(printer->submit({.name = "badge-1", .pdf = test::badge_pdf(card), .media = card}));
  watch();
  EXPECT_TRUE(is_told("media-empty"));
  device_.release();
  EXPECT_TRUE(is_told(""));
}

}  // namespace
}  // namespace einlass::spool
