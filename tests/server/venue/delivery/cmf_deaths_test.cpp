// What Pimcore's CMF holds wherever a delivery dies, and whatever is judged afterwards.
#include "tests/server/venue/delivery/cmf_fixture.h"

namespace einlass::venue {
namespace {

using rules::OutboxState;
using testing::SizeIs;

class CmfDeathSearch : public CmfDeliveryTest {};

TEST_F(CmfDeathSearch, HoldsOneRecordEachOfAWholeEveningThatDiesAgainAndAgain) {
  constexpr int guests = 650;
  load_customers(guests);
  hold_evening(guests);
  write();
  die_ever_later(40);
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(guests));
  EXPECT_THAT(customers_with_activity(), SizeIs(guests));
  EXPECT_EQ(marked(), static_cast<std::size_t>(guests));
  EXPECT_EQ(counts()[OutboxState::Settled], 2 * guests);
  undo();
  die_ever_later(40);
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(0));
  EXPECT_EQ(marked(), 0U);
  RecordProperty("kills", kills_);
}

TEST_F(CmfDeathSearch, HoldsOneRecordEachAtWhateverStepItDies) {
  const int guests = few_guests();
  const auto there = static_cast<std::size_t>(guests - 1);
  load_customers(guests);
  hold_corrected_evening(guests);
  die_at_every_step([&] {
    EXPECT_THAT(stand_in_.rows("activities"), SizeIs(there));
    EXPECT_THAT(customers_with_activity(), SizeIs(there));
    EXPECT_EQ(date_of(1000), admitted_.unix_ms() / 1000 - 600);
    EXPECT_EQ(marked(), there);
    EXPECT_EQ(counts()[OutboxState::Settled], 2 * (guests - 1));
  });
  undo();
  die_at_every_step([&] {
    EXPECT_THAT(stand_in_.rows("activities"), SizeIs(0));
    EXPECT_EQ(marked(), 0U);
  });
  RecordProperty("kills", kills_);
}

TEST_F(CmfDeliveryTest, CorrectsWhatAVerdictSaysOfTwoAdmissions) {
  load_customers(2);
  hold_evening(2);
  admit_late(1);
  write();
  deliver();
  EXPECT_EQ(date_of(1001), admitted_.unix_ms() / 1000) << "the first counts meanwhile";
  let_the_other_stand(1);
  deliver();
  EXPECT_EQ(date_of(1001), admitted_.unix_ms() / 1000 + 300);
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(2));
  undo_late(1);
  deliver();
  EXPECT_EQ(date_of(1001), admitted_.unix_ms() / 1000) << "the verdict lapsed with what it let stand";
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(2));
  undo_late(1);
  deliver();
  EXPECT_EQ(customers_with_activity(), std::set<std::int64_t>{1000});
  EXPECT_EQ(marked(), 1U);
}

TEST_F(CmfDeliveryTest, TakesBackWhomAVerdictSaysSomebodyElseCameFor) {
  load_customers(2);
  hold_evening(2);
  hand_on_late(1);
  write();
  deliver();
  EXPECT_EQ(customers_with_activity(), (std::set<std::int64_t>{1000, 1001})) << "the first counts meanwhile";
  let_the_other_stand(1);
  deliver();
  EXPECT_EQ(customers_with_activity(), std::set<std::int64_t>{1000});
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(1));
  EXPECT_EQ(marked(), 1U);
}

}  // namespace
}  // namespace einlass::venue
