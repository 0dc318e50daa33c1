// Every fault a printer meets with, before, during and after a badge, at a kiosk with two printers and at one with one,
// spoken to directly and through a queue. Whatever happens: the guests after it are served meanwhile, and in the end
// each guest has exactly one valid badge in her hand.
#include "tests/kiosk/printing/printing_door.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

namespace einlass::stage {
namespace {

using store::PrintState;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Pair;

constexpr std::string_view needs_a_hand = "The printer needs a hand. Our team sees to it";
constexpr std::string_view not_printed = "Your badge could not be printed. Our team will give you one.";
constexpr std::string_view look_for_it = "If no badge has come out, our team will give you one.";
constexpr std::string_view take_it = "Please collect your badge here: left of the screen";

struct Fault {
  std::string name;
  std::function<void(PrintingDoor&)> begin, end;
  flow::PrinterTrouble named = flow::PrinterTrouble::None;  // on the team's page, at rest; None: cannot be seen there
  flow::PrinterTrouble named_once_met = named;              // after a badge met with it
  std::string_view told_before;                             // to the guest, at the only printer
  std::string_view told_during;                             // likewise; empty: it makes no difference to her badge yet
  bool leaves_doubt = false;                                // in mid print nobody can know what came out
  bool only_queue = false;
};

Fault reported(const std::string& name, const std::string& keyword, flow::PrinterTrouble named) {
  return {.name = name,
          .begin = [keyword](PrintingDoor& door) { door.printer(0).report(keyword); },
          .end = [](PrintingDoor& door) { door.printer(0).release(); },
          .named = named,
          .told_before = needs_a_hand,
          .told_during = needs_a_hand};
}

Fault at_queue(const std::string& name, const std::vector<std::string>& begin, const std::vector<std::string>& end,
               flow::PrinterTrouble named) {
  return {.name = name,
          .begin = [begin](PrintingDoor& door) { door.cupsd().output_of(begin); },
          .end = [end](PrintingDoor& door) { door.cupsd().output_of(end); },
          .named = named,
          .told_before = not_printed,
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
     .told_before = not_printed,
     .told_during = look_for_it,
     .leaves_doubt = true},
    {.name = "unplugged",
     .begin = [](PrintingDoor& door) { door.printer(0).pull_the_plug(); },
     .end = [](PrintingDoor& door) { door.printer(0).switch_on(); },
     .named = flow::PrinterTrouble::Off,
     .told_before = not_printed,
     .told_during = look_for_it,
     .leaves_doubt = true},
    {.name = "gives_up",
     .begin = [](PrintingDoor& door) { door.printer(0).give_up_jobs(); },
     .end = [](PrintingDoor& door) { door.printer(0).release(); },
     .named_once_met = flow::PrinterTrouble::GaveUp,
     .told_before = not_printed},
    {.name = "keeps_what_was_cancelled",
     .begin =
         [](PrintingDoor& door) {
           door.printer(0).keep_cancelled_jobs();
           door.printer(0).report("media-jam-error");
         },
     .end = [](PrintingDoor& door) { door.printer(0).release(); },
     .named = flow::PrinterTrouble::Jam,
     .told_before = look_for_it,
     .told_during = look_for_it,
     .leaves_doubt = true},
    {.name = "slow",
     .begin = [](PrintingDoor& door) { door.printer(0).take(3); },
     .end = [](PrintingDoor& door) { door.printer(0).release(); },
     .told_before = take_it},
    at_queue("paused", {"cupsdisable", first}, {"cupsenable", first}, flow::PrinterTrouble::Paused),
    at_queue("rejecting", {"cupsreject", first}, {"cupsaccept", first}, flow::PrinterTrouble::Settings),
    {.name = "broken_filter",
     .begin = [](PrintingDoor& door) { door.cupsd().break_filter(first); },
     .end = [](PrintingDoor& door) { door.cupsd().mend_filter(first); },
     .named_once_met = flow::PrinterTrouble::GaveUp,
     .told_before = not_printed,
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
  const Fault& fault() const { return GetParam().fault; }
  void begin() { fault().begin(door_); }
  void expect_named(flow::PrinterTrouble trouble) {
    EXPECT_TRUE(trouble == flow::PrinterTrouble::None || door_.pump_until([&] { return door_.trouble(0) == trouble; }))
        << "the team reads " << static_cast<int>(door_.trouble(0));
  }

  // The team mends the printer, says of each badge in doubt whether it lies there, and whoever has none comes again.
  // The last to come again have theirs, and get no other.
  void mend_and_check(int guests) {
    EXPECT_TRUE(door_.pump_until([&] { return door_.all_settled(); }));
    fault().end(door_);
    bool all_had_theirs = false;
    for (int round = 0; round < 20 && !all_had_theirs; ++round) {
      door_.judge_doubts();
      all_had_theirs = door_.each_has_a_badge(guests);
      if (!all_had_theirs) std::this_thread::sleep_for(std::chrono::milliseconds(200));  // the printer starts up
      for (int guest = 1; guest <= guests; ++guest) EXPECT_TRUE(door_.comes_in(guest));
      EXPECT_TRUE(door_.pump_until([&] { return door_.all_settled(); }));
    }
    EXPECT_THAT(door_.valid_badges_on_paper(guests), Each(Pair(testing::_, 1)));
  }
  void expect_told(int guest, std::string_view words) {
    const auto is_told = [&] {
      const auto all = door_.display().said_to(guest);
      return std::any_of(all.begin(), all.end(),
                         [&](const auto& each) { return each.find(words) != std::string::npos; });
    };
    EXPECT_TRUE(door_.pump_until(is_told))
        << "guest " << guest << " read " << testing::PrintToString(door_.display().said_to(guest));
  }
  // Nobody's word was needed: it came out at the second printer, and the screen said where.
  void expect_at_the_second_printer(int guest) {
    EXPECT_TRUE(door_.pump_until([&] {
      const auto hers = door_.badges_of(guest);
      return !hers.empty() && hers.back().state == PrintState::Printed;
    }));
    EXPECT_EQ(door_.badges_of(guest).back().printer, PrintingDoor::queue(1));
  }

  PrintingDoor door_;
};

const std::string at_the_second = "here: " + PrintingDoor::place(1);

TEST_P(PrinterFaults, BeforeABadge) {
  const bool comes_out = fault().told_before == take_it;
  begin();
  expect_named(fault().named);
  EXPECT_TRUE(door_.comes_in(1));
  expect_told(1, is_alone() || comes_out ? fault().told_before : at_the_second);
  expect_named(fault().named_once_met);
  EXPECT_TRUE(door_.comes_in(2)) << "the next guest is served meanwhile";
  if (!is_alone() && !comes_out) {
    expect_told(2, at_the_second);
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
  if (is_alone() && !fault().told_during.empty()) expect_told(1, fault().told_during);
  EXPECT_TRUE(door_.comes_in(2)) << "the next guest is served meanwhile";
  if (!is_alone()) expect_at_the_second_printer(2);
  door_.printer(0).go_on();
  if (!is_alone() && fault().told_during == needs_a_hand) expect_at_the_second_printer(1);
  mend_and_check(2);
}

TEST_P(PrinterFaults, AfterABadge) {
  EXPECT_TRUE(door_.comes_in(1));
  expect_told(1, take_it);
  EXPECT_EQ(door_.badges_of(1).back().state, PrintState::Printed);
  begin();
  EXPECT_TRUE(door_.comes_in(2)) << "the next guest is served meanwhile";
  if (is_alone()) expect_told(2, fault().told_before);
  mend_and_check(2);
}

INSTANTIATE_TEST_SUITE_P(Matrix, PrinterFaults, testing::ValuesIn(cells()),
                         [](const auto& info) { return name_of(info.param); });

}  // namespace
}  // namespace einlass::stage
