// Seats that were leased to this kiosk: which it may spend alone, and until when (docs/journal.md, Leases).
#include "core/rules/hard_cap.h"
#include "db/attendance_journal.h"
#include "kiosk/link/lease_notes.h"
#include "kiosk/link/replica.h"

#include <algorithm>
#include <utility>

namespace einlass::link {

using base::Result;

namespace {

// The lease that serves tickets of this category; nothing: no cap is theirs.
std::optional<std::string> lease_category(const rules::EventPolicy& policy, const std::string& category) {
  if (policy.category_caps.contains(category)) return category;
  if (policy.cap) return std::string();
  return std::nullopt;
}

std::vector<std::string> wanted_leases(const rules::EventPolicy& policy) {
  std::vector<std::string> wanted;
  if (policy.alone != rules::AloneRule::Admit) return wanted;
  if (policy.cap) wanted.emplace_back();
  for (const auto& [category, cap] : policy.category_caps) wanted.push_back(category);
  return wanted;
}

// Of an event whose policy is not at hand, too few are returned rather than too many.
int unused(const store::OpenLease& lease, const rules::EventPolicy* policy) {
  return policy != nullptr ? lease.unused(*policy) : lease.unused(rules::CapCounts::Admitted);
}

const LeaseNote* note_of(const std::vector<LeaseNote>& notes, rules::LeaseId lease) {
  const auto found = std::find_if(notes.begin(), notes.end(), [&](const auto& note) { return note.lease == lease; });
  return found == notes.end() ? nullptr : &*found;
}

}  // namespace

void Replica::use_clock(const base::Clock* clock, std::string machine_boot) {
  clock_ = clock;
  machine_boot_ = std::move(machine_boot);
}

Result<std::vector<store::OpenLease>> Replica::own_leases(store::EventStore& store) const {
  auto leases = store.leases().open_leases();
  if (leases) std::erase_if(*leases, [&](const auto& lease) { return lease.holder != journal_; });
  return leases;
}

// Of the open event. Within one boot by the monotonic clock; after another a hard cap's lease is over, and a soft cap's
// lasts by venue time.
std::optional<base::Milliseconds> Replica::usable_until(const store::OpenLease& lease, base::Instant venue_now,
                                                        const std::vector<LeaseNote>& notes) {
  const auto* note = note_of(notes, lease.lease);
  if (clock_ == nullptr || note == nullptr || lease.day != context_at(venue_now, open_->policy).day)
    return std::nullopt;
  const base::Milliseconds lasts(lease.lasts_ms);
  const auto now = clock_->monotonic();
  const bool same_boot = !machine_boot_.empty() && note->machine_boot == machine_boot_ && note->asked <= now;
  if (same_boot) return note->asked + lasts;
  if (rules::draws_on_a_hard_cap(open_->policy, lease.category)) return std::nullopt;
  return now + ((note->asked_venue + lasts) - venue_now);
}

Result<std::vector<rules::Candidate>> Replica::with_leased_seats(std::vector<rules::Candidate> candidates,
                                                                 base::Instant venue_now) {
  const auto& policy = open_->policy;
  std::vector<store::OpenLease> usable;
  if (policy.cap || !policy.category_caps.empty()) {
    auto leases = usable_leases(venue_now);
    if (!leases) return failed(leases);
    usable = *std::move(leases);
  }
  for (auto& candidate : candidates) {
    auto& capacity = candidate.capacity;
    capacity.seat.source = rules::SeatSource::Lease;
    if (policy.cap) capacity.event = 0;
    if (policy.category_caps.contains(candidate.ticket.category)) capacity.category = 0;
    const auto category = lease_category(policy, candidate.ticket.category);
    for (const auto& lease : usable) {
      const int left = lease.unused(policy);
      if (lease.category != category || left <= capacity.event.value_or(capacity.category.value_or(0))) continue;
      capacity.seat.lease = lease.lease;
      if (capacity.event) capacity.event = left;
      if (capacity.category) capacity.category = left;
    }
  }
  return candidates;
}

Result<std::vector<store::OpenLease>> Replica::usable_leases(base::Instant venue_now) {
  auto leases = current().and_then([this](store::EventStore* store) { return own_leases(*store); });
  if (!leases || leases->empty()) return leases;
  const auto notes = LeaseNotes(venue_).all();
  if (!notes) return failed(notes);
  std::erase_if(*leases, [&](const auto& lease) {
    const auto until = usable_until(lease, venue_now, *notes);
    return !until || *until <= clock_->monotonic();
  });
  return leases;
}

Result<sync::LeasesHere> Replica::leases(base::Instant venue_now) {
  const auto events = events_here();
  if (!events) return failed(events);
  auto notes = LeaseNotes(venue_).all();
  if (!notes) return failed(notes);
  sync::LeasesHere here{.event = event(), .wanted = {}, .leases = {}};
  if (open_ && clock_ != nullptr) here.wanted = wanted_leases(open_->policy);
  std::vector<rules::LeaseId> over;  // notes that nothing is to be done about any more
  for (const auto& id : *events) {
    if (is_foreign(id)) continue;
    const auto store = store_of(id);
    if (!store) {
      leave_out(id, store.error());
      continue;
    }
    const auto granted = own_leases(**store);
    if (!granted) return failed(granted);
    const auto* policy = event() == id ? &open_->policy : nullptr;
    for (const auto& lease : *granted) {
      sync::OwnLease own{.event = id, .lease = lease.lease, .category = lease.category, .granted = true};
      own.seats = lease.seats;
      own.unused = unused(lease, policy);
      if (policy != nullptr) own.usable_until = usable_until(lease, venue_now, *notes);
      here.leases.push_back(std::move(own));
    }
    for (const auto& note : *notes) {
      if (note.event != id) continue;
      const auto known = (*store)->leases().knows(note.lease);
      if (!known) return failed(known);
      const bool is_open =
          std::any_of(granted->begin(), granted->end(), [&](const auto& lease) { return lease.lease == note.lease; });
      if (*known ? !is_open : note.machine_boot != machine_boot_) over.push_back(note.lease);
      if (*known || note.machine_boot != machine_boot_) continue;
      here.leases.push_back({.event = id, .lease = note.lease, .category = note.category, .asked = note.asked});
    }
  }
  if (over.empty()) return here;
  return LeaseNotes(venue_).forget(over).map([&] { return here; });
}

Result<wire::LeaseRequest> Replica::note_lease(const sync::NoteLease& wish, base::Instant venue_now) {
  const LeaseNote note{.event = wish.event,
                       .lease = rules::LeaseId::random(),
                       .machine_boot = machine_boot_,
                       .asked = clock_->monotonic(),
                       .asked_venue = venue_now,
                       .category = wish.category};
  return LeaseNotes(venue_).put(note).map(
      [&] { return wire::LeaseRequest{.event = note.event, .lease = note.lease, .category = note.category}; });
}

Result<void> Replica::forget_lease(rules::LeaseId lease) {
  return LeaseNotes(venue_).forget({lease});
}

Result<std::vector<rules::JournalRow>> Replica::return_leases(const sync::ReturnLeases& command,
                                                              const rules::EntryTime& time) {
  const auto store = store_of(command.event);
  if (!store) return failed(store);
  const auto open = own_leases(**store);
  if (!open) return failed(open);
  const auto* policy = event() == command.event ? &open_->policy : nullptr;
  auto transaction = (*store)->begin();
  if (!transaction) return failed(transaction);
  std::vector<rules::JournalRow> rows;
  for (const auto& lease : *open) {
    if (std::find(command.leases.begin(), command.leases.end(), lease.lease) == command.leases.end()) continue;
    rules::EntryDraft draft;
    draft.place = place();
    draft.fact = rules::LeaseReturned{.lease = lease.lease, .seats = unused(lease, policy)};
    auto row = (*store)->journal().append(draft, time);
    if (!row) return failed(row);
    rows.push_back(*std::move(row));
  }
  if (const auto committed = transaction->commit(); !committed) return failed(committed);
  return LeaseNotes(venue_).forget(command.leases).map([&] { return rows; });
}

}  // namespace einlass::link
