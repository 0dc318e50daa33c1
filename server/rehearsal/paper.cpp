#include "server/rehearsal/paper.h"

#include "server/rehearsal/timeline.h"

#include <cmath>

#include <fmt/format.h>

namespace einlass::rehearsal {

namespace {

constexpr std::int64_t answer_ms = 40;  // a printer's, in the venue's network
constexpr double row_m = 12;            // kiosks and printers stand along one wall

// Both rows are spread evenly over the same wall.
double distance_m(std::size_t place, std::size_t places, std::size_t printer, std::size_t printers) {
  const auto at = [](std::size_t index, std::size_t of) {
    return row_m * (static_cast<double>(index) + 0.5) / static_cast<double>(of);
  };
  return 1 + std::abs(at(place, places) - at(printer, printers));
}

}  // namespace

class Paper::Line : public spool::PrinterLine {
 public:
  using Ask = std::function<void(const spool::Question&)>;
  explicit Line(Ask ask) : ask_(std::move(ask)) {}
  void ask(spool::Question question) override { ask_(question); }

 private:
  Ask ask_;
};

Paper::Paper(Setup setup, Timeline& timeline)
    : timeline_(timeline), post_(std::move(setup.post)), places_(setup.places) {
  const auto& scenario = setup.scenario;
  for (int i = 0; i < scenario.printers; ++i) {
    printers_.push_back(std::make_unique<SimulatedPrinter>(
        SimulatedPrinter::Setup{media(), scenario.badge, scenario.new_roll, scenario.labels}, timeline,
        setup.chance.branch(static_cast<std::uint64_t>(i))));
  }
  for (std::size_t place = 0; place < places_; ++place) set_up(place);
  plan_faults(scenario);
}

Paper::~Paper() = default;

void Paper::set_up(std::size_t place) {
  spool::PrintPool::Setup setup{.printers = {},
                                .lines = {},
                                .post =
                                    [this, place](spool::BadgeProgress progress) {
                                      // Not from within the pool: whoever hears it may print the next one.
                                      timeline_.after(0, [this, place, progress] { post_(place, progress); });
                                    },
                                .post_conditions = {},
                                .stock = spool::LabelStock({}),
                                .timing = {}};
  for (std::size_t printer = 0; printer < printers_.size(); ++printer) {
    setup.printers.push_back({.name = fmt::format("Printer {} (rehearsal)", printer + 1),
                              .media = media(),
                              .distance_m = distance_m(place, places_, printer, printers_.size())});
    setup.lines.push_back(std::make_unique<Line>(
        [this, place, printer](const spool::Question& question) { answer(place, printer, question); }));
  }
  stations_.emplace_back().pool = std::make_unique<spool::PrintPool>(std::move(setup), timeline_.clock());
  timeline_.after(static_cast<std::int64_t>(place), [this, place] { work(place); });
}

void Paper::plan_faults(const Scenario& scenario) {
  for (const auto& fault : scenario.faults) {
    const bool jams = fault.kind == FaultKind::PrinterJam;
    if (!jams && fault.kind != FaultKind::PrinterOff) continue;
    for (const int number : fault.which) {
      if (number < 1 || number > static_cast<int>(printers_.size())) continue;
      auto* printer = printers_[static_cast<std::size_t>(number) - 1].get();
      const auto turn = [printer, jams](bool on) { jams ? printer->jam(on) : printer->turn(on); };
      timeline_.at(fault.at_minute * minute_ms, [turn] { turn(true); });
      timeline_.at((fault.at_minute + fault.minutes) * minute_ms, [turn] { turn(false); });
    }
  }
}

void Paper::print(std::size_t place, spool::PrintRequest request) {
  stations_[place].pool->print(std::move(request));
  work(place);
}

void Paper::started_is_durable(std::size_t place, rules::PrintJobId id) {
  stations_[place].pool->started_is_durable(id);
  work(place);
}

void Paper::answer(std::size_t place, std::size_t printer, const spool::Question& question) {
  timeline_.after(answer_ms / 2, [this, place, printer, question] {
    const auto said = printers_[printer]->answer(question);
    timeline_.after(answer_ms / 2, [this, place, printer, said] {
      stations_[place].pool->answer(printer, said);
      work(place);
    });
  });
}

// As the spooler's thread does: looked at again whenever something is due or was answered.
void Paper::work(std::size_t place) {
  if (closed_) return;
  auto& station = stations_[place];
  const auto next = station.pool->work();
  if (!next) return;
  const auto delay = (*next - timeline_.clock().monotonic()).count();
  const auto round = ++station.round;
  timeline_.after(std::max<std::int64_t>(delay, 1), [this, place, round] {
    if (stations_[place].round == round) work(place);
  });
}

std::vector<PrinterUse> Paper::use() const {
  std::vector<PrinterUse> use;
  for (const auto& printer : printers_) use.push_back({printer->labels_used(), printer->rolls_changed()});
  return use;
}

}  // namespace einlass::rehearsal
