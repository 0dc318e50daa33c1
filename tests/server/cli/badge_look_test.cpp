// Templates and colours of an event's badges, from the command line.
#include "tests/server/cli/cli_fixture.h"

namespace einlass::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

using BadgeLook = CliFixture;

TEST_F(BadgeLook, CreatesAnEventWithABadgeTemplateOfItsOwn) {
  const auto with = [&](const std::string& key, const fs::path& drawing) {
    return run({"event", "create", "--preset", "summit", "--key", key, "--name", "S", "--starts", "2026-11-23T18:00",
                "--ends", "2026-11-23T23:00", "--badge-template", drawing.string()});
  };
  EXPECT_EQ(with("good", fs::path(EINLASS_SOURCE_DIR) / "assets/badges/label-62x100.svg").exit_code, 0);
  const auto without_boxes =
      with("bad", write("empty.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='86mm' height='54mm'/>"));
  EXPECT_EQ(without_boxes.exit_code, 1);
  EXPECT_THAT(without_boxes.errors, IsOneSentence());
  EXPECT_THAT(run({"event", "list"}).output, Not(HasSubstr("bad")));
}

TEST_F(BadgeLook, GivesACategoryBadgesOfItsOwn) {
  create_event();
  const auto label = (fs::path(EINLASS_SOURCE_DIR) / "assets/badges/label-62x100.svg").string();
  const auto with = [&](const std::string& option, const std::string& value) {
    return run({"event", "set", option, value, "summit"});
  };
  EXPECT_EQ(with("--badge-template", "press=" + label).exit_code, 0);
  EXPECT_EQ(with("--category-colour", "press=#c00").exit_code, 0);
  EXPECT_EQ(with("--badge-template", "press=").exit_code, 0);
  EXPECT_EQ(with("--category-colour", "press=").exit_code, 0);
  for (const auto& wrong : {with("--badge-template", "vip=" + label), with("--badge-template", "press=none.svg"),
                            with("--category-colour", "#c00"), with("--category-colour", "press=crimson")}) {
    EXPECT_EQ(wrong.exit_code, 1);
    EXPECT_THAT(wrong.errors, IsOneSentence());
  }
}

}  // namespace
}  // namespace einlass::cli
