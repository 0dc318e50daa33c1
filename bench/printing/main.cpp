// Measures the pool of printers with real ones: how long a badge takes beside a printer that is off, deaf or slow, and
// how long until a badge comes out elsewhere, or the team is asked. And the memory of one process that draws thousands
// of badges.
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
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace einlass::bench {
namespace {

using std::chrono::milliseconds;

constexpr int badges = 15;

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

enum class Way { Direct, Queue };

struct TwoPrinters {
  explicit TwoPrinters(Way way) {
    if (way == Way::Direct) return;
    cupsd.emplace(folder.path());
    cupsd->add_queue("first", first.uri());
    cupsd->add_queue("second", second.uri());
  }

  std::vector<spool::PrinterConfig> configs() const {
    auto preferred = cupsd ? cupsd->config("first") : first.config();
    auto other = cupsd ? cupsd->config("second") : second.config();
    other.priority = 2;
    return {preferred, other};
  }

  test::ScratchFolder folder;
  test::SimulatedPrinter first{folder.path(), "first"};
  test::SimulatedPrinter second{folder.path(), "second"};
  std::optional<test::PrivateCupsd> cupsd{};
};

// At the second of two printers, while the first is as `spoil` leaves it; the pool has had time to notice.
double beside(Way way, const std::function<void(test::SimulatedPrinter&)>& spoil) {
  TwoPrinters printers(way);
  MeasuredPool pool(printers.configs());
  pool.printed(pool.print());
  spoil(printers.first);
  std::this_thread::sleep_for(milliseconds(7000));
  const double took = median_of_badges(pool);
  printers.first.thaw();
  return took;
}

// At the second of two printers, while the first works on a badge of its own, which takes it a second.
double beside_slow(Way way) {
  TwoPrinters printers(way);
  MeasuredPool pool(printers.configs());
  pool.printed(pool.print());
  printers.first.take(1);
  std::vector<double> took;
  for (int i = 0; i < badges; ++i) {
    const auto slow = pool.print();
    pool.at_work(slow);
    const auto asked = std::chrono::steady_clock::now();
    took.push_back(ms(asked, pool.printed(pool.print())));
    pool.printed(slow);
  }
  return median(took);
}

double alone(Way way) {
  const TwoPrinters printers(way);
  MeasuredPool pool({printers.configs().front()});
  pool.printed(pool.print());
  return median_of_badges(pool);
}

// From the fault, in mid print, to a new badge at the second printer.
double worst_fail_over(const std::vector<std::string>& reasons, Way way) {
  double worst = 0;
  for (const auto& reason : reasons) {
    TwoPrinters printers(way);
    MeasuredPool pool(printers.configs());
    printers.first.hold();
    const auto badge = pool.print();
    pool.at_work(badge);
    std::this_thread::sleep_for(milliseconds(1500));
    const auto broken = std::chrono::steady_clock::now();
    printers.first.report(reason);
    worst = std::max(worst, ms(broken, pool.printed(badge)));
  }
  return worst;
}

// From the fault, in mid print, to the question to the team: nobody can know what came out.
double until_asked(const std::function<void(test::SimulatedPrinter&)>& spoil) {
  TwoPrinters printers(Way::Direct);
  MeasuredPool pool(printers.configs());
  printers.first.hold();
  const auto badge = pool.print();
  pool.at_work(badge);
  std::this_thread::sleep_for(milliseconds(500));
  const auto broken = std::chrono::steady_clock::now();
  spoil(printers.first);
  const double took = ms(broken, pool.in_doubt(badge));
  printers.first.thaw();
  return took;
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
  const std::vector<std::string> reasons{"media-empty-error", "media-jam-error", "cover-open-error",
                                         "marker-supply-empty-error", "media-needed-error"};
  const auto pull = [](test::SimulatedPrinter& printer) { printer.pull_the_plug(); };
  const auto freeze = [](test::SimulatedPrinter& printer) { printer.freeze(); };
  file << "{";
  for (const auto& [way, word] : {std::pair(Way::Direct, "direct"), std::pair(Way::Queue, "queue")}) {
    file << fmt::format(R"("{}": {{"alone_ms": {:.2f}, "beside_off_ms": {:.2f}, "beside_deaf_ms": {:.2f}, )", word,
                        alone(way), beside(way, pull), beside(way, freeze));
    file << fmt::format(R"("beside_slow_ms": {:.2f}, "fail_over_ms": {:.0f}}}, )", beside_slow(way),
                        worst_fail_over(reasons, way));
  }
  file << fmt::format(R"("asked": {{"unplugged_ms": {:.0f}, "deaf_ms": {:.0f}}}, )", until_asked(pull),
                      until_asked(freeze));
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
