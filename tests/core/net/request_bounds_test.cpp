#include "tests/core/net/net_fixture.h"
#include "tests/core/net/raw_client.h"

#include <thread>

#include <fmt/format.h>

namespace einlass::net {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// Answers with the size of what it got.
struct MeasuringHandler : EchoHandler {
  void on_http(HttpRequest request, std::function<void(HttpResponse)> reply) override {
    if (hold) return held.change([&](auto& replies) { replies.push_back(std::move(reply)); });
    reply({.status = 200, .body = std::to_string(request.body.size())});
  }
  bool hold = false;
  Observed<std::vector<std::function<void(HttpResponse)>>> held;
};

// 4 KiB everywhere, but 2 MiB for whoever puts a list.
class RequestBoundsTest : public NetTest {
 protected:
  ~RequestBoundsTest() override { server.reset(); }  // before its handler
  static constexpr std::size_t most = 2U << 20U;
  void start() {
    limits.message_bytes = 4096;
    auto chosen = options();
    chosen.body_limit = [this](const HttpRequest& head) {
      heads.change([&](auto& seen) { seen.push_back(head); });
      return head.method == "PUT" && head.target == "/list" ? most : limits.message_bytes;
    };
    server = TlsServer::start(chosen, measuring).value();
  }
  static std::string put(std::size_t size, const std::string& target = "/list", const std::string& more = {}) {
    return "PUT " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + more +
           "Content-Length: " + std::to_string(size) + "\r\n\r\n";
  }
  static std::string chunked_put(const std::string& target, const std::string& body) {
    return "PUT " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n" +
           fmt::format("{:x}\r\n", body.size()) + body + "\r\n0\r\n\r\n";
  }
  std::unique_ptr<RawClient> say(const std::string& bytes) {
    auto client = std::make_unique<RawClient>(server->port());
    if (client->shake_hands()) client->write(bytes);
    return client;
  }
  std::string answer_to(const std::string& bytes) { return say(bytes)->read_to_end(); }
  // One byte now and then, as somebody who wants to hold connections for ever would.
  bool is_cut_while_trickling(const std::string& beginning) {
    const auto client = say(beginning);
    for (int i = 0; i < 100 && client->write("x"); ++i) std::this_thread::sleep_for(milliseconds(20));
    client->read_to_end();
    return client->was_closed() && measuring.held.now().empty();
  }

  MeasuringHandler measuring;
  Observed<std::vector<HttpRequest>> heads;
};

TEST_F(RequestBoundsTest, TakesBodiesByRoute) {
  start();
  const auto body = [](std::size_t size) { return std::string(size, 'x'); };
  EXPECT_THAT(answer_to(put(most) + body(most)), EndsWith("\r\n\r\n2097152"));
  EXPECT_THAT(answer_to(chunked_put("/list", body(most))), EndsWith("\r\n\r\n2097152"));
  EXPECT_THAT(answer_to(put(4096, "/note") + body(4096)), EndsWith("\r\n\r\n4096"));
  EXPECT_THAT(answer_to(put(4097, "/note") + body(4097)), StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(answer_to(chunked_put("/note", body(4097))), StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(answer_to(chunked_put("/list", body(most + 1))), StartsWith("HTTP/1.1 413"));
}

TEST_F(RequestBoundsTest, AsksForTheLimitBeforeTheBodyComes) {
  start();
  const auto client = say(put(most, "/list", "Cookie: a=b\r\n"));
  ASSERT_TRUE(heads.comes_to([](const auto& seen) { return seen.size() == 1; }));
  const auto head = heads.now().front();
  EXPECT_EQ(head.peer, "127.0.0.1");
  EXPECT_THAT(head.headers, testing::Contains(std::pair<std::string, std::string>("Cookie", "a=b")));
  EXPECT_THAT(head.body, IsEmpty());
}

TEST_F(RequestBoundsTest, RefusesABodyByItsHeaderAlone) {
  start();
  EXPECT_THAT(say(put(most + 1))->read_until("\r\n"), StartsWith("HTTP/1.1 413"));
}

// A browser that still sends would otherwise show a broken connection instead of the reason.
TEST_F(RequestBoundsTest, LetsAPeerThatStillSendsReadTheRefusal) {
  start();
  const std::size_t size = 20U << 20U;
  EXPECT_THAT(answer_to(put(size) + std::string(size, 'x')), StartsWith("HTTP/1.1 413"));
}

TEST_F(RequestBoundsTest, TellsAPatientPeerToSendItsBody) {
  start();
  const auto client = say(put(5, "/list", "Expect: 100-continue\r\n"));
  EXPECT_EQ(client->read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client->write("12345");
  EXPECT_THAT(client->read_to_end(), AllOf(StartsWith("HTTP/1.1 200"), EndsWith("\r\n\r\n5")));
}

TEST_F(RequestBoundsTest, KeepsOnlySoManyLargeBodiesInMemory) {
  limits.large_bodies = 2;
  start();
  measuring.hold = true;
  const auto first = say(put(most) + std::string(most, 'x'));
  const auto second = say(put(most));
  ASSERT_TRUE(heads.comes_to([](const auto& seen) { return seen.size() == 2; }));
  ASSERT_TRUE(measuring.held.comes_to([](const auto& replies) { return replies.size() == 1; }));
  EXPECT_THAT(answer_to(put(most)), AllOf(StartsWith("HTTP/1.1 503"), HasSubstr("Retry-After: 60")));
  measuring.hold = false;
  EXPECT_THAT(answer_to(put(10) + std::string(10, 'x')), StartsWith("HTTP/1.1 200"));
  measuring.held.now().front()({.status = 200});
  EXPECT_THAT(first->read_to_end(), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer_to(put(most) + std::string(most, 'x')), StartsWith("HTTP/1.1 200"));
}

TEST_F(RequestBoundsTest, CutsWhoTricklesAHeader) {
  limits.header = milliseconds(100);
  start();
  measuring.hold = true;
  EXPECT_TRUE(is_cut_while_trickling("GET /healthz HTTP/1.1\r\nX: "));
}

TEST_F(RequestBoundsTest, CutsWhoTricklesABody) {
  limits.body = milliseconds(100);
  start();
  measuring.hold = true;
  EXPECT_TRUE(is_cut_while_trickling(put(1000)));
}

TEST_F(RequestBoundsTest, CutsWhoNeverSendsTheRest) {
  limits.header = limits.body = milliseconds(100);
  start();
  for (const auto& beginning : {std::string("G"), std::string("GET /healthz HT"), put(1000), put(1000) + "half"}) {
    const auto client = say(beginning);
    client->read_to_end();
    EXPECT_TRUE(client->was_closed()) << beginning;
  }
}

TEST_F(RequestBoundsTest, GivesALargeBodyTheTimeThatItsSizeTakes) {
  limits.body = milliseconds(50);
  limits.slowest_upload = most / 10;
  start();
  const auto client = say(put(most));
  for (int i = 0; i < 4; ++i) {
    std::this_thread::sleep_for(milliseconds(50));
    client->write(std::string(most / 4, 'x'));
  }
  EXPECT_THAT(client->read_to_end(), StartsWith("HTTP/1.1 200"));
}

// Waiting for the next request is another matter than finishing one.
TEST_F(RequestBoundsTest, LetsAConnectionRestBetweenRequests) {
  limits.header = limits.body = milliseconds(50);
  start();
  const auto client = say("GET /one HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(client->read_until("\r\n\r\n0"), StartsWith("HTTP/1.1 200"));
  std::this_thread::sleep_for(milliseconds(300));
  client->write("GET /two HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client->read_to_end(), StartsWith("HTTP/1.1 200"));
}

TEST_F(RequestBoundsTest, EndsAConnectionThatRestsTooLong) {
  limits.idle = milliseconds(50);
  start();
  for (const auto* request : {"", "GET /one HTTP/1.1\r\nHost: x\r\n\r\n"}) {
    const auto client = say(request);
    client->read_to_end();
    EXPECT_TRUE(client->was_closed());
  }
}

}  // namespace
}  // namespace einlass::net
