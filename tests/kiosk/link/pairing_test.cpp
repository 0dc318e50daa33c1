#include "kiosk/link/pairing.h"

#include "core/net/tls_server.h"
#include "core/wire/messages.h"
#include "kiosk/link/state_directory.h"
#include "tests/kiosk/link/link_world.h"

#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::link {
namespace {

using base::ErrorKind;
using testing::HasSubstr;

class PairingTest : public testing::Test {
 protected:
  void SetUp() override {
    venue.start();
    venue.stop();
    code = venue.code("Left");
    venue.start();
  }
  base::Result<PairedAs> pair(const wire::PairingCode& with) {
    return link::pair(with, {.state_dir = folder.path(), .name = "", .software = "einlass-kiosk test"});
  }

  Venue venue;
  TemporaryFolder folder;
  wire::PairingCode code;
};

TEST_F(PairingTest, GivesTheKioskItsNameAndDoor) {
  const auto paired = pair(code);
  ASSERT_TRUE(paired) << paired.error().message;
  EXPECT_EQ(paired->name, "Left");
  EXPECT_EQ(paired->door, "main");
  const auto identity = StateDirectory(folder.path()).identity();
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->kiosk, paired->kiosk);
  EXPECT_EQ(identity->ca_key, code.ca_key);
  using std::filesystem::perms;
  const auto permissions = std::filesystem::status(folder.path() / "identity.json").permissions();
  EXPECT_EQ(permissions, perms::owner_read | perms::owner_write);
}

TEST_F(PairingTest, WorksOncePerCode) {
  ASSERT_TRUE(pair(code));
  const auto again = pair(code);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::NotFound);
}

TEST_F(PairingTest, SpendsNoCodeWhileItCannotWrite) {
  std::filesystem::create_directories(folder.path() / "pairing.key" / "in the way");
  EXPECT_FALSE(pair(code));
  std::filesystem::remove_all(folder.path() / "pairing.key");
  EXPECT_TRUE(pair(code));
}

TEST_F(PairingTest, PairsTheSameKioskWhereTheAnswerCouldNotBeKept) {
  std::filesystem::create_directories(folder.path() / "identity.json" / "in the way");
  EXPECT_FALSE(pair(code));
  std::filesystem::remove_all(folder.path() / "identity.json");
  const auto paired = pair(code);
  ASSERT_TRUE(paired) << paired.error().message;
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "pairing.key"));
  venue.stop();
  EXPECT_THAT(venue.desk().kiosks().list().value(), testing::SizeIs(1));
}

TEST_F(PairingTest, EndsEarlyWhenToldTo) {
  std::stop_source stop;
  stop.request_stop();
  venue.stop();
  code.hosts = {"192.0.2.1"};  // RFC 5737: nobody answers there, and nobody says so
  const auto paired = link::pair(
      code, {.state_dir = folder.path(), .name = "", .software = "einlass-kiosk test", .stop = stop.get_token()});
  ASSERT_FALSE(paired);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "identity.json"));
}

TEST_F(PairingTest, RefusesAServerWithAnotherKey) {
  auto wrong = code;
  wrong.ca_key[31] = static_cast<std::uint8_t>(wrong.ca_key[31] ^ 1U);
  const auto paired = pair(wrong);
  ASSERT_FALSE(paired);
  EXPECT_EQ(paired.error().kind, ErrorKind::Refused);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "identity.json"));
}

TEST_F(PairingTest, SaysThatNobodyAnswers) {
  venue.stop();
  const auto paired = pair(code);
  ASSERT_FALSE(paired);
  EXPECT_EQ(paired.error().kind, ErrorKind::Unavailable);
}

// A server of a later protocol: it says so in its challenge, whose shape is the same in every version, or only in what
// follows.
class LaterServer final : public net::ServerHandler {
 public:
  explicit LaterServer(bool says_so_at_once = true) : says_so_at_once_(says_so_at_once) {
    const auto authority = net::CertificateAuthority::open(folder_.path(), clock_).value();
    ca_key = authority.fingerprint();
    net::ServerOptions options;
    options.address = "127.0.0.1";
    options.port = 0;
    options.certificate = authority.server_certificate({"127.0.0.1"}).value();
    options.subprotocol = std::string(wire::websocket_subprotocol);
    server_ = net::TlsServer::start(options, *this).value();
  }
  std::uint16_t port() const { return server_->port(); }

  void on_http(net::HttpRequest, std::function<void(net::HttpResponse)> reply) override { reply({}); }
  void on_open(net::SessionId id, const net::SessionOpened&) override {
    const std::string version = says_so_at_once_ ? "9" : "1";
    server_->send(id, R"({"v":)" + version + R"(,"type":"challenge","nonce":")" + base::hex(base::Hash{}) +
                          R"(","versions":{"oldest":)" + version + R"(,"newest":9},"software":"einlass-server 9.0"})");
  }
  void on_message(net::SessionId id, std::string text) override {
    const bool is_proof = text.find("\"prove\"") != std::string::npos;
    {
      const std::lock_guard lock(mutex_);
      heard_.push_back(std::move(text));
    }
    if (is_proof && !says_so_at_once_) server_->send(id, R"({"v":9,"type":"welcome"})");
  }
  std::vector<std::string> heard() {
    const std::lock_guard lock(mutex_);
    return heard_;
  }
  void on_close(net::SessionId) override {}

  net::CaFingerprint ca_key{};

 private:
  bool says_so_at_once_;
  TemporaryFolder folder_;
  base::SystemClock clock_;
  std::mutex mutex_;
  std::vector<std::string> heard_;
  std::unique_ptr<net::TlsServer> server_;
};

void put_paired(const Kiosk& kiosk, const LaterServer& server) {
  ASSERT_TRUE(StateDirectory(kiosk.folder())
                  .put_identity({.kiosk = rules::KioskId::random(),
                                 .name = "Left",
                                 .door = "main",
                                 .key = base::make_signing_pair().secret,
                                 .ca_key = server.ca_key,
                                 .hosts = {"127.0.0.1"},
                                 .port = server.port()}));
}

TEST(OtherVersion, IsNamedWhenPairing) {
  LaterServer server;
  TemporaryFolder folder;
  const auto paired = link::pair({.hosts = {"127.0.0.1"}, .port = server.port(), .ca_key = server.ca_key},
                                 {.state_dir = folder.path(), .name = "", .software = "einlass-kiosk test"});
  ASSERT_FALSE(paired);
  EXPECT_EQ(paired.error().kind, ErrorKind::Incompatible);
  EXPECT_THAT(paired.error().message, HasSubstr("einlass-server 9.0"));
}

TEST(OtherVersion, TurnsAPairedKioskAwayWithWords) {
  LaterServer server;
  Kiosk kiosk;
  put_paired(kiosk, server);
  kiosk.start();
  const auto turned_away = kiosk.await<TurnedAway>();
  EXPECT_EQ(turned_away.reason, wire::ByeReason::Version);
  EXPECT_THAT(turned_away.message, HasSubstr("einlass-server 9.0"));
}

TEST(OtherVersion, OfAnOrdinaryMessageIsAnsweredWithByeAndNotAskedForAgainAtOnce) {
  LaterServer server(false);
  Kiosk kiosk;
  put_paired(kiosk, server);
  kiosk.start();
  EXPECT_EQ(kiosk.await<TurnedAway>().reason, wire::ByeReason::Version);
  std::this_thread::sleep_for(std::chrono::seconds(2));  // otherwise it comes back after 0.8 s
  const auto heard = server.heard();
  ASSERT_EQ(heard.size(), 2U);
  EXPECT_THAT(heard[1], testing::AllOf(HasSubstr("\"bye\""), HasSubstr("\"version\"")));
}

}  // namespace
}  // namespace einlass::link
