// When a run to a target begins, which other ones wait, and what is said of one that comes to nothing.
#include "tests/server/venue/delivery/cmf_fixture.h"

namespace einlass::venue {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

TEST_F(CmfDeliveryTest, IsWrittenToByOneRunAtATimeWhateverTheEvent) {
  load_customers(2);
  hold_evening(2);
  write();
  const auto evening = event_;
  auto earlier = new_event();
  earlier.key = "lecture";
  earlier.starts = "2026-11-22T18:00";
  earlier.ends = "2026-11-22T20:00";
  const auto lecture = create(earlier);
  import("Name,Code\nAda,A\n", "lecture");
  auto& deliveries = desk().deliveries();
  const auto reading = value_of(deliveries.begin_write({"lecture", "target"}));
  value_of(deliveries.finish_write(reading, value_of(reading.read()), std::nullopt));
  import("Name,Code\nAda,A\nBea,B\n", "lecture");  // to be looked at
  const auto of_lecture = value_of(deliveries.outlets("lecture"));
  EXPECT_TRUE(value_of(deliveries.next_delivery(of_lecture)));
  const auto task = value_of(deliveries.begin_delivery(evening, "target"));
  ASSERT_TRUE(task);
  EXPECT_FALSE(value_of(deliveries.next_delivery(of_lecture)));
  EXPECT_FALSE(value_of(deliveries.begin_delivery(lecture, "target")));
  value_of(deliveries.drop_delivery(*task, {base::ErrorKind::Unavailable, "It does not answer."}, false));
  EXPECT_TRUE(value_of(deliveries.next_delivery(of_lecture)));
  EXPECT_EQ(value_of(deliveries.status("summit-2026")).front().trouble.value().words, "It does not answer.");
  EXPECT_FALSE(value_of(deliveries.status("lecture")).front().trouble);
}

TEST_F(CmfDeliveryTest, SaysNoNamesOfWhatWentWrongOnTheWay) {
  load_customers(1);
  hold_evening(1);
  write();
  const auto task = value_of(desk().deliveries().begin_delivery(event_, "target"));
  const auto name = guest_row(0).guest.full_name;
  value_of(desk().deliveries().drop_delivery(*task, {base::ErrorKind::Unavailable, name + " is locked."}, false));
  EXPECT_THAT(value_of(desk().deliveries().status()).front().trouble.value().words,
              AllOf(HasSubstr("is locked."), Not(HasSubstr(name))));
  undo();
  EXPECT_FALSE(value_of(desk().deliveries().status()).front().trouble) << "nothing is left to be written";
  EXPECT_FALSE(value_of(desk().deliveries().reading("summit-2026", "target")).trouble());
  write();
  deliver();
  EXPECT_FALSE(value_of(desk().deliveries().status()).front().trouble) << "it is over";
  EXPECT_THAT(customers_with_activity(), SizeIs(1));
}

// Where the list of activities is longer than a page, each person is asked for hers.
TEST_F(CmfDeliveryTest, IsHeldUpByNobodyWhoCannotBeLookedUp) {
  constexpr int guests = 40, others = 600;
  load_customers(guests);
  boost::json::array newsletters;
  for (int number = 0; number < others; ++number) {
    newsletters.push_back({{"id", 50'000 + number},
                           {"customerId", 1000 + number % guests},
                           {"type", "newsletter"},
                           {"a_id", "click-" + std::to_string(number)},
                           {"attributes", boost::json::object()},
                           {"activityDate", admitted_.unix_ms() / 1000}});
  }
  stand_in_.load({{"activities", newsletters}});
  hold_evening(guests);
  const boost::json::object broken{
      {"kind", "server_error"}, {"methods", boost::json::array{"GET"}}, {"path", "/customers/1000[?]"}, {"first", 5}};
  stand_in_.fault(broken);
  write();
  deliver();
  EXPECT_THAT(ours(), SizeIs(guests)) << "each once";
  EXPECT_EQ(ours().back(), 1000) << "nobody waited for her";

  // Likewise of who is in doubt.
  undo();
  deliver();
  ASSERT_THAT(ours(), SizeIs(0));
  stand_in_.fault(broken);
  stand_in_.fault(
      {{"kind", "drop"}, {"methods", boost::json::array{"POST"}}, {"path", "/activities"}, {"each_once", true}});
  write();
  deliver();
  EXPECT_THAT(ours(), SizeIs(guests)) << "each once";
  EXPECT_EQ(ours().back(), 1000);
}

TEST_F(CmfDeliveryTest, StopsATargetThatIsNotConfiguredAnyMore) {
  load_customers(2);
  hold_evening(2, 1);
  write();
  auto event = event_;
  desk_.reset();
  desk_ = value_of(Desk::open(options()));
  admit_late(1);
  EXPECT_FALSE(value_of(desk().deliveries().begin_delivery(event, "target")));
  EXPECT_THAT(value_of(desk().deliveries().status()).front().target.stopped, HasSubstr("connectors.toml"));
  EXPECT_FALSE(value_of(desk().deliveries().next_delivery(value_of(desk().deliveries().outlets()))))
      << "it holds up nobody";
  open_desk();
  value_of(desk().deliveries().start("target"));
  deliver();
  EXPECT_EQ(customers_with_activity(), (std::set<std::int64_t>{1000, 1001}));
}

}  // namespace
}  // namespace einlass::venue
