// When guests are looked for in the CRM anew.
#include "tests/server/venue/pulls/pulls_fixture.h"

#include <algorithm>

namespace einlass::venue {
namespace {

namespace json = boost::json;

// Pages ask for what is known, and that costs as much as the guest list is long.
class WhoIsWhom : public PullsFixture {
 protected:
  WhoIsWhom() {
    tickets_.generate(3);
    people_.generate(3);
    pull_people();
    pull_guests(true);
    mark();
  }

  // A match that nobody would find is gone as soon as somebody looks anew.
  void mark() {
    const store::CrmMatch found{book().begin()->second.guest.id, "crm", "1001", store::MatchedBy::Id,
                                store::MatchState::Proposed};
    value_of(crm_store().put_matches(event_, {found}));
  }
  bool was_looked_for_anew() {
    const auto lines = value_of(desk().crm().matches("summit-2026"));
    const bool is_left = std::any_of(lines.begin(), lines.end(),
                                     [](const MatchLine& line) { return line.match.by == store::MatchedBy::Id; });
    if (!is_left) mark();
    return !is_left;
  }
};

TEST_F(WhoIsWhom, IsNotLookedForWithoutNews) {
  EXPECT_FALSE(was_looked_for_anew());
  const auto kiosk = pair("North");
  ASSERT_EQ(outcome(admit(kiosk, scan(position(1, "secret")))), "admitted");
  EXPECT_FALSE(was_looked_for_anew()) << "who came is no news of who she is";
  pull_people();
  EXPECT_FALSE(was_looked_for_anew()) << "everybody was told of, and nobody is another";
  pull_guests(false);
  EXPECT_FALSE(was_looked_for_anew());
}

TEST_F(WhoIsWhom, IsLookedForAfterNewsOfTheCrm) {
  people_.change(
      {{"update", json::object{{"customers", json::array{json::object{{"id", 1002}, {"company", "Neu"}}}}}}});
  pull_people();
  EXPECT_TRUE(was_looked_for_anew());
  EXPECT_FALSE(was_looked_for_anew());
}

TEST_F(WhoIsWhom, IsLookedForAfterNewsOfTheList) {
  import("Name,Code\nSomebody,of-a-file\n");
  EXPECT_TRUE(was_looked_for_anew());
  EXPECT_FALSE(was_looked_for_anew());
}

TEST_F(WhoIsWhom, IsLookedForAfterNewsOfTheDoor) {
  value_of(desk().door().begin());
  value_of(desk().staff().act(
      {.event = event_, .place = {.name = "desk"}, .decider = rules::Decider::Host},
      rules::CorrectGuest{.ticket = book().begin()->second.ticket.id, .fields = {{"full_name", "Ada King"}}}));
  value_of(desk().door().commit());
  EXPECT_TRUE(was_looked_for_anew());
  EXPECT_FALSE(was_looked_for_anew());
}

}  // namespace
}  // namespace einlass::venue
