// When a kiosk asks for leases, asks again, renews and returns them.
#include "core/sync/leases.h"

#include "core/sync/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using base::Milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const rules::EventId kEvent = rules::EventId(base::IdBytes{1});
const rules::EventId kOther = rules::EventId(base::IdBytes{2});
constexpr Milliseconds kHour{3'600'000};
constexpr Milliseconds kNow{10'000'000};

rules::LeaseId lease_id(std::uint8_t number) {
  return rules::LeaseId(base::IdBytes{number});
}

OwnLease granted(std::uint8_t number, Milliseconds usable_until, int unused = 5) {
  return {.event = kEvent,
          .lease = lease_id(number),
          .category = "",
          .granted = true,
          .seats = 5,
          .unused = unused,
          .usable_until = usable_until};
}

OwnLease asked(std::uint8_t number, Milliseconds when) {
  return {.event = kEvent, .lease = lease_id(number), .category = "", .asked = when};
}

LeasesHere here(std::vector<OwnLease> leases) {
  return {.event = kEvent, .wanted = {""}, .leases = std::move(leases)};
}

template <typename Command>
std::vector<Command> of_kind(const LeaseCommands& commands) {
  std::vector<Command> found;
  for (const auto& command : commands) {
    if (const auto* one = std::get_if<Command>(&command)) found.push_back(*one);
  }
  return found;
}

std::vector<rules::LeaseId> returned(const LeaseCommands& commands) {
  std::vector<rules::LeaseId> leases;
  for (const auto& each : of_kind<ReturnLeases>(commands)) {
    leases.insert(leases.end(), each.leases.begin(), each.leases.end());
  }
  return leases;
}

class LeaseKeeperTest : public ::testing::Test {
 protected:
  LeaseKeeper keeper_;
};

TEST_F(LeaseKeeperTest, AsksForEachKindThatItLacks) {
  LeasesHere both = here({});
  both.wanted = {"", "press"};
  const auto wishes = of_kind<NoteLease>(keeper_.told(both, kNow));
  ASSERT_THAT(wishes, SizeIs(2));
  EXPECT_EQ(wishes[1].category, "press");
  EXPECT_THAT(keeper_.told(both, kNow + Milliseconds(1'000)), IsEmpty()) << "one question at a time";
}

TEST_F(LeaseKeeperTest, WithoutCapsThereIsNothingToDoAndNothingToWaitFor) {
  keeper_.stir(kNow);
  keeper_.looking(kNow);
  EXPECT_THAT(keeper_.told({.event = kEvent}, kNow), IsEmpty());
  EXPECT_EQ(keeper_.next_due(), std::nullopt);
}

TEST_F(LeaseKeeperTest, RepeatsAnUnansweredRequestUnderTheSameId) {
  keeper_.sent(lease_id(1), kNow);
  const auto waiting = here({asked(1, kNow)});
  EXPECT_THAT(keeper_.told(waiting, kNow + Milliseconds(4'000)), IsEmpty());
  const auto again = of_kind<wire::LeaseRequest>(keeper_.told(waiting, kNow + LeaseKeeper::answer_time));
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_EQ(again[0].lease, lease_id(1));
}

TEST_F(LeaseKeeperTest, RepeatsItAtOnceOnANewConnection) {
  keeper_.sent(lease_id(1), kNow);
  keeper_.connection_lost();
  EXPECT_THAT(of_kind<wire::LeaseRequest>(keeper_.told(here({asked(1, kNow)}), kNow + Milliseconds(10))), SizeIs(1));
}

// The time counts from the first request: an old one is hardly worth having.
TEST_F(LeaseKeeperTest, GivesUpOnARequestAndAsksForAnother) {
  const auto commands = keeper_.told(here({asked(1, kNow)}), kNow + LeaseKeeper::give_up_after);
  ASSERT_THAT(of_kind<ForgetLease>(commands), SizeIs(1));
  EXPECT_THAT(of_kind<NoteLease>(commands), SizeIs(1));
  EXPECT_THAT(of_kind<wire::LeaseRequest>(commands), IsEmpty());
}

TEST_F(LeaseKeeperTest, AfterADenialItWaits) {
  (void)keeper_.told(here({}), kNow);
  EXPECT_THAT(of_kind<ForgetLease>(keeper_.denied(lease_id(1), kNow)), SizeIs(1));
  EXPECT_THAT(keeper_.told(here({}), kNow + Milliseconds(20'000)), IsEmpty());
  EXPECT_THAT(of_kind<NoteLease>(keeper_.told(here({}), kNow + LeaseKeeper::ask_again)), SizeIs(1));
}

TEST_F(LeaseKeeperTest, KeepsAFreshLease) {
  EXPECT_THAT(keeper_.told(here({granted(1, kNow + kHour)}), kNow), IsEmpty());
}

struct Renewal {
  const char* why;
  Milliseconds left;
  int unused;
};

class LeaseRenewal : public ::testing::TestWithParam<Renewal> {};

TEST_P(LeaseRenewal, AsksForAnotherAndKeepsTheOldOneUntilItComes) {
  LeaseKeeper keeper;
  const auto old = granted(1, kNow + GetParam().left, GetParam().unused);
  const auto commands = keeper.told(here({old}), kNow);
  EXPECT_THAT(of_kind<NoteLease>(commands), SizeIs(1)) << GetParam().why;
  EXPECT_THAT(returned(commands), IsEmpty());
  const auto both = keeper.told(here({old, granted(2, kNow + kHour)}), kNow + Milliseconds(100));
  EXPECT_THAT(returned(both), ElementsAre(lease_id(1)));
}

INSTANTIATE_TEST_SUITE_P(Leases, LeaseRenewal,
                         ::testing::Values(Renewal{"ends soon", Milliseconds(599'000), 5},
                                           Renewal{"was used alone", kHour / 2, 4},
                                           Renewal{"is used up", kHour / 2, 0}));

TEST_F(LeaseKeeperTest, ReturnsWhatIsOverOrOfAnotherEvent) {
  auto elsewhere = granted(2, kNow + kHour);
  elsewhere.event = kOther;
  auto of_no_cap = granted(3, kNow + kHour);
  of_no_cap.category = "press";
  auto unnoted = granted(4, kNow);
  unnoted.usable_until.reset();
  const auto commands = keeper_.told(here({granted(1, kNow), elsewhere, of_no_cap, unnoted}), kNow);
  EXPECT_THAT(returned(commands), ::testing::UnorderedElementsAre(lease_id(1), lease_id(2), lease_id(3), lease_id(4)));
  LeasesHere unassigned = here({granted(1, kNow + kHour)});
  unassigned.event.reset();
  unassigned.wanted.clear();
  EXPECT_THAT(returned(keeper_.told(unassigned, kNow)), ElementsAre(lease_id(1)));
}

TEST_F(LeaseKeeperTest, ReturnsWhatIsRecalledAndAsksForNoneForAWhile) {
  keeper_.recalled(kEvent, kNow);
  EXPECT_EQ(keeper_.next_due(), kNow);
  const auto commands = keeper_.told(here({granted(1, kNow + kHour)}), kNow);
  EXPECT_THAT(returned(commands), ElementsAre(lease_id(1)));
  EXPECT_THAT(of_kind<NoteLease>(commands), IsEmpty());
  EXPECT_THAT(keeper_.told(here({}), kNow + Milliseconds(29'000)), IsEmpty());
  EXPECT_THAT(of_kind<NoteLease>(keeper_.told(here({}), kNow + LeaseKeeper::ask_again)), SizeIs(1));
}

TEST_F(LeaseKeeperTest, ARecallOfAnotherEventTakesNothing) {
  keeper_.recalled(kOther, kNow);
  EXPECT_THAT(keeper_.told(here({granted(1, kNow + kHour)}), kNow), IsEmpty());
}

}  // namespace
}  // namespace einlass::sync
