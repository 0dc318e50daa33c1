// Whom a kiosk takes for its server, and what it does when that takes it for its kiosk no longer.
#include "kiosk/link/state_directory.h"
#include "tests/kiosk/link/link_fixture.h"
#include "tests/kiosk/link/tcp_proxy.h"

#include <gmock/gmock.h>

namespace einlass::link {
namespace {

using base::ErrorKind;
using testing::HasSubstr;

TEST_F(LinkTest, IsTurnedAwayWhileItIsConnected) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.command("kiosk.revoke", R"({"kiosk":"Left"})");
  EXPECT_EQ(kiosk.await<TurnedAway>().reason, wire::ByeReason::Revoked);
}

TEST_F(LinkTest, SaysThatItWasRevoked) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.stop();
  ASSERT_TRUE(venue.desk().kiosks().revoke("Left"));
  venue.start();
  const auto turned_away = kiosk.await<TurnedAway>();
  EXPECT_EQ(turned_away.reason, wire::ByeReason::Revoked);
  EXPECT_THAT(turned_away.message, HasSubstr("revoked"));
}

TEST_F(LinkTest, AdmitsNobodyOnceItWasRevokedEvenAlone) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.stop();
  ASSERT_TRUE(venue.desk().kiosks().revoke("Left"));
  venue.start();
  kiosk.await<TurnedAway>();
  kiosk.stop();
  venue.stop();
  kiosk.start();
  EXPECT_EQ(kiosk.await<TurnedAway>().reason, wire::ByeReason::Revoked);
  kiosk.link().admit(kiosk.scan("TICKET-0001"));
  EXPECT_EQ(kiosk.await<AdmissionImpossible>().why.kind, ErrorKind::Refused);
}

TEST_F(LinkTest, DecidesNothingForTheGuestWhoWaitsWhenItIsRevoked) {
  TcpProxy proxy(venue.port());
  kiosk.decide_alone_as_soon_as_at_a_door();
  pair(kiosk, "Left", proxy.port());
  kiosk.start_and_join();
  proxy.hold_requests();
  const auto scan = kiosk.scan("TICKET-9999");
  kiosk.link().admit(scan);
  kiosk.await<Checking>();
  venue.command("kiosk.revoke", R"({"kiosk":"Left"})");
  const auto impossible = kiosk.await<AdmissionImpossible>();
  kiosk.await<TurnedAway>();
  EXPECT_EQ(impossible.scan, scan.scan);
  EXPECT_EQ(impossible.why.kind, ErrorKind::Refused);
}

TEST_F(LinkTest, EndsItsStartOutOfServiceIfItWasRevoked) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.command("kiosk.revoke", R"({"kiosk":"Left"})");
  kiosk.await<TurnedAway>();
  kiosk.stop();
  venue.stop();
  kiosk.start();
  kiosk.await<Unassigned>();  // it keeps no event; what it says last is what counts
  EXPECT_EQ(kiosk.await<TurnedAway>().reason, wire::ByeReason::Revoked);
}

TEST_F(LinkTest, AdmitsAgainAfterItWasPairedAnew) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.stop();
  ASSERT_TRUE(venue.desk().kiosks().revoke("Left"));
  venue.start();
  kiosk.await<TurnedAway>();
  kiosk.stop();
  pair(kiosk, "Left again");
  kiosk.start_and_join();
  EXPECT_TRUE(is_granted(kiosk.admit("TICKET-0001")));
}

// A laptop that is in two networks for a while, and then in the second one only.
TEST_F(LinkTest, FindsItsServerAtAnAddressThatItWasToldOfSincePairing) {
  pair(kiosk, "Left");
  venue.stop();
  venue.move_to("127.0.0.1", {"127.0.0.1", "127.0.0.2"});
  venue.start();
  kiosk.start_and_join();
  venue.stop();
  kiosk.await<Alone>();
  venue.move_to("127.0.0.2", {"127.0.0.2"});
  venue.start();
  kiosk.await<Connected>();
  kiosk.stop();
  EXPECT_THAT(StateDirectory(kiosk.folder()).identity().value().hosts,
              testing::UnorderedElementsAre("127.0.0.1", "127.0.0.2"));
}

TEST_F(LinkTest, TalksToNoServerButItsOwn) {
  pair(kiosk, "Left");
  const StateDirectory directory(kiosk.folder());
  auto identity = directory.identity().value();
  identity.ca_key[0] = static_cast<std::uint8_t>(identity.ca_key[0] ^ 1U);
  ASSERT_TRUE(directory.put_identity(identity));
  kiosk.start();
  EXPECT_EQ(kiosk.await<Alone>().why.kind, ErrorKind::Refused);
}

}  // namespace
}  // namespace einlass::link
