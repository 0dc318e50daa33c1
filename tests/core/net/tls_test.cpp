#include "tests/core/net/net_fixture.h"
#include "tests/core/net/raw_client.h"

#include <fstream>
#include <iterator>

#include <openssl/ssl.h>

namespace einlass::net {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class TlsTest : public NetTest {};

TEST_F(TlsTest, ServesTls12And13) {
  start_server();
  EXPECT_TRUE(RawClient(server->port()).shake_hands(TLS1_2_VERSION));
  EXPECT_TRUE(RawClient(server->port()).shake_hands(TLS1_3_VERSION));
}

TEST_F(TlsTest, RefusesWhatIsOlderThanTls12) {
  start_server();
  EXPECT_FALSE(RawClient(server->port()).shake_hands(TLS1_1_VERSION));
  EXPECT_FALSE(RawClient(server->port()).shake_hands(TLS1_VERSION));
}

TEST_F(TlsTest, AnswersNothingInTheClear) {
  start_server();
  RawClient client(server->port());
  client.write("GET /healthz HTTP/1.1\r\nHost: venue.einlass\r\n\r\n");
  EXPECT_THAT(client.read_to_end(), Not(HasSubstr("HTTP")));
  EXPECT_TRUE(client.was_closed());
}

// A browser that was told so would let nobody in once the venue's certificate is another one (RFC 6797 §8.4).
TEST_F(TlsTest, BindsNoBrowserToItsCertificate) {
  start_server();
  for (const auto* target : {"/healthz", "/elsewhere"}) {
    RawClient client(server->port());
    ASSERT_TRUE(client.shake_hands());
    client.write(std::string("GET ") + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const auto answer = client.read_to_end();
    EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff"));
    EXPECT_THAT(answer, Not(HasSubstr("Strict-Transport-Security")));
  }
}

TEST_F(TlsTest, RefusesAServerWhoseCaHasAnotherKey) {
  start_server();
  const TemporaryFolder elsewhere;
  const auto other = CertificateAuthority::open(elsewhere.path(), clock).value();
  const auto answer = get("/healthz", other.fingerprint());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, base::ErrorKind::Refused);
  EXPECT_THAT(answer.error().message, HasSubstr("not the one that was paired"));
}

// A rogue server may well show the venue's CA: it is public.
TEST_F(TlsTest, RefusesACertificateThatThePinnedCaDidNotSign) {
  const TemporaryFolder elsewhere;
  const auto rogue = CertificateAuthority::open(elsewhere.path(), clock).value();
  auto shown = options();
  shown.certificate = rogue.server_certificate({"127.0.0.1"}).value();
  shown.certificate.chain_pem += ca().certificate_pem();
  server = TlsServer::start(shown, handler).value();
  const auto answer = get("/healthz", ca().fingerprint());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, base::ErrorKind::Refused);
}

// The CA's key itself must not pass for the server: only leaves that bear the server's name.
TEST_F(TlsTest, RefusesTheCaItselfAsServer) {
  auto shown = options();
  shown.certificate.chain_pem = ca().certificate_pem();
  std::ifstream file(folder.path() / "ca.pem");
  shown.certificate.key_pem = std::string{std::istreambuf_iterator<char>(file), {}};
  server = TlsServer::start(shown, handler).value();
  EXPECT_FALSE(get("/healthz", ca().fingerprint()));
}

TEST_F(TlsTest, ReachesTheServerWhateverTheClocksSay) {
  for (const auto at : {base::Instant::from_unix_ms(0), base::Instant::from_unix_ms(7'000'000'000'000)}) {
    clock.set_wall(at);
    const TemporaryFolder elsewhere;
    const auto venue = CertificateAuthority::open(elsewhere.path(), clock).value();
    auto shown = options();
    shown.certificate = venue.server_certificate({"127.0.0.1"}).value();
    server = TlsServer::start(shown, handler).value();
    EXPECT_TRUE(get("/healthz", venue.fingerprint()));
  }
}

TEST_F(TlsTest, GivesBothEndsTheSameChannelBinding) {
  start_server();
  RecordingClient first;
  RecordingClient second;
  const auto a = connect(first);
  ASSERT_TRUE(first.is_connected());
  const auto b = connect(second);
  ASSERT_TRUE(second.is_connected());
  ASSERT_TRUE(handler.seen.comes_to([](const ServerSeen& s) { return s.opened.size() == 2; }));
  EXPECT_THAT(first.seen.now().binding, SizeIs(32));
  EXPECT_EQ(first.seen.now().binding, handler.seen.now().bindings[0]);
  EXPECT_EQ(second.seen.now().binding, handler.seen.now().bindings[1]);
  EXPECT_NE(first.seen.now().binding, second.seen.now().binding);
}

TEST_F(TlsTest, ShowsANewCertificateToNewConnections) {
  start_server();
  RecordingClient client;
  const auto kept = connect(client);
  ASSERT_TRUE(client.is_connected());
  const TemporaryFolder elsewhere;
  const auto other = CertificateAuthority::open(elsewhere.path(), clock).value();
  ASSERT_TRUE(server->use_certificate(other.server_certificate({"127.0.0.1"}).value()));
  EXPECT_TRUE(get("/healthz", other.fingerprint()));
  EXPECT_FALSE(get("/healthz", ca().fingerprint()));
  kept->send("still here");
  EXPECT_TRUE(client.seen.comes_to([](const ClientSeen& s) { return s.messages.size() == 1; }));
}

}  // namespace
}  // namespace einlass::net
