// What an organiser writes about badges becomes the policy, or one sentence.
#include "server/venue/badge_setup.h"

#include "core/wire/policy_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::venue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string complaint(const BadgeChanges& changes) {
  rules::BadgeRule badge;
  const auto changed = change_badges(changes, badge);
  EXPECT_EQ(badge, rules::BadgeRule{}) << "nothing half done";
  return changed ? "none" : changed.error().message;
}

TEST(BadgeSetup, TakesWhatIsSaidAndLeavesTheRest) {
  rules::BadgeRule badge{.template_name = "card"};
  ASSERT_TRUE(change_badges({.print_at = "desk", .desks = std::vector<std::string>{"Badge desk", "Hotel"}}, badge));
  ASSERT_TRUE(change_badges({.reprints = "2"}, badge));
  ASSERT_TRUE(change_badges({.pick_up = std::vector<PickUpText>{{"A-K", "Tisch A–K", "desk A–K"},
                                                                {"L-Schm", "Tisch 2", "desk 2"},
                                                                {"others", "Info", "information"}}},
                            badge));
  EXPECT_EQ(badge.template_name, "card");
  EXPECT_EQ(badge.print_at, rules::PrintAt::Desk);
  EXPECT_THAT(badge.desks, ElementsAre("Badge desk", "Hotel"));
  EXPECT_EQ(badge.reprints.most, 2);
  ASSERT_EQ(badge.pick_up.size(), 3U);
  EXPECT_EQ(badge.pick_up[1].to, "Schm");
  EXPECT_EQ(badge.pick_up[2].from + badge.pick_up[2].to, "");

  rules::EventPolicy policy;
  policy.badge = badge;
  EXPECT_EQ(wire::parse_policy(wire::policy_document(policy)).value(), policy);
}

TEST(BadgeSetup, TakesItBack) {
  rules::BadgeRule badge{.print_at = rules::PrintAt::Desk, .desks = {"Badge desk"}, .pick_up = {{}}};
  badge.reprints.by = rules::ReprintBy::Host;
  ASSERT_TRUE(change_badges({.print_at = "admission",
                             .desks = std::vector<std::string>{},
                             .reprints = "any",
                             .pick_up = std::vector<PickUpText>{}},
                            badge));
  EXPECT_EQ(badge, rules::BadgeRule{});
}

TEST(BadgeSetup, SaysWhatIsWrong) {
  EXPECT_THAT(complaint({.print_at = "kitchen"}), HasSubstr("\"admission\" or at a \"desk\""));
  EXPECT_THAT(complaint({.desks = std::vector<std::string>{""}}), HasSubstr("door"));
  for (const char* times : {"", "-1", "2x", "never", "99999999999"}) {
    EXPECT_THAT(complaint({.reprints = times}), HasSubstr("a number, \"any\", or \"host\"")) << times;
  }
  for (const char* names : {"", "K-A", "A–K-", "-", "A-", "von der-Z", "A-ZZZZZZZZZZZZZZZZZZZZZZ"}) {
    EXPECT_THAT(complaint({.pick_up = std::vector<PickUpText>{{names, "Tisch", "desk"}}}), HasSubstr("A-K")) << names;
  }
  EXPECT_THAT(complaint({.pick_up = std::vector<PickUpText>{{"A-K", "Tisch", ""}}}),
              HasSubstr("German and one in English"));
}

TEST(BadgeSetup, APolicyThatSaysNothingOfItIsWrittenAsBefore) {
  EXPECT_THAT(wire::policy_document({}), testing::Not(HasSubstr("print_at")));
  const auto read = wire::parse_policy(R"({"badge":{"print_at":"admission","desks":[],"reprints":{"by":"host"}}})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->badge.reprints.by, rules::ReprintBy::Host);
}

}  // namespace
}  // namespace einlass::venue
