// Who comes along with a guest: companions by their own rule, plus-ones within the quota; and who invited whom.
#include "tests/server/commands/host_fixture.h"

namespace einlass::commands {
namespace {

using base::ErrorKind;

class HostCompanionsTest : public HostFixture {
 protected:
  void SetUp() override {
    create("club_evening");
    anna_.name = "Anna Berg";
    change(R"({"quotas": {"per_list": 3, "plus_ones": 1}, "companions": {"per_guest": 1}})");
    add("Jana", "anna");
    add("Omar", "berta");
  }
  void change(const char* policy) { ask("event.set_policy", {{"changes", json::parse(policy)}}, std::nullopt); }
  Answer along(const std::string& name, const std::string& guest, const std::string& category, const venue::Caller& who,
               json::object more = {}) {
    more["ticket"] = id(name);
    more["last_name"] = name;
    more["with"] = id(guest);
    more["category"] = category;
    return ask("guest.add", std::move(more), who);
  }
  std::int64_t left() { return ask("guests.list", {}, anna_).at("quotas").as_array().at(0).at("left").as_int64(); }
};

TEST_F(HostCompanionsTest, AreOnTheirGuestsListWeeksBefore) {
  const auto added = along("Ida", "Jana", "interpreter", anna_);
  EXPECT_EQ(added.word("comes_with"), id("Jana"));
  EXPECT_EQ(added.word("invited_by"), "Anna Berg");
  EXPECT_EQ(added.word("list_owner"), "anna");
  EXPECT_EQ(added.word("status"), "confirmed");
  EXPECT_EQ(left(), 2) << "she uses up no quota";
  reopen();
  go_to("18:30");
  EXPECT_EQ(admit("Ida", anna_).word("outcome"), "admitted");
  EXPECT_EQ(admitted(), 1) << "and is counted";
  EXPECT_EQ(ask("guest.sheet", {{"ticket", id("Ida")}}, anna_).line().at("comes_with").as_string(), id("Jana"));
}

TEST_F(HostCompanionsTest, AreAsManyAsThePolicyGivesEachGuest) {
  along("Ida", "Jana", "interpreter", anna_);
  EXPECT_EQ(along("Kim", "Jana", "child", anna_).error, ErrorKind::Refused);
  EXPECT_FALSE(along("Ida", "Jana", "interpreter", anna_).error) << "asked again, the same";
  ask("guest.withdraw", {{"ticket", id("Ida")}}, anna_);
  EXPECT_FALSE(along("Kim", "Jana", "child", anna_).error) << "in place of who does not come";
  go_to("18:30");
  EXPECT_EQ(along("Lea", "Jana", "child", anna_).error, ErrorKind::Refused) << "nor at the door";
}

TEST_F(HostCompanionsTest, AreRegisteredByStaffWhereNobodyElseIs) {
  change(R"({"walk_in": "no"})");
  go_to("18:30");
  EXPECT_EQ(along("Plus", "Jana", "guest", staff_).error, ErrorKind::Refused);
  EXPECT_EQ(along("Ida", "Jana", "assistant", staff_).word("comes_with"), id("Jana"));
  EXPECT_EQ(admit("Ida", staff_).word("outcome"), "admitted");
}

TEST_F(HostCompanionsTest, ComeWithGuestsOfHerOwnWhoMayCome) {
  EXPECT_EQ(along("Ida", "Omar", "interpreter", anna_).error, ErrorKind::NotFound);
  ask("guest.withdraw", {{"ticket", id("Jana")}}, anna_);
  EXPECT_EQ(along("Ida", "Jana", "interpreter", anna_).error, ErrorKind::Refused);
  EXPECT_EQ(along("Plus", "Jana", "guest", anna_).error, ErrorKind::Refused);
}

TEST_F(HostCompanionsTest, PlusOnesAreWithinTheQuota) {
  EXPECT_EQ(left(), 2);
  const auto added = along("Plus", "Jana", "guest", anna_);
  EXPECT_EQ(added.word("comes_with"), id("Jana"));
  EXPECT_EQ(left(), 1) << "a plus-one uses the list's quota";
  EXPECT_EQ(along("Plus two", "Jana", "guest", anna_).error, ErrorKind::Refused) << "one per guest";
  EXPECT_FALSE(along("Plus two", "Jana", "guest", organiser_).error) << "whom an organiser adds all the same";
  EXPECT_EQ(left(), 0);
  EXPECT_FALSE(along("Ida", "Jana", "interpreter", anna_).error) << "a plus-one is no companion";
}

TEST_F(HostCompanionsTest, PlacesOfTheTicketArePlusOnesToo) {
  add("Pair", "anna", {{"places", 2}});
  EXPECT_EQ(along("Third", "Pair", "guest", anna_).error, ErrorKind::Refused);
}

TEST_F(HostCompanionsTest, QuotasAreToldToWhomTheyConcern) {
  EXPECT_EQ(ask("guests.list", {}, berta_).at("quotas"), json::parse(R"([{"list": "berta", "most": 3, "left": 2}])"));
  EXPECT_EQ(ask("guests.list", {}, organiser_).at("quotas").as_array().size(), 2U);
  change(R"({"quotas": {"per_list": null}})");
  EXPECT_EQ(ask("guests.list", {}, anna_).at("quotas"), json::array());
}

}  // namespace
}  // namespace einlass::commands
