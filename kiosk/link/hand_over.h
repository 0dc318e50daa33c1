// To whom the events of this kiosk belong. A kiosk that is paired with another server keeps what it recorded for the
// first one to itself: codes, names and entries are not everybody's. Where that server is lost for good, with its
// recovery kit, whoever can use the kiosk's command line hands all over to the new one (docs/server.md).
// Before a link is started; the caller holds the directory's lock.
#pragma once

#include "core/base/crypto.h"
#include "core/rules/ids.h"
#include "kiosk/link/state_directory.h"

#include <string>
#include <vector>

namespace einlass::link {

// In venue.db: the CA key, in hexadecimal, of the server for which an event is recorded.
std::string venue_setting(rules::EventId event);

struct EventsToHandOver {
  rules::EventId served;                // last
  std::vector<rules::EventId> further;  // that this kiosk keeps with their documents
};

// NotFound: there is none.
base::Result<EventsToHandOver> events_to_hand_over(const StateDirectory& directory);

// All events that are kept here belong to the server with this CA key from now on.
base::Result<void> hand_over_to(const StateDirectory& directory, const base::Hash& ca_key);

}  // namespace einlass::link
