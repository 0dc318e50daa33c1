// The table of policies, kept by the server's desk as a kiosk asks it.
#include "tests/support/policy/policy_door.h"
#include "tests/support/policy/policy_venue.h"

#include <gtest/gtest.h>

namespace einlass::venue {
namespace {

class ServersDoor final : public policy::Door {
 public:
  std::vector<policy::Asker> askers() const override {
    return {policy::Asker::Guest, policy::Asker::Staff, policy::Asker::Host};
  }

  std::string answer(const policy::PolicyCase& row, policy::Asker asker) override {
    const auto scan = venue_.arrange(row, asker);
    if (!scan) return scan.error().message;
    auto& door = venue_.desk().door();
    policy::value_of(door.begin());
    const auto reply = door.admit(venue_.kiosk().id, *scan);
    door.drop();
    if (reply) return policy::word_of(reply->admission);
    return reply.error().kind == base::ErrorKind::Refused ? "not_allowed" : reply.error().message;
  }

 private:
  policy::PolicyVenue venue_;
};

class PolicyTable : public testing::TestWithParam<std::string> {};

TEST_P(PolicyTable, IsKeptByTheServer) {
  ServersDoor server;
  policy::expect_keeps_policies(server, GetParam());
}

INSTANTIATE_TEST_SUITE_P(OfPreset, PolicyTable, testing::ValuesIn(policy::preset_names()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace einlass::venue
