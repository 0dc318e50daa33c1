#include "core/wire/kiosk_identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::wire {
namespace {

using ::testing::ElementsAre;

TEST(KioskIdentity, KeepsNewHostsBeforeOldOnesAndEachOnce) {
  EXPECT_THAT(merged_hosts({"10.0.0.7", "laptop.local"}, {"192.168.10.5", "laptop.local"}),
              ElementsAre("10.0.0.7", "laptop.local", "192.168.10.5"));
}

TEST(KioskIdentity, ForgetsTheOldestHosts) {
  std::vector<std::string> hosts;
  for (int i = 1; i <= 20; ++i) hosts = merged_hosts({"10.0.0." + std::to_string(i)}, hosts);
  EXPECT_EQ(hosts.size(), 12U);
  EXPECT_EQ(hosts.front(), "10.0.0.20");
}

}  // namespace
}  // namespace einlass::wire
