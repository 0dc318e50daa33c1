// Brings badges to paper: chooses the printer, submits, follows each job until it is printed, failed or unknown. Made
// once by the kiosk (or the server's CLI) and kept. Its public functions may be called from any thread and return at
// once; everything else happens on its own thread, which owns the printers.
//
// A badge must be in the journal before it can be on paper, so printing has two steps:
//   spooler.print(request)         → posts Queued with the chosen printer
//   (caller writes badge_started and the print record, commits)
//   spooler.started_is_durable(id) → submits; posts Sent, Printing …, at last Printed, Failed or Unknown
// A printer has at most one job of ours at a time: what waits here can still go elsewhere and cannot print in secret.
// Nothing waits for ever: a badge that fails is owed, and the guest's next scan prints it, at any kiosk.
#pragma once

#include "db/print_log.h"
#include "printing/spool/printer.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace einlass::spool {

struct PrintRequest {
  rules::PrintJobId id;
  rules::TicketId ticket;
  rules::BadgeSerial serial;
  int place_number = 1;
  std::string pdf;
  MediaSize media;  // the template's; only printers loaded with it are used
};

// One step of one badge. Steps of a badge arrive in order; exactly one of them is Printed, Failed or Unknown, and it is
// the last, unless the spooler ends before.
struct BadgeProgress {
  rules::PrintJobId id;
  rules::TicketId ticket;
  rules::BadgeSerial serial;
  int place_number = 1;
  store::PrintState state = store::PrintState::Queued;
  std::string reason;    // IPP keyword or one of reasons.h; with Printing: what the printer waits for
  std::string printer;   // its name; empty: none could be chosen
  std::string location;  // where to collect the badge
  int remote_job = 0;
  friend bool operator==(const BadgeProgress&, const BadgeProgress&) = default;
};

struct SpoolerTiming {
  std::chrono::milliseconds first_poll{50};
  std::chrono::milliseconds slowest_poll{500};
  std::chrono::seconds lost_patience{10};          // a printer that stops answering in mid job: then Unknown
  std::chrono::seconds busy_patience{60};          // busy with others' jobs: then Failed
  std::chrono::seconds unreachable_patience{15};   // cupsd cannot reach its printer: then cancelled
  std::chrono::seconds stuck_patience{60};         // somebody must see to the printer: then cancelled
  std::chrono::seconds behind_stuck_patience{15};  // what waits behind such a badge: then Failed, nothing was sent
};

class Spooler {
 public:
  using Post = std::function<void(BadgeProgress)>;  // called on the spooler's thread; must not wait

  // Printers in the order of preference.
  Spooler(std::vector<std::unique_ptr<Printer>> printers, Post post, SpoolerTiming timing = {});
  // Leaves jobs at their printers alone; their open print records become Unknown at the next start.
  ~Spooler();
  Spooler(const Spooler&) = delete;
  Spooler& operator=(const Spooler&) = delete;

  // A second request with the id of an open job is ignored. With no usable printer: Failed, at once.
  void print(PrintRequest request);
  void started_is_durable(rules::PrintJobId id);
  // Not yet submitted: Failed, and nothing comes out. Submitted: the printer is asked; what it says is posted.
  void cancel(rules::PrintJobId id);

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace einlass::spool
