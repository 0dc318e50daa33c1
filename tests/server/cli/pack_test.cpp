// An event that is carried to another server and back by the command line, with servers that run and without.
#include "tests/server/app/child_process.h"
#include "tests/server/cli/cli_fixture.h"

#include <csignal>
#include <memory>

namespace einlass::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

namespace fs = std::filesystem;

class CliPack : public CliFixture {
 protected:
  CliPack() : passphrase_(write("passphrase", "drei rote Laternen\n")) {}

  std::unique_ptr<server::ChildProcess> start_server() const {
    auto server = std::make_unique<server::ChildProcess>(
        fs::path(EINLASS_BINARY_DIR) / "bin" / "einlass-server",
        std::vector<std::string>{"--state", state_.string(), "--listen", "127.0.0.1:0"});
    EXPECT_THAT(server->read_line(), HasSubstr("listens on"));
    return server;
  }
  std::string file() const { return (folder_ / "summit.einlass").string(); }
  Ran pack() const {
    return run({"event", "pack", "summit", "--output", file(), "--label", "laptop", "--passphrase-file",
                passphrase_.string()});
  }
  Ran at_the_laptop(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--state", (folder_ / "laptop").string()});
    return run_plain(arguments);
  }

  fs::path passphrase_;
};

TEST_F(CliPack, GoesFromARunningServerToALaptopThatHasNoVenueYet) {
  create_event();
  const auto server = start_server();
  const auto packed = pack();
  EXPECT_EQ(packed.exit_code, 0) << packed.errors;
  EXPECT_THAT(packed.output, AllOf(HasSubstr("Packed summit with 2 tickets and 0 entries into " + file()),
                                   HasSubstr("keep the passphrase away from it")));
  const auto unpacked = at_the_laptop({"event", "unpack", file(), "--passphrase-file", passphrase_.string()});
  EXPECT_EQ(unpacked.exit_code, 0) << unpacked.errors;
  EXPECT_THAT(unpacked.output, HasSubstr("with 2 tickets and 0 entries. Pair kiosks here to let guests in."));
  EXPECT_EQ(at_the_laptop({"event", "list"}).output, run({"event", "list"}).output);
  const auto again = run({"event", "unpack", file(), "--passphrase-file", passphrase_.string()});
  EXPECT_EQ(again.output, "summit was here; 0 tickets and 0 entries were new.\n");
  server->signal(SIGTERM);
  EXPECT_EQ(server->wait(), 0);
}

TEST_F(CliPack, SaysInOneSentenceWhatIsWrong) {
  create_event();
  EXPECT_EQ(pack().exit_code, 0);
  const auto there_already = pack();
  EXPECT_EQ(there_already.exit_code, 1);
  EXPECT_THAT(there_already.errors, AllOf(IsOneSentence(), HasSubstr("is there already")));
  const auto wrong = write("wrong", "vier rote Laternen\n");
  EXPECT_THAT(at_the_laptop({"event", "unpack", file(), "--passphrase-file", wrong.string()}).errors,
              AllOf(IsOneSentence(), HasSubstr("This is not the passphrase of the packed event")));
  EXPECT_THAT(
      at_the_laptop({"event", "unpack", (folder_ / "none").string(), "--passphrase-file", wrong.string()}).errors,
      AllOf(IsOneSentence(), HasSubstr("There is no file")));
  const auto brief = write("brief", "short\n");
  EXPECT_THAT(run({"event", "pack", "summit", "--output", file() + "2", "--passphrase-file", brief.string()}).errors,
              AllOf(IsOneSentence(), HasSubstr("too short")));
}

}  // namespace
}  // namespace einlass::cli
