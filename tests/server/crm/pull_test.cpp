// Pulls from stand-ins of the systems: pages that move, deletions, ends in the middle.
#include "server/crm/pull.h"

#include "core/base/file.h"
#include "tests/support/standins/stand_in.h"

#include <cstdlib>
#include <filesystem>
#include <set>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace einlass::crm {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using settings::ConnectorKind;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

struct System {
  std::string stand_in;
  ConnectorKind kind;
  std::string path;
  std::string remote;  // empty: persons
};

const System cmf{"cmf", ConnectorKind::Pimcore, "/__customermanagementframework/webservice", ""};
const System datahub{"datahub", ConnectorKind::Datahub, "/pimcore-graphql-webservices/shop", "FAIR-26"};
const System eventbrite{"eventbrite", ConnectorKind::Eventbrite, "/v3", "42"};
const System pretix{"pretix", ConnectorKind::Pretix, "", "fair"};
const System sewobe{"sewobe", ConnectorKind::Sewobe, "", ""};
const System easyverein{"easyverein", ConnectorKind::EasyVerein, "/api/v2.0", ""};

// Ends after so many pages, as a process does that is killed.
class EndingSource final : public Source {
 public:
  EndingSource(Source& source, int pages) : source_(source), left_(pages) {}
  base::Result<store::PulledPage> page(const PullScope& scope, const std::string& position) override {
    if (left_-- <= 0) return base::fail(base::ErrorKind::Unavailable, "killed");
    return source_.page(scope, position);
  }
  bool has_delta() const override { return source_.has_delta(); }

 private:
  Source& source_;
  int left_;
};

class Pulling {
 public:
  explicit Pulling(const System& system)
      : system_(system),
        stand_in(system.stand_in),
        waiting(base::Instant::from_unix_ms(1'767'000'000'000)),
        file_(fs::temp_directory_path() / ("einlass-pull-" + std::to_string(::getpid()) + ".db")) {
    fs::remove(file_);
    ::setenv("EINLASS_TEST_KEY", "standin-key", 1);
    connector.name = "source";
    connector.kind = system.kind;
    connector.url = stand_in.url() + system.path;
    connector.key_env = "EINLASS_TEST_KEY";
    connector.page_size = 10;
    connector.requests_per_minute = 6000;
    connector.organizer = "org";
    connector.user = "einlass";
    connector.reports = {"6"};
  }
  ~Pulling() {
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(file_.string() + end);
  }

  store::CrmStore store() { return *store::CrmStore::open(file_); }
  store::PullKey key() const { return {.connector = "source", .remote = system_.remote}; }
  std::unique_ptr<Source> source() { return make_source(connector, *settings::read_secret(connector), waiting); }

  base::Result<store::PullRecord> pull(bool full) {
    auto one = store();
    return run_pull(*source(), one, key(), full, waiting);
  }
  base::Result<store::PullRecord> pull_and_die(bool full, int pages) {
    auto one = store();
    const auto whole = source();
    EndingSource ending(*whole, pages);
    return run_pull(ending, one, key(), full, waiting);
  }
  void finish() { ASSERT_TRUE(store().finish_pull(key(), waiting.now())); }
  std::set<std::string> persons() {
    std::set<std::string> ids;
    const auto found = *store().persons();
    for (const auto& person : found) ids.insert(person.id);
    return ids;
  }
  std::set<std::string> tickets() {
    std::set<std::string> ids;
    const auto list = *store().pulled(key());
    for (const auto& ticket : list.tickets) ids.insert(ticket.external_id);
    return ids;
  }
  std::string all_bytes() {
    std::string bytes;
    for (const char* end : {"", "-wal"}) {
      if (const auto text = base::read_file(file_.string() + end)) bytes += *text;
    }
    return bytes;
  }

 private:
  System system_;

 public:
  test::StandIn stand_in;
  SettableWaiting waiting;
  settings::ConnectorSettings connector;

 private:
  fs::path file_;
};

std::set<std::string> ids_of(const json::array& rows) {
  std::set<std::string> ids;
  for (const auto& row : rows) {
    const auto& id = row.at("id");
    ids.insert(id.is_string() ? std::string(id.get_string()) : json::serialize(id));
  }
  return ids;
}

TEST(CmfPull, BringsEverybodyAndNothingThatNobodyMayHold) {
  Pulling crm(cmf);
  crm.stand_in.generate(35);
  const auto pulled = crm.pull(true);
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_FALSE(pulled->running);
  EXPECT_EQ(crm.persons(), ids_of(crm.stand_in.rows("customers")));
  for (const char* never : {"female", "madeUpHash", "made-up-", "standin-key"}) {
    EXPECT_THAT(crm.all_bytes(), Not(HasSubstr(never)));
  }
  int objecting = 0;
  const auto persons = *crm.store().persons();
  for (const auto& person : persons) objecting += person.objects_to_profiling ? 1 : 0;
  EXPECT_EQ(objecting, 3);
}

TEST(CmfPull, FindsMembershipsInSegments) {
  Pulling crm(cmf);
  crm.stand_in.generate(3);
  crm.stand_in.load(
      {{"segments", json::array{json::object{{"id", 310}, {"name", "Members"}, {"reference", "members"}}}}});
  crm.stand_in.change(
      {{"update",
        json::object{{"customers", json::array{json::object{{"id", 1002}, {"manualSegments", json::array{310}}}}}}}});
  crm.connector.kinds = {{"members", "member"}};
  ASSERT_TRUE(crm.pull(true));
  EXPECT_EQ((*crm.store().person("source", "1002"))->memberships, (std::vector<rules::Membership>{{.kind = "member"}}));
  EXPECT_TRUE((*crm.store().person("source", "1001"))->memberships.empty());
}

TEST(CmfPull, BringsWhatChangedAndWhoWasDeleted) {
  Pulling crm(cmf);
  crm.stand_in.generate(25);
  crm.stand_in.advance(1000);  // else everybody is in the overlap
  ASSERT_TRUE(crm.pull(true));
  crm.stand_in.advance(1000);
  crm.stand_in.change(
      {{"update", json::object{{"customers", json::array{json::object{{"id", 1007}, {"company", "Neu AG"}}}}}},
       {"delete", json::object{{"customers", json::array{1003}}}},
       {"load", json::object{{"customers",
                              json::array{json::object{{"id", 2000}, {"firstname", "New"}, {"lastname", "Comer"}}}}}}});
  crm.stand_in.clear_log();
  ASSERT_TRUE(crm.pull(false));
  EXPECT_EQ(crm.stand_in.calls("GET", "/customers"), 1U);
  EXPECT_EQ((*crm.store().person("source", "1007"))->organisation, "Neu AG");
  EXPECT_FALSE(*crm.store().person("source", "1003")) << "what the CRM deleted is kept nowhere";
  EXPECT_THAT(crm.persons(), Contains("2000"));
  EXPECT_THAT(crm.persons(), SizeIs(25));
}

TEST(CmfPull, MissesNobodyWhilePagesMove) {
  Pulling crm(cmf);
  crm.stand_in.generate(45);
  // After each of the first pages somebody of the first one leaves: the next page begins a row too late.
  for (int page = 1; page <= 4; ++page) {
    crm.stand_in.fault({{"kind", "change"},
                        {"path", "/customers\\?page=" + std::to_string(page) + "&"},
                        {"nth", 1},
                        {"changes", json::object{{"delete", json::object{{"customers", json::array{1000 + page}}}}}}});
  }
  ASSERT_TRUE(crm.pull(true));
  EXPECT_EQ(crm.persons(), ids_of(crm.stand_in.rows("customers")));
  EXPECT_THAT(crm.persons(), SizeIs(41));
}

TEST(CmfPull, ForgetsWithAFullPullWhoVanishedWithoutAWord) {
  Pulling crm(cmf);
  crm.stand_in.generate(15);
  ASSERT_TRUE(crm.pull(true));
  crm.stand_in.change(
      {{"update", json::object{{"customers", json::array{json::object{{"id", 1002}, {"published", false}}}}}}});
  ASSERT_TRUE(crm.pull(false));
  EXPECT_THAT(crm.persons(), SizeIs(15));
  ASSERT_TRUE(crm.pull(true));
  EXPECT_THAT(crm.persons(), SizeIs(14));
}

TEST(CmfPull, StopsWhereTheKeyIsNotTaken) {
  Pulling crm(cmf);
  crm.stand_in.change({{"key", "another"}});
  const auto pulled = crm.pull(true);
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().kind, base::ErrorKind::Refused);
  EXPECT_THAT(pulled.error().message, Not(HasSubstr("standin-key")));
}

class EverySource : public testing::TestWithParam<System> {};

// Killed after every number of pages, and gone on with: nothing is missing at the end, nothing twice.
TEST_P(EverySource, GoesOnWhereItWasKilled) {
  Pulling one(GetParam());
  if (GetParam().stand_in == "sewobe") GTEST_SKIP() << "has one page";
  one.stand_in.generate(130);
  std::set<std::string> whole;
  for (int pages = 0; pages < 3; ++pages) {
    EXPECT_FALSE(one.pull_and_die(true, pages));
    EXPECT_TRUE(one.store().pull(one.key())->running);
    const auto ended = one.pull(true);
    ASSERT_TRUE(ended) << ended.error().message;
    const auto found = GetParam().remote.empty() ? one.persons() : one.tickets();
    if (pages == 0) whole = found;
    EXPECT_EQ(found, whole) << "killed after page " << pages;
    EXPECT_GT(found.size(), 50U);
    if (!GetParam().remote.empty()) one.finish();
  }
}

TEST_P(EverySource, AsksAgainWhereAnAnswerIsMissing) {
  Pulling one(GetParam());
  if (GetParam().stand_in == "sewobe") {
    one.stand_in.load({{"reports", json::array{json::object{
                                       {"id", 6}, {"rows", json::array{json::object{{"MITGLIEDSNUMMER", "1"}}}}}}}});
  } else {
    one.stand_in.generate(30);
  }
  one.stand_in.fault({{"kind", "drop"}, {"each_once", true}});
  const auto pulled = one.pull(true);
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_FALSE((GetParam().remote.empty() ? one.persons() : one.tickets()).empty());
}

TEST_P(EverySource, WaitsAsLongAsItIsTold) {
  Pulling one(GetParam());
  if (GetParam().stand_in == "sewobe") {
    one.stand_in.load({{"reports", json::array{json::object{
                                       {"id", 6}, {"rows", json::array{json::object{{"MITGLIEDSNUMMER", "1"}}}}}}}});
  } else {
    one.stand_in.generate(30);
  }
  one.stand_in.fault({{"kind", "too_many"}, {"first", 1}, {"retry_after", 40}});
  const auto begun = one.waiting.now();
  const auto pulled = one.pull(true);
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_GE(one.waiting.now() - begun, base::Milliseconds(40'000));
}

// As the server pulls, which has others to ask meanwhile.
TEST_P(EverySource, IsNotWaitedForWhereItWantsAPauseOfHours) {
  Pulling one(GetParam());
  if (GetParam().stand_in != "sewobe") one.stand_in.generate(30);
  one.stand_in.fault({{"kind", "too_many"}, {"retry_after", 7'200}});
  RealWaiting impatient(std::chrono::minutes(1));
  auto store = one.store();
  const auto source = make_source(one.connector, *settings::read_secret(one.connector), impatient);
  const auto pulled = run_pull(*source, store, one.key(), true, impatient);
  ASSERT_FALSE(pulled);
  EXPECT_THAT(pulled.error().message, HasSubstr("a pause of 120 minutes"));
  EXPECT_THAT(one.stand_in.log(), SizeIs(1)) << "it is left alone";
  const auto until = impatient.take_pause();
  ASSERT_TRUE(until);
  EXPECT_GT(*until, impatient.now() + std::chrono::minutes(60));
}

std::string name_of_system(const testing::TestParamInfo<System>& info) {
  return info.param.stand_in;
}
INSTANTIATE_TEST_SUITE_P(Systems, EverySource, testing::Values(cmf, datahub, eventbrite, pretix, sewobe, easyverein),
                         name_of_system);

TEST(DatahubPull, TakesPlacesOfItemsAndWhoseTheyAre) {
  Pulling shop(datahub);
  shop.stand_in.generate(25);
  ASSERT_TRUE(shop.pull(true));
  const auto list = *shop.store().pulled(shop.key());
  int places = 0;
  for (const auto& ticket : list.tickets) {
    places += ticket.places;
    EXPECT_FALSE(ticket.person.empty());
    // The buyer's is nobody's own, but where her order is of one place only.
    EXPECT_TRUE(ticket.email.empty() || ticket.email == ticket.buyer_email);
  }
  EXPECT_EQ(places, 25);
}

TEST(DatahubPull, ReadsOrdersWholeOfWhichAnItemWasCancelled) {
  Pulling shop(datahub);
  shop.stand_in.generate(12);
  ASSERT_TRUE(shop.pull(true));
  const auto before = shop.tickets();
  shop.finish();
  shop.stand_in.advance(600);
  shop.stand_in.change(
      {{"update", json::object{{"OnlineShopOrderItem",
                                json::array{json::object{{"id", 50'006}, {"orderState", "cancelled"}}}}}}});
  ASSERT_TRUE(shop.pull(false));
  const auto list = *shop.store().pulled(shop.key());
  EXPECT_THAT(list.whole_orders, Contains("ord_00006"));
  EXPECT_THAT(shop.tickets(), Not(Contains("50006")));
  EXPECT_THAT(before, Contains("50006"));
}

TEST(DatahubPull, SaysThatAFieldIsMissingThere) {
  Pulling shop(datahub);
  shop.stand_in.generate(2);
  shop.connector.fields = {{"item_code", "brick.code"}};
  const auto pulled = shop.pull(true);
  ASSERT_FALSE(pulled);
  EXPECT_THAT(pulled.error().message, HasSubstr("every field of the field map"));
}

TEST(EventbritePull, BringsChangesAlsoThoseThatShowLate) {
  Pulling events(eventbrite);
  events.stand_in.generate(60);
  events.stand_in.change({{"options", json::object{{"delay", 200}}}});
  events.stand_in.advance(400);
  ASSERT_TRUE(events.pull(true));
  EXPECT_EQ(events.tickets(), ids_of(events.stand_in.rows("attendees")));
  events.finish();
  events.stand_in.change(
      {{"update", json::object{{"attendees", json::array{json::object{{"id", "990007"}, {"cancelled", true}}}}}}});
  ASSERT_TRUE(events.pull(false));  // it is not seen there yet
  events.finish();
  events.stand_in.advance(250);
  ASSERT_TRUE(events.pull(false));
  std::string status;
  const auto list = *events.store().pulled(events.key());
  for (const auto& ticket : list.tickets) {
    if (ticket.external_id == "990007") status = ticket.status;
  }
  EXPECT_EQ(status, "cancelled");
}

TEST(PretixPull, ReadsOrdersWholeOfWhichAPositionWasCancelled) {
  Pulling orders(pretix);
  orders.stand_in.generate(60);
  orders.stand_in.advance(600);
  ASSERT_TRUE(orders.pull(true));
  EXPECT_EQ(orders.tickets(), ids_of(orders.stand_in.rows("positions")));
  orders.finish();
  orders.stand_in.advance(600);
  const auto position = orders.stand_in.rows("positions").at(1).as_object();
  orders.stand_in.change(
      {{"update",
        json::object{{"positions", json::array{json::object{{"id", position.at("id")}, {"canceled", true}}}}}}});
  ASSERT_TRUE(orders.pull(false));
  const auto list = *orders.store().pulled(orders.key());
  EXPECT_EQ(list.whole_orders, (std::vector<std::string>{std::string(position.at("order").get_string())}));
  EXPECT_THAT(orders.tickets(), Not(Contains(json::serialize(position.at("id")))));
}

TEST(SewobePull, KeepsWhatWasKnownWhereAReportIsEmpty) {
  Pulling members(sewobe);
  members.stand_in.load(
      {{"reports", json::array{json::object{
                       {"id", 6},
                       {"rows", json::array{json::object{
                                    {"MITGLIEDSNUMMER", "1001"}, {"NACHNAME", "Beispiel"}, {"ANREDE", "Frau"}}}}}}}});
  ASSERT_TRUE(members.pull(true));
  members.stand_in.load({{"reports", json::array{json::object{{"id", 6}, {"rows", json::array{}}}}}});
  const auto empty = members.pull(true);
  ASSERT_FALSE(empty);
  EXPECT_THAT(empty.error().message, HasSubstr("What was known before stays"));
  EXPECT_EQ(members.persons(), (std::set<std::string>{"1001"}));
  EXPECT_THAT(members.all_bytes(), Not(HasSubstr("Frau")));
}

TEST(EasyVereinPull, RenewsItsTokenBeforeItEnds) {
  Pulling members(easyverein);
  members.stand_in.generate(12);
  const auto file = fs::temp_directory_path() / ("einlass-token-" + std::to_string(::getpid()));
  ASSERT_TRUE(base::write_file(file, "standin-key", base::FileMode::Private));
  members.connector.key_env.clear();
  members.connector.key_file = file;
  members.stand_in.change({{"options", json::object{{"refresh_needed", true}}}});
  ASSERT_TRUE(members.pull(true));
  EXPECT_EQ(members.stand_in.calls("GET", "/refresh-token"), 1U);
  EXPECT_NE(settings::read_secret(members.connector)->reveal(), "standin-key");
  EXPECT_TRUE(members.pull(true));
  fs::remove(file);
}

}  // namespace
}  // namespace einlass::crm
