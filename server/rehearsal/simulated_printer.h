// A badge printer in simulated time, as kiosks find it: it takes one badge at a time, may jam, be off, or run out of
// labels. All kiosks share it. Owned by Paper; one thread.
#pragma once

#include "printing/spool/printer_line.h"
#include "server/rehearsal/chance.h"
#include "server/rehearsal/timeline.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace einlass::rehearsal {

class SimulatedPrinter {
 public:
  struct Setup {
    spool::MediaSize media;
    Spread badge;
    Spread new_roll;
    int labels = 0;
  };
  SimulatedPrinter(const Setup& setup, Timeline& timeline, Chance chance);

  spool::Answer answer(const spool::Question& question);

  void jam(bool jammed);
  void turn(bool off);
  int labels_used() const { return used_; }
  int rolls_changed() const { return rolls_; }

 private:
  struct Job {
    int number = 0;
    std::int64_t left = 0;    // ms that it still takes
    std::int64_t since = 0;   // when it began or went on
    std::uint64_t round = 0;  // of going on: an end that was planned before means nothing
    bool spoilt = false;      // jammed on its way: the label is lost, the badge is printed anew
  };

  spool::Answer answer_to(const spool::Look& look) const;
  spool::Answer answer_to(const spool::Submit& submit);
  spool::Answer answer_to(const spool::Poll& poll) const;
  spool::Answer answer_to(const spool::Cancel& cancel);
  std::string obstacle() const;  // IPP's keyword; empty: it prints
  void hold();
  void go_on();
  void finish(int number, std::uint64_t round);

  Setup setup_;
  Timeline& timeline_;
  Chance chance_;
  std::optional<Job> job_;
  std::map<int, spool::JobPhase> ended_;
  int numbers_ = 0;
  int labels_ = 0;
  int used_ = 0;
  int rolls_ = 0;
  bool jammed_ = false;
  bool off_ = false;
};

}  // namespace einlass::rehearsal
