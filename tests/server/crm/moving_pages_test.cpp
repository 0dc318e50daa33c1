// Pages that move while they are read: nobody is missing at the end.
#include "tests/server/crm/pulling.h"

namespace einlass::crm {
namespace {

using ::testing::SizeIs;

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

// Whoever sells or cancels while it is read.
TEST(PretixPull, MissesNobodyWhilePagesMove) {
  Pulling orders(pretix);
  orders.stand_in.generate(200);
  orders.stand_in.advance(600);
  orders.stand_in.fault(
      {{"kind", "change"},
       {"path", "/orders/.*page=1$"},
       {"nth", 1},
       {"changes", json::object{{"load", json::object{{"orders", json::array{json::object{{"id", "NEW1"}}}},
                                                      {"positions", json::array{json::object{{"id", 9001},
                                                                                             {"order", "NEW1"},
                                                                                             {"attendee_name", "New"},
                                                                                             {"secret", "s"}}}}}}}}});
  ASSERT_TRUE(orders.pull(true));
  EXPECT_EQ(orders.tickets(), ids_of(orders.stand_in.rows("positions")));
  orders.finish();
  orders.stand_in.advance(600);
  json::array all;
  for (const auto& order : orders.stand_in.rows("orders")) {
    all.push_back(json::object{{"id", order.at("id")}, {"comment", "seen"}});
  }
  ASSERT_GT(all.size(), 60U) << "more than a page";
  const auto last = all.front();
  orders.stand_in.change({{"update", json::object{{"orders", all}}}});
  orders.stand_in.advance(10);
  orders.stand_in.clear_faults();
  orders.stand_in.fault({{"kind", "change"},
                         {"path", "/orders/.*page=1$"},
                         {"nth", 1},
                         {"changes", json::object{{"update", json::object{{"orders", json::array{last}}}}}}});
  // It has moved to the front, which was read already, so that it comes with the next one.
  ASSERT_TRUE(orders.pull(false));
  auto seen = orders.tickets();
  orders.finish();
  ASSERT_TRUE(orders.pull(false));
  seen.merge(orders.tickets());
  EXPECT_EQ(seen, ids_of(orders.stand_in.rows("positions")));
}

TEST(EventbritePull, MissesNobodyWhilePagesMove) {
  Pulling events(eventbrite);
  events.stand_in.generate(120);
  events.stand_in.advance(1000);
  events.stand_in.fault(
      {{"kind", "change"},
       {"path", "/attendees/"},
       {"nth", 1},
       {"changes", json::object{{"load", json::object{{"attendees", json::array{json::object{{"id", "999999"}}}}}}}}});
  ASSERT_TRUE(events.pull(true));
  EXPECT_EQ(events.tickets(), ids_of(events.stand_in.rows("attendees")));
  events.finish();
  events.stand_in.advance(1000);
  json::array all;
  for (const auto& one : events.stand_in.rows("attendees")) {
    all.push_back(json::object{{"id", one.at("id")}, {"affiliate", "seen"}});
  }
  const auto first = all.front();
  events.stand_in.change({{"update", json::object{{"attendees", all}}}});
  events.stand_in.advance(10);
  events.stand_in.clear_faults();
  // The first one changes once more: she moves to the end, and everybody else a place forwards.
  events.stand_in.fault({{"kind", "change"},
                         {"path", "/attendees/"},
                         {"nth", 1},
                         {"changes", json::object{{"update", json::object{{"attendees", json::array{first}}}}}}});
  ASSERT_TRUE(events.pull(false));
  EXPECT_EQ(events.tickets(), ids_of(events.stand_in.rows("attendees")));
}

TEST(DatahubPull, MissesNobodyWhilePagesMove) {
  Pulling shop(datahub);
  shop.stand_in.generate(60);
  const auto before = ids_of(shop.stand_in.rows("OnlineShopOrderItem"));
  const json::object item{{"id", 59'000}, {"orderState", "committed"}, {"productNumber", "FAIR-26"}, {"amount", 1}};
  const json::object order{{"id", 29'000},
                           {"ordernumber", "ord_late"},
                           {"orderState", "committed"},
                           {"items", json::array{59'000}},
                           {"customerLastname", "Late"}};
  shop.stand_in.fault(
      {{"kind", "change"},
       {"nth", 1},
       {"changes", json::object{{"delete", json::object{{"OnlineShopOrder", json::array{20'001, 20'006}}}},
                                {"load", json::object{{"OnlineShopOrderItem", json::array{item}},
                                                      {"OnlineShopOrder", json::array{order}}}}}}});
  ASSERT_TRUE(shop.pull(true));
  auto all = before;
  all.insert("59000");
  EXPECT_EQ(shop.tickets(), all) << "who left was read before, and is gone with the next";
  shop.finish();
  ASSERT_TRUE(shop.pull(true));
  all.erase("50001");
  all.erase("50006");
  EXPECT_EQ(shop.tickets(), all);
}

std::set<std::string> numbers_of(const json::array& members) {
  std::set<std::string> numbers;
  for (const auto& member : members) numbers.insert(std::string(member.at("membershipNumber").get_string()));
  return numbers;
}

TEST(EasyVereinPull, MissesNobodyWhilePagesMove) {
  Pulling members(easyverein);
  members.stand_in.generate(45);
  for (int page = 1; page <= 4; ++page) {
    members.stand_in.fault({{"kind", "change"},
                            {"path", "/member\\?limit=10&page=" + std::to_string(page) + "&"},
                            {"nth", 1},
                            {"changes", json::object{{"delete", json::object{{"member", json::array{page}}}}}}});
  }
  ASSERT_TRUE(members.pull(true));
  const auto there = numbers_of(members.stand_in.rows("member"));
  EXPECT_THAT(there, SizeIs(41));
  EXPECT_THAT(members.persons(), testing::IsSupersetOf(there));
}

}  // namespace
}  // namespace einlass::crm
