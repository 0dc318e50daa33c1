#include "core/sync/backoff.h"

#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using base::Milliseconds;

TEST(Backoff, DoublesUpToTheLongestWait) {
  Backoff backoff(Milliseconds(100), Milliseconds(800));
  for (const auto expected : {100, 200, 400, 800, 800, 800}) {
    EXPECT_NEAR(static_cast<double>(backoff.next(0.9999).count()), expected, 1);
  }
}

TEST(Backoff, NeverWaitsLessThanHalfOfItsStep) {
  Backoff backoff(Milliseconds(100), Milliseconds(800));
  for (const auto expected : {50, 100, 200, 400, 400}) EXPECT_EQ(backoff.next(0).count(), expected);
}

TEST(Backoff, StartsAnewAfterSuccess) {
  Backoff backoff(Milliseconds(100), Milliseconds(800));
  for (int i = 0; i < 5; ++i) backoff.next(0.5);
  backoff.reset();
  EXPECT_EQ(backoff.next(0).count(), 50);
}

TEST(Backoff, SurvivesAnyNumberOfFailures) {
  Backoff backoff(Milliseconds(100), Milliseconds(800));
  for (int i = 0; i < 10'000; ++i) {
    const auto wait = backoff.next(0.5).count();
    ASSERT_GE(wait, 50);
    ASSERT_LE(wait, 800);
  }
}

}  // namespace
}  // namespace einlass::sync
