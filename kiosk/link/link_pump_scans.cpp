// What the gate commands: asking the server, deciding alone, and what to do with the server's reply.
#include "core/base/log.h"
#include "kiosk/link/link_pump.h"

#include <utility>

namespace einlass::link {
namespace {

constexpr std::size_t remembered_decisions = 64;
constexpr const char* undecided = "A scan could not be decided";

}  // namespace

void LinkPump::act(std::uint64_t token, const ActRequest& request) {
  if (revoked_) return post(ActDone{token, base::fail(base::ErrorKind::Refused, revoked_words)});
  auto rows = door_.act(request, !session_.joined());
  if (!rows) {
    base::log_warning("What was asked at the door was not done: {}", rows.error().message);
    return post(ActDone{token, tl::make_unexpected(rows.error())});
  }
  post(ActDone{token, {}});
  if (!rows->empty()) feed(sync::RowsWritten{*std::move(rows)});
}

void LinkPump::run_gate(const sync::GateCommands& commands) {
  for (const auto& command : commands) {
    std::visit([this](const auto& each) { act(each); }, command);
  }
}

void LinkPump::act(const sync::AskServer& command) {
  const auto& scan = scans_.at(command.scan);
  const auto answered = [this, event = *replica_->event()](rules::JournalId journal) {
    return session_.answered_up_to({event, journal});
  };
  auto own = replica_->own_entries(scan, answered);
  if (!own) {
    complain("Own entries cannot be read", own.error());
    return run_gate(gate_.server_failed(command.scan));
  }
  wire::AdmitRequest request{.event = *replica_->event(),
                             .scan = command.scan,
                             .target = scan.target,
                             .how = scan.request.how,
                             .decider = scan.request.decider,
                             .persons = scan.request.persons,
                             .door = replica_->door(),
                             .operator_number = scan.request.operator_number,
                             .own_entries = *std::move(own)};
  line_.send(std::move(request), nullptr);
}

void LinkPump::act(const sync::TryAlone& command) {
  const auto would = replica_->would_admit(scans_.at(command.scan), entry_time());
  if (!would) complain("This kiosk cannot decide", would.error());
  run_gate(gate_.tried_alone(command.scan, would.value_or(false), now()));
}

void LinkPump::act(const sync::ShowChecking& command) {
  post(Checking{command.scan});
}

void LinkPump::act(const sync::DecideAlone& command) {
  const auto scan = scans_.find(command.scan);
  if (scan == scans_.end()) return;
  if (revoked_) return give_up(command.scan, {base::ErrorKind::Refused, revoked_words});
  const auto decided = replica_->admit(scan->second, entry_time());
  if (!decided) return could_not_decide(command.scan, decided.error());
  show(command.scan, *decided, true);
  feed(sync::RowsWritten{{decided->row}});
}

void LinkPump::act(sync::TakeReply& command) {
  reply_ = std::move(command.reply);
  run_gate(gate_.replied(reply_->scan));
  reply_.reset();
}

void LinkPump::act(sync::TakeFailure& command) {
  run_gate(gate_.server_failed(command.scan));
}

// The server's word is in the own journal before anybody sees it, unless the disk takes nothing.
base::Result<void> LinkPump::merge_reply() {
  const auto merged = replica_->merge({reply_->row});
  if (!merged) return tl::make_unexpected(merged.error());
  for (const auto& each : *merged) {
    if (each.answer != rules::MergeAnswer::Parked) continue;
    base::log_warning("Entry {} of the server was put aside here: {}.", each.id.sequence, each.reason);
  }
  count_if_parked(*merged);
  return {};
}

void LinkPump::act(const sync::ShowReply& command) {
  const auto merged = merge_reply();
  show(command.scan,
       {.admission = std::move(reply_->admission),
        .row = std::move(reply_->row),
        .tickets = std::move(reply_->tickets),
        .template_name = std::move(reply_->template_name),
        .other_event = std::move(reply_->other_event)},
       false);
  if (merged) return;
  // The server has it, and would tell this guest at the next kiosk that she is in already.
  complain("The server's decision cannot be stored", merged.error());
  post(StorageFailed{merged.error()});
}

void LinkPump::act(const sync::MergeReply&) {
  const auto merged = merge_reply();
  if (!merged) complain("A late reply cannot be stored", merged.error());
}

void LinkPump::show(const rules::ScanStep& scan, const Decided& decided, bool alone) {
  scans_.erase(scan);
  decided_.push_back({.scan = scan,
                      .alone = alone,
                      .admission = decided.admission,
                      .tickets = decided.tickets,
                      .template_name = decided.template_name,
                      .other_event = decided.other_event});
  if (decided_.size() > remembered_decisions) decided_.pop_front();
  post(decided_.back());
  totals_changed_ = true;
}

// The server has perhaps let her in: what it says is shown, whether it can be stored here or not.
void LinkPump::could_not_decide(const rules::ScanStep& scan, const base::Error& why) {
  if (!gate_.wait_on(scan)) return give_up(scan, why);
  complain(undecided, why);
  post(Checking{scan});
}

void LinkPump::give_up(const rules::ScanStep& scan, const base::Error& why) {
  scans_.erase(scan);
  complain(undecided, why);
  post(AdmissionImpossible{scan, why});
}

void LinkPump::tell_totals() {
  totals_changed_ = false;
  totals_told_ = now();
  note_held_by_server();
  if (!replica_->event()) return;
  auto totals = replica_->totals();
  if (!totals) return complain("The totals cannot be read", totals.error());
  post(Totals{.totals = *std::move(totals),
              .to_hand_over = session_.to_hand_over(),
              .time_is_sure = time_.sure(),
              .parked = parked_,
              .list_taken = door_.list_taken(),
              .server_heard = heard_,
              .badges_printed_here = replica_->badges_printed_here().value_or(0)});
}

// The file of their event goes: nothing may be decided into it any more, nor from the empty one in its place.
void LinkPump::give_up_waiting() {
  while (!scans_.empty()) {
    const auto scan = scans_.begin()->first;
    give_up(scan, {base::ErrorKind::Storage, "The event's file is damaged; see to the disk."});
  }
  decide_waiting();  // none is left, and the gate forgets them
}

}  // namespace einlass::link
