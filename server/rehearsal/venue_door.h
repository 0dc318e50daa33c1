// The real desk (server/venue) over a venue of its own, in a folder that goes with it: a copy of the event, kiosks and
// staff that exist nowhere else, and an admission for each who comes, by the event's own policy. A kiosk that is cut
// off decides by a journal of its own, as kiosks do, and hands it over later. One thread; what is committed is
// committed in batches, since no power is cut here.
#pragma once

#include "core/base/staged_folder.h"
#include "server/rehearsal/door.h"
#include "server/rehearsal/scenario.h"
#include "server/venue/desk.h"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace einlass::rehearsal {

class VenueDoor final : public Door {
 public:
  struct Setup {
    std::filesystem::path folder;  // is made, and removed again; must not be there
    std::filesystem::path assets;  // share/einlass
    const venue::RehearsalSource& source;
    const std::vector<rules::GuestRow>& guests;
    const Scenario& scenario;
    base::ManualClock& clock;
  };
  static base::Result<std::unique_ptr<VenueDoor>> open(const Setup& setup);

  base::Result<Said> ask(const Ask& ask) override;
  base::Result<void> note(const Note& note) override;
  base::Result<bool> act(std::size_t place, const rules::StaffAct& act) override;
  base::Result<void> cut(std::size_t place) override;
  base::Result<void> mend(std::size_t place) override;
  base::Result<Ledger> close() override;
  bool lets_search() const override;

  // All that was written, to be taken over into the copy that people look at.
  base::Result<std::vector<rules::JournalRow>> rows();

 private:
  // A kiosk that decides alone: the same journal code on a file of its own.
  struct Alone {
    rules::JournalId journal;
    store::EventStore store;
  };

  VenueDoor(base::StagedFolder folder, const Setup& setup) : folder_(std::move(folder)), clock_(setup.clock) {}
  base::Result<void> found(const Setup& setup);
  base::Result<void> add_places(const Scenario& scenario);
  base::Result<void> add_place(const std::string& name, const std::string& door);
  base::Result<void> add_staff();
  base::Result<void> begin();
  base::Result<void> commit();
  base::Result<venue::OpenEvent*> event();
  rules::Place place(std::size_t index) const;
  rules::EntryTime time() const;
  wire::AdmitRequest request(const Ask& ask) const;
  base::Result<Said> ask_server(const Ask& ask);
  base::Result<Said> ask_alone(Alone& alone, const Ask& ask);
  base::Result<store::EventStore> copy_for(rules::JournalId journal, const std::string& file);
  void welcome(const rules::Admission& admission);
  void told(const rules::JournalRow& row) { told_.insert(row.entry.id); }
  base::Result<void> count(Ledger& ledger);

  base::StagedFolder folder_;  // goes last
  base::ManualClock& clock_;
  std::unique_ptr<venue::Desk> desk_;
  rules::EventId event_;
  rules::BootId boot_ = rules::BootId::random();
  std::uint32_t operator_ = 0;
  std::vector<store::KioskRecord> places_;
  std::map<std::size_t, Alone> alone_;
  int cuts_ = 0;
  int open_ = 0;  // writes of the open batch; 0: none is open
  std::set<rules::EntryId> told_;
  std::size_t parked_ = 0;
  int welcomed_ = 0;
};

}  // namespace einlass::rehearsal
