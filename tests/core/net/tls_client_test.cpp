#include "tests/core/net/net_fixture.h"
#include "tests/core/net/unanswered_name.h"

#include <chrono>
#include <thread>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace einlass::net {
namespace {

using ::testing::HasSubstr;

class TlsClientTest : public NetTest {};

// A listener that accepts in the kernel only, as many as `queue` and one.
class SilentServer {
 public:
  explicit SilentServer(int queue = 8) : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in any = loopback(0);
    socklen_t size = sizeof any;
    auto* generic = reinterpret_cast<sockaddr*>(&any);
    if (::bind(listener_, generic, size) != 0 || ::listen(listener_, queue) != 0)
      throw std::runtime_error("no free port");
    ::getsockname(listener_, generic, &size);
    port_ = ntohs(any.sin_port);
  }
  ~SilentServer() {
    if (first_ >= 0) ::close(first_);
    ::close(listener_);
  }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;
  ServerAddress address() const { return {.host = "127.0.0.1", .port = port_}; }

  // With a queue of 0: from now on the kernel drops whatever arrives …
  void swallow() {
    first_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto here = loopback(port_);
    if (::connect(first_, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0)
      throw std::runtime_error("nobody listens");
  }
  // … until now. Whether somebody else connects by then.
  bool takes_one_more(std::chrono::milliseconds longest) const {
    ::close(::accept(listener_, nullptr, nullptr));
    pollfd knock{.fd = listener_, .events = POLLIN, .revents = 0};
    return ::poll(&knock, 1, static_cast<int>(longest.count())) == 1;
  }

 private:
  static sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
  }

  int listener_;
  int first_ = -1;
  std::uint16_t port_ = 0;
};

TEST_F(TlsClientTest, TriesEveryAddressUntilOneAnswers) {
  start_server();
  auto several = client_options();
  several.addresses.insert(several.addresses.begin(), {{.host = "127.0.0.1", .port = 1}, {.host = "no.such.invalid"}});
  RecordingClient client;
  const TlsClient socket(io, several, client);
  EXPECT_TRUE(client.is_connected());
}

TEST_F(TlsClientTest, SaysWhenNobodyAnswers) {
  start_server();
  auto nowhere = client_options();
  nowhere.addresses = {{.host = "127.0.0.1", .port = 1}};
  RecordingClient client;
  const TlsClient socket(io, nowhere, client);
  ASSERT_TRUE(client.ending());
  EXPECT_EQ(client.ending()->kind, base::ErrorKind::Unavailable);
  EXPECT_THAT(client.ending()->message, HasSubstr("127.0.0.1:1 cannot be reached"));
}

// Of all failures a wrong key is the one that somebody must look at.
TEST_F(TlsClientTest, TellsAWrongKeyBeforeAnyOtherFailure) {
  start_server();
  auto wrong = client_options();
  wrong.pin[0] ^= 1U;
  wrong.addresses.push_back({.host = "127.0.0.1", .port = 1});
  RecordingClient client;
  const TlsClient socket(io, wrong, client);
  ASSERT_TRUE(client.ending());
  EXPECT_EQ(client.ending()->kind, base::ErrorKind::Refused);
}

TEST_F(TlsClientTest, GivesUpOnAServerThatNeverAnswers) {
  start_server();
  auto patient = client_options();
  patient.limits.handshake = std::chrono::milliseconds(100);
  const SilentServer silent;
  patient.addresses = {silent.address()};
  RecordingClient client;
  const TlsClient socket(io, patient, client);
  ASSERT_TRUE(client.ending());
  EXPECT_EQ(client.ending()->kind, base::ErrorKind::Timeout);
}

// As with a VPN and two container networks before the one that the kiosk is in.
TEST_F(TlsClientTest, WaitsForNoSilentAddressBeforeItTriesTheNext) {
  start_server();
  auto several = client_options();
  several.limits.handshake = std::chrono::minutes(10);
  const SilentServer silent;
  several.addresses.insert(several.addresses.begin(), 3, silent.address());
  RecordingClient client;
  const TlsClient socket(io, several, client);
  EXPECT_TRUE(client.is_connected());
}

// A network that swallows everything for a while, as behind a switch that restarts. The kernel repeats a lost first
// packet after 1 s, when this one is still silent, and then after 2 s (Linux 6.5 and newer) or 3 s.
TEST_F(TlsClientTest, NoticesAtOnceThatASilentNetworkIsBack) {
  start_server();
  SilentServer network(0);
  network.swallow();
  auto options = client_options();
  options.addresses = {network.address()};
  RecordingClient client;
  const TlsClient socket(io, options, client);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  EXPECT_TRUE(network.takes_one_more(std::chrono::milliseconds(700)));
}

TEST_F(TlsClientTest, WaitsForNoNameBeforeItTriesTheNext) {
  start_server();
  auto several = client_options();
  several.limits.handshake = std::chrono::minutes(10);
  several.addresses.insert(several.addresses.begin(), {.host = UnansweredName::host});
  const UnansweredName name;
  RecordingClient client;
  const TlsClient socket(io, several, client);
  EXPECT_TRUE(client.is_connected());
}

TEST_F(TlsClientTest, GivesUpOnANameThatNobodyResolves) {
  start_server();
  auto patient = client_options();
  patient.limits.handshake = std::chrono::milliseconds(50);
  patient.addresses = {{.host = UnansweredName::host}};
  const UnansweredName name;
  RecordingClient client;
  const TlsClient socket(io, patient, client);
  ASSERT_TRUE(client.ending());
  EXPECT_EQ(client.ending()->kind, base::ErrorKind::Timeout);
}

TEST_F(TlsClientTest, MayBeDroppedAtAnyMoment) {
  start_server();
  for (int i = 0; i < 30; ++i) {
    RecordingClient client;
    const auto socket = connect(client);
    socket->send("x");
    if (i % 3 == 1) client.is_connected();
    if (i % 3 == 2) client.seen.comes_to([](const ClientSeen& s) { return !s.messages.empty(); });
  }
  server.reset();
  const auto seen = handler.seen.now();
  EXPECT_EQ(seen.opened.size(), seen.closed.size());
}

TEST_F(TlsClientTest, SaysWhenItHasClosed) {
  start_server();
  RecordingClient client;
  const auto socket = connect(client);
  ASSERT_TRUE(client.is_connected());
  socket->send("goodbye");
  socket->close();
  EXPECT_TRUE(client.ending());
  EXPECT_TRUE(
      handler.seen.comes_to([](const ServerSeen& s) { return s.messages.size() == 1 && s.closed.size() == 1; }));
}

TEST(IoThreadTest, RunsWorkInOrderAndLater) {
  IoThread io;
  Observed<std::vector<int>> done;
  io.after(std::chrono::milliseconds(20), [&] { done.change([](auto& d) { d.push_back(3); }); });
  io.post([&] { done.change([](auto& d) { d.push_back(1); }); });
  io.post([&] { done.change([&](auto& d) { d.push_back(io.is_this_thread() ? 2 : -1); }); });
  EXPECT_TRUE(done.comes_to([](const auto& d) { return d == std::vector<int>({1, 2, 3}); }));
  EXPECT_FALSE(io.is_this_thread());
}

}  // namespace
}  // namespace einlass::net
