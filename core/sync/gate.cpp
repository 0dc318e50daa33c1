#include "core/sync/gate.h"

#include <algorithm>

namespace einlass::sync {
namespace {

// More than all screens of one kiosk have in a minute; a retry beyond that is decided anew from the journal, alike.
constexpr std::size_t remembered_scans = 256;

void append(GateCommands& commands, GateCommands more) {
  commands.insert(commands.end(), more.begin(), more.end());
}

}  // namespace

GateCommands Gate::asked(rules::ScanStep scan, base::Milliseconds now) {
  if (waiting_.contains(scan)) return {};
  if (known_alone() || settled_.contains(scan)) return decide_alone(scan);
  waiting_[scan] = Waiting{.try_alone_at = now + times_.admits_alone, .give_up_at = now + times_.otherwise};
  return {AskServer{scan}};
}

GateCommands Gate::tried_alone(rules::ScanStep scan, bool would_admit, base::Milliseconds now) {
  const auto found = waiting_.find(scan);
  if (found == waiting_.end()) return {};
  if (would_admit) {
    silent_ = true;
    return decide_alone(scan, found->second.give_up_at);
  }
  found->second.tried = true;
  if (now >= found->second.give_up_at) return time_passed(now);
  return {ShowChecking{scan}};
}

bool Gate::wait_on(rules::ScanStep scan) {
  silent_ = false;
  const auto settled = settled_.find(scan);
  if (settled == settled_.end()) return false;
  const auto answer_until = settled->second;
  settled_.erase(settled);
  std::erase(settled_order_, scan);
  if (!connected_ || !answer_until) return false;
  waiting_[scan] = Waiting{.give_up_at = *answer_until, .tried = true};
  return true;
}

GateCommands Gate::replied(rules::ScanStep scan) {
  heard();
  if (waiting_.erase(scan) == 0) return {MergeReply{scan}};
  settle(scan);
  return {ShowReply{scan}};
}

GateCommands Gate::server_failed(rules::ScanStep scan) {
  heard();
  if (!waiting_.contains(scan)) return {};
  return decide_alone(scan);
}

GateCommands Gate::connected() {
  connected_ = true;
  silent_ = false;
  return {};
}

GateCommands Gate::disconnected() {
  connected_ = false;
  GateCommands commands;
  while (!waiting_.empty()) append(commands, decide_alone(waiting_.begin()->first));
  return commands;
}

void Gate::heard() {
  silent_ = false;
}

GateCommands Gate::time_passed(base::Milliseconds now) {
  GateCommands commands;
  std::vector<rules::ScanStep> given_up;
  for (auto& [scan, waiting] : waiting_) {
    if (now >= waiting.give_up_at) {
      given_up.push_back(scan);
    } else if (!waiting.tried && now >= waiting.try_alone_at) {
      waiting.tried = true;
      commands.emplace_back(TryAlone{scan});
    }
  }
  for (const auto& scan : given_up) {
    silent_ = true;
    append(commands, decide_alone(scan));
  }
  return commands;
}

std::optional<base::Milliseconds> Gate::next_due() const {
  std::optional<base::Milliseconds> due;
  for (const auto& [scan, waiting] : waiting_) {
    const auto at = waiting.tried ? waiting.give_up_at : waiting.try_alone_at;
    due = due ? std::min(*due, at) : at;
  }
  return due;
}

GateCommands Gate::decide_alone(rules::ScanStep scan, AnswerUntil answer_until) {
  waiting_.erase(scan);
  settle(scan, answer_until);
  return {DecideAlone{scan}};
}

void Gate::settle(rules::ScanStep scan, AnswerUntil answer_until) {
  if (!settled_.try_emplace(scan, answer_until).second) return;
  settled_order_.push_back(scan);
  if (settled_order_.size() <= remembered_scans) return;
  settled_.erase(settled_order_.front());
  settled_order_.pop_front();
}

}  // namespace einlass::sync
