// Which leases a kiosk asks for and which it returns, while it is connected (docs/journal.md, Leases). No I/O and no
// clock: what is here is told by the owner, times are monotonic. Part of SyncSession.
#pragma once

#include "core/base/instant.h"
#include "core/wire/messages.h"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace einlass::sync {

// A lease of this device's own journal, or one that it asked for.
struct OwnLease {
  rules::EventId event;
  rules::LeaseId lease;
  std::string category;
  bool granted = false;         // else it was asked for, and there is no answer yet
  base::Milliseconds asked{0};  // while it is not granted: for the first time
  int seats = 0;
  int unused = 0;
  std::optional<base::Milliseconds> usable_until;  // nothing: it may not be used any more
};

struct LeasesHere {
  std::optional<rules::EventId> event;  // that is served
  std::vector<std::string> wanted;      // categories of the leases that it has; "": without one
  std::vector<OwnLease> leases;         // neither returned nor forfeited, of every event that is kept
};

// Make an id and write it down with the time; answer with the request, to be sent.
struct NoteLease {
  rules::EventId event;
  std::string category;
};
struct ForgetLease {  // it was denied, or never answered
  rules::LeaseId lease;
};
struct ReturnLeases {  // by entries of the own journal, with what is not used
  rules::EventId event;
  std::vector<rules::LeaseId> leases;
};
using LeaseCommand = std::variant<NoteLease, ForgetLease, ReturnLeases, wire::LeaseRequest>;
using LeaseCommands = std::vector<LeaseCommand>;

class LeaseKeeper {
 public:
  // The next look() is to follow at once: connected, another event, a lease came or was used.
  void stir(base::Milliseconds now) { look_at_ = now; }
  void connection_lost();

  // When what is here is to be told. `looking`: it is being told, or failed to be and is again after a while.
  std::optional<base::Milliseconds> next_due() const { return look_at_; }
  void looking(base::Milliseconds now) { look_at_ = now + answer_time; }
  LeaseCommands told(const LeasesHere& here, base::Milliseconds now);

  LeaseCommands denied(rules::LeaseId lease, base::Milliseconds now);
  void recalled(rules::EventId event, base::Milliseconds now);
  void sent(rules::LeaseId lease, base::Milliseconds now);

  static constexpr base::Milliseconds answer_time{5'000};     // then a request is repeated
  static constexpr base::Milliseconds give_up_after{60'000};  // then another id is asked for
  static constexpr base::Milliseconds ask_again{30'000};      // after a denial or a recall
  static constexpr base::Milliseconds renew_before{600'000};  // the end of a lease

 private:
  LeaseCommands returns(const LeasesHere& here, base::Milliseconds now) const;
  void go_on_asking(const LeasesHere& here, base::Milliseconds now, LeaseCommands& commands);
  void ask(const LeasesHere& here, base::Milliseconds now, LeaseCommands& commands);

  std::optional<base::Milliseconds> look_at_;
  std::map<rules::LeaseId, base::Milliseconds> sent_;     // on this connection
  std::map<std::string, base::Milliseconds> not_before_;  // by category
  std::map<rules::EventId, base::Milliseconds> recalled_until_;
  std::optional<rules::EventId> recalled_;  // and not yet returned
};

}  // namespace einlass::sync
