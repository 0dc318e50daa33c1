#include "tests/core/net/net_fixture.h"
#include "tests/core/net/raw_client.h"

#include <future>
#include <thread>

namespace einlass::net {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

class TlsServerTest : public NetTest {
 protected:
  bool all_closed() {
    return handler.seen.comes_to([](const ServerSeen& s) { return s.closed.size() == s.opened.size(); });
  }
  std::string raw_request(const std::string& bytes) {
    RawClient client(server->port());
    if (!client.shake_hands()) return "no TLS";
    client.write(bytes);
    return client.read_to_end();
  }
};

TEST_F(TlsServerTest, AnswersHttpRequests) {
  start_server();
  EXPECT_EQ(get("/healthz", ca().fingerprint()).value().status, 200U);
  EXPECT_EQ(get("/elsewhere", ca().fingerprint()).value().status, 404U);
}

TEST_F(TlsServerTest, AnswersSeveralRequestsOnOneConnection) {
  start_server();
  const std::string request = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  const auto answers = raw_request(request + request + "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  std::size_t count = 0;
  for (auto at = answers.find("200 OK"); at != std::string::npos; at = answers.find("200 OK", at + 1)) ++count;
  EXPECT_EQ(count, 3U);
}

TEST_F(TlsServerTest, RefusesBrokenAndOversizeRequestsInWords) {
  limits.message_bytes = 4096;
  start_server();
  EXPECT_THAT(raw_request("\x16\x03nonsense\r\n\r\n"), StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(raw_request("POST / HTTP/1.1\r\nContent-Length: 5000\r\n\r\n"), StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(raw_request("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n"), StartsWith("HTTP/1.1 431"));
}

TEST_F(TlsServerTest, TakesAnswersFromOtherThreads) {
  struct Later : EchoHandler {
    void on_http(HttpRequest, std::function<void(HttpResponse)> reply) override {
      worker = std::thread([reply = std::move(reply)] { reply({.status = 202, .body = "later"}); });
    }
    std::thread worker;
  } later;
  server = TlsServer::start(options(), later).value();
  EXPECT_EQ(get("/", ca().fingerprint()).value().body, "later");
  later.worker.join();
}

// So many bytes of a text that is nowhere; none from where it cannot be read any more.
BodySource counting(std::uint64_t bytes, std::uint64_t readable) {
  return {.bytes = bytes, .read = [readable](std::uint64_t offset, std::size_t size) {
            std::string text;
            for (auto at = offset; at < std::min(readable, offset + size); ++at)
              text += static_cast<char>('0' + at % 10);
            return text;
          }};
}

struct FromDisk : EchoHandler {
  void on_http(HttpRequest, std::function<void(HttpResponse)> reply) override {
    reply({.content_type = "text/plain", .source = counting(300'001, readable)});
  }
  std::uint64_t readable = 300'001;
};

TEST_F(TlsServerTest, HandsABodyOnThatLiesOnADisk) {
  FromDisk disk;
  server = TlsServer::start(options(), disk).value();
  const auto all = counting(300'001, 300'001).read(0, 300'001);
  EXPECT_EQ(get("/", ca().fingerprint()).value().body, all);
  const std::string request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  const auto answers = raw_request(request + "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_GT(answers.size(), 2 * all.size()) << "the connection is kept for a second one";
  EXPECT_TRUE(answers.ends_with(all));
  const auto head = raw_request("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(head, HasSubstr("Content-Length: 300001"));
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
}

TEST_F(TlsServerTest, EndsTheConnectionWhereABodyCannotBeReadToItsEnd) {
  FromDisk disk;
  disk.readable = 100'000;
  server = TlsServer::start(options(), disk).value();
  EXPECT_FALSE(get("/", ca().fingerprint()));
}

TEST_F(TlsServerTest, AnswersForAHandlerThatDoesNot) {
  struct Silent : EchoHandler {
    void on_http(HttpRequest, std::function<void(HttpResponse)> reply) override { kept = std::move(reply); }
    std::function<void(HttpResponse)> kept;
  } silent;
  limits.answer = milliseconds(50);
  server = TlsServer::start(options(), silent).value();
  EXPECT_EQ(get("/", ca().fingerprint()).value().status, 503U);
  server.reset();
  silent.kept({.status = 200});  // far too late, and harmless
}

TEST_F(TlsServerTest, CarriesMessagesBothWaysInOrder) {
  start_server();
  RecordingClient client;
  const auto socket = connect(client);
  std::vector<std::string> sent;
  for (int i = 0; i < 200; ++i)
    sent.push_back("message " + std::to_string(i) + std::string(static_cast<std::size_t>(i) * 50, 'x'));
  for (const auto& text : sent) socket->send(text);
  ASSERT_TRUE(client.seen.comes_to([](const ClientSeen& s) { return s.messages.size() == 200; }));
  EXPECT_THAT(client.seen.now().messages, ElementsAreArray(sent));
}

TEST_F(TlsServerTest, TellsWhenAMessageIsOut) {
  start_server();
  RecordingClient client;
  const auto socket = connect(client);
  ASSERT_TRUE(both_connected(client));
  Observed<std::vector<std::string>> out;
  const auto note = [&](const char* name) {
    return [&out, name] { out.change([&](auto& names) { names.emplace_back(name); }); };
  };
  server->send(SessionId{1}, std::string("first"), note("first"));
  server->send(
      SessionId{1}, [] { return std::string("second"); }, note("second"));
  server->send(SessionId{99}, std::string("to nobody"), note("nobody"));
  EXPECT_TRUE(out.comes_to([](const auto& names) { return names == std::vector<std::string>({"first", "second"}); }));
  EXPECT_TRUE(client.seen.comes_to([](const ClientSeen& s) { return s.messages.size() == 2; }));
}

TEST_F(TlsServerTest, RefusesAClientOfAnotherProtocol) {
  start_server();
  RecordingClient client;
  auto other = client_options();
  other.subprotocol = "einlass.teapot";
  const TlsClient socket(io, other, client);
  ASSERT_TRUE(client.ending());
  EXPECT_EQ(client.ending()->kind, base::ErrorKind::Incompatible);
  EXPECT_THAT(client.ending()->message, HasSubstr("another version"));
  EXPECT_THAT(handler.seen.now().opened, SizeIs(0));
}

TEST_F(TlsServerTest, TellsAClientWhyItIsClosed) {
  start_server();
  RecordingClient client;
  const auto socket = connect(client);
  ASSERT_TRUE(both_connected(client));
  server->send(SessionId{1}, "last word");
  server->close(SessionId{1}, "This kiosk was revoked; pair it again.");
  ASSERT_TRUE(client.ending());
  EXPECT_EQ(client.ending()->kind, base::ErrorKind::Refused);
  EXPECT_EQ(client.ending()->message, "This kiosk was revoked; pair it again.");
  EXPECT_THAT(client.seen.now().messages, ElementsAreArray({"last word"}));
  EXPECT_TRUE(all_closed());
}

TEST_F(TlsServerTest, ShortensALongReasonBetweenTwoCharacters) {
  start_server();
  RecordingClient client;
  const auto socket = connect(client);
  ASSERT_TRUE(both_connected(client));
  std::string reason = "a";
  for (int i = 0; i < 100; ++i) reason += "ü";
  server->close(SessionId{1}, reason);
  ASSERT_TRUE(client.ending());
  EXPECT_EQ(client.ending()->kind, base::ErrorKind::Refused);
  EXPECT_EQ(client.ending()->message, reason.substr(0, 123));
}

TEST_F(TlsServerTest, ClosesAConnectionWhoseMessageIsTooLarge) {
  limits.message_bytes = 1000;
  start_server();
  RecordingClient client;
  const auto socket = connect(client);
  socket->send(std::string(1000, 'x'));
  ASSERT_TRUE(client.seen.comes_to([](const ClientSeen& s) { return s.messages.size() == 1; }));
  socket->send(std::string(1001, 'x'));
  EXPECT_TRUE(client.ending());
  EXPECT_TRUE(all_closed());
  EXPECT_THAT(handler.seen.now().messages, SizeIs(1));
}

TEST_F(TlsServerTest, ClosesAConnectionThatNeverFinishesItsHandshake) {
  limits.handshake = milliseconds(50);
  start_server();
  RawClient client(server->port());
  client.write("\x16\x03\x01");  // the first bytes of a TLS record, and no more
  client.read_to_end();
  EXPECT_TRUE(client.was_closed());
}

// It answers no ping, because it is stuck.
TEST_F(TlsServerTest, ClosesAKioskThatHasFallenSilent) {
  limits.idle = milliseconds(100);
  start_server();
  std::promise<void> wake;
  RecordingClient client;
  client.stall = [&, woken = wake.get_future().share()] { woken.wait(); };
  const auto socket = connect(client);
  socket->send("one");
  EXPECT_TRUE(handler.seen.comes_to([](const ServerSeen& s) { return s.opened.size() == 1 && s.closed.size() == 1; }));
  wake.set_value();
}

TEST_F(TlsServerTest, KeepsAQuietKioskThatAnswersPings) {
  limits.idle = milliseconds(1'000);
  start_server();
  RecordingClient client;
  const auto socket = connect(client);
  ASSERT_TRUE(client.is_connected());
  std::this_thread::sleep_for(milliseconds(2'500));
  socket->send("still here");
  EXPECT_TRUE(client.seen.comes_to([](const ClientSeen& s) { return s.messages.size() == 1; }));
}

class SlowReaderTest : public TlsServerTest {
 protected:
  // A kiosk whose program hangs while the server has much to say.
  void send_to_stuck_client(std::size_t messages) {
    handler.echo = false;
    start_server();
    client.stall = [woken = wake.get_future().share()] { woken.wait(); };
    socket = connect(client);
    ASSERT_TRUE(both_connected(client));
    for (std::size_t i = 0; i < messages; ++i) server->send(SessionId{1}, std::string(1U << 20U, 'x'));
  }
  void TearDown() override {
    wake.set_value();
    socket.reset();
  }
  std::promise<void> wake;
  RecordingClient client;
  std::unique_ptr<TlsClient> socket;
};

TEST_F(SlowReaderTest, IsClosedWhenTooMuchWaitsForIt) {
  limits.queued_bytes = 4U << 20U;
  send_to_stuck_client(40);
  EXPECT_TRUE(handler.seen.comes_to([](const ServerSeen& s) { return s.closed.size() == 1; }));
}

TEST_F(SlowReaderTest, IsClosedWhenAMessageIsNotTakenInTime) {
  limits.queued_bytes = 1U << 30U;
  limits.write = milliseconds(100);
  send_to_stuck_client(40);
  EXPECT_TRUE(handler.seen.comes_to([](const ServerSeen& s) { return s.closed.size() == 1; }));
}

TEST_F(TlsServerTest, TakesOnlySoManyConnectionsOfOnePeer) {
  limits.connections_per_peer = 2;
  start_server();
  RecordingClient first;
  RecordingClient second;
  RecordingClient third;
  auto a = connect(first);
  const auto b = connect(second);
  ASSERT_TRUE(first.is_connected());
  ASSERT_TRUE(second.is_connected());
  {
    const auto c = connect(third);
    ASSERT_TRUE(third.ending());
    EXPECT_EQ(third.ending()->kind, base::ErrorKind::Unavailable);
  }
  a.reset();
  ASSERT_TRUE(handler.seen.comes_to([](const ServerSeen& s) { return s.closed.size() == 1; }));
  RecordingClient fourth;
  const auto d = connect(fourth);
  EXPECT_TRUE(fourth.is_connected());
}

TEST_F(TlsServerTest, TakesOnlySoManyConnectionsAtAll) {
  limits.connections = 1;
  start_server();
  RecordingClient first;
  const auto a = connect(first);
  ASSERT_TRUE(first.is_connected());
  EXPECT_FALSE(get("/healthz", ca().fingerprint()));
}

TEST_F(TlsServerTest, ReadsAHastyClientMoreSlowlyAndLosesNothing) {
  limits.messages_per_second = 100;
  start_server();
  RecordingClient client;
  const auto socket = connect(client);
  for (int i = 0; i < 130; ++i) socket->send(std::to_string(i));
  ASSERT_TRUE(client.seen.comes_to([](const ClientSeen& s) { return s.messages.size() == 130; }));
  EXPECT_EQ(client.seen.now().messages.back(), "129");
}

TEST_F(TlsServerTest, SaysWhenThePortIsInUse) {
  start_server();
  auto same = options();
  same.port = server->port();
  const auto second = TlsServer::start(same, handler);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, base::ErrorKind::AlreadyExists);
  EXPECT_EQ(second.error().message, "127.0.0.1 port " + std::to_string(server->port()) +
                                        " is in use by another program; stop it or choose another port.");
}

TEST_F(TlsServerTest, SaysWhenTheAddressIsNotOfThisMachine) {
  auto elsewhere = options();
  elsewhere.address = "192.0.2.1";
  EXPECT_THAT(TlsServer::start(elsewhere, handler).error().message, HasSubstr("is it an address of this machine?"));
  elsewhere.address = "laptop.local";
  EXPECT_EQ(TlsServer::start(elsewhere, handler).error().kind, base::ErrorKind::InvalidInput);
}

TEST_F(TlsServerTest, ClosesEverySessionWhenItStops) {
  start_server();
  RecordingClient client;
  const auto socket = connect(client);
  ASSERT_TRUE(both_connected(client));
  handler.server = nullptr;
  server.reset();
  EXPECT_THAT(handler.seen.now().closed, SizeIs(1));
  ASSERT_TRUE(client.ending());
  EXPECT_EQ(client.ending()->kind, base::ErrorKind::Unavailable);
}

}  // namespace
}  // namespace einlass::net
