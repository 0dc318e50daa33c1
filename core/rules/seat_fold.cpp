#include "core/rules/seat_fold.h"

#include <algorithm>
#include <map>
#include <utility>

namespace einlass::rules {
namespace {

struct Drawn {
  std::size_t scan = 0;
  const Admitted* admitted = nullptr;
  int inside = 0;
};

void give_back(const ScanGraph& graph, std::size_t scan, const Departed& departed, std::vector<Drawn>& drawn) {
  if (!graph.knows_nothing_else(scan)) return;
  int persons = departed.persons;
  for (auto& each : drawn) {
    if (each.admitted->day != departed.day || !(each.scan == scan || graph.knows(scan, each.scan))) continue;
    const int leaving = std::min(persons, each.inside);
    each.inside -= leaving;
    persons -= leaving;
  }
}

}  // namespace

std::vector<LeasedSeats> fold_leased_seats(const ScanGraph& graph, const SeatedScans& scans) {
  std::vector<Drawn> drawn;
  for (const auto index : graph.order()) {
    const auto& scan = graph.scans()[index];
    if (scans.undone.contains(scan.ref)) continue;
    const auto* admitted = scan.admission();
    const bool is_leased = admitted != nullptr && admitted->seat.source == SeatSource::Lease;
    if (is_leased && scans.seated.contains(scan.ref)) drawn.push_back({index, admitted, admitted->persons});
    for (const auto* entry : scan.departures) give_back(graph, index, std::get<Departed>(entry->fact), drawn);
  }
  std::map<std::pair<LeaseId, AdmissionDay>, LeasedSeats> by_lease;
  for (const auto& each : drawn) {
    const auto lease = each.admitted->seat.lease;
    const auto& day = each.admitted->day;
    auto& seats = by_lease.try_emplace({lease, day}, LeasedSeats{.lease = lease, .day = day}).first->second;
    seats.inside += each.inside;
    seats.admitted += each.admitted->persons;
  }
  std::vector<LeasedSeats> leased;
  for (const auto& [key, seats] : by_lease) leased.push_back(seats);
  return leased;
}

}  // namespace einlass::rules
