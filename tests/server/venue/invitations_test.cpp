// Invitations: one link, one time, seven days, and what follows from it.
#include "tests/server/venue/backup_fixture.h"
#include "tests/server/venue/people_fixture.h"

namespace einlass::venue {
namespace {

using base::ErrorKind;
using std::chrono::hours;
using testing::ElementsAre;

class InvitationsTest : public PeopleFixture {};

TEST_F(InvitationsTest, SayWhoIsInvitedAndSignHerIn) {
  const auto number =
      add({.name = "Anna Berg", .role = rules::Role::Host, .events = {}, .lists = {"Acme", "Ö & Söhne"}});
  const auto invited = value_of(people().invite(number, {}));
  EXPECT_EQ(base::from_base64url(invited.code)->size(), 20U) << "160 bits";
  EXPECT_EQ(invited.invitation.expires, desk().now() + hours(7 * 24));
  const auto seen = value_of(people().invitation(invited.code));
  EXPECT_EQ(seen.name, "Anna Berg");
  EXPECT_EQ(seen.sign_in, "anna.berg");
  EXPECT_EQ(seen.role, rules::Role::Host);
  const auto in = value_of(accept(invited.code, good_password));
  EXPECT_EQ(in.caller.number, number);
  EXPECT_THAT(in.caller.lists, ElementsAre("Acme", "Ö & Söhne"));
  EXPECT_TRUE(is_signed_in(in.token));
  EXPECT_TRUE(sign_in("Anna.Berg ", good_password)) << "without regard to case and spaces";
}

TEST_F(InvitationsTest, WorkOnce) {
  const auto code = invite(add("Anna Berg"));
  value_of(accept(code, good_password));
  EXPECT_EQ(accept(code, "vier rote Laternen").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(people().invitation(code).error().kind, ErrorKind::NotFound);
  EXPECT_FALSE(sign_in("anna.berg", "vier rote Laternen"));
}

TEST_F(InvitationsTest, WorkOnceAlsoWhenTwoAcceptAtTheSameTime) {
  const auto code = invite(add("Anna Berg"));
  const auto first = value_of(people().begin_accept({.code = code, .password = good_password, .from = phone_}));
  const auto second = value_of(people().begin_accept({.code = code, .password = "vier rote Laternen", .from = phone_}));
  const auto late = second.work();
  const auto in = value_of(people().finish_accept(first, first.work()));
  EXPECT_EQ(people().finish_accept(second, late).error().kind, ErrorKind::NotFound);
  EXPECT_TRUE(is_signed_in(in.token));
  EXPECT_FALSE(sign_in("anna.berg", "vier rote Laternen"));
  EXPECT_TRUE(sign_in("anna.berg", good_password));
}

TEST_F(InvitationsTest, EndAfterSevenDaysByANewerOneAndWithThePerson) {
  const auto number = add("Anna Berg");
  const auto first = invite(number);
  const auto second = invite(number);
  EXPECT_EQ(people().invitation(first).error().kind, ErrorKind::NotFound);
  clock_.advance(hours(7 * 24) - base::Milliseconds(1));
  EXPECT_TRUE(people().invitation(second));
  clock_.advance(base::Milliseconds(1));
  EXPECT_EQ(accept(second, good_password).error().kind, ErrorKind::NotFound);
  const auto third = invite(number);
  value_of(desk().roster().remove(number));
  EXPECT_EQ(people().invitation(third).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(people().invite(number, {}).error().kind, ErrorKind::NotFound);
}

TEST_F(InvitationsTest, AreTheWayBackForWhoForgotThePassword) {
  const auto before = member("Anna Berg");
  const auto code = invite(before.caller.number);
  EXPECT_TRUE(is_signed_in(before.token)) << "an invitation alone changes nothing";
  EXPECT_TRUE(sign_in("anna.berg", good_password));
  miss("anna.berg", 5);
  const auto back = value_of(accept(code, "vier gelbe Laternen"));
  EXPECT_FALSE(is_signed_in(before.token)) << "all other sessions end";
  EXPECT_TRUE(is_signed_in(back.token));
  EXPECT_TRUE(sign_in("anna.berg", "vier gelbe Laternen")) << "her misses are forgotten";
  EXPECT_FALSE(sign_in("anna.berg", good_password));
}

TEST_F(InvitationsTest, GiveEachPersonASignInNameOfHerOwn) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"Anna Berg", "anna.berg"}, {"Änna  BERG", "anna.berg2"}, {"Anna Maria von Berg", "anna.berg3"},
      {"Ada L.", "ada.l"},        {"Анна Берг", "анна.берг"},   {"X", "person6"},
      {"Weiß", "weiss"}};
  for (const auto& [name, expected] : cases) {
    EXPECT_EQ(value_of(people().invite(add(name), {})).invitation.sign_in, expected) << name;
  }
}

TEST_F(InvitationsTest, LetAnOrganiserChangeTheSignInName) {
  const auto anna = member("Anna Berg").caller.number;
  member("Max Born");
  EXPECT_EQ(value_of(people().set_sign_in_name(anna, "Änna")), "anna");
  EXPECT_TRUE(sign_in("anna", good_password));
  EXPECT_FALSE(sign_in("anna.berg", good_password));
  EXPECT_EQ(people().set_sign_in_name(anna, "max.born").error().kind, ErrorKind::AlreadyExists);
  for (const char* wrong : {"", "ab", "anna berg", "anna/berg", "<b>anna</b>", "anna\nberg", "a@b.example"}) {
    EXPECT_EQ(people().set_sign_in_name(anna, wrong).error().kind, ErrorKind::InvalidInput) << wrong;
  }
}

TEST_F(InvitationsTest, DoNotStandOnTheDiskNorDoTokensAndPasswords) {
  const auto code = invite(add("Anna Berg"));
  EXPECT_FALSE(is_on_disk(code));
  const auto in = value_of(accept(code, good_password));
  miss("my password in the wrong field", 1);
  EXPECT_TRUE(is_on_disk("anna.berg")) << "it is looked where such things stand";
  EXPECT_FALSE(is_on_disk(in.token));
  EXPECT_FALSE(is_on_disk(base::base64url(*base::from_base64url(in.token))));
  const auto raw = *base::from_base64url(in.token);
  EXPECT_FALSE(is_on_disk(std::string(raw.begin(), raw.end())));
  EXPECT_FALSE(is_on_disk(people().request_token(in.token)));
  EXPECT_FALSE(is_on_disk(good_password));
  EXPECT_FALSE(is_on_disk("my password in the wrong field"));
}

class RestoredPeopleTest : public BackupTest {
 protected:
  PeopleDesk& people() { return desk().people(); }
  std::uint32_t add(const std::string& name) {
    const auto record = value_of(desk().roster().check({.name = name, .events = {}}));
    return value_of(desk().roster().add(record, base::sha256(name))).number;
  }
  SignedIn signed_in(std::uint32_t number) {
    const auto invited = value_of(people().invite(number, {}));
    const auto job = value_of(
        people().begin_accept({.code = invited.code, .password = "drei rote Laternen", .from = {"192.0.2.7", ""}}));
    return value_of(people().finish_accept(job, job.work()));
  }
};

TEST_F(RestoredPeopleTest, SignInAgainWithTheirPasswords) {
  const auto anna = signed_in(add("Anna Berg"));
  const auto code = value_of(people().invite(add("Max Born"), {})).code;
  back_up();
  restore();
  EXPECT_FALSE(value_of(people().caller_of(anna.token, ""))) << "she may have signed out since";
  EXPECT_EQ(people().invitation(code).error().kind, ErrorKind::NotFound) << "it may have been spent since";
  EXPECT_TRUE(value_of(people().account_of(anna.caller.number)).has_password);
}

TEST_F(RestoredPeopleTest, SignInAgainWhereTheStateDirectoryWasCopied) {
  const auto anna = signed_in(add("Anna Berg"));
  const auto code = value_of(people().invite(add("Max Born"), {})).code;
  reopen();
  EXPECT_TRUE(value_of(people().caller_of(anna.token, ""))) << "a restart changes nothing";
  desk_.reset();
  const auto copy = outside_ / "rehearsal";
  fs::copy(folder_, copy, fs::copy_options::recursive);
  auto there = options();
  there.state_directory = copy;
  desk_ = value_of(Desk::open(there));
  EXPECT_FALSE(value_of(people().caller_of(anna.token, "")));
  EXPECT_EQ(people().invitation(code).error().kind, ErrorKind::NotFound);
  reopen();
  EXPECT_TRUE(value_of(people().caller_of(anna.token, ""))) << "the original knows nothing of the copy";
  EXPECT_TRUE(people().invitation(code));
}

}  // namespace
}  // namespace einlass::venue
