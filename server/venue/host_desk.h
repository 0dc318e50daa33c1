// What hosts, staff and organisers do to the guests of an event from a page. Part of the Desk, on its thread. Each call
// that writes is a batch of the door of its own, so that it runs between those of the kiosks.
//
// Each looks at what the caller may do and see. A guest of somebody else's list is answered NotFound as if there were
// none, and so is an event that is not hers. Refused: not hers to do by role or policy.
#pragma once

#include "server/venue/arrivals.h"
#include "server/venue/guest_desk.h"
#include "server/venue/host_asks.h"
#include "server/venue/host_export.h"
#include "server/venue/host_lines.h"
#include "server/venue/host_news.h"
#include "server/venue/host_watch.h"
#include "server/venue/lane_advice.h"
#include "server/venue/lease_desk.h"
#include "server/venue/source_desk.h"
#include "server/venue/staff_desk.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

class HostDesk {
 public:
  struct Parts {  // all outlive it
    VenueState& state;
    DoorDesk& door;
    StaffDesk& staff;
    GuestDesk& guests;
    LeaseDesk& leases;
    SourceDesk& sources;
  };
  explicit HostDesk(const Parts& parts)
      : state_(parts.state),
        door_(parts.door),
        staff_(parts.staff),
        guests_(parts.guests),
        leases_(parts.leases),
        sources_(parts.sources) {}

  base::Result<OpenEvent*> event_of(const HostAsks& asks);
  static Caller caller_of(const HostAsks& asks);

  // At most `limit` lines behind `after` (nil: from the first). Helpers get figures only.
  base::Result<GuestLines> list(const HostAsks& asks, rules::TicketId after, std::size_t limit);
  base::Result<GuestLines> changed(const HostAsks& asks, const std::string& since);
  // Of these tickets, those that she may see.
  base::Result<GuestLines> lines(const HostAsks& asks, const std::vector<rules::TicketId>& tickets);
  base::Result<HostSheet> sheet(const HostAsks& asks, rules::TicketId ticket);
  base::Result<HostNews> news(const HostAsks& asks);
  base::Result<Arrivals> arrivals(const HostAsks& asks);
  // Of the kiosks that are connected and serve the event.
  base::Result<LaneReport> lanes(const HostAsks& asks);
  // Whose lists the event has, of those whose guests she may see; by name.
  base::Result<std::vector<std::string>> list_owners(const HostAsks& asks);
  // To be read elsewhere: of all guests whom she may see, or of one owner's list. NotFound: the event has no such list.
  base::Result<HostExport> begin_export(const HostAsks& asks, const std::string& list_owner = {});

  // Like a tap at a staff kiosk. InvalidInput: the scan was of another ticket. What was on paper is decided as of the
  // middle of its time, which is unsure: it never wins against what a kiosk wrote.
  base::Result<HostAdmission> admit(const HostAsks& asks, const HostAdmit& admit);
  // NotFound: nobody of the ticket was inside on that day. InvalidInput: somebody came in later than that.
  base::Result<HostDeparture> see_off(const HostAsks& asks, const HostSeesOff& leaving);
  // Like a kiosk's scan. A helper is told what self-service would say, a host of others' guests the outcome only.
  base::Result<HostAdmission> scan(const HostAsks& asks, const HostScan& scan);
  // The step of the same scan that then lets her in. Asked again: the same one. InvalidInput: no question of the event.
  base::Result<rules::ScanStep> answer_questions(const HostAsks& asks, const HostAnswers& answers);
  // The step of the same scan that then lets her in. Asked again: the same one.
  base::Result<rules::ScanStep> set_aside(const HostAsks& asks, const rules::SetRefusalAside& aside);
  // AlreadyExists: to decline whom somebody has let in.
  base::Result<HostAdmission> decide(const HostAsks& asks, const HostDecides& decides);
  base::Result<void> answer_call(const HostAsks& asks, rules::ScanId scan);

  // To be told from now on, or no more. Whoever has arrived is no news.
  base::Result<ArrivalNotices> want_notices(const HostAsks& asks, const NoticeWish& wish, bool wanted);
  // She knows that they came.
  base::Result<ArrivalNotices> see_arrivals(const HostAsks& asks, const std::vector<rules::TicketId>& tickets);

  // What store::entries_of does about one ticket: undo, depart, amend, excuse, note, judge. Undone before is no error.
  base::Result<GuestLine> act(const HostAsks& asks, rules::TicketId ticket, const rules::StaffAct& act);
  // Somebody without a name, by one tap; and that tap taken back, NotFound where it counted nobody. Asked again: the
  // same.
  base::Result<void> count_in(const HostAsks& asks, const rules::CountIn& tap);
  base::Result<void> count_back(const HostAsks& asks, const rules::ScanRef& tap);

  // Before the doors open, or with `at_door` false: an expected guest of the list, who owns her seat, or waits where a
  // hard cap leaves none. At the door: a walk-in, who takes a seat when she is let in. Asked again: the same guest.
  base::Result<GuestLine> add(const HostAsks& asks, const HostAdds& adds);
  // Somebody else comes on this ticket: on the admission day, where admissions count for one. The page names her id, so
  // that asked again she is the same. Refused: the policy lets nobody of this role hand tickets on.
  base::Result<GuestLine> hand_on(const HostAsks& asks, rules::TicketId ticket, const rules::Guest& instead);
  // Off the list, and back on it: as a source's list would cancel her, and no later one confirms her again. Refused:
  // somebody of the ticket is inside.
  base::Result<GuestLine> withdraw(const HostAsks& asks, rules::TicketId ticket, bool withdrawn);

  // From the waiting list, or back to a seat that was released. Refused: none is left.
  base::Result<GuestLine> move_up(const HostAsks& asks, rules::TicketId ticket);
  // The seats of whom is excused, or has not come by the policy's time. Nothing is written unless `confirmed`.
  base::Result<std::vector<ReleasedSeat>> release(const HostAsks& asks, bool confirmed);

 private:
  // Somebody at an event whose lines are as the last commit left them.
  struct At {
    OpenEvent& event;
    HostLines& lines;
    Caller who;
    rules::Place place;
    rules::AdmissionDay day;
    bool has_ended = false;

    bool may_see(const GuestLine& line) const { return who.may_see_guest_of(line.list_owner); }
    rules::Decider decider() const { return rules::decider_of(who.role); }
    StaffAct acting() const;
  };

  base::Result<At> at(const HostAsks& asks);
  base::Result<At> at_as(const HostAsks& asks, rules::Role least);
  static GuestLine shown(const At& at, const GuestLine& line);
  static base::Result<GuestLine> seen(const At& at, rules::TicketId ticket);
  base::Result<GuestLine> seen_anew(const At& at, rules::TicketId ticket);
  base::Result<void> figures(const At& at, GuestLines& lines);
  base::Result<HostLines*> lines_of(OpenEvent& event);
  HostWatch& watch_of(const OpenEvent& event);
  base::Result<void> add_calls(const At& at, HostNews& news);
  base::Result<void> add_waiting(const At& at, HostNews& news);
  base::Result<void> add_conflicts(const At& at, HostNews& news);
  DoubtfulAdmission admission_by(const std::vector<rules::JournalRow>& rows, const rules::ScanRef& scan);

  template <typename Use>
  auto in_batch(const Use& use) -> decltype(use());

  wire::AdmitRequest request(const At& at, const rules::ScanStep& scan, wire::ScanTarget target) const;
  base::Result<HostAdmission> ask(const At& at, const wire::AdmitRequest& request);
  std::optional<rules::EntryTime> time_of(const HostAdmit& admit) const;
  base::Result<HostAdmission> answer(const At& at, const wire::AdmitReply& reply);
  base::Result<void> set_aside_on_paper(const At& at, const HostAdmit& admit, const rules::Place& place);
  base::Result<rules::JournalRow> write_departure(const At& at, const HostSeesOff& leaving);
  base::Result<std::optional<HostAdmission>> seats_for_approved(const At& at, const HostDecides& decides);
  wire::AdmitRequest approved_request(const At& at, const HostDecides& decides) const;
  base::Result<std::vector<rules::StaffAct>> acts_of(const At& at, const HostDecides& decides) const;
  base::Result<void> write(const At& at, const std::vector<rules::StaffAct>& acts);
  base::Result<void> write_count(const At& at, const rules::StaffAct& act);
  base::Result<wire::AdmitReply> let_in(const At& at, const HostDecides& decides);
  base::Result<HostAdmission> decline(const At& at, const GuestLine& line, const HostDecides& decides);
  base::Result<std::optional<AtDoor>> at_door(const At& at, const GuestLine& line);
  base::Result<std::vector<GuestMoment>> history(const At& at, rules::TicketId ticket);

  base::Result<std::string> list_for(const At& at, const std::string& wished) const;
  // Refused: her list is full, or the guest brings more along than the policy's quotas let her; organisers may go
  // beyond.
  base::Result<void> fits_quota(const At& at, const HostAdds& adds) const;
  base::Result<HostAdds> completed(const At& at, const HostAdds& wished) const;
  base::Result<void> may_come_along(const At& at, const HostAdds& adds) const;
  base::Result<std::vector<ListQuota>> quotas(const At& at) const;
  // Kiosks hold what is missing, and were asked for it: she is decided about once it is back.
  base::Result<std::optional<HostAdmission>> seats_on_their_way(const At& at, const wire::AdmitRequest& request);
  base::Result<ArrivalNotices> notices(const At& at) const;
  bool doors_are_open(const OpenEvent& event) const;
  base::Result<void> put_on_list(const At& at, const HostAdds& adds);
  base::Result<void> register_at_door(const At& at, const HostAdds& adds);
  base::Result<void> seat(const At& at, rules::TicketId ticket);
  base::Result<int> seats_left(const At& at, const std::string& category);
  base::Result<void> append(const At& at, const GuestLine& line, const rules::Fact& fact);

  VenueState& state_;
  DoorDesk& door_;
  StaffDesk& staff_;
  GuestDesk& guests_;
  LeaseDesk& leases_;
  SourceDesk& sources_;
  std::map<rules::EventId, HostLines> lines_;
  std::map<rules::EventId, HostWatch> watches_;
};

template <typename Use>
auto HostDesk::in_batch(const Use& use) -> decltype(use()) {
  if (auto begun = door_.begin(); !begun) return tl::make_unexpected(begun.error());
  auto done = use();
  if (!done) {
    door_.drop();
    return done;
  }
  if (auto committed = door_.commit(); !committed) return tl::make_unexpected(committed.error());
  return done;
}

}  // namespace einlass::venue
