#include "tests/server/cli/cli_fixture.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

using BadgeLint = CliFixture;

const std::string svg = "<svg xmlns='http://www.w3.org/2000/svg' width='86mm' height='54mm' viewBox='0 0 86 54'>\n";

TEST_F(BadgeLint, SaysNothingOfAGoodTemplate) {
  const auto ran =
      run_plain({"badge", "lint", (fs::path(EINLASS_SOURCE_DIR) / "assets/badges/card-86x54.svg").string()});
  EXPECT_EQ(ran.exit_code, 0) << ran.errors;
  EXPECT_THAT(ran.output, IsEmpty());
}

TEST_F(BadgeLint, NamesWhatIsWrongWithTemplatesAndFailsWhereTheyCannotBeUsed) {
  const auto warned =
      write("warned.svg", svg + "<rect data-field='name' x='1' y='9' width='60' height='20'/></svg>").string();
  const auto wrong =
      write("wrong.svg", svg + "\n<rect data-field='nmae' x='9' y='9' width='60' height='20'/></svg>").string();
  const auto both = run_plain({"badge", "lint", warned, wrong});
  EXPECT_EQ(both.exit_code, 1);
  EXPECT_THAT(both.output, HasSubstr(warned + ":2: warning: "));
  EXPECT_THAT(both.output, HasSubstr(wrong + ":3: error: "));
  EXPECT_THAT(both.errors, IsOneSentence());
  EXPECT_EQ(run_plain({"badge", "lint", warned}).exit_code, 0);
  EXPECT_EQ(run_plain({"badge", "lint", "--strict", warned}).exit_code, 1);
  EXPECT_THAT(run_plain({"--json", "badge", "lint", wrong}).output, HasSubstr("\"severity\":\"error\""));
  EXPECT_THAT(run_plain({"badge", "lint", "gone.svg"}).errors, IsOneSentence());
}

}  // namespace
}  // namespace einlass::cli
