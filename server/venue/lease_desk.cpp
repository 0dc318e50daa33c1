#include "server/venue/lease_desk.h"

#include "core/sync/key_expiry.h"
#include "db/lease_book.h"
#include "server/venue/ceded.h"

#include <algorithm>

namespace einlass::venue {
namespace {

bool has_caps(const rules::EventPolicy& policy) {
  return policy.cap || !policy.category_caps.empty();
}

// A kiosk that is alone would have to refuse or ask anyway, or there is nothing to ration.
bool leases_seats(const rules::EventPolicy& policy, const std::string& category) {
  if (policy.alone != rules::AloneRule::Admit) return false;
  return category.empty() ? policy.cap.has_value() : policy.category_caps.contains(category);
}

rules::AdmissionContext context_at(const OpenEvent& event, base::Instant now) {
  return {.event = event.record.id,
          .policy = event.policy,
          .now = now,
          .day = rules::admission_day(event.policy, event.zone, now)};
}

int least(const rules::CapacityLeft& left) {
  const int seats = left.event.value_or(left.category.value_or(0));
  return std::min(seats, left.category.value_or(seats));
}

bool helps(const store::OpenLease& lease, const FullScan& full, const rules::CapacityLeft& left) {
  if (left.event && *left.event < full.persons) return true;
  return left.category && *left.category < full.persons && lease.category == full.category;
}

}  // namespace

// Kiosks that serve the event, and the pages that hold seats of it.
base::Result<int> LeaseDesk::holders_of(OpenEvent& event, rules::JournalId asking) {
  const auto kiosks = state_.venue().kiosks();
  if (!kiosks) return tl::make_unexpected(kiosks.error());
  const auto leases = event.store.leases().open_leases();
  if (!leases) return tl::make_unexpected(leases.error());
  std::set<rules::JournalId> others{asking};
  for (const auto& lease : *leases) others.insert(lease.holder);
  int serving = 0;
  for (const auto& kiosk : *kiosks) {
    others.erase(kiosk.journal);
    serving += !kiosk.revoked && kiosk.event == event.record.id ? 1 : 0;
  }
  return serving + static_cast<int>(others.size());
}

base::Result<int> LeaseDesk::share_of(OpenEvent& event, rules::JournalId asking, const std::string& category) {
  const auto holders = holders_of(event, asking);
  if (!holders) return holders;
  return event.store.leases().left(context_at(event, state_.now()), category).map([&](const auto& left) {
    const int share = least(left) / (2 * std::max(1, *holders));
    return std::min({least(left), std::max(1, share), most_seats});
  });
}

base::Result<bool> LeaseDesk::grant(rules::KioskId id, const wire::LeaseRequest& request) {
  if (auto assigned = door_.check_assigned(id, request.event); !assigned) return tl::make_unexpected(assigned.error());
  const auto kiosk = state_.venue().kiosk(id);
  if (!kiosk) return tl::make_unexpected(kiosk.error());
  return grant_to({.journal = kiosk->journal, .place = {.kiosk = kiosk->id, .name = kiosk->name, .door = kiosk->door}},
                  request);
}

base::Result<bool> LeaseDesk::grant_to(const LeaseHolder& holder, const wire::LeaseRequest& request) {
  const auto event = state_.event(request.event);
  if (!event) return tl::make_unexpected(event.error());
  if (!leases_seats((*event)->policy, request.category) || holder.journal.is_nil()) return false;
  const auto known = (*event)->store.leases().knows(request.lease);
  if (!known || *known) return known;
  const auto seats = share_of(**event, holder.journal, request.category);
  if (!seats) return tl::make_unexpected(seats.error());
  if (*seats <= 0) return false;
  rules::EntryDraft draft;
  draft.place = holder.place;
  draft.operator_number = holder.operator_number;
  draft.fact = rules::LeaseGranted{.lease = request.lease,
                                   .holder = holder.journal,
                                   .category = request.category,
                                   .day = context_at(**event, state_.now()).day,
                                   .seats = *seats,
                                   .lasts_ms = base::Milliseconds(lasts).count()};
  return door_.append(request.event, draft).map([](const rules::JournalRow&) { return true; });
}

base::Result<std::set<rules::JournalId>> LeaseDesk::holders_to_ask(rules::KioskId kiosk,
                                                                   const wire::AdmitRequest& request) {
  return holders_of_missing(request.event, [&] { return door_.would_be_full(kiosk, request); });
}

base::Result<bool> LeaseDesk::recall_for(const rules::Place& place, const wire::AdmitRequest& request) {
  const auto holders = holders_of_missing(request.event, [&] { return door_.would_be_full_at(place, request); });
  if (!holders) return tl::make_unexpected(holders.error());
  const auto kiosks = state_.venue().kiosks();
  if (!kiosks) return tl::make_unexpected(kiosks.error());
  SeatRecall recall{.event = request.event, .holders = {}};
  for (const auto& kiosk : *kiosks) {
    if (!kiosk.revoked && holders->contains(kiosk.journal)) recall.holders.insert(kiosk.journal);
  }
  const bool some_hold = !recall.holders.empty();
  if (some_hold) recalls_.push_back(std::move(recall));
  return some_hold;
}

base::Result<std::set<rules::JournalId>> LeaseDesk::holders_of_missing(rules::EventId id, const FindFull& find_full) {
  std::set<rules::JournalId> holders;
  const auto event = state_.event(id);
  if (!event) return tl::make_unexpected(event.error());
  if (!has_caps((*event)->policy)) return holders;
  const auto context = context_at(**event, state_.now());
  auto leases = (*event)->store.leases().open_leases();
  if (!leases) return tl::make_unexpected(leases.error());
  std::erase_if(*leases,
                [&](const auto& lease) { return lease.day != context.day || lease.unused((*event)->policy) == 0; });
  if (leases->empty()) return holders;
  const auto full = find_full();
  if (!full) return tl::make_unexpected(full.error());
  if (!*full) return holders;
  const auto left = (*event)->store.leases().left(context, (*full)->category);
  if (!left) return tl::make_unexpected(left.error());
  for (const auto& lease : *leases) {
    if (helps(lease, **full, *left)) holders.insert(lease.holder);
  }
  return holders;
}

// A kiosk that serves another event by now knows of that one's list, and decides nothing here any more.
std::vector<rules::EventId> LeaseDesk::to_acknowledge(rules::KioskId id, const base::Hash& guest_list) {
  std::vector<rules::EventId> events;
  const auto kiosk = state_.venue().kiosk(id);
  if (!kiosk || !kiosk->event) return events;
  const auto serving = state_.event(*kiosk->event);
  if (!serving || (*serving)->current_list_version() != guest_list) return events;
  if (const auto noted = note_serves_its_event(state_, id); !noted) return events;
  for (auto* event : state_.open_events()) {
    const auto waited_for = event->store.leases().waited_for();
    if (!waited_for) continue;
    if (std::find(waited_for->begin(), waited_for->end(), id) != waited_for->end()) events.push_back(event->record.id);
  }
  return events;
}

void LeaseDesk::acknowledge(rules::KioskId kiosk, rules::EventId event) {
  door_.acknowledge_seats(event, kiosk);
}

// An event that is over for good no kiosk gives back, and no server learns from it who was revoked.
base::Result<LeaseDesk::Kiosks> LeaseDesk::revoked_without_entry(OpenEvent& event, const Kiosks& kiosks) const {
  Kiosks revoked;
  if (sync::key_expires(event.frame) <= state_.now()) return revoked;
  const auto lost = event.store.leases().lost_kiosks();
  if (!lost) return failed(lost);
  for (const auto& kiosk : kiosks) {
    const bool has_entry =
        std::any_of(lost->begin(), lost->end(), [&](const auto& each) { return each.kiosk == kiosk.id; });
    if (kiosk.revoked && !kiosk.journal.is_nil() && !has_entry) revoked.push_back(kiosk);
  }
  return revoked;
}

// Nobody writes under them any more: their kiosk was revoked, or goes on in another journal. Whoever was paired anew
// with the same journal is not lost.
base::Result<LeaseDesk::Journals> LeaseDesk::lost_journals(const Kiosks& kiosks) const {
  Journals lost;
  for (const auto& kiosk : kiosks) {
    const auto all = state_.journals_of(kiosk);
    if (!all) return tl::make_unexpected(all.error());
    lost.insert(all->begin(), all->end());
  }
  for (const auto& kiosk : kiosks) {
    if (!kiosk.revoked) lost.erase(kiosk.journal);
  }
  return lost;
}

bool LeaseDesk::is_over(const store::OpenLease& lease) {
  const auto over = lease.granted + base::Milliseconds(lease.lasts_ms) + base::Milliseconds(forfeited_after);
  const auto now = state_.options().clock->monotonic();
  const auto left = std::max(base::Milliseconds(0), over - state_.now());
  return now >= forfeit_at_.try_emplace(lease.lease, now + left).first->second;
}

base::Result<void> LeaseDesk::settle_leases(OpenEvent& event, const Kiosks& kiosks, const Journals& lost,
                                            Settlement& settlement) {
  const auto leases = event.store.leases().open_leases();
  if (!leases) return failed(leases);
  for (const auto& lease : *leases) {
    const bool is_used = std::any_of(kiosks.begin(), kiosks.end(), [&](const auto& kiosk) {
      return !kiosk.revoked && kiosk.journal == lease.holder;
    });
    if (!lease.holder_is_lost && lost.contains(lease.holder)) settlement.lost.insert(lease.holder);
    if (is_over(lease) && lease.holder_is_lost && !is_used) settlement.forfeited.push_back(lease.lease);
  }
  for (const auto& kiosk : settlement.revoked) settlement.lost.erase(kiosk.journal);
  return {};
}

// Who could say it is gone, or says it under another journal: a kiosk's word beats this one (docs/journal.md, Badges).
base::Result<void> LeaseDesk::settle_badges(OpenEvent& event, const Journals& lost, Settlement& settlement) {
  const auto held = event.store.journal().held();
  if (!held) return tl::make_unexpected(held.error());
  for (const auto& [journal, sequence] : *held) {
    auto& settled = badges_settled_[{event.record.id, journal}];
    if (settled == sequence || !lost.contains(journal)) continue;
    const auto open = event.store.journal().open_badges(journal);
    if (!open) return tl::make_unexpected(open.error());
    settlement.badges.insert(settlement.badges.end(), open->begin(), open->end());
    if (open->empty()) settled = sequence;
  }
  return {};
}

base::Result<LeaseDesk::Settlement> LeaseDesk::settlement_of(OpenEvent& event) {
  Settlement settlement;
  const auto waited_for = event.store.leases().waited_for();
  if (!waited_for) return tl::make_unexpected(waited_for.error());
  for (const auto& kiosk : *waited_for) {
    const auto record = state_.venue().kiosk(kiosk);
    if (record && record->revoked) settlement.acknowledged.push_back(kiosk);
  }
  const auto kiosks = state_.venue().kiosks();
  if (!kiosks) return failed(kiosks);
  const auto lost = lost_journals(*kiosks);
  if (!lost) return failed(lost);
  auto revoked = revoked_without_entry(event, *kiosks);
  if (!revoked) return failed(revoked);
  settlement.revoked = *std::move(revoked);
  if (auto leases = settle_leases(event, *kiosks, *lost, settlement); !leases) return failed(leases);
  return settle_badges(event, *lost, settlement).map([&] { return std::move(settlement); });
}

std::vector<rules::EventId> LeaseDesk::to_settle() {
  std::vector<rules::EventId> events;
  for (auto* event : state_.open_events()) {
    const auto settlement = settlement_of(*event);
    if (settlement && !settlement->empty()) events.push_back(event->record.id);
  }
  return events;
}

base::Result<void> LeaseDesk::settle(rules::EventId id) {
  const auto event = state_.event(id);
  if (!event) return tl::make_unexpected(event.error());
  const auto settlement = settlement_of(**event);
  if (!settlement) return tl::make_unexpected(settlement.error());
  rules::EntryDraft draft;
  for (const auto& kiosk : settlement->revoked) {
    draft.place = place_of(kiosk);
    draft.fact = rules::KioskLost{kiosk.journal};
    if (auto row = door_.append(id, draft); !row) return tl::make_unexpected(row.error());
  }
  draft.place = {.kiosk = {}, .name = "venue server", .door = {}};
  for (const auto& journal : settlement->lost) {
    draft.fact = rules::KioskLost{journal};
    if (auto row = door_.append(id, draft); !row) return tl::make_unexpected(row.error());
  }
  for (const auto& kiosk : settlement->acknowledged) door_.acknowledge_seats(id, kiosk);
  for (const auto& lease : settlement->forfeited) {
    draft.fact = rules::LeaseForfeited{lease};
    if (auto row = door_.append(id, draft); !row) return tl::make_unexpected(row.error());
  }
  for (const auto& badge : settlement->badges) {
    draft.ticket = badge.ticket;
    draft.fact = rules::BadgeUnknown{badge.serial};
    if (auto row = door_.append(id, draft); !row) return tl::make_unexpected(row.error());
  }
  return {};
}

}  // namespace einlass::venue
