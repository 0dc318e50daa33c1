// Documents that a kiosk dropped and is given once more, with the same content, over the same connection.
#include "tests/kiosk/link/door_fixture.h"

namespace einlass::link {
namespace {

class DocumentsAgain : public DoorTest {
 protected:
  void remove(const Signed& who) {
    venue.command("staff.remove", R"({"number":)" + std::to_string(who.member.number) + "}");
  }
  // As the kiosk knows once it has the roster that says so.
  bool lets_in(const Signed& who) { return comes_to_know(kiosk, who) && check(who.pin).member; }
  bool keeps_out(const Signed& who) { return comes_to_know(kiosk, who, false) && !check(who.pin).member; }
};

TEST_F(DocumentsAgain, ARosterThatIsAsItWasBeforeLetsItsPeopleSignIn) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto thea = take_on("Thea");
  ASSERT_TRUE(lets_in(thea));
  const auto hal = take_on("Hal");
  ASSERT_TRUE(lets_in(hal));
  remove(hal);
  ASSERT_TRUE(keeps_out(hal));
  EXPECT_TRUE(lets_in(thea));
  kiosk.stop();
  venue.stop();
  kiosk.start();
  kiosk.await<Assigned>();
  EXPECT_TRUE(lets_in(thea)) << "it is on the disk, too";
}

}  // namespace
}  // namespace einlass::link
