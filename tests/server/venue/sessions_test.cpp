// Sessions at the pages: how they begin and end, and the audit trail.
#include "tests/server/venue/people_fixture.h"

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class SessionsTest : public PeopleFixture {
 protected:
  std::vector<OpenSession> sessions_of(const SignedIn& in) {
    return value_of(people().sessions_of(in.caller.number, in.caller.session));
  }
};

TEST_F(SessionsTest, AreMintedAnewAtEachSignInAndNeverTakenFromOutside) {
  const auto anna = member("Anna Berg");
  EXPECT_EQ(base::from_base64url(anna.token)->size(), 32U) << "256 bits";
  const auto again = sign_in("anna.berg", good_password).value();
  EXPECT_NE(anna.token, again.token);
  EXPECT_TRUE(is_signed_in(anna.token)) << "signing in on the laptop leaves the phone alone";
  const auto chosen = base::base64url(base::random_bytes(32));
  for (const auto& foreign : {chosen, std::string(), anna.token + "A", anna.token.substr(1), std::string(5000, 'a')}) {
    EXPECT_FALSE(is_signed_in(foreign));
    value_of(people().sign_out(foreign, ""));
  }
  EXPECT_TRUE(sign_in("anna.berg", good_password));
  EXPECT_FALSE(is_signed_in(chosen)) << "a token that somebody brought is nobody's session, before or after";
  const auto hash = base::hex(base::sha256(anna.token));
  EXPECT_FALSE(is_signed_in(hash)) << "what stands on the disk opens nothing";
}

TEST_F(SessionsTest, SayWhoAsksAndFollowTheRosterAtOnce) {
  create(new_event());
  const auto number =
      add({.name = "Anna Berg", .role = rules::Role::Host, .events = {"summit-2026"}, .lists = {"Acme"}});
  const auto anna = value_of(accept(invite(number), good_password));
  const auto caller = *value_of(people().caller_of(anna.token, "192.0.2.9"));
  EXPECT_EQ(caller.name, "Anna Berg");
  EXPECT_THAT(caller.events, ElementsAre(event_));
  EXPECT_THAT(caller.lists, ElementsAre("Acme"));
  EXPECT_EQ(caller.address, "192.0.2.9");
  value_of(desk().roster().set_role(number, rules::Role::Helper));
  value_of(desk().roster().set_lists(number, {}));
  const auto after = *value_of(people().caller_of(anna.token, ""));
  EXPECT_EQ(after.role, rules::Role::Helper);
  EXPECT_THAT(after.lists, IsEmpty());
}

TEST_F(SessionsTest, EndAfterTwelveHoursWithoutUse) {
  const auto anna = member("Anna Berg");
  for (int i = 0; i < 3; ++i) {
    clock_.advance(hours(12) - seconds(1));
    EXPECT_TRUE(is_signed_in(anna.token)) << i;
  }
  clock_.advance(hours(12));
  EXPECT_FALSE(is_signed_in(anna.token));
  EXPECT_THAT(sessions_of(anna), IsEmpty());
}

TEST_F(SessionsTest, EndAfterFourteenDaysInAnyCase) {
  const auto anna = member("Anna Berg");
  for (int i = 1; i < 14 * 4; ++i) {
    clock_.advance(hours(6));
    ASSERT_TRUE(is_signed_in(anna.token)) << i;
  }
  clock_.advance(hours(6));
  EXPECT_FALSE(is_signed_in(anna.token));
}

TEST_F(SessionsTest, WriteTheirUseOnceAMinute) {
  const auto anna = member("Anna Berg");
  const auto start = desk().now();
  clock_.advance(seconds(59));
  EXPECT_TRUE(is_signed_in(anna.token));
  EXPECT_EQ(sessions_of(anna).at(0).last_used, start) << "nothing is written for each request";
  clock_.advance(seconds(1));
  EXPECT_TRUE(is_signed_in(anna.token));
  EXPECT_EQ(sessions_of(anna).at(0).last_used, start + minutes(1));
}

TEST_F(SessionsTest, EndAtSignOutEverywhereAndWithThePerson) {
  const auto anna = member("Anna Berg");
  const auto laptop = sign_in("anna.berg", good_password).value();
  const auto max = member("Max Born");
  value_of(people().sign_out(anna.token, "192.0.2.7"));
  EXPECT_FALSE(is_signed_in(anna.token));
  EXPECT_TRUE(is_signed_in(laptop.token));
  EXPECT_EQ(value_of(people().sign_out_everywhere(anna.caller.number, {})), 1);
  EXPECT_FALSE(is_signed_in(laptop.token));
  EXPECT_TRUE(is_signed_in(max.token)) << "others stay";
  value_of(desk().roster().remove(max.caller.number));
  EXPECT_FALSE(is_signed_in(max.token));
  EXPECT_FALSE(sign_in("max.born", good_password));
}

TEST_F(SessionsTest, AreListedForTheirOwner) {
  const auto phone = member("Anna Berg");
  clock_.advance(minutes(5));
  const auto laptop = sign_in("anna.berg", good_password, "192.0.2.9").value();
  const auto open = sessions_of(laptop);
  ASSERT_THAT(open, SizeIs(2));
  EXPECT_EQ(open[0].address, "192.0.2.9");
  EXPECT_TRUE(open[0].is_this);
  EXPECT_EQ(open[1].label, "Firefox, Android");
  EXPECT_FALSE(open[1].is_this);
  EXPECT_EQ(open[1].since + minutes(5), open[0].since);
  EXPECT_TRUE(sessions_of(phone)[1].is_this);
}

TEST_F(SessionsTest, KeepAtMostTwentyOfAPerson) {
  const auto first = member("Anna Berg");
  std::string last;
  for (int i = 0; i < 20; ++i) {
    clock_.advance(seconds(1));
    last = sign_in("anna.berg", good_password).value().token;
  }
  EXPECT_FALSE(is_signed_in(first.token)) << "the one that was used longest ago";
  EXPECT_TRUE(is_signed_in(last));
}

TEST_F(SessionsTest, ShowOfABrowserWhatFitsOnALine) {
  const auto number = add("Anna Berg");
  const std::string label = "\x1b[31m" + std::string(30, 'x') + "\n" + std::string(4000, 'y') + "\xFF";
  const auto job = value_of(
      people().begin_accept({.code = invite(number), .password = good_password, .from = {"192.0.2.7", label}}));
  const auto in = value_of(people().finish_accept(job, job.work()));
  const auto shown = sessions_of(in).at(0).label;
  EXPECT_LE(shown.size(), 60U);
  EXPECT_EQ(shown.find('\x1b'), std::string::npos);
  EXPECT_EQ(shown.find('\n'), std::string::npos);
}

TEST_F(SessionsTest, HaveARequestTokenOfTheirOwn) {
  const auto anna = member("Anna Berg");
  const auto max = member("Max Born");
  const auto token = people().request_token(anna.token);
  EXPECT_TRUE(people().is_request_token(anna.token, token));
  EXPECT_FALSE(people().is_request_token(max.token, token));
  EXPECT_FALSE(people().is_request_token(anna.token, ""));
  EXPECT_FALSE(people().is_request_token(anna.token, anna.token));
  EXPECT_FALSE(people().is_request_token(anna.token, token.substr(1)));
  reopen();
  EXPECT_TRUE(people().is_request_token(anna.token, token)) << "pages that are open outlive a restart";
}

TEST_F(SessionsTest, OutliveARestart) {
  const auto anna = member("Anna Berg");
  reopen();
  EXPECT_TRUE(is_signed_in(anna.token));
}

TEST_F(SessionsTest, LeaveATrailForNinetyDaysWithoutNames) {
  create(new_event());
  const auto anna = member("Anna Berg");
  value_of(people().sign_out(anna.token, "192.0.2.7"));
  people().note({.by = {anna.caller.number, "192.0.2.7"}, .act = "guests.import", .event = event_});
  const auto entries = value_of(people().audit(std::nullopt, 2));
  EXPECT_EQ(entries[0].act, "guests.import");
  EXPECT_EQ(entries[0].event, event_);
  EXPECT_EQ(entries[0].by.number, anna.caller.number);
  EXPECT_EQ(entries[1].act, "signed_out");
  EXPECT_THAT(value_of(people().audit(entries[1].sequence - 1, 10)), SizeIs(2)) << "accepted and invited, by pages";
  EXPECT_THAT(acts(), ElementsAre("guests.import", "signed_out", "accepted", "invited"));
  clock_.advance(hours(24 * 90) - seconds(1));
  EXPECT_THAT(acts(), SizeIs(4));
  clock_.advance(seconds(1));
  EXPECT_THAT(acts(), IsEmpty());
  reopen();
  EXPECT_THAT(value_of(desk().people().audit(std::nullopt, 10)), IsEmpty());
  EXPECT_FALSE(is_on_disk("signed_out")) << "they are gone, not only hidden";
}

}  // namespace
}  // namespace einlass::venue
