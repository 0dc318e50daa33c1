#include "server/pages/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::pages {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Target, IsTakenApartAndDecoded) {
  const auto target = parse_target("/api/v1/events/lunch%2F1?limit=50&q=M%C3%BCller+A");
  ASSERT_TRUE(target);
  EXPECT_THAT(target->path, ElementsAre("api", "v1", "events", "lunch/1"));
  EXPECT_EQ(target->query.at("limit"), "50");
  EXPECT_EQ(target->query.at("q"), "Müller A");
  EXPECT_THAT(parse_target("/")->path, IsEmpty());
}

TEST(Target, LeadsNowhereElse) {
  for (const auto* text : {"", "x", "http://elsewhere/", "//elsewhere/x", "/api/../venue.db", "/api/%2e%2e/venue.db",
                           "/api/./x", "/api//x", "/api/x/", "/%00", "/a%0d%0ab", "/x?y=%0a", "/%zz", "/a b", "*"}) {
    EXPECT_FALSE(parse_target(text)) << text;
  }
}

}  // namespace
}  // namespace einlass::pages
