// From the attendance of an event to what a target should hold of it: whose record it is, what it says, or why nobody
// may send it (docs/crm.md). Pure values; any thread.
#pragma once

#include "core/rules/guest_row.h"
#include "core/rules/outbox_row.h"
#include "server/crm/reconciler.h"
#include "server/crm/target_content.h"
#include "server/report/attendance_table.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

// Who a guest is in the organisation's CRM.
struct CrmPerson {
  std::string person;              // as the CRM calls her; empty: nobody knows
  bool is_ambiguous = false;       // she may be several, or a person has to say so
  bool objects = false;            // to profiling; she may be one who does where she is ambiguous as well
  bool is_known = false;           // she is, or may be, a person of some connector
  std::string membership{};        // of any connector, as of the event's date; empty: none that is known
  bool is_no_member = false;       // hers has ended, or not begun: nothing that is unknown
  std::set<std::string> is_not{};  // of the CRM's persons, as somebody said
  friend bool operator==(const CrmPerson&, const CrmPerson&) = default;
};

// As of one moment, of one event.
class KnownPersons {
 public:
  // `connector`: whose own tickets ticket_of() knows.
  explicit KnownPersons(std::string connector) : connector_(std::move(connector)) {}

  void put(rules::GuestId guest, const CrmPerson& person) { matched_[guest.text()] = person; }
  void take(const rules::GuestRow& row);
  // What another server's CRM says of her counts beside what is known here.
  void note_objection(rules::GuestId guest, bool is_sure);

  // Empty where nobody has matched her: no number of a list is a person's.
  CrmPerson person_of(const report::AttendanceRow& row) const;
  // As the source that is the target itself calls it, whoever came with it; empty: her ticket is not of it.
  std::string ticket_of(const report::AttendanceRow& row) const;

 private:
  std::string connector_;
  std::map<std::string, CrmPerson> matched_;        // by guest
  std::map<std::string, std::string> own_tickets_;  // its id there, by ticket: of rows that came from the connector
};

// Nothing: of whom nothing is to be said, as nobody could have come, or is still awaited.
std::optional<crm::Came> came(const report::AttendanceRow& row);

// A row of the outbox as it should be: who and what.
struct OutboxWish {
  std::string record;
  rules::TicketId ticket;
  rules::GuestId guest;
  std::string person;
  crm::Wish wish;
  std::string name;  // by which guests of one address are told apart
  crm::Came came = crm::Came::NoShow;
  std::set<std::string> is_not{};  // CrmPerson::is_not
};

struct WishSettings {
  settings::ConnectorKind kind = settings::ConnectorKind::Pimcore;
  crm::EventPlace event;
  rules::EventId id;
};

// The key of the outbox row that says this, whether or not there is one.
std::string record_of(const report::AttendanceRow& row, const WishSettings& settings);

// Of a target that knows one record of a person: of her tickets under one name and address the best outcome is hers.
// Whose outcome it is of several guests who bear one address, nobody can say. `wishes` are all of these persons.
void settle_addresses(std::vector<OutboxWish>& wishes);

std::vector<OutboxWish> wishes_of(const std::vector<report::AttendanceRow>& rows, const KnownPersons& persons,
                                  const WishSettings& settings);

}  // namespace einlass::venue
