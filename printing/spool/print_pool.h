// The spooler's badges and printers without a thread: what is told to it, and what it asks of the printers when it is
// given time. It never waits for a printer. Owned by Spooler's thread; tests drive it with a clock set by hand.
#pragma once

#include "core/base/clock.h"
#include "printing/spool/label_stock.h"
#include "printing/spool/printer_line.h"
#include "printing/spool/routing.h"
#include "printing/spool/spooler.h"

#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::spool {

class PrintPool {
 public:
  struct Setup {
    std::vector<PrinterConfig> printers;
    std::vector<std::unique_ptr<PrinterLine>> lines;  // one for each, in the same order
    Spooler::Post post;
    Spooler::PostConditions post_conditions;  // may be empty
    LabelStock stock;
    SpoolerTiming timing;
  };
  // The clock is used as long as the pool lives.
  PrintPool(Setup setup, const base::Clock& clock);

  void print(PrintRequest request);
  void started_is_durable(rules::PrintJobId id);
  void cancel(rules::PrintJobId id);
  void labels_loaded(const std::string& printer, int labels) { stock_.loaded(printer, labels); }

  // From line number `line`, to what it was asked last.
  void answer(std::size_t line, const Answer& answer);

  // Routes, asks and gives up whatever is due. Returns the monotonic time at which to call again; nothing: never.
  std::optional<base::Milliseconds> work();

 private:
  enum class Stage {
    Waiting,    // for a printer
    Announced,  // has one; not yet durable
    Durable,    // may be sent
    Sending,    // the printer was asked to take it
    Sent,
    Lingering,  // reported Unknown; the printer may still tell
    Ended,
  };
  struct Job {
    PrintRequest request;
    BadgeProgress progress;  // as last posted
    Stage stage = Stage::Waiting;
    std::size_t station = 0;  // from Announced on
    base::Milliseconds arrived{0}, due{0}, interval{0};
    std::optional<base::Milliseconds> waits_since;  // in vain for a printer that prints
    base::Milliseconds moved{0};                    // its printer said something new of it
    std::optional<base::Milliseconds> stuck_since, silent_since, cancel_since;
    bool cancel_open = false;   // the printer is to be asked to drop it
    bool cancel_again = false;  // it was asked and did not hear
    std::string given_up_for;   // cancelled by ourselves for this reason; empty: not
    std::string sent_under;     // what its printer said it lacked when it was sent; empty: nothing
    std::optional<base::Milliseconds> doubtful_since;
  };
  struct Line {
    std::unique_ptr<PrinterLine> line;
    std::optional<base::Milliseconds> asked_since;  // a question is under way
    base::Milliseconds look_due{0};
  };

  // print_pool.cpp
  Job* find(rules::PrintJobId id);
  Job* job_at(std::size_t station);
  void drop_ended();
  void watch_first_answer(std::size_t station);
  std::optional<base::Milliseconds> next_due() const;
  std::string told_trouble(const Station& station) const;
  void tell_conditions();
  bool post(Job& job, store::PrintState state, std::string_view reason);
  void end(Job& job, store::PrintState state, std::string_view reason);
  void leave_station(Job& job);

  // print_pool_routing.cpp
  Wish wish_of(const Job& job) const;
  void place(Job& job);
  void take_to(Job& job, std::size_t station);
  void wait_in_vain(Job& job, const Route& route, base::Milliseconds patience);
  void reconsider(Job& job);
  void ask(std::size_t station);
  std::optional<Question> question_for(Job& job);

  // print_pool_answers.cpp
  void note(std::size_t station, const Looked& looked);
  void note(std::size_t station, const Submitted& submitted);
  void note(std::size_t station, const Polled& polled);
  void note(std::size_t station, const Cancelled& cancelled);
  void note_late(Job& job, const Submitted& submitted);
  void not_taken(Job& job, const base::Error& error);
  void finish(Job& job, const JobState& state);
  void go_on(Job& job, const JobState& state);
  void give_up_if_stuck(Job& job, const JobState& state);
  base::Milliseconds patience_with(const Job& job, const JobState& state) const;
  void watch_the_clock(Job& job);
  void let_go(Job& job);
  void doubt(Job& job, std::string_view reason);
  void come_back(Job& job, bool changed);

  std::vector<Station> stations_;
  std::vector<Line> lines_;
  Spooler::Post post_;
  Spooler::PostConditions post_conditions_;
  LabelStock stock_;
  SpoolerTiming timing_;
  const base::Clock& clock_;
  std::list<Job> jobs_;  // in the order of arrival
  std::optional<std::vector<PrinterCondition>> told_;
};

}  // namespace einlass::spool
