// Brings the badges of a visit to paper: draws, lets the link commit badge_started, submits, follows, and lets the link
// write what became of them. Nothing goes to a printer before its badge_started is on disk. A badge that its printer
// certainly gave up is drawn anew, with a new serial, for a printer that prints. Owned by the stage; UI thread only.
#pragma once

#include "kiosk/flow/command.h"
#include "kiosk/flow/door_status.h"
#include "kiosk/flow/event.h"
#include "kiosk/link/link.h"
#include "kiosk/stage/press.h"
#include "kiosk/stage/trace.h"
#include "printing/spool/spooler.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace einlass::stage {

// What a badge is about, beyond what the flow knows.
struct BadgeOrder {
  flow::PrintBadge command;
  std::uint32_t step = 0;
  rules::EventId event;  // and the door: of the admission, whatever this kiosk is assigned to by the time it is printed
  std::string door;
  wire::TicketView ticket;
  std::string template_name;
  badge::BadgeContent content;  // without the code: the serial is minted here
  rules::PrintReason reason = rules::PrintReason::First;
  std::set<std::string> avoid{};  // names of printers that gave it up
};

class BadgeDesk {
 public:
  using Report = std::function<void(const flow::Event&)>;  // BadgeMoved, BadgeWorded

  // All of them outlive the desk.
  struct Parts {
    Press& press;
    link::Link& link;
    spool::Spooler& spooler;
    const base::Clock& clock;
    Trace& trace;
    Report report;
  };
  explicit BadgeDesk(Parts parts) : parts_(std::move(parts)) {}

  void print(BadgeOrder order);

  // From the spooler, and from the link for tokens that this desk handed out.
  void on_progress(const spool::BadgeProgress& progress);
  bool on_written(const link::Written& written);  // false: not a token of this desk

  // Of this event, of which nobody knows whether they came out, oldest first.
  std::vector<flow::DoubtfulBadge> doubtful(rules::EventId event) const;
  // Of badges that are on their way to paper.
  std::size_t waiting() const;
  // Somebody has looked, or it is void.
  void looked_for(rules::BadgeSerial serial);

  // Jobs that the last run left open may or may not be on paper: each becomes badge_unknown.
  void settle(const link::Assigned& assigned);

 private:
  // One try to print an order. Each has a serial of its own: what an earlier one left in a printer is void.
  struct Job {
    BadgeOrder order;
    rules::BadgeSerial serial;
    bool started = false;                       // badge_started is on disk
    std::optional<spool::BadgeProgress> ended;  // before that was known
    bool in_doubt = false;                      // badge_unknown is: the printer may still tell
  };

  void drawn(rules::PrintJobId id, base::Result<DrawnBadge> badge);
  void start(const spool::BadgeProgress& progress, Job& job);
  void tell(const spool::BadgeProgress& progress, const Job& job);
  bool is_starting(rules::PrintJobId id) const;
  void finish(const spool::BadgeProgress& progress);
  void keep(const spool::BadgeProgress& progress, const Job& job);
  void fail(rules::PrintJobId id, const std::string& why);
  rules::EntryDraft draft_of(const Job& job, rules::Fact fact) const;
  store::PrintRecord record_of(const spool::BadgeProgress& progress) const;
  void write(rules::EventId event, std::optional<rules::EntryDraft> draft, store::PrintRecord print);

  Parts parts_;
  std::map<rules::PrintJobId, Job> jobs_;  // by the spooler's id, which is new with each try
  struct Doubt {
    rules::EventId event;
    flow::DoubtfulBadge badge;
  };
  std::vector<Doubt> doubtful_;
  std::map<std::uint64_t, rules::PrintJobId> starting_;  // token -> job whose badge_started is being written
  std::uint64_t last_token_ = 0;
};

}  // namespace einlass::stage
