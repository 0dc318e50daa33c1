// `einlass staff`: taking people on, giving them PINs and roles, and letting them go.
#include "tests/server/cli/cli_fixture.h"

namespace einlass::cli {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class StaffCommands : public CliFixture {
 protected:
  StaffCommands() { create_event(); }
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

TEST_F(StaffCommands, ShowAPinOnceAndNeverAgain) {
  const auto added = staff({"add", "Ada L."});
  ASSERT_EQ(added.exit_code, 0) << added.errors;
  EXPECT_THAT(added.output, AllOf(HasSubstr("Ada L. has the number 1, as staff.\n"), ContainsRegex("PIN [0-9]{6}\\.")));
  const auto pin = added.output.substr(added.output.find("PIN ") + 4, 6);
  EXPECT_THAT(staff({"list"}).output, AllOf(HasSubstr("Ada L."), Not(HasSubstr(pin))));
  for (const auto& file : std::filesystem::recursive_directory_iterator(state_)) {
    if (!file.is_regular_file()) continue;
    EXPECT_THAT(read(file), Not(HasSubstr(pin))) << file;
  }
}

TEST_F(StaffCommands, GiveNewPinsToWhoeverForgotHers) {
  staff({"add", "Ada", "--pin", "408193"});
  EXPECT_THAT(staff({"pin", "1", "--pin", "271828"}).output, HasSubstr("with the PIN 271828."));
  EXPECT_EQ(staff({"add", "Max", "--pin", "408193"}).exit_code, 0) << "the forgotten one is free";
  expect_refusal({"pin", "2", "--pin", "271828"}, "PIN");
  expect_refusal({"pin", "2", "--pin", "123456"}, "PIN");
  expect_refusal({"pin", "7"}, "7");
}

TEST_F(StaffCommands, ChangeRolesAndLetPeopleGo) {
  staff({"add", "Ada", "--role", "host", "--event", "summit"});
  staff({"add", "Max"});
  EXPECT_EQ(staff({"role", "2", "helper"}).output, "Max is helper from now on.\n");
  EXPECT_EQ(staff({"list"}).output,
            "NUMBER  NAME  ROLE    EVENTS  SIGN-IN  LISTS\n"
            "1       Ada   host    summit  -        -\n"
            "2       Max   helper  all     -        -\n");
  EXPECT_EQ(staff({"events", "1"}).output, "Ada may sign in at every event from now on.\n");
  EXPECT_EQ(staff({"events", "2", "summit"}).output, "Max may sign in at summit from now on.\n");
  expect_refusal({"events", "2", "nowhere"}, "nowhere");
  EXPECT_THAT(staff({"list"}).output, AllOf(HasSubstr("Ada   host    all "), HasSubstr("Max   helper  summit ")));
  EXPECT_THAT(staff({"remove", "1"}).output, HasSubstr("Ada can sign in nowhere any more."));
  EXPECT_THAT(staff({"list"}).output, Not(HasSubstr("Ada")));
  expect_refusal({"remove", "1"}, "1");
  EXPECT_THAT(staff({"add", "Kim"}).output, HasSubstr("the number 3"));
}

TEST_F(StaffCommands, RefuseWhatNobodyCouldMean) {
  expect_refusal({"add", "Ada", "--event", "nowhere"}, "nowhere");
  expect_refusal({"add", "Ada", "--role", "queen"}, "queen");
  expect_refusal({"add", " "}, "name");
  EXPECT_THAT(staff({"list"}).output, HasSubstr("Nobody can sign in yet"));
  EXPECT_EQ(staff({}).exit_code, 2);
  EXPECT_EQ(staff({"role", "Ada", "host"}).exit_code, 2);
}

TEST_F(StaffCommands, AnswerAsJsonForPrograms) {
  const auto added = run({"--json", "staff", "add", "Ada", "--pin", "408193"});
  EXPECT_THAT(added.output, AllOf(HasSubstr(R"("number":1)"), HasSubstr(R"("pin":"408193")")));
  EXPECT_THAT(run({"--json", "staff", "list"}).output,
              AllOf(HasSubstr(R"("role":"staff")"), HasSubstr(R"("events":[])"), Not(HasSubstr("408193"))));
}

}  // namespace
}  // namespace einlass::cli
