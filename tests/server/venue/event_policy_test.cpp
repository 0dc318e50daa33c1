#include "tests/server/venue/desk_fixture.h"

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::HasSubstr;

class EventPolicyTest : public DeskFixture {
 protected:
  base::Result<rules::EventPolicy> change(const std::string& fields, const std::string& event = "summit-2026") {
    return desk().events().set_policy({.event = event, .fields = fields});
  }
  std::vector<std::string> presets(bool own) {
    std::vector<std::string> names;
    for (const auto& preset : value_of(desk().events().presets())) {
      if (preset.own == own) names.push_back(preset.name);
    }
    return names;
  }
};

TEST_F(EventPolicyTest, IsChangedFieldByFieldAndKeptAcrossARestart) {
  create(new_event("lunch"));
  const auto before = value_of(desk().events().policy("summit-2026"));
  const auto documents = value_of(desk().events().documents(event_));
  const auto after = value_of(change(R"({"cap":{"persons":24},"walk_in":"staff"})"));
  auto expected = before;
  expected.cap->persons = 24;
  expected.walk_in = rules::WalkIn::Staff;
  EXPECT_EQ(after, expected);
  EXPECT_NE(value_of(desk().events().documents(event_)), documents) << "kiosks fetch another document";
  reopen();
  EXPECT_EQ(value_of(desk().events().policy("summit-2026")), expected);
}

TEST_F(EventPolicyTest, ChangesAsAWholeOrNotAtAll) {
  create(new_event("lunch"));
  const auto before = value_of(desk().events().policy("summit-2026"));
  for (const auto& [fields, named] :
       std::map<std::string, std::string>{{R"({"walk_in":"staff","cap":{"persons":0}})", "cap.persons"},
                                          {R"({"walkin":"staff"})", "walkin"},
                                          {R"({"preset":"summit"})", "preset"},
                                          {R"({"badge":{"template":"nowhere"}})", "badge.template"},
                                          {R"({"admitted_categories":["membr"]})", "membr"},
                                          {R"({"admit_by":"person","search":true})", "search"}}) {
    const auto refused = change(fields);
    ASSERT_FALSE(refused) << fields;
    EXPECT_EQ(refused.error().kind, ErrorKind::InvalidInput);
    EXPECT_THAT(refused.error().message, HasSubstr("\"" + named + "\""));
  }
  EXPECT_EQ(value_of(desk().events().policy("summit-2026")), before);
}

// A yes to one text must not count for another: not where a question was put in an earlier one's place either.
TEST_F(EventPolicyTest, GivesATextAVersionThatNoOtherHad) {
  create(new_event("lunch"));
  const auto version_of = [&](const std::string& text, int version) {
    const auto fields = fmt::format(R"({{"questions":[{{"id":"question-1","text":{{"de":"{}"}},"required":false,)"
                                    R"("consent":true,"text_version":{}}}]}})",
                                    text, version);
    return value_of(change(fields)).questions.at(0).text_version;
  };
  EXPECT_EQ(version_of("Bilder?", 1), 1);
  EXPECT_EQ(version_of("Bilder?", 1), 1) << "the same text";
  EXPECT_EQ(version_of("Bilder!", 4), 4) << "as it is wanted, where nobody has it";
  value_of(change(R"({"questions":[]})"));
  EXPECT_EQ(version_of("Werbung?", 1), 5);
  value_of(change(R"({"cap":{"persons":24}})"));
  EXPECT_EQ(value_of(desk().events().policy("summit-2026")).questions.at(0).text_version, 5);
}

TEST_F(EventPolicyTest, KeepsWhatGuestsWereCountedBy) {
  create(new_event("lecture"));
  import("Name,Code\nAda Lovelace,A\n");
  const auto kiosk = pair("Nord 1");
  value_of(change(R"({"day_starts_at_minutes":240})"));
  EXPECT_EQ(outcome(admit(kiosk, scan("A"))), "admitted");
  for (const auto* fields :
       {R"({"day_starts_at_minutes":300})", R"({"admission_counts_for":"venue_day"})", R"({"seats":"first_come"})"}) {
    const auto refused = change(fields);
    ASSERT_FALSE(refused) << fields;
    EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
  }
  EXPECT_TRUE(change(R"({"re_entry":"none","walk_in":"no"})")) << "facts hold what they were decided by";
}

TEST_F(EventPolicyTest, KeepsHowKiosksKeepNamesWhileTheyDo) {
  create(new_event("lecture"));
  EXPECT_TRUE(change(R"({"key_at_rest":"memory_only"})"));
  pair("Nord 1");
  const auto refused = change(R"({"key_at_rest":"until_expiry"})");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
}

TEST_F(EventPolicyTest, RaisesAHardCapInMidEvent) {
  create(new_event("lunch"));
  value_of(change(R"({"cap":{"persons":1},"walk_in":"staff"})"));
  import("Name,Code\nAda Lovelace,A\nMax Born,B\n");
  const auto kiosk = pair("Nord 1");
  EXPECT_EQ(outcome(admit(kiosk, scan("A"))), "admitted");
  EXPECT_EQ(outcome(admit(kiosk, scan("B"))), "waitlisted");
  value_of(change(R"({"cap":{"persons":2}})"));
  import("Name,Code\nAda Lovelace,A\nMax Born,B\n");
  EXPECT_EQ(outcome(admit(kiosk, scan("B", "again"))), "admitted");
}

TEST_F(EventPolicyTest, BecomesAPresetThatAnotherEventBeginsWith) {
  create(new_event("club_evening"));
  value_of(change(R"({"cap":{"persons":60},"quotas":{"per_list":5}})"));
  value_of(desk().events().save_preset(
      {.event = "summit-2026", .name = "small_club", .description = {{"de", "Kleiner Clubabend"}}}));
  EXPECT_THAT(presets(true), testing::ElementsAre("small_club"));
  EXPECT_THAT(presets(false), testing::SizeIs(10));
  reopen();
  auto next = new_event("small_club");
  next.key = "next";
  create(next);
  const auto policy = value_of(desk().events().policy("next"));
  EXPECT_EQ(policy.preset, "small_club");
  EXPECT_EQ(policy.cap->persons, 60);
  EXPECT_EQ(policy.quotas.per_list, 5);
  EXPECT_EQ(policy.badge.template_name, "label-62x100");
  value_of(desk().events().remove_preset("small_club"));
  EXPECT_THAT(presets(true), testing::IsEmpty());
  EXPECT_EQ(desk().events().remove_preset("small_club").error().kind, ErrorKind::NotFound);
  next.key = "another";
  EXPECT_EQ(desk().events().create(next).error().kind, ErrorKind::NotFound);
}

TEST_F(EventPolicyTest, BringsAnOrganisersOwnDrawingsAlong) {
  auto own = new_event("lecture");
  own.template_name = "mine";
  own.template_document = "<svg>mine</svg>";
  create(own);
  value_of(desk().events().save_preset({.event = "summit-2026", .name = "mine", .description = {}}));
  auto next = new_event("mine");
  next.key = "next";
  create(next);
  const auto documents = value_of(desk().events().documents(event_));
  EXPECT_THAT(documents, testing::Contains(testing::Field(&wire::DocumentRef::name, "mine")));
}

TEST_F(EventPolicyTest, RefusesPresetsThatHideOthers) {
  create(new_event("lecture"));
  const auto save = [&](const std::string& name) {
    return desk().events().save_preset({.event = "summit-2026", .name = name, .description = {}});
  };
  EXPECT_EQ(save("summit").error().kind, ErrorKind::AlreadyExists);
  EXPECT_EQ(save("../summit").error().kind, ErrorKind::InvalidInput);
  EXPECT_TRUE(save("mine"));
  EXPECT_TRUE(save("mine")) << "in place of the earlier one";
  EXPECT_THAT(presets(true), testing::ElementsAre("mine"));
}

}  // namespace
}  // namespace einlass::venue
