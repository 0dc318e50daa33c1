#include "server/venue/list_counts.h"

#include "core/wire/private_fields.h"
#include "tests/server/venue/desk_fixture.h"

namespace einlass::venue {
namespace {

using testing::ElementsAre;
using testing::Pair;

class ListCountsTest : public DeskFixture {
 protected:
  ListCountsTest() {
    create(new_event());
    value_of(desk().events().set_policy({.event = "summit-2026", .fields = R"({"quotas":{"per_list":4}})"}));
  }

  OpenEvent& event() { return *value_of(desk().event(event_)); }
  std::optional<int> left(const std::string& owner, const std::string& category = "guest") {
    return value_of(quota_left(event(), owner, category));
  }
  rules::TicketId ticket(const std::string& name) {
    rules::TicketId found;
    value_of(event().store.guests().each([&](const auto& row) {
      if (row.guest.full_name == name) found = row.ticket.id;
    }));
    return found;
  }
  void append(rules::TicketId ticket, rules::Fact fact, const rules::GuestFields& fields = {}) {
    rules::EntryDraft draft;
    draft.ticket = ticket;
    draft.guest = rules::GuestId::random();
    draft.fact = std::move(fact);
    if (!fields.empty()) draft.private_content = wire::private_fields(fields);
    value_of(desk().door().begin());
    value_of(desk().door().append(event_, draft));
    value_of(desk().door().commit());
  }
  void add(const std::string& owner, const std::string& category = "guest") {
    append(rules::TicketId::random(), rules::GuestRegistered{.category = category, .how = rules::How::Host},
           {{"full_name", "Lia Sommer"}, {"list_owner", owner}});
  }
};

constexpr auto kList =
    "Name,Host,Personen,Status\nAda Lovelace,Anna,2,\nMax Born,Lea,1,\nLise Meitner,Anna,1,storniert\n";

TEST_F(ListCountsTest, AreOfListAndJournalTogether) {
  EXPECT_EQ(left("Anna"), 4);
  import(kList);
  EXPECT_EQ(left("Anna"), 2);
  EXPECT_EQ(left("Lea"), 3);
  add("Anna");
  EXPECT_EQ(left("Anna"), 1);
  add("Anna", "assistant");
  EXPECT_EQ(left("Anna"), 1) << "companions use up no quota";
  EXPECT_EQ(left("Anna", "assistant"), std::nullopt);
  append(ticket("Ada Lovelace"), rules::Excused{.excused = true});
  EXPECT_EQ(left("Anna"), 3) << "whoever is excused makes room";
  append(ticket("Ada Lovelace"), rules::Excused{.excused = false});
  EXPECT_EQ(left("Anna"), 1);
  EXPECT_EQ(left(""), std::nullopt);
  EXPECT_THAT(value_of(list_counts(event())),
              ElementsAre(Pair("Anna", rules::ListCounts{{{"assistant", 1}, {"guest", 3}}}),
                          Pair("Lea", rules::ListCounts{{{"guest", 1}}})));
}

TEST_F(ListCountsTest, FollowAGuestWhomAnImportGivesToAnotherHost) {
  import(kList);
  EXPECT_EQ(left("Lea"), 3);
  import("Name,Host,Personen\nMax Born,Anna,1\n");
  EXPECT_EQ(left("Lea"), 4);
  EXPECT_EQ(left("Anna"), 1);
}

TEST_F(ListCountsTest, ForgetWhatWasNotCommitted) {
  import(kList);
  rules::EntryDraft draft;
  draft.ticket = rules::TicketId::random();
  draft.guest = rules::GuestId::random();
  draft.fact = rules::GuestRegistered{.category = "guest", .how = rules::How::Host};
  draft.private_content = wire::private_fields({{"full_name", "Lia Sommer"}, {"list_owner", "Anna"}});
  value_of(desk().door().begin());
  value_of(desk().door().append(event_, draft));
  EXPECT_EQ(left("Anna"), 1);
  desk().door().drop();
  EXPECT_EQ(left("Anna"), 2);
}

TEST_F(ListCountsTest, AnImportReportsListsOverTheirQuotaAndRefusesNothing) {
  add("Anna");
  const auto report = import("Name,Host,Personen\nAda Lovelace,Anna,3\nMax Born,Anna,2\nLise Meitner,Lea,4\n");
  ASSERT_THAT(report.over_quota, testing::SizeIs(1));
  EXPECT_EQ(report.over_quota.front().owner, "Anna");
  EXPECT_EQ(report.over_quota.front().persons, 6);
  EXPECT_EQ(report.over_quota.front().quota, 4);
  EXPECT_EQ(report.plan.count(guests::ChangeKind::Added), 3);
  EXPECT_THAT(import("Name,Host,Personen\nAda Lovelace,Anna,1\n").over_quota, testing::SizeIs(0))
      << "the row that shrank counts as it is now";
}

TEST_F(ListCountsTest, AnImportReportsWhomTheDoorWouldNotAdmitAndWhoBringsTooMany) {
  value_of(desk().events().set_policy(
      {.event = "summit-2026", .fields = R"({"excluded_categories":["press"],"quotas":{"plus_ones":1}})"}));
  const auto report = import("Name,Host,Personen,Kategorie\nAda Lovelace,Anna,3,Gast\nMax Born,Lea,2,Presse\n");
  EXPECT_THAT(report.not_admitted_lines, ElementsAre(3));
  EXPECT_THAT(report.many_plus_ones_lines, ElementsAre(2));
}

}  // namespace
}  // namespace einlass::venue
