#include "tests/server/cli/desk_fixture.h"

#include "core/base/clock.h"
#include "db/guest_book.h"

namespace einlass::cli {

void DeskFixture::at_the_desk(const std::function<void(venue::Desk&, rules::EventId)>& act) const {
  const base::SystemClock clock;
  const auto assets = std::filesystem::path(EINLASS_BINARY_DIR) / "share" / "einlass";
  const auto desk = venue::Desk::open({.state_directory = state_, .assets = assets, .clock = &clock}).value();
  act(*desk, desk->events().find("summit").value().id);
}

std::string DeskFixture::endless_name() {
  std::string half;
  for (int i = 0; i < 300; ++i) half += "\U00013000";
  return half + "," + half;
}

void DeskFixture::put_unnamed_ticket() const {
  at_the_desk([](venue::Desk& desk, rules::EventId event) {
    store::GuestRow row;
    row.ticket.id = rules::TicketId::random();
    row.ticket.category = "guest";
    row.ticket.event = event;
    auto& store = desk.event(event).value()->store;
    auto transaction = store.begin();
    ASSERT_TRUE(transaction);
    const auto put = store.guests().put(row);
    ASSERT_TRUE(put) << put.error().message;
    ASSERT_TRUE(transaction->commit());
  });
}

}  // namespace einlass::cli
