#include "server/web/worker_pool.h"

#include <atomic>
#include <latch>

#include <gtest/gtest.h>

namespace einlass::web {
namespace {

TEST(WorkerPoolTest, RefusesAJobWhereTooManyWaitAndRunsAllThatItTook) {
  WorkerPool pool;
  std::latch busy(WorkerPool::threads);
  std::latch go_on(1);
  std::atomic<std::size_t> done = 0;
  for (std::size_t n = 0; n < WorkerPool::threads; ++n) {
    ASSERT_TRUE(pool.post([&] {
      busy.count_down();
      go_on.wait();
      ++done;
    }));
  }
  busy.wait();
  for (std::size_t n = 0; n < WorkerPool::most_waiting; ++n) EXPECT_TRUE(pool.post([&] { ++done; }));
  EXPECT_FALSE(pool.post([&] { ++done; }));
  go_on.count_down();
  pool.stop();
  EXPECT_EQ(done, WorkerPool::threads + WorkerPool::most_waiting);
}

TEST(WorkerPoolTest, TakesNothingAfterItsEnd) {
  WorkerPool pool;
  pool.stop();
  EXPECT_FALSE(pool.post([] { FAIL(); }));
}

}  // namespace
}  // namespace einlass::web
