// A kiosk whose badges are really printed: its stage without a window, a venue server that it is paired with, and one
// or two printers, driverless or behind queues of a cupsd. The test is the guests, the team, and whoever looks into the
// trays.
#pragma once

#include "core/base/guarded.h"
#include "core/rules/attendance.h"
#include "kiosk/stage/stage.h"
#include "tests/kiosk/link/link_world.h"
#include "tests/kiosk/stage/stand_ins.h"
#include "tests/support/printers/private_cupsd.h"
#include "tests/support/printers/scratch_folder.h"
#include "tests/support/printers/simulated_printer.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::stage {

enum class Path { Direct, Queue };

// Shows nothing and forgets nothing.
class WatchedDisplay final : public flow::Display {
 public:
  void next_guest(int number) { guest_ = number; }
  void show(const flow::ScreenModel& model) override;
  void when_painted(std::function<void()> then) override { then(); }
  void move_focus(bool /*forward*/) override {}
  void press_focused() override {}

  const flow::ScreenModel& shown() const { return shown_; }
  // Every sentence that the guest read about her own badge.
  std::set<std::string> said_to(int guest) const {
    const auto found = said_.find(guest);
    return found == said_.end() ? std::set<std::string>() : found->second;
  }

 private:
  flow::ScreenModel shown_;
  int guest_ = 0;
  std::map<int, std::set<std::string>> said_;
};

// What a badge was on its way: by serial.
struct Tracked {
  rules::TicketId ticket;
  std::set<rules::PrintJobId> jobs;
  store::PrintState state = store::PrintState::Queued;
  std::string printer;
  std::optional<bool> lay_there;  // as the team said; nothing: it was not asked
};

class PrintingDoor {
 public:
  PrintingDoor(Path path, int printers);
  ~PrintingDoor();

  test::SimulatedPrinter& printer(int number) { return *devices_.at(static_cast<std::size_t>(number)); }
  test::PrivateCupsd& cupsd() { return *cupsd_; }
  static std::string queue(int number) { return number == 0 ? "first" : "second"; }
  static std::string place(int number) { return number == 0 ? "left of the screen" : "at the desk"; }

  // Holds up the ticket of guest `number` (from 1) and waits for the answer. Nothing: the kiosk did not serve her.
  bool comes_in(int number);
  bool pump_until(const std::function<bool()>& done) { return ui_.pump_until(done); }

  const WatchedDisplay& display() const { return display_; }
  flow::PrinterTrouble trouble(int number) const;  // as the team's status page has it
  std::vector<Tracked> badges() const;
  std::vector<Tracked> badges_of(int number) const;  // in the order in which they were started
  bool all_settled() const;                          // none is on its way
  int times_on_paper(const Tracked& badge) const;

  // What the team does in the end: looks for each badge in doubt and says what it sees.
  void judge_doubts();
  // Each has one that the printer or the team says came out.
  bool each_has_a_badge(int guests) const;
  // By the server's journal, after everything was handed over: how often a valid badge of the guest lies in some tray.
  std::map<int, int> valid_badges_on_paper(int guests);

 private:
  class WitnessedLink;

  std::vector<std::unique_ptr<spool::Printer>> open_printers(Path path, int printers);
  void open_stage(Path path, int printers);
  void on_link(const link::LinkEvent& event);
  static std::string code(int number);

  test::ScratchFolder folder_;
  link::Venue venue_;
  link::TemporaryFolder state_;
  std::optional<test::PrivateCupsd> cupsd_;
  std::vector<std::unique_ptr<test::SimulatedPrinter>> devices_;
  std::uint32_t staff_ = 0;
  std::vector<std::pair<rules::BadgeSerial, Tracked>> badges_;
  std::map<int, rules::TicketId> tickets_;
  std::optional<link::AdmissionDecided> decided_;
  std::size_t acts_done_ = 0;
  bool whole_ = false;        // the guest list is here
  bool handed_over_ = false;  // the server has everything

  WatchedDisplay display_;
  RememberingSpeaker speaker_;
  RememberingSounds sounds_;
  PumpedLoop ui_;
  PlainTexts texts_;
  base::SystemClock clock_;
  link::Link* link_ = nullptr;
  std::unique_ptr<Stage> stage_;
};

}  // namespace einlass::stage
