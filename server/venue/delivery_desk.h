// Attendance on its way to the systems around the server: what an organiser has let out, what is due, and what became
// of it (docs/crm.md, The outbox). Reads and commits, never waits: requests are another thread's, between
// begin_delivery and finish_delivery. Part of the Desk, on its thread.
#pragma once

#include "db/outbox.h"
#include "server/crm/deliver.h"
#include "server/venue/delivery_wishes.h"
#include "server/venue/outbox_rows.h"
#include "server/venue/outlets.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace einlass::venue {

// An order of an organiser.
struct DeliveryOrder {
  std::string event;
  std::string target;
  std::string place{};        // what the target calls the event; empty: as it was
  bool is_confirmed = false;  // also while it is packed and away, and where nobody knows who objects to profiling
};

// Why nothing went there at the last try, which is made again by itself: of a target for which something is left.
struct DeliveryTrouble {
  std::string words;    // of the target, without names, or what happened on the way
  base::Instant since;  // the first of these tries, as far as this program has run since
};

// An event's attendance and one target, to be read elsewhere: what is committed by then. Any thread.
class DeliveryReading {
 public:
  const WishSettings& settings() const { return settings_; }
  const KnownPersons& persons() const { return persons_; }
  const store::OutboxTarget& target() const { return target_; }
  const std::optional<wire::PackNote>& packed_away() const { return packed_away_; }
  const std::optional<DeliveryTrouble>& trouble() const { return trouble_; }

  struct Content {
    std::vector<report::AttendanceRow> attendance;
    std::map<std::string, rules::GuestRow> listed;  // by guest, as her source has her
    std::vector<OutboxWish> wishes;
    std::vector<rules::OutboxRow> rows;
  };
  base::Result<Content> read() const;

 private:
  friend class DeliveryDesk;
  DeliveryReading(KnownPersons persons) : persons_(std::move(persons)) {}

  WishSettings settings_;
  KnownPersons persons_;
  store::OutboxTarget target_;
  std::optional<wire::PackNote> packed_away_;
  std::optional<DeliveryTrouble> trouble_;
  store::EventStoreOptions file_;
  std::uint64_t looked_before_ = 0;  // DeliveryDesk::looks_
};

// A batch of one run.
struct DeliveryTask {
  rules::EventId event;
  std::string target;
  crm::TargetSetup setup;
  std::vector<crm::DeliveryStep> steps;
};

struct DeliveryStatus {
  std::string event;  // key
  store::OutboxTarget target;
  std::optional<wire::PackNote> packed_away;  // another server writes: see outlets.h
  std::map<rules::OutboxState, int> counts;
  std::optional<base::Instant> next_try;
  std::optional<DeliveryTrouble> trouble;
  std::vector<rules::OutboxRow> parked;
};

// Whether somebody is who in the CRM, per guest of the event.
using MatchLookup = std::function<base::Result<std::map<rules::GuestId, CrmPerson>>(rules::EventId event,
                                                                                    const std::string& connector)>;

// Connectors whose persons were never pulled to the end: of these nobody knows who objects to profiling.
using NeverPulled = std::function<base::Result<std::vector<std::string>>()>;

class DeliveryDesk {
 public:
  DeliveryDesk(VenueState& state, crm::Paces& paces) : state_(state), paces_(paces) {}

  void use_matches(MatchLookup lookup) { matches_ = std::move(lookup); }
  void use_never_pulled(NeverPulled connectors) { never_pulled_ = std::move(connectors); }

  // For a review. NotFound: no such event or connector. InvalidInput: nothing can be written to it.
  base::Result<DeliveryReading> reading(const std::string& event, const std::string& target);

  // An organiser lets it out, in two parts as a long list takes its time. Refused: the event is not over, or a
  // rehearsal, or packed and away, or something of it lies at another place of the target.
  base::Result<DeliveryReading> begin_write(const DeliveryOrder& order);
  // `chosen`: of these tickets only, beside what was let out before; nothing: of all. What the target refused is tried
  // again. Waiting rows go with it as soon as somebody says who they are.
  base::Result<void> finish_write(const DeliveryReading& reading, const DeliveryReading::Content& content,
                                  const std::optional<std::set<rules::TicketId>>& chosen);
  // All of it is taken back. NotFound: nothing was let out. Refused: it is packed and away.
  base::Result<void> undo(const DeliveryOrder& order);
  // After whatever stopped it was put right: in all events, or in one. NotFound: nothing was written to it there.
  base::Result<void> start(const std::string& target, const std::string& event = {});
  // Of all events or one.
  base::Result<std::vector<DeliveryStatus>> status(const std::string& event = {});

  // Where something is or was let out, in all events or one.
  base::Result<Outlets> outlets(const std::string& event = {});
  // What changed is looked at, and what is due is begun and on disk. Nothing: there is nothing to do now, the target
  // has stopped, or a batch to it is out, of this event or another.
  base::Result<std::optional<DeliveryTask>> begin_delivery(rules::EventId event, const std::string& target);
  base::Result<void> finish_delivery(const DeliveryTask& task, const std::vector<crm::Delivered>& delivered);
  // Whoever took the task could not even begin: nothing was sent. `stops`: not before somebody starts the target.
  base::Result<void> drop_delivery(const DeliveryTask& task, const base::Error& why, bool stops);
  // When the next of these is due, at the earliest now; nothing: none is. An error is of one that cannot be read, where
  // none of the others is due either.
  base::Result<std::optional<base::Instant>> next_delivery(const Outlets& among);

 private:
  base::Result<settings::ConnectorSettings> connector(const std::string& name) const;
  base::Result<WishSettings> settings_of(const OpenEvent& event, const store::OutboxTarget& target) const;
  base::Result<DeliveryReading> reading_of(OpenEvent& event, const store::OutboxTarget& target);
  base::Result<void> require_objections_are_known(const DeliveryOrder& order) const;
  base::Result<std::optional<base::Instant>> next_of(const Outlet& outlet);
  bool is_busy(const std::string& target) const;
  base::Result<void> note_trouble(OpenEvent& event, const std::string& target,
                                  const std::vector<crm::Delivered>& delivered);
  std::optional<DeliveryTrouble> trouble_of(rules::EventId event, const std::string& target) const;
  base::Result<KnownPersons> persons(OpenEvent& event, const std::string& connector) const;
  base::Result<void> move_to(OpenEvent& event, const std::string& place, DeliveryReading& reading);
  base::Result<void> take_over(const OpenEvent& event, const DeliveryOrder& order);
  base::Result<void> look_at_dirty(OpenEvent& event);
  LookAtTickets look_at(OpenEvent& event, const WishSettings& settings, const std::string& target) const;
  // What another ticket of the same person says is to be said again.
  base::Result<void> say_again(OpenEvent& event, const std::string& target, const rules::OutboxRow& removed);
  base::Result<std::vector<OutboxWish>> wishes_now(const DeliveryReading& reading,
                                                   const DeliveryReading::Content& content);
  base::Result<std::vector<report::AttendanceRow>> attendance_of(OpenEvent& event, rules::TicketId ticket,
                                                                 KnownPersons* persons) const;
  base::Result<std::vector<report::AttendanceRow>> attendance_of(OpenEvent& event,
                                                                 const std::set<rules::TicketId>& tickets,
                                                                 KnownPersons& persons) const;
  base::Result<std::string> without_names(OpenEvent& event, const rules::OutboxRow& row, std::string words) const;
  base::Result<void> stop(OpenEvent& event, const std::string& target, const std::string& why);

  VenueState& state_;
  crm::Paces& paces_;
  MatchLookup matches_;
  NeverPulled never_pulled_;
  std::set<Outlet> busy_;
  std::map<Outlet, DeliveryTrouble> troubles_;
  // When tickets of an event that is written were looked at last, counted: what a write read of them before is old.
  std::map<rules::EventId, std::map<rules::TicketId, std::uint64_t>> looked_at_;
  std::uint64_t looks_ = 0;
};

}  // namespace einlass::venue
