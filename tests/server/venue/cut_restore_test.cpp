// A restore that the power or somebody ends: in the middle of copying, and between any two steps of taking its places.
#include "core/base/file.h"
#include "server/venue/known_backups.h"
#include "server/venue/restore.h"
#include "tests/server/venue/desk_fixture.h"
#include "tests/support/killed_child.h"

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

namespace fs = std::filesystem;

// A venue with one admission, and a backup from before it.
class CutRestoreTest : public DeskFixture {
 public:
  CutRestoreTest() : outside_(folder_.string() + "-outside") {
    fs::create_directories(outside_);
    value_of(base::write_file(folder_ / "ca.pem", "the authority's key", base::FileMode::Private));
    create(new_event());
    import("Name,Code\nAda Lovelace,A\nMax Born,B\n");
    const auto kiosk = pair("Nord 1");
    value_of(value_of(desk().backups().begin(backup())).write());
    EXPECT_EQ(outcome(admit(kiosk, scan("A"))), "admitted");
    desk_.reset();
    value_of(base::write_file(folder_ / "server.pem", "a certificate"));
  }
  ~CutRestoreTest() override { fs::remove_all(outside_); }

  fs::path backup() const { return outside_ / "backup"; }
  StateToFill state_in(const fs::path& directory, bool replace) const {
    return {.directory = directory, .replace = replace, .now = clock_.wall()};
  }
  base::Result<std::unique_ptr<Desk>> open(const fs::path& directory) {
    auto there = options();
    there.state_directory = directory;
    return Desk::open(there);
  }
  int admitted_in(const fs::path& directory) {
    const auto desk = value_of(open(directory));
    return value_of(desk->door().totals(event_)).admitted;
  }
  FillVenue from_backup(const fs::path& directory) const {
    return [this, directory](const fs::path& folder, const fs::path& aside) -> base::Result<void> {
      const auto manifest = copy_backup(backup(), folder);
      if (!manifest) return tl::make_unexpected(manifest.error());
      return take_over_backups(
          {.folder = folder, .directory = directory, .aside = aside, .made = manifest->made, .now = clock_.wall()});
    };
  }
  FillVenue keys_only(const fs::path& directory) const {
    return [this, directory](const fs::path& folder, const fs::path& aside) -> base::Result<void> {
      for (const auto* name : {"venue.seed", "ca.pem"}) fs::copy_file(directory / name, folder / name);
      return take_over_backups(
          {.folder = folder, .directory = directory, .aside = aside, .made = {}, .now = clock_.wall()});
    };
  }
  using Fill = FillVenue (CutRestoreTest::*)(const fs::path&) const;

  // A copy of the venue in which a restore was cut short after so many steps of taking its places. Nothing: it has no
  // more steps.
  std::optional<fs::path> cut_after(std::size_t steps, Fill fill) {
    const auto directory = outside_ / ("state-" + std::to_string(++copies_));
    fs::copy(folder_, directory, fs::copy_options::recursive);
    {
      const auto lock = value_of(base::DirectoryLock::take(directory));
      value_of(prepare_venue(places_for(directory, "2026-11-23"), (this->*fill)(directory)));
    }
    const auto moves = moves_left(directory);
    if (steps > moves.size()) return std::nullopt;
    for (std::size_t i = 0; i < steps; ++i) value_of(make(moves[i]));
    return directory;
  }

  fs::path outside_;
  int copies_ = 0;
};

TEST_F(CutRestoreTest, IsFinishedByWhoeverOpensTheVenueNext) {
  std::size_t steps = 0;
  for (std::optional<fs::path> state; (state = cut_after(steps, &CutRestoreTest::from_backup)); ++steps) {
    EXPECT_EQ(admitted_in(*state), 0) << "the restored one, after step " << steps;
    EXPECT_EQ(value_of(base::read_file(*state / "ca.pem")), "the authority's key");
    EXPECT_FALSE(fs::exists(*state / "server.pem"));
    EXPECT_FALSE(fs::exists(*state / "restored-2026-11-23"));
    EXPECT_TRUE(fs::exists(*state / "replaced-2026-11-23" / "server.pem"));
    EXPECT_THAT(value_of(value_of(open(*state))->backups().list()), SizeIs(2));
    const auto other = state_in(outside_ / ("other-" + std::to_string(steps)), false);
    value_of(restore_backup(*state / "replaced-2026-11-23", other));
    EXPECT_EQ(admitted_in(other.directory), 1) << "the replaced one is whole, after step " << steps;
  }
  EXPECT_GT(steps, 8U) << "database, events, seed, CA, certificate, manifest there; four back";
}

TEST_F(CutRestoreTest, FromAKitIsFinishedToo) {
  std::size_t steps = 0;
  for (std::optional<fs::path> state; (state = cut_after(steps, &CutRestoreTest::keys_only)); ++steps) {
    EXPECT_THAT(value_of(value_of(open(*state))->events().list()), testing::IsEmpty()) << steps;
    EXPECT_EQ(value_of(base::read_file(*state / "venue.seed")), value_of(base::read_file(folder_ / "venue.seed")));
    EXPECT_TRUE(fs::exists(*state / "replaced-2026-11-23" / "events" / (event_.text() + ".db"))) << steps;
  }
}

TEST_F(CutRestoreTest, IsFinishedByTheNextRestoreWhichFindsAVenueThen) {
  std::size_t steps = 0;
  for (std::optional<fs::path> state; (state = cut_after(steps, &CutRestoreTest::from_backup)); ++steps) {
    EXPECT_EQ(restore_backup(backup(), state_in(*state, false)).error().kind, ErrorKind::AlreadyExists) << steps;
    EXPECT_EQ(admitted_in(*state), 0);
    value_of(restore_backup(*state / "replaced-2026-11-23", state_in(*state, true)));
    EXPECT_EQ(admitted_in(*state), 1) << steps;
  }
}

// In the middle of copying. What there was is as it was.
TEST_F(CutRestoreTest, ThatWasNotYetWholeChangesNothing) {
  support::in_a_child([&] {
    (void)found_venue(state_in(folder_, true), [&](const fs::path& folder, const fs::path& aside) {
      value_of(from_backup(folder_)(folder, aside));
      support::be_killed();
      return base::Result<void>();
    });
  });
  ASSERT_TRUE(unfinished_restore(folder_));
  EXPECT_EQ(admitted_in(folder_), 1);
  EXPECT_FALSE(unfinished_restore(folder_)) << "names and secrets that nobody would look for";
  EXPECT_FALSE(holds_replaced_venue(folder_));
}

// A server that starts there now would be another venue.
TEST_F(CutRestoreTest, IntoAnEmptyDirectoryIsNotTakenForANewVenue) {
  const auto state = outside_ / "state";
  fs::create_directories(state);
  support::in_a_child([&] {
    (void)found_venue(state_in(state, false), [&](const fs::path& folder, const fs::path& aside) {
      value_of(from_backup(state)(folder, aside));
      support::be_killed();
      return base::Result<void>();
    });
  });
  const auto opened = open(state);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, AllOf(HasSubstr("was cut short; give the command einlass restore again")));
  EXPECT_FALSE(restore_backup(outside_ / "mistyped", state_in(state, false)));
  EXPECT_FALSE(open(state)) << "still";
  const auto restored = value_of(restore_backup(backup(), state_in(state, false)));
  EXPECT_TRUE(restored.put_aside.empty());
  EXPECT_EQ(admitted_in(state), 0);
  EXPECT_FALSE(unfinished_restore(state));
}

TEST_F(CutRestoreTest, AReplacedVenueAloneIsNotTakenForNone) {
  fs::remove_all(folder_ / "events");
  fs::remove(folder_ / "venue.db");
  fs::create_directories(folder_ / "replaced-2026-11-23");
  const auto opened = open(folder_);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message,
              HasSubstr("there is a venue that it replaced beside it; restore the last backup"));
}

TEST_F(CutRestoreTest, OpeningAVenueRemovesHalfWrittenSecrets) {
  const auto left = folder_ / "venue.seed.new-4711";
  value_of(base::write_file(left, "secret"));
  value_of(open(folder_));
  EXPECT_FALSE(fs::exists(left));
}

}  // namespace
}  // namespace einlass::venue
