// Seats that kiosks may hand out alone: granted, recalled, and forfeited where a kiosk is lost (docs/journal.md,
// Leases). Part of the Desk, on its thread. What writes does so within a batch of DoorDesk.
#pragma once

#include "db/lease_book.h"
#include "server/venue/door_desk.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace einlass::venue {

// Who is to give seats away alone.
struct LeaseHolder {
  rules::JournalId journal;
  rules::Place place;
  std::uint32_t operator_number = 0;  // whose page it is
};

// Seats of an event that connected kiosks are to give back.
struct SeatRecall {
  rules::EventId event;
  std::set<rules::JournalId> holders;
};

class LeaseDesk {
 public:
  LeaseDesk(VenueState& state, DoorDesk& door) : state_(state), door_(door) {}

  // False: denied. True also where it was granted before: nothing more is granted then. Refused: not the kiosk's event.
  base::Result<bool> grant(rules::KioskId kiosk, const wire::LeaseRequest& request);
  // Likewise to whoever was looked at already, such as a host's page.
  base::Result<bool> grant_to(const LeaseHolder& holder, const wire::LeaseRequest& request);

  // Journals that hold unused seats, of which this scan needs some because the pool has too few. Empty: it is decided
  // now.
  base::Result<std::set<rules::JournalId>> holders_to_ask(rules::KioskId kiosk, const wire::AdmitRequest& request);

  // The same of somebody at a page: the kiosks only, as a page cannot be asked. Those it names are then recalled from.
  base::Result<bool> recall_for(const rules::Place& place, const wire::AdmitRequest& request);
  // To be passed on to the kiosks; each is handed out once.
  std::vector<SeatRecall> take_recalls() { return std::exchange(recalls_, {}); }
  bool has_recalls() const { return !recalls_.empty(); }

  // The kiosk has all entries and this version of its event's guest list: events in which seats wait for its word, that
  // may be given now. Empty also while the list has a newer version.
  std::vector<rules::EventId> to_acknowledge(rules::KioskId kiosk, const base::Hash& guest_list);
  void acknowledge(rules::KioskId kiosk, rules::EventId event);

  // Writes that revoked kiosks are lost, in whatever event that kiosks may still bring back, that leases of lost ones
  // are forfeited which are over, and that nobody knows what became of badges that they had begun.
  base::Result<void> settle(rules::EventId event);
  // Events in which settle() would write something.
  std::vector<rules::EventId> to_settle();

  // A kiosk gets its share of what is left, half of which stays for those who ask the server; enough for a bad quarter
  // of an hour at a door, and so few that a lost kiosk empties no evening.
  static constexpr int most_seats = 10;
  static constexpr std::chrono::minutes lasts{60};
  // Clocks drift by less, and a kiosk counts from before the server did.
  static constexpr std::chrono::minutes forfeited_after{5};

 private:
  struct Settlement {
    std::vector<store::KioskRecord> revoked;
    std::set<rules::JournalId> lost;  // of kiosks that go on in another one
    std::vector<rules::LeaseId> forfeited;
    std::vector<rules::KioskId> acknowledged;  // lost: no seat waits for their word any more
    std::vector<store::OpenBadge> badges;
    bool empty() const {
      return revoked.empty() && lost.empty() && forfeited.empty() && acknowledged.empty() && badges.empty();
    }
  };

  using FindFull = std::function<base::Result<std::optional<FullScan>>()>;
  base::Result<std::set<rules::JournalId>> holders_of_missing(rules::EventId event, const FindFull& full);
  base::Result<int> holders_of(OpenEvent& event, rules::JournalId asking);
  base::Result<int> share_of(OpenEvent& event, rules::JournalId asking, const std::string& category);
  using Kiosks = std::vector<store::KioskRecord>;  // all that the venue knows, revoked ones too
  using Journals = std::set<rules::JournalId>;
  base::Result<Kiosks> revoked_without_entry(OpenEvent& event, const Kiosks& kiosks) const;
  base::Result<Journals> lost_journals(const Kiosks& kiosks) const;
  bool is_over(const store::OpenLease& lease);
  base::Result<void> settle_leases(OpenEvent& event, const Kiosks& kiosks, const Journals& lost,
                                   Settlement& settlement);
  base::Result<void> settle_badges(OpenEvent& event, const Journals& lost, Settlement& settlement);
  base::Result<Settlement> settlement_of(OpenEvent& event);

  VenueState& state_;
  DoorDesk& door_;
  std::vector<SeatRecall> recalls_;
  // Up to where journals of lost kiosks were looked through for badges.
  std::map<std::pair<rules::EventId, rules::JournalId>, std::uint64_t> badges_settled_;
  std::map<rules::LeaseId, base::Milliseconds> forfeit_at_;  // monotonic: an organiser may set the venue's time ahead
};

}  // namespace einlass::venue
