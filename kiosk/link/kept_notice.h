// The organiser's message to everybody before this kiosk: read from its documents, and over in time. On the link's
// thread.
#pragma once

#include "core/wire/kiosk_notice.h"
#include "core/wire/messages.h"
#include "db/venue_store.h"

#include <optional>

namespace einlass::link {

// Nothing: there is none. One that cannot be read is logged, and keeps nobody from checking in.
std::optional<wire::KioskNotice> kept_notice(const store::VenueStore& venue, const wire::Assignment& assignment);

// What is shown at a time. Told apart from the assignment, which stays when the message's time is over.
class NoticeBoard {
 public:
  void hang(std::optional<wire::KioskNotice> notice) { notice_ = std::move(notice); }
  // What is to be shown from now on, where that is something else than before.
  std::optional<std::optional<wire::KioskNotice>> change(base::Instant venue_now);

 private:
  std::optional<wire::KioskNotice> notice_;
  std::optional<wire::KioskNotice> shown_;
};

}  // namespace einlass::link
