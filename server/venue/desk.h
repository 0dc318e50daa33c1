// The desk: every use case of the venue server, synchronous. einlass-server calls it on its database thread, the
// command line in process. It owns the state directory from open to the end of its life.
#pragma once

#include "server/venue/backup_desk.h"
#include "server/venue/closing_desk.h"
#include "server/venue/crm_desk.h"
#include "server/venue/delivery_desk.h"
#include "server/venue/door_desk.h"
#include "server/venue/erasure_desk.h"
#include "server/venue/event_desk.h"
#include "server/venue/guest_desk.h"
#include "server/venue/host_desk.h"
#include "server/venue/house_desk.h"
#include "server/venue/journal_desk.h"
#include "server/venue/kiosk_desk.h"
#include "server/venue/lease_desk.h"
#include "server/venue/message_desk.h"
#include "server/venue/offer_desk.h"
#include "server/venue/pack_desk.h"
#include "server/venue/paper_desk.h"
#include "server/venue/people_desk.h"
#include "server/venue/person_desk.h"
#include "server/venue/print_desk.h"
#include "server/venue/privacy_desk.h"
#include "server/venue/report_desk.h"
#include "server/venue/roster_desk.h"
#include "server/venue/source_desk.h"
#include "server/venue/staff_desk.h"
#include "server/venue/venue_state.h"

#include <memory>
#include <utility>

namespace einlass::venue {

class Desk {
 public:
  // AlreadyExists: another process owns the directory. Incompatible: written by a newer version.
  static base::Result<std::unique_ptr<Desk>> open(const DeskOptions& options) {
    auto state = VenueState::open(options);
    if (!state) return tl::make_unexpected(state.error());
    std::unique_ptr<Desk> desk(new Desk(*std::move(state)));
    if (auto forgotten = desk->backups().forget_unfinished(); !forgotten) return tl::make_unexpected(forgotten.error());
    if (auto forgotten = desk->packs().forget_unfinished(); !forgotten) return tl::make_unexpected(forgotten.error());
    if (auto started = desk->people().start(); !started) return tl::make_unexpected(started.error());
    return desk;
  }

  EventDesk& events() { return events_; }
  GuestDesk& guests() { return guests_; }
  KioskDesk& kiosks() { return kiosks_; }
  DoorDesk& door() { return door_; }
  StaffDesk& staff() { return staff_; }
  HostDesk& hosts() { return hosts_; }
  PaperDesk& paper() { return paper_; }
  JournalDesk& journals() { return journals_; }
  RosterDesk& roster() { return roster_; }
  PeopleDesk& people() { return people_; }
  LeaseDesk& leases() { return leases_; }
  PrintDesk& prints() { return prints_; }
  ReportDesk& reports() { return reports_; }
  BackupDesk& backups() { return backups_; }
  OfferDesk& offers() { return offers_; }
  PackDesk& packs() { return packs_; }
  MessageDesk& messages() { return messages_; }
  ClosingDesk& closings() { return closings_; }
  CrmDesk& crm() { return crm_; }
  SourceDesk& sources() { return sources_; }
  DeliveryDesk& deliveries() { return deliveries_; }
  HouseDesk& house() { return house_; }
  ErasureDesk& erasures() { return erasures_; }
  PrivacyDesk& privacy() { return privacy_; }
  PersonDesk& persons() { return persons_; }

  const DeskOptions& options() const { return state_->options(); }
  rules::JournalId journal() const { return state_->journal(); }
  base::Instant now() const { return state_->now(); }
  base::Milliseconds clock_is_off_by() const { return state_->clock_is_off_by(); }
  base::Result<void> accept_clock() { return state_->accept_clock(); }
  base::Result<OpenEvent*> event(rules::EventId id) { return state_->event(id); }

 private:
  explicit Desk(std::unique_ptr<VenueState> state)
      : state_(std::move(state)),
        events_(*state_),
        guests_(*state_),
        kiosks_(*state_),
        door_(*state_),
        staff_(*state_, door_),
        leases_(*state_, door_),
        crm_(*state_, guests_, paces_),
        sources_(*state_, door_, crm_),
        hosts_({*state_, door_, staff_, guests_, leases_, sources_}),
        paper_(*state_, hosts_),
        roster_(*state_),
        people_(*state_),
        journals_(*state_, door_, leases_, hosts_),
        prints_(*state_, door_),
        reports_(*state_),
        backups_(*state_),
        offers_(*state_),
        packs_(*state_, door_, events_, people_),
        messages_(*state_),
        closings_(*state_, door_),
        deliveries_(*state_, paces_),
        house_(*state_, hosts_),
        erasures_({*state_, door_, staff_, events_, backups_, crm_}),
        privacy_({*state_, door_, events_, closings_, backups_, crm_, erasures_}),
        persons_({*state_, events_, erasures_}) {
    deliveries_.use_matches(
        [this](rules::EventId event, const std::string& connector) { return crm_.known_persons(event, connector); });
    deliveries_.use_never_pulled([this] { return crm_.never_pulled(); });
    packs_.use_objections([this](rules::EventId event) { return crm_.objections(event); });
    crm_.use_outlets([this] { return deliveries_.outlets(); });
  }

  std::unique_ptr<VenueState> state_;
  EventDesk events_;
  GuestDesk guests_;
  KioskDesk kiosks_;
  DoorDesk door_;
  StaffDesk staff_;
  LeaseDesk leases_;
  crm::Paces paces_;
  CrmDesk crm_;
  SourceDesk sources_;
  HostDesk hosts_;
  PaperDesk paper_;
  RosterDesk roster_;
  PeopleDesk people_;
  JournalDesk journals_;
  PrintDesk prints_;
  ReportDesk reports_;
  BackupDesk backups_;
  OfferDesk offers_;
  PackDesk packs_;
  MessageDesk messages_;
  ClosingDesk closings_;
  DeliveryDesk deliveries_;
  HouseDesk house_;
  ErasureDesk erasures_;
  PrivacyDesk privacy_;
  PersonDesk persons_;
};

}  // namespace einlass::venue
