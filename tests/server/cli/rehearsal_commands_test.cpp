// Copies of an event to try it out with, as an organiser makes and drops them.
#include "tests/server/cli/cli_fixture.h"

namespace einlass::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class RehearsalCommandsTest : public CliFixture {
 protected:
  RehearsalCommandsTest() { create_event(); }
};

TEST_F(RehearsalCommandsTest, ARehearsalIsMarkedInListAndStatusAndGoesWithAllThatItRecorded) {
  EXPECT_EQ(run({"event", "rehearse", "summit"}).exit_code, 0);
  EXPECT_THAT(run({"event", "list"}).output, HasSubstr("REHEARSAL of Future Summit"));
  EXPECT_THAT(run({"status"}).output, HasSubstr("summit-rehearsal (REHEARSAL of Future Summit)"));
  EXPECT_THAT(run({"status"}).output, HasSubstr("summit (Future Summit)"));
  EXPECT_EQ(run({"event", "drop", "summit-rehearsal"}).exit_code, 0);
  EXPECT_THAT(run({"event", "list"}).output, Not(HasSubstr("REHEARSAL")));
}

TEST_F(RehearsalCommandsTest, RefusesToDropWhatIsNoRehearsal) {
  const auto dropped = run({"event", "drop", "summit"});
  EXPECT_EQ(dropped.exit_code, 1);
  EXPECT_THAT(dropped.errors, IsOneSentence());
  EXPECT_THAT(dropped.errors, HasSubstr("is no rehearsal"));
  EXPECT_THAT(run({"status"}).output, HasSubstr("2 tickets"));
}

TEST_F(RehearsalCommandsTest, TakesAKeyOfItsOwnAndRefusesOneThatIsThere) {
  EXPECT_EQ(run({"event", "rehearse", "summit", "--key", "friday"}).exit_code, 0);
  EXPECT_EQ(run({"event", "rehearse", "summit", "--key", "friday"}).exit_code, 1);
  EXPECT_EQ(run({"event", "rehearse", "friday"}).exit_code, 1) << "it is a rehearsal itself";
}

class RehearseCommandTest : public CliFixture {
 protected:
  RehearseCommandTest() {
    std::string csv = "Name,Code\n";
    for (int i = 0; i < 60; ++i) csv += "Guest " + std::to_string(i) + ",C" + std::to_string(i) + "\n";
    create_event(csv);
  }
};

TEST_F(RehearseCommandTest, SaysGoOrNoGoAndLeavesNothing) {
  const auto go = run({"rehearse", "summit", "--arrivals", "50"});
  EXPECT_EQ(go.exit_code, 0) << go.errors;
  EXPECT_THAT(go.output, HasSubstr("REHEARSAL"));
  EXPECT_THAT(go.output, HasSubstr("GO: 95 %"));
  EXPECT_EQ(go.errors, "");
  const auto german = run({"rehearse", "summit", "--arrivals", "50", "--language", "de"});
  EXPECT_THAT(german.output, HasSubstr("PROBE"));
  const auto crowd = run({"rehearse", "summit", "--arrivals", "60", "--minutes", "1", "--kiosks", "1", "--once"});
  EXPECT_EQ(crowd.exit_code, 1);
  EXPECT_THAT(crowd.output, HasSubstr("NO-GO: "));
  EXPECT_EQ(crowd.errors, "");
  EXPECT_THAT(run({"event", "list"}).output, Not(HasSubstr("REHEARSAL")));
  EXPECT_THAT(run({"status"}).output, HasSubstr("0 admitted"));
  EXPECT_THAT(run({"status"}).output, Not(HasSubstr("Kiosk 1")));
  EXPECT_FALSE(std::filesystem::exists(state_ / "rehearsal"));
}

TEST_F(RehearseCommandTest, KeepsWhatWasWrittenInARehearsalOnly) {
  const auto kept = run({"rehearse", "summit", "--arrivals", "50", "--keep"});
  EXPECT_EQ(kept.exit_code, 0) << kept.errors;
  EXPECT_THAT(kept.output, HasSubstr("summit-rehearsal"));
  const auto status = run({"status"}).output;
  EXPECT_THAT(status, HasSubstr("0 admitted"));
  EXPECT_THAT(run({"attendance", "export", "--event", "summit-rehearsal"}).output, HasSubstr("Kiosk 1 (rehearsal)"));
  EXPECT_THAT(run({"attendance", "export", "--event", "summit"}).output, Not(HasSubstr("(rehearsal)")));
  const auto again = run({"rehearse", "summit", "--arrivals", "50", "--keep"});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.errors, IsOneSentence());
}

TEST_F(RehearseCommandTest, NamesWhatIsWrongWithAScenario) {
  EXPECT_THAT(run({"rehearse", "summit", "--scenario", "no-such"}).errors, HasSubstr("There is no scenario"));
  const auto file = write("scenario.json", R"({"name": "mine", "arrivalls": 3})");
  const auto wrong = run({"rehearse", "summit", "--scenario", file.string()});
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.errors, IsOneSentence());
  EXPECT_EQ(run({"rehearse", "nobody"}).exit_code, 1);
}

}  // namespace
}  // namespace einlass::cli
