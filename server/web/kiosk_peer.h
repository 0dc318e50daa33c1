// One connected kiosk. Inner to KioskSessions.
#pragma once

#include "server/web/kiosk_sessions.h"

namespace einlass::web {

struct KioskSessions::Peer {
  sync::PeerSession session;
  std::string address;
  base::Milliseconds prove_before{0};
  std::string told_assignment;  // as last sent
  bool dismissed = false;       // its connection is being closed
  GuestParts guests;            // being sent, part by part
  std::size_t next_guests = 0;

  rules::KioskId kiosk() const { return session.kiosk(); }
  bool proven() const { return !session.kiosk().is_nil(); }
};

}  // namespace einlass::web
