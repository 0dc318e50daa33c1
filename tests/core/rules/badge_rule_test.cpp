#include "core/rules/event_policy.h"

#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

TEST(BadgeRule, DrawsACategoryFromItsOwnTemplateAndTheOthersFromTheCommonOne) {
  BadgeRule badge;
  badge.template_name = "card";
  badge.category_templates = {{"press", "press-card"}, {"staff", ""}};
  EXPECT_EQ(template_for(badge, "press"), "press-card");
  EXPECT_EQ(template_for(badge, "member"), "card");
  EXPECT_EQ(template_for(badge, "staff"), "") << "this category gets no badge";
}

TEST(BadgeRule, HasAColourForTheCategoriesThatGotOne) {
  BadgeRule badge;
  badge.category_colours = {{"press", "#cc0000"}};
  EXPECT_EQ(colour_for(badge, "press"), "#cc0000");
  EXPECT_EQ(colour_for(badge, "member"), "");
}

TEST(BadgeRule, WritesAColourInOneWay) {
  EXPECT_EQ(hex_colour("#c00"), "#cc0000");
  EXPECT_EQ(hex_colour("#Cc00Ff"), "#cc00ff");
  for (const char* text : {"", "#", "red", "#cc00", "#cc00gg", "cc0000", "#cc0000 "})
    EXPECT_FALSE(hex_colour(text)) << text;
}

}  // namespace
}  // namespace einlass::rules
