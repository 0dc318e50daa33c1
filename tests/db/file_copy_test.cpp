#include "db/file_copy.h"

#include "tests/db/event_fixture.h"

#include <atomic>
#include <thread>

namespace einlass::store {
namespace {

class FileCopyTest : public DiskFixture {};

// SQLite's backup begins anew whenever another connection writes; a door that never rests would keep it from ending.
TEST_F(FileCopyTest, CopiesOneMomentWhileItsOwnerNeverStopsWriting) {
  auto store = open();
  for (int i = 0; i < 400; ++i) append(store, draft("anna", rules::Noted{}));
  const auto snapshot = value_of(FileSnapshot::open(folder_.path("event.db")));
  std::atomic<bool> copied = false;
  std::thread owner([&] {
    while (!copied) append(store, draft("anna", rules::Noted{}));
  });
  const auto written = snapshot.copy_to(folder_.path("copy.db"));
  copied = true;
  owner.join();
  value_of(written);
  const auto contents = value_of(check_event_copy(folder_.path("copy.db"), store.event()));
  EXPECT_EQ(contents.entries, 400U);
  EXPECT_EQ(contents, value_of(snapshot.contents()));
}

TEST_F(FileCopyTest, ACopyOfAnotherEventIsNoneOfThisOne) {
  auto store = open();
  value_of(value_of(FileSnapshot::open(folder_.path("event.db"))).copy_to(folder_.path("copy.db")));
  EXPECT_FALSE(check_event_copy(folder_.path("copy.db"), id_of<rules::EventId>("another")));
  EXPECT_FALSE(check_venue_copy(folder_.path("copy.db")));
}

}  // namespace
}  // namespace einlass::store
