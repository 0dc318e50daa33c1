// What a power cut, a full disk and a failing disk leave behind.
#include "core/wire/entry_json.h"
#include "tests/db/event_fixture.h"
#include "tests/support/forgetful_vfs.h"

#include <map>

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::HasSubstr;

class PowerLossTest : public EventFixture {
 protected:
  static constexpr int kGroups = 4;

  // A guest list, groups of two admissions each, one erasure. Remembers the groups whose commit was acknowledged.
  void run_event() {
    acknowledged_ = 0;
    auto store = open();
    put(store, {guest_row("left", {.name = "L"}), guest_row("right", {.name = "R"})});
    for (int group = 0; group < kGroups; ++group) {
      auto transaction = value_of(store.begin());
      for (const char* side : {"left", "right"}) {
        const auto row = guest_row(side + std::to_string(group), {.name = "G"});
        value_of(store.journal().admit(scan(row.external_id, {row}, group)));
      }
      value_of(transaction.commit());
      ++acknowledged_;
      if (group == 1) append_erasure(store);
    }
  }

  void append_erasure(EventStore& store) {
    rules::EntryDraft erasure;
    erasure.fact = rules::GuestErased{id_of<rules::GuestId>("left")};
    append(store, erasure);
  }

  static int admitted(EventStore& store, const std::string& ticket) {
    return value_of(store.journal().state_of(id_of<rules::TicketId>(ticket))).persons_admitted();
  }

  static void expect_whole_chain(EventStore& store) {
    base::Hash previous{};
    std::uint64_t sequence = 0;
    value_of(store.journal().each_row([&](const JournalRow& row) {
      EXPECT_EQ(row.entry.id.sequence, ++sequence);
      EXPECT_EQ(row.entry.previous, previous);
      previous = wire::entry_hash(row.entry);
    }));
    const auto held = value_of(store.journal().held());
    EXPECT_EQ(held.empty() ? 0 : held.begin()->second, sequence);
  }

  // What was acknowledged is there; of the group under way both admissions are there, or none.
  void expect_nothing_lost_or_half_written() {
    auto store = open();
    expect_whole_chain(store);
    int whole = 0;
    for (int group = 0; group < kGroups; ++group) {
      const int left = admitted(store, "left" + std::to_string(group));
      EXPECT_EQ(left, admitted(store, "right" + std::to_string(group)));
      EXPECT_GE(left, group < acknowledged_ ? 1 : 0) << "an acknowledged admission is lost";
      whole += left;
    }
    EXPECT_EQ(value_of(store.journal().totals()).admitted, 2 * whole);
    const auto guests = value_of(store.guests().count());
    EXPECT_TRUE(guests == 0 || guests == 2);
    const auto totals = value_of(store.journal().totals());
    value_of(store.rebuild_projections());
    EXPECT_EQ(value_of(store.journal().totals()), totals);
    admit(store, scan("afterwards", {guest_row("afterwards", {.name = "A"})}, 99));
  }

  int acknowledged_ = 0;
};

// A program was killed within a commit: written, but not synced. The next start finds the entry, and tells others of
// it; then the power goes before anything else is written.
TEST_F(PowerLossTest, KeepsWhatARestartedProgramHasFound) {
  const auto anna = guest_row("anna", {.name = "Anna"});
  {
    auto store = open();
    admit(store, scan("first", {anna}));
    disk_.fail_from_sync(1);
    EXPECT_THROW(admit(store, scan("second", {anna})), std::runtime_error);
  }
  disk_.come_back();
  std::uint64_t found = 0;
  {
    auto store = open();
    found = value_of(store.journal().held()).begin()->second;
    disk_.stop();
  }
  disk_.lose_power(0);
  auto store = open();
  EXPECT_EQ(value_of(store.journal().held()).begin()->second, found);
}

TEST_F(PowerLossTest, LosesNothingAcknowledgedAtWhicheverSyncThePowerGoes) {
  int crashes = 0;
  for (int sync = 1;; ++sync) {
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
      support::ForgetfulVfs disk("power loss");
      vfs_ = "power loss";
      disk.fail_from_sync(sync);
      try {
        run_event();
      } catch (const std::runtime_error&) {
        ++crashes;
      }
      const bool finished = !disk.has_failed();
      disk.lose_power(seed == 0 ? 0 : seed * 1000 + static_cast<std::uint64_t>(sync));
      ASSERT_NO_FATAL_FAILURE(expect_nothing_lost_or_half_written()) << "sync " << sync << ", seed " << seed;
      if (HasFailure()) FAIL() << "sync " << sync << ", seed " << seed;
      if (finished && seed == 3) {
        EXPECT_GT(crashes, 40);
        EXPECT_EQ(acknowledged_, kGroups);
        return;
      }
    }
  }
}

TEST_F(PowerLossTest, AFullDiskSavesNothingAndSaysSo) {
  auto store = open();
  admit(store, scan("s1", {guest_row("anna", {.name = "A"})}));
  const auto before = value_of(store.journal().totals());
  disk_.set_capacity(disk_.used() + 20000);
  {
    auto transaction = value_of(store.begin());
    for (int i = 0; i < 50; ++i)
      value_of(store.guests().put(guest_row(std::to_string(i), {.name = std::string(999, 'x')})));
    const auto commit = transaction.commit();
    ASSERT_FALSE(commit);
    EXPECT_EQ(commit.error().kind, base::ErrorKind::Storage);
    EXPECT_THAT(commit.error().message, HasSubstr("disk is full"));
  }
  EXPECT_EQ(value_of(store.guests().count()), 0U);
  EXPECT_EQ(value_of(store.journal().totals()), before);
  disk_.set_capacity(UINT64_MAX);
  admit(store, scan("s2", {guest_row("bert", {.name = "B"})}));
  expect_whole_chain(store);
  EXPECT_EQ(value_of(store.journal().totals()).admitted, 2);
}

// SQLite gives up the whole transaction as soon as it cannot write a page that no longer fits into memory.
TEST_F(PowerLossTest, EverybodyWhoSharesATransactionHearsOfTheFullDisk) {
  auto store = open();
  disk_.set_capacity(disk_.used() + 20000);
  auto transaction = value_of(store.begin());
  value_of(store.journal().append(draft("anna", rules::Noted{}), time_at(0)));
  base::Result<void> put;
  for (int i = 0; i < 40 && put; ++i) {
    put = store.guests().put(guest_row(std::to_string(i), {.name = std::string(1U << 20U, 'x')}));
  }
  ASSERT_FALSE(put);
  for (const auto& error : {put.error(), store.journal().append(draft("bert", rules::Noted{}), time_at(1)).error(),
                            transaction.commit().error()}) {
    EXPECT_EQ(error.kind, base::ErrorKind::Storage);
    EXPECT_THAT(error.message, HasSubstr("disk is full"));
  }
  EXPECT_TRUE(value_of(store.journal().held()).empty());
}

TEST_F(PowerLossTest, AFullDiskWhileOpeningLeavesNoHalfFile) {
  for (std::uint64_t kilobytes = 1; kilobytes < 300; kilobytes += 24) {
    support::ForgetfulVfs disk("power loss");
    vfs_ = "power loss";
    disk.set_capacity(kilobytes << 10U);
    const auto refused = EventStore::open(options("event.db"));
    if (refused) continue;
    EXPECT_EQ(refused.error().kind, base::ErrorKind::Storage) << refused.error().message;
    disk.set_capacity(UINT64_MAX);
    auto store = open();
    admit(store, scan("s1", {guest_row("anna", {.name = "A"})}));
  }
}

TEST_F(PowerLossTest, AnErasureIsDoneThoughItsLogCannotBeEmptiedAtOnce) {
  {
    auto store = open();
    put(store, {guest_row("left", {.name = "Annegret"})});
    auto transaction = value_of(store.begin());
    rules::EntryDraft erasure;
    erasure.fact = rules::GuestErased{id_of<rules::GuestId>("left")};
    value_of(store.journal().append(erasure, time_at(0)));
    disk_.fail_from_sync(2);  // the first is the commit's own
    EXPECT_TRUE(transaction.commit()) << "it is on the disk";
    EXPECT_TRUE(disk_.has_failed());
  }
  disk_.lose_power(0);
  auto store = open();
  expect_whole_chain(store);
  EXPECT_EQ(value_of(store.guests().by_guest(id_of<rules::GuestId>("left"))).front().guest.full_name, "");
}

TEST_F(PowerLossTest, AFailingDiskIsSaidInOneSentence) {
  auto store = open();
  auto transaction = value_of(store.begin());
  value_of(store.journal().append(draft("anna", rules::Noted{}), time_at(0)));
  disk_.fail_from_sync(1);
  const auto failed = transaction.commit();
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, base::ErrorKind::Storage);
  EXPECT_THAT(failed.error().message, HasSubstr("check the disk"));
}

}  // namespace
}  // namespace einlass::store
