#include "tests/server/cli/cli_fixture.h"

#include <cstdlib>

namespace einlass::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class SampleEvent : public CliFixture {
 protected:
  std::string invent(const std::string& name, const std::string& options = "") const {
    const auto file = (folder_ / name).string();
    const auto line = "python3 " EINLASS_SOURCE_DIR "/scripts/make-sample-event --output " + file + " " + options;
    EXPECT_EQ(std::system(line.c_str()), 0);
    return file;
  }
};

TEST_F(SampleEvent, IsTheSameForTheSameSeed) {
  EXPECT_EQ(read(invent("one.csv")), read(invent("two.csv")));
  EXPECT_NE(read(invent("one.csv")), read(invent("three.csv", "--seed 27")));
}

TEST_F(SampleEvent, IsImportedWholeWithItsCategories) {
  create_event();
  const auto ran = run({"--json", "guests", "import", invent("guests.csv"), "--event", "summit", "--dry-run"});
  EXPECT_THAT(ran.output, AllOf(HasSubstr("\"rows\":650"), HasSubstr("\"refused\":[]"), HasSubstr("\"without_code\":0"),
                                HasSubstr("\"unmatched_types\":{}"), HasSubstr("\"unknown_statuses\":{}")));
}

}  // namespace
}  // namespace einlass::cli
