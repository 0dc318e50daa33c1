// Random events on a disk whose power goes at every single sync.
#include "core/wire/entry_json.h"
#include "tests/db/event_fixture.h"
#include "tests/support/forgetful_vfs.h"
#include "tests/support/search.h"

#include <random>

#include <gtest/gtest.h>

namespace einlass::store {
namespace {

class PowerLossSearch : public EventFixture {
 protected:
  struct Acknowledged {
    std::uint64_t sequence = 0;
    base::Hash hash{};
  };

  int pick(int below) { return static_cast<int>(dice_() % static_cast<unsigned>(below)); }

  void take_part(EventStore& store, int minute) {
    const auto row = guest_row(std::to_string(pick(5)), {.name = "G", .places = 1 + pick(3)});
    switch (pick(5)) {
      case 0: {
        auto note = draft(row.external_id, rules::Noted{});
        note.private_content = R"({"note":"front row"})";
        value_of(store.journal().append(note, time_at(minute)));
        return;
      }
      case 1: {
        const auto serial = id_of<rules::BadgeSerial>(std::to_string(minute));
        value_of(store.journal().append(draft(row.external_id, rules::BadgeStarted{serial}), time_at(minute)));
        return;
      }
      case 2:
        value_of(store.journal().append(draft(row.external_id, rules::Departed{}), time_at(minute)));
        return;
      default:
        value_of(store.journal().admit(scan("scan " + std::to_string(pick(12)), {row}, minute)));
    }
  }

  // The newest entry of the own journal: the chain vouches for all before it.
  static Acknowledged newest(EventStore& store) {
    const auto held = value_of(store.journal().held());
    const auto own = held.find(store.journal().own());
    if (own == held.end() || own->second == 0) return {};
    const auto rows = value_of(store.journal().entries_of(own->first, own->second - 1, 1));
    return {own->second, wire::entry_hash(rows.at(0).entry)};
  }

  void run_event(std::uint32_t seed) {
    dice_.seed(seed);
    acknowledged_ = {};
    auto store = open();
    for (int step = 0; step < 8; ++step) {
      auto transaction = value_of(store.begin());
      for (int i = 1 + pick(4); i > 0; --i) take_part(store, 10 * step + i);
      const auto written = newest(store);
      value_of(transaction.commit());
      acknowledged_ = written;
    }
    finished_ = true;
  }

  void expect_nothing_lost() {
    auto store = open();
    base::Hash previous{};
    std::uint64_t sequence = 0;
    value_of(store.journal().each_row([&](const JournalRow& row) {
      EXPECT_EQ(row.entry.id.sequence, ++sequence);
      EXPECT_EQ(row.entry.previous, previous);
      previous = wire::entry_hash(row.entry);
      EXPECT_TRUE(sequence != acknowledged_.sequence || previous == acknowledged_.hash);
      EXPECT_EQ(row.entry.private_hash.has_value(), row.private_part.has_value()) << "a note was torn from its entry";
    }));
    EXPECT_GE(sequence, acknowledged_.sequence) << "an acknowledged entry is lost";
    const auto totals = value_of(store.journal().totals());
    value_of(store.rebuild_projections());
    EXPECT_EQ(value_of(store.journal().totals()), totals);
    append(store, draft("afterwards", rules::Noted{}), 99);
  }

  // True: the power went after everything was done.
  bool lose_power_at(int sync, std::uint32_t seed) {
    support::ForgetfulVfs disk("power loss search");
    vfs_ = "power loss search";
    disk.fail_from_sync(sync);
    finished_ = false;
    try {
      run_event(seed);
    } catch (const std::runtime_error&) {
      EXPECT_TRUE(disk.has_failed()) << "an event ended before the power did";
    }
    const bool failed = disk.has_failed();
    disk.lose_power(seed % 4 == 0 ? 0 : seed * 1000ULL + static_cast<std::uint64_t>(sync));
    expect_nothing_lost();
    return !failed && finished_;
  }

  std::mt19937 dice_;
  Acknowledged acknowledged_;
  bool finished_ = false;
};

TEST_F(PowerLossSearch, KeepsWhatWasAcknowledgedAtWhicheverSyncThePowerGoes) {
  support::search(4, [&](std::uint32_t seed) {
    for (int sync = 1; !HasFailure(); ++sync) {
      SCOPED_TRACE("sync " + std::to_string(sync));
      if (lose_power_at(sync, seed)) return;
    }
  });
}

}  // namespace
}  // namespace einlass::store
