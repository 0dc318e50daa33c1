// What the CRM's mirror knows of those who are erased.
#include "db/erasures.h"
#include "server/venue/crm_desk.h"
#include "server/venue/retention_settings.h"

#include <filesystem>

namespace einlass::venue {

using base::Result;

Result<void> CrmDesk::forget(rules::EventId event, const std::string& called) {
  forget_looks();
  std::erase_if(told_, [&](const auto& each) { return each.first.first == event; });
  matched_.erase(event);
  ++mirror_news_;  // whom only it had is gone, also as a proposal elsewhere
  if (knows_nothing()) return {};
  return store().and_then([&](store::CrmStore* crm) { return crm->forget_event(event, called); });
}

Result<bool> CrmDesk::leave_no_trace() {
  if (knows_nothing()) return true;
  return store::leave_no_trace(state_.options().state_directory / crm_file);
}

Result<std::vector<store::CrmPersonKey>> CrmDesk::persons_of(rules::EventId event,
                                                             const std::vector<rules::GuestId>& guests) {
  if (knows_nothing()) return std::vector<store::CrmPersonKey>();
  return store().and_then([&](store::CrmStore* crm) { return crm->persons_of(event, guests); });
}

Result<std::vector<store::CrmPersonKey>> CrmDesk::persons_of(rules::EventId event) {
  if (knows_nothing()) return std::vector<store::CrmPersonKey>();
  return store().and_then([&](store::CrmStore* crm) { return crm->persons_of(event); });
}

Result<void> CrmDesk::forget(const std::vector<store::CrmPersonKey>& persons) {
  forget_looks();
  if (knows_nothing()) return {};
  const auto store = this->store();
  if (!store) return base::failed(store);
  for (const auto& person : persons) {
    if (auto gone = (*store)->forget_person(person); !gone) return gone;
  }
  return {};
}

Result<std::vector<SourceTicket>> CrmDesk::tickets_of(rules::EventId id, const std::vector<rules::GuestId>& guests) {
  std::vector<SourceTicket> tickets;
  const auto event = state_.event(id);
  if (!event) return base::failed(event);
  for (const auto& guest : guests) {
    const auto rows = (*event)->store.guests().by_guest(guest);
    if (!rows) return base::failed(rows);
    for (const auto& row : *rows) tickets.push_back({row.source, row.external_id});
  }
  return tickets;
}

Result<void> CrmDesk::forget(rules::EventId event, const std::vector<rules::GuestId>& guests,
                             const std::vector<SourceTicket>& tickets) {
  forget_looks();
  for (auto& [outlet, known] : told_) {
    if (outlet.first != event) continue;
    for (const auto& guest : guests) known.erase(guest);
  }
  matched_.erase(event);
  ++mirror_news_;  // she may have been somebody's at another event
  if (knows_nothing()) return {};
  const auto store = this->store();
  if (!store) return base::failed(store);
  for (const auto& guest : guests) {
    if (auto gone = (*store)->forget_guest(event, guest); !gone) return gone;
  }
  for (const auto& [connector, external_id] : tickets) {
    if (auto gone = (*store)->forget_ticket(connector, external_id); !gone) return gone;
  }
  return {};
}

// Of a mirror that was made after the purge, or by an older version.
Result<void> CrmDesk::tell_purged_events() {
  const auto records = state_.venue().events();
  if (!records) return base::failed(records);
  const auto crm = store();
  if (!crm) return base::failed(crm);
  for (const auto& record : *records) {
    const auto purged = state_.venue().setting(purged_setting(record.id));
    if (!purged) return base::failed(purged);
    if (!*purged) continue;
    if (auto gone = (*crm)->forget_attended(record.key); !gone) return gone;
  }
  return {};
}

}  // namespace einlass::venue
