#include "core/wire/policy_document.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::wire {
namespace {

using rules::EventPolicy;
using testing::ElementsAre;
using testing::HasSubstr;

Presets presets() {
  return Presets(std::filesystem::path(EINLASS_SOURCE_DIR) / "assets/presets");
}

TEST(Presets, AreTheTen) {
  EXPECT_THAT(presets().names(), ElementsAre("award", "club_evening", "dinner", "lecture", "lunch", "meetup",
                                             "multi_day", "private_club", "professional_club", "summit"));
}

TEST(Presets, AllLoadAndSurviveTheirDocument) {
  for (const auto& name : presets().names()) {
    const auto policy = presets().load(name);
    ASSERT_TRUE(policy) << name << ": " << policy.error().message;
    EXPECT_EQ(policy->preset, name);
    EXPECT_EQ(parse_policy(policy_document(*policy)), *policy) << name;
  }
}

TEST(Presets, AnUnknownOneNamesThoseThereAre) {
  const auto policy = presets().load("gala");
  ASSERT_FALSE(policy);
  EXPECT_THAT(policy.error().message, AllOf(HasSubstr("\"gala\""), HasSubstr("summit"), HasSubstr("lunch")));
  EXPECT_FALSE(presets().load("../presets/summit"));
}

// What docs/product.md promises of each kind of event.
TEST(Presets, KeepTheirPromises) {
  const auto lunch = presets().load("lunch").value();
  ASSERT_TRUE(lunch.cap);
  EXPECT_EQ(lunch.cap->kind, rules::CapKind::Hard);
  EXPECT_EQ(lunch.walk_in, rules::WalkIn::No);
  const auto closed = presets().load("private_club").value();
  EXPECT_EQ(closed.admit_by, rules::AdmitBy::Person);
  EXPECT_TRUE(closed.discreet);
  EXPECT_FALSE(closed.search);
  EXPECT_FALSE(closed.release_unclaimed_after) << "never at closed events by itself";
  EXPECT_EQ(presets().load("multi_day")->admission_counts_for, rules::AdmissionSpan::VenueDay);
  EXPECT_THAT(presets().load("professional_club")->excluded_categories, testing::Contains("consultant"));
  EXPECT_EQ(presets().load("meetup")->walk_in, rules::WalkIn::Self);
}

// Kiosks of earlier versions refuse a policy with fields that they do not know.
TEST(Policy, NamesBadgesByCategoryOnlyWhereThereAreSuch) {
  EventPolicy policy;
  EXPECT_THAT(policy_document(policy), testing::Not(HasSubstr("category_templates")));
  policy.badge.category_templates = {{"press", "press-card"}};
  policy.badge.category_colours = {{"press", "#cc0000"}};
  EXPECT_EQ(parse_policy(policy_document(policy)), policy);
  EXPECT_FALSE(parse_policy(R"({"badge": {"category_colours": {"press": "red"}}})"));
}

TEST(Policy, RefusesWhatItDoesNotKnow) {
  EXPECT_THAT(parse_policy(R"({"walkin": "self"})").error().message, HasSubstr("\"walkin\""));
  EXPECT_THAT(parse_policy(R"({"walk_in": "perhaps"})").error().message, HasSubstr("\"walk_in\""));
  EXPECT_THAT(parse_policy("{\n\"walk_in\": }").error().message, HasSubstr("line 2"));
}

TEST(Event, SurvivesItsDocument) {
  EventDocument event{.id = rules::EventId::random(), .frame = {}};
  event.frame.key = "future-summit";
  event.frame.name = "Future Summit";
  event.frame.welcome = {{"de", "Saal 1"}, {"en", "Hall 1"}};
  event.frame.categories = {{"member", {{"de", "Mitglied"}, {"en", "Member"}}}};
  const auto read = parse_event(event_document(event));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->id, event.id);
  EXPECT_EQ(read->frame, event.frame);
}

}  // namespace
}  // namespace einlass::wire
