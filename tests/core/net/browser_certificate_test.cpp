#include "core/net/browser_certificate.h"

#include "core/base/file.h"
#include "core/net/certificates.h"
#include "tests/core/net/net_fixture.h"
#include "tests/core/net/raw_client.h"

#include <sstream>

#include <fmt/format.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

namespace einlass::net {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// What the log says while this lives.
class LogLines {
 public:
  LogLines() { spdlog::default_logger()->sinks().push_back(sink_); }
  ~LogLines() { spdlog::default_logger()->sinks().pop_back(); }
  LogLines(const LogLines&) = delete;
  LogLines& operator=(const LogLines&) = delete;
  std::string take() {
    auto text = lines_.str();
    lines_.str({});
    return text;
  }

 private:
  std::ostringstream lines_;
  std::shared_ptr<spdlog::sinks::sink> sink_ = std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_);
};

constexpr hours day{24};

class BrowserCertificateTest : public NetTest {
 protected:
  // As from an authority that browsers know.
  KeyedCertificate issued(const std::vector<std::string>& names, hours lasts = 90 * day) {
    const Validity validity{.from = clock.wall() - day, .until = clock.wall() + lasts};
    auto leaf = issue_leaf(authority, names, validity);
    leaf.certificate_pem += authority.certificate_pem;
    return leaf;
  }
  void put(const KeyedCertificate& pair) {
    ASSERT_TRUE(base::write_file(files.chain, pair.certificate_pem));
    ASSERT_TRUE(base::write_file(files.key, pair.key_pem, base::FileMode::Private));
  }
  void renew(const KeyedCertificate& pair) {
    put(pair);
    ASSERT_TRUE(server->use_browser_certificate(watch.look()));
  }
  bool shows(const KeyedCertificate& pair, const std::string& asked_for) {
    return shows_chain(pair.certificate_pem, asked_for);
  }
  bool shows_venue(const std::string& asked_for) {
    return shows_chain(ca().server_certificate({"127.0.0.1"}).value().chain_pem, asked_for);
  }
  bool shows_chain(const std::string& chain, const std::string& asked_for) {
    RawClient client(server->port());
    return client.shake_hands(0, asked_for) && chain.starts_with(client.shown_certificate());
  }

  KeyedCertificate authority = make_ca({.from = summer() - day, .until = summer() + 9000 * day});
  BrowserCertificateFiles files{.chain = folder.path() / "fullchain.pem", .key = folder.path() / "privkey.pem"};
  BrowserCertificateWatch watch{files, clock};
};

TEST_F(BrowserCertificateTest, IsShownToWhoeverAsksForAHostOfIt) {
  start_server();
  const auto pair = issued({"einlass.example.org", "*.doors.example.org"});
  EXPECT_TRUE(shows_venue("einlass.example.org"));
  renew(pair);
  for (const auto* host : {"einlass.example.org", "EINLASS.Example.org", "north.doors.example.org"}) {
    EXPECT_TRUE(shows(pair, host)) << host;
  }
  for (const auto* host : {"", "venue.einlass", "example.org", "doors.example.org", "a.b.doors.example.org", "x"}) {
    EXPECT_TRUE(shows_venue(host)) << host;
  }
  ASSERT_TRUE(server->use_browser_certificate(std::nullopt));
  EXPECT_TRUE(shows_venue("einlass.example.org"));
}

TEST_F(BrowserCertificateTest, KeepsNoKioskOut) {
  start_server();
  renew(issued({"einlass.example.org", std::string(venue_server_name)}));
  RecordingClient kiosk;
  const auto socket = connect(kiosk);
  EXPECT_TRUE(both_connected(kiosk));
  EXPECT_TRUE(get("/healthz", ca().fingerprint()));
  ASSERT_TRUE(server->use_certificate(ca().server_certificate({"127.0.0.1", "192.0.2.7"}).value()));
  EXPECT_TRUE(get("/healthz", ca().fingerprint()));
}

TEST_F(BrowserCertificateTest, IsReplacedWithoutARestart) {
  start_server();
  const auto first = issued({"einlass.example.org"});
  const auto second = issued({"einlass.example.org"});
  renew(first);
  RawClient kept(server->port());
  ASSERT_TRUE(kept.shake_hands(0, "einlass.example.org"));
  EXPECT_FALSE(watch.look()) << "nothing has changed";
  renew(second);
  EXPECT_TRUE(shows(second, "einlass.example.org"));
  kept.write("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(kept.read_to_end(), StartsWith("HTTP/1.1 200"));
}

TEST_F(BrowserCertificateTest, ChangesNothingWhileThePairIsBroken) {
  start_server();
  const auto good = issued({"einlass.example.org"});
  const auto next = issued({"einlass.example.org"});
  renew(good);
  const std::vector<std::pair<KeyedCertificate, std::string>> broken = {
      {{good.key_pem, next.certificate_pem}, "does not belong to the certificate"},
      {{next.key_pem, good.certificate_pem}, "does not belong to the certificate"},
      {{next.key_pem, next.certificate_pem.substr(0, 200)}, "holds no certificate that can be read"},
      {{next.key_pem, ""}, "holds no certificate that can be read"},
      {{next.key_pem.substr(0, 100), next.certificate_pem}, "holds no key that can be read without a passphrase"},
      {issued({"192.0.2.7"}), "names no single host"},
      {issued({"*.example.org"}), "names no single host"},
  };
  for (const auto& [pair, message] : broken) {
    put(good);
    EXPECT_FALSE(watch.look()) << "it is in use";
    put(pair);
    LogLines log;
    EXPECT_FALSE(watch.look()) << message;
    EXPECT_THAT(log.take(), HasSubstr(message));
    EXPECT_FALSE(watch.look()) << message;
    EXPECT_THAT(log.take(), IsEmpty()) << "said once is enough";
    EXPECT_TRUE(shows(good, "einlass.example.org")) << message;
  }
  fs::remove(files.key);
  EXPECT_FALSE(watch.look());
  renew(next);
  EXPECT_TRUE(shows(next, "einlass.example.org"));
}

TEST_F(BrowserCertificateTest, IsNotTakenWithAKeyThatOthersMayRead) {
  using fs::perms;
  put(issued({"einlass.example.org"}));
  for (const auto open : {perms::others_read, perms::others_write}) {
    fs::permissions(files.key, perms::owner_read | open);
    EXPECT_EQ(read_browser_certificate(files).error().kind, base::ErrorKind::Refused);
    EXPECT_THAT(read_browser_certificate(files).error().message, HasSubstr("chmod o-rw"));
  }
  fs::permissions(files.key, perms::owner_read | perms::group_read);
  EXPECT_TRUE(read_browser_certificate(files));
}

TEST_F(BrowserCertificateTest, SaysUnderWhichHostPeopleOpenThePages) {
  put(issued({"192.0.2.7", "*.example.org", "einlass.example.net", "other.example.net"}));
  EXPECT_EQ(read_browser_certificate(files).value().host, "einlass.example.net");
  for (const auto* host : {"north.example.org", "other.example.net"}) {
    files.host = host;
    EXPECT_EQ(read_browser_certificate(files).value().host, host);
  }
  files.host = "einlass.example.com";
  EXPECT_THAT(read_browser_certificate(files).error().message, HasSubstr("is not for einlass.example.com"));
}

TEST_F(BrowserCertificateTest, IsWarnedOfOnceADayForTwoWeeks) {
  put(issued({"einlass.example.org"}, 20 * day));
  ASSERT_TRUE(watch.look());
  LogLines log;
  const auto said_after = [&](hours passed) {
    clock.advance(passed);
    watch.look();
    return log.take();
  };
  EXPECT_THAT(said_after(6 * day), IsEmpty());
  EXPECT_THAT(said_after(hours(1)), HasSubstr("ends in 13 days"));
  EXPECT_THAT(said_after(hours(1)), IsEmpty());
  EXPECT_THAT(said_after(day), HasSubstr("ends in 12 days"));
  EXPECT_THAT(said_after(12 * day), HasSubstr("ends within a day"));
  EXPECT_THAT(said_after(day), HasSubstr("has ended"));
  EXPECT_THAT(said_after(hours(1)), IsEmpty());
  put(issued({"einlass.example.org"}));
  EXPECT_TRUE(watch.look());
  EXPECT_THAT(said_after(day), IsEmpty());
}

}  // namespace
}  // namespace einlass::net
