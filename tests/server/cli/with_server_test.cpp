#include "tests/server/app/child_process.h"
#include "tests/server/cli/cli_fixture.h"

#include <csignal>
#include <memory>

namespace einlass::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class CliWithServer : public CliFixture {
 protected:
  void start_server() {
    server_ = std::make_unique<server::ChildProcess>(
        std::filesystem::path(EINLASS_BINARY_DIR) / "bin" / "einlass-server",
        std::vector<std::string>{"--state", state_.string(), "--listen", "127.0.0.1:0"});
    announcement_ = server_->read_line();
    ASSERT_THAT(announcement_, HasSubstr("listens on"));
  }
  void stop_server() {
    server_->signal(SIGTERM);
    EXPECT_EQ(server_->wait(), 0);
    server_.reset();
  }
  std::string port() const {
    const auto colon = announcement_.find(':');
    return announcement_.substr(colon + 1, announcement_.find(',') - colon - 1);
  }

  std::unique_ptr<server::ChildProcess> server_;
  std::string announcement_;
};

TEST_F(CliWithServer, GivesTheSameAnswersWithAndWithoutIt) {
  create_event("Name,Firma,Code\nAda Lovelace,Works,A\nJürgen Weiß,Hafen,B\n");
  const auto spreadsheet = folder_ / "attendance.xlsx";
  const std::vector<std::vector<std::string>> commands = {
      {"event", "set", "summit", "--name", "Winter Summit"},
      {"event", "list"},
      {"event", "presets"},
      {"attendance", "export", "--event", "summit"},
      {"attendance", "export", "--event", "summit", "--format", "xlsx", "--output", spreadsheet.string()},
      {"journal", "export", "--event", "summit"},
      {"kiosk", "list"},
      {"kiosk", "revoke", "West"},
      {"guests", "import", (folder_ / "guests.csv").string(), "--event", "summit"}};
  std::vector<Ran> alone;
  for (const auto& command : commands) alone.push_back(run(command));
  const auto spreadsheet_alone = read(spreadsheet);
  start_server();
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const auto ran = run(commands[i]);
    EXPECT_EQ(ran.exit_code, alone[i].exit_code) << commands[i][0];
    EXPECT_EQ(ran.output, alone[i].output);
    EXPECT_EQ(ran.errors, alone[i].errors);
  }
  EXPECT_THAT(spreadsheet_alone, StartsWith("PK"));  // as every ZIP archive
  EXPECT_THAT(read(spreadsheet), StartsWith("PK"));
}

TEST_F(CliWithServer, WorksOnOneVenueThroughItAndAfterIt) {
  start_server();
  create_event();
  const auto paired = run({"--json", "kiosk", "pair", "Nord 1", "--event", "summit"});
  EXPECT_THAT(paired.output, AllOf(HasSubstr("EINLASS-PAIR:"), HasSubstr("\"port\":" + port())));
  stop_server();
  EXPECT_THAT(run({"status"}).output, AllOf(HasSubstr("summit"), HasSubstr("2 tickets, 2 expected with 2 places\n")));
  // The address as last served.
  EXPECT_THAT(run({"--json", "kiosk", "pair", "Nord 2"}).output, HasSubstr("\"port\":" + port()));
}

TEST_F(CliWithServer, ShowsTheOtherEventsWhereTheFileOfOneCannotBeRead) {
  create_event();
  const auto good = std::filesystem::directory_iterator(state_ / "events")->path().string();
  const std::vector<std::string> words = {"event",    "create",           "--preset", "summit",
                                          "--key",    "autumn",           "--name",   "Autumn",
                                          "--starts", "2026-11-24T18:00", "--ends",   "2026-11-24T23:00"};
  ASSERT_EQ(run(words).exit_code, 0);
  for (const auto& file : std::filesystem::directory_iterator(state_ / "events")) {
    if (!file.path().string().starts_with(good.substr(0, good.rfind('.')))) {
      write("state/events/" + file.path().filename().string(), "This is no database, and was one.");
    }
  }
  start_server();
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{{"status"}, {"event", "list"}}) {
    const auto ran = run(command);
    EXPECT_EQ(ran.exit_code, 0) << ran.errors;
    EXPECT_THAT(ran.output,
                AllOf(HasSubstr("summit"), testing::ContainsRegex("autumn(\n  )? ?cannot be used: [^\n]+")));
  }
  EXPECT_THAT(run({"kiosk", "list"}).exit_code, 0);
  server_->signal(SIGTERM);
  server_->wait();
  EXPECT_THAT(server_->errors(), HasSubstr("the event \"autumn\" cannot be used: "));
}

// The server's disk has room; that for the pictures has not.
TEST_F(CliWithServer, LeavesNoHalfTicketPictureOnAFullDisk) {
  start_server();
  create_event();
  const auto ran = run_on_full_disk({"tickets", "issue", "--event", "summit", "--output", folder_ / "tickets"}, 4);
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.errors, AllOf(IsOneSentence(), HasSubstr(".png cannot be written")));
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "tickets"));
}

TEST_F(CliWithServer, TakesOverFromAServerThatWasKilled) {
  start_server();
  create_event();
  server_->signal(SIGKILL);
  server_->wait();
  EXPECT_THAT(run({"status"}).output, HasSubstr("2 tickets, 2 expected with 2 places\n"));
}

}  // namespace
}  // namespace einlass::cli
