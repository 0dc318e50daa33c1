// Badges and their printers: at each kiosk and desk the real pool (printing/spool), which chooses, retries and gives up
// as it does at the door, over simulated printers that all of them share. One thread.
#pragma once

#include "printing/spool/print_pool.h"
#include "server/rehearsal/scenario.h"
#include "server/rehearsal/simulated_printer.h"
#include "server/rehearsal/timeline.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace einlass::rehearsal {

struct PrinterUse {
  int labels_used = 0;
  int rolls_changed = 0;
};

class Paper {
 public:
  // Steps of a badge, as spool::Spooler posts them, with the place that asked for it.
  using Post = std::function<void(std::size_t place, const spool::BadgeProgress& progress)>;

  struct Setup {
    const Scenario& scenario;
    std::size_t places = 0;
    Chance chance;
    Post post;
  };
  Paper(Setup setup, Timeline& timeline);
  ~Paper();

  void print(std::size_t place, spool::PrintRequest request);
  void started_is_durable(std::size_t place, rules::PrintJobId id);
  static spool::MediaSize media() { return spool::MediaSize::from_mm(86, 54); }

  std::vector<PrinterUse> use() const;
  void close() { closed_ = true; }  // nobody waits for a badge any more

 private:
  class Line;
  struct Station {
    std::unique_ptr<spool::PrintPool> pool;
    std::uint64_t round = 0;  // of planning its next look: what was planned before means nothing
  };

  void set_up(std::size_t place);
  void plan_faults(const Scenario& scenario);
  void answer(std::size_t place, std::size_t printer, const spool::Question& question);
  void work(std::size_t place);

  Timeline& timeline_;
  Post post_;
  std::vector<std::unique_ptr<SimulatedPrinter>> printers_;
  std::vector<Station> stations_;
  std::size_t places_;
  bool closed_ = false;
};

}  // namespace einlass::rehearsal
