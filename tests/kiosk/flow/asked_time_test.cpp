// A kiosk that does not know the time asks the team for it.
#include "core/base/venue_zone.h"
#include "tests/kiosk/flow/walk.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace einlass::flow {
namespace {

base::Instant local(const std::string& text) {
  return base::VenueZone::open("Europe/Berlin").value().parse_local(text).value();
}

Walk asked(const std::string& earliest) {
  Walk walk;
  walk.config.default_language = "en";
  walk.give(TimeAsked{local(earliest)});
  return walk;
}

TEST(AskedTime, TakesTheKioskOutOfServiceAndStartsWithTheLastSureTime) {
  Walk walk = asked("2026-11-23T18:07");
  EXPECT_EQ(walk.model().headline, "Is it 23 November, 18:00?");
  EXPECT_EQ(walk.model().layout, Layout::Choice);
  walk.scan("TICKET-1");
  EXPECT_TRUE(walk.asked_for<AskAdmission>().empty());
}

TEST(AskedTime, GoesRoundWithinTheHourTheDayAndTheDays) {
  Walk walk = asked("2026-11-23T22:40");
  walk.give(TimeTurned{TimePart::Minutes}).give(TimeTurned{TimePart::Minutes});
  EXPECT_EQ(walk.model().headline, "Is it 23 November, 22:00?");
  walk.give(TimeTurned{TimePart::Hour}).give(TimeTurned{TimePart::Hour});
  EXPECT_EQ(walk.model().headline, "Is it 23 November, 00:00?");
  walk.give(TimeTurned{TimePart::Day});
  EXPECT_EQ(walk.model().headline, "Is it 24 November, 00:00?");
  for (int day = 0; day < 60; ++day) walk.give(TimeTurned{TimePart::Day});
  EXPECT_EQ(walk.model().headline, "Is it 24 November, 00:00?") << "after sixty days it begins anew";
}

TEST(AskedTime, IsConfirmedAsItIsShown) {
  Walk walk = asked("2026-11-23T18:00");
  walk.give(TimeTurned{TimePart::Minutes});
  const auto buttons = walk.model().buttons;
  const auto right =
      std::find_if(buttons.begin(), buttons.end(), [](const auto& button) { return button.id == "time_is_right"; });
  ASSERT_NE(right, buttons.end());
  walk.give(right->event);
  const auto confirmed = walk.asked_for<ConfirmTime>();
  ASSERT_EQ(confirmed.size(), 1U);
  EXPECT_EQ(confirmed[0].venue, local("2026-11-23T18:10"));
  walk.give(ServiceChanged{});
  EXPECT_EQ(walk.model().layout, Layout::Attract);
}

TEST(AskedTime, NobodyConfirmsATimeThatIsNotAskedFor) {
  Walk walk;
  walk.give(ServiceChanged{});
  walk.give(TimeIsRight{});
  EXPECT_TRUE(walk.asked_for<ConfirmTime>().empty());
}

}  // namespace
}  // namespace einlass::flow
