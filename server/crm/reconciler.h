// What is done next about the difference between what a target should hold and what it is known to hold, and what an
// answer makes of that (docs/crm.md, The outbox). Pure: whoever calls it keeps each row on disk before its request goes
// out and after the answer, so that whatever dies in between is found as Sent.
#pragma once

#include "core/base/instant.h"
#include "core/rules/outbox_row.h"

#include <string>
#include <vector>

namespace einlass::crm {

// How a target's interface wants to be used.
struct Manner {
  bool asks_first = true;  // a request that is repeated makes a second record; else it does no harm
  // For how long a request without an answer may still do what it says.
  base::Milliseconds on_its_way = std::chrono::minutes(2);
};

enum class Step {
  Rest,    // nothing, or not yet
  Ask,     // what does the target hold for this key?
  Create,  // row.sending, as begun() sets it
  Remove   // row.remote_id, or what is recorded
};

Step next_step(const rules::OutboxRow& row, const Manner& manner, base::Instant now);

// As it is on disk before the request goes out. `step` is Create or Remove.
rules::OutboxRow begun(rules::OutboxRow row, Step step, base::Instant now);

enum class Fate {
  Done,
  Refused,   // of this row, for good
  NotThere,  // likewise, as the target has nobody whom it could be said of
  Busy,      // not done, and may go well later
  Unknown,   // nobody knows whether it was done
  Stopped,   // not done, and nothing else will be until a person sees to it
  Alarm      // likewise, but it may have been done
};
bool stops(Fate fate);

struct Answer {
  Fate fate = Fate::Unknown;
  std::string remote_id{};            // with Done, of what was created
  std::string words{};                // of the target, where it refused; at most 200 letters are kept
  base::Milliseconds retry_after{0};  // at least, where the target said so
};

// After the answer to a request that was begun().
rules::OutboxRow answered(rules::OutboxRow row, const Answer& answer, base::Instant now);

// A record that a target holds for a row's key.
struct Held {
  std::string remote_id;  // a number
  std::string content;
};

struct Judgement {
  std::vector<Held> keep{};            // one at most: the lowest id that is as desired
  std::vector<std::string> surplus{};  // to be removed
  bool has_landed = false;             // what was sent last is among them
};

Judgement judge(const rules::OutboxRow& row, std::vector<Held> held);

// After Ask: what was kept, once all of the surplus is gone.
rules::OutboxRow asked(rules::OutboxRow row, const Judgement& judgement, const Manner& manner, base::Instant now);
// Ask, or the removal of surplus, did not go well: it is tried again whatever the answer was, as something may be
// there.
rules::OutboxRow not_asked(rules::OutboxRow row, const Answer& answer, base::Instant now);

// What is desired is another thing now, or a person spoke.
struct Wish {
  std::string desired{};
  rules::OutboxHold hold = rules::OutboxHold::None;  // why nothing is desired, or no more than what is there
  bool again = false;                                // what was refused, or had nobody there, is tried once more
};

rules::OutboxRow wished(rules::OutboxRow row, const Wish& wish);

// Between two tries: 5 s, doubled each time, 15 minutes at most.
base::Milliseconds pause_after(int tries);

inline constexpr std::size_t longest_words = 200;
std::string shortened(const std::string& words);  // to these
inline constexpr const char* not_to_be_written = "not to be written";

}  // namespace einlass::crm
