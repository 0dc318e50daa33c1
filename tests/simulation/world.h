// One venue for one evening: a server, kiosks, the links between them, guests, and weather that hits all of it; then
// the sky clears and everybody has to agree. Everything follows from the seed. One thread, virtual time.
//
//   World world(seed, folder, assets);
//   for (const auto& problem : world.run()) …
#pragma once

#include "tests/simulation/chronicle.h"
#include "tests/simulation/guest_lists.h"
#include "tests/simulation/guests.h"
#include "tests/simulation/machine.h"
#include "tests/simulation/nature.h"
#include "tests/simulation/occasion.h"
#include "tests/simulation/simulated_kiosk.h"
#include "tests/simulation/simulated_link.h"
#include "tests/simulation/simulated_server.h"
#include "tests/simulation/staff.h"
#include "tests/simulation/tally.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace einlass::simulation {

class Weather;

class World {
 public:
  // `folder`: empty, for what does not lie on the machines' disks.
  World(std::uint64_t seed, const std::filesystem::path& folder, const std::filesystem::path& assets);
  ~World();

  // What was broken; empty: nothing.
  std::set<std::string> run();

  // For the weather and the invariants.
  Tally& tally() { return tally_; }
  Nature& nature() { return nature_; }
  SimulatedServer& server() { return *server_; }
  Machine& server_machine() { return *machines_.front(); }
  Kiosks& kiosks() { return kiosks_; }
  const Kiosks& kiosks() const { return kiosks_; }
  SimulatedLink& link(std::size_t kiosk) { return *links_[kiosk]; }
  const Chronicle& chronicle() const { return chronicle_; }
  GuestLists& guest_lists() { return guest_lists_; }
  const Occasion& occasion() const { return occasion_; }
  rules::EventId event() const { return event_; }
  const rules::EventPolicy& policy() const { return policy_; }
  rules::JournalId server_journal() const { return server_journal_; }
  const std::vector<rules::AdmissionDay>& days() const { return days_; }
  const Staff& staff() const { return *staff_; }
  bool was_put_back() const;  // some machine, to what its disk had held before
  const std::set<rules::JournalId>& lost_journals() const { return lost_journals_; }
  std::size_t any_kiosk() { return static_cast<std::size_t>(nature_.below(static_cast<int>(kiosks_.size()))); }
  void import_second_list();
  void lose_a_kiosk();

 private:
  Machine& add_machine(const std::string& name);
  void found_venue();
  void add_kiosk(int number);
  LinkEnds ends_of(std::size_t kiosk);
  wire::KioskIdentity pair(const std::string& name);
  void spend_evening(Weather& weather);
  void spend_night();
  void spend_an_hour();
  bool admits_by_day() const;
  void note_day();
  void run_for(Milliseconds time);
  void pass(Milliseconds until);
  void heal();
  bool all_in_step();
  bool has_servers_list(SimulatedKiosk& kiosk);
  void close();

  Nature nature_;
  std::filesystem::path folder_;
  std::filesystem::path assets_;
  Chronicle chronicle_;
  GuestLists guest_lists_{chronicle_};
  Occasion occasion_;
  std::vector<std::unique_ptr<Machine>> machines_;
  std::unique_ptr<SimulatedServer> server_;
  std::vector<std::unique_ptr<SimulatedLink>> links_;
  Kiosks kiosks_;
  Guests guests_;
  std::unique_ptr<Staff> staff_;
  rules::EventId event_;
  rules::EventPolicy policy_;
  rules::JournalId server_journal_;
  std::vector<rules::AdmissionDay> days_;
  std::set<rules::JournalId> lost_journals_;
  Tally tally_;
};

}  // namespace einlass::simulation
