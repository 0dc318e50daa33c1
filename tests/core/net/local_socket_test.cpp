#include "core/net/local_socket.h"

#include "tests/core/net/net_fixture.h"

#include <future>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>

namespace einlass::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

class LocalSocketTest : public ::testing::Test {
 protected:
  void start(LocalServer::Handler handler, const LocalLimits& limits = {}) {
    server = LocalServer::start(path, std::move(handler), limits).value();
  }
  void start_echo(const LocalLimits& limits = {}) {
    start([](std::string line, const LocalServer::Reply& reply) { reply("re: " + line); }, limits);
  }
  base::Result<std::string> ask(const std::string& line) { return local_request(path, line, seconds(10)); }

  TemporaryFolder folder;
  std::filesystem::path path = folder.path() / "admin.sock";
  std::unique_ptr<LocalServer> server;
};

TEST_F(LocalSocketTest, AnswersALineWithALine) {
  start_echo();
  EXPECT_EQ(ask("hello").value(), "re: hello");
  EXPECT_EQ(ask("").value(), "re: ");
  const std::string large(3U << 20U, 'x');
  EXPECT_EQ(ask(large).value(), "re: " + large);
}

TEST_F(LocalSocketTest, IsForItsOwnerOnly) {
  start_echo();
  const auto mode = std::filesystem::status(path).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(LocalSocketTest, SaysWhenNobodyListens) {
  EXPECT_EQ(ask("hello").error().kind, base::ErrorKind::NotFound);
  start_echo();
  server.reset();
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_EQ(ask("hello").error().kind, base::ErrorKind::NotFound);
}

TEST_F(LocalSocketTest, ReplacesTheFileThatAKilledProcessLeft) {
  start_echo();
  const auto left = folder.path() / "left";
  std::filesystem::create_hard_link(path, left);
  server.reset();
  std::filesystem::rename(left, path);
  EXPECT_EQ(ask("hello").error().kind, base::ErrorKind::NotFound);
  start_echo();
  EXPECT_EQ(ask("hello").value(), "re: hello");
}

TEST_F(LocalSocketTest, ServesOthersWhileOneWaits) {
  LocalServer::Reply waiting;
  std::promise<void> asked;
  start([&](const std::string& line, LocalServer::Reply reply) {
    if (line == "slow") {
      waiting = std::move(reply);
      asked.set_value();
    } else {
      reply(std::string("quick"));
      waiting(std::string("at last"));
    }
  });
  std::string slow;
  std::thread first([&] { slow = ask("slow").value(); });
  asked.get_future().wait();
  EXPECT_EQ(ask("other").value(), "quick");
  first.join();
  EXPECT_EQ(slow, "at last");
}

TEST_F(LocalSocketTest, ClosesAConnectionWhoseLineIsTooLong) {
  start_echo({.request_bytes = 1000});
  EXPECT_EQ(ask(std::string(500, 'x')).value().size(), 504U);
  const auto refused = ask(std::string(5000, 'x'));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::Unavailable);
}

TEST_F(LocalSocketTest, SendsWhatLiesOnADiskPieceByPiece) {
  const std::string on_disk = std::string(1U << 20U, 'a') + "b";
  std::size_t longest_read = 0;
  start([&](const std::string&, const LocalServer::Reply& reply) {
    reply({"<",
           BodySource{.bytes = on_disk.size(),
                      .read =
                          [&](std::uint64_t offset, std::size_t size) {
                            longest_read = std::max(longest_read, size);
                            return on_disk.substr(offset, size);
                          }},
           ">"});
  });
  EXPECT_EQ(ask("x").value(), "<" + on_disk + ">");
  EXPECT_LT(longest_read, on_disk.size());
  std::size_t pieces = 0;
  const auto ended = local_request(path, "x", milliseconds(30'000), [&](std::string_view) -> base::Result<void> {
    if (++pieces == 2) return base::fail(base::ErrorKind::Storage, "the disk is full");
    return {};
  });
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().kind, base::ErrorKind::Storage);
  EXPECT_EQ(pieces, 2U);
}

TEST_F(LocalSocketTest, ClosesAConnectionWhoseAnswerCannotBeRead) {
  start([](const std::string&, const LocalServer::Reply& reply) {
    reply({"<", BodySource{.bytes = 10, .read = [](std::uint64_t, std::size_t) { return std::string("short"); }}, ">"});
  });
  EXPECT_EQ(ask("x").error().kind, base::ErrorKind::Unavailable);
}

// One that asks and then hangs must not keep the next one out.
TEST_F(LocalSocketTest, ClosesAConnectionThatTakesNoAnswer) {
  start([](const std::string& line, const LocalServer::Reply& reply) { reply(std::string(16U << 20U, line.front())); },
        {.connections = 1, .write = seconds(1)});
  boost::asio::io_context io;
  boost::asio::local::stream_protocol::socket stuck(io);
  stuck.connect(boost::asio::local::stream_protocol::endpoint(path.string()));
  boost::asio::write(stuck, boost::asio::buffer("x\n", 2));
  EXPECT_EQ(ask("y").value().size(), 16U << 20U);
}

TEST_F(LocalSocketTest, GivesUpWaitingForAnAnswer) {
  LocalServer::Reply kept;
  std::promise<void> asked;
  start([&](const std::string&, LocalServer::Reply reply) {
    kept = std::move(reply);
    asked.set_value();
  });
  EXPECT_EQ(local_request(path, "x", seconds(1)).error().kind, base::ErrorKind::Timeout);
  asked.get_future().wait();
  server.reset();
  kept(std::string("far too late, and harmless"));
}

TEST_F(LocalSocketTest, SaysWhenThePathIsTooLong) {
  const auto deep = folder.path() / std::string(120, 'd') / "admin.sock";
  const auto failed = LocalServer::start(deep, [](const std::string&, const LocalServer::Reply&) {});
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("shorter path"));
}

}  // namespace
}  // namespace einlass::net
