// Packed events that are damaged, not for whoever has them, or cut short by a power cut while they are unpacked.
#include "tests/server/venue/pack_fixture.h"
#include "tests/support/killed_child.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;

class PackDamageTest : public PackFixture {
 protected:
  PackDamageTest() { set_up(new_event()); }

  void expect_untouched() {
    EXPECT_EQ(laptop().events().find(event_.text()).error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(fs::is_empty(laptop_state() / "events"));
    EXPECT_EQ(left_in(laptop_state()), 0U) << "nothing with names is left";
    EXPECT_TRUE(value_of(laptop().roster().list()).empty());
  }
};

TEST_F(PackDamageTest, AFileThatIsNotWholeChangesNothing) {
  scan_at(office(), office_kiosk_, "A");
  const auto file = pack(office());
  const auto whole = value_of(base::read_file(file));
  const auto with = [&](const std::string& content) {
    value_of(base::write_file(file, content));
    return try_unpack(laptop(), file);
  };
  const std::vector<std::string> damaged{whole.substr(0, whole.size() / 2), whole.substr(0, 40), whole + "more", "",
                                         "no packed event at all"};
  for (const auto& content : damaged) {
    const auto unpacked = with(content);
    ASSERT_FALSE(unpacked) << content.size();
    EXPECT_EQ(unpacked.error().kind, ErrorKind::InvalidInput);
    expect_untouched();
  }
  for (const std::size_t at : {whole.size() - 100, whole.size() / 2, std::size_t{60}}) {
    auto changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_EQ(with(changed).error().kind, ErrorKind::InvalidInput) << at;
    expect_untouched();
  }
  EXPECT_TRUE(with(whole));
}

TEST_F(PackDamageTest, AWrongPassphraseOpensNothing) {
  const auto file = pack(office());
  const auto wrong = opened(laptop(), file, "vier rote Laternen");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, ErrorKind::Refused);
  expect_untouched();
  const auto job = value_of(office().packs().begin({.event = "summit-2026"}));
  EXPECT_EQ(job.write(outside_ / "short", "too short").error().kind, ErrorKind::InvalidInput);
  EXPECT_FALSE(fs::exists(outside_ / "short"));
}

TEST_F(PackDamageTest, AFileOfANewerVersionSaysSo) {
  const auto file = pack(office());
  auto content = value_of(base::read_file(file));
  content[16] = 2;
  value_of(base::write_file(file, content));
  EXPECT_EQ(try_unpack(laptop(), file).error().kind, ErrorKind::Incompatible);
  expect_untouched();
}

TEST_F(PackDamageTest, TheFileIsForItsOwnerOnlyAndHoldsNoName) {
  const auto file = pack(office());
  struct stat status {};
  ::stat(file.c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_EQ(value_of(base::read_file(file)).find("Lovelace"), std::string::npos);
  EXPECT_EQ(left_in(folder_), 0U);
  const auto job = value_of(office().packs().begin({.event = "summit-2026"}));
  EXPECT_EQ(job.write(file, passphrase).error().kind, ErrorKind::AlreadyExists);
  EXPECT_TRUE(try_unpack(laptop(), file)) << "the one that was there is as it was";
}

// An event's file that lies there although nobody knows its event may be all that is left of it.
TEST_F(PackDamageTest, AFileOfTheEventThatLiesThereIsNotOverwritten) {
  const auto place = laptop_state() / "events" / (event_.text() + ".db");
  value_of(base::write_file(place, "mine"));
  const auto unpacked = try_unpack(laptop(), pack(office()));
  ASSERT_FALSE(unpacked);
  EXPECT_EQ(unpacked.error().kind, ErrorKind::Storage);
  EXPECT_EQ(value_of(base::read_file(place)), "mine");
}

// The program dies at the n-th write of any database or the n-th renamed file; SQLite's own way to step in between is
// sqlite3_vfs::xSetSystemCall (https://www.sqlite.org/c3ref/vfs.html).
bool is_to_die = false;
int steps_left = 0;
using Write = ssize_t (*)(int, const void*, size_t, off_t);
Write real_write = nullptr;

void take_step() {
  if (is_to_die && steps_left-- == 0) support::be_killed();
}

ssize_t counted_write(int file, const void* bytes, size_t size, off_t offset) {
  take_step();
  return real_write(file, bytes, size, offset);
}

void die_at_step(int number) {
  auto* vfs = sqlite3_vfs_find(nullptr);
  for (const char* name : {"pwrite", "pwrite64"}) {
    const auto found = vfs->xGetSystemCall(vfs, name);
    if (found == nullptr) continue;
    real_write = reinterpret_cast<Write>(found);
    vfs->xSetSystemCall(vfs, name, reinterpret_cast<sqlite3_syscall_ptr>(&counted_write));
  }
  is_to_die = true;
  steps_left = number;
}

}  // namespace

// In the place of the C library's, for all of this program.
extern "C" int rename(const char* from, const char* to) {
  take_step();
  return static_cast<int>(::syscall(SYS_rename, from, to));
}

namespace {

class CutUnpackingTest : public PackDamageTest {
 protected:
  // On a copy of `state`, killed at the n-th step; whether it was.
  bool cut(const fs::path& state, const OpenedPack& whole, int step) {
    const auto done = state / "done";
    support::in_a_child([&] {
      auto pack_of_it = whole;
      pack_of_it.file = state / "copy.db";
      fs::copy_file(whole.file, pack_of_it.file);
      const auto desk = open(state);
      die_at_step(step);
      value_of(desk->packs().take(pack_of_it, {}));
      value_of(base::write_file(done, "yes"));
      support::be_killed();
    });
    return !fs::exists(done);
  }
  fs::path copy_of(const fs::path& state) {
    const auto copy = outside_ / ("copy-" + std::to_string(++copies_));
    fs::copy(state, copy, fs::copy_options::recursive);
    return copy;
  }

  int copies_ = 0;
};

TEST_F(CutUnpackingTest, LeavesTheWholeEventOrNothingAndIsDoneAgain) {
  scan_at(office(), office_kiosk_, "A");
  const auto whole = value_of(opened(office(), pack(office())));
  const auto known = known_at(office());
  laptop_.reset();
  int seen_none = 0;
  int step = 0;
  for (bool was_cut = true; was_cut; ++step) {
    const auto state = copy_of(laptop_state());
    was_cut = cut(state, whole, step);
    laptop_ = open(state);
    if (laptop().events().find(event_.text())) {
      EXPECT_EQ(known_at(laptop()), known) << step;
    } else {
      ++seen_none;
      EXPECT_TRUE(fs::is_empty(state / "events")) << "names that nobody knows of, after step " << step;
    }
    auto again = whole;
    again.file = state / "again.db";
    fs::copy_file(whole.file, again.file);
    value_of(laptop().packs().take(again, {}));
    EXPECT_EQ(known_at(laptop()), known) << step;
    laptop_.reset();
    fs::remove_all(state);
  }
  EXPECT_GT(seen_none, 5) << "and it was cut in the midst of " << step;
}

TEST_F(CutUnpackingTest, OfWhatComesBackTakesAllOrNothing) {
  unpack(laptop(), pack(office()));
  const auto kiosk = pair_at(laptop(), "Foyer");
  for (const char* code : {"A", "B"}) scan_at(laptop(), kiosk, code);
  import_at(laptop(), "Name,Code\nEmmy Noether,D\n");
  const auto whole = value_of(opened(laptop(), pack(laptop())));
  const auto after = known_at(laptop());
  const auto before = known_at(office());
  desk_.reset();
  int seen_before = 0;
  int step = 0;
  for (bool was_cut = true; was_cut; step += 3) {
    const auto state = copy_of(folder_);
    was_cut = cut(state, whole, step);
    desk_ = open(state);
    const auto found = known_at(office());
    EXPECT_TRUE(found == before || found == after) << step;
    if (found == before) ++seen_before;
    auto again = whole;
    again.file = state / "again.db";
    fs::copy_file(whole.file, again.file);
    value_of(office().packs().take(again, {}));
    EXPECT_EQ(known_at(office()), after) << step;
    desk_.reset();
    fs::remove_all(state);
  }
  EXPECT_GT(seen_before, 5) << "of " << step;
}

// Killed while the file was opened: the folder with names goes at the next start.
TEST_F(CutUnpackingTest, LeavesNoFolderWithNamesBehind) {
  const auto file = pack(office());
  const auto state = laptop_state();
  laptop_.reset();
  support::in_a_child([&] {
    const auto desk = open(state);
    const auto half = value_of(opened(*desk, file));
    support::be_killed();
  });
  EXPECT_EQ(left_in(state), 1U);
  laptop_ = open(state);
  EXPECT_EQ(left_in(state), 0U);
}

}  // namespace
}  // namespace einlass::venue
