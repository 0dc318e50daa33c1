// What a page is told of the doors: who waits there, who called for help, whose arrival somebody wants to hear of.
// Plain values; of guests who are not on her lists a host gets figures only (docs/pages.md, Who may do what).
#pragma once

#include "server/venue/host_lists.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

// Who stands at a door of a closed event, or was refused there and has not come in since.
struct AtDoor {
  rules::ScanStep scan;  // a decision is about this scan
  rules::TicketId ticket;
  std::string name;
  std::string company;
  std::optional<rules::Refusal> refused_for;  // nothing: she was announced
  bool may_set_aside = false;
  std::string kiosk;
  std::string door;
  base::Instant since;
  base::Instant reaches_her;  // from when she is told of it; in the door's part she sees it at once
};

// A call for help that somebody answered a moment ago.
struct CallInHand {
  rules::HelpCall call;
  base::Instant answered;
  std::string by;  // her name; empty: it was answered at a kiosk where nobody is known
};

// Codes of the last minutes that belong to no ticket.
struct UnknownCodes {
  int count = 0;
  std::string kiosk;  // where the newest was shown, and when
  std::string door;
  base::Instant last;
};

// Of whose arrival somebody wants to be told: one of the three.
struct NoticeWish {
  bool all = false;
  std::string category;
  std::optional<rules::TicketId> ticket;
};

// Of whose arrival she wants to be told, and who came since.
struct ArrivalNotices {
  bool all = false;  // whoever is on her lists
  std::set<std::string> categories;
  std::set<rules::TicketId> tickets;
  std::vector<GuestLine> arrived;  // whom she has not seen yet, the newest first
};

// One of two admissions that could not know of each other.
struct DoubtfulAdmission {
  rules::ScanRef scan;
  base::Instant at;  // as the venue has it: she came in, or the ticket was handed on
  std::string by;    // who did that; empty where no person did
};
struct HostConflict {
  rules::TicketId ticket;
  std::string name;
  DoubtfulAdmission stands, disputed;
  std::string first_place, second_place;  // of kiosks, or the pages
};

struct HostNews {
  std::vector<rules::HelpCall> calls;
  base::Milliseconds calls_reach_her{0};  // that long after it was made
  std::vector<CallInHand> in_hand;        // the newest first
  std::vector<AtDoor> waiting;            // of her lists, oldest first
  int others_waiting = 0;                 // of other lists
  UnknownCodes unknown;                   // at closed events: somebody stands there
  std::vector<HostConflict> conflicts;    // of her lists
  int others_conflicts = 0;
  ArrivalNotices notices;
};

}  // namespace einlass::venue
