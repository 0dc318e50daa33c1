#include "tests/core/net/net_fixture.h"
#include "tests/core/net/raw_client.h"

#include <thread>

#include <fmt/format.h>

namespace einlass::net {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

struct StreamsSeen {
  std::vector<SessionId> begun;
  std::vector<SessionId> ended;
};

// GET /live becomes a stream; everything else as EchoHandler does.
class StreamingHandler : public EchoHandler {
 public:
  void on_http(HttpRequest request, std::function<void(HttpResponse)> reply) override {
    if (request.target != "/live") return EchoHandler::on_http(std::move(request), std::move(reply));
    HttpResponse answer{.content_type = "text/event-stream", .body = "retry: 1000\n\n"};
    answer.stream = [this](SessionId id) { streams.change([&](StreamsSeen& s) { s.begun.push_back(id); }); };
    reply(std::move(answer));
  }
  void on_stream_closed(SessionId id) override {
    streams.change([&](StreamsSeen& s) { s.ended.push_back(id); });
  }
  bool begun(std::size_t count) {
    return streams.comes_to([&](const StreamsSeen& s) { return s.begun.size() == count; });
  }
  bool ended(std::size_t count) {
    return streams.comes_to([&](const StreamsSeen& s) { return s.ended.size() == count; });
  }

  Observed<StreamsSeen> streams;
};

class EventStreamTest : public NetTest {
 protected:
  ~EventStreamTest() override { server.reset(); }  // before its handler
  void start() { server = TlsServer::start(options(), streaming).value(); }
  std::unique_ptr<RawClient> ask(const std::string& first_line = "GET /live HTTP/1.1") {
    auto client = std::make_unique<RawClient>(server->port());
    if (client->shake_hands()) client->write(first_line + "\r\nHost: x\r\n\r\n");
    return client;
  }
  // Of a browser that listens and has got the first piece.
  std::unique_ptr<RawClient> listen() {
    const auto count = streaming.streams.now().begun.size();
    auto client = ask();
    EXPECT_THAT(client->read_until("d\r\nretry: 1000\n\n\r\n"), StartsWith("HTTP/1.1 200"));
    EXPECT_TRUE(streaming.begun(count + 1));
    return client;
  }
  SessionId last_begun() { return streaming.streams.now().begun.back(); }

  StreamingHandler streaming;
};

TEST_F(EventStreamTest, OpensWithHeaderAndFirstPiece) {
  start();
  const auto client = ask();
  const auto header = client->read_until("\r\n\r\n");
  EXPECT_THAT(header, AllOf(HasSubstr("Content-Type: text/event-stream"), HasSubstr("Transfer-Encoding: chunked"),
                            HasSubstr("no-store"), Not(HasSubstr("Content-Length"))));
  EXPECT_EQ(client->read_until("\n\n\r\n"), "d\r\nretry: 1000\n\n\r\n");
}

TEST_F(EventStreamTest, BringsEachPieceAsItComesAndInOrder) {
  start();
  const auto client = listen();
  server->send(last_begun(), std::string("data: one\n\n"));
  EXPECT_EQ(client->read_until("\n\n\r\n"), "b\r\ndata: one\n\n\r\n");
  for (const auto* text : {"data: two\n\n", "", "data: six\n\n"}) server->send(last_begun(), std::string(text));
  EXPECT_EQ(client->read_until("six\n\n\r\n"), "b\r\ndata: two\n\n\r\nb\r\ndata: six\n\n\r\n");
  EXPECT_THAT(streaming.streams.now().ended, IsEmpty());
}

TEST_F(EventStreamTest, TellsWhenAPieceIsOut) {
  start();
  const auto client = listen();
  Observed<int> out;
  for (const auto* text : {"data: 1\n\n", ""}) {
    server->send(last_begun(), std::string(text), [&] { out.change([](int& count) { ++count; }); });
  }
  EXPECT_TRUE(out.comes_to([](int count) { return count == 2; }));
}

TEST_F(EventStreamTest, EndsWithALastChunkWhenItIsClosed) {
  start();
  const auto client = listen();
  server->send(last_begun(), std::string("bye\n"));
  server->close(last_begun(), "signed out");
  EXPECT_EQ(client->read_to_end(), "4\r\nbye\n\r\n0\r\n\r\n");
  EXPECT_TRUE(client->was_closed());
  EXPECT_TRUE(streaming.ended(1));
  server->send(last_begun(), std::string("to nobody"));
  server->close(last_begun(), "again");
  EXPECT_THAT(handler.seen.now().opened, IsEmpty());
}

// While the server has nothing to send.
TEST_F(EventStreamTest, NoticesABrowserThatLeaves) {
  start();
  for (const bool politely : {true, false}) {
    const auto count = streaming.streams.now().ended.size();
    auto client = listen();
    if (politely) client->say_goodbye();
    if (!politely) client.reset();
    EXPECT_TRUE(streaming.ended(count + 1)) << politely;
  }
  server.reset();
  EXPECT_EQ(streaming.streams.now().ended, streaming.streams.now().begun);
}

TEST_F(EventStreamTest, OutlivesTheSilenceThatEndsOtherConnections) {
  limits.idle = milliseconds(500);
  limits.write = milliseconds(500);
  start();
  const auto client = listen();
  std::this_thread::sleep_for(milliseconds(2'500));
  server->send(last_begun(), std::string("still\n"));
  EXPECT_THAT(client->read_until("still\n"), EndsWith("still\n"));
}

TEST_F(EventStreamTest, DropsAReaderForWhomTooMuchWaits) {
  limits.queued_bytes = 4U << 20U;
  start();
  const auto client = listen();
  for (int i = 0; i < 40; ++i) server->send(last_begun(), std::string(1U << 20U, 'x'));
  EXPECT_TRUE(streaming.ended(1));
}

TEST_F(EventStreamTest, DropsAReaderWhoTakesNothingInTime) {
  limits.queued_bytes = 1U << 30U;
  limits.write = milliseconds(100);
  start();
  const auto client = listen();
  for (int i = 0; i < 40; ++i) server->send(last_begun(), std::string(1U << 20U, 'x'));
  EXPECT_TRUE(streaming.ended(1));
}

TEST_F(EventStreamTest, DropsAPeerThatGoesOnTalking) {
  start();
  const auto client = listen();
  client->write(std::string(100U << 10U, 'x'));
  EXPECT_TRUE(streaming.ended(1));
}

TEST_F(EventStreamTest, EndsWhenTheServerStops) {
  start();
  const auto client = listen();
  const auto stuck = listen();
  for (int i = 0; i < 7; ++i) server->send(last_begun(), std::string(1U << 20U, 'x'));
  server.reset();
  EXPECT_THAT(streaming.streams.now().ended, SizeIs(2));
  EXPECT_EQ(client->read_to_end(), "0\r\n\r\n");
}

TEST_F(EventStreamTest, ServesManyAtOnceBesideEverythingElse) {
  start();
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 60; ++i) clients.push_back(listen());
  const auto ids = streaming.streams.now().begun;
  for (int round = 0; round < 5; ++round) {
    for (const auto id : ids) server->send(id, fmt::format("{} {}\n", round, static_cast<std::uint64_t>(id)));
  }
  for (std::size_t i = 0; i < clients.size(); ++i) {
    const auto last = fmt::format("4 {}\n", static_cast<std::uint64_t>(ids[i]));
    EXPECT_THAT(clients[i]->read_until(last), EndsWith(last));
  }
  EXPECT_EQ(get("/healthz", ca().fingerprint()).value().status, 200U);
  clients.resize(30);
  EXPECT_TRUE(streaming.ended(30));
}

TEST_F(EventStreamTest, CountsAsAConnection) {
  limits.connections_per_peer = 2;
  start();
  auto first = listen();
  const auto second = listen();
  EXPECT_FALSE(get("/healthz", ca().fingerprint()));
  first.reset();
  ASSERT_TRUE(streaming.ended(1));
  base::Result<HttpResponse> answer = get("/healthz", ca().fingerprint());
  for (int i = 0; i < 100 && !answer; ++i) answer = get("/healthz", ca().fingerprint());
  EXPECT_TRUE(answer);
}

// Such as a proxy: it knows no chunks, and reads to the end.
TEST_F(EventStreamTest, SendsPiecesAsTheyAreToHttp10) {
  start();
  const auto client = ask("GET /live HTTP/1.0");
  EXPECT_THAT(client->read_until("\r\n\r\n"), Not(HasSubstr("chunked")));
  ASSERT_TRUE(streaming.begun(1));
  server->send(last_begun(), std::string("data: one\n\n"));
  server->close(last_begun(), "");
  EXPECT_EQ(client->read_to_end(), "retry: 1000\n\ndata: one\n\n");
}

TEST_F(EventStreamTest, AnswersHeadWithoutABodyAndGoesOn) {
  start();
  for (const auto* target : {"/live", "/healthz"}) {
    const auto client = ask(std::string("HEAD ") + target + " HTTP/1.1");
    EXPECT_THAT(client->read_until("\r\n\r\n"), StartsWith("HTTP/1.1 200"));
    client->write("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(client->read_to_end(), AllOf(StartsWith("HTTP/1.1 200"), EndsWith("\r\n\r\nok")));
  }
  EXPECT_THAT(streaming.streams.now().begun, IsEmpty());
}

}  // namespace
}  // namespace einlass::net
