// A venue with one event, two guests and a kiosk at its door.
#pragma once

#include "core/wire/messages.h"
#include "tests/server/venue/desk_fixture.h"

#include <optional>
#include <string>

namespace einlass::venue {

class DoorDeskTest : public DeskFixture {
 protected:
  void open_doors(const std::string& preset = "summit") {
    create(new_event(preset));
    import("Order #,Attendee #,Name,Company,Code,Quantity\nO,1,Ada Lovelace,Works,A,1\nO,2,Max Born,GU,B,3\n");
    kiosk_ = pair("Nord 1");
  }

  wire::GuestList list(const std::optional<base::Hash>& have = {}) {
    const auto parts = value_of(desk().door().guest_list({.event = event_, .have = have}));
    EXPECT_EQ(parts.size(), 1U);
    return parts.front();
  }

  store::KioskRecord kiosk_;
  int pins_ = 0;
};

}  // namespace einlass::venue
