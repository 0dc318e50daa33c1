// Signing in, and how little guessing gets: docs/pages.md, Signing in.
#include "tests/server/venue/people_fixture.h"

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using std::chrono::minutes;
using std::chrono::seconds;

class SignInTest : public PeopleFixture {};

TEST_F(SignInTest, AnswersAlikeForUnknownNamesAndWrongPasswords) {
  member("Anna Berg");
  const auto invited_only = add("Max Born");
  invite(invited_only);
  const auto begin = [&](const std::string& name) {
    return people().begin_sign_in({.sign_in = name, .password = "not her password", .from = phone_}).value();
  };
  const auto known = begin("anna.berg");
  const auto wrong = people().finish_sign_in(known, known.work()).error();
  EXPECT_EQ(wrong.error.kind, ErrorKind::InvalidInput);
  for (const char* name : {"nobody", "max.born", "", "\xFF\xFE"}) {
    const auto unknown = begin(name);
    ASSERT_TRUE(unknown.task().known) << "one slow hash, as for anybody";
    EXPECT_EQ(unknown.task().known->cost, known.task().known->cost);
    const auto work = unknown.work();
    EXPECT_FALSE(value_of(work).stored);
    const auto answer = people().finish_sign_in(unknown, work).error();
    EXPECT_EQ(answer.error, wrong.error) << name;
    EXPECT_EQ(answer.wait, wrong.wait);
  }
}

TEST_F(SignInTest, LocksUnknownNamesAsItLocksKnownOnes) {
  member("Anna Berg");
  for (const char* address : {"192.0.2.1", "192.0.2.2"}) {
    miss("anna.berg", address == std::string("192.0.2.1") ? 3 : 2, address);
    miss("nobody", address == std::string("192.0.2.1") ? 3 : 2, address);
  }
  const auto known = sign_in("anna.berg", good_password, "192.0.2.3").error();
  const auto unknown = sign_in("nobody", good_password, "192.0.2.4").error();
  EXPECT_EQ(known.error.kind, ErrorKind::Refused);
  EXPECT_EQ(known.error, unknown.error);
  EXPECT_EQ(known.wait, seconds(30));
  EXPECT_EQ(unknown.wait, seconds(30));
  EXPECT_EQ(stretched_, 10) << "who is locked is not looked at";
  reopen();
  EXPECT_EQ(sign_in("anna.berg", good_password, "192.0.2.5").error().wait, seconds(30));
  EXPECT_EQ(sign_in("nobody", good_password, "192.0.2.5").error().wait, seconds(30)) << "also after a restart";
}

TEST_F(SignInTest, LocksAPersonLongerEachTime) {
  member("Anna Berg");
  miss("anna.berg", 5, "192.0.2.1");
  for (const int wait : {30, 60, 120, 240, 480, 900, 900}) {
    EXPECT_EQ(sign_in("anna.berg", good_password, "192.0.2.2").error().wait, seconds(wait));
    clock_.advance(seconds(wait) - base::Milliseconds(1));
    EXPECT_EQ(sign_in("anna.berg", good_password, "192.0.2.2").error().wait, seconds(1));
    clock_.advance(base::Milliseconds(1));
    miss("anna.berg", 1, "192.0.2.1");
  }
  clock_.advance(minutes(15));
  EXPECT_TRUE(sign_in("anna.berg", good_password, "192.0.2.2")) << "the owner gets in after the time";
  miss("anna.berg", 4, "192.0.2.2");
  EXPECT_TRUE(sign_in("anna.berg", good_password, "192.0.2.3")) << "and starts anew";
}

TEST_F(SignInTest, CountsMissesInARowOnly) {
  member("Anna Berg");
  for (int i = 0; i < 4; ++i) {
    miss("anna.berg", 4, fmt::format("192.0.2.{}", i));
    EXPECT_TRUE(sign_in("anna.berg", good_password, "192.0.2.99"));
  }
}

TEST_F(SignInTest, IsNotUnlockedBySettingTheClock) {
  member("Anna Berg");
  miss("anna.berg", 5);
  clock_.set_wall(clock_.wall() + std::chrono::hours(48));
  EXPECT_EQ(sign_in("anna.berg", good_password, "192.0.2.2").error().error.kind, ErrorKind::Refused);
  value_of(desk().accept_clock());
  EXPECT_EQ(sign_in("anna.berg", good_password, "192.0.2.2").error().wait, seconds(30));
}

TEST_F(SignInTest, KeepsMissesAndLocksAcrossARestart) {
  member("Anna Berg");
  miss("anna.berg", 4);
  reopen();
  EXPECT_FALSE(sign_in("anna.berg", "not her password", "192.0.2.2"));
  EXPECT_EQ(sign_in("anna.berg", good_password, "192.0.2.3").error().wait, seconds(30)) << "the fifth in a row";
  clock_.advance(seconds(29));
  reopen();
  EXPECT_EQ(sign_in("anna.berg", good_password, "192.0.2.3").error().wait, seconds(30)) << "its whole time anew";
  clock_.advance(seconds(30));
  EXPECT_TRUE(sign_in("anna.berg", good_password, "192.0.2.3"));
  reopen();
  miss("anna.berg", 4, "192.0.2.4");
  EXPECT_TRUE(sign_in("anna.berg", good_password, "192.0.2.5")) << "who got in is clear on disk, too";
}

TEST_F(SignInTest, LocksAnAddressAfterTwentyMissesInTenMinutes) {
  member("Anna Berg");
  for (int i = 0; i < 19; ++i) miss(fmt::format("name{}", i), 1);
  EXPECT_TRUE(sign_in("anna.berg", good_password));
  clock_.advance(minutes(10));
  miss("name", 4);
  for (int i = 0; i < 15; ++i) miss(fmt::format("other{}", i), 1);
  EXPECT_TRUE(sign_in("anna.berg", good_password)) << "nineteen within ten minutes";
  miss("third", 1);
  EXPECT_EQ(sign_in("anna.berg", good_password).error().wait, seconds(30));
  EXPECT_TRUE(sign_in("anna.berg", good_password, "192.0.2.8")) << "from elsewhere she gets in";
  clock_.advance(seconds(30));
  EXPECT_TRUE(sign_in("anna.berg", good_password));
}

TEST_F(SignInTest, CountsAnIpv6NetworkAsOneAddress) {
  for (int i = 0; i < 20; ++i) miss(fmt::format("name{}", i), 1, fmt::format("2001:db8:1:2::{:x}", i + 1));
  EXPECT_EQ(sign_in("x", "y", "2001:db8:1:2:ffff::1").error().error.kind, ErrorKind::Refused);
  EXPECT_EQ(sign_in("x", "y", "2001:db8:1:3::1").error().error.kind, ErrorKind::InvalidInput);
  for (int i = 0; i < 20; ++i) miss(fmt::format("name{}", i), 1, "::ffff:192.0.2.50");
  EXPECT_EQ(sign_in("x", "y", "192.0.2.50").error().error.kind, ErrorKind::Refused);
}

TEST_F(SignInTest, LetsNoneOfTenThousandGuessesAtOneNameThrough) {
  member("Anna Berg");
  int in = 0;
  for (int i = 0; i < 10'000; ++i) {
    const auto address = fmt::format("10.0.{}.{}", i / 250, i % 250);
    const auto password = i >= 5 && i % 7 == 0 ? std::string(good_password) : fmt::format("guess number {}", i);
    in += sign_in("anna.berg", password, address) ? 1 : 0;
  }
  EXPECT_EQ(in, 0);
  EXPECT_EQ(stretched_, 5) << "all others cost nothing";
  EXPECT_THAT(acts(), testing::SizeIs(8)) << "invited, accepted, five misses, one lock";
  clock_.advance(seconds(30));
  EXPECT_TRUE(sign_in("anna.berg", good_password));
}

TEST_F(SignInTest, LetsNoneOfTenThousandSlowGuessesThroughEither) {
  member("Anna Berg");
  int in = 0;
  for (int i = 0; i < 10'000; ++i) {
    in += sign_in("anna.berg", fmt::format("guess number {}", i), fmt::format("10.0.{}.{}", i / 250, i % 250)) ? 1 : 0;
    clock_.advance(seconds(10));
  }
  EXPECT_EQ(in, 0);
  EXPECT_LE(stretched_, 5 + 6 + 10'000 * 10 / 900) << "at most one in a quarter of an hour";
  clock_.advance(minutes(15));
  EXPECT_TRUE(sign_in("anna.berg", good_password));
}

TEST_F(SignInTest, LetsNoneOfTenThousandGuessesOverNamesAndAddressesThrough) {
  for (const char* name : {"Anna Berg", "Max Born", "Lise Meitner"}) member(name);
  const std::vector<std::string> names{"anna.berg", "max.born", "lise.meitner", "nobody", "root"};
  for (const auto& name : names) miss(name, 5, "192.0.2." + std::to_string(name.size()));
  stretched_ = 0;
  int in = 0;
  for (int i = 0; i < 10'000; ++i) {
    in += sign_in(names[static_cast<std::size_t>(i) % names.size()], good_password, fmt::format("10.1.0.{}", i % 250))
              ? 1
              : 0;
  }
  EXPECT_EQ(in, 0);
  EXPECT_EQ(stretched_, 0);
  for (int i = 0; i < 10'000; ++i) miss(fmt::format("made up {}", i), 1, fmt::format("10.2.0.{}", i % 10));
  EXPECT_EQ(stretched_, 10 * 20) << "twenty of each address";
  clock_.advance(seconds(30));
  for (const char* name : {"anna.berg", "max.born", "lise.meitner"}) EXPECT_TRUE(sign_in(name, good_password)) << name;
}

TEST_F(SignInTest, CountsGuessesThatAreUnderWay) {
  member("Anna Berg");
  const auto begin = [&](const std::string& name, int i) {
    return people().begin_sign_in(
        {.sign_in = name, .password = "guess", .from = {fmt::format("10.0.0.{}", i), "Firefox"}});
  };
  std::vector<PasswordJob> jobs;
  for (int i = 0; i < 5; ++i) jobs.push_back(begin("anna.berg", i).value());
  EXPECT_EQ(begin("anna.berg", 6).error().wait, seconds(1)) << "a sixth could be right";
  for (int i = 0; i < 3; ++i) jobs.push_back(begin(fmt::format("other{}", i), i).value());
  EXPECT_EQ(begin("fourth", 7).error().error.kind, ErrorKind::Unavailable) << "the workers have enough";
  for (const auto& job : jobs) {
    EXPECT_FALSE(people().finish_sign_in(job, base::fail(ErrorKind::Unavailable, "The server is busy.")));
  }
  EXPECT_TRUE(sign_in("anna.berg", good_password)) << "what nobody worked is no miss";
}

TEST_F(SignInTest, RefusesWhoWasRemovedWhileHerPasswordWasStretched) {
  const auto anna = member("Anna Berg").caller.number;
  const auto job = people().begin_sign_in({.sign_in = "anna.berg", .password = good_password, .from = phone_}).value();
  const auto work = job.work();
  value_of(desk().roster().remove(anna));
  EXPECT_EQ(people().finish_sign_in(job, work).error().error.kind, ErrorKind::InvalidInput);
}

TEST_F(SignInTest, StretchesAnewWhenTheStandardRises) {
  member("Anna Berg");
  desk_.reset();
  auto raised = options();
  raised.password_cost = {.passes = 2, .memory_kib = 16};
  desk_ = value_of(Desk::open(raised));
  const auto begin = [&](const std::string& password) {
    return people().begin_sign_in({.sign_in = "anna.berg", .password = password, .from = phone_}).value();
  };
  const auto wrong = begin("not her password");
  EXPECT_FALSE(value_of(wrong.work()).stored) << "only who is right";
  EXPECT_FALSE(people().finish_sign_in(wrong, wrong.work()));
  EXPECT_TRUE(sign_in("anna.berg", good_password));
  const auto after = begin(good_password);
  EXPECT_EQ(after.task().known->cost, raised.password_cost);
  EXPECT_TRUE(people().finish_sign_in(after, after.work()));
}

TEST_F(SignInTest, ChangesAPasswordAgainstTheOldOneOnly) {
  const auto anna = member("Anna Berg");
  const auto laptop = sign_in("anna.berg", good_password).value();
  const auto wrong = change(laptop.caller, {.old_password = "not her password", .new_password = "vier gelbe Laternen"});
  EXPECT_EQ(wrong.error().error.kind, ErrorKind::InvalidInput);
  EXPECT_FALSE(change(laptop.caller, {.old_password = good_password, .new_password = "anna.berg1"}));
  ASSERT_TRUE(change(laptop.caller, {.old_password = good_password, .new_password = "vier gelbe Laternen"}));
  EXPECT_FALSE(is_signed_in(anna.token)) << "all other sessions end";
  EXPECT_TRUE(is_signed_in(laptop.token));
  EXPECT_FALSE(sign_in("anna.berg", good_password));
  EXPECT_TRUE(sign_in("anna.berg", "vier gelbe Laternen"));
}

TEST_F(SignInTest, LocksWhoGuessesAtTheOldPasswordWithAnOpenSession) {
  const auto anna = member("Anna Berg");
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(change(anna.caller, {.old_password = "guess", .new_password = "vier gelbe Laternen"}));
  }
  const auto locked = change(anna.caller, {.old_password = good_password, .new_password = "vier gelbe Laternen"});
  EXPECT_EQ(locked.error().wait, seconds(30));
  EXPECT_TRUE(is_signed_in(anna.token));
}

TEST_F(SignInTest, IsNoted) {
  const auto anna = member("Anna Berg").caller.number;
  miss("anna.berg", 5);
  miss("nobody", 1);
  EXPECT_THAT(acts(), testing::ElementsAre("missed", "locked", "missed", "missed", "missed", "missed", "missed",
                                           "accepted", "invited"));
  const auto entries = value_of(people().audit(std::nullopt, 2));
  EXPECT_EQ(entries[0].subject, std::nullopt) << "nobody has the name";
  EXPECT_EQ(entries[1].subject, anna);
  EXPECT_EQ(entries[1].by.address, "192.0.2.7");
}

}  // namespace
}  // namespace einlass::venue
