#include "server/venue/staff_desk.h"

#include "core/rules/admission.h"
#include "core/wire/canonical_json.h"
#include "db/guest_book.h"

#include <algorithm>
#include <map>

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using rules::JournalRow;

std::string private_content(const std::map<std::string, std::string>& fields) {
  boost::json::object content;
  for (const auto& [name, text] : fields) {
    if (!text.empty()) content[name] = text;
  }
  return wire::canonical_json(content);
}

std::map<std::string, std::string> known_fields(const rules::Guest& guest) {
  std::map<std::string, std::string> fields{{"first_name", guest.first_name}, {"last_name", guest.last_name},
                                            {"full_name", guest.full_name},   {"company", guest.company},
                                            {"email", guest.email},           {"language", guest.language}};
  std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
  return fields;
}

// Somebody came in by that scan, or instead of somebody.
bool can_be_undone(const JournalRow& row, rules::ScanId scan) {
  const auto& fact = row.entry.fact;
  const bool counts =
      std::holds_alternative<rules::Admitted>(fact) || std::holds_alternative<rules::TicketTransferred>(fact);
  return counts && row.entry.scan && row.entry.scan->scan == scan;
}

bool undoes(const JournalRow& row, const rules::ScanRef& scan) {
  const auto* undo = std::get_if<rules::AdmissionUndone>(&row.entry.fact);
  return undo != nullptr && undo->undone == scan;
}

// Of the list, or whom only an entry names: a walk-in, a colleague who came instead.
base::Result<void> require_guest(OpenEvent& event, rules::GuestId guest) {
  const auto listed = event.store.guests().by_guest(guest);
  if (!listed) return tl::make_unexpected(listed.error());
  if (!listed->empty()) return {};
  bool named = false;
  const auto read = event.store.journal().each_row([&](const JournalRow& row) { named |= row.entry.guest == guest; });
  if (!read || named) return read;
  return base::fail(
      ErrorKind::NotFound,
      fmt::format("There is no guest {} in this event; the attendance has each guest's id.", guest.text()));
}

bool is_about(const rules::Conflict& conflict, const std::vector<rules::ScanRef>& scans) {
  const auto named = [&](const auto& scan) { return std::find(scans.begin(), scans.end(), scan) != scans.end(); };
  return named(conflict.stands) && named(conflict.disputed);
}

}  // namespace

base::Result<JournalRow> StaffDesk::append(const StaffAct& act, rules::EntryDraft draft) {
  draft.place = act.place;
  draft.operator_number = act.operator_number;
  return door_.append(act.event, draft);
}

base::Result<JournalRow> StaffDesk::undo(const StaffAct& act, const rules::ScanRef& scan) {
  const auto event = state_.event(act.event);
  if (!event) return tl::make_unexpected(event.error());
  const auto rows = (*event)->store.journal().entries_of_ticket(scan.ticket);
  if (!rows) return tl::make_unexpected(rows.error());
  if (std::none_of(rows->begin(), rows->end(), [&](const auto& row) { return can_be_undone(row, scan.scan); })) {
    return base::fail(ErrorKind::NotFound,
                      "Nobody came in or took the ticket over by that scan; look at the guest's admissions again.");
  }
  if (std::any_of(rows->begin(), rows->end(), [&](const auto& row) { return undoes(row, scan); })) {
    return base::fail(ErrorKind::AlreadyExists, "That was undone already; look at the guest's admissions again.");
  }
  rules::EntryDraft draft;
  draft.ticket = scan.ticket;
  draft.fact = rules::AdmissionUndone{scan};
  return append(act, std::move(draft));
}

base::Result<JournalRow> StaffDesk::depart(const StaffAct& act, rules::TicketId ticket, int persons) {
  const auto event = state_.event(act.event);
  if (!event) return tl::make_unexpected(event.error());
  const auto state = (*event)->store.journal().state_of(ticket);
  if (!state) return tl::make_unexpected(state.error());
  const auto day = state_.admission_day(**event);
  const int leaving = persons > 0 ? persons : state->inside_on(day);
  if (state->standing.empty() || leaving == 0) {
    return base::fail(ErrorKind::NotFound, "Nobody of this ticket is inside; look at its admissions again.");
  }
  rules::EntryDraft draft;
  draft.ticket = ticket;
  draft.guest = state->standing.back().guest;
  draft.fact = rules::Departed{.persons = leaving, .day = day};
  return append(act, std::move(draft));
}

base::Result<JournalRow> StaffDesk::override_refusal(const StaffAct& act, const Overriding& overriding) {
  const auto event = state_.event(act.event);
  if (!event) return tl::make_unexpected(event.error());
  const auto rows = (*event)->store.journal().entries_of_scan(overriding.scan);
  if (!rows) return tl::make_unexpected(rows.error());
  std::vector<rules::JournalEntry> entries;
  for (const auto& row : *rows) entries.push_back(row.entry);
  const auto* outcome = rules::outcome_of_scan(entries, overriding.scan);
  const auto* refused = outcome == nullptr ? nullptr : std::get_if<rules::Refused>(&outcome->fact);
  if (refused == nullptr || !outcome->ticket) {
    return base::fail(ErrorKind::NotFound, "No ticket was refused by that scan; scan it again.");
  }
  if (!rules::may_override(refused->refusal, act.decider, (*event)->policy)) {
    return base::fail(ErrorKind::Refused, "This refusal is not yours to set aside; ask the host, if there is one.");
  }
  rules::EntryDraft draft;
  draft.ticket = outcome->ticket;
  draft.guest = outcome->guest;
  draft.scan = rules::ScanStep{overriding.scan, outcome->scan->step + 1};
  draft.fact = rules::Overridden{.refusal = refused->refusal, .reason = overriding.reason};
  if (!overriding.typed_reason.empty()) draft.private_content = private_content({{"reason", overriding.typed_reason}});
  return append(act, std::move(draft));
}

// By the journal where the ticket changed hands, else by the guest book.
base::Result<rules::GuestId> StaffDesk::holder_of(OpenEvent& event, rules::TicketId ticket,
                                                  const rules::AdmissionDay& day) {
  const auto state = event.store.journal().state_of(ticket);
  if (!state) return tl::make_unexpected(state.error());
  if (const auto holder = state->holder_on(day)) return *holder;
  const auto row = event.store.guests().by_ticket(ticket);
  if (!row) return tl::make_unexpected(row.error());
  if (*row) return (*row)->ticket.guest;
  return base::fail(ErrorKind::NotFound, "There is no such ticket in this event's guest list.");
}

base::Result<rules::GuestId> StaffDesk::transfer(const StaffAct& act, const Transferring& transferring) {
  const auto event = state_.event(act.event);
  if (!event) return tl::make_unexpected(event.error());
  const auto& policy = (*event)->policy;
  if (!rules::may_come_by(rules::How::Transferred, act.decider, policy)) {
    return base::fail(ErrorKind::Refused, "This event's tickets are not yours to hand on; see its policy.");
  }
  const auto& [ticket, instead, day] = transferring;
  if (day && policy.admission_counts_for != rules::AdmissionSpan::VenueDay) {
    return base::fail(ErrorKind::InvalidInput,
                      "An admission counts for the whole of this event; hand the ticket on without naming a day.");
  }
  const auto old_guest = holder_of(**event, ticket, day);
  if (!old_guest) return old_guest;
  const auto new_guest = rules::GuestId::random();
  rules::EntryDraft draft;
  draft.ticket = ticket;
  draft.fact = rules::TicketTransferred{.old_guest = *old_guest, .new_guest = new_guest, .day = day};
  if (auto row = append(act, draft); !row) return tl::make_unexpected(row.error());
  const auto fields = known_fields(instead);
  rules::GuestAmended amended;
  for (const auto& [name, text] : fields) amended.fields.push_back(name);
  draft.guest = new_guest;
  draft.fact = amended;
  draft.private_content = private_content(fields);
  return append(act, std::move(draft)).map([&](const JournalRow&) { return new_guest; });
}

base::Result<JournalRow> StaffDesk::judge(const StaffAct& act, const rules::ConflictJudged& verdict) {
  const auto& scans = verdict.scans;
  const auto is_named = [&](const auto& scan) { return std::find(scans.begin(), scans.end(), scan) != scans.end(); };
  const bool lets_one_stand = verdict.verdict == rules::Verdict::Stands;
  if (scans.empty() || lets_one_stand != verdict.stands.has_value() || (verdict.stands && !is_named(*verdict.stands))) {
    return base::fail(ErrorKind::InvalidInput, "Say which of the disputed admissions is to stand.");
  }
  const auto event = state_.event(act.event);
  if (!event) return tl::make_unexpected(event.error());
  const auto state = (*event)->store.journal().state_of(scans.front().ticket);
  if (!state) return tl::make_unexpected(state.error());
  const auto& conflicts = state->conflicts;
  if (std::none_of(conflicts.begin(), conflicts.end(), [&](const auto& each) { return is_about(each, scans); })) {
    return base::fail(ErrorKind::NotFound, "These admissions are in no conflict; look at the ticket again.");
  }
  rules::EntryDraft draft;
  draft.ticket = scans.front().ticket;
  draft.fact = verdict;
  return append(act, std::move(draft));
}

base::Result<void> StaffDesk::erase(const StaffAct& act, const std::vector<rules::GuestId>& guests) {
  const auto event = state_.event(act.event);
  if (!event) return tl::make_unexpected(event.error());
  for (const auto guest : guests) {
    if ((*event)->frame.rehearses) break;
    if (auto known = require_guest(**event, guest); !known) return known;
  }
  for (const auto guest : guests) {
    rules::EntryDraft draft;
    draft.fact = rules::GuestErased{guest};
    if (const auto row = append(act, std::move(draft)); !row) return tl::make_unexpected(row.error());
  }
  return {};
}

}  // namespace einlass::venue
