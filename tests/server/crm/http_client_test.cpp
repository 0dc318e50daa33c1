#include "server/crm/http_client.h"

#include "core/base/file.h"
#include "tests/core/net/net_fixture.h"
#include "tests/server/crm/raw_server.h"

#include <cstdlib>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::crm {
namespace {

using base::ErrorKind;
using base::Instant;
using base::Milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr auto start = Instant::from_unix_ms(1'767'000'000'000);

settings::ConnectorSettings connector(const std::string& url) {
  return {.name = "shop", .url = url, .connect_seconds = 2, .reply_seconds = 5, .reply_mib = 1};
}

class HttpClientTest : public testing::Test {
 protected:
  HttpClient client(const RawServer& server) {
    return HttpClient(connector(server.url() + "/base"), {{"X-API-Key", "s3cret"}}, waiting_);
  }

  SettableWaiting waiting_{start};
};

TEST_F(HttpClientTest, SendsWhatItWasGivenAndReadsTheAnswer) {
  RawServer server({http(201, "Content-Type: application/json; charset=utf-8\r\nX-Page-Generated:  now \r\n", "[1]")});
  const auto reply = client(server).send({.method = Method::Put, .path = "/things/4?a=b", .body = "{}"});
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 201);
  EXPECT_TRUE(reply->is_json());
  EXPECT_EQ(reply->body, "[1]");
  EXPECT_EQ(reply->header("x-page-generated"), "now");
  ASSERT_THAT(server.requests(), SizeIs(1));
  EXPECT_THAT(server.requests()[0], StartsWith("PUT /base/things/4?a=b HTTP/1.1\r\n"));
  EXPECT_THAT(server.requests()[0], HasSubstr("X-API-Key: s3cret\r\n"));
  EXPECT_THAT(server.requests()[0], HasSubstr("Content-Type: application/json\r\n"));
}

TEST_F(HttpClientTest, KnowsThatNothingWasSentWhereNobodyListens) {
  std::string url;
  {
    RawServer gone({});
    url = gone.url();
  }
  const auto reply = HttpClient(connector(url), {}, waiting_).send({.method = Method::Post, .path = "/", .body = "{}"});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().sent, Sent::No);
  EXPECT_EQ(reply.error().why.kind, ErrorKind::Unavailable);
  EXPECT_THAT(reply.error().why.message, HasSubstr("\"shop\" does not answer"));
}

TEST_F(HttpClientTest, IsUnsureWhenTheConnectionEndsBeforeTheAnswer) {
  RawServer server({""});
  const auto reply = client(server).send({.method = Method::Post, .path = "/activities", .body = "{}"});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().sent, Sent::Unsure);
  EXPECT_THAT(server.requests(), SizeIs(1));
}

// libcurl sends again by itself where a connection that it had kept turns out to be closed.
TEST_F(HttpClientTest, NeverSendsAWriteTwice) {
  RawServer server({http(200, "", "{}"), "", http(200, "", "{}")});
  server.keep_open();
  auto one = client(server);
  ASSERT_TRUE(one.send({.path = "/activities"}));
  const auto reply = one.send({.method = Method::Post, .path = "/activities", .body = "{}"});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().sent, Sent::Unsure);
  EXPECT_THAT(server.requests(), SizeIs(2));
}

TEST_F(HttpClientTest, IsUnsureWhenTheAnswerTakesTooLong) {
  RawServer server({"HTTP/1.1 200 x\r\nContent-Length: 10\r\n\r\nab"});
  server.keep_open();
  auto impatient = connector(server.url());
  impatient.reply_seconds = 1;
  const auto reply = HttpClient(impatient, {}, waiting_).send({.method = Method::Post, .path = "/", .body = "{}"});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().sent, Sent::Unsure);
  EXPECT_EQ(reply.error().why.kind, ErrorKind::Timeout);
}

TEST_F(HttpClientTest, RefusesAnAnswerBeyondItsLimit) {
  RawServer server({http(200, "", std::string((1U << 20U) + 1, 'x'))});
  const auto reply = client(server).send({.path = "/"});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().why.kind, ErrorKind::InvalidInput);
  EXPECT_THAT(reply.error().why.message, HasSubstr("more than 1 MiB"));
}

TEST_F(HttpClientTest, FollowsNoRedirect) {
  RawServer other({http(200, "", "other")});
  RawServer server({http(302, "Location: " + other.url() + "/\r\n", "")});
  const auto reply = client(server).send({.path = "/"});
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 302);
  EXPECT_EQ(trouble_of(reply->status), Trouble::Target);
  EXPECT_THAT(other.requests(), SizeIs(0));
}

// curl reads no_proxy even where a proxy is named.
TEST_F(HttpClientTest, GoesByTheConnectorsProxyWhateverTheEnvironmentSays) {
  ::setenv("no_proxy", "*", 1);
  RawServer proxy({http(200, "", "by the proxy")});
  auto settings = connector("http://127.0.0.1:9/base");
  settings.proxy = proxy.url();
  const auto reply = HttpClient(settings, {}, waiting_).send({.path = "/things?a=b"});
  ::unsetenv("no_proxy");
  ASSERT_TRUE(reply) << reply.error().why.message;
  EXPECT_EQ(reply->body, "by the proxy");
  ASSERT_THAT(proxy.requests(), SizeIs(1));
  EXPECT_THAT(proxy.requests()[0], StartsWith("GET http://127.0.0.1:9/base/things?a=b HTTP/1.1\r\n"));
}

TEST_F(HttpClientTest, AsksItsProxyForAWayWhereTheConnectionIsEncrypted) {
  RawServer proxy({http(403, "", "")});
  auto settings = connector("https://crm.example.org/base");
  settings.proxy = proxy.url();
  const auto reply = HttpClient(settings, {{"X-API-Key", "s3cret"}}, waiting_).send({.path = "/things"});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().why.kind, ErrorKind::Unavailable);
  EXPECT_THAT(reply.error().why.message, HasSubstr("its proxy"));
  ASSERT_THAT(proxy.requests(), SizeIs(1));
  EXPECT_THAT(proxy.requests()[0], StartsWith("CONNECT crm.example.org:443 HTTP/1.1\r\n"));
  EXPECT_THAT(proxy.requests()[0], Not(HasSubstr("s3cret")));
}

TEST_F(HttpClientTest, GoesByNoProxyOfTheEnvironment) {
  RawServer proxy({http(200, "", "by the proxy")}), server({http(200, "", "straight")});
  ::setenv("http_proxy", proxy.url().c_str(), 1);
  const auto reply = client(server).send({.path = "/"});
  ::unsetenv("http_proxy");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->body, "straight");
}

TEST_F(HttpClientTest, TrustsTheIssuerThatItsFileNamesAndNobodyElse) {
  const net::TemporaryFolder folder;
  const base::SystemClock clock;
  const auto ca = net::CertificateAuthority::open(folder.path(), clock).value();
  const auto issuer = folder.path() / "issuer.pem";
  ASSERT_TRUE(base::write_file(issuer, ca.certificate_pem(), base::FileMode::Private));
  net::EchoHandler handler;
  net::ServerOptions options{.address = "127.0.0.1", .port = 0};
  options.certificate = ca.server_certificate({"127.0.0.1"}).value();
  const auto server = net::TlsServer::start(options, handler).value();
  auto settings = connector(fmt::format("https://127.0.0.1:{}", server->port()));
  const auto refused = HttpClient(settings, {}, waiting_).send({.path = "/healthz"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().sent, Sent::No);
  EXPECT_EQ(refused.error().why.kind, ErrorKind::InvalidInput);
  EXPECT_THAT(refused.error().why.message, HasSubstr("name its issuer in \"ca_file\""));
  settings.ca_file = issuer;
  const auto reply = HttpClient(settings, {}, waiting_).send({.path = "/healthz"});
  ASSERT_TRUE(reply) << reply.error().why.message;
  EXPECT_EQ(reply->body, "ok");
  settings.ca_file = folder.path() / "none.pem";
  const auto unusable = HttpClient(settings, {}, waiting_).send({.path = "/healthz"});
  ASSERT_FALSE(unusable);
  EXPECT_THAT(unusable.error().why.message, HasSubstr("\"ca_file\" cannot be used"));
}

TEST_F(HttpClientTest, SpacesRequestsAsTheLimitSays) {
  RawServer server({http(200, "", "1"), http(200, "", "2"), http(200, "", "3")});
  auto settings = connector(server.url());
  settings.requests_per_minute = 30;
  HttpClient slow(settings, {}, waiting_);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(slow.send({.path = "/"}));
  EXPECT_EQ(waiting_.now() - start, Milliseconds(4'000));
}

TEST_F(HttpClientTest, WaitsAsLongAsItIsTold) {
  RawServer server({http(429, "Retry-After: 90\r\n", "slow down"), http(200, "", "fine")});
  auto one = client(server);
  const auto reply = one.ask({.path = "/"});
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->body, "fine");
  EXPECT_GE(waiting_.now() - start, Milliseconds(90'000));
}

TEST_F(HttpClientTest, TellsOfAPauseThatIsTooLongToWait) {
  RawServer server({http(429, "Retry-After: 90\r\n", "slow down"), http(200, "", "never asked")});
  RealWaiting impatient(std::chrono::minutes(1));
  HttpClient one(connector(server.url()), {}, impatient);
  ASSERT_TRUE(one.send({.path = "/"}));
  const auto later = one.send({.path = "/"});
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().sent, Sent::No);
  EXPECT_GT(later.error().pause, Milliseconds(60'000));
  EXPECT_THAT(server.requests(), SizeIs(1));
}

// A pull, a delivery and a question from the door have clients of their own.
TEST_F(HttpClientTest, SharesSpacingAndPausesWithAllWhoTalkToTheSystem) {
  RawServer server({http(200, "", "1"), http(200, "", "2"), http(429, "Retry-After: 90\r\n", ""), http(200, "", "3")});
  auto settings = connector(server.url());
  settings.requests_per_minute = 30;
  const Turns turns(waiting_);
  HttpClient one(settings, {}, turns);
  HttpClient other(settings, {}, turns);
  ASSERT_TRUE(one.send({.path = "/"}));
  ASSERT_TRUE(other.send({.path = "/"}));
  EXPECT_EQ(waiting_.now() - start, Milliseconds(2'000));
  ASSERT_TRUE(one.send({.path = "/"}));
  ASSERT_TRUE(other.send({.path = "/"}));
  EXPECT_EQ(waiting_.now() - start, Milliseconds(4'000 + 90'000));
}

TEST_F(HttpClientTest, PausesLongerEachTimeItIsRefusedWithoutAWordOfHowLong) {
  const auto refused = http(429, "", "slow down");
  RawServer server({refused, refused, refused, http(200, "", ""), refused, http(200, "", "")});
  auto one = client(server);
  std::vector<Milliseconds> paused;
  for (int i = 0; i < 6; ++i) {
    const auto before = waiting_.now();
    ASSERT_TRUE(one.send({.path = "/"}));
    paused.push_back(waiting_.now() - before);
  }
  const auto usual = paused[4];
  EXPECT_THAT(paused, ElementsAre(Milliseconds(0), Milliseconds(5'000), Milliseconds(10'000), Milliseconds(20'000),
                                  usual, Milliseconds(5'000)));
  EXPECT_LT(usual, Milliseconds(5'000));
}

TEST(PaceTest, AsksAfterAQuarterOfAnHourWhetherAPauseOfADayIsMeant) {
  Pace pace;
  const Milliseconds day = std::chrono::hours(24), quarter = std::chrono::minutes(15);
  EXPECT_EQ(pace.note(503, day, start), start + day);
  EXPECT_FALSE(pace.take(start + quarter - Milliseconds(1), Milliseconds(1)));
  EXPECT_TRUE(pace.take(start + quarter, Milliseconds(1)));
}

TEST(PaceTest, GoesOnAfterTheClockWasSetBack) {
  Pace pace;
  ASSERT_TRUE(pace.take(start, Milliseconds(2'000)));
  EXPECT_FALSE(pace.take(start + Milliseconds(1'999), Milliseconds(2'000)));
  EXPECT_TRUE(pace.take(start - std::chrono::hours(1), Milliseconds(2'000)));
}

TEST_F(HttpClientTest, AsksAgainUntilItHasAskedOftenEnough) {
  RawServer server({"", http(503, "", "<html>"), http(500, "", "<html>"), http(200, "", "never asked")});
  const auto reply = client(server).ask({.path = "/"}, 3);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().kind, ErrorKind::Unavailable);
  EXPECT_THAT(reply.error().message, HasSubstr("HTTP 500"));
  EXPECT_THAT(reply.error().message, Not(HasSubstr("html")));
  EXPECT_THAT(server.requests(), SizeIs(3));
}

TEST_F(HttpClientTest, AsksOnceWhatWillNotGetBetter) {
  RawServer server({http(403, "", "<html>"), http(200, "", "")});
  const auto reply = client(server).ask({.path = "/"});
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 403);
  EXPECT_THAT(server.requests(), SizeIs(1));
}

TEST_F(HttpClientTest, SendsNothingOnceItIsToStop) {
  RawServer server({http(200, "", "")});
  waiting_.stop();
  const auto reply = client(server).send({.path = "/"});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().sent, Sent::No);
  EXPECT_THAT(server.requests(), SizeIs(0));
}

// A server that stops does not sit out the minute that a silent system is given.
TEST_F(HttpClientTest, GivesARequestUnderWayUpOnceItIsToStop) {
  RawServer server({"HTTP/1.1 200 x\r\nContent-Length: 10\r\n\r\nab"});
  server.keep_open();
  auto patient = connector(server.url());
  patient.reply_seconds = 600;
  RealWaiting waiting;
  std::thread stopper([&] {
    while (server.requests().empty()) std::this_thread::sleep_for(Milliseconds(5));
    waiting.stop();
  });
  const auto reply = HttpClient(patient, {}, waiting).send({.method = Method::Post, .path = "/", .body = "{}"});
  stopper.join();
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().sent, Sent::Unsure);
  EXPECT_THAT(reply.error().why.message, HasSubstr("this server stops"));
}

TEST(RetryAfterTest, IsSecondsOrADate) {
  struct Case {
    std::string value;
    std::optional<Milliseconds> pause;
  };
  const std::vector<Case> cases = {
      {"30", Milliseconds(30'000)},
      {"0", Milliseconds(0)},
      {"-5", Milliseconds(0)},
      {"99999999", Milliseconds(86'400'000)},
      {"Mon, 29 Dec 2025 09:21:10 GMT", Milliseconds(70'000)},
      {"Mon, 29 Dec 2025 09:00:00 GMT", Milliseconds(0)},
      {"soon", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& [value, pause] : cases) EXPECT_EQ(parse_retry_after(value, start), pause) << value;
}

TEST(HttpWordsTest, TellWhoseTroubleAStatusIs) {
  for (const int status : {200, 201, 204}) EXPECT_EQ(trouble_of(status), Trouble::None) << status;
  for (const int status : {400, 404, 409, 422}) EXPECT_EQ(trouble_of(status), Trouble::Row) << status;
  for (const int status : {408, 429, 500, 502, 503}) EXPECT_EQ(trouble_of(status), Trouble::Moment) << status;
  EXPECT_EQ(trouble_of(409, true), Trouble::Moment) << "it says when";
  EXPECT_EQ(trouble_of(404, true), Trouble::Row);
  for (const int status : {301, 302, 401, 403}) EXPECT_EQ(trouble_of(status), Trouble::Target) << status;
}

TEST(HttpWordsTest, EncodeWhatAnAddressCannotHold) {
  EXPECT_EQ(percent_encoded("a b&c=ä/+~"), "a%20b%26c%3D%C3%A4%2F%2B~");
  EXPECT_EQ(basic_authorization("key", "x").value, "Basic a2V5Ong=");
}

}  // namespace
}  // namespace einlass::crm
