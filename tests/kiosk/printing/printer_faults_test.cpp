// Every fault a printer meets with, before, during and after a badge, at a kiosk with two printers and at one with one,
// spoken to directly and through a queue. Whatever happens: the guests after it are served meanwhile, and in the end
// each guest has exactly one valid badge in her hand.
#include "tests/kiosk/printing/printing_door.h"

#include <gmock/gmock.h>

namespace einlass::stage {
namespace {

using store::PrintState;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Pair;

struct Fault {
  std::string name;
  std::function<void(PrintingDoor&)> begin, end;
  flow::PrinterTrouble named =
      flow::PrinterTrouble::None;  // on the team's page, at rest; None: it cannot be seen there
  bool leaves_doubt = false;       // in mid print nobody can know what came out
  bool is_seen = true;             // the printer says what is wrong
  bool only_queue = false;
};

Fault reported(const std::string& name, const std::string& keyword, flow::PrinterTrouble named) {
  return {.name = name,
          .begin = [keyword](PrintingDoor& door) { door.printer(0).report(keyword); },
          .end = [](PrintingDoor& door) { door.printer(0).release(); },
          .named = named};
}

Fault at_queue(const std::string& name, const std::vector<std::string>& begin, const std::vector<std::string>& end,
               flow::PrinterTrouble named) {
  return {.name = name,
          .begin = [begin](PrintingDoor& door) { door.cupsd().output_of(begin); },
          .end = [end](PrintingDoor& door) { door.cupsd().output_of(end); },
          .named = named,
          .is_seen = false,
          .only_queue = true};
}

const std::string first = PrintingDoor::queue(0);

const Fault faults[] = {
    reported("media_empty", "media-empty-error", flow::PrinterTrouble::Media),
    reported("media_needed", "media-needed-error", flow::PrinterTrouble::WrongMedia),
    reported("media_jam", "media-jam-error", flow::PrinterTrouble::Jam),
    reported("cover_open", "cover-open-error", flow::PrinterTrouble::Cover),
    reported("marker_supply_empty", "marker-supply-empty-error", flow::PrinterTrouble::Ribbon),
    {.name = "offline",
     .begin = [](PrintingDoor& door) { door.printer(0).switch_off(); },
     .end = [](PrintingDoor& door) { door.printer(0).switch_on(); },
     .named = flow::PrinterTrouble::Off,
     .leaves_doubt = true},
    {.name = "unplugged",
     .begin = [](PrintingDoor& door) { door.printer(0).pull_the_plug(); },
     .end = [](PrintingDoor& door) { door.printer(0).switch_on(); },
     .named = flow::PrinterTrouble::Off,
     .leaves_doubt = true},
    {.name = "gives_up",
     .begin = [](PrintingDoor& door) { door.printer(0).give_up_jobs(); },
     .end = [](PrintingDoor& door) { door.printer(0).release(); },
     .is_seen = false},
    {.name = "keeps_what_was_cancelled",
     .begin =
         [](PrintingDoor& door) {
           door.printer(0).keep_cancelled_jobs();
           door.printer(0).report("media-jam-error");
         },
     .end = [](PrintingDoor& door) { door.printer(0).release(); },
     .named = flow::PrinterTrouble::Jam,
     .leaves_doubt = true},
    {.name = "slow",
     .begin = [](PrintingDoor& door) { door.printer(0).take(3); },
     .end = [](PrintingDoor& door) { door.printer(0).release(); },
     .is_seen = false},
    at_queue("paused", {"cupsdisable", first}, {"cupsenable", first}, flow::PrinterTrouble::Paused),
    at_queue("rejecting", {"cupsreject", first}, {"cupsaccept", first}, flow::PrinterTrouble::Settings),
    {.name = "broken_filter",
     .begin = [](PrintingDoor& door) { door.cupsd().break_filter(first); },
     .end = [](PrintingDoor& door) { door.cupsd().mend_filter(first); },
     .is_seen = false,
     .only_queue = true},
};

struct Cell {
  Fault fault;
  Path path = Path::Direct;
  int printers = 1;
};

std::string name_of(const Cell& cell) {
  return cell.fault.name + (cell.path == Path::Direct ? "_direct_" : "_queue_") +
         (cell.printers == 1 ? "alone" : "of_two");
}
void PrintTo(const Cell& cell, std::ostream* out) {
  *out << name_of(cell);
}

std::vector<Cell> cells() {
  std::vector<Cell> all;
  for (const Fault& fault : faults) {
    for (const Path path : {Path::Direct, Path::Queue}) {
      if (fault.only_queue && path == Path::Direct) continue;
      for (const int printers : {2, 1}) all.push_back({fault, path, printers});
    }
  }
  return all;
}

class PrinterFaults : public testing::TestWithParam<Cell> {
 protected:
  PrinterFaults() : door_(GetParam().path, GetParam().printers) {}

  bool is_alone() const { return GetParam().printers == 1; }
  void begin() { GetParam().fault.begin(door_); }

  // The team mends the printer, says of each badge in doubt whether it lies there, and whoever has none comes again.
  void mend_and_check(int guests) {
    EXPECT_TRUE(door_.pump_until([&] { return door_.all_settled(); }));
    GetParam().fault.end(door_);
    for (int round = 0; round < 4; ++round) {
      door_.judge_doubts();
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      for (int guest = 1; guest <= guests; ++guest) EXPECT_TRUE(door_.comes_in(guest));
      EXPECT_TRUE(door_.pump_until([&] { return door_.all_settled(); }));
    }
    EXPECT_THAT(door_.valid_badges_on_paper(guests), Each(Pair(testing::_, 1)));
  }
  bool said(const std::string& words) const {
    const auto& all = door_.display().said_of_badges();
    return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.find(words) != std::string::npos; });
  }
  // Nobody's word was needed: it came out at the second printer, and the screen said where.
  void expect_at_the_second_printer(int guest) {
    EXPECT_TRUE(door_.pump_until([&] {
      const auto hers = door_.badges_of(guest);
      return !hers.empty() && hers.back().state == PrintState::Printed;
    }));
    EXPECT_EQ(door_.badges_of(guest).back().printer, PrintingDoor::queue(1));
    EXPECT_TRUE(door_.pump_until([&] { return said("here: " + PrintingDoor::place(1)); }));
  }

  PrintingDoor door_;
};

TEST_P(PrinterFaults, BeforeABadge) {
  begin();
  const auto named = GetParam().fault.named;
  EXPECT_TRUE(named == flow::PrinterTrouble::None || door_.pump_until([&] { return door_.trouble(0) == named; }))
      << static_cast<int>(door_.trouble(0));
  EXPECT_TRUE(door_.comes_in(1));
  EXPECT_TRUE(door_.comes_in(2)) << "the next guest is served meanwhile";
  if (!is_alone() && GetParam().fault.name != "slow") {
    expect_at_the_second_printer(1);
    expect_at_the_second_printer(2);
  }
  mend_and_check(2);
}

TEST_P(PrinterFaults, DuringABadge) {
  door_.printer(0).hold();
  EXPECT_TRUE(door_.comes_in(1));
  ASSERT_TRUE(door_.pump_until([&] { return door_.printer(0).receipts().size() == 1; }));
  begin();
  EXPECT_TRUE(door_.comes_in(2)) << "the next guest is served meanwhile";
  if (!is_alone()) expect_at_the_second_printer(2);
  if (is_alone() && GetParam().fault.is_seen && !GetParam().fault.leaves_doubt) {
    EXPECT_TRUE(door_.pump_until([&] { return said("The printer needs a hand. Our team sees to it"); }));
  }
  door_.printer(0).go_on();
  if (!is_alone() && GetParam().fault.is_seen && !GetParam().fault.leaves_doubt) expect_at_the_second_printer(1);
  mend_and_check(2);
}

TEST_P(PrinterFaults, AfterABadge) {
  EXPECT_TRUE(door_.comes_in(1));
  ASSERT_TRUE(door_.pump_until([&] { return door_.all_settled() && !door_.badges_of(1).empty(); }));
  EXPECT_EQ(door_.badges_of(1).back().state, PrintState::Printed);
  begin();
  EXPECT_TRUE(door_.comes_in(2)) << "the next guest is served meanwhile";
  mend_and_check(2);
}

INSTANTIATE_TEST_SUITE_P(Matrix, PrinterFaults, testing::ValuesIn(cells()),
                         [](const auto& info) { return name_of(info.param); });

}  // namespace
}  // namespace einlass::stage
