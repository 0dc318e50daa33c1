// How much happened in some worlds: a simulation in which nothing does proves nothing.
#pragma once

#include <ostream>

namespace einlass::simulation {

struct Tally {
  int entries = 0;
  int shown = 0;  // outcomes of scans
  int alone = 0;  // of those
  int conflicts = 0;
  int parked = 0;
  int by_staff = 0;  // undone, judged …
  int stops = 0;     // of programs and machines
  int leases = 0;
  int on_leases = 0;  // persons
  int forfeited = 0;
  int put_back = 0;  // machines, to an earlier image of their disk
  int forked = 0;    // entries that were therefore put aside

  void add(const Tally& other) {
    entries += other.entries;
    shown += other.shown;
    alone += other.alone;
    conflicts += other.conflicts;
    parked += other.parked;
    by_staff += other.by_staff;
    stops += other.stops;
    leases += other.leases;
    on_leases += other.on_leases;
    forfeited += other.forfeited;
    put_back += other.put_back;
    forked += other.forked;
  }
};

inline std::ostream& operator<<(std::ostream& out, const Tally& tally) {
  return out << tally.entries << " entries, " << tally.by_staff << " by staff, " << tally.parked << " parked, "
             << tally.shown << " scans shown, " << tally.alone << " of them decided alone, " << tally.conflicts
             << " conflicts, " << tally.stops << " stops, " << tally.put_back << " disks put back, " << tally.forked
             << " forked, " << tally.on_leases << " persons on " << tally.leases << " leases, " << tally.forfeited
             << " of them forfeited";
}

}  // namespace einlass::simulation
