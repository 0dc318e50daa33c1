// Answers that hold less than was asked for, and pulls that take long: nobody is taken for gone.
#include "tests/server/crm/pulling.h"

#include <vector>

namespace einlass::crm {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

// What an answer lacks, and of which question.
struct Lacking {
  System system;
  const char* path;
  const char* name;
};

class ListOfASource : public testing::TestWithParam<Lacking> {};

TEST_P(ListOfASource, IsNotTakenForTheLastOneWithoutItsRowsOrItsEnd) {
  Pulling one(GetParam().system);
  one.stand_in.generate(130);
  one.stand_in.fault({{"kind", "lacks"}, {"path", GetParam().path}, {"names", json::array{GetParam().name}}});
  const auto pulled = one.pull(true);
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().kind, base::ErrorKind::Unavailable) << pulled.error().message;
  EXPECT_THAT(pulled.error().message, HasSubstr("without the list that was asked for"));
  EXPECT_TRUE(one.store().pull(one.key())->running);
  one.stand_in.clear_faults();
  EXPECT_TRUE(one.pull(true)) << "it goes on";
}

std::string name_of_lacking(const testing::TestParamInfo<Lacking>& info) {
  auto name = info.param.system.stand_in + info.param.path + "_" + info.param.name;
  std::erase_if(name, [](char c) { return c == '/' || c == '.'; });
  return name;
}
INSTANTIATE_TEST_SUITE_P(Lists, ListOfASource,
                         testing::Values(Lacking{cmf, "/customers", "data"}, Lacking{cmf, "/customers", "totalPages"},
                                         Lacking{cmf, "/deletions", "data"}, Lacking{pretix, "/orders/", "results"},
                                         Lacking{pretix, "/orders/", "next"}, Lacking{pretix, "/items/", "results"},
                                         Lacking{pretix, "/items/", "next"},
                                         Lacking{eventbrite, "/attendees/", "attendees"},
                                         Lacking{eventbrite, "/attendees/", "pagination"},
                                         Lacking{eventbrite, "/attendees/", "pagination.has_more_items"},
                                         Lacking{easyverein, "/member", "results"},
                                         Lacking{easyverein, "/member", "next"},
                                         Lacking{sewobe, "SUCHE_INDIV", "ERGEBNIS"}),
                         name_of_lacking);

// Versions that do not count, and a server whose pages are shorter than was asked for.
TEST(EasyVereinPull, FollowsItsPagesWithoutACount) {
  Pulling members(easyverein);
  members.stand_in.generate(45);
  members.stand_in.fault({{"kind", "lacks"}, {"path", "/member"}, {"names", json::array{"count"}}});
  ASSERT_TRUE(members.pull(true));
  EXPECT_THAT(members.persons(), testing::SizeIs(45));
}

TEST(DatahubPull, GoesOnBehindOrdersThatItsKeyDoesNotSee) {
  Pulling shop(datahub);
  shop.stand_in.generate(25);
  const auto all = ids_of(shop.stand_in.rows("OnlineShopOrderItem"));
  const auto hide = [&](const json::array& orders) {
    shop.stand_in.change({{"options", json::object{{"hidden", json::object{{"OnlineShopOrder", orders}}}}}});
  };
  hide({20'001, 20'014});  // the first of a page and the last
  ASSERT_TRUE(shop.pull(true));
  auto seen = all;
  seen.erase("50001");
  seen.erase("50014");
  seen.insert("");  // which stands for what is hidden
  EXPECT_EQ(shop.tickets(), seen);
  shop.finish();

  json::array every;
  for (const auto& order : shop.stand_in.rows("OnlineShopOrder")) every.push_back(order.at("id"));
  hide(every);
  shop.stand_in.clear_log();
  const auto pulled = shop.pull(true);
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().kind, base::ErrorKind::Unavailable);
  EXPECT_THAT(pulled.error().message, HasSubstr("orders that it does not show"));
  EXPECT_THAT(shop.stand_in.log(), testing::SizeIs(1)) << "it does not begin anew for ever";
}

TEST(DatahubPull, TakesNoOrderForWholeOfWhichAnItemIsHidden) {
  Pulling shop(datahub);
  shop.stand_in.generate(12);
  shop.stand_in.change(
      {{"options", json::object{{"hidden", json::object{{"OnlineShopOrderItem", json::array{50'006}}}}}}});
  ASSERT_TRUE(shop.pull(true));
  const auto list = *shop.store().pulled(shop.key());
  EXPECT_THAT(list.whole_orders, Not(Contains("ord_00006")));
  EXPECT_THAT(list.whole_orders, Contains("ord_00007"));
}

// A full pull that was killed, or waited for hours: somebody on a page that was read changes, and later somebody on one
// that was not.
TEST(EventbritePull, ForgetsNoChangeOfAPageThatWasReadLongAgo) {
  Pulling events(eventbrite);
  events.stand_in.generate(120);
  events.stand_in.advance(1000);
  ASSERT_FALSE(events.pull_and_die(true, 1));
  const auto change = [&](const char* id, const char* field, const json::value& value) {
    events.stand_in.change(
        {{"update", json::object{{"attendees", json::array{json::object{{"id", id}, {field, value}}}}}}});
  };
  change("990001", "cancelled", true);
  events.stand_in.advance(3'000);
  change("990120", "affiliate", "seen");
  ASSERT_TRUE(events.pull(true));
  events.finish();
  ASSERT_TRUE(events.pull(false));
  EXPECT_THAT(events.tickets(), Contains("990001"));
}

TEST(DatahubPull, ForgetsNoChangeOfAPageThatWasReadLongAgo) {
  Pulling shop(datahub);
  shop.stand_in.generate(25);
  shop.stand_in.advance(1000);
  ASSERT_FALSE(shop.pull_and_die(true, 1));
  const auto change = [&](int id, const char* field, const char* value) {
    shop.stand_in.change(
        {{"update", json::object{{"OnlineShopOrder", json::array{json::object{{"id", id}, {field, value}}}}}}});
  };
  change(20'001, "orderState", "cancelled");
  shop.stand_in.advance(4 * 24 * 3'600);
  change(20'021, "comment", "seen");
  ASSERT_TRUE(shop.pull(true));
  shop.finish();
  ASSERT_TRUE(shop.pull(false));
  EXPECT_THAT(shop.store().pulled(shop.key())->whole_orders, Contains("ord_00001"));
}

}  // namespace
}  // namespace einlass::crm
