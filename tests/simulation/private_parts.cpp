#include "tests/simulation/private_parts.h"

#include "tests/simulation/value_of.h"
#include "tests/simulation/world.h"

#include <map>

#include <fmt/format.h>

namespace einlass::simulation {
namespace {

using Problems = std::set<std::string>;
using Rows = std::map<rules::EntryId, rules::JournalRow>;

constexpr std::size_t all_rows = 10'000;

template <typename Read>
Rows read_all(const World& world, const std::vector<wire::Held>& held, const Read& read) {
  Rows rows;
  for (const auto& each : held) {
    if (each.event != world.event()) continue;
    for (auto& row : value_of(read(sync::ReadRows{world.event(), each.journal, 0, all_rows}))) {
      const auto id = row.entry.id;
      rows.emplace(id, std::move(row));
    }
  }
  return rows;
}

// Erased guests, and tickets that were ever theirs.
class Erased {
 public:
  explicit Erased(const Rows& rows) {
    for (const auto& [id, row] : rows) {
      if (const auto* erasure = std::get_if<rules::GuestErased>(&row.entry.fact)) guests_.insert(erasure->erased);
    }
    for (const auto& [id, row] : rows) {
      const auto& entry = row.entry;
      if (entry.guest && entry.ticket && guests_.contains(*entry.guest)) tickets_.insert(*entry.ticket);
    }
  }
  bool may_cover(const rules::JournalEntry& entry) const {
    return !guests_.empty() &&
           (!entry.guest || guests_.contains(*entry.guest) || (entry.ticket && tickets_.contains(*entry.ticket)));
  }

 private:
  std::set<rules::GuestId> guests_;
  std::set<rules::TicketId> tickets_;
};

void none_is_lost(const Rows& server, Problems& problems) {
  const Erased erased(server);
  for (const auto& [id, row] : server) {
    if (!row.entry.private_hash || row.private_part || erased.may_cover(row.entry)) continue;
    problems.insert(fmt::format("the private part of {} is not at the server", words_of(id)));
  }
}

// A kiosk without its key wrote its own for the server only.
void kiosk_has_what_it_can_read(const Rows& server, link::Replica& replica, const World& world, Problems& problems) {
  const auto hello = value_of(replica.hello());
  const auto rows = read_all(world, hello.held, [&](const auto& request) { return replica.rows(request); });
  for (const auto& [id, row] : server) {
    const auto here = rows.find(id);
    if (here == rows.end()) continue;  // others say so
    if (here->second.sealed_part) problems.insert(fmt::format("{} is still sealed for the server", words_of(id)));
    if (id.journal == hello.journal || row.private_part == here->second.private_part) continue;
    problems.insert(fmt::format("the private part of {} is at the server and not at {}", words_of(id), "a kiosk"));
  }
}

}  // namespace

std::set<std::string> misplaced_private_parts(World& world) {
  Problems problems;
  if (!world.server().is_up()) return problems;
  auto& door = world.server().desk().door();
  const auto server =
      read_all(world, value_of(door.held(world.event())), [&](const auto& request) { return door.rows(request); });
  none_is_lost(server, problems);
  for (auto& kiosk : world.kiosks()) {
    if (kiosk->is_up() && !kiosk->is_lost()) kiosk_has_what_it_can_read(server, kiosk->replica(), world, problems);
  }
  return problems;
}

}  // namespace einlass::simulation
