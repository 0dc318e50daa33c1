// Of crm.db: what pulls bring, row by row. Used inside db, within CrmStore's transactions.
#pragma once

#include "db/crm_store.h"
#include "db/statements.h"

namespace einlass::store {

// With its tables as they are now; waits while another connection writes.
base::Result<std::unique_ptr<Connection>> open_crm(const std::filesystem::path& file);

class CrmTables : Statements {
 public:
  explicit CrmTables(Connection& connection) : Statements(connection) {}

  base::Result<void> keep(const PullKey& key, const PulledPage& page);
  base::Result<PulledList> pulled(const PullKey& key);
  base::Result<void> mark_unseen(const PullKey& key);
  base::Result<void> note_went(const PullKey& key);
  base::Result<void> note_refused(const PullKey& key, const ReadTickets& read);
  base::Result<void> delete_gone(const std::string& connector);
  base::Result<void> keep_ticket_persons(const PullKey& key);

  base::Result<std::vector<rules::CrmPerson>> persons();
  base::Result<std::vector<rules::CrmPerson>> alike(const std::vector<CrmSought>& sought);
  base::Result<std::vector<rules::CrmPerson>> persons_for(rules::EventId event);
  base::Result<std::optional<rules::CrmPerson>> person(const std::string& connector, const std::string& id);
  base::Result<std::vector<GuestHistory>> earlier_events(rules::EventId event, const rules::AttendedEvent& this_one,
                                                         bool purged_are_earlier);
  base::Result<std::vector<GuestProfile>> profiles(rules::EventId event, const std::string& connector);
  base::Result<void> forget_guest(rules::EventId event, rules::GuestId guest);
  base::Result<std::vector<CrmPersonKey>> persons_of(rules::EventId event, rules::GuestId guest);
  base::Result<std::vector<CrmPersonKey>> persons_of(rules::EventId event);
  base::Result<void> forget_person(const CrmPersonKey& person);
  base::Result<void> forget_matches(rules::EventId event);
  base::Result<void> forget_ticket(const std::string& connector, const std::string& external_id);
  base::Result<void> forget_attended(const std::string& event);
  base::Result<void> forget_unlinked();  // what belongs to no link any more

 private:
  // Of a pulled ticket, as the guest book calls it: an order's number may stand before it.
  static const std::string kExternalId;

  base::Result<void> put_ticket(const PullKey& key, const rules::PulledTicket& ticket);
  base::Result<void> put_person(const PullKey& key, const rules::CrmPerson& person);
  base::Result<void> put_attended(const rules::CrmPerson& person);
  base::Result<void> count_person(const PullKey& key, const rules::CrmPerson& person);
  base::Result<std::vector<rules::Membership>> memberships_of(const rules::CrmPerson& person);
  base::Result<std::vector<rules::CrmPerson>> with_history(std::vector<rules::CrmPerson> persons);
  base::Result<std::vector<rules::CrmPerson>> with_memberships(std::vector<rules::CrmPerson> persons);
};

}  // namespace einlass::store
