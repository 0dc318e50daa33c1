// Brings badges to paper: chooses the printer, submits, follows each job until it is printed, failed or unknown, and
// knows how the printers are doing. Made once by the kiosk (or the server's CLI) and kept. Its public functions may be
// called from any thread and return at once; each printer has a thread of its own, one more decides (print_pool.h).
//
// A badge must be in the journal before it can be on paper, so printing has two steps:
//   spooler.print(request)         → posts Queued with the chosen printer, as soon as one is free
//   (caller writes badge_started and the print record, commits)
//   spooler.started_is_durable(id) → submits; posts Sent, Printing …, at last Printed, Failed or Unknown
// A printer has at most one job of ours at a time: what waits here can still go elsewhere and cannot print in secret.
// Nothing waits for ever once its start is durable: a badge that fails is owed, and the guest's next scan prints it, at
// any kiosk.
#pragma once

#include "db/print_log.h"
#include "printing/spool/printer.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::spool {

struct PrintRequest {
  rules::PrintJobId id;
  rules::TicketId ticket;
  rules::BadgeSerial serial;
  int place_number = 1;
  std::string pdf;
  InDots in_dots{};             // see PrintJob
  MediaSize media;              // the template's; only printers loaded with it are used
  std::set<std::string> avoid;  // names of printers that shall not have it
};

// One step of one badge. Steps of a badge arrive in order.
// - Queued with a printer: write the start down, then call started_is_durable(). It may come again with another printer
//   as long as nothing was sent: write that down, and call it again.
// - Queued without a printer: waits for one; `reason` says why, empty: all are busy.
// - Exactly one of Printed, Failed and Unknown, and it is the last, unless the spooler ends before; only Unknown may be
//   followed by Printed or Failed, where the printer is heard again and still knows.
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
  bool again = false;  // with Failed: nothing came out, and another printer would print a new badge now
  friend bool operator==(const BadgeProgress&, const BadgeProgress&) = default;
};

struct PrinterCondition {
  std::string printer;
  std::string obstacle;                 // what keeps it from printing, a keyword of reasons.h or IPP; empty: nothing
  std::optional<int> labels{};          // that are left; nothing: nobody has said
  std::optional<int> marker_percent{};  // as PrinterStatus has it
  std::string location{};               // as PrinterConfig has it
  friend bool operator==(const PrinterCondition&, const PrinterCondition&) = default;
};

struct SpoolerTiming {
  using Time = std::chrono::milliseconds;
  Time first_poll{50};
  Time slowest_poll{500};
  Time watch{2000};                    // a printer at rest is asked how it is
  Time glance{100};                    // what depends on the clock alone
  Time least_rest{1};                  // between two looks at all of this
  Time busy_rest{500};                 // a printer that others keep busy is tried again
  Time fault_patience{2000};           // somebody must see to the printer, another one prints: then cancelled
  Time silence_noticed{2000};          // a printer does not answer: what is not yet sent goes elsewhere
  Time lost_patience{4000};            // it stops answering in mid job: then Unknown
  Time cancel_patience{2500};          // it does not confirm that it dropped the badge: then Unknown
  Time linger_patience{120'000};       // a printer keeps a badge in doubt, and answers: then others may come
  Time suspicion{30'000};              // it gave a badge up: others come first
  Time useless_patience{3000};         // no printer answers: then Failed
  Time busy_patience{60'000};          // all are busy, or others' jobs stand before it: then Failed
  Time unreachable_patience{15'000};   // cupsd cannot reach the only printer: then cancelled
  Time stuck_patience{60'000};         // somebody must see to the only printer: then cancelled
  Time stalled_beside_other{60'000};   // it works on a badge and reports nothing, another one prints: then cancelled
  Time stalled_patience{75'000};       // at the only printer; CUPS' socket backend calls all done after 90 s
  Time behind_stuck_patience{15'000};  // what waits behind such a badge: then Failed, nothing was sent
};

class Spooler {
 public:
  // Both are called on the spooler's thread and must not wait.
  using Post = std::function<void(BadgeProgress)>;
  // All printers in their order, first when each has answered once, and then whenever something has changed.
  using PostConditions = std::function<void(std::vector<PrinterCondition>)>;

  struct Setup {
    std::vector<std::unique_ptr<Printer>> printers;
    Post post;
    PostConditions post_conditions;    // may be empty
    std::filesystem::path stock_file;  // keeps the labels that are left; empty: not kept
    SpoolerTiming timing;
  };
  explicit Spooler(Setup setup);
  // Leaves jobs at their printers alone; their open print records become Unknown at the next start. Waits for a printer
  // that is being asked, as long as its timeouts say.
  ~Spooler();
  Spooler(const Spooler&) = delete;
  Spooler& operator=(const Spooler&) = delete;

  // A second request with the id of an open job is ignored. With no usable printer: Failed, at once.
  void print(PrintRequest request);
  void started_is_durable(rules::PrintJobId id);
  // Not yet submitted: Failed, and nothing comes out. Submitted: the printer is asked; what it says is posted.
  void cancel(rules::PrintJobId id);
  // Somebody has loaded that many.
  void labels_loaded(const std::string& printer, int labels);

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace einlass::spool
