// What somebody sees of a long command: over and over in one line, or a few lines in a log.
#include "server/cli/progress_line.h"

#include <algorithm>
#include <sstream>
#include <string>

#include <gmock/gmock.h>

namespace einlass::cli {
namespace {

using std::chrono::seconds;

class ProgressLines : public testing::Test {
 protected:
  // Everything that it writes, until it ends, of a run with so many badges that takes two seconds for each, and looks
  // around three times meanwhile.
  std::string written_of(std::size_t badges, bool terminal, std::size_t out_of_labels_from = 1000) {
    std::ostringstream out;
    {
      ProgressLine line(out, terminal, "printed", [this] { return now_; });
      for (std::size_t done = 0; done <= badges; ++done) {
        for (int look = 0; look < 3; ++look) {
          line.show(done, badges, done < out_of_labels_from ? Trouble() : Trouble{{"Desk", "out of labels"}});
          now_ += seconds(1);
        }
      }
    }
    return out.str();
  }

  using Trouble = std::map<std::string, std::string>;
  std::chrono::steady_clock::time_point now_{};
};

TEST_F(ProgressLines, AreFewInALogHoweverTheRateChanges) {
  EXPECT_EQ(written_of(120, false),
            "0 of 120 printed\n50 of 120 printed, 20 a minute\n100 of 120 printed, 20 a minute\n"
            "120 of 120 printed, 20 a minute\n");
}

TEST_F(ProgressLines, SayInALogAtOnceWhatIsTheMatter) {
  EXPECT_EQ(written_of(12, false, 7),
            "0 of 12 printed\n7 of 12 printed, 20 a minute; Desk: out of labels\n"
            "12 of 12 printed, 20 a minute; Desk: out of labels\n");
}

TEST_F(ProgressLines, AreOneLineOnATerminal) {
  const auto written = written_of(3, true);
  EXPECT_THAT(written, testing::StartsWith("\r\x1b[K0 of 3 printed\r\x1b[K1 of 3 printed"));
  EXPECT_THAT(written, testing::EndsWith("\r\x1b[K3 of 3 printed, 16 a minute\n"));
  EXPECT_EQ(std::count(written.begin(), written.end(), '\n'), 1);
}

}  // namespace
}  // namespace einlass::cli
