#include "server/commands/reach.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::commands {
namespace {

using ::testing::ElementsAre;

TEST(Reach, IsWhatTheSettingsSayBeforeAnythingElse) {
  EXPECT_THAT(reachable_hosts({"einlass.example.org"}, "10.1.2.3"), ElementsAre("einlass.example.org"));
  EXPECT_THAT(reachable_hosts({}, "10.1.2.3"), ElementsAre("10.1.2.3"));
}

TEST(Reach, FitsAPairingCodeWhateverTheMachineHas) {
  const auto hosts = reachable_hosts({});
  EXPECT_FALSE(hosts.empty());
  EXPECT_LE(hosts.size(), 8U);
}

TEST(Reach, KnowsWhenNoOtherMachineGetsHere) {
  EXPECT_TRUE(reach_this_machine_only({.hosts = {"127.0.0.1", "::1", "localhost"}}));
  EXPECT_FALSE(reach_this_machine_only({.hosts = {"127.0.0.1", "192.168.10.5"}}));
}

}  // namespace
}  // namespace einlass::commands
