// When the persons of an event, and reasons of refusals, are removed by themselves, and that it is said before.
#include "tests/server/venue/purge_fixture.h"

namespace einlass::venue {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class RetentionTest : public PurgeTest {
 protected:
  // As the server does it, once a day, for so many days.
  std::size_t let_days_pass(int days) {
    std::size_t purges = 0;
    for (int day = 0; day < days; ++day) {
      clock_.advance(std::chrono::hours(24));
      const auto due = value_of(desk().privacy().keep_retention());
      for (const auto& purge : due.purges) {
        value_of(purge.backups.write());
        value_of(desk().privacy().note_purged(purge));
      }
      purges += due.purges.size();
      reasons_ += due.erasures.size();
      for (const auto& rest : due.erasures) value_of(desk().erasures().finish(rest));
    }
    return purges;
  }
  EventRetention known() { return value_of(desk().privacy().retention_of("summit-2026")); }

  std::size_t reasons_ = 0;
};

TEST_F(RetentionTest, RemovesPersonsNinetyDaysAfterTheClosingAndSaysSoBefore) {
  close();
  EXPECT_EQ(let_days_pass(75), 0U);
  EXPECT_EQ(known().persons.announced, std::nullopt);
  EXPECT_EQ(let_days_pass(2), 0U);
  ASSERT_TRUE(known().persons.announced) << "two weeks before";
  EXPECT_EQ(let_days_pass(12), 0U);
  EXPECT_FALSE(is_erased());
  EXPECT_EQ(let_days_pass(1), 1U);
  EXPECT_TRUE(is_erased());
  expect_no_names(folder_);
  EXPECT_EQ(let_days_pass(30), 0U) << "once";
  EXPECT_EQ(reasons_, 1U) << "those of refusals went after 30 days";
}

TEST_F(RetentionTest, KeepsThePersonsOfAnEventThatIsNotClosed) {
  EXPECT_FALSE(known().left_open);
  const auto ends = event().frame.ends;
  EXPECT_EQ(let_days_pass(400), 0U);
  EXPECT_EQ(known().persons.due, std::nullopt);
  EXPECT_TRUE(known().left_open) << "which an organiser is told";
  clock_.set_wall(ends + left_open_after - base::Milliseconds(1));
  value_of(desk().accept_clock());
  EXPECT_FALSE(value_of(desk().events().find("summit-2026")).left_open);
  clock_.advance(base::Milliseconds(1));
  EXPECT_TRUE(value_of(desk().events().find("summit-2026")).left_open);
  close();
  EXPECT_FALSE(value_of(desk().events().find("summit-2026")).left_open);
}

TEST_F(RetentionTest, WaitsADayForTheDoorsOfAnotherEvent) {
  close();
  auto fair = new_event();
  fair.key = "fair";
  fair.starts = "2027-02-15T10:00";
  fair.ends = "2027-03-15T23:00";
  create(fair);
  EXPECT_EQ(let_days_pass(90), 0U);
  EXPECT_EQ(let_days_pass(1), 1U);
}

TEST_F(RetentionTest, GoesByTheEventsDaysAndElseByTheVenues) {
  close();
  value_of(desk().privacy().set_retention("", Retention{.refusals = 10, .persons = 20}));
  EXPECT_EQ(known().persons.days, 20);
  value_of(desk().privacy().set_retention("summit-2026", Retention{.refusals = 30, .persons = 200}));
  EXPECT_EQ(let_days_pass(199), 0U);
  EXPECT_EQ(let_days_pass(1), 1U);
  value_of(desk().privacy().set_retention("summit-2026", std::nullopt));
  EXPECT_EQ(known().persons.days, 20);
  for (const int days : {0, -1, longest_retention + 1}) {
    EXPECT_FALSE(desk().privacy().set_retention("", Retention{.refusals = 30, .persons = days})) << days;
  }
}

TEST_F(RetentionTest, GoesOnWithReasonsOfRefusalsWhereItWasKilled) {
  back_up();
  close();
  EXPECT_EQ(let_days_pass(29), 0U);
  clock_.advance(std::chrono::hours(24));
  ASSERT_THAT(value_of(desk().privacy().keep_retention()).erasures, SizeIs(1));
  EXPECT_TRUE(known().is_erasing) << "killed before the backups were rewritten";
  reopen();
  const auto due = value_of(desk().privacy().keep_retention());
  ASSERT_THAT(due.erasures, SizeIs(1));
  EXPECT_THAT(value_of(due.erasures[0].backups.write()).rewritten, SizeIs(1));
  value_of(desk().erasures().finish(due.erasures[0]));
  EXPECT_FALSE(known().is_erasing);
  EXPECT_THAT(value_of(desk().privacy().keep_retention()).erasures, IsEmpty());
}

// Whatever the clock says, and however the server came to believe it.
TEST_F(RetentionTest, AClockThatJumpsRemovesNobody) {
  close();
  const auto right = clock_.wall();
  const auto a_year = std::chrono::hours(24 * 365);
  clock_.set_wall(right + a_year);
  EXPECT_THAT(value_of(desk().privacy().keep_retention()).purges, IsEmpty()) << "while it runs";
  reopen();
  EXPECT_THAT(value_of(desk().privacy().keep_retention()).purges, IsEmpty()) << "after a start";
  reopen();
  EXPECT_THAT(value_of(desk().privacy().keep_retention()).purges, IsEmpty());
  clock_.set_wall(right);
  reopen();
  value_of(desk().accept_clock());
  EXPECT_EQ(let_days_pass(80), 0U);
  ASSERT_TRUE(known().persons.announced);
  EXPECT_GT(*known().persons.announced, right) << "the notice of the wrong year counts for nothing";
  clock_.set_wall(clock_.wall() + a_year);
  reopen();
  EXPECT_EQ(let_days_pass(1), 0U) << "also where a notice was given before the jump";
  EXPECT_FALSE(is_erased());
}

TEST_F(RetentionTest, WaitsWhileTheClockIsInDoubt) {
  close();
  EXPECT_EQ(let_days_pass(89), 0U);
  clock_.set_wall(clock_.wall() + std::chrono::hours(2));
  admit(kiosk_, scan("B"));
  ASSERT_NE(desk().clock_is_off_by(), base::Milliseconds(0));
  EXPECT_EQ(let_days_pass(30), 0U);
  value_of(desk().accept_clock());
  EXPECT_EQ(let_days_pass(8), 1U) << "an organiser has said that it is right";
}

}  // namespace
}  // namespace einlass::venue
