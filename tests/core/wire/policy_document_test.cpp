#include "core/wire/policy_document.h"

#include <filesystem>
#include <fstream>
#include <functional>

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

EventPolicy policy(const std::string& preset) {
  return presets().load(preset).value().policy;
}

TEST(Presets, AreTheTen) {
  EXPECT_THAT(presets().names(), ElementsAre("award", "club_evening", "dinner", "lecture", "lunch", "meetup",
                                             "multi_day", "private_club", "professional_club", "summit"));
}

TEST(Presets, AllLoadAndSurviveTheirDocument) {
  for (const auto& name : presets().names()) {
    const auto preset = presets().load(name);
    ASSERT_TRUE(preset) << name << ": " << preset.error().message;
    EXPECT_EQ(preset->policy.preset, name);
    EXPECT_EQ(parse_policy(policy_document(preset->policy)), preset->policy) << name;
    EXPECT_EQ(parse_preset(name, preset_document(*preset)), *preset) << name;
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
  const auto lunch = policy("lunch");
  ASSERT_TRUE(lunch.cap);
  EXPECT_EQ(lunch.cap->kind, rules::CapKind::Hard);
  EXPECT_EQ(lunch.walk_in, rules::WalkIn::No);
  const auto closed = policy("private_club");
  EXPECT_EQ(closed.admit_by, rules::AdmitBy::Person);
  EXPECT_TRUE(closed.discreet);
  EXPECT_FALSE(closed.search);
  EXPECT_FALSE(closed.release_unclaimed_after) << "never at closed events by itself";
  EXPECT_EQ(policy("multi_day").admission_counts_for, rules::AdmissionSpan::VenueDay);
  EXPECT_THAT(policy("professional_club").excluded_categories, testing::Contains("consultant"));
  EXPECT_EQ(policy("meetup").walk_in, rules::WalkIn::Self);
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

TEST(Presets, SayWhatTheyAreForInBothLanguages) {
  for (const auto& name : presets().names()) {
    const auto description = presets().load(name).value().description;
    EXPECT_THAT(description, testing::UnorderedElementsAre(testing::Pair("de", testing::Not(testing::IsEmpty())),
                                                           testing::Pair("en", testing::Not(testing::IsEmpty()))))
        << name;
  }
}

// Those of earlier versions read on what says no more than they know.
TEST(Policy, NamesQuotasAndCompanionsOnlyWhereTheyAreNotTheUsualOnes) {
  EventPolicy policy;
  for (const auto* field : {"quotas", "companions", "host_approves_walk_ins"}) {
    EXPECT_THAT(policy_document(policy), testing::Not(HasSubstr(field)));
  }
  policy.quotas = {.per_list = 20, .lists = {{"Anna Berg", 30}}, .plus_ones = 1};
  policy.companions = {.categories = {"assistant"}, .per_guest = 2, .in_quota = true};
  policy.host_approves_walk_ins = true;
  EXPECT_EQ(parse_policy(policy_document(policy)), policy);
}

struct Change {
  const char* patch;
  std::function<void(EventPolicy&)> expected;
};

TEST(Policy, ChangesFieldByField) {
  EventPolicy before;
  before.cap = rules::Cap{.persons = 20, .kind = rules::CapKind::Hard};
  before.quotas.lists = {{"Anna Berg", 30}};
  const std::vector<Change> changes{
      {"{}", [](EventPolicy&) {}},
      {R"({"walk_in":"no"})", [](EventPolicy& p) { p.walk_in = rules::WalkIn::No; }},
      {R"({"cap":{"persons":24}})", [](EventPolicy& p) { p.cap->persons = 24; }},
      {R"({"cap":null})", [](EventPolicy& p) { p.cap.reset(); }},
      {R"({"excluded_categories":["press"]})", [](EventPolicy& p) { p.excluded_categories = {"press"}; }},
      {R"({"quotas":{"per_list":5}})", [](EventPolicy& p) { p.quotas.per_list = 5; }},
      {R"({"quotas":{"lists":{"Anna Berg":null}}})", [](EventPolicy& p) { p.quotas.lists.clear(); }},
  };
  for (const auto& change : changes) {
    auto expected = before;
    change.expected(expected);
    EXPECT_EQ(changed_policy(before, change.patch), expected) << change.patch;
  }
  EXPECT_THAT(changed_policy(before, R"({"walkin":"no"})").error().message, HasSubstr("\"walkin\""));
  EXPECT_THAT(changed_policy(before, R"({"cap":{"persons":"many"}})").error().message, HasSubstr("\"persons\""));
  EXPECT_FALSE(changed_policy(before, "[]"));
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
