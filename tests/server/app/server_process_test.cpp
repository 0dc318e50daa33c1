// The real program: started, asked, stopped by signal.
#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/net/https_client.h"
#include "core/net/local_socket.h"
#include "tests/server/app/child_process.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <regex>
#include <thread>

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::server {
namespace {

namespace fs = std::filesystem;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class ServerProcessTest : public ::testing::Test {
 protected:
  ServerProcessTest() {
    std::string name = (fs::temp_directory_path() / "einlass-app-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~ServerProcessTest() override { fs::remove_all(folder); }

  static fs::path program() { return fs::path(EINLASS_BINARY_DIR) / "bin" / "einlass-server"; }
  std::vector<std::string> arguments(std::vector<std::string> more = {}) const {
    std::vector<std::string> all = {"--state", state().string(), "--listen", "127.0.0.1:0"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  fs::path state() const { return folder / "state"; }

  // Waits until it announces itself.
  std::unique_ptr<ChildProcess> start() {
    auto server = std::make_unique<ChildProcess>(program(), arguments());
    announcement = server->read_line();
    std::smatch found;
    static const std::regex shape(R"(einlass-server \S+ listens on 127\.0\.0\.1:(\d+), CA key SHA-256 ([0-9a-f]{64}))");
    if (!std::regex_match(announcement, found, shape)) return nullptr;
    address = {.host = "127.0.0.1", .port = static_cast<std::uint16_t>(std::stoi(found[1]))};
    const auto key = base::from_hex(found[2].str()).value();
    std::copy(key.begin(), key.end(), pin.begin());
    return server;
  }
  base::Result<net::HttpResponse> get_health() const {
    net::HttpsCall call{.address = address, .pin = pin};
    call.request.method = "GET";
    call.request.target = "/healthz";
    return net::https_call(call);
  }
  struct Ended {
    int exit_code = -1;
    std::string errors;
  };
  Ended run(const std::vector<std::string>& with) {
    ChildProcess server(program(), with);
    return {.exit_code = server.wait(), .errors = server.errors()};
  }

  fs::path folder;
  std::string announcement;
  net::ServerAddress address;
  net::CaFingerprint pin{};
};

// One line of the log: time, level, program, then one sentence.
auto one_sentence(const std::string& text) {
  return testing::AllOf(HasSubstr("error einlass-server: "), HasSubstr(text), ContainsRegex("^[^\n]*\n$"));
}

TEST_F(ServerProcessTest, AnnouncesItselfServesAndStopsInOrder) {
  for (const int signal : {SIGTERM, SIGINT}) {
    const auto server = start();
    ASSERT_TRUE(server) << announcement;
    const auto health = get_health();
    ASSERT_TRUE(health) << health.error().message;
    EXPECT_EQ(health->status, 200U);
    EXPECT_TRUE(
        net::local_request(state() / "admin.sock", R"({"command":"about","arguments":{}})", std::chrono::seconds(10)));
    server->signal(signal);
    EXPECT_EQ(server->wait(), 0);
    EXPECT_FALSE(fs::exists(state() / "admin.sock"));
  }
}

TEST_F(ServerProcessTest, KeepsItsKeyOverARestart) {
  start();
  const auto first = pin;
  start();
  EXPECT_EQ(pin, first);
}

TEST_F(ServerProcessTest, KeepsItsFilesFromOtherUsers) {
  const auto server = start();
  ASSERT_TRUE(server);
  for (const auto& entry : fs::recursive_directory_iterator(state())) {
    EXPECT_EQ(entry.status().permissions() & (fs::perms::group_all | fs::perms::others_all), fs::perms::none)
        << entry.path();
  }
}

TEST_F(ServerProcessTest, RefusesAStateDirectoryInUse) {
  const auto server = start();
  ASSERT_TRUE(server);
  const auto second = run(arguments());
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.errors, one_sentence("is in use by another Einlass program"));
  EXPECT_TRUE(get_health());
}

// Typed before the server is up, a command of einlass has the directory to itself for a moment.
TEST_F(ServerProcessTest, WaitsForACommandThatIsAtWork) {
  auto command = std::make_optional(base::DirectoryLock::take(state()).value());
  std::thread ends([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    command.reset();
  });
  const auto server = start();
  ends.join();
  ASSERT_TRUE(server) << announcement;
  EXPECT_TRUE(get_health());
}

TEST_F(ServerProcessTest, SaysWhenThePortIsInUse) {
  const auto server = start();
  ASSERT_TRUE(server);
  const auto second = run({"--state", (folder / "other").string(), "--listen", address.text(), "--log-level", "error"});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.errors, one_sentence("is in use by another program; stop it or choose another port."));
  EXPECT_FALSE(fs::exists(folder / "other")) << "a venue was founded by a server that could not start";
}

TEST_F(ServerProcessTest, RefusesAStateDirectoryOfANewerVersion) {
  start()->signal(SIGTERM);
  SQLite::Database((state() / "venue.db").string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 999");
  const auto ended = run(arguments());
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.errors, one_sentence("newer version"));
}

TEST_F(ServerProcessTest, SaysWhenTheStateDirectoryCannotBeWritten) {
  const auto file = folder / "file";
  ASSERT_TRUE(base::write_file(file, "not a directory"));
  const auto ended = run({"--state", (file / "state").string(), "--listen", "127.0.0.1:0"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.errors, one_sentence("cannot be used as state directory"));
}

// What a full disk does, without one: no file may grow.
TEST_F(ServerProcessTest, SaysWhenThereIsNoRoomForItsFiles) {
  ChildProcess server(program(), arguments(), {.no_room_for_files = true});
  EXPECT_EQ(server.wait(), 1);
  EXPECT_THAT(server.errors(), one_sentence("venue.db"));
}

TEST_F(ServerProcessTest, SaysWhatIsWrongWithItsSettings) {
  const auto file = folder / "server.toml";
  ASSERT_TRUE(base::write_file(file, "log_level = \"error\"\nprot = 3\n"));
  const auto wrong = run({"--config", file.string()});
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.errors, one_sentence("server.toml, line 2: there is no setting \"prot\""));
  const auto missing = run({"--config", (folder / "nothing.toml").string()});
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_THAT(missing.errors, one_sentence("nothing.toml"));
}

TEST_F(ServerProcessTest, ReadsItsSettingsAndPutsArgumentsOverThem) {
  const auto file = folder / "server.toml";
  ASSERT_TRUE(
      base::write_file(file, "state_directory = \"" + state().string() +
                                 "\"\nlisten_address = \"127.0.0.1\"\nport = 1\npublic_addresses = [\"192.0.2.9\"]\n"));
  ChildProcess server(program(), {"--config", file.string(), "--listen", "127.0.0.1:0"});
  EXPECT_THAT(server.read_line(), HasSubstr("listens on 127.0.0.1:"));
  EXPECT_THAT(base::read_file(state() / "reach.json").value(), HasSubstr("192.0.2.9"));
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait(), 0);
}

class BrowserCertificateProcessTest : public ServerProcessTest {
 protected:
  fs::path chain() const { return folder / "fullchain.pem"; }
  fs::path key() const { return folder / "privkey.pem"; }
  void put_certificate() const {
    const base::SystemClock clock;
    const auto authority = net::CertificateAuthority::open(folder / "authority", clock).value();
    const auto issued = authority.server_certificate({"einlass.example.org"}).value();
    ASSERT_TRUE(base::write_file(chain(), issued.chain_pem));
    ASSERT_TRUE(base::write_file(key(), issued.key_pem, base::FileMode::Private));
  }
  std::vector<std::string> with_settings() const {
    const auto file = folder / "server.toml";
    const std::string toml = "[certificate]\nchain = \"" + chain().string() + "\"\nkey = \"" + key().string() + "\"\n";
    EXPECT_TRUE(base::write_file(file, toml));
    return arguments({"--config", file.string()});
  }
};

TEST_F(BrowserCertificateProcessTest, IsLoadedAtTheStart) {
  fs::create_directory(folder / "authority");
  put_certificate();
  ChildProcess server(program(), with_settings());
  server.read_line();
  const auto served = [&] { return base::read_file(state() / "reach.json").value(); };
  for (int i = 0; i < 200 && served().find("browser_host") == std::string::npos; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_THAT(served(), HasSubstr(R"("browser_host":"einlass.example.org")"));
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait(), 0);
}

// Doors open whatever is wrong with it.
TEST_F(BrowserCertificateProcessTest, KeepsNoServerFromStarting) {
  ChildProcess server(program(), with_settings());
  EXPECT_THAT(server.read_line(), HasSubstr("listens on"));
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait(), 0);
  EXPECT_THAT(server.errors(), HasSubstr("the certificate for browsers was not taken, and they get the venue's own"));
}

TEST_F(ServerProcessTest, TellsWrongUsageFromFailure) {
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{{"--nonsense"},
                                                                                     {"--listen", "nowhere"},
                                                                                     {"--listen", "127.0.0.1:70000"},
                                                                                     {"--log-level", "loud"},
                                                                                     {"what"}}) {
    const auto ended = run(wrong);
    EXPECT_EQ(ended.exit_code, 2) << wrong.front();
    EXPECT_THAT(ended.errors, testing::MatchesRegex("einlass-server: [^\n]+; see einlass-server --help\\.\n"));
  }
  EXPECT_EQ(run({"--help"}).exit_code, 0);
  EXPECT_EQ(run({"--version"}).exit_code, 0);
}

}  // namespace
}  // namespace einlass::server
