// Backups of a venue at work, and what comes of it when its state directory is lost.
#include "core/base/staged_folder.h"
#include "db/attendance_journal.h"
#include "db/guest_book.h"
#include "tests/server/venue/backup_fixture.h"
#include "tests/support/killed_child.h"

#include <fstream>
#include <functional>

#include <sys/stat.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(BackupTest, HoldsTheVenueAsItWasWhenItWasBegun) {
  admitted("A");
  const auto job = value_of(desk().backups().begin(backup_folder()));
  admitted("B");
  const auto manifest = value_of(job.write());
  admitted("C");
  ASSERT_THAT(manifest.events, SizeIs(1));
  EXPECT_EQ(manifest.events[0].key, "summit-2026");
  EXPECT_EQ(manifest.events[0].entries, 1U);
  EXPECT_EQ(manifest.events[0].guests, 3U);
  restore();
  EXPECT_EQ(admitted_persons(), 1);
}

TEST_F(BackupTest, IsForItsOwnerOnlyAndHasNoFilesInUse) {
  back_up();
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(backup_folder())) {
    struct stat status {};
    ::stat(entry.path().c_str(), &status);
    EXPECT_EQ(status.st_mode & 0777U, entry.is_directory() ? 0700U : 0600U) << entry.path();
    if (!entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  EXPECT_THAT(
      names, testing::UnorderedElementsAre("manifest.json", "venue.db", event_.text() + ".db", "venue.seed", "ca.pem"));
}

// Nothing of a rehearsal outlives it, and nobody looks for its guests in a backup of its event.
TEST_F(BackupTest, LeavesRehearsalsOutAndARestoredVenueDropsThem) {
  const auto rehearsal = value_of(desk().events().rehearse("summit-2026", "rehearsal")).id;
  pair("Sued 1", "rehearsal");
  const auto manifest = back_up();
  ASSERT_THAT(manifest.events, SizeIs(1));
  EXPECT_EQ(manifest.events[0].id, event_);
  restore();
  EXPECT_EQ(desk().events().find("rehearsal").error().kind, ErrorKind::NotFound);
  const auto kiosk = value_of(desk().kiosks().find("Sued 1"));
  EXPECT_EQ(kiosk.event, std::nullopt);
  wire::Hello hello{.journal = rules::JournalId::random()};
  hello.held.push_back({rehearsal, hello.journal, 3});
  EXPECT_THAT(value_of(desk().kiosks().hello(kiosk.id, hello)).hello.dropped, ElementsAre(rehearsal));
}

TEST_F(BackupTest, GetsANameByItsDateInAFolderThatIsThere) {
  const auto job = value_of(desk().backups().begin(outside_));
  value_of(job.write());
  EXPECT_EQ(job.folder(), outside_ / "einlass-backup-2026-11-23-170000");
  EXPECT_TRUE(fs::exists(job.folder() / "manifest.json"));
}

TEST_F(BackupTest, LeavesNothingWhereItFails) {
  fs::remove(folder_ / "ca.pem");
  const auto job = value_of(desk().backups().begin(backup_folder()));
  EXPECT_FALSE(job.write());
  EXPECT_TRUE(fs::is_empty(outside_));
  EXPECT_FALSE(value_of(desk().backups().list()).at(0).within_reach);
  value_of(desk().backups().forget(job.id()));
  EXPECT_THAT(value_of(desk().backups().list()), IsEmpty());
  EXPECT_EQ(desk().backups().begin("backup").error().kind, ErrorKind::InvalidInput);
}

// A server that is killed while it copies: half a backup lies beside the place where it was to be.
TEST_F(BackupTest, RemovesWhatIsLeftOfOneThatWasCutShort) {
  const std::vector<std::function<void()>> occasions{
      [&] { value_of(desk().backups().begin(outside_)); },
      [&] { value_of(desk().backups().begin_erasure(event_)); },
      [&] { reopen(); },
  };
  for (const auto& occasion : occasions) {
    const auto job = value_of(desk().backups().begin(backup_folder()));
    support::in_a_child([&] {
      const auto staged = value_of(base::StagedFolder::make(job.folder()));
      value_of(base::write_file(staged.path() / "venue.seed", "secret"));
      support::be_killed();
    });
    ASSERT_EQ(std::distance(fs::directory_iterator(outside_), fs::directory_iterator()), 1);
    occasion();
    EXPECT_TRUE(fs::is_empty(outside_));
    for (const auto& listed : value_of(desk().backups().list())) EXPECT_NE(listed.record.id, job.id());
  }
}

// It may as well be a stick that is not here.
TEST_F(BackupTest, KeepsOneThatIsOutOfReachOrBeingMadeOnTheList) {
  back_up();
  fs::rename(backup_folder(), outside_ / "drawer");
  const auto job = value_of(desk().backups().begin(outside_ / "other"));
  const auto being_made = value_of(base::StagedFolder::make(job.folder()));
  value_of(desk().backups().forget_unfinished());
  EXPECT_THAT(value_of(desk().backups().list()), SizeIs(2));
  EXPECT_TRUE(fs::exists(being_made.path()));
}

TEST_F(BackupTest, NeverWritesOverAnother) {
  back_up();
  std::ofstream(outside_ / "file") << "mine";
  const auto over_file = value_of(desk().backups().begin(outside_ / "file")).write();
  ASSERT_FALSE(over_file);
  EXPECT_EQ(over_file.error().kind, ErrorKind::AlreadyExists);
  EXPECT_TRUE(holds_text(outside_ / "file", "mine"));
}

TEST_F(BackupTest, IsListedAndKnownToBeOutOfReachOnceItWasMoved) {
  back_up();
  auto listed = value_of(desk().backups().list());
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0].record.folder, backup_folder().string());
  EXPECT_THAT(listed[0].record.events, ElementsAre(event_));
  EXPECT_TRUE(listed[0].within_reach);
  fs::rename(backup_folder(), outside_ / "elsewhere");
  EXPECT_FALSE(value_of(desk().backups().list()).at(0).within_reach);
}

TEST_F(BackupTest, NumbersAreNeverGivenTwiceAfterARestore) {
  const auto first = admitted("A");
  back_up();
  const auto lost = admitted("B");
  ASSERT_EQ(lost.entry.id.journal, first.entry.id.journal);
  const auto restored = restore();
  EXPECT_EQ(desk().journal(), restored.journal);
  const auto next = admitted("C");
  EXPECT_EQ(next.entry.id.journal, restored.journal);
  EXPECT_NE(next.entry.id.journal, lost.entry.id.journal);
}

TEST_F(BackupTest, KiosksBringBackWhatTheBackupLacksAndNothingCountsTwice) {
  const auto first = admitted("A");
  back_up();
  const auto lost = admitted("B");
  const auto also_lost = admitted("C");
  restore();
  EXPECT_EQ(admitted_persons(), 1);
  const auto answers = hand_over({first, lost, also_lost});
  EXPECT_EQ(answers.at(0).answer, rules::MergeAnswer::Known);
  EXPECT_EQ(answers.at(1).answer, rules::MergeAnswer::Accepted);
  EXPECT_EQ(answers.at(2).answer, rules::MergeAnswer::Accepted);
  EXPECT_EQ(admitted_persons(), 3);
  EXPECT_EQ(outcome(admit(kiosk_, scan("B", "again"))), "already_in");
}

// What was imported after the backup is on the organiser's disk and at the kiosks, which follow the server.
TEST_F(BackupTest, AKioskWithALaterListLetsTheServerSayThatAnImportIsMissing) {
  const auto lacks_list = [&] { return value_of(desk().reports().status()).events.at(0).lacks_list; };
  const auto give_list = [&] { return value_of(desk().door().guest_list({.event = event_})).front().version; };
  const auto say_hello = [&](const base::Hash& version) {
    value_of(desk().kiosks().hello(
        kiosk_.id, {.number = 1, .journal = rules::JournalId::random(), .guest_lists = {{event_, version}}}));
  };
  const auto early = give_list();
  import("Name,Code\nEmmy Noether,D\n");
  const auto noon = give_list();
  back_up();
  import("Name,Code\nPaul Dirac,E\n");
  const auto afternoon = give_list();
  say_hello(noon);
  EXPECT_FALSE(lacks_list());
  restore();
  for (const auto& version : {early, noon}) say_hello(version);
  EXPECT_FALSE(lacks_list()) << "these it had";
  say_hello(afternoon);
  EXPECT_TRUE(lacks_list());
  say_hello(noon);
  EXPECT_TRUE(lacks_list()) << "the kiosk has ours by now, and the import is still missing";
  import("Name,Code\nPaul Dirac,E\n");
  EXPECT_FALSE(lacks_list());
  say_hello(afternoon);
  EXPECT_FALSE(lacks_list()) << "the same list as before";
}

TEST_F(BackupTest, KeepsSecretsAndKeysOfTheVenue) {
  const auto keys = value_of(desk().event(event_))->keys;
  back_up();
  restore();
  EXPECT_EQ(value_of(desk().event(event_))->keys, keys);
  EXPECT_TRUE(holds_text(new_state().directory / "ca.pem", "the authority's key"));
  EXPECT_TRUE(value_of(desk().kiosks().find(kiosk_.id)).has_value());
}

// A code that was spent after the backup would pair another kiosk.
TEST_F(BackupTest, PairingCodesDoNotOutliveARestore) {
  const auto grant = value_of(desk().kiosks().offer({.kiosk_name = "Nord 2", .door = "", .event = ""}));
  back_up();
  restore();
  const auto answer = value_of(desk().kiosks().pair({.secret = grant.secret, .key = base::make_signing_pair().open}));
  EXPECT_TRUE(std::holds_alternative<wire::PairRefused>(answer));
}

TEST_F(BackupTest, ADamagedBackupTouchesNothing) {
  admitted("A");
  back_up();
  const auto manifest = backup_folder() / "manifest.json";
  for (const auto& file : {event_copy(), backup_folder() / "venue.db", backup_folder() / "venue.seed"}) {
    const auto whole = value_of(base::read_file(file));
    damage(file);
    const auto restored = restore_backup(backup_folder(), new_state());
    ASSERT_FALSE(restored) << file;
    EXPECT_EQ(restored.error().kind, ErrorKind::Storage);
    EXPECT_THAT(restored.error().message, HasSubstr("is not as it was written; use another backup."));
    EXPECT_FALSE(fs::exists(new_state().directory / "venue.db"));
    EXPECT_FALSE(fs::exists(new_state().directory / "events"));
    value_of(base::write_file(file, whole));
  }
  fs::remove(manifest);
  EXPECT_EQ(restore_backup(backup_folder(), new_state()).error().kind, ErrorKind::NotFound);
}

// Somebody who changes an entry and the list of hashes still breaks the chain.
TEST_F(BackupTest, AChangedEntryIsFoundWhateverTheListSays) {
  admitted("A");
  auto manifest = back_up();
  auto bytes = value_of(base::read_file(event_copy()));
  const auto at = bytes.find("\"persons\":1");
  ASSERT_NE(at, std::string::npos);
  bytes[at + 10] = '2';
  value_of(base::write_file(event_copy(), bytes));
  for (auto& file : manifest.files) file.sha256.reset();
  value_of(base::write_file(backup_folder() / "manifest.json", wire::backup_manifest_document(manifest)));
  const auto restored = restore_backup(backup_folder(), new_state());
  ASSERT_FALSE(restored);
  EXPECT_THAT(restored.error().message, HasSubstr("does not have its hash"));
}

TEST_F(BackupTest, NeverReplacesAVenueUnlessToldTo) {
  back_up();
  desk_.reset();
  const StateToFill own{.directory = folder_, .now = clock_.wall()};
  const auto refused = restore_backup(backup_folder(), own);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::AlreadyExists);
  EXPECT_THAT(refused.error().message, HasSubstr("holds a venue already"));
  auto replacing = own;
  replacing.replace = true;
  const auto restored = value_of(restore_backup(backup_folder(), replacing));
  EXPECT_TRUE(fs::exists(restored.put_aside / "venue.db"));
  reopen();
  EXPECT_EQ(desk().journal(), restored.journal);
}

TEST_F(BackupTest, ARunningServersDirectoryIsNotTouched) {
  back_up();
  auto state = new_state();
  state.directory = folder_;
  state.replace = true;
  const auto restored = restore_backup(backup_folder(), state);
  ASSERT_FALSE(restored);
  EXPECT_THAT(restored.error().message, HasSubstr("is in use by another Einlass program"));
}

}  // namespace
}  // namespace einlass::venue
