// A code that nobody here knows is asked for at the sources that the event gets its guests from (docs/crm.md, A code
// unknown at the door). Says which question is to go out now, and takes its answer in; never waits: a question is
// another thread's. What is asked is bounded, as anybody can hold up made-up codes. Part of the Desk, on its thread.
#pragma once

#include "server/venue/allowance.h"
#include "server/venue/crm_desk.h"
#include "server/venue/door_desk.h"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace einlass::venue {

// One source's part of it.
struct CodeQuestion {
  rules::EventId event;
  rules::CodeHash hash{};
  std::string code;
  TicketSource source;
  std::string asker;  // whose scan it was

  // Any thread; takes no longer than SourceDesk::longest_wait. Nothing: the source has no such ticket.
  struct Answer {
    base::Result<std::optional<rules::PulledTicket>> ticket;
    base::Milliseconds pause{0};  // that the source asked for
  };
  Answer ask() const;
};

class SourceDesk {
 public:
  SourceDesk(VenueState& state, DoorDesk& door, CrmDesk& crm) : state_(state), door_(door), crm_(crm) {}

  // Has a question asked on another thread, soon, and brings its answer to answered(). False: too many wait. Without it
  // nothing is asked: whoever works in process has nobody waiting at a door.
  using Asker = std::function<bool(CodeQuestion question)>;
  void use_asker(Asker asker) { asker_ = std::move(asker); }

  // Whether an answer about the scan's code is on its way, so that it is worth waiting for; it is asked for where it
  // may be. Later calls say the same until it is here, or longest_wait is over. `asker`: a kiosk or a person, who has
  // used up her questions after a few that came to nothing.
  bool is_asked(const std::string& asker, const wire::AdmitRequest& request);
  // The same without asking.
  bool is_on_its_way(const wire::AdmitRequest& request) const;
  // Whether a guest came in. Of storage: she did not.
  base::Result<bool> answered(const CodeQuestion& question, const CodeQuestion::Answer& answer);

  static constexpr base::Milliseconds longest_wait{2'000};
  // A code that no source has is not asked for again so soon.
  static constexpr base::Milliseconds unknown_lasts{60'000};
  static constexpr std::size_t most_unknown = 1'000;  // then the oldest are forgotten
  // A source that did not answer is left alone: at first so long, then twice as long each time.
  static constexpr base::Milliseconds shortest_pause{30'000};
  static constexpr base::Milliseconds longest_pause{15 * 60'000};
  // Questions of one asker that came to nothing.
  static constexpr AllowanceRule misses_of_one{.at_once = 5, .one_more_each = base::Milliseconds(20'000)};
  static constexpr std::size_t most_askers = 1'000;  // at once; a further one asks nothing
  // Of all requests that a connector may get, questions are a sixth, and a real ticket's needs a few requests.
  static constexpr int share_of_requests = 6;
  static constexpr int at_once = 5;

 private:
  using Code = std::pair<rules::EventId, rules::CodeHash>;
  struct Asked {
    base::Milliseconds until{0};
    int open = 0;             // questions
    bool has_failed = false;  // one of them: nobody knows that the code is unknown
  };
  struct Pace {
    Allowance questions;
    base::Milliseconds paused_until{0};
    int failures = 0;  // in a row
  };

  base::Milliseconds now() const;
  Pace& pace_of(const settings::ConnectorSettings& connector);
  bool may_miss(const std::string& asker);
  bool is_known_as_unknown(const Code& code) const;
  int ask_sources(const CodeQuestion& question, const std::vector<TicketSource>& sources);
  void pause(const CodeQuestion& question, const CodeQuestion::Answer& answer);
  void note_unknown(const Code& code);

  VenueState& state_;
  DoorDesk& door_;
  CrmDesk& crm_;
  Asker asker_;
  std::map<Code, Asked> asked_;
  std::map<Code, base::Milliseconds> unknown_until_;
  std::deque<Code> unknown_;                 // the oldest first
  std::map<std::string, Pace> paces_;        // by connector
  std::map<std::string, Allowance> misses_;  // by asker
};

}  // namespace einlass::venue
