// What hosts, staff and organisers do to the guests of an event from a page. Part of the Desk, on its thread. Each call
// that writes is a batch of the door of its own, so that it runs between those of the kiosks.
//
// Each looks at what the caller may do and see. A guest of somebody else's list is answered NotFound as if there were
// none. Refused: not hers to do by role or policy.
#pragma once

#include "server/venue/caller.h"
#include "server/venue/guest_desk.h"
#include "server/venue/host_lines.h"
#include "server/venue/host_lists.h"
#include "server/venue/staff_desk.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

// Who asks, and about which event.
struct HostAsks {
  std::string event;             // key or id
  std::optional<Caller> caller;  // nothing: the command line, which may do all
  std::string door{};            // where she stands, where the event has several
};

struct HostAdmit {
  rules::TicketId ticket;
  rules::ScanStep scan;  // minted by the page: a request that is repeated is answered alike
  int persons = 0;       // 0: all who are not in yet
};

struct HostScan {
  std::string code;  // as the camera read it
  rules::ScanStep scan;
  int persons = 0;
};

struct HostAdds {
  rules::TicketId ticket;  // minted by the page
  rules::Guest guest;      // without id; list_owner may be left out by a host with one list
  std::string category;
  int places = 1;
  std::optional<bool> at_door;  // she stands there, as a walk-in; nothing: where the doors are open
};

struct HostDecides {
  rules::TicketId ticket;
  rules::ScanStep scan;  // that was announced or refused; the next step of it lets her in
  bool approved = false;
  std::optional<rules::DeclineReason> reason;
};

class HostDesk {
 public:
  HostDesk(VenueState& state, DoorDesk& door, StaffDesk& staff, GuestDesk& guests)
      : state_(state), door_(door), staff_(staff), guests_(guests) {}

  // Whether she may see the event at all; NotFound, as if there were none.
  base::Result<OpenEvent*> event_of(const HostAsks& asks);

  // At most `limit` lines behind `after` (nil: from the first). Helpers get figures only.
  base::Result<GuestLines> list(const HostAsks& asks, rules::TicketId after, std::size_t limit);
  base::Result<GuestLines> changed(const HostAsks& asks, const std::string& since);
  // Of these tickets, those that she may see.
  base::Result<GuestLines> lines(const HostAsks& asks, const std::vector<rules::TicketId>& tickets);
  base::Result<HostSheet> sheet(const HostAsks& asks, rules::TicketId ticket);
  base::Result<HostNews> news(const HostAsks& asks);

  base::Result<HostAdmission> admit(const HostAsks& asks, const HostAdmit& admit);
  base::Result<HostAdmission> scan(const HostAsks& asks, const HostScan& scan);
  // The next step of the same scan then lets her in: its number.
  base::Result<rules::ScanStep> set_aside(const HostAsks& asks, const rules::SetRefusalAside& aside);
  base::Result<HostAdmission> decide(const HostAsks& asks, const HostDecides& decides);
  base::Result<void> answer_call(const HostAsks& asks, rules::ScanId scan);

  // Undo, depart, amend, excuse, note: acts about one ticket. Done before is no error.
  base::Result<GuestLine> act(const HostAsks& asks, rules::TicketId ticket, const rules::StaffAct& act);

  // Before the doors open, or with `at_door` false: an expected guest of the list, who owns her seat, or waits where a
  // hard cap leaves none. At the door: a walk-in, who takes a seat when she is let in.
  base::Result<GuestLine> add(const HostAsks& asks, const HostAdds& adds);
  // Off the list, and back on it. Refused: somebody of the ticket is inside.
  base::Result<GuestLine> withdraw(const HostAsks& asks, rules::TicketId ticket, bool withdrawn);

  // From the waiting list to a seat. Refused: none is left.
  base::Result<GuestLine> move_up(const HostAsks& asks, rules::TicketId ticket);
  // Of whom is excused, or has not come by the policy's time. Nothing is written unless `confirmed`.
  base::Result<std::vector<ReleasedSeat>> release(const HostAsks& asks, bool confirmed);

 private:
  struct Standing {  // a caller at an event
    OpenEvent& event;
    const HostAsks& asks;
  };

  base::Result<GuestLine> line_of(const HostAsks& asks, rules::TicketId ticket);
  base::Result<HostLines*> lines_of(OpenEvent& event);
  StaffAct acting(const HostAsks& asks, const OpenEvent& event) const;

  VenueState& state_;
  DoorDesk& door_;
  StaffDesk& staff_;
  GuestDesk& guests_;
  std::map<rules::EventId, HostLines> lines_;
};

}  // namespace einlass::venue
