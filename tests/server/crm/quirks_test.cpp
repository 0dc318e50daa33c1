// What versions and settings of a system make different on the wire, and nothing in what a pull brings.
#include "tests/server/crm/pulling.h"

namespace einlass::crm {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

struct Quirk {
  const char* name;
  System system;
  json::object options;
};

class QuirkOfASystem : public testing::TestWithParam<Quirk> {
 protected:
  QuirkOfASystem() : one_(GetParam().system) { one_.stand_in.generate(70); }

  // Attributes as the store gives them back: numbers and yes as texts, or as they are.
  void keep_an_activity() {
    if (GetParam().system.stand_in != "cmf") return;
    const json::object attributes{{"event_ref", 26}, {"event", "Fair"}, {"status", true}};
    one_.stand_in.load({{"activities", json::array{json::object{{"id", 1},
                                                                {"customerId", 1002},
                                                                {"type", "attendance"},
                                                                {"activityDate", 1'700'000'000},
                                                                {"attributes", attributes}}}}});
  }

  std::set<std::string> pulled() {
    keep_an_activity();
    const auto ended = one_.pull(true);
    EXPECT_TRUE(ended) << ended.error().message;
    const bool is_of_tickets = !GetParam().system.remote.empty();
    auto found = is_of_tickets ? one_.tickets() : one_.persons();
    if (is_of_tickets) one_.finish();
    return found;
  }

  // By the second person of all, as the mirror is given it.
  std::vector<rules::AttendedEvent> attended() {
    const auto page = one_.source()->page({.full = true, .watermark = {}, .remote = GetParam().system.remote}, "");
    EXPECT_TRUE(page) << page.error().message;
    const auto known = page && page->persons.size() > 1 ? page->persons[1].attended : std::nullopt;
    return known.value_or(std::vector<rules::AttendedEvent>());
  }

  Pulling one_;
};

TEST_P(QuirkOfASystem, BringsTheSamePeople) {
  const auto usual = pulled();
  EXPECT_GT(usual.size(), 40U);
  const auto usually = attended();
  EXPECT_EQ(usually.size(), GetParam().system.stand_in == "cmf" ? 1U : 0U);
  one_.stand_in.change({{"options", GetParam().options}});
  if (GetParam().options.contains("column_prefix")) one_.connector.column_prefix = "o_";
  EXPECT_EQ(pulled(), usual);
  EXPECT_EQ(attended(), usually);
  one_.stand_in.advance(600);
  EXPECT_TRUE(one_.pull(false)) << "and changes";
}

INSTANTIATE_TEST_SUITE_P(Quirks, QuirkOfASystem,
                         testing::Values(Quirk{"pimcore_10", datahub, {{"column_prefix", "o_"}}},
                                         Quirk{"mysql", cmf, {{"store", "mysql"}}},
                                         Quirk{"debug", cmf, {{"debug", true}}},
                                         Quirk{"no_counts", eventbrite, {{"counts", false}}},
                                         Quirk{"no_barcodes", eventbrite, {{"barcodes", false}}},
                                         Quirk{"no_items", pretix, {{"reads_items", false}}},
                                         Quirk{"nobody_waits_for_deletion", easyverein, {{"lists_deleted", false}}},
                                         Quirk{"short_sessions", sewobe, {{"session_seconds", 1}}}),
                         [](const auto& of) { return of.param.name; });

TEST(DatahubPull, SaysThatThePrefixOfItsColumnsIsMissing) {
  Pulling shop(datahub);
  shop.stand_in.generate(2);
  shop.stand_in.change({{"options", json::object{{"column_prefix", "o_"}}}});
  const auto pulled = shop.pull(true);
  ASSERT_FALSE(pulled);
  EXPECT_THAT(pulled.error().message, HasSubstr("\"column_prefix\""));
}

TEST(EventbritePull, HasNoCodesWithoutTheRightToReadOrders) {
  Pulling events(eventbrite);
  events.stand_in.generate(10);
  events.stand_in.change({{"options", json::object{{"barcodes", false}}}});
  ASSERT_TRUE(events.pull(true));
  const auto list = *events.store().pulled(events.key());
  ASSERT_THAT(list.tickets, SizeIs(10));
  for (const auto& ticket : list.tickets) EXPECT_EQ(ticket.code, "");
}

TEST(EventbritePull, GoesOnWhenItsHourIsOver) {
  Pulling events(eventbrite);
  events.stand_in.generate(120);
  events.stand_in.change({{"options", json::object{{"per_hour", 2}}}});
  const auto pulled = events.pull(true);
  ASSERT_FALSE(pulled);
  EXPECT_THAT(pulled.error().message, HasSubstr("HTTP 429"));
  events.stand_in.advance(3'600);
  events.stand_in.clear_log();
  ASSERT_TRUE(events.pull(true));
  EXPECT_THAT(events.stand_in.log(), SizeIs(1)) << "the third page";
  EXPECT_EQ(events.tickets(), ids_of(events.stand_in.rows("attendees")));
}

TEST(EasyVereinPull, ForgetsWhoWaitsForHerDeletionWhereSheIsNotListed) {
  Pulling members(easyverein);
  members.stand_in.generate(12);
  members.stand_in.change(
      {{"update", json::object{{"member", json::array{json::object{{"id", 3}, {"_deleteAfterDate", "2026-12-31"}}}}}}});
  ASSERT_TRUE(members.pull(true));
  EXPECT_THAT(members.persons(), Contains("1003"));
  members.stand_in.change({{"options", json::object{{"lists_deleted", false}}}});
  ASSERT_TRUE(members.pull(true));
  EXPECT_THAT(members.persons(), Not(Contains("1003")));
  EXPECT_THAT(members.persons(), SizeIs(11));
}

// With HTTP 200.
TEST(SewobePull, KeepsEverybodyWhereItSaysThatSomethingFailed) {
  Pulling members(sewobe);
  members.stand_in.generate(12);
  ASSERT_TRUE(members.pull(true));
  const auto before = members.persons();
  const auto fails = [&](const char* code) {
    const auto pulled = members.pull(true);
    ASSERT_FALSE(pulled);
    EXPECT_EQ(pulled.error().kind, base::ErrorKind::Refused);
    EXPECT_THAT(pulled.error().message, HasSubstr(code));
    EXPECT_EQ(members.persons(), before);
  };
  members.stand_in.fault({{"kind", "own_error"}, {"path", "SUCHE_INDIV"}});
  fails("STATUSCODE -1");
  members.stand_in.clear_faults();
  members.stand_in.change({{"options", json::object{{"session_seconds", -1}}}});
  fails("STATUSCODE -2");
}

// Sixty items are two pages; what each is says the second one, too.
TEST(PretixPull, KnowsItsItemsFromAllTheirPages) {
  Pulling orders(pretix);
  orders.stand_in.generate(4);
  json::array items;
  for (int id = 1; id <= 60; ++id) items.push_back(json::object{{"id", id}});
  items[0].as_object()["name"] = json::object{{"de", "Karte"}, {"en", "Ticket"}};
  items[0].as_object()["variations"] = json::array{json::object{{"id", 5}, {"value", json::object{{"en", "Member"}}}}};
  items[54].as_object()["admission"] = false;
  items[55].as_object()["name"] = json::object{{"de", "Empfang"}};
  orders.stand_in.load({{"items", items}});
  const auto positions = orders.stand_in.rows("positions");
  const auto sell = [&](std::size_t place, int item, const json::value& variation) {
    const json::object changed{{"id", positions.at(place).at("id")}, {"item", item}, {"variation", variation}};
    orders.stand_in.change({{"update", json::object{{"positions", json::array{changed}}}}});
  };
  sell(0, 1, 5);
  sell(1, 55, nullptr);
  sell(2, 56, nullptr);
  ASSERT_TRUE(orders.pull(true));
  EXPECT_EQ(orders.stand_in.calls("GET", "/items/"), 2U);
  const auto list = *orders.store().pulled(orders.key());
  std::map<std::string, std::string> types;
  for (const auto& ticket : list.tickets) types[ticket.external_id] = ticket.ticket_type;
  const auto id = [&](std::size_t place) { return json::serialize(positions.at(place).at("id")); };
  EXPECT_EQ(types,
            (std::map<std::string, std::string>{{id(0), "Ticket – Member"}, {id(2), "Empfang"}, {id(3), "Ticket"}}));
}

}  // namespace
}  // namespace einlass::crm
