// Backup and restore as an organiser does them, with a running server and without.
#include "tests/server/app/child_process.h"
#include "tests/server/cli/cli_fixture.h"

#include <csignal>
#include <memory>

namespace einlass::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

namespace fs = std::filesystem;

class CliBackup : public CliFixture {
 protected:
  std::unique_ptr<server::ChildProcess> start_server() const {
    auto server = std::make_unique<server::ChildProcess>(
        fs::path(EINLASS_BINARY_DIR) / "bin" / "einlass-server",
        std::vector<std::string>{"--state", state_.string(), "--listen", "127.0.0.1:0"});
    EXPECT_THAT(server->read_line(), HasSubstr("listens on"));
    return server;
  }
  std::string backup() const { return (folder_ / "backup").string(); }
  std::string id_of_ada() {
    const auto csv = run({"attendance", "export", "--event", "summit"}).output;
    const auto ada = csv.substr(csv.find("Ada Lovelace"));
    return ada.substr(ada.find('\n') - 27, 26);  // the last column, before a carriage return
  }
};

TEST_F(CliBackup, ALostServerComesBackFromTheBackupOfARunningOne) {
  create_event();
  const auto before = run({"event", "list"}).output;
  auto server = start_server();
  const auto made = run({"backup", "--output", backup()});
  EXPECT_EQ(made.exit_code, 0) << made.errors;
  EXPECT_THAT(made.output, AllOf(HasSubstr("Backed up 1 event with 2 tickets and 0 entries to " + backup()),
                                 HasSubstr("keep it where nobody else can read it.")));
  EXPECT_THAT(run({"backup", "list"}).output, AllOf(HasSubstr("summit  yes"), HasSubstr(backup())));
  server->signal(SIGKILL);
  server->wait();
  fs::remove_all(state_);
  const auto restored = run_plain({"restore", backup(), "--state", state_.string()});
  EXPECT_EQ(restored.exit_code, 0) << restored.errors;
  EXPECT_THAT(restored.output, AllOf(HasSubstr("Restored 1 event with 0 entries into " + state_.string()),
                                     HasSubstr("What was changed of an event since")));
  server = start_server();
  EXPECT_EQ(run({"event", "list"}).output, before);
  EXPECT_THAT(run({"backup", "list"}).output, HasSubstr(backup()));
}

TEST_F(CliBackup, WorksWithoutAServerToo) {
  create_event();
  EXPECT_EQ(run({"backup", "-o", backup()}).exit_code, 0);
  const auto again = run({"backup", "-o", backup()});
  EXPECT_EQ(again.exit_code, 0) << "in a folder that is there it gets a name by its date";
  EXPECT_THAT(again.output, HasSubstr(backup() + "/einlass-backup-"));
}

TEST_F(CliBackup, AFullDiskIsOneSentenceAndLeavesNothing) {
  std::string csv = "Name,Code\n";
  for (int i = 0; i < 2000; ++i) csv += "Guest With A Long Name " + std::to_string(i) + ",C" + std::to_string(i) + "\n";
  create_event(csv);
  const auto made = run_on_full_disk({"backup", "--output", backup()}, 400);
  EXPECT_EQ(made.exit_code, 1);
  EXPECT_THAT(made.errors, IsOneSentence());
  EXPECT_FALSE(fs::exists(backup()));
  for (const auto& entry : fs::directory_iterator(folder_)) {
    EXPECT_THAT(entry.path().filename().string(), testing::Not(HasSubstr("backup"))) << "nothing is left";
  }
  EXPECT_THAT(run({"backup", "list"}).output, HasSubstr("There is no backup yet"));
}

TEST_F(CliBackup, ALostServerWithoutABackupComesBackWithItsKeysFromTheRecoveryKit) {
  create_event();
  const auto passphrase = write("passphrase", "four words are enough\n").string();
  const auto kit = (folder_ / "venue.kit").string();
  EXPECT_THAT(run({"status"}).output, HasSubstr("No recovery kit is saved"));
  auto server = start_server();
  const auto before = read(state_ / "ca.pem") + read(state_ / "venue.seed");
  const auto saved = run({"recovery-kit", "--output", kit, "--passphrase-file", passphrase});
  EXPECT_EQ(saved.exit_code, 0) << saved.errors;
  EXPECT_THAT(run({"status"}).output, testing::Not(HasSubstr("recovery kit")));
  server->signal(SIGKILL);
  server->wait();
  fs::remove_all(state_);
  const auto restored = run({"restore", "--kit", kit, "--passphrase-file", passphrase});
  EXPECT_EQ(restored.exit_code, 0) << restored.errors;
  EXPECT_THAT(restored.output, HasSubstr("paired kiosks know it and bring back what they have"));
  EXPECT_EQ(read(state_ / "ca.pem") + read(state_ / "venue.seed"), before);
  server = start_server();
  EXPECT_THAT(run({"status"}).output, testing::Not(HasSubstr("recovery kit")));
  create_event();
  const auto erased = run({"guests", "erase", "summit", id_of_ada()});
  EXPECT_EQ(erased.exit_code, 0) << erased.errors;
  EXPECT_THAT(erased.output, testing::ContainsRegex("made before 20[0-9-]+ [0-9:]+ .UTC. are not known here"));
}

TEST_F(CliBackup, AKitNeedsItsPassphrase) {
  create_event();
  const auto kit = (folder_ / "venue.kit").string();
  const auto right = write("right", "four words are enough").string();
  ASSERT_EQ(run({"kiosk", "list"}).exit_code, 0);
  ASSERT_EQ(run({"recovery-kit", "-o", kit, "--passphrase-file", right}).exit_code, 0);
  const auto other = (folder_ / "other").string();
  for (const auto& [name, words] : {std::pair("wrong", "five words are not these"), std::pair("short", "short")}) {
    const auto file = write(name, words).string();
    const auto refused = run_plain({"restore", "--kit", kit, "--passphrase-file", file, "--state", other});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.errors, AllOf(IsOneSentence(), HasSubstr("not the passphrase")));
    EXPECT_FALSE(fs::exists(fs::path(other) / "venue.seed"));
  }
  const auto weak = run({"recovery-kit", "-o", kit, "--passphrase-file", (folder_ / "short").string()});
  EXPECT_THAT(weak.errors, AllOf(IsOneSentence(), HasSubstr("too short")));
  EXPECT_EQ(run({"restore", "--kit", kit, kit}).exit_code, 2);
}

TEST_F(CliBackup, SaysInOneSentenceWhatIsWrong) {
  create_event();
  EXPECT_EQ(run({"backup"}).exit_code, 2);
  EXPECT_EQ(run({"restore"}).exit_code, 2);
  const auto nowhere = run({"backup", "--output", (folder_ / "no" / "such" / "folder").string()});
  EXPECT_EQ(nowhere.exit_code, 1);
  EXPECT_THAT(nowhere.errors, IsOneSentence());
  const auto nothing = run({"restore", folder_.string()});
  EXPECT_EQ(nothing.exit_code, 1);
  EXPECT_THAT(nothing.errors, AllOf(IsOneSentence(), HasSubstr("holds a venue already")));
  const auto cut_short = folder_ / "cut";
  fs::create_directories(cut_short / "restored-2026-11-23-170000.new-4711");
  for (const auto& command : {std::vector<std::string>{"status"}, {"kiosk", "pair", "Nord 1"}}) {
    std::vector<std::string> words{"--state", cut_short.string()};
    words.insert(words.end(), command.begin(), command.end());
    const auto refused = run_plain(words);
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.errors, AllOf(IsOneSentence(), HasSubstr("A restore into " + cut_short.string())));
  }
  const auto no_backup = run_plain({"restore", folder_.string(), "--state", (folder_ / "other").string()});
  EXPECT_EQ(no_backup.exit_code, 1);
  EXPECT_THAT(no_backup.errors, AllOf(IsOneSentence(), HasSubstr("There is no backup in")));
}

// A running server: its kiosks and backups are told, too.
TEST_F(CliBackup, ErasesAGuestHereAndInBackupsAndNamesThoseThatItCannotReach) {
  create_event();
  auto server = start_server();
  ASSERT_EQ(run({"backup", "--output", backup()}).exit_code, 0);
  ASSERT_EQ(run({"backup", "--output", (folder_ / "second").string()}).exit_code, 0);
  fs::rename(folder_ / "second", folder_ / "drawer");
  const auto id = id_of_ada();
  const auto erased = run({"guests", "erase", "summit", id});
  EXPECT_EQ(erased.exit_code, 1);
  EXPECT_THAT(erased.output, AllOf(HasSubstr("Erased 1 guest here and in 1 backup;"), HasSubstr("Destroy these"),
                                   testing::ContainsRegex("20[0-9-]+ [0-9:]+ +/[^\n]+/second\n")));
  EXPECT_THAT(erased.errors, AllOf(IsOneSentence(), HasSubstr("1 backup could not be rewritten")));
  EXPECT_THAT(run({"attendance", "export", "--event", "summit"}).output,
              AllOf(testing::Not(HasSubstr("Lovelace")), HasSubstr("Max Born")));
  fs::rename(folder_ / "drawer", folder_ / "second");
  const auto again = run({"guests", "erase", "summit", id});
  EXPECT_EQ(again.exit_code, 0) << again.errors;
  EXPECT_THAT(again.output, HasSubstr("Erased 1 guest here and in 2 backups;"));
  for (const auto& file : fs::recursive_directory_iterator(folder_)) {
    if (file.is_regular_file() && file.path().filename() != "guests.csv") {
      EXPECT_THAT(read(file.path()), testing::Not(HasSubstr("Lovelace"))) << file.path();
    }
  }
}

TEST_F(CliBackup, ErasesNobodyWhoIsNoGuest) {
  create_event();
  EXPECT_THAT(run({"guests", "erase", "summit", "Lovelace"}).errors,
              AllOf(IsOneSentence(), HasSubstr("no guest's id")));
  EXPECT_THAT(run({"guests", "erase", "summit", "54W32AD62STJMV2N05M5ZF4NQT"}).errors,
              AllOf(IsOneSentence(), HasSubstr("There is no guest")));
}

}  // namespace
}  // namespace einlass::cli
