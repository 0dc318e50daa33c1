// Where the answer to one scan comes from: the server if it answers in time, else the kiosk's own replica
// (docs/journal.md, Deciding). No I/O and no clock: times are monotonic and handed in. One thread.
//
// One outcome per (ScanId, step): what was decided first is what the guest is shown; a reply that comes later is
// merged as facts and shows nothing.
#pragma once

#include "core/base/instant.h"
#include "core/rules/journal_entry.h"

#include <deque>
#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace einlass::sync {

// Send the request with this key to the server.
struct AskServer {
  rules::ScanStep scan;
};
// See what this kiosk would say alone, without writing anything; answer with TriedAlone.
struct TryAlone {
  rules::ScanStep scan;
};
// It takes longer: "checking…".
struct ShowChecking {
  rules::ScanStep scan;
};
// Decide from the own replica, commit, show. Where the disk takes nothing, Gate::wait_on() says what then.
struct DecideAlone {
  rules::ScanStep scan;
};
// The server's reply is the outcome: merge it, commit, show.
struct ShowReply {
  rules::ScanStep scan;
};
// The scan has been decided otherwise: merge the reply's entry, show nothing.
struct MergeReply {
  rules::ScanStep scan;
};
using GateCommand = std::variant<AskServer, TryAlone, ShowChecking, DecideAlone, ShowReply, MergeReply>;
using GateCommands = std::vector<GateCommand>;

struct GateTimes {
  base::Milliseconds admits_alone{300};  // where this kiosk would admit alone
  base::Milliseconds otherwise{3'000};   // where it would have to refuse or ask
};

class Gate {
 public:
  explicit Gate(const GateTimes& times = {}) : times_(times) {}

  // A new scan, or a known one once more (a retry is answered like the first time).
  GateCommands asked(rules::ScanStep scan, base::Milliseconds now);
  // Answer to TryAlone.
  GateCommands tried_alone(rules::ScanStep scan, bool would_admit, base::Milliseconds now);
  // After DecideAlone failed. True: the server may still answer, and the scan waits for that, as one that this kiosk
  // would have to refuse; false: nobody decides it. Either way the next scan asks the server.
  bool wait_on(rules::ScanStep scan);
  GateCommands replied(rules::ScanStep scan);
  // The server could not serve this request.
  GateCommands server_failed(rules::ScanStep scan);
  GateCommands connected();
  GateCommands disconnected();
  // Anything at all came from the server: it is alive, even if one reply was late.
  void heard();
  GateCommands time_passed(base::Milliseconds now);

  // When time_passed() is due; nothing while no scan waits.
  std::optional<base::Milliseconds> next_due() const;
  // No scan waits: there is no connection, or the last question was not answered in time.
  bool known_alone() const { return !connected_ || silent_; }

 private:
  struct Waiting {
    base::Milliseconds try_alone_at{0};
    base::Milliseconds give_up_at{0};
    bool tried = false;
  };
  // Until when the answer to a request that is still out is worth waiting for; nothing: none is.
  using AnswerUntil = std::optional<base::Milliseconds>;
  GateCommands decide_alone(rules::ScanStep scan, AnswerUntil answer_until = std::nullopt);
  void settle(rules::ScanStep scan, AnswerUntil answer_until = std::nullopt);

  GateTimes times_;
  bool connected_ = false;
  bool silent_ = false;
  std::map<rules::ScanStep, Waiting> waiting_;
  std::map<rules::ScanStep, AnswerUntil> settled_;
  std::deque<rules::ScanStep> settled_order_;  // the oldest are forgotten
};

}  // namespace einlass::sync
