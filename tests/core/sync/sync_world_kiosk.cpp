#include "tests/core/sync/sync_world_parts.h"

#include <random>
#include <stdexcept>
#include <utility>

namespace einlass::sync {

WorldKiosk::WorldKiosk(rules::KioskId kiosk, base::SigningPair pair, unsigned seed)
    : id(kiosk),
      keys(pair),
      journal(rules::JournalId(kiosk.bytes())),
      session(
          {.kiosk = kiosk, .key = pair.secret, .software = "kiosk", .random = [random = std::mt19937(seed)]() mutable {
             return static_cast<double>(random() % 1000) / 1000.0;
           }}) {}

wire::Hello WorldKiosk::hello() const {
  wire::Hello hello{.journal = journal, .held = {}, .documents = {}, .font_set = "fonts", .guest_lists = {}};
  if (event) hello.held = rows.held(journal);
  for (const auto& [hash, content] : documents) hello.documents.push_back(hash);
  if (event && guest_list) hello.guest_lists.push_back({*event, *guest_list});
  return hello;
}

SyncEvent WorldKiosk::switched(const wire::Assignment& assignment) {
  if (switch_fails) return SwitchFailed{};
  for (const auto& document : assignment.documents) {
    if (!documents.contains(document.hash) && document.kind != "font") throw std::logic_error("incomplete");
  }
  event = assignment.event;
  door = assignment.door;
  return EventOpened{event, guest_list, assignment};
}

void WorldKiosk::take(const wire::GuestList& part, Milliseconds now) {
  for (const auto& row : part.rows) {
    if (guests.insert(row.ticket.id).second) guest_rows.push_back(row);
  }
  if (part.part < part.parts) return;
  guest_list = part.version;
  on(GuestsStored{part.event, guest_list}, now);
}

void WorldKiosk::read_guest_list(rules::EventId from, Milliseconds now) {
  for (const auto& part : parts_with_one_row(from, *guest_list, guest_rows)) on(GuestListRead{part}, now);
}

void WorldKiosk::on(const SyncEvent& event_, Milliseconds now) {
  if (std::holds_alternative<MessageReceived>(event_)) scans.heard();
  for (auto& command : session.on(event_, now)) {
    std::visit(Overloaded{
                   [&](Connect&) { wants_connection = true; },
                   [&](CloseConnection&) { wants_close = true; },
                   [&](Send& send) { outbox.push_back(std::move(send.message)); },
                   [&](TellHello&) {
                     on(HelloTold{hello(), {}}, now);
                   },
                   [&](ReadRows& read) {
                     if (disk_fails) return on(RowsRead{read, {}}, now);
                     on(RowsRead{read, rows.rows(read.journal, read.after, read.limit)}, now);
                   },
                   [&](MergeRows& merge) {
                     on(RowsMerged{merge.batch, rows.merge(merge.rows)}, now);
                   },
                   [&](StoreDocument& document) {
                     if (!disk_fails) documents[document.document.hash] = document.content;
                     on(DocumentStored{document.document.hash, !disk_fails}, now);
                   },
                   [&](StoreGuests& part) { take(part.part, now); },
                   [&](SwitchTo& to) { on(switched(to.assignment), now); },
                   [&](TakeTime&) {},
                   [&](TakeReply& taken) {
                     rows.merge({taken.reply.row});
                     gate(scans.replied(taken.reply.scan), now);
                   },
                   [&](TakeFailure& failure) { gate(scans.server_failed(failure.scan), now); },
                   [&](KeepHosts& keep) { server_hosts = keep.hosts; },
                   [&](Joined&) { gate(scans.connected(), now); },
                   [&](Left& left) {
                     left_for = left.why.kind;
                     gate(scans.disconnected(), now);
                   },
                   [&](TurnedAway& away) {
                     turned_away = away.reason;
                     gate(scans.disconnected(), now);
                   },
                   [&](NoteHandedOver&) {},
                   [&](ReportParked&) {},
                   [&](DropEvents&) {},
                   [&](CompareHeld&) { on(HeldCompared{}, now); },
                   [&](ReadDocument& read) {
                     on(DocumentRead{read.request, part_in(documents, read.request)}, now);
                   },
                   [&](ReadGuestList& read) { read_guest_list(read.event, now); },
                   [&](TellLeases&) { on(LeasesTold{{.event = event}}, now); },  // no cap: leases_test.cpp has the rest
                   [&](NoteLease&) {},
                   [&](ForgetLease&) {},
                   [&](ReturnLeases&) {},
                   [&](TakeDestinations& taken) { told[taken.answer.token].emplace_back("where to"); },
                   [&](TakeMoved& taken) { told[taken.token].emplace_back("moved"); },
                   [&](TakeNotMoved& taken) { told[taken.token].emplace_back(taken.why); },
               },
               command);
  }
}

void WorldKiosk::scan(rules::ScanStep scan, Milliseconds now) {
  gate(scans.asked(scan, now), now);
}

void WorldKiosk::gate(const GateCommands& commands, Milliseconds now) {
  for (const auto& command : commands) {
    std::visit(Overloaded{
                   [&](const AskServer& ask) {
                     wire::AdmitRequest request;
                     request.event = world_event();
                     request.scan = ask.scan;
                     request.target = wire::CodeTarget{};
                     outbox.emplace_back(request);
                   },
                   [&](const TryAlone& attempt) { gate(scans.tried_alone(attempt.scan, can_admit_alone, now), now); },
                   [&](const ShowChecking&) {},
                   [&](const DecideAlone& alone) {
                     ++shown[alone.scan];
                     on(RowsWritten{{rows.append(journal, alone.scan, id)}}, now);
                   },
                   [&](const ShowReply& reply) { ++shown[reply.scan]; },
                   [&](const MergeReply&) {},
               },
               command);
  }
}

}  // namespace einlass::sync
