// Two snapshots of one moment, while somebody writes.
#include "db/event_snapshot.h"

#include "tests/db/event_fixture.h"

#include <atomic>
#include <thread>

namespace einlass::store {
namespace {

class EventSnapshotTest : public DiskFixture {};

TEST_F(EventSnapshotTest, OpensTwoOfOneMomentWhileEntriesCome) {
  auto store = open();
  const auto options = store.options();
  std::atomic<bool> enough = false;
  std::thread writer([&] {
    for (int i = 0; !enough; ++i) append(store, draft("anna", rules::Noted{}), i);
  });
  std::int64_t first = 0, last = 0;
  for (int i = 0; i < 200; ++i) {
    const auto two = value_of(EventSnapshot::open_two(options));
    last = value_of(two.second.journal().newest());
    ASSERT_EQ(value_of(two.first.journal().newest()), last);
    if (i == 0) first = last;
  }
  enough = true;
  writer.join();
  EXPECT_GT(last, first) << "nothing was written meanwhile";
}

}  // namespace
}  // namespace einlass::store
