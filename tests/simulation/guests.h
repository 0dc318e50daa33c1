// People at the door: they come alone, in parts of a party, again, with a code that somebody forwarded or with one that
// nobody knows; they hold it up once more when nothing happens, and go to another kiosk when theirs is dead.
#pragma once

#include "kiosk/link/link.h"
#include "tests/simulation/chronicle.h"
#include "tests/simulation/nature.h"
#include "tests/simulation/occasion.h"
#include "tests/simulation/simulated_kiosk.h"

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace einlass::simulation {

using Kiosks = std::vector<std::unique_ptr<SimulatedKiosk>>;

class Guests {
 public:
  Guests(Nature& nature, Chronicle& chronicle, Kiosks& kiosks, std::function<void(rules::ScanId)> call_host)
      : nature_(nature), chronicle_(chronicle), kiosks_(kiosks), call_host_(std::move(call_host)) {}

  // They come within this time, and some of them together.
  void invite(const std::vector<InvitedTicket>& tickets, Milliseconds within);
  void go_home() { are_home_ = true; }  // nobody holds anything up any more

 private:
  struct Visit {
    std::string code;
    int persons = 0;
    std::size_t kiosk = 0;
    int patience = 6;
  };
  void come(Milliseconds when, Visit visit);
  void arrive(Visit visit);
  void ask(const Visit& visit, const link::ScanRequest& request);
  void wait(const Visit& visit, const link::ScanRequest& request);
  std::size_t any_kiosk() { return static_cast<std::size_t>(nature_.below(static_cast<int>(kiosks_.size()))); }

  Nature& nature_;
  Chronicle& chronicle_;
  Kiosks& kiosks_;
  std::function<void(rules::ScanId)> call_host_;  // to override what refused them
  bool are_home_ = false;
};

}  // namespace einlass::simulation
