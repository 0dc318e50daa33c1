// A kiosk that is not paired yet, and what a pairing code does to one that is.
#include "tests/kiosk/flow/walk.h"

#include <gtest/gtest.h>

namespace einlass::flow {
namespace {

const std::string code = "EINLASS-PAIR:04GFQE6NY87JRJB6";

Walk unpaired() {
  Walk walk;
  walk.give(DevicesChanged{{.camera = CameraState::Working}});
  walk.give(ServiceChanged{OutOfServiceReason::NotPaired});
  return walk;
}

TEST(Pairing, IsOfferedBeforeTheCamera) {
  Walk walk = unpaired();
  const auto scanning = walk.asked_for<SetScanning>();
  ASSERT_EQ(scanning.size(), 1U);
  EXPECT_TRUE(scanning[0].on);
  EXPECT_TRUE(walk.model().live_picture);
  EXPECT_EQ(walk.model().headline, "This kiosk is not set up yet");
  walk.give(DevicesChanged{{.camera = CameraState::None}});
  EXPECT_FALSE(walk.model().live_picture);
  EXPECT_EQ(walk.model().layout, Layout::Message);
}

TEST(Pairing, BeginsWithACodeThatIsHeldUp) {
  Walk walk = unpaired();
  walk.scan(" " + code + "\r\n");
  const auto asked = walk.asked_for<PairKiosk>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].code, code);
  EXPECT_EQ(walk.model().tone, Tone::Working);
  walk.scan(code);
  EXPECT_EQ(walk.asked_for<PairKiosk>().size(), 1U) << "one attempt at a time";
}

TEST(Pairing, LeadsIntoServiceWithoutARestart) {
  Walk walk = unpaired();
  walk.scan(code).give(ServiceChanged{OutOfServiceReason::Starting}).give(ServiceChanged{});
  EXPECT_TRUE(walk.shows<Attract>());
  EXPECT_TRUE(walk.asked_for<SetScanning>().back().on);
}

TEST(Pairing, SaysWhyItFailedAndTakesTheNextCode) {
  const std::pair<PairingState, std::string> table[] = {
      {PairingState::Unreadable, "This pairing code cannot be read"},
      {PairingState::CodeSpent, "This pairing code no longer works"},
      {PairingState::WrongServer, "This is not the server that made the code"},
      {PairingState::Unreachable, "The venue server cannot be reached"},
      {PairingState::Busy, "The venue server does not answer yet"},
      {PairingState::OtherVersion, "The venue server has another version of Einlass"},
      {PairingState::NotSaved, "This kiosk cannot save anything"}};
  Walk walk = unpaired();
  std::size_t attempts = 0;
  for (const auto& [why, headline] : table) {
    walk.scan(code).give(PairingFailed{why});
    EXPECT_EQ(walk.asked_for<PairKiosk>().size(), ++attempts);
    EXPECT_EQ(walk.model().headline, headline);
    EXPECT_TRUE(walk.model().live_picture);
  }
}

TEST(Pairing, TakesNothingElse) {
  Walk walk = unpaired();
  for (const std::string text : {"TICKET-1", "https://example.org", "EB1:2EB5J6YYM5J2DTDCDWRZ9DVT7K", ""}) {
    walk.scan(text);
    EXPECT_TRUE(walk.shows<OutOfService>());
    EXPECT_EQ(walk.model().headline, "This kiosk is not set up yet");
  }
  EXPECT_TRUE(walk.asked_for<AskAdmission>().empty());
  EXPECT_TRUE(walk.asked_for<PairKiosk>().empty());
}

// Nobody who stands before a kiosk may take it over.
TEST(Pairing, IsNothingToAPairedKiosk) {
  Walk walk = Walk::open();
  walk.scan(code);
  EXPECT_EQ(walk.model().headline, "This is not the ticket code");
  EXPECT_EQ(walk.asked_for<StartTimer>().size() + walk.asked_for<PlaySound>().size(), walk.asked.size());
  for (const auto reason : {OutOfServiceReason::Starting, OutOfServiceReason::Revoked, OutOfServiceReason::WrongServer,
                            OutOfServiceReason::NoEvent, OutOfServiceReason::StorageFailed}) {
    Walk shut = Walk::open();
    shut.give(ServiceChanged{reason}).scan(code);
    EXPECT_TRUE(shut.asked_for<PairKiosk>().empty());
    EXPECT_FALSE(shut.asked_for<SetScanning>().back().on);
  }
}

}  // namespace
}  // namespace einlass::flow
