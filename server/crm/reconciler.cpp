#include "server/crm/reconciler.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <utility>

namespace einlass::crm {
std::string shortened(const std::string& words) {
  return std::string(base::first_bytes(words, longest_words));
}

namespace {

using rules::OutboxHold;
using rules::OutboxRow;
using rules::OutboxState;

OutboxState state_at_rest(const OutboxRow& row) {
  if (row.desired != row.recorded) return OutboxState::Due;
  switch (row.hold) {
    case OutboxHold::None:
      return OutboxState::Settled;
    case OutboxHold::UnknownPerson:
    case OutboxHold::Ambiguous:
    case OutboxHold::LeftOut:
      return OutboxState::Waiting;
    case OutboxHold::Objects:
      return OutboxState::Parked;
  }
  return OutboxState::Settled;
}

// What was under way has ended.
OutboxRow at_rest(OutboxRow row) {
  row.sending.clear();
  row.unsure = false;
  row.first_try = row.last_try = row.next_try = {};
  row.tries = 0;
  row.state = state_at_rest(row);
  row.words = row.state == OutboxState::Parked ? not_to_be_written : "";
  return row;
}

OutboxRow paused(OutboxRow row, base::Milliseconds at_least, base::Instant now) {
  row.next_try = now + std::max(pause_after(row.tries), at_least);
  ++row.tries;
  return row;
}

OutboxRow created(OutboxRow row, const std::string& remote_id) {
  row.recorded = std::exchange(row.sending, {});
  row.remote_id = remote_id;
  return at_rest(std::move(row));
}

OutboxRow removed(OutboxRow row) {
  row.recorded.clear();
  row.remote_id.clear();
  ++row.generation;
  return at_rest(std::move(row));
}

OutboxRow ended(OutboxRow row, OutboxState state, const std::string& words) {
  const bool is_removal = row.sending.empty();
  const bool is_still_meant = is_removal ? row.desired != row.recorded : row.desired == row.sending;
  row = at_rest(std::move(row));
  if (!is_still_meant) return row;
  row.state = state;
  row.words = shortened(words);
  return row;
}

// An earlier request may have done what this one did not.
OutboxRow not_done(OutboxRow row) {
  if (row.unsure) return row;
  row.sending.clear();
  row.state = OutboxState::Due;
  return row;
}

bool is_lower(const Held& one, const Held& other) {
  return std::pair(one.remote_id.size(), one.remote_id) < std::pair(other.remote_id.size(), other.remote_id);
}

}  // namespace

bool stops(Fate fate) {
  return fate == Fate::Stopped || fate == Fate::Alarm;
}

base::Milliseconds pause_after(int tries) {
  constexpr base::Milliseconds first = std::chrono::seconds(5), longest = std::chrono::minutes(15);
  return tries >= 8 ? longest : std::min(longest, first * (1 << std::max(tries, 0)));
}

Step next_step(const OutboxRow& row, const Manner& manner, base::Instant now) {
  if (now < row.next_try) return Step::Rest;
  switch (row.state) {
    case OutboxState::Due:
      return row.recorded.empty() ? Step::Create : Step::Remove;
    case OutboxState::Sent:
      if (row.sending.empty()) return Step::Remove;  // whoever finds nothing to remove is done, too
      return manner.asks_first ? Step::Ask : Step::Create;
    case OutboxState::Settled:
    case OutboxState::Parked:
    case OutboxState::Waiting:
    case OutboxState::NotThere:
      return Step::Rest;
  }
  return Step::Rest;
}

OutboxRow begun(OutboxRow row, Step step, base::Instant now) {
  if (row.state == OutboxState::Sent) {
    row.unsure = true;
  } else {
    row.first_try = now;
    if (step == Step::Create) row.sending = row.desired;
  }
  row.state = OutboxState::Sent;
  row.last_try = now;
  return row;
}

OutboxRow answered(OutboxRow row, const Answer& answer, base::Instant now) {
  switch (answer.fate) {
    case Fate::Done:
      return row.sending.empty() ? removed(std::move(row)) : created(std::move(row), answer.remote_id);
    case Fate::Refused:
      return ended(std::move(row), OutboxState::Parked, answer.words);
    case Fate::NotThere:
      return ended(std::move(row), OutboxState::NotThere, answer.words);
    case Fate::Busy:
      return paused(not_done(std::move(row)), answer.retry_after, now);
    case Fate::Unknown:
      return paused(std::move(row), answer.retry_after, now);
    case Fate::Stopped:
      return not_done(std::move(row));
    case Fate::Alarm:
      return row;
  }
  return row;
}

Judgement judge(const OutboxRow& row, std::vector<Held> held) {
  std::sort(held.begin(), held.end(), &is_lower);
  Judgement judgement;
  for (auto& each : held) {
    if (each.content == row.sending) judgement.has_landed = true;
    const bool is_kept = judgement.keep.empty() && !row.desired.empty() && each.content == row.desired;
    if (is_kept) {
      judgement.keep.push_back(std::move(each));
    } else {
      judgement.surplus.push_back(std::move(each.remote_id));
    }
  }
  return judgement;
}

OutboxRow asked(OutboxRow row, const Judgement& judgement, const Manner& manner, base::Instant now) {
  row.generation += static_cast<int>(judgement.surplus.size());
  const auto landed_by = row.last_try + manner.on_its_way;
  if (!judgement.has_landed && now < landed_by) {
    row.next_try = landed_by;
    return row;
  }
  if (!judgement.keep.empty()) {
    row.recorded = judgement.keep.front().content;
    row.remote_id = judgement.keep.front().remote_id;
  }
  return at_rest(std::move(row));
}

OutboxRow not_asked(OutboxRow row, const Answer& answer, base::Instant now) {
  if (stops(answer.fate)) return row;
  return paused(std::move(row), answer.retry_after, now);
}

OutboxRow wished(OutboxRow row, const Wish& wish) {
  const bool is_news = row.desired != wish.desired || row.hold != wish.hold;
  row.desired = wish.desired;
  row.hold = wish.hold;
  if (row.state == OutboxState::Sent) return row;  // first what is under way ends
  const bool has_ended = row.state == OutboxState::Parked || row.state == OutboxState::NotThere;
  if (has_ended && !is_news && !wish.again) return row;
  if (row.state == OutboxState::Due && !is_news) return row;  // its pause goes on
  return at_rest(std::move(row));
}

}  // namespace einlass::crm
