#include "server/venue/staff_desk.h"

#include "core/rules/erasures.h"
#include "db/guest_book.h"
#include "db/staff_acts.h"
#include "server/guests/preview.h"

#include <set>
#include <utility>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using rules::JournalRow;

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

// Whom a connector took over from another list bears the id that this gave her: as whom the connector would bring her
// again, once nothing of her ticket's number is kept. Also where there is no such connector: it may be one of another
// server, where this erasure is carried out as well.
base::Result<std::set<rules::GuestId>> as_sources_know_them(OpenEvent& event,
                                                            const std::vector<rules::GuestId>& guests) {
  std::set<rules::GuestId> known;
  for (const auto guest : guests) {
    const auto rows = event.store.guests().by_guest(guest);
    if (!rows) return tl::make_unexpected(rows.error());
    for (const auto& row : *rows) {
      const bool is_of_a_list = !row.external_id.empty() && row.external_id != row.ticket.id.text();
      if (!is_of_a_list) continue;
      known.insert(guests::listed_ids(event.keys.ids_key, event.frame.rehearses.value_or(event.record.id), row).guest);
    }
  }
  for (const auto guest : guests) known.erase(guest);
  return known;
}

}  // namespace

base::Result<JournalRow> StaffDesk::append(const StaffAct& act, rules::EntryDraft draft) {
  draft.place = act.place;
  draft.operator_number = act.operator_number;
  return door_.append(act.event, draft);
}

base::Result<std::vector<JournalRow>> StaffDesk::act(const StaffAct& by, const rules::StaffAct& act) {
  const auto event = state_.event(by.event);
  if (!event) return tl::make_unexpected(event.error());
  auto drafts = store::entries_of(act, {.store = (*event)->store,
                                        .policy = (*event)->policy,
                                        .day = state_.admission_day(**event),
                                        .decider = by.decider});
  if (!drafts) return tl::make_unexpected(drafts.error());
  std::vector<JournalRow> rows;
  for (auto& draft : *drafts) {
    auto row = append(by, std::move(draft));
    if (!row) return tl::make_unexpected(row.error());
    rows.push_back(*std::move(row));
  }
  return rows;
}

base::Result<JournalRow> StaffDesk::only_entry(const StaffAct& by, const rules::StaffAct& act) {
  return this->act(by, act).map([](std::vector<JournalRow> rows) { return std::move(rows.front()); });
}

base::Result<JournalRow> StaffDesk::undo(const StaffAct& act, const rules::ScanRef& scan) {
  return only_entry(act, rules::UndoScan{scan});
}

base::Result<JournalRow> StaffDesk::depart(const StaffAct& act, rules::TicketId ticket, int persons) {
  return only_entry(act, rules::SeeOff{ticket, persons});
}

base::Result<JournalRow> StaffDesk::override_refusal(const StaffAct& act, const rules::SetRefusalAside& overriding) {
  return only_entry(act, overriding);
}

base::Result<rules::GuestId> StaffDesk::transfer(const StaffAct& act, const rules::HandTicketOn& transferring) {
  auto transfer = transferring;
  if (transfer.instead.id.is_nil()) transfer.instead.id = rules::GuestId::random();
  return this->act(act, transfer).map([&](const auto&) { return transfer.instead.id; });
}

base::Result<JournalRow> StaffDesk::judge(const StaffAct& act, const rules::ConflictJudged& verdict) {
  return only_entry(act, rules::JudgeConflict{verdict});
}

base::Result<void> StaffDesk::erase(const StaffAct& act, const std::vector<rules::GuestId>& guests) {
  const auto event = state_.event(act.event);
  if (!event) return tl::make_unexpected(event.error());
  for (const auto guest : guests) {
    if ((*event)->frame.rehearses && !rules::is_reserved(guest)) continue;
    if (auto known = require_guest(**event, guest); !known) return known;
  }
  auto all = as_sources_know_them(**event, guests);
  if (!all) return tl::make_unexpected(all.error());
  all->insert(guests.begin(), guests.end());
  for (const auto guest : *all) {
    rules::EntryDraft draft;
    draft.fact = rules::GuestErased{guest};
    if (const auto row = append(act, std::move(draft)); !row) return tl::make_unexpected(row.error());
  }
  return {};
}

}  // namespace einlass::venue
