#include "tests/server/cli/cli_fixture.h"

namespace einlass::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

using PolicyCommands = CliFixture;

TEST_F(PolicyCommands, ChangeHowAnEventAdmitsAndKeepItAsAPreset) {
  create_event();
  const auto changed = run({"event", "set-policy", "summit", "cap.persons=24", "cap.kind=hard", "cap.counts=admitted",
                            "walk_in=no", "excluded_categories=[\"press\"]"});
  EXPECT_EQ(changed.exit_code, 0) << changed.errors;
  const auto shown = run({"event", "policy", "summit"});
  EXPECT_EQ(shown.output, changed.output);
  EXPECT_THAT(shown.output, AllOf(HasSubstr(R"(cap = {"counts":"admitted","kind":"hard","persons":24})"),
                                  HasSubstr("walk_in = \"no\""), HasSubstr(R"(excluded_categories = ["press"])")));
  const auto refused = run({"event", "set-policy", "summit", "cap.persons=0"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.errors, AllOf(IsOneSentence(), HasSubstr("cap.persons")));
  EXPECT_EQ(run({"event", "set-policy", "summit", "walk_in"}).exit_code, 1);
  EXPECT_EQ(run({"event", "save-preset", "summit", "small", "--english", "A small one"}).exit_code, 0);
  EXPECT_THAT(run({"event", "presets"}).output, HasSubstr("A small one"));
  EXPECT_EQ(run({"event", "remove-preset", "small"}).exit_code, 0);
  EXPECT_THAT(run({"event", "presets"}).output, Not(HasSubstr("A small one")));
}

}  // namespace
}  // namespace einlass::cli
