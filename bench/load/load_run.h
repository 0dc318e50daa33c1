// What the load generator does with its kiosks: as many admissions as the server takes, or so many a second.
#pragma once

#include "bench/load/load_kiosk.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace einlass::bench {

using Kiosks = std::vector<std::unique_ptr<LoadKiosk>>;

// Tickets that nobody has come with yet; each is handed out once.
class TicketStock {
 public:
  explicit TicketStock(std::vector<rules::TicketId> tickets) : tickets_(std::move(tickets)) {}
  // Not once it is used up: a run ends early then.
  rules::TicketId take() { return tickets_[next_++]; }
  bool is_used_up() const { return next_ == tickets_.size(); }

 private:
  std::vector<rules::TicketId> tickets_;
  std::size_t next_ = 0;
};

struct RunResult {
  std::size_t granted = 0;
  std::size_t refused = 0;
  std::size_t failed = 0;
  double seconds = 0;
  std::vector<double> milliseconds;  // from when it was due to the reply

  std::string json() const;
};

// Each kiosk asks for the next admission when it has the answer to its last.
RunResult run_closed_loop(net::IoThread& io, Kiosks& kiosks, TicketStock& stock, std::chrono::seconds length);

// `per_second` admissions, whatever the server does; a late answer counts from when its question was due.
RunResult run_at_rate(net::IoThread& io, Kiosks& kiosks, TicketStock& stock, int per_second,
                      std::chrono::seconds length);

}  // namespace einlass::bench
