// Whom a venue erases, its backups must not bring back.
#include "db/attendance_journal.h"
#include "db/crm_store.h"
#include "db/guest_book.h"
#include "server/venue/backup_folder.h"
#include "server/venue/state_files.h"
#include "tests/server/venue/backup_fixture.h"

#include <fstream>

namespace einlass::venue {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class BackupErasureTest : public BackupTest {
 protected:
  rules::GuestId guest(const std::string& full_name) {
    rules::GuestId found;
    value_of(value_of(desk().event(event_))->store.guests().each([&](const rules::GuestRow& row) {
      if (row.guest.full_name == full_name) found = row.guest.id;
    }));
    return found;
  }
  void erase(rules::GuestId id) {
    value_of(desk().door().begin());
    value_of(desk().staff().erase({.event = event_, .place = {.kiosk = {}, .name = "command line", .door = {}}}, {id}));
    value_of(desk().door().commit());
  }
  BackupErasure erase_in_backups() { return value_of(value_of(desk().backups().begin_erasure(event_)).write()); }
};

TEST_F(BackupErasureTest, RewritesWhatIsWithinReachAndNamesTheOthers) {
  back_up();
  value_of(value_of(desk().backups().begin(outside_ / "second")).write());
  fs::rename(outside_ / "second", outside_ / "in a drawer");
  ASSERT_TRUE(holds_text(event_copy(), "Lovelace"));
  const auto ada = guest("Ada Lovelace");
  erase(ada);
  const auto erased = erase_in_backups();
  ASSERT_THAT(erased.rewritten, SizeIs(1));
  EXPECT_EQ(erased.rewritten[0].folder, backup_folder().string());
  ASSERT_THAT(erased.out_of_reach, SizeIs(1));
  EXPECT_EQ(erased.out_of_reach[0].folder, (outside_ / "second").string());
  EXPECT_FALSE(anything_holds(backup_folder(), "Lovelace"));
  EXPECT_TRUE(anything_holds(backup_folder(), "Born"));
  EXPECT_FALSE(fs::exists(event_copy().string() + "-wal"));
  restore();
  EXPECT_EQ(value_of(value_of(desk().event(event_))->store.guests().count()), 3U);
  EXPECT_EQ(guest("Ada Lovelace"), rules::GuestId());
}

// What an older backup brings back, the kiosks' tombstones erase once more.
TEST_F(BackupErasureTest, ATombstoneThatAKioskBringsErasesInARestoredVenue) {
  back_up();
  const auto ada = guest("Ada Lovelace");
  erase(ada);
  const auto tombstones = desk().door().take_written();
  restore();
  EXPECT_EQ(guest("Ada Lovelace"), ada);
  hand_over(tombstones);
  EXPECT_EQ(guest("Ada Lovelace"), rules::GuestId());
}

TEST_F(BackupErasureTest, APowerCutWhileErasingLeavesABackupThatCanBeUsed) {
  auto manifest = back_up();
  for (auto& file : manifest.files) {
    if (file.name.starts_with("events/")) file.sha256.reset();
  }
  value_of(base::write_file(backup_folder() / "manifest.json", wire::backup_manifest_document(manifest)));
  restore();
  EXPECT_EQ(guest("Lise Meitner").is_nil(), false);
}

// An entry's private part, and what a correction says: as much hers as the row in the list.
TEST_F(BackupErasureTest, TakesHerNotesAndCorrectionsOutOfABackup) {
  const auto ada = guest("Ada Lovelace");
  const auto ticket = *admitted("A").entry.ticket;
  value_of(desk().door().begin());
  value_of(desk().door().append(event_, {.ticket = ticket,
                                         .guest = ada,
                                         .fact = rules::GuestAmended{.fields = {"full_name"}},
                                         .private_content = "{\"full_name\":\"Ada Byron\"}"}));
  value_of(desk().door().commit());
  back_up();
  ASSERT_TRUE(anything_holds(backup_folder(), "Byron"));
  erase(ada);
  EXPECT_THAT(erase_in_backups().rewritten, SizeIs(1));
  EXPECT_FALSE(anything_holds(backup_folder(), "Byron"));
  restore();
  EXPECT_EQ(admitted_persons(), 1) << "that she came still counts";
}

class CrmBackupTest : public BackupErasureTest {
 protected:
  CrmBackupTest() {
    auto crm = value_of(store::CrmStore::open(folder_ / crm_file));
    const store::PullKey people{.connector = "crm", .remote = ""};
    const store::PullKey fair{.connector = "tickets", .remote = "fair"};
    value_of(crm.begin_pull(people, true, desk().now()));
    value_of(crm.keep_page(
        people, {.persons = {{.connector = "crm", .id = "1", .last_name = "Countess"}, {.connector = "crm", .id = "2"}},
                 .next = "W",
                 .last = true}));
    value_of(crm.finish_pull(people, desk().now()));
    value_of(crm.put_link({.event = event_, .connector = "tickets", .remote = "fair"}));
    value_of(crm.begin_pull(fair, true, desk().now()));
    value_of(crm.keep_page(fair, {.tickets = {{.external_id = "9", .full_name = "Emmy Noether"}}, .next = "2"}));
    value_of(crm.decide_match(event_, ada_is_1()));
    value_of(crm.decide_match(event_, max_is_not_2()));
  }

  store::CrmMatch ada_is_1() {
    return {guest("Ada Lovelace"), "crm", "1", store::MatchedBy::Person, store::MatchState::Confirmed};
  }
  store::CrmMatch max_is_not_2() {
    return {guest("Max Born"), "crm", "2", store::MatchedBy::Person, store::MatchState::Rejected};
  }
  static store::CrmStore crm_in(const fs::path& folder) { return value_of(store::CrmStore::open(folder / crm_file)); }
};

TEST_F(CrmBackupTest, WhatSomebodyDecidedComesBackAndNoPullIsHalfDone) {
  const auto decided = std::vector{ada_is_1(), max_is_not_2()};
  back_up();
  EXPECT_FALSE(anything_holds(backup_folder(), "Noether")) << "of a pull that was under way";
  restore();
  auto crm = crm_in(new_state().directory);
  EXPECT_THAT(value_of(crm.matches(event_)), testing::UnorderedElementsAreArray(decided));
  ASSERT_THAT(value_of(crm.links(event_)), SizeIs(1));
  EXPECT_EQ(value_of(crm.links(event_))[0].remote, "fair");
  EXPECT_THAT(value_of(crm.persons()), SizeIs(2)) << "with their objections";
  for (const auto& pull : value_of(crm.pulls())) EXPECT_FALSE(pull.running);
}

TEST_F(CrmBackupTest, ErasingAGuestReachesWhatABackupKnowsOfHerInTheCrm) {
  back_up();
  ASSERT_TRUE(anything_holds(backup_folder(), "Countess"));
  const auto max_is_not = max_is_not_2();
  erase(guest("Ada Lovelace"));
  EXPECT_THAT(erase_in_backups().rewritten, SizeIs(1));
  EXPECT_FALSE(anything_holds(backup_folder(), "Countess"));
  EXPECT_FALSE(fs::exists(backup_folder() / "crm.db-wal"));
  restore();
  EXPECT_THAT(value_of(crm_in(new_state().directory).matches(event_)), testing::ElementsAre(max_is_not));
}

// Who she is in the CRM was found out after the backup was made.
TEST_F(CrmBackupTest, ErasingReachesWhomABackupDoesNotKnowToBeHer) {
  const auto decided = ada_is_1();
  {
    auto crm = crm_in(folder_);
    value_of(crm.retract_match(event_, decided));
  }
  back_up();
  ASSERT_TRUE(anything_holds(backup_folder(), "Countess"));
  value_of(crm_in(folder_).decide_match(event_, decided));
  const auto rests = value_of(desk().erasures().erase({{event_, {decided.guest}}}, 0));
  EXPECT_THAT(value_of(rests.at(0).backups.write()).rewritten, SizeIs(1));
  for (const auto& folder : {folder_, outside_}) EXPECT_FALSE(anything_holds(folder, "Countess")) << folder;
}

TEST_F(CrmBackupTest, APurgeReachesWhomABackupDoesNotKnowToBeAGuest) {
  const auto decided = ada_is_1();
  {
    auto crm = crm_in(folder_);
    value_of(crm.retract_match(event_, decided));
  }
  back_up();
  value_of(crm_in(folder_).decide_match(event_, decided));
  close();
  const auto purge = value_of(desk().privacy().begin_purge("summit-2026", 0));
  EXPECT_THAT(value_of(purge.backups.write()).rewritten, SizeIs(1));
  value_of(desk().privacy().note_purged(purge));
  for (const auto& folder : {folder_, outside_}) EXPECT_FALSE(anything_holds(folder, "Countess")) << folder;
  EXPECT_FALSE(value_of(desk().erasures().is_unfinished(event_)));
}

// One that was damaged is found before anything is changed.
TEST_F(CrmBackupTest, ADamagedCopyIsNotRestored) {
  back_up();
  damage(backup_folder() / crm_file);
  EXPECT_FALSE(restore_backup(backup_folder(), new_state()));
  EXPECT_FALSE(fs::exists(new_state().directory / venue_file));
}

TEST_F(CrmBackupTest, GivesWayToTheRestoredOneAlsoWhereThatHadNone) {
  back_up();
  auto manifest = value_of(read_manifest(backup_folder()));
  std::erase_if(manifest.files, [](const auto& file) { return file.name == crm_file; });
  value_of(base::write_file(backup_folder() / manifest_file, wire::backup_manifest_document(manifest)));
  const auto decided = std::vector{ada_is_1(), max_is_not_2()};
  desk_.reset();
  const auto aside =
      value_of(restore_backup(backup_folder(), {.directory = folder_, .replace = true, .now = clock_.wall()}))
          .put_aside;
  EXPECT_THAT(value_of(crm_in(folder_).matches(event_)), IsEmpty()) << "of a venue that knew none";
  EXPECT_THAT(value_of(crm_in(aside).matches(event_)), testing::UnorderedElementsAreArray(decided));
}

// The drawer's backup was named then. Restored one day, it does not bring her back, as far as the venue knows that it
// replaces; ATombstoneThatAKioskBrings… is what happens where that is lost, too.
TEST_F(BackupErasureTest, AnOldBackupDoesNotBringHerBackIntoTheVenueThatErasedHer) {
  back_up();
  erase(guest("Ada Lovelace"));
  desk_.reset();
  auto replacing = new_state();
  replacing.directory = folder_;
  replacing.replace = true;
  value_of(restore_backup(backup_folder(), replacing));
  EXPECT_FALSE(anything_holds(folder_ / "events", "Lovelace"));
  EXPECT_TRUE(anything_holds(folder_ / "events", "Born"));
  reopen();
  EXPECT_EQ(guest("Ada Lovelace"), rules::GuestId());
}

// Who restores the older one of two backups, and erases a guest then, erases her also in the newer one and in the venue
// that was put aside.
TEST_F(BackupErasureTest, ReachesBackupsThatAreNewerThanTheRestoredOneAndTheReplacedVenue) {
  back_up();
  clock_.advance(std::chrono::minutes(1));
  value_of(value_of(desk().backups().begin(outside_ / "second")).write());
  admitted("B");
  desk_.reset();
  const auto restored =
      value_of(restore_backup(backup_folder(), {.directory = folder_, .replace = true, .now = clock_.wall()}));
  ASSERT_TRUE(anything_holds(restored.put_aside, "Lovelace"));
  reopen();
  EXPECT_THAT(value_of(desk().backups().list()), SizeIs(3));
  erase(guest("Ada Lovelace"));
  const auto erased = erase_in_backups();
  EXPECT_THAT(erased.rewritten, SizeIs(3));
  EXPECT_THAT(erased.out_of_reach, IsEmpty());
  EXPECT_EQ(erased.unlisted, std::nullopt) << "it was told of all";
  for (const auto& folder : {folder_, outside_}) {
    EXPECT_FALSE(anything_holds(folder, "Lovelace")) << folder;
    EXPECT_TRUE(anything_holds(folder, "Born")) << folder;
  }
}

// As a backup it can be restored, with what was written last.
TEST_F(BackupErasureTest, AReplacedVenueCanBeRestored) {
  back_up();
  admitted("A");
  admitted("B");
  desk_.reset();
  const StateToFill own{.directory = folder_, .replace = true, .now = clock_.wall()};
  const auto aside = value_of(restore_backup(backup_folder(), own)).put_aside;
  reopen();
  EXPECT_EQ(admitted_persons(), 0);
  desk_.reset();
  auto again = own;
  again.now = own.now + std::chrono::seconds(5);
  const auto restored = value_of(restore_backup(aside, again));
  EXPECT_EQ(restored.backup.events.at(0).key, "summit-2026");
  EXPECT_EQ(restored.backup.events.at(0).entries, 2U);
  reopen();
  EXPECT_EQ(admitted_persons(), 2);
}

// The older venue that is put aside does not know whom the newer one that is restored has erased.
TEST_F(BackupErasureTest, ErasesInTheReplacedVenueWhomTheRestoredOneHasErased) {
  back_up();
  erase(guest("Ada Lovelace"));
  value_of(value_of(desk().backups().begin(outside_ / "newer")).write());
  desk_.reset();
  StateToFill state{.directory = outside_ / "state", .now = clock_.wall()};
  fs::copy(backup_folder(), state.directory, fs::copy_options::recursive);
  ASSERT_TRUE(anything_holds(state.directory, "Lovelace"));
  state.replace = true;
  value_of(restore_backup(outside_ / "newer", state));
  EXPECT_FALSE(anything_holds(state.directory, "Lovelace"));
}

// A new machine: who would tell it of backups that were made after the one it is restored from?
TEST_F(BackupErasureTest, SaysWhichBackupsARestoredVenueCannotKnow) {
  const auto made = back_up().made;
  clock_.advance(std::chrono::minutes(90));
  restore();
  EXPECT_EQ(erase_in_backups().unlisted, (UnlistedBackups{made, clock_.wall()}));
  EXPECT_THAT(erase_in_backups().rewritten, SizeIs(1));
  const auto second = outside_ / "second";
  value_of(value_of(desk().backups().begin(second)).write());
  desk_.reset();
  value_of(restore_backup(second, {.directory = new_state().directory, .replace = true, .now = clock_.wall()}));
  auto there = options();
  there.state_directory = new_state().directory;
  desk_ = value_of(Desk::open(there));
  EXPECT_EQ(erase_in_backups().unlisted, (UnlistedBackups{made, clock_.wall()})) << "neither does the next one";
}

TEST_F(BackupErasureTest, ARestoredVenueIsNotToldByAnotherVenue) {
  const auto made = back_up().made;
  clock_.advance(std::chrono::minutes(90));
  auto state = new_state();
  {
    auto there = options();
    there.state_directory = state.directory;
    value_of(Desk::open(there));
  }
  desk_.reset();
  state.replace = true;
  value_of(restore_backup(backup_folder(), state));
  auto there = options();
  there.state_directory = state.directory;
  desk_ = value_of(Desk::open(there));
  EXPECT_EQ(erase_in_backups().unlisted, (UnlistedBackups{made, clock_.wall()}));
}

// Where it is damaged, it cannot tell either; its events are erased all the same.
TEST_F(BackupErasureTest, ADamagedVenueThatIsReplacedIsErasedAndTellsNothing) {
  back_up();
  desk_.reset();
  std::ofstream(folder_ / "venue.db", std::ios::binary) << "no database at all";
  value_of(restore_backup(backup_folder(), {.directory = folder_, .replace = true, .now = clock_.wall()}));
  reopen();
  erase(guest("Ada Lovelace"));
  const auto erased = erase_in_backups();
  EXPECT_THAT(erased.rewritten, SizeIs(2));
  EXPECT_TRUE(erased.unlisted.has_value());
  EXPECT_FALSE(anything_holds(folder_, "Lovelace"));
}

TEST_F(BackupErasureTest, AVenueFromTheKitKnowsNoBackups) {
  const auto secrets = value_of(desk().backups().kit_secrets());
  const auto kit = value_of(wire::sealed_kit(secrets, "four words are enough", clock_.wall()));
  desk_.reset();
  const auto state = new_state();
  value_of(restore_kit({.content = kit, .passphrase = "four words are enough"}, state));
  const auto venue = value_of(store::VenueStore::open(state.directory / "venue.db"));
  EXPECT_EQ(value_of(unlisted_backups(venue)), (UnlistedBackups{base::Instant(), state.now}));
}

TEST_F(BackupErasureTest, TouchesNoBackupOfOtherEvents) {
  back_up();
  auto other = new_event();
  other.key = "winter";
  create(other);
  import("Name,Code\nEmmy Noether,E\n", "winter");
  erase(guest("Emmy Noether"));
  const auto erased = erase_in_backups();
  EXPECT_THAT(erased.rewritten, IsEmpty());
  EXPECT_THAT(erased.out_of_reach, IsEmpty());
  EXPECT_TRUE(anything_holds(backup_folder(), "Lovelace"));
}

}  // namespace
}  // namespace einlass::venue
