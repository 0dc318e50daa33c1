#include "core/rules/ticket_code.h"
#include "server/commands/reach.h"
#include "tests/server/web/venue_server_fixture.h"

#include <fmt/format.h>

namespace einlass::web {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

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
