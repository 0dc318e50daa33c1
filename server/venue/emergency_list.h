// The list of guests for an evening without power or network: everybody who may come in, by family name, with a row
// number under which her tick is typed back. Read from a snapshot by any thread, beside the desk's.
#pragma once

#include "core/base/venue_zone.h"
#include "core/rules/event_policy.h"
#include "core/rules/ticket.h"
#include "db/event_store.h"
#include "db/ticket_rows.h"
#include "server/venue/caller.h"
#include "server/venue/venue_state.h"

#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

// What somebody at the door must know before she lets the guest in.
enum class PaperMark { AwaitingApproval, Waitlisted, Unpaid, NotOnList, Excused };

struct EmergencyRow {
  rules::TicketId ticket;
  std::string family_name;  // by which rows are sorted
  std::string name;         // "Lovelace, Ada"; empty: nobody is named yet
  std::string company;
  std::string category;  // label
  std::string table;
  int places = 1;
  int inside = 0;  // when it was printed
  std::set<PaperMark> marks;
};

struct EmergencyList {
  int number = 0;
  std::string event_name;
  base::Instant starts;
  base::Instant printed;
  bool only_some = false;  // a host's own lists
  bool rehearsal = false;
  bool departures = false;         // count: when somebody left is written down
  std::vector<EmergencyRow> rows;  // row 1 first
};

class EmergencyPrint {
 public:
  // `number`: under which its rows are kept; `language`: of the labels.
  EmergencyPrint(const OpenEvent& event, const VenueState& state, Caller who, int number, std::string language);

  base::Result<EmergencyList> read() const;
  const base::VenueZone& zone() const { return zone_; }
  const std::string& language() const { return language_; }
  int number() const { return number_; }
  rules::EventId event() const { return event_; }

 private:
  EmergencyRow row_of(const store::TicketAtDoor& found) const;

  rules::EventId event_;
  rules::EventFrame frame_;
  rules::EventPolicy policy_;
  base::VenueZone zone_;
  rules::AdmissionDay day_;
  base::Instant printed_;
  store::EventStoreOptions file_;
  Caller who_;
  int number_;
  std::string language_;
};

}  // namespace einlass::venue
