// What somebody of the team is told of her last act (StaffMaker::news_words). A plain value; of Staff's.
#pragma once

namespace einlass::flow {

enum class StaffNews {
  None,
  Departed,
  Undone,
  Settled,
  Approved,
  Declined,
  Corrected,
  HandedOn,
  TicketTakenBack,
  Noted,
  Excused,
  ExcusedNoMore,
  BadgeVoided,
  BadgeComes,
  BadgeJudged,
  FirstBadgeComes,
  HostPrintsAgain,  // badges are printed again by staff so many times, or by a host only
  VoidedHostPrintsAgain,
  Counted,
  CountedLess,
  NothingCounted,
  Judged,
  Going,
  NotATicket,
  Moved,
};

}  // namespace einlass::flow
