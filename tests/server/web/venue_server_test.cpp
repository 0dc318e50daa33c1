#include "server/web/venue_server.h"

#include "core/net/https_client.h"
#include "core/net/tls_client.h"
#include "core/rules/ticket_code.h"
#include "core/rules/words.h"
#include "core/wire/pairing_code.h"
#include "core/wire/proof.h"
#include "server/commands/admin_client.h"
#include "server/commands/reach.h"
#include "tests/server/web/venue_fixture.h"
#include "tests/support/standins/stand_in.h"

#include <condition_variable>
#include <deque>
#include <mutex>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::web {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A kiosk that says what the test tells it to, over the real line.
class LineKiosk final : public net::ClientHandler {
 public:
  LineKiosk(net::IoThread& io, const wire::PairingCode& code)
      : client_(std::make_unique<net::TlsClient>(
            io,
            net::ClientOptions{.addresses = {{code.hosts.front(), code.port}},
                               .pin = code.ca_key,
                               .target = std::string(wire::websocket_target),
                               .subprotocol = std::string(wire::websocket_subprotocol)},
            *this)) {}

  void say(const wire::Message& message) { say_text(wire::encode(message)); }
  void say_text(const std::string& text) { client_->send(text); }

  // The next message of this type; nothing if the connection ends before it comes.
  template <typename Message>
  std::optional<Message> next() {
    std::unique_lock lock(mutex_);
    while (true) {
      while (!received_.empty()) {
        auto message = std::move(received_.front());
        received_.pop_front();
        if (auto* wanted = std::get_if<Message>(&message)) return std::move(*wanted);
      }
      if (closed_) return std::nullopt;
      if (!changed_.wait_for(lock, std::chrono::seconds(10), [&] { return closed_ || !received_.empty(); })) {
        return std::nullopt;
      }
    }
  }
  std::optional<base::Error> ending() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(10), [&] { return closed_.has_value(); });
    return closed_;
  }
  std::string binding() {
    const std::lock_guard lock(mutex_);
    return binding_;
  }

 private:
  void on_connected(const net::ServerAddress&, const std::string& binding) override {
    const std::lock_guard lock(mutex_);
    binding_ = binding;
  }
  void on_message(std::string text) override {
    const std::lock_guard lock(mutex_);
    received_.push_back(wire::decode(text).value());
    changed_.notify_all();
  }
  void on_closed(const base::Error& why) override {
    const std::lock_guard lock(mutex_);
    closed_ = why;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<wire::Message> received_;
  std::optional<base::Error> closed_;
  std::string binding_;
  std::unique_ptr<net::TlsClient> client_;
};

class VenueServerTest : public VenueTest {
 protected:
  void SetUp() override {
    open_desk();
    create_event();
    start();
  }

  void start() {
    const auto ca = net::CertificateAuthority::open(state(), clock).value();
    auto started = VenueServer::start(
        {.desk = *desk,
         .clock = clock,
         .listen = {.address = "127.0.0.1", .port = 0, .certificate = ca.server_certificate({"127.0.0.1"}).value()},
         .ca_key = ca.fingerprint(),
         .hosts =
             [this] {
               const std::lock_guard lock(hosts_mutex_);
               return hosts_;
             },
         .state_directory = state()});
    ASSERT_TRUE(started) << started.error().message;
    server = std::move(*started);
    pin = ca.fingerprint();
  }

  void move_to_network(std::vector<std::string> hosts) {
    const std::lock_guard lock(hosts_mutex_);
    hosts_ = std::move(hosts);
  }

  std::filesystem::path state() const { return folder.path() / "state"; }
  base::Result<commands::AdminClient> admin() { return commands::AdminClient::open({.desk = desk_options()}); }
  json::value ask(const std::string& name, const json::object& arguments) {
    auto client = admin();
    if (!client) return client.error().message.c_str();
    const auto answer = client->run({.name = name, .arguments = json::serialize(arguments)});
    return answer ? json::parse(*answer) : json::value(answer.error().message.c_str());
  }
  wire::PairingCode pairing_code(const std::string& kiosk) {
    const auto answer = ask("kiosk.pair", {{"name", kiosk}, {"event", "evening"}});
    return wire::read_pairing_text(std::string(answer.at("code").as_string())).value();
  }
  std::unique_ptr<LineKiosk> paired_and_joined(const std::string& name) {
    const auto code = pairing_code(name);
    LineKiosk pairing(io, code);
    pairing.say(wire::PairRequest{.secret = code.secret, .key = keys.open});
    const auto accepted = pairing.next<wire::PairAccepted>();
    if (!accepted) return nullptr;
    auto kiosk = std::make_unique<LineKiosk>(io, code);
    const auto challenge = kiosk->next<wire::Challenge>();
    if (!challenge) return nullptr;
    const auto text = wire::proof_text(challenge->nonce, kiosk->binding(), accepted->kiosk);
    kiosk->say(wire::Prove{.kiosk = accepted->kiosk, .signature = base::sign(keys.secret, text)});
    return kiosk;
  }
  base::Result<net::HttpResponse> get(const std::string& target) {
    net::HttpsCall call{.address = {.host = "127.0.0.1", .port = server->port()}, .pin = pin};
    call.request.method = "GET";
    call.request.target = target;
    return net::https_call(call);
  }

  net::IoThread io;
  base::SigningPair keys = base::make_signing_pair();
  net::CaFingerprint pin{};
  std::unique_ptr<VenueServer> server;

 private:
  std::mutex hosts_mutex_;
  std::vector<std::string> hosts_{"127.0.0.1"};
};

TEST_F(VenueServerTest, SaysThatItIsWell) {
  const auto answer = get("/healthz").value();
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.body, R"({"status":"ok","software":"einlass-server","kiosks":0})");
  EXPECT_EQ(get("/nowhere").value().status, 404U);
}

TEST_F(VenueServerTest, PairsAKioskByItsCodeAndAdmitsAGuestThere) {
  const auto kiosk = paired_and_joined("west");
  ASSERT_TRUE(kiosk);
  ASSERT_TRUE(kiosk->next<wire::Welcome>());
  EXPECT_EQ(kiosk->next<wire::Assignment>().value().event, event_id);
  kiosk->say(wire::AdmitRequest{
      .event = event_id, .scan = {.scan = rules::ScanId::random()}, .target = wire::TicketTarget{tickets[0]}});
  const auto reply = kiosk->next<wire::AdmitReply>();
  ASSERT_TRUE(reply);
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(reply->admission));
  EXPECT_THAT(get("/healthz").value().body, HasSubstr(R"("kiosks":1)"));
}

TEST_F(VenueServerTest, GoesOnWithAKioskOfWhichItCannotReadAnEntry) {
  const auto kiosk = paired_and_joined("west");
  ASSERT_TRUE(kiosk);
  ASSERT_TRUE(kiosk->next<wire::Assignment>());
  rules::JournalRow plain;
  plain.entry.id = {rules::JournalId::random(), event_id, 1};
  plain.entry.fact = rules::HelpAsked{};
  auto invented = plain;
  invented.entry.id.sequence = 2;
  invented.entry.fact = rules::KioskLost{};
  auto text = wire::encode(wire::Entries{.batch = 5, .rows = {plain, invented}});
  text.replace(text.find("kiosk_lost"), 10, "kiosk_flew");
  kiosk->say_text(text);
  const auto answer = kiosk->next<wire::EntriesAnswer>();
  ASSERT_TRUE(answer);
  EXPECT_THAT(answer->answers,
              ElementsAre(rules::Merged{plain.entry.id, rules::MergeAnswer::Accepted, ""},
                          rules::Merged{invented.entry.id, rules::MergeAnswer::Parked, "unknown_fact"}));
  EXPECT_THAT(json::serialize(ask("status", {})), HasSubstr("unknown_fact"));
  kiosk->say(wire::Ping{.token = 41});
  EXPECT_EQ(kiosk->next<wire::Pong>().value().token, 41U);
}

TEST_F(VenueServerTest, SendsAKioskAwayThatIsRevokedMeanwhile) {
  const auto kiosk = paired_and_joined("west");
  ASSERT_TRUE(kiosk);
  ASSERT_TRUE(kiosk->next<wire::Assignment>());
  ask("kiosk.revoke", {{"kiosk", "west"}});
  EXPECT_EQ(kiosk->next<wire::Bye>().value().reason, wire::ByeReason::Revoked);
  ASSERT_TRUE(kiosk->ending());
  EXPECT_EQ(kiosk->ending()->kind, base::ErrorKind::Refused);
  EXPECT_THAT(kiosk->ending()->message, HasSubstr("revoked"));
}

TEST_F(VenueServerTest, TellsAKioskOfItsNewAssignment) {
  const auto kiosk = paired_and_joined("west");
  ASSERT_TRUE(kiosk);
  EXPECT_EQ(kiosk->next<wire::Assignment>().value().door, "");
  ask("kiosk.assign", {{"kiosk", "west"}, {"event", "evening"}, {"door", "Door 2"}});
  EXPECT_EQ(kiosk->next<wire::Assignment>().value().door, "Door 2");
}

TEST_F(VenueServerTest, TellsKiosksAtOnceWhoIsErased) {
  server.reset();
  clock.advance(std::chrono::seconds(1));  // what it has to tell waits for 50 ms after its start, by this clock
  start();
  const auto kiosk = paired_and_joined("west");
  ASSERT_TRUE(kiosk);
  const auto own = rules::JournalId::random();
  kiosk->say(wire::Hello{.number = 1, .journal = own, .held = {{event_id, own, 0}}});
  ASSERT_TRUE(kiosk->next<wire::Hello>());
  const auto attendance = ask("attendance.export", {{"event", "evening"}, {"format", "json"}});
  const auto guest = json::parse(attendance.at("content").as_string()).at("rows").at(0).at("guest_id");
  ask("guests.erase", {{"event", "evening"}, {"guests", json::array{guest}}});
  const auto entries = kiosk->next<wire::Entries>();
  ASSERT_TRUE(entries);
  EXPECT_TRUE(std::holds_alternative<rules::GuestErased>(entries->rows.at(0).entry.fact));
}

TEST_F(VenueServerTest, TakesCommandsThroughItsSocket) {
  auto client = admin();
  ASSERT_TRUE(client);
  EXPECT_TRUE(client->through_server());
  EXPECT_THAT(client->run({.name = "about"}).value(), HasSubstr(desk->journal().text()));
  const auto refused = client->run({.name = "kiosk.revoke", .arguments = R"({"kiosk":"nowhere"})"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::NotFound);
  EXPECT_EQ(client->run({.name = "dance"}).error().kind, base::ErrorKind::NotFound);
}

TEST_F(VenueServerTest, IndexesItsGuestsBeforeSomebodySearches) {
  ask("about", {});
  ask("about", {});  // a turn after the first one
  server.reset();
  EXPECT_TRUE(desk->event(event_id).value()->store.guests().index(0).value()) << "the first search would have to";
}

// With a shop, of which a pull brought what was sold until then, and a ticket that was sold later.
class VenueWithShopTest : public VenueServerTest {
 protected:
  VenueWithShopTest() : shop_("pretix") {}

  void SetUp() override {
    ::setenv("EINLASS_TEST_KEY", "standin-key", 1);
    settings::ConnectorSettings shop;
    shop.name = "shop";
    shop.kind = settings::ConnectorKind::Pretix;
    shop.url = shop_.url();
    shop.organizer = "org";
    shop.key_env = "EINLASS_TEST_KEY";
    shop.pull_minutes = 0;
    shop.requests_per_minute = 6'000;
    connectors = {shop};
    open_desk();
    create_event();
    ASSERT_TRUE(desk->crm().link("evening", "shop", "fair"));
    shop_.generate(5);
    const auto job = desk->crm().begin_pull({.connector = "shop", .event = "evening", .full = true}).value();
    crm::SettableWaiting waiting(evening());
    ASSERT_TRUE(desk->crm().finish_pull(job, job.read(waiting)));
    keys_ = desk->event(event_id).value()->keys;
    shop_.load({{"orders", json::array{json::object{{"id", "LATE1"}}}},
                {"positions",
                 json::array{json::object{
                     {"id", 901}, {"order", "LATE1"}, {"attendee_name", "Ada Late"}, {"secret", "latesecret"}}}}});
    start();
    kiosk_ = paired_and_joined("west");
    ASSERT_TRUE(kiosk_);
    assigned_ = kiosk_->next<wire::Assignment>().value();
  }
  void TearDown() override { server.reset(); }

  std::string scan(const std::string& code) {
    say_scan(code);
    return told();
  }
  void say_scan(const std::string& code) {
    kiosk_->say(
        wire::AdmitRequest{.event = event_id,
                           .scan = {.scan = rules::ScanId::random()},
                           .target = wire::CodeTarget{.hash = rules::code_hash(keys_.code_key, code), .code = code}});
  }
  std::string told() {
    const auto reply = kiosk_->next<wire::AdmitReply>();
    if (!reply) return "nothing";
    const auto* refused = std::get_if<rules::AdmissionRefused>(&reply->admission);
    return refused == nullptr ? "admitted" : std::string(rules::word(refused->refusal));
  }

  test::StandIn shop_;
  wire::EventKeys keys_;
  std::unique_ptr<LineKiosk> kiosk_;
  wire::Assignment assigned_;
};

TEST_F(VenueWithShopTest, LetsInWhoBoughtAMomentAgo) {
  say_scan("latesecret");
  const auto assigned = kiosk_->next<wire::Assignment>();  // for every kiosk, before the answer to this one
  ASSERT_TRUE(assigned);
  EXPECT_NE(assigned->guest_list, assigned_.guest_list);
  EXPECT_EQ(told(), "admitted");
  EXPECT_EQ(scan("latesecret"), "already_in");
  EXPECT_EQ(scan("made up"), "unknown_code");
}

TEST_F(VenueWithShopTest, SaysWhatItKnowsWhileTheShopDoesNot) {
  shop_.fault({{"kind", "late"}, {"seconds", 60}});
  EXPECT_EQ(scan("latesecret"), "unknown_code");
  EXPECT_EQ(scan("another"), "unknown_code");
  EXPECT_EQ(shop_.calls("GET", "another"), 0U) << "it is left alone for a while";
}

// A phone asks again until the shop has answered.
TEST_F(VenueWithShopTest, AsksForAPageAsWell) {
  const json::object arguments{
      {"event", "evening"}, {"code", "latesecret"}, {"scan", rules::ScanId::random().text()}, {"may_wait", true}};
  auto answer = ask("guest.scan", arguments);
  EXPECT_TRUE(answer.at("source_asked").as_bool());
  for (int i = 0; i < 1'000 && answer.at("source_asked").as_bool(); ++i) answer = ask("guest.scan", arguments);
  EXPECT_EQ(answer.at("outcome"), "admitted");
}

TEST_F(VenueServerTest, LeavesItsAddressForCommandsThatRunWithoutIt) {
  const auto with = pairing_code("west");
  server.reset();
  desk.reset();
  auto client = admin();
  ASSERT_TRUE(client) << client.error().message;
  EXPECT_FALSE(client->through_server());
  const auto answer = client->run({.name = "kiosk.pair", .arguments = R"({"name":"east"})"}).value();
  const auto without = wire::read_pairing_text(std::string(json::parse(answer).at("code").as_string())).value();
  EXPECT_EQ(without.hosts, with.hosts);
  EXPECT_EQ(without.port, with.port);
  EXPECT_EQ(without.ca_key, with.ca_key);
}

TEST_F(VenueServerTest, PutsTheAddressesOfTheMomentIntoAPairingCode) {
  EXPECT_THAT(pairing_code("west").hosts, ElementsAre("127.0.0.1"));
  move_to_network({"192.168.10.5", "laptop.local"});
  EXPECT_THAT(pairing_code("east").hosts, ElementsAre("192.168.10.5", "laptop.local"));
  EXPECT_THAT(commands::load_reach(state()).value().hosts, ElementsAre("192.168.10.5", "laptop.local"));
}

TEST_F(VenueServerTest, LinksToItsPagesByTheHostOfTheOrganisationsCertificate) {
  const TemporaryFolder elsewhere;
  const auto authority = net::CertificateAuthority::open(elsewhere.path(), clock).value();
  const auto issued = authority.server_certificate({"einlass.example.org"}).value();
  const auto served = [&] {
    pairing_code("kiosk");  // whatever was posted before it has been done
    return commands::load_reach(state()).value();
  };
  EXPECT_EQ(served().browser_host, std::nullopt);
  ASSERT_TRUE(server->use_browser_certificate(net::BrowserCertificate{.chain_pem = issued.chain_pem,
                                                                      .key_pem = issued.key_pem,
                                                                      .host = "einlass.example.org",
                                                                      .expires = issued.expires}));
  EXPECT_EQ(commands::page_address(served()), fmt::format("https://einlass.example.org:{}", server->port()));
  move_to_network({"192.168.10.5"});
  EXPECT_EQ(served().browser_host, "einlass.example.org");
  ASSERT_TRUE(server->use_browser_certificate(std::nullopt));
  EXPECT_EQ(commands::page_address(served()), fmt::format("https://192.168.10.5:{}", server->port()));
}

TEST_F(VenueServerTest, SaysWhenItsPortIsInUse) {
  const TemporaryFolder other;
  const auto second = VenueServer::start(
      {.desk = *desk,
       .clock = clock,
       .listen =
           {.address = "127.0.0.1",
            .port = server->port(),
            .certificate =
                net::CertificateAuthority::open(state(), clock).value().server_certificate({"127.0.0.1"}).value()},
       .state_directory = other.path()});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, base::ErrorKind::AlreadyExists);
  EXPECT_TRUE(std::filesystem::is_empty(other.path()));
}

TEST_F(VenueServerTest, EndsWithKiosksConnected) {
  const auto kiosk = paired_and_joined("west");
  ASSERT_TRUE(kiosk);
  ASSERT_TRUE(kiosk->next<wire::Assignment>());
  server.reset();
  ASSERT_TRUE(kiosk->ending());
  EXPECT_EQ(kiosk->ending()->kind, base::ErrorKind::Unavailable);
  EXPECT_FALSE(std::filesystem::exists(state() / commands::admin_socket_name));
}

}  // namespace
}  // namespace einlass::web
