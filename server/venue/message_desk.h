// The organiser's message to everybody who stands before a kiosk: of one event, or of the whole venue. Part of the
// Desk, on its thread.
#pragma once

#include "core/wire/kiosk_notice.h"
#include "server/venue/venue_state.h"

#include <optional>
#include <string>

namespace einlass::venue {

struct MessageWish {
  std::string event;  // key or id; empty: the whole venue
  std::string german;
  std::string english;
  base::Milliseconds lasts = std::chrono::hours(1);
};

class MessageDesk {
 public:
  explicit MessageDesk(VenueState& state) : state_(state) {}

  // In place of the one before. InvalidInput: a text is empty, of several lines or too long, or `lasts` is not from a
  // minute to `longest`.
  base::Result<wire::KioskNotice> put(const MessageWish& wish);
  static constexpr base::Milliseconds longest = std::chrono::hours(72);
  // NotFound: there is none. `event` as in MessageWish, here and below.
  base::Result<void> withdraw(const std::string& event);
  // All that are over: they may name somebody.
  base::Result<void> forget_over();
  // That has not been withdrawn and is not over; of the event itself, or of the venue itself.
  base::Result<std::optional<wire::KioskNotice>> shown(const std::string& event);
  // What the event's kiosks show: its own message, else the venue's.
  base::Result<std::optional<wire::DocumentRef>> document_for(rules::EventId event);

 private:
  base::Result<std::string> setting_of(const std::string& event);
  base::Result<std::optional<wire::KioskNotice>> kept(const std::string& setting);

  VenueState& state_;
};

}  // namespace einlass::venue
