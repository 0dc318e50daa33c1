#include "server/commands/reach.h"

#include <cstdlib>

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

TEST(Reach, SaysWherePeopleOpenThePages) {
  Reach reach{.hosts = {"192.168.10.5", "laptop.local"}, .port = 8443};
  EXPECT_EQ(page_address(reach), "https://192.168.10.5:8443");
  reach.browser_host = "einlass.example.org";
  EXPECT_EQ(page_address(reach), "https://einlass.example.org:8443");
  reach.port = 443;
  EXPECT_EQ(page_address(reach), "https://einlass.example.org");
  EXPECT_EQ(page_address({.hosts = {"fe80::1"}, .port = 443}), "https://[fe80::1]");
}

TEST(Reach, IsReadAsItWasLastServed) {
  std::string name = (std::filesystem::temp_directory_path() / "einlass-reach-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(name.data());
  for (const auto& host : {std::optional<std::string>(), std::optional<std::string>("einlass.example.org")}) {
    ASSERT_TRUE(save_reach(folder, {.hosts = {"192.168.10.5"}, .port = 9443, .browser_host = host}));
    const auto read = load_reach(folder).value();
    EXPECT_THAT(read.hosts, ElementsAre("192.168.10.5"));
    EXPECT_EQ(read.port, 9443);
    EXPECT_EQ(read.browser_host, host);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace einlass::commands
