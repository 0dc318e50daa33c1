#include "core/net/own_addresses.h"
#include "core/net/rate_limit.h"
#include "core/net/server_address.h"
#include "core/net/server_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::net {
namespace {

using std::chrono::milliseconds;

TEST(ServerAddressTest, IsReadAsPeopleWriteIt) {
  struct Case {
    std::string text;
    std::string host;
    std::uint16_t port;
    std::string written;
  };
  const std::vector<Case> cases = {
      {"10.1.2.3:9000", "10.1.2.3", 9000, "10.1.2.3:9000"},
      {"laptop.local", "laptop.local", 8443, "laptop.local:8443"},
      {"[fe80::1]:9000", "fe80::1", 9000, "[fe80::1]:9000"},
      {"[::1]", "::1", 8443, "[::1]:8443"},
      {"fe80::1", "fe80::1", 8443, "[fe80::1]:8443"},
  };
  for (const auto& [text, host, port, written] : cases) {
    const auto address = ServerAddress::parse(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(*address, (ServerAddress{.host = host, .port = port})) << text;
    EXPECT_EQ(address->text(), written);
  }
}

TEST(ServerAddressTest, RefusesWhatIsNone) {
  for (const auto* text : {"", ":8443", "host:", "host:0", "host:70000", "host:84x", "[::1", "[::1]8443", "a b",
                           "https://host", "me@host"}) {
    const auto address = ServerAddress::parse(text);
    ASSERT_FALSE(address) << text;
    EXPECT_EQ(address.error().kind, base::ErrorKind::InvalidInput);
  }
}

TEST(RateLimitTest, LetsABurstOfOneSecondPassAndThenKeepsThePace) {
  RateLimit limit(10, milliseconds(5'000));
  for (int i = 0; i < 10; ++i) EXPECT_EQ(limit.take(milliseconds(5'000)), milliseconds(0)) << i;
  EXPECT_EQ(limit.take(milliseconds(5'000)), milliseconds(100));
  EXPECT_EQ(limit.take(milliseconds(5'060)), milliseconds(40));
  EXPECT_EQ(limit.take(milliseconds(5'100)), milliseconds(0));
  EXPECT_EQ(limit.take(milliseconds(5'100)), milliseconds(100));
}

TEST(PeerLimitsTest, ComingAgainIsNoWayRoundTheLimits) {
  Limits limits;
  limits.connects_per_second = 2;
  PeerLimits peers(limits);
  const milliseconds now(5'000);
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(peers.admit("10.0.0.1", now));
    peers.release("10.0.0.1");
  }
  EXPECT_FALSE(peers.admit("10.0.0.1", now));
  EXPECT_TRUE(peers.admit("10.0.0.2", now));
  EXPECT_TRUE(peers.admit("10.0.0.1", now + milliseconds(500)));
  EXPECT_EQ(peers.total(), 2U);
}

TEST(PeerLimitsTest, RequestsOfAllConnectionsOfAPeerShareItsPace) {
  Limits limits;
  limits.requests_per_second = 2;
  PeerLimits peers(limits);
  const milliseconds now(5'000);
  EXPECT_EQ(peers.take_request("10.0.0.1", now), milliseconds(0));
  EXPECT_EQ(peers.take_request("10.0.0.1", now), milliseconds(0));
  EXPECT_EQ(peers.take_request("10.0.0.1", now), milliseconds(500));
  EXPECT_EQ(peers.take_request("10.0.0.2", now), milliseconds(0));
}

TEST(RateLimitTest, SavesUpNoMoreThanOneSecond) {
  RateLimit limit(2, milliseconds(0));
  EXPECT_EQ(limit.take(milliseconds(60'000)), milliseconds(0));
  EXPECT_EQ(limit.take(milliseconds(60'000)), milliseconds(0));
  EXPECT_EQ(limit.take(milliseconds(60'000)), milliseconds(500));
}

TEST(OwnAddressesTest, LeaveLoopbackAndLinkLocalOut) {
  for (const auto& address : own_addresses().outward) {
    EXPECT_THAT(address,
                testing::Not(testing::AnyOf(testing::StartsWith("127."), testing::StartsWith("fe80:"), "::1")));
  }
}

}  // namespace
}  // namespace einlass::net
