// What hosts and guests may bring, and who comes along with a guest: one table per rule.
#include "core/rules/quota.h"

#include "core/rules/policy_check.h"
#include "core/rules/staff_act.h"

#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace einlass::rules {
namespace {

struct QuotaCase {
  const char* name;
  Quotas quotas;
  std::string owner;
  std::map<std::string, int> persons;
  std::string category;
  std::optional<int> left;
  int beyond = 0;
};

TEST(Quota, SaysHowManyMoreAHostMayAdd) {
  const std::vector<QuotaCase> cases{
      {"no quota", {}, "Anna", {{"guest", 90}}, "guest", std::nullopt},
      {"of each list", {.per_list = 20}, "Anna", {{"guest", 12}, {"member", 5}}, "guest", 3},
      {"used up", {.per_list = 20}, "Anna", {{"guest", 20}}, "guest", 0},
      {"exceeded by an import", {.per_list = 20}, "Anna", {{"guest", 23}}, "guest", 0, 3},
      {"an empty list", {.per_list = 20}, "Anna", {}, "guest", 20},
      {"of her own", {.per_list = 20, .lists = {{"Anna", 30}}}, "Anna", {{"guest", 12}}, "guest", 18},
      {"another's own", {.per_list = 20, .lists = {{"Anna", 30}}}, "Lea", {{"guest", 12}}, "guest", 8},
      {"only hers", {.lists = {{"Anna", 30}}}, "Lea", {{"guest", 12}}, "guest", std::nullopt},
      {"none for her", {.per_list = 20, .lists = {{"Anna", 0}}}, "Anna", {}, "guest", 0},
      {"nobody's list", {.per_list = 20}, "", {{"guest", 40}}, "guest", std::nullopt},
      {"companions use none up", {.per_list = 20}, "Anna", {{"guest", 18}, {"assistant", 9}}, "guest", 2},
      {"nor need any", {.per_list = 20}, "Anna", {{"guest", 20}}, "child", std::nullopt},
  };
  for (const auto& test : cases) {
    EventPolicy policy;
    policy.quotas = test.quotas;
    const ListCounts counts{test.persons};
    EXPECT_EQ(quota_left(policy, test.owner, counts, test.category), test.left) << test.name;
    EXPECT_EQ(persons_beyond_quota(policy, test.owner, counts), test.beyond) << test.name;
  }
}

TEST(Quota, CountsCompanionsWhereThePolicySaysSo) {
  EventPolicy policy;
  policy.quotas.per_list = 20;
  policy.companions.in_quota = true;
  EXPECT_EQ(quota_left(policy, "Anna", {{{"guest", 18}, {"assistant", 1}}}, "assistant"), 1);
}

TEST(Quota, LimitsPlusOnesAndCompanionsOfOneGuest) {
  EventPolicy policy;
  EXPECT_EQ(most_places(policy), std::nullopt);
  policy.quotas.plus_ones = 1;
  EXPECT_EQ(most_places(policy), 2);
  EXPECT_TRUE(may_bring_companion(policy, 0));
  EXPECT_FALSE(may_bring_companion(policy, 1));
}

TEST(Companions, AreRegisteredBySomebodyElseWithAGuestWhereverTheEventIs) {
  EventPolicy closed;
  closed.walk_in = WalkIn::No;
  const RegisterGuest alone{.category = "assistant"};
  const RegisterGuest with_guest{.category = "assistant", .with = TicketId::random()};
  EXPECT_FALSE(may_do(alone, Role::Staff, closed));
  EXPECT_TRUE(may_do(with_guest, Role::Staff, closed));
  EXPECT_TRUE(may_do(with_guest, Role::Host, closed));
  EXPECT_FALSE(may_do(with_guest, Role::Helper, closed));
  EXPECT_FALSE(may_do(RegisterGuest{.category = "guest", .with = TicketId::random()}, Role::Staff, closed));
  EventPolicy open;
  open.walk_in = WalkIn::Self;
  EXPECT_TRUE(may_do(RegisterGuest{.category = "guest"}, Role::Helper, open));
  EXPECT_FALSE(may_do(alone, Role::Helper, open)) << "nobody says so of herself";
}

struct Mistake {
  const char* field;
  std::function<void(EventPolicy&)> make;
};

TEST(PolicyCheck, NamesTheFieldThatCannotBeMeant) {
  const auto at = [](std::int64_t hour) { return base::Instant::from_unix_ms(hour * 3'600'000); };
  const std::vector<Mistake> mistakes{
      {"cap.persons", [](EventPolicy& p) { p.cap = Cap{.persons = 0}; }},
      {"category_caps.press.persons", [](EventPolicy& p) { p.category_caps["press"] = Cap{.persons = -1}; }},
      {"quotas.per_list", [](EventPolicy& p) { p.quotas.per_list = -1; }},
      {"quotas.plus_ones", [](EventPolicy& p) { p.quotas.plus_ones = 500; }},
      {"quotas.lists", [](EventPolicy& p) { p.quotas.lists[""] = 3; }},
      {"companions.per_guest", [](EventPolicy& p) { p.companions.per_guest = 21; }},
      {"excluded_categories", [](EventPolicy& p) { p.excluded_categories = p.admitted_categories = {"press"}; }},
      {"excluded_categories", [](EventPolicy& p) { p.excluded_categories = {"child"}; }},
      {"day_starts_at_minutes", [](EventPolicy& p) { p.day_starts_at = std::chrono::hours(24); }},
      {"doors_hours",
       [&](EventPolicy& p) {
         p.doors_hours = {{at(2), at(2)}};
       }},
      {"doors_hours",
       [&](EventPolicy& p) {
         p.doors_hours = {{at(3), at(4)}, {at(1), at(2)}};
       }},
      {"questions",
       [](EventPolicy& p) {
         p.questions = {Question{.id = "", .text = {{"en", "?"}}}};
       }},
      {"questions", [](EventPolicy& p) { p.questions = {Question{.id = "diet", .text = {}}}; }},
      {"search", [](EventPolicy& p) { p.admit_by = AdmitBy::Person; }},
      {"walk_in", [](EventPolicy& p) { p.admit_by = AdmitBy::Person, p.search = false, p.walk_in = WalkIn::Self; }},
      {"release_unclaimed_after_minutes", [](EventPolicy& p) { p.release_unclaimed_after = std::chrono::minutes(0); }},
      {"release_unclaimed_after_minutes",
       [](EventPolicy& p) {
         p.admit_by = AdmitBy::Person, p.search = false;
         p.release_unclaimed_after = std::chrono::minutes(9);
       }},
  };
  EXPECT_EQ(problem_of(EventPolicy{}), std::nullopt);
  for (const auto& mistake : mistakes) {
    EventPolicy policy;
    mistake.make(policy);
    EXPECT_THAT(problem_of(policy), testing::Optional(testing::StartsWith("\"" + std::string(mistake.field) + "\"")));
  }
}

}  // namespace
}  // namespace einlass::rules
