// From a pairing code before the kiosk's eye to the attract screen.
#include "tests/kiosk/app/venue_programs.h"

namespace einlass::kiosk {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class PairingOnScreen : public VenuePrograms {
 protected:
  PairingOnScreen() { open_venue(); }
};

TEST_F(PairingOnScreen, LeadsToTheAttractScreenWithoutARestart) {
  const auto picture = pairing_picture("Nord 1");
  const auto kiosk = start_kiosk("nord", "de");
  ASSERT_TRUE(shows("Dieser Kiosk ist noch nicht eingerichtet"));
  hold_up("nord", picture);
  ASSERT_TRUE(shows("Halten Sie Ihr Ticket vor die Kamera"));
  EXPECT_THAT(command({"kiosk", "list"}), HasSubstr("Nord 1"));
  // To a kiosk that is paired, a pairing code is nothing.
  hold_up("nord", pairing_picture("Nord 2"));
  EXPECT_TRUE(shows("Das ist nicht der Ticketcode"));
  const auto log = end(*kiosk);
  EXPECT_THAT(log, HasSubstr("this kiosk is paired"));
  EXPECT_THAT(log, Not(HasSubstr("EINLASS-PAIR:")));
}

TEST_F(PairingOnScreen, SaysThatACodeWasUsedBeforeAndTakesTheNext) {
  const auto spent = pairing_picture("Nord 1");
  {
    const auto first = start_kiosk("first", "en");
    ASSERT_TRUE(shows("This kiosk is not set up yet"));
    hold_up("first", spent);
    ASSERT_TRUE(shows("Hold your ticket up to the camera"));
    end(*first);
  }
  const auto second = start_kiosk("second", "en");
  ASSERT_TRUE(shows("This kiosk is not set up yet"));
  hold_up("second", spent);
  ASSERT_TRUE(shows("This pairing code no longer works"));
  hold_up("second", pairing_picture("Nord 2"));
  EXPECT_TRUE(shows("Hold your ticket up to the camera"));
  end(*second);
}

TEST_F(PairingOnScreen, SaysThatNoServerAnswers) {
  const auto picture = pairing_picture("Nord 1");
  server_->signal(SIGTERM);
  server_->wait();
  const auto kiosk = start_kiosk("nord", "de");
  ASSERT_TRUE(shows("Dieser Kiosk ist noch nicht eingerichtet"));
  hold_up("nord", picture);
  EXPECT_TRUE(shows("Der Server ist nicht erreichbar"));
  EXPECT_THAT(end(*kiosk), Not(HasSubstr("EINLASS-PAIR:")));
}

}  // namespace
}  // namespace einlass::kiosk
