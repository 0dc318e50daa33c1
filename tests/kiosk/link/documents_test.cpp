// Documents that a kiosk dropped and is given once more, with the same content, over the same connection.
#include "tests/kiosk/link/door_fixture.h"

namespace einlass::link {
namespace {

using std::chrono_literals::operator""ms;

class DocumentsAgain : public DoorTest {
 protected:
  void remove(const Signed& who) {
    venue.command("staff.remove", R"({"number":)" + std::to_string(who.member.number) + "}");
  }
  // As the kiosk knows once it has the roster that says so.
  bool comes_to_know(const Signed& who, bool known) {
    for (int tries = 0; tries < 200; ++tries) {
      if (check(who.pin).member.has_value() == known) return true;
      std::this_thread::sleep_for(50ms);
    }
    return false;
  }
};

TEST_F(DocumentsAgain, ARosterThatIsAsItWasBeforeLetsItsPeopleSignIn) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto thea = take_on("Thea");
  ASSERT_TRUE(comes_to_know(thea, true));
  const auto hal = take_on("Hal");
  ASSERT_TRUE(comes_to_know(hal, true));
  remove(hal);
  ASSERT_TRUE(comes_to_know(hal, false));
  EXPECT_TRUE(comes_to_know(thea, true));
  kiosk.stop();
  venue.stop();
  kiosk.start();
  kiosk.await<Assigned>();
  EXPECT_TRUE(comes_to_know(thea, true)) << "it is on the disk, too";
}

}  // namespace
}  // namespace einlass::link
