// Files of which a part is gone: a write-ahead log that ends anywhere, a database that ends anywhere.
#include "core/base/file.h"
#include "core/wire/entry_json.h"
#include "db/file_copy.h"
#include "db/venue_store.h"
#include "tests/db/event_fixture.h"

#include <array>
#include <functional>
#include <map>
#include <random>

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

constexpr std::size_t largest_file = 1U << 26U;

std::string bytes_of(const fs::path& file) {
  return value_of(base::read_file(file, largest_file));
}

fs::path log_of(const fs::path& file) {
  return file.string() + "-wal";
}

class CutFilesTest : public DiskFixture {
 protected:
  // What was promised: entries by what their journal holds, once their commit had returned.
  struct Promise {
    std::uint64_t entries = 0;
    EventTotals totals;
  };

  // Admissions, notes with private parts, refusals and new guests, each committed; `after_each` after every commit.
  void run_event(EventStore& store, int commits, const std::function<void()>& after_each) {
    for (int i = 0; i < commits; ++i) {
      const auto row = guest_row("guest" + std::to_string(i % 7 == 6 ? i - 1 : i), {.name = std::string(900, 'n')});
      auto transaction = value_of(store.begin());
      value_of(store.guests().put(row));
      value_of(store.journal().admit(scan("scan" + std::to_string(i), {row}, i)));
      auto note = draft(row.external_id, rules::Noted{});
      note.private_content = "{\"note\":\"" + std::string(200, 'p') + "\"}";
      value_of(store.journal().append(note, time_at(i)));
      value_of(transaction.commit());
      after_each();
    }
  }

  Promise promised(EventStore& store) const {
    const auto held = value_of(store.journal().held());
    return {held.empty() ? 0 : held.begin()->second, value_of(store.journal().totals())};
  }

  // As a power cut leaves a program's files: its last checkpoint, and the log since then.
  void take_files(const std::string& name) {
    main_ = bytes_of(folder_.path(name));
    log_ = fs::exists(log_of(folder_.path(name))) ? bytes_of(log_of(folder_.path(name))) : std::string();
  }
  void lay_files(const std::string& main, const std::string& log) const {
    for (const auto* end : {"", "-wal", "-shm"}) fs::remove(folder_.path("cut.db").string() + end);
    value_of(base::write_file(folder_.path("cut.db"), main));
    if (!log.empty()) value_of(base::write_file(log_of(folder_.path("cut.db")), log));
  }

  static void expect_whole(EventStore& store) {
    base::Hash previous{};
    std::uint64_t sequence = 0;
    value_of(store.journal().each_row([&](const JournalRow& row) {
      EXPECT_EQ(row.entry.id.sequence, ++sequence);
      EXPECT_EQ(row.entry.previous, previous);
      EXPECT_EQ(row.entry.private_hash.has_value(), row.private_part.has_value());
      previous = wire::entry_hash(row.entry);
    }));
    const auto totals = value_of(store.journal().totals());
    value_of(store.rebuild_projections());
    EXPECT_EQ(value_of(store.journal().totals()), totals);
  }

  // Each boundary of a piece, and for each piece a length before, between or after.
  static std::vector<std::size_t> lengths(std::size_t size, std::size_t head, std::size_t piece) {
    std::vector<std::size_t> lengths{0, 1, 17, head / 2, head - 1};
    std::size_t turn = 0;
    for (std::size_t at = head; at < size; at += piece) {
      lengths.push_back(at);
      lengths.push_back(std::array{at + 1, at + piece - 1, at + 24, at + piece / 2}.at(turn++ % 4));
    }
    lengths.push_back(size);
    return lengths;
  }

  // Opens what was laid. Either everything is there, or one sentence says what happened and what to do.
  bool opens_whole(const Promise& wanted) const {
    const auto refused = EventStore::open(options("cut.db"));
    if (!refused) {
      EXPECT_EQ(refused.error().kind, base::ErrorKind::Storage);
      EXPECT_EQ(refused.error().message, "cut.db is damaged or not a file of Einlass; restore it from a backup.");
      EXPECT_TRUE(is_damaged(folder_.path("cut.db")));
      return false;
    }
    auto store = open("cut.db");
    expect_whole(store);
    const auto found = promised(store);
    EXPECT_EQ(found.entries, wanted.entries);
    EXPECT_EQ(found.totals, wanted.totals);
    EXPECT_FALSE(is_damaged(folder_.path("cut.db")));
    return true;
  }

  std::string main_;
  std::string log_;
};

// https://www.sqlite.org/fileformat2.html#the_write_ahead_log: a header of 32 bytes, frames of 24 bytes and a page.
TEST_F(CutFilesTest, ALogThatEndsAnywhereHoldsWhatWasCommittedUpToThere) {
  std::map<std::size_t, Promise> by_length;
  {
    auto store = open();
    const auto note = [&] { by_length[fs::file_size(log_of(folder_.path("event.db")))] = promised(store); };
    note();
    run_event(store, 4, note);
    take_files("event.db");
  }
  ASSERT_EQ(log_.size(), by_length.rbegin()->first) << "the log was begun anew meanwhile";
  for (const auto length : lengths(log_.size(), 32, 24 + 4096)) {
    lay_files(main_, log_.substr(0, length));
    auto store = open("cut.db");
    expect_whole(store);
    const auto kept = by_length.upper_bound(length);
    const auto wanted = kept == by_length.begin() ? Promise{} : std::prev(kept)->second;
    const auto found = promised(store);
    EXPECT_EQ(found.entries, wanted.entries);
    EXPECT_EQ(found.totals, wanted.totals);
    admit(store, scan("afterwards", {guest_row("afterwards", {.name = "A"})}, 99));
    ASSERT_FALSE(HasFailure()) << "cut at " << length << " of " << log_.size();
  }
}

TEST_F(CutFilesTest, ALogWithGarbageBehindItOrInItHoldsWhatStandsBefore) {
  std::map<std::size_t, Promise> by_length;
  {
    auto store = open();
    const auto note = [&] { by_length[fs::file_size(log_of(folder_.path("event.db")))] = promised(store); };
    run_event(store, 4, note);
    take_files("event.db");
  }
  std::mt19937 dice(7);
  const auto garbage = [&](std::size_t length) {
    std::string text(length, ' ');
    for (auto& byte : text) byte = static_cast<char>(dice());
    return text;
  };
  for (const auto& [length, wanted] : by_length) {
    for (const std::size_t behind : {1UL, 24UL, 5000UL, log_.size() - length}) {
      lay_files(main_, log_.substr(0, length) + garbage(behind));
      auto store = open("cut.db");
      expect_whole(store);
      EXPECT_EQ(promised(store).entries, wanted.entries) << behind << " bytes behind " << length;
    }
  }
}

TEST_F(CutFilesTest, AFileThatEndsAnywhereIsRefusedAndAWholeOneWithGarbageBehindItIsNot) {
  Promise promise;
  {
    auto store = open();
    run_event(store, 12, [] {});
    promise = promised(store);
  }
  take_files("event.db");
  ASSERT_TRUE(log_.empty()) << "a program that ends leaves one file";
  std::size_t refused = 0;
  for (const auto length : lengths(main_.size(), 4096, 4096)) {
    if (length == 0) continue;  // a new file: who knows that there was one asks before (VenueState, Replica)
    lay_files(main_.substr(0, length), {});
    if (!opens_whole(promise)) ++refused;
    ASSERT_FALSE(HasFailure()) << "cut at " << length << " of " << main_.size();
  }
  // A cut that took only zeros from the end of the last page took nothing.
  EXPECT_GT(refused, 2 * main_.size() / 4096 - 5);
  for (const std::size_t behind : {1UL, 100UL, 4096UL, 10000UL}) {
    lay_files(main_ + std::string(behind, '\x5a'), {});
    EXPECT_TRUE(opens_whole(promise)) << behind << " bytes behind the file";
  }
}

// What a killed program leaves: the log has newer pages and knows how many there are, the file has the others.
TEST_F(CutFilesTest, AFileThatEndsAnywhereBesideItsLogIsRefusedUnlessTheLogHasTheRest) {
  Promise promise;
  {
    auto store = open();
    run_event(store, 8, [] {});
  }
  {
    auto store = open();
    for (int i = 100; i < 104; ++i) {
      admit(store, scan("scan" + std::to_string(i), {guest_row("late" + std::to_string(i), {.name = "L"})}, i));
    }
    promise = promised(store);
    take_files("event.db");
  }
  ASSERT_FALSE(log_.empty());
  int refused = 0;
  for (const auto length : lengths(main_.size(), 4096, 4096)) {
    if (length == 0) continue;
    lay_files(main_.substr(0, length), log_);
    if (!opens_whole(promise)) ++refused;
    ASSERT_FALSE(HasFailure()) << "cut at " << length << " of " << main_.size();
  }
  EXPECT_GT(refused, 20);
  lay_files(main_, log_);
  EXPECT_TRUE(opens_whole(promise));
}

TEST_F(CutFilesTest, TheVenuesFileIsRefusedInOneSentenceToo) {
  {
    auto venue = value_of(VenueStore::open(folder_.path("venue.db")));
    for (int i = 0; i < 40; ++i) value_of(venue.set_setting(std::to_string(i), std::string(500, 'v')));
  }
  take_files("venue.db");
  for (const auto length : lengths(main_.size(), 4096, 4096)) {
    if (length == 0 || length == main_.size()) continue;
    lay_files(main_.substr(0, length), {});
    const auto refused = VenueStore::open(folder_.path("cut.db"));
    ASSERT_FALSE(refused) << "cut at " << length << " of " << main_.size();
    EXPECT_THAT(refused.error().message, EndsWith("is damaged or not a file of Einlass; restore it from a backup."));
    EXPECT_TRUE(is_damaged(folder_.path("cut.db")));
  }
}

TEST_F(CutFilesTest, AFileThatIsWholeMissingOrOfANewerVersionIsNotDamaged) {
  { open(); }
  EXPECT_FALSE(is_damaged(folder_.path("event.db")));
  EXPECT_FALSE(is_damaged(folder_.path("none.db")));
  value_of(base::write_file(folder_.path("text.db"), std::string(5000, 'x')));
  EXPECT_TRUE(is_damaged(folder_.path("text.db")));
}

}  // namespace
}  // namespace einlass::store
