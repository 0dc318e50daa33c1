#include "tests/server/cli/cli_fixture.h"

#include <vector>

namespace einlass::cli {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

using Cli = CliFixture;

// Compares with a golden file; EINLASS_WRITE_GOLDEN=1 writes it anew.
void expect_golden(const std::string& name, const std::string& text, const std::string& golden, const fs::path& path) {
  if (std::getenv("EINLASS_WRITE_GOLDEN") == nullptr) {
    EXPECT_EQ(text, golden) << name;
    return;
  }
  std::FILE* file = std::fopen(path.c_str(), "w");
  ASSERT_NE(file, nullptr);
  std::fputs(text.c_str(), file);
  std::fclose(file);
}

constexpr const char* one_dot =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><circle cx="2" cy="2" r="2"/></svg>)";

TEST_F(Cli, ExplainsItselfForEveryCommand) {
  const std::vector<std::vector<std::string>> commands = {{},
                                                          {"event"},
                                                          {"event", "create"},
                                                          {"event", "set"},
                                                          {"event", "list"},
                                                          {"event", "presets"},
                                                          {"event", "policy"},
                                                          {"event", "set-policy"},
                                                          {"event", "save-preset"},
                                                          {"event", "remove-preset"},
                                                          {"guests"},
                                                          {"guests", "import"},
                                                          {"kiosk"},
                                                          {"event", "image"},
                                                          {"kiosk", "pair"},
                                                          {"kiosk", "list"},
                                                          {"kiosk", "assign"},
                                                          {"kiosk", "revoke"},
                                                          {"staff", "add"},
                                                          {"staff", "pin"},
                                                          {"staff", "role"},
                                                          {"staff", "remove"},
                                                          {"staff", "list"},
                                                          {"staff", "invite"},
                                                          {"staff", "lists"},
                                                          {"staff", "sign-in-name"},
                                                          {"staff", "sign-out"},
                                                          {"staff", "sessions"},
                                                          {"audit"},
                                                          {"emergency-list"},
                                                          {"paper"},
                                                          {"paper", "enter"},
                                                          {"paper", "list"},
                                                          {"tickets", "issue"},
                                                          {"attendance"},
                                                          {"attendance", "export"},
                                                          {"attendance", "summary"},
                                                          {"attendance", "certificates"},
                                                          {"year"},
                                                          {"journal", "export"},
                                                          {"journal", "parked"},
                                                          {"journal", "verify"},
                                                          {"venue-time", "accept"},
                                                          {"status"},
                                                          {"badge", "render"},
                                                          {"badge", "test-page"},
                                                          {"badge", "preflight"},
                                                          {"badge", "sheet"},
                                                          {"badge", "print"},
                                                          {"badge", "settle"},
                                                          {"scan"}};
  for (auto command : commands) {
    command.emplace_back("--help");
    const auto help = run_plain(command);
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_THAT(help.output, HasSubstr("Usage: ")) << command.front();
    EXPECT_THAT(help.errors, IsEmpty());
  }
}

TEST_F(Cli, AnswersWrongUsageWithOneSentenceAndExitCodeTwo) {
  const std::vector<std::vector<std::string>> cases = {{},
                                                       {"nonsense"},
                                                       {"event"},
                                                       {"event", "create"},
                                                       {"event", "set", "summit"},
                                                       {"guests", "import", "--event", "x"},
                                                       {"attendance", "export", "--event", "x", "--format", "pdf"},
                                                       {"status", "--wrong"}};
  for (const auto& arguments : cases) {
    const auto ran = run(arguments);
    EXPECT_EQ(ran.exit_code, 2);
    EXPECT_THAT(ran.errors, AllOf(IsOneSentence(), HasSubstr("--help")));
    EXPECT_THAT(ran.output, IsEmpty());
  }
  EXPECT_FALSE(fs::exists(state_));
}

TEST_F(Cli, NamesACommandThatIsMistyped) {
  EXPECT_EQ(run({"frobnicate"}).errors, "einlass: There is no command \"frobnicate\"; see einlass --help.\n");
  EXPECT_EQ(run({"guests", "imprt", "x"}).errors,
            "einlass: There is no command \"imprt\"; see einlass guests --help.\n");
  EXPECT_THAT(run({"guests"}).errors, HasSubstr("A subcommand is required"));
}

TEST_F(Cli, AnswersFailureWithOneSentenceAndExitCodeOne) {
  create_event();
  const auto list = write("list.csv", "Name\nAda\n").string();
  const auto picture = write("logo.svg", one_dot).string();
  const std::vector<std::vector<std::string>> cases = {
      {"event", "create", "--preset", "gala", "--key", "g", "--name", "G", "--starts", "2026-11-23T18:00", "--ends",
       "2026-11-23T19:00"},
      {"guests", "import", (folder_ / "missing.csv").string(), "--event", "summit"},
      {"guests", "import", list, "--event", "nope"},
      {"guests", "import", write("header.csv", "Name,Firma\n").string(), "--event", "summit"},
      {"guests", "import", write("nobody.csv", "Firma;Ort\nHafen;Kiel\n").string(), "--event", "summit"},
      {"guests", "import", list, "--event", "summit", "--category", "x"},
      {"event", "image", "nope", "logo", picture},
      {"event", "image", "summit", "slogan", picture},
      {"event", "image", "summit", "logo", list},
      {"event", "image", "summit", "logo", "missing.png"},
      {"kiosk", "pair", "Nord 1", "--event", "nope"},
      {"kiosk", "assign", "West", "--event", "summit"},
      {"kiosk", "revoke", "West"},
      {"attendance", "export", "--event", "nope"},
      {"attendance", "export", "--event", "summit", "--output", (folder_ / "no" / "folder.csv").string()},
      {"attendance", "summary", "--event", "nope"},
      {"attendance", "certificates", "--event", "nope"},
      {"attendance", "certificates", "--event", "summit"},
      {"year", "26"},
      {"journal", "export", "--event", "nope"},
      {"journal", "verify", list},
      {"journal", "parked", "--event", "nope"},
      {"tickets", "issue", "--event", "nope", "--output", (folder_ / "tickets").string()},
      {"tickets", "issue", "--event", "summit", "--output", list},
      {"badge", "render", list, "-o", (folder_ / "x.png").string()},
      {"--config", (folder_ / "missing.toml").string(), "status"}};
  for (const auto& arguments : cases) {
    const auto ran = run(arguments);
    EXPECT_EQ(ran.exit_code, 1) << arguments[0] << " " << arguments[1];
    EXPECT_THAT(ran.errors, IsOneSentence());
    EXPECT_THAT(ran.output, IsEmpty());
  }
}

TEST_F(Cli, FoundsNoVenueUnlessTheFirstEventOrKioskIsSetUp) {
  const auto list = write("list.csv", "Name\nAda\n").string();
  const std::vector<std::vector<std::string>> cases = {{"status"},
                                                       {"event", "list"},
                                                       {"guests", "import", list, "--event", "x"},
                                                       {"kiosk", "list"},
                                                       {"kiosk", "assign", "West", "--event", "x"},
                                                       {"tickets", "issue", "--event", "x", "--output", "tickets"},
                                                       {"attendance", "export", "--event", "x"},
                                                       {"journal", "export", "--event", "x"},
                                                       {"journal", "parked", "--event", "x"},
                                                       {"venue-time", "accept"}};
  for (const auto& arguments : cases) {
    const auto ran = run(arguments);
    EXPECT_EQ(ran.exit_code, 1) << arguments[0];
    EXPECT_THAT(ran.errors,
                AllOf(IsOneSentence(), HasSubstr("There is no venue in " + state_.string()), HasSubstr("--state")));
    EXPECT_THAT(ran.output, IsEmpty());
    EXPECT_FALSE(fs::exists(state_)) << arguments[0];
  }
  EXPECT_THAT(run({"event", "presets"}).output, AllOf(HasSubstr("summit "), HasSubstr("Large congress")));
  EXPECT_FALSE(fs::exists(state_));
  EXPECT_EQ(run({"kiosk", "pair", "Nord 1"}).exit_code, 0);
  EXPECT_TRUE(fs::exists(state_ / "venue.db"));
}

TEST_F(Cli, SaysWhenKiosksHaveNoPrivacyNoticeToShow) {
  std::vector<std::string> words = {"event",    "create",           "--preset", "summit",           "--name", "S",
                                    "--starts", "2026-11-23T18:00", "--ends",   "2026-11-23T23:00", "--key",  "silent"};
  EXPECT_THAT(run(words).output, HasSubstr("no privacy notice; einlass event set silent --organiser"));
  EXPECT_THAT(run({"status"}).output, HasSubstr("no privacy notice at kiosks; einlass event set silent"));
  words.back() = "open";
  words.insert(words.end(), {"--organiser", "The Association"});
  EXPECT_THAT(run(words).output, HasSubstr("no address; einlass event set open --privacy-url"));
  words.insert(words.end(), {"--privacy-url", "https://example.org/privacy"});
  words[11] = "whole";
  EXPECT_THAT(run(words).output, Not(HasSubstr("privacy")));
  const auto status = run({"status"}).output;
  EXPECT_EQ(status.find("no privacy notice at kiosks"), status.rfind("no privacy notice at kiosks"));
}

TEST_F(Cli, ChangesAnEventThatWasMistyped) {
  create_event();
  const auto changed = run({"event", "set", "summit", "--name", "Winter Summit", "--organiser", "The Association",
                            "--starts", "2026-11-24T18:00", "--ends", "2026-11-24T23:00"});
  EXPECT_THAT(changed.output, AllOf(StartsWith("Changed summit (Winter Summit)"), HasSubstr("2026-11-24T16:00")));
  EXPECT_THAT(run({"event", "list"}).output, AllOf(HasSubstr("Winter Summit"), HasSubstr("2026-11-24T18:00")));
  EXPECT_THAT(run({"status"}).output, AllOf(HasSubstr("Winter Summit"), Not(HasSubstr("privacy"))));
  const auto unknown = run({"event", "set", "winter", "--name", "Winter Summit"});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.errors, AllOf(IsOneSentence(), HasSubstr("no event \"winter\"")));
}

TEST_F(Cli, NamesTheFileOfAListThatItCannotRead) {
  create_event();
  const auto file = write("broken.csv", "Name,Firma\nAda,\"Works\n").string();
  const auto ran = run({"guests", "import", file, "--event", "summit"});
  EXPECT_THAT(ran.errors, AllOf(HasSubstr(file), HasSubstr("line 2")));
  const auto after = run({"--json", "status"});
  EXPECT_THAT(after.output, HasSubstr("\"guests\":2"));
}

TEST_F(Cli, ShowsWhatAnImportWouldDo) {
  create_event("Name,Code\nAda Lovelace,A\n");
  const auto list = fs::path(EINLASS_SOURCE_DIR) / "tests/server/cli/golden/guests.csv";
  const auto golden = fs::path(EINLASS_SOURCE_DIR) / "tests/server/cli/golden/dry-run.txt";
  const auto ran = run({"guests", "import", list.string(), "--event", "summit", "--dry-run"});
  ASSERT_EQ(ran.exit_code, 0) << ran.errors;
  expect_golden("dry-run", ran.output, read(golden), golden);
  EXPECT_THAT(run({"--json", "status"}).output, HasSubstr("\"guests\":1"));
}

TEST_F(Cli, ImportsAgainAndAgain) {
  create_event();
  const auto again = run({"guests", "import", (folder_ / "guests.csv").string(), "--event", "summit"});
  EXPECT_THAT(again.output, HasSubstr("Imported: 0 added, 0 changed, 2 unchanged, 0 withdrawn."));
  const auto shorter = write("guests.csv", "Name,Code\nAda Lovelace,A\n").string();
  const auto withdrawn = run({"guests", "import", shorter, "--event", "summit", "--withdraw-missing"});
  EXPECT_THAT(withdrawn.output, HasSubstr("1 withdrawn"));
}

TEST_F(Cli, ImportsNothingWhereEveryRowIsRefused) {
  create_event();
  const auto list = write("nameless.csv", "Name,Code\n,A\n,B\n").string();
  const auto ran = run({"guests", "import", list, "--event", "summit"});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.errors, AllOf(IsOneSentence(), HasSubstr("every row was refused")));
  EXPECT_THAT(ran.output, AllOf(HasSubstr("Line 2: no name"), HasSubstr("nothing was written")));
  EXPECT_EQ(run({"guests", "import", (folder_ / "guests.csv").string(), "--event", "summit"}).output.find("2 changed"),
            std::string::npos);
}

TEST_F(Cli, MakesAPairingCodeAsTextTerminalPictureAndFile) {
  create_event();
  const auto picture = folder_ / "code.png";
  const auto ran = run({"kiosk", "pair", "Nord 1", "--event", "summit", "--address", "10.1.2.3", "--port", "9443",
                        "--qr", picture.string()});
  ASSERT_EQ(ran.exit_code, 0) << ran.errors;
  EXPECT_THAT(ran.output, AllOf(HasSubstr("▀"), HasSubstr("works once")));
  const auto scanned = run_plain({"scan", picture.string()});
  EXPECT_EQ(scanned.exit_code, 0);
  EXPECT_THAT(scanned.output, HasSubstr("EINLASS-PAIR:"));
  EXPECT_EQ(fs::status(picture).permissions() & fs::perms::others_read, fs::perms::none);
  const auto json = run({"--json", "kiosk", "pair", "Nord 2", "--address", "10.1.2.3", "--port", "9443"});
  EXPECT_THAT(json.output, AllOf(HasSubstr("\"hosts\":[\"10.1.2.3\"]"), HasSubstr("\"port\":9443")));
}

TEST_F(Cli, KeepsOnePictureOfEachName) {
  create_event();
  const auto first = write("first.svg", one_dot), second = write("second.svg", std::string(one_dot) + "\n");
  EXPECT_THAT(run({"event", "image", "summit", "logo", first.string()}).output, HasSubstr("first.svg"));
  EXPECT_EQ(run({"event", "image", "summit", "logo", second.string()}).exit_code, 0);
  EXPECT_THAT(run({"event", "image", "summit", "photo", second.string()}).errors, HasSubstr("serves as \"logo\""));
  EXPECT_THAT(run({"event", "image", "summit", "logo", "--remove"}).output, HasSubstr("no picture"));
  EXPECT_THAT(run({"event", "image", "summit", "logo", "--remove"}).errors,
              AllOf(IsOneSentence(), HasSubstr("no picture \"logo\"")));
  EXPECT_EQ(run({"event", "image", "summit", "logo"}).exit_code, 2);
  EXPECT_EQ(run({"event", "image", "summit", "logo", first.string()}).exit_code, 0);
}

TEST_F(Cli, IssuesTicketsThatScan) {
  create_event("Name,E-Mail,Code\nAda Lovelace,=cmd@example.org,A\nMax Born,,\n");
  for (const std::string format : {"png", "svg"}) {
    const auto folder = folder_ / format;
    const auto ran = run({"tickets", "issue", "--event", "summit", "--output", folder.string(), "--format", format});
    ASSERT_EQ(ran.exit_code, 0) << ran.errors;
    EXPECT_THAT(read(folder / "tickets.csv"),
                AllOf(HasSubstr("Ada Lovelace,'=cmd@example.org,guest,1,EL1."), HasSubstr("Max Born,,guest,1,EL1.")));
    std::vector<std::string> pictures;
    for (const auto& file : fs::directory_iterator(folder)) {
      if (file.path().extension() == "." + format) pictures.push_back(file.path().string());
    }
    ASSERT_EQ(pictures.size(), 2U);
    if (format == "png") {
      EXPECT_THAT(run_plain({"scan", pictures.front()}).output, HasSubstr("\tEL1."));
    }
  }
}

TEST_F(Cli, DrawsABadgeFromTheCommandLine) {
  const auto drawing = fs::path(EINLASS_SOURCE_DIR) / "assets/badges/card-86x54.svg";
  const auto picture = folder_ / "badge.png";
  const auto ran = run_plain({"badge", "render", drawing.string(), "name=Ada Lovelace",
                              "code=EB1:04ABCDEFGHJKMNPQRSTVWXYZ01", "-o", picture.string()});
  EXPECT_EQ(ran.exit_code, 0) << ran.errors;
  EXPECT_THAT(read(picture), StartsWith("\x89PNG"));
}

TEST_F(Cli, WritesAllOfAnImportOrNothingWhenTheDiskIsFull) {
  create_event();
  std::string list = "Name,Code\n";
  for (int i = 0; i < 3000; ++i) list += "Guest " + std::to_string(i) + ",C" + std::to_string(i) + "\n";
  const auto file = write("long.csv", list).string();
  const auto ran = run_on_full_disk({"guests", "import", file, "--event", "summit"}, 512);
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.errors, IsOneSentence());
  EXPECT_THAT(run({"--json", "status"}).output, HasSubstr("\"guests\":2"));
  EXPECT_EQ(run({"guests", "import", file, "--event", "summit"}).exit_code, 0);
}

TEST_F(Cli, NeverPrintsANameOrCodeInAnError) {
  create_event();
  const auto list = write("bad.csv", "Name,Code\nAda Lovelace,\"SECRET-4711\n").string();
  const auto ran = run({"guests", "import", list, "--event", "summit"});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.errors, AllOf(Not(HasSubstr("Lovelace")), Not(HasSubstr("4711"))));
}

}  // namespace
}  // namespace einlass::cli
