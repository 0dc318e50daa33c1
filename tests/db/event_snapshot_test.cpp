// Two snapshots of one moment, while somebody writes.
#include "db/event_snapshot.h"

#include "tests/db/event_fixture.h"

#include <atomic>
#include <stop_token>
#include <thread>

namespace einlass::store {
namespace {

class EventSnapshotTest : public DiskFixture {};

TEST_F(EventSnapshotTest, OpensTwoOfOneMomentWhileEntriesCome) {
  auto store = open();
  const auto options = store.options();
  std::atomic<int> written = 0;
  const std::jthread writer([&](const std::stop_token& enough) {
    for (; !enough.stop_requested(); ++written) append(store, draft("anna", rules::Noted{}), written);
  });
  for (int i = 0; i < 200; ++i) {
    const auto before = written.load();
    const auto two = value_of(EventSnapshot::open_two(options));
    const auto moment = value_of(two.second.journal().newest());
    ASSERT_EQ(value_of(two.first.journal().newest()), moment);
    ASSERT_GE(moment, before);
    while (written == before) std::this_thread::yield();
  }
}

}  // namespace
}  // namespace einlass::store
