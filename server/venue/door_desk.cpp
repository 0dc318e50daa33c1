#include "server/venue/door_desk.h"

#include "core/base/log.h"
#include "core/wire/entry_json.h"
#include "core/wire/parts.h"
#include "core/wire/ticket_views.h"
#include "db/candidates.h"
#include "db/guest_book.h"
#include "server/venue/sealed_parts.h"

#include <algorithm>
#include <set>

namespace einlass::venue {
namespace {

using base::ErrorKind;

// A view of each ticket that the answer is about, in the candidates' order.
struct Tickets {
  std::set<rules::TicketId> wanted;

  void note(const rules::AdmissionGranted& granted) { wanted.insert(granted.ticket); }
  void note(const rules::AdmissionRefused& refused) {
    if (refused.ticket) wanted.insert(*refused.ticket);
    wanted.insert(refused.choices.begin(), refused.choices.end());
  }
  void note(const rules::AdmissionAnnounced& announced) { wanted.insert(announced.ticket); }
};

std::vector<wire::TicketView> views_of(const rules::Admission& admission, const store::Candidates& found) {
  Tickets tickets;
  std::visit([&](const auto& outcome) { tickets.note(outcome); }, admission);
  std::vector<wire::TicketView> views;
  for (const auto& candidate : found.candidates) {
    if (!tickets.wanted.contains(candidate.ticket.id)) continue;
    wire::TicketView view{.ticket = candidate.ticket, .guest = std::nullopt};
    for (const auto& row : found.rows) {
      if (row.ticket.id == candidate.ticket.id && row.guest.is_named()) view.guest = row.guest;
    }
    views.push_back(std::move(view));
  }
  return views;
}

// Tickets that changed since `version`; nothing if that version is not known any more, or somebody was erased since the
// last import.
std::optional<std::set<rules::TicketId>> changed_since(OpenEvent& event, const base::Hash& version) {
  std::set<rules::TicketId> changed;
  const auto now = event.current_list_version();
  if (!now) return std::nullopt;
  if (*now == version) return changed;
  const auto& steps = event.list_steps;
  if (steps.empty() || steps.back().to != *now) return std::nullopt;
  const auto from = std::find_if(steps.begin(), steps.end(), [&](const auto& step) { return step.from == version; });
  if (from == steps.end()) return std::nullopt;
  for (auto step = from; step != steps.end(); ++step) changed.insert(step->changed.begin(), step->changed.end());
  return changed;
}

// What the same scan aims at in another event; nothing where it names what only its own event has.
std::optional<wire::ScanTarget> target_there(const wire::ScanTarget& target, const wire::EventKeys& keys) {
  if (std::holds_alternative<wire::TicketTarget>(target)) return std::nullopt;
  const auto* code = std::get_if<wire::CodeTarget>(&target);
  if (code == nullptr) return target;
  if (code->code.empty()) return std::nullopt;
  return wire::CodeTarget{.hash = rules::code_hash(keys.code_key, code->code)};
}

base::Result<void> check_events(const wire::AdmitRequest& request) {
  const auto is_foreign = [&](const auto& id) { return id.event != request.event; };
  const bool foreign = std::any_of(request.own_entries.begin(), request.own_entries.end(),
                                   [&](const auto& row) { return is_foreign(row.entry.id); }) ||
                       std::any_of(request.unreadable.begin(), request.unreadable.end(),
                                   [&](const auto& entry) { return is_foreign(entry.id); });
  if (!foreign) return {};
  return base::fail(ErrorKind::InvalidInput, "A scan's own entries must be of its event; send others as entries.");
}

}  // namespace

base::Result<void> DoorDesk::begin() {
  writing_.reset();
  pending_.clear();
  broken_.reset();
  open_ = true;
  return {};
}

// The event, with a transaction of this batch on it.
base::Result<OpenEvent*> DoorDesk::take_part(rules::EventId id) {
  if (!open_) return base::fail(ErrorKind::Internal, "A batch must be begun before it is written to.");
  auto event = state_.event(id);
  if (!event) return event;
  if (!writing_) {
    auto transaction = (*event)->store.begin();
    if (!transaction) return tl::make_unexpected(transaction.error());
    writing_.emplace(Writing{id, std::move(*transaction)});
  }
  if (writing_->event == id) return event;
  return base::fail(ErrorKind::InvalidInput, "What is written together must be of one event; send it event by event.");
}

base::Result<void> DoorDesk::commit() {
  open_ = false;
  auto writing = std::exchange(writing_, std::nullopt);
  auto rows = std::exchange(pending_, {});
  auto committed = broken_ ? base::Result<void>(tl::make_unexpected(*broken_)) : base::Result<void>();
  if (committed && writing) committed = writing->transaction.commit();
  if (!committed && writing) state_.forget_counts(writing->event);
  if (!committed) return committed;
  if (writing) note_own(writing->event, rows);
  std::move(rows.begin(), rows.end(), std::back_inserter(written_));
  return {};
}

void DoorDesk::drop() {
  open_ = false;
  if (writing_) state_.forget_counts(writing_->event);
  writing_.reset();
  pending_.clear();
}

void DoorDesk::note_own(rules::EventId id, const std::vector<rules::JournalRow>& rows) {
  const auto event = state_.event(id);
  if (!event) return;
  std::uint64_t newest = 0;
  for (const auto& row : rows) {
    if (row.entry.id.journal == (*event)->store.journal().own()) newest = std::max(newest, row.entry.id.sequence);
  }
  if (newest != 0) state_.note_written(**event, newest);
}

std::vector<rules::JournalRow> DoorDesk::take_written() {
  return std::exchange(written_, {});
}

base::Result<wire::AdmitReply> DoorDesk::admit(rules::KioskId kiosk, const wire::AdmitRequest& request) {
  const auto record = state_.venue().kiosk(kiosk);
  if (!record) return tl::make_unexpected(record.error());
  const auto event = take_part(request.event);
  if (!event) return tl::make_unexpected(event.error());
  if (auto assigned = check_assigned(kiosk, request.event); !assigned) return tl::make_unexpected(assigned.error());
  if (auto fits = check_events(request); !fits) return tl::make_unexpected(fits.error());
  if (auto allowed = check_decider(request, **event); !allowed) return tl::make_unexpected(allowed.error());
  return admit_at(place_of(*record), request);
}

base::Result<wire::AdmitReply> DoorDesk::admit_at(const rules::Place& place, const wire::AdmitRequest& request,
                                                  const std::optional<rules::EntryTime>& happened) {
  const auto event = take_part(request.event);
  if (!event) return tl::make_unexpected(event.error());
  auto& store = (*event)->store;
  const auto merged = merge(request.own_entries, request.unreadable);
  if (!merged) return tl::make_unexpected(merged.error());
  const Asked asked{.place = place, .request = request, .time = happened.value_or(state_.entry_time())};
  const auto day = rules::admission_day((*event)->policy, (*event)->zone, asked.time.venue);
  auto found = noted(store::find_candidates(request.target, (*event)->keys, store, day));
  if (!found) return tl::make_unexpected(found.error());
  std::optional<Elsewhere> elsewhere;
  if (found->candidates.empty()) {
    auto looked = find_elsewhere(request);
    if (!looked) return tl::make_unexpected(looked.error());
    elsewhere = *std::move(looked);
  }
  if (elsewhere) *found = {.candidates = {{.ticket = elsewhere->ticket}}, .rows = {}, .unknown_code = {}};
  auto outcome = noted(store.journal().admit(admission_of(**event, asked, *found)));
  if (!outcome) return tl::make_unexpected(outcome.error());
  if (!outcome->repeated) pending_.push_back(outcome->row);
  wire::AdmitReply reply{.event = request.event,
                         .scan = request.scan,
                         .admission = std::move(outcome->admission),
                         .row = std::move(outcome->row),
                         .repeated = outcome->repeated};
  if (elsewhere) {
    reply.other_event = elsewhere->event_name;
  } else {
    reply.tickets = views_of(reply.admission, *found);
    auto added = noted(store::add_consents(reply.tickets, (*event)->policy, store.journal()));
    if (!added) return tl::make_unexpected(added.error());
  }
  reply.template_name = wire::template_of_badges((*event)->policy.badge, reply.admission, reply.tickets);
  return reply;
}

// Codes are hashed with a key of each event, so the code itself is looked up; nothing of that ticket leaves but its id.
base::Result<std::optional<DoorDesk::Elsewhere>> DoorDesk::find_elsewhere(const wire::AdmitRequest& request) {
  const auto records = state_.venue().events();
  if (!records) return tl::make_unexpected(records.error());
  for (const auto& record : *records) {
    if (record.id == request.event || record.closed) continue;
    const auto event = state_.event(record.id);
    if (!event || (*event)->frame.rehearses) continue;  // one event that cannot be read stops no door of another
    const auto target = target_there(request.target, (*event)->keys);
    if (!target) return std::nullopt;
    const auto day = state_.admission_day(**event);
    const auto found = store::find_candidates(*target, (*event)->keys, (*event)->store, day);
    if (!found || found->candidates.empty()) continue;
    const auto& policy = (*event)->policy;
    const bool is_public =
        (*event)->frame.name_is_public && policy.admit_by == rules::AdmitBy::Ticket && !policy.discreet;
    Elsewhere elsewhere{.ticket = {.id = found->candidates.front().ticket.id, .event = record.id}, .event_name = {}};
    if (is_public) elsewhere.event_name = (*event)->frame.name;
    return elsewhere;
  }
  return std::nullopt;
}

store::Admit DoorDesk::admission_of(const OpenEvent& event, const Asked& asked, const store::Candidates& found) {
  const auto& request = asked.request;
  return {.candidates = found.candidates,
          .request = {.scan = request.scan,
                      .how = request.how,
                      .decider = request.decider,
                      .persons = request.persons,
                      .door = asked.place.door},
          .context = {.event = event.record.id,
                      .policy = event.policy,
                      .connectivity = rules::Connectivity::Online,
                      .now = asked.time.venue,
                      .day = rules::admission_day(event.policy, event.zone, asked.time.venue)},
          .place = asked.place,
          .time = asked.time,
          .operator_number = request.operator_number,
          .unknown_code = found.unknown_code};
}

base::Result<std::vector<rules::Merged>> DoorDesk::merge(const std::vector<rules::JournalRow>& rows,
                                                         const std::vector<rules::UnreadableEntry>& unreadable) {
  std::vector<ToPark> to_park;
  for (const auto& entry : unreadable) to_park.push_back({entry, "unknown_fact"});
  return merge_and_park(rows, to_park);
}

base::Result<std::vector<rules::Merged>> DoorDesk::merge_and_park(const std::vector<rules::JournalRow>& rows,
                                                                  const std::vector<ToPark>& to_park) {
  if (rows.empty() && to_park.empty()) return std::vector<rules::Merged>();
  const auto id = rows.empty() ? to_park.front().entry.id.event : rows.front().entry.id.event;
  const bool one_event =
      std::all_of(rows.begin(), rows.end(), [&](const auto& row) { return row.entry.id.event == id; }) &&
      std::all_of(to_park.begin(), to_park.end(), [&](const auto& parked) { return parked.entry.id.event == id; });
  if (!one_event) {
    return base::fail(ErrorKind::InvalidInput, "Entries that come together must be of one event; send them apart.");
  }
  auto merged = merge_rows(id, rows);
  if (!merged) return merged;
  for (const auto& one : to_park) {
    auto parked = park(one);
    if (!parked) return tl::make_unexpected(parked.error());
    merged->push_back(*std::move(parked));
  }
  return merged;
}

base::Result<void> DoorDesk::check_assigned(rules::KioskId kiosk, rules::EventId event) const {
  const auto record = state_.venue().kiosk(kiosk);
  if (!record) return tl::make_unexpected(record.error());
  if (record->event == event) return {};
  return base::fail(ErrorKind::Refused,
                    "The kiosk is not assigned to this event; assign it with einlass kiosk assign if it should be.");
}

base::Result<std::vector<rules::Merged>> DoorDesk::merge_from(rules::KioskId kiosk,
                                                              const sync::MergePeerRows& command) {
  const auto record = state_.venue().kiosk(kiosk);
  if (!record) return tl::make_unexpected(record.error());
  const auto own = state_.journals_of(*record);
  if (!own) return tl::make_unexpected(own.error());
  const auto allowed = [&](const rules::EntryId& id) {
    if (id.event == record->event || state_.came_back(id.event)) return true;
    return own->contains(id.journal) && id.journal != state_.journal();
  };
  // merge() answers for these.
  const auto is_known = [&](rules::EventId event) {
    const auto opened = state_.event(event);
    return opened || opened.error().kind != ErrorKind::NotFound;
  };
  std::vector<rules::Merged> refused;
  std::vector<rules::JournalRow> rows;
  std::vector<ToPark> to_park;
  const auto is_taken = [&](const rules::EntryId& id) {
    if (allowed(id) || !is_known(id.event)) return true;
    refused.push_back({id, rules::MergeAnswer::Parked, "not_assigned"});
    return false;
  };
  for (const auto& row : command.rows) {
    if (!is_taken(row.entry.id)) continue;
    const auto may = own->contains(row.entry.id.journal) ? may_have_been_written(row.entry) : true;
    if (!may) return tl::make_unexpected(may.error());
    if (*may) {
      rows.push_back(row);
    } else {
      to_park.push_back(
          {{row.entry.id, wire::canonical_entry(row.entry), row.private_part, row.sealed_part}, "not_signed_in"});
    }
  }
  for (const auto& entry : command.unreadable) {
    if (is_taken(entry.id)) to_park.push_back({entry, "unknown_fact"});
  }
  auto merged = merge_and_park(rows, to_park);
  if (merged) merged->insert(merged->end(), refused.begin(), refused.end());
  return merged;
}

base::Result<rules::Merged> DoorDesk::park(const ToPark& parked) {
  const auto& id = parked.entry.id;
  const auto event = take_part(id.event);
  if (!event && event.error().kind == ErrorKind::NotFound) {
    return rules::Merged{id, rules::MergeAnswer::Parked, "unknown_event"};
  }
  if (!event) return noted(base::Result<rules::Merged>(tl::make_unexpected(event.error())));
  const auto entry = with_opened_part(parked.entry, state_.part_sealing_pair(id.event));
  return noted((*event)->store.journal().park(entry, parked.reason));
}

base::Result<std::vector<rules::Merged>> DoorDesk::merge_rows(rules::EventId id,
                                                              const std::vector<rules::JournalRow>& given) {
  const auto event = take_part(id);
  if (!event && event.error().kind == ErrorKind::NotFound) {
    std::vector<rules::Merged> answers;
    for (const auto& row : given) answers.push_back({row.entry.id, rules::MergeAnswer::Parked, "unknown_event"});
    return answers;
  }
  if (!event) return noted(base::Result<std::vector<rules::Merged>>(tl::make_unexpected(event.error())));
  const auto rows = with_opened_parts(given, state_.part_sealing_pair(id));
  auto merged = noted((*event)->store.journal().merge(rows));
  if (!merged) return merged;
  for (std::size_t i = 0; i < merged->size(); ++i) {
    if ((*merged)[i].answer != rules::MergeAnswer::Accepted) continue;
    pending_.push_back(rows[i]);
    if (auto ceded = noted(cede_released(**event, rows[i].entry)); !ceded) return tl::make_unexpected(ceded.error());
  }
  return merged;
}

base::Result<rules::JournalRow> DoorDesk::append(rules::EventId id, const rules::EntryDraft& draft,
                                                 const std::optional<rules::EntryTime>& happened) {
  const auto event = take_part(id);
  if (!event) return tl::make_unexpected(event.error());
  auto row = noted((*event)->store.journal().append(draft, happened.value_or(state_.entry_time())));
  if (!row) return row;
  pending_.push_back(*row);
  if (auto ceded = noted(cede_released(**event, row->entry)); !ceded) return tl::make_unexpected(ceded.error());
  return row;
}

base::Result<void> DoorDesk::keep(rules::EventId id, const store::PrintRecord& print) {
  const auto event = take_part(id);
  if (!event) return tl::make_unexpected(event.error());
  return noted((*event)->store.prints().put(print));
}

base::Result<std::vector<wire::Held>> DoorDesk::held(rules::EventId id) {
  const auto event = state_.event(id);
  if (!event) return tl::make_unexpected(event.error());
  return (*event)->store.journal().held().map([&](const auto& held) {
    std::vector<wire::Held> result;
    for (const auto& [journal, sequence] : held) result.push_back({id, journal, sequence});
    return result;
  });
}

base::Result<std::vector<rules::JournalRow>> DoorDesk::rows(const sync::ReadRows& request) {
  const auto event = state_.event(request.event);
  if (!event) return tl::make_unexpected(event.error());
  const auto& journal = (*event)->store.journal();
  const auto& [id, author, after, limit, erasures_only] = request;
  return erasures_only ? journal.erasures_of(author, after, limit) : journal.entries_of(author, after, limit);
}

base::Result<std::vector<wire::GuestList>> DoorDesk::guest_list(const wire::GuestListRequest& request) {
  const auto found = state_.event(request.event);
  if (!found) return tl::make_unexpected(found.error());
  auto& event = **found;
  const auto version = event.current_list_version();
  if (!version) return tl::make_unexpected(version.error());
  if (auto noted = state_.note_list(request.event, *version); !noted) return tl::make_unexpected(noted.error());
  wire::GuestList frame{.event = request.event, .version = *version, .base = std::nullopt};
  std::optional<std::set<rules::TicketId>> changed;
  if (request.have) changed = changed_since(event, *request.have);
  if (changed) frame.base = request.have;
  std::vector<rules::GuestRow> rows;
  const auto read = event.store.guests().each([&](const rules::GuestRow& row) {
    if (!changed || changed->contains(row.ticket.id)) rows.push_back(row);
  });
  if (!read) return tl::make_unexpected(read.error());
  auto parts = wire::parts_of(frame, std::move(rows), state_.options().guests_per_message);
  if (parts.left_out > 0) {
    base::log_error("{} guests' rows are too long to be sent to kiosks; shorten their cells and import the list again.",
                    parts.left_out);
  }
  return std::move(parts.parts);
}

base::Result<store::EventTotals> DoorDesk::totals(rules::EventId id) {
  return state_.event(id).and_then([](OpenEvent* event) { return event->store.journal().totals(); });
}

}  // namespace einlass::venue
