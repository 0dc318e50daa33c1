// Measures the pool of printers with real ones: how long a badge takes beside a printer that is off, hangs or is slow,
// and how long until a badge comes out elsewhere. And the memory of one process that draws thousands of badges.
//
//   einlass-printbench RUN    writes RUN/printing.json
#include "bench/printing/measured_pool.h"
#include "core/base/assets.h"
#include "printing/badge/renderer.h"
#include "tests/support/printers/private_cupsd.h"
#include "tests/support/printers/scratch_folder.h"
#include "tests/support/printers/simulated_printer.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace einlass::bench {
namespace {

using std::chrono::milliseconds;

constexpr int badges = 15;
constexpr int faults = 5;

double ms(Moment from, Moment to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

// From the request to a printed badge, one after the other.
double median_of_badges(MeasuredPool& pool) {
  std::vector<double> took;
  for (int i = 0; i < badges; ++i) {
    const auto asked = std::chrono::steady_clock::now();
    took.push_back(ms(asked, pool.printed(pool.print())));
  }
  return median(took);
}

// At the second of two printers, while the first is as `spoil` leaves it.
double beside(const std::function<void(test::SimulatedPrinter&)>& spoil) {
  const test::ScratchFolder folder;
  test::SimulatedPrinter first(folder.path(), "first");
  const test::SimulatedPrinter second(folder.path(), "second");
  auto preferred = first.config();
  auto other = second.config();
  other.priority = 2;
  MeasuredPool pool({preferred, other});
  pool.printed(pool.print());
  spoil(first);
  std::this_thread::sleep_for(milliseconds(5000));
  return median_of_badges(pool);
}

double alone() {
  const test::ScratchFolder folder;
  const test::SimulatedPrinter device(folder.path(), "only");
  MeasuredPool pool({device.config()});
  pool.printed(pool.print());
  return median_of_badges(pool);
}

// From the fault, in mid print, to a new badge at the second printer.
double worst_fail_over(const std::string& reason, bool through_queues) {
  double worst = 0;
  for (int i = 0; i < faults; ++i) {
    const test::ScratchFolder folder;
    test::SimulatedPrinter first(folder.path(), "first");
    const test::SimulatedPrinter second(folder.path(), "second");
    std::vector<spool::PrinterConfig> printers{first.config(), second.config()};
    std::optional<test::PrivateCupsd> cupsd;
    if (through_queues) {
      cupsd.emplace(folder.path());
      cupsd->add_queue("first", first.uri());
      cupsd->add_queue("second", second.uri());
      printers = {cupsd->config("first"), cupsd->config("second")};
    }
    printers[1].priority = 2;
    MeasuredPool pool(printers);
    first.hold();
    const auto badge = pool.print();
    pool.at_work(badge);
    std::this_thread::sleep_for(milliseconds(300));
    const auto broken = std::chrono::steady_clock::now();
    first.report(reason);
    worst = std::max(worst, ms(broken, pool.printed(badge)));
  }
  return worst;
}

double resident_mib() {
  std::ifstream statm("/proc/self/statm");
  long pages = 0;
  statm >> pages >> pages;
  return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

struct Growth {
  double after_1000 = 0;
  double after_5000 = 0;
};

Growth memory_of_5000_badges() {
  const auto fonts = badge::FontSet::open(base::assets_directory() / "fonts");
  const auto drawing = badge::BadgeTemplate::load(base::assets_directory() / "badges" / "card-86x54.svg");
  if (!fonts || !drawing) throw std::runtime_error("the packaged fonts or templates are missing");
  badge::Renderer renderer(*fonts);
  const std::vector<std::string> names{"Zoë Müller-Lüdenscheidt",
                                       "Ελένη Παπαδοπούλου",
                                       "Наталья Иванова",
                                       "محمد الأحمد",
                                       "山田 太郎",
                                       "Wolfgang Amadeus Freiherr von Hohenstaufen"};
  Growth growth;
  for (int number = 1; number <= 5000; ++number) {
    badge::BadgeContent content;
    content.fields = {{"name", fmt::format("{} {}", names[static_cast<std::size_t>(number) % names.size()], number)},
                      {"company", fmt::format("Rheinische Werke {}", number)},
                      {"category_label", "Guest"}};
    content.code = fmt::format("EB1:{:026}", number);
    if (const auto drawn = renderer.render_pdf(*drawing, content, 300); !drawn) {
      throw std::runtime_error(drawn.error().message);
    }
    if (number == 1000) growth.after_1000 = resident_mib();
  }
  growth.after_5000 = resident_mib();
  return growth;
}

void measure(const std::string& run) {
  const Growth memory = memory_of_5000_badges();
  std::ofstream file(run + "/printing.json");
  file << fmt::format(R"({{"alone_ms": {:.2f}, "beside_off_ms": {:.2f}, "beside_slow_ms": {:.2f}, )", alone(),
                      beside([](auto& printer) { printer.pull_the_plug(); }),
                      beside([](auto& printer) { printer.report("media-jam-error"); }));
  file << fmt::format(R"("fail_over": {{"direct_ms": {:.0f}, "queue_ms": {:.0f}}}, )",
                      worst_fail_over("media-empty-error", false), worst_fail_over("media-jam-error", true));
  file << fmt::format(R"("mib_after_1000": {:.2f}, "mib_after_5000": {:.2f}}})", memory.after_1000, memory.after_5000);
}

}  // namespace
}  // namespace einlass::bench

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: einlass-printbench RUN\n";
    return 2;
  }
  try {
    einlass::bench::measure(arguments[1]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
