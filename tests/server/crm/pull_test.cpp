// Pulls from stand-ins of the systems: deletions, ends in the middle.
#include "tests/server/crm/pulling.h"

namespace einlass::crm {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

TEST(CmfPull, BringsEverybodyAndWhoObjects) {
  Pulling crm(cmf);
  crm.stand_in.generate(35);
  const auto pulled = crm.pull(true);
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_FALSE(pulled->running);
  EXPECT_EQ(crm.persons(), ids_of(crm.stand_in.rows("customers")));
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

struct NeverHeld {
  std::vector<const char*> words;  // of what nobody may hold
  json::object changes{};          // that put some where nobody has any
};

NeverHeld never_held_of(const std::string& stand_in) {
  const auto edited = [](const char* table, json::object row) {
    return json::object{{"load", json::object{{table, json::array{std::move(row)}}}}};
  };
  if (stand_in == "cmf") return {.words = {"female", "madeUpHash", "made-up-"}};
  if (stand_in == "eventbrite") return {.words = {"not said", "1984-01-01"}};
  if (stand_in == "sewobe") return {.words = {"Divers", "1984-01-01"}};
  if (stand_in == "easyverein") {
    return {.words = {"1984-01-01", "made-up-salutation"},
            .changes = edited("member", {{"id", 900},
                                         {"contactDetails", json::object{{"familyName", "Beispiel"},
                                                                         {"salutation", "made-up-salutation"}}}})};
  }
  if (stand_in == "datahub") {
    // Of an order that is pulled: it is offered, and not asked for.
    const json::object order{{"id", 20'006}, {"customized", json::object{{"gender", "made-up-gender"}}}};
    return {.words = {"made-up-gender"},
            .changes = {{"update", json::object{{"OnlineShopOrder", json::array{order}}}}}};
  }
  return {.words = {"made-up-salutation", "made-up-birthday"},
          .changes = edited("positions", {{"id", 900},
                                          {"order", "A0001"},
                                          {"attendee_name", "Mara Beispiel"},
                                          {"attendee_name_parts", json::object{{"salutation", "made-up-salutation"}}},
                                          {"answers", json::array{json::object{{"answer", "made-up-birthday"}}}}})};
}

// Searched for in the file as it lies on the disk.
TEST_P(EverySource, KeepsNothingThatNobodyMayHold) {
  Pulling one(GetParam());
  one.stand_in.generate(35);
  const auto never = never_held_of(GetParam().stand_in);
  if (!never.changes.empty()) one.stand_in.change(never.changes);
  ASSERT_TRUE(one.pull(true));
  ASSERT_FALSE((GetParam().remote.empty() ? one.persons() : one.tickets()).empty());
  const auto there = json::serialize(one.stand_in.state());
  const auto kept = one.all_bytes();
  for (const char* word : never.words) {
    EXPECT_THAT(there, HasSubstr(word));
    EXPECT_THAT(kept, Not(HasSubstr(word)));
  }
  EXPECT_THAT(kept, Not(HasSubstr("standin-key")));
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

TEST(PretixPull, BringsOneDateOfASeries) {
  Pulling orders({"pretix", ConnectorKind::Pretix, "", "fair/7"});
  orders.stand_in.generate(20);
  const auto id = orders.stand_in.rows("positions").at(3).at("id");
  orders.stand_in.change(
      {{"update", json::object{{"positions", json::array{json::object{{"id", id}, {"subevent", 7}}}}}}});
  ASSERT_TRUE(orders.pull(true));
  EXPECT_EQ(orders.tickets(), std::set<std::string>{json::serialize(id)});
}

TEST(EventbritePull, DoesNotTakeTheBeginningForAll) {
  for (const char* option : {"tokens", "takes_tokens"}) {
    Pulling events(eventbrite);
    events.stand_in.generate(120);
    events.stand_in.change({{"options", json::object{{option, false}}}});
    const auto pulled = events.pull(true);
    ASSERT_FALSE(pulled) << option;
    EXPECT_EQ(pulled.error().kind, base::ErrorKind::Unavailable);
    EXPECT_LT(events.stand_in.log().size(), 6U) << option;
    // It goes on once it can.
    events.stand_in.change({{"options", json::object{{option, true}}}});
    ASSERT_TRUE(events.pull(true)) << option;
    EXPECT_EQ(events.tickets(), ids_of(events.stand_in.rows("attendees")));
  }
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

}  // namespace
}  // namespace einlass::crm
