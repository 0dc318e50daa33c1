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
