// Guests without a name, by one tap (guest.count).
#include "tests/server/commands/host_fixture.h"

#include <algorithm>

namespace einlass::commands {
namespace {

using base::ErrorKind;

using HostCounts = HostFixture;

TEST_F(HostCounts, WhoeverHasNoNameByOneTap) {
  create("meetup");
  const auto changed = ask("event.set_policy", {{"changes", {{"walk_in", "count_only"}}}}, std::nullopt);
  ASSERT_FALSE(changed.error) << changed.text;
  add("Ada", "anna");
  add("Bea", "anna");
  go_to("18:30");
  admit("Ada", anna_);
  const auto tap = [&](const std::string& name, const venue::Caller& who, bool back = false) {
    return ask("guest.count", {{"scan", scan_id(name)}, {"ticket", id(name)}, {"back", back}}, who).error;
  };
  const auto counted = [&] { return ask("guests.list", {}, anna_).at("totals").at("counted").as_int64(); };
  EXPECT_EQ(tap("one", anna_), std::nullopt);
  EXPECT_EQ(tap("one", anna_), std::nullopt) << "asked twice";
  EXPECT_EQ(tap("two", staff_), std::nullopt);
  EXPECT_EQ(counted(), 2);
  EXPECT_EQ(tap("three", helper_), ErrorKind::Refused);
  EXPECT_EQ(tap("two", staff_, true), std::nullopt);
  EXPECT_EQ(tap("two", staff_, true), std::nullopt) << "asked twice";
  EXPECT_EQ(counted(), 1);
  // Neither makes a number of a guest, nor takes her out.
  EXPECT_EQ(tap("Bea", anna_), ErrorKind::InvalidInput);
  EXPECT_EQ(tap("Ada", anna_, true), ErrorKind::NotFound);
  EXPECT_EQ(ask("guests.list", {}, anna_).at("guests").as_array().size(), 2U);
  EXPECT_EQ(ask("guests.list", {}, anna_).at("totals").at("admitted"), 1);
}

TEST_F(HostCounts, NobodyWhereGuestsAreRegisteredOrSeatsAreLimited) {
  create("meetup");
  go_to("18:30");
  const auto is_offered = [&] {
    const auto may = ask("guests.list", {}, anna_).at("you").at("may").as_array();
    return std::find(may.begin(), may.end(), json::value("guest.count")) != may.end();
  };
  const auto set = [&](json::object changes) {
    return ask("event.set_policy", {{"changes", std::move(changes)}}, std::nullopt).error;
  };
  for (const auto* walk_in : {"no", "staff", "self"}) {
    ASSERT_EQ(set({{"walk_in", walk_in}}), std::nullopt);
    EXPECT_EQ(ask("guest.count", {{"scan", scan_id("one")}, {"ticket", id("one")}}, anna_).error, ErrorKind::Refused)
        << walk_in;
    EXPECT_FALSE(is_offered()) << walk_in;
  }
  ASSERT_EQ(set({{"walk_in", "count_only"}}), std::nullopt);
  EXPECT_TRUE(is_offered());
  ASSERT_EQ(set({{"cap", {{"persons", 9}, {"kind", "hard"}, {"counts", "admitted"}}}}), std::nullopt);
  EXPECT_FALSE(is_offered());
  EXPECT_EQ(ask("guest.count", {{"scan", scan_id("one")}, {"ticket", id("one")}}, anna_).error, ErrorKind::Refused);
}

}  // namespace
}  // namespace einlass::commands
