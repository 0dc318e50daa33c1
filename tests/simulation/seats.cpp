#include "tests/simulation/seats.h"

#include "db/lease_book.h"
#include "tests/simulation/value_of.h"
#include "tests/simulation/world.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace einlass::simulation {
namespace {

using Problems = std::set<std::string>;

// Clocks of kiosks stray a little within the hour.
constexpr Milliseconds tolerance{2'000};

struct Leases {
  std::map<rules::LeaseId, const rules::JournalEntry*> granted;
  std::map<rules::LeaseId, const rules::JournalEntry*> returned;
  std::set<rules::LeaseId> forfeited;
};

Leases leases_of(const Copy& server, Problems& problems) {
  Leases leases;
  for (const auto& row : server.rows()) {
    const auto& fact = row.entry.fact;
    if (const auto* granted = std::get_if<rules::LeaseGranted>(&fact)) {
      const bool first = leases.granted.emplace(granted->lease, &row.entry).second;
      if (!first) problems.insert(fmt::format("lease {} was granted twice", granted->lease.text()));
    }
    if (const auto* returned = std::get_if<rules::LeaseReturned>(&fact)) {
      const bool first = leases.returned.emplace(returned->lease, &row.entry).second;
      if (!first) problems.insert(fmt::format("lease {} was returned twice", returned->lease.text()));
    }
    if (const auto* forfeited = std::get_if<rules::LeaseForfeited>(&fact)) leases.forfeited.insert(forfeited->lease);
  }
  return leases;
}

const rules::Admitted* by_lease(const rules::JournalEntry& entry, const World& world) {
  const auto* admitted = std::get_if<rules::Admitted>(&entry.fact);
  const bool own = admitted != nullptr && entry.id.journal != world.server_journal();
  return own && admitted->seat.source == rules::SeatSource::Lease ? admitted : nullptr;
}

// A server that starts with a clock that is ahead takes its kiosks along; a lease lasts by its holder's own clock.
bool venue_time_was_set_ahead(World& world, const Copy& server) {
  const auto now = beginning() + world.nature().now();
  return std::any_of(server.rows().begin(), server.rows().end(), [&](const auto& row) {
    return row.entry.id.journal == world.server_journal() && row.entry.time.venue > now + std::chrono::minutes(1);
  });
}

// By its holder, within its hour, and not after it was returned.
void leases_were_used_rightly(World& world, const Copy& server, const Leases& leases, Problems& problems) {
  const bool set_ahead = venue_time_was_set_ahead(world, server);
  for (const auto& row : server.rows()) {
    const auto* admitted = by_lease(row.entry, world);
    if (admitted == nullptr) continue;
    const auto lease = admitted->seat.lease;
    const auto granted = leases.granted.find(lease);
    if (granted == leases.granted.end()) {
      problems.insert(fmt::format("a seat of lease {} was handed out, which nobody granted", lease.text()));
      continue;
    }
    const auto& fact = std::get<rules::LeaseGranted>(granted->second->fact);
    if (fact.holder != row.entry.id.journal) problems.insert("a seat of another journal's lease was handed out");
    const auto end = granted->second->time.venue + Milliseconds(fact.lasts_ms) + tolerance;
    if (!set_ahead && row.entry.time.sure && row.entry.time.venue > end) {
      problems.insert(fmt::format("a seat of lease {} was handed out after its end", lease.text()));
    }
    const auto returned = leases.returned.find(lease);
    if (returned != leases.returned.end() && returned->second->id.sequence < row.entry.id.sequence) {
      problems.insert(fmt::format("a seat of lease {} was handed out after its return", lease.text()));
    }
  }
}

bool may_be_exceeded(const World& world, const rules::Cap& cap) {
  return cap.kind == rules::CapKind::Soft && world.staff().has_overridden();
}

// Persons, and beside them the seats that somebody may still hand out.
void cap_holds(World& world, Copy& server, const rules::Cap& cap, const std::string& category, Problems& problems) {
  if (may_be_exceeded(world, cap)) return;
  const auto open = value_of(server.store().leases().open_leases());
  for (const auto& day : world.days()) {
    int persons = 0;
    for (const auto& ticket : value_of(server.store().journal().presence(day))) {
      if (!category.empty() && ticket.category != category) continue;
      persons += cap.counts == rules::CapCounts::Inside ? ticket.inside : ticket.admitted;
    }
    int leased = 0;
    for (const auto& lease : open) {
      if (lease.day == day && (category.empty() || lease.category == category)) leased += lease.unused(cap.counts);
    }
    if (persons + leased <= cap.persons) continue;
    problems.insert(
        fmt::format("{} persons and {} leased seats are under a cap of {} {}", persons, leased, cap.persons, category));
  }
}

bool is_forfeited(const World& world, const Leases& leases, const rules::JournalEntry& entry) {
  const auto* admitted = by_lease(entry, world);
  return admitted != nullptr && leases.forfeited.contains(admitted->seat.lease);
}

}  // namespace

// Caps hold unless a person let both sides of a conflict stand, or another guest come, or was free to set the cap
// aside, or declared a kiosk lost that went on all the same. Owners of seats are counted by the import (server/guests).
void seats_are_as_leased(World& world, Copy& server, Problems& problems) {
  const auto leases = leases_of(server, problems);
  leases_were_used_rightly(world, server, leases, problems);
  const bool went_on = std::any_of(server.rows().begin(), server.rows().end(),
                                   [&](const auto& row) { return is_forfeited(world, leases, row.entry); });
  if (!world.staff().judged_or_transferred().empty() || went_on) return;
  const auto& policy = world.policy();
  if (policy.cap) cap_holds(world, server, *policy.cap, "", problems);
  for (const auto& [category, cap] : policy.category_caps) cap_holds(world, server, cap, category, problems);
}

void count_leases(const Copy& server, Tally& tally) {
  for (const auto& row : server.rows()) {
    const auto& fact = row.entry.fact;
    if (std::holds_alternative<rules::LeaseGranted>(fact)) ++tally.leases;
    if (std::holds_alternative<rules::LeaseForfeited>(fact)) ++tally.forfeited;
    const auto* admitted = std::get_if<rules::Admitted>(&fact);
    if (admitted != nullptr && admitted->seat.source == rules::SeatSource::Lease) tally.on_leases += admitted->persons;
  }
}

}  // namespace einlass::simulation
