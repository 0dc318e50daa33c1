// `einlass staff invite` and its like, and `einlass audit`: how persons get to the pages.
#include "tests/server/cli/cli_fixture.h"

namespace einlass::cli {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class PeopleCommands : public CliFixture {
 protected:
  PeopleCommands() {
    create_event();
    staff({"add", "Ada L.", "--role", "host"});
  }
  Ran staff(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "staff");
    return run(arguments);
  }
  void expect_refusal(const std::vector<std::string>& arguments, const std::string& words) const {
    const auto ran = staff(arguments);
    EXPECT_EQ(ran.exit_code, 1) << arguments.front();
    EXPECT_THAT(ran.output, IsEmpty());
    EXPECT_THAT(ran.errors, AllOf(IsOneSentence(), HasSubstr(words)));
  }
};

TEST_F(PeopleCommands, ShowALinkOnceWithAQrCode) {
  const auto invited = staff({"invite", "1", "--address", "192.0.2.1", "--port", "8443"});
  ASSERT_EQ(invited.exit_code, 0) << invited.errors;
  EXPECT_THAT(invited.output, AllOf(ContainsRegex("https://192\\.0\\.2\\.1:8443/#/invitation/[A-Za-z0-9_-]{27}\n"),
                                    HasSubstr("her sign-in name is ada.l."), HasSubstr("\u2588")));
  const auto at = invited.output.find("/#/invitation/") + std::string("/#/invitation/").size();
  const auto code = invited.output.substr(at, 27);
  for (const auto& file : std::filesystem::recursive_directory_iterator(state_)) {
    if (!file.is_regular_file()) continue;
    EXPECT_THAT(read(file), Not(HasSubstr(code))) << file;
  }
  EXPECT_THAT(staff({"list"}).output, HasSubstr("(ada.l)")) << "she has not chosen a password yet";
  EXPECT_THAT(run({"audit"}).output, AllOf(HasSubstr("invited"), HasSubstr("Ada L. (1)"), Not(HasSubstr(code))));
  expect_refusal({"invite", "7"}, "7");
}

TEST_F(PeopleCommands, NameListsAndSignInNames) {
  EXPECT_EQ(staff({"lists", "1", "Acme", "Smith & Sons"}).output, "Ada L. has 2 lists from now on.\n");
  EXPECT_THAT(staff({"list"}).output, HasSubstr("Acme, Smith & Sons"));
  EXPECT_EQ(staff({"lists", "1"}).output, "Ada L. has 0 lists from now on.\n");
  EXPECT_THAT(staff({"add", "Max", "--role", "host", "--list", "Acme", "--list", "Ö"}).output, HasSubstr("number 2"));
  EXPECT_THAT(staff({"list"}).output, HasSubstr("Acme, Ö"));
  EXPECT_EQ(staff({"sign-in-name", "1", "Lovelace"}).output, "Number 1 signs in as lovelace from now on.\n");
  expect_refusal({"sign-in-name", "1", "a b"}, "sign-in name");
  expect_refusal({"sign-in-name", "2", "lovelace"}, "choose another");
  expect_refusal({"lists", "1", ""}, "list owners");
}

TEST_F(PeopleCommands, SayWhoIsSignedInAndSignOut) {
  EXPECT_EQ(staff({"sessions", "1"}).output, "Number 1 is signed in nowhere.\n");
  EXPECT_EQ(staff({"sign-out", "1"}).output, "Number 1 is signed out everywhere; 0 sessions ended.\n");
  EXPECT_THAT(run({"audit", "--limit", "1"}).output, HasSubstr("signed_out_everywhere"));
  EXPECT_THAT(run({"--json", "audit"}).output, HasSubstr(R"("act":"signed_out_everywhere")"));
  expect_refusal({"sign-out", "7"}, "7");
  EXPECT_EQ(run({"audit", "--limit", "0"}).exit_code, 1);
}

}  // namespace
}  // namespace einlass::cli
