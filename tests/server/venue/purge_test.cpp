// When the persons of an event are removed: where they are looked for, and what stays.
#include "db/event_snapshot.h"
#include "db/file_copy.h"
#include "db/guest_book.h"
#include "server/venue/state_files.h"
#include "tests/server/venue/purge_fixture.h"

#include <algorithm>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(PurgeTest, WaitsForTheEventToBeClosedAndItsFiguresKept) {
  EXPECT_EQ(refusal_of_purge(), ErrorKind::Refused);
  close();
  value_of(store::VenueStore::open(folder_ / "venue.db")).remove_setting(closing_setting(event_));
  EXPECT_EQ(refusal_of_purge(), ErrorKind::Refused) << "nobody could say any more how many came";
  EXPECT_FALSE(is_erased());
}

TEST_F(PurgeTest, LeavesFiguresAndNoNamesHereAndInBackups) {
  back_up();
  value_of(value_of(desk().backups().begin(outside_ / "second")).write());
  fs::rename(outside_ / "second", outside_ / "in a drawer");
  close();
  const auto backups = purge();
  EXPECT_THAT(backups.rewritten, SizeIs(1));
  ASSERT_THAT(backups.out_of_reach, SizeIs(1)) << "somebody has to destroy it";
  EXPECT_EQ(backups.out_of_reach[0].folder, (outside_ / "second").string());
  expect_no_names(folder_);
  expect_no_names(backup_folder());
  const auto closing = value_of(desk().closings().closing_of(event()));
  ASSERT_TRUE(closing);
  EXPECT_EQ(closing->figures.all.admitted, 1);
  EXPECT_EQ(admitted_persons(), 1);
  reopen();
  EXPECT_EQ(value_of(desk().closings().closing_of(event()))->figures.all.expected, 3) << "after a restart as well";
  expect_no_names(folder_);
}

TEST_F(PurgeTest, LeavesNothingOfWhatWasPulled) {
  auto crm = value_of(store::CrmStore::open(folder_ / crm_file));
  const store::PullKey fair{.connector = "tickets", .remote = "fair"};
  value_of(crm.put_link({.event = event_, .connector = fair.connector, .remote = fair.remote}));
  value_of(crm.begin_pull(fair, true, desk().now()));
  value_of(crm.keep_page(fair, {.tickets = {{.external_id = "1", .full_name = "Emmy Noether"}}, .next = "2"}));
  close();
  purge();
  EXPECT_THAT(value_of(crm.links()), IsEmpty());
  expect_no_names(folder_);
}

// What somebody wrote for the kiosks to show names guests as well, also once it is over.
TEST_F(PurgeTest, LeavesNothingOfTheMessageToKiosksAndOfWhoWantedToHearOfWhom) {
  value_of(desk().messages().put(
      {.event = "summit-2026", .german = "Max Born bitte zum Empfang", .english = "Max Born to the desk, please"}));
  const store::PersonAtEvent host{1, event_};
  auto venue = value_of(store::VenueStore::open(folder_ / venue_file));
  value_of(venue.host_pages().wish(host, "ticket:" + rules::TicketId::random().text(), true));
  back_up();
  clock_.advance(std::chrono::hours(2));
  ASSERT_EQ(value_of(desk().messages().shown("summit-2026")), std::nullopt) << "it is over";
  close();
  purge();
  expect_no_names(folder_);
  expect_no_names(backup_folder());
  {
    auto copy = value_of(store::VenueStore::open(backup_folder() / venue_file));
    EXPECT_THAT(value_of(copy.host_pages().wishes(host)), IsEmpty());
  }
  value_of(store::write_anew(backup_folder() / venue_file));
}

TEST_F(PurgeTest, ABackupFromBeforeCanStillBeRestored) {
  value_of(desk().messages().put({.event = "summit-2026", .german = "Max Born", .english = "Max Born"}));
  back_up();
  close();
  purge();
  restore();
  EXPECT_TRUE(is_erased());
  EXPECT_EQ(value_of(desk().messages().shown("summit-2026")), std::nullopt);
}

// The CRM's own people stay; that they were here does not, nor does it come back with the next pull.
TEST_F(PurgeTest, KeepsOfWhoeverWasThereThatSheWasSomewhere) {
  const store::PullKey people{.connector = "crm", .remote = ""};
  const std::vector<rules::AttendedEvent> attended{{"fair-2025", "2025-03-01"}, {"summit-2026", "2026-11-27"}};
  const auto pull = [&] {
    auto crm = value_of(store::CrmStore::open(folder_ / crm_file));
    value_of(crm.begin_pull(people, true, desk().now()));
    value_of(
        crm.keep_page(people, {.persons = {{.connector = "crm", .id = "1", .last_name = "Fremd", .attended = attended}},
                               .next = "W",
                               .last = true}));
    value_of(crm.finish_pull(people, desk().now()));
  };
  const auto known_in = [&](const fs::path& folder) {
    auto crm = value_of(store::CrmStore::open(folder / crm_file));
    return *value_of(crm.person("crm", "1"))->attended;
  };
  const std::vector<rules::AttendedEvent> kept{{"", ""}, {"fair-2025", "2025-03-01"}};
  pull();
  EXPECT_EQ(known_in(folder_), attended);
  back_up();
  close();
  purge();
  EXPECT_EQ(known_in(folder_), kept);
  EXPECT_EQ(known_in(backup_folder()), kept);
  pull();
  EXPECT_EQ(known_in(folder_), kept);
}

// Whoever reads goes on reading what was there when it began, and it stays on the disk as long.
TEST_F(PurgeTest, IsUnfinishedWhileAReportReads) {
  close();
  std::optional<store::EventSnapshot> report = value_of(store::EventSnapshot::open(event().store.options()));
  value_of(report->guests().count());
  const auto begun = begin_purge();
  EXPECT_FALSE(begun.is_clean);
  value_of(begun.backups.write());
  value_of(desk().privacy().note_purged(begun));
  EXPECT_TRUE(value_of(desk().privacy().retention_of("summit-2026")).is_unfinished);
  report.reset();
  const auto due = value_of(desk().privacy().keep_retention());
  ASSERT_THAT(due.purges, SizeIs(1));
  EXPECT_TRUE(due.purges[0].is_clean);
  value_of(desk().privacy().note_purged(due.purges[0]));
  EXPECT_FALSE(value_of(desk().privacy().retention_of("summit-2026")).is_unfinished);
  expect_no_names(folder_);
}

// Its thread brings pages by the minute, and knows of no purge.
TEST_F(PurgeTest, APullThatIsUnderWayBringsNobodyBack) {
  auto crm = value_of(store::CrmStore::open(folder_ / crm_file));
  const store::PullKey fair{.connector = "tickets", .remote = "fair"};
  value_of(crm.put_link({.event = event_, .connector = fair.connector, .remote = fair.remote}));
  value_of(crm.begin_pull(fair, true, desk().now()));
  const auto list = value_of(desk().guests().begin_import({.event = "summit-2026", .content = "Name\nEmmy Noether\n"}));
  close();
  purge();
  const auto kept = crm.keep_page(fair, {.tickets = {{.external_id = "2", .full_name = "Emmy Noether"}}, .next = "3"});
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().kind, ErrorKind::Refused);
  EXPECT_THAT(value_of(crm.pulled(fair)).tickets, IsEmpty());
  EXPECT_FALSE(crm.finish_pull(fair, desk().now()));
  value_of(crm.note_trouble(fair, "Emmy Noether has no ticket", desk().now()));
  EXPECT_FALSE(desk().guests().finish_import(list.import, value_of(list.read()))) << "nor a list that is being read";
  expect_no_names(folder_);
}

TEST_F(PurgeTest, DoneAgainItWritesNothingAndFinishesWhatWasInterrupted) {
  back_up();
  close();
  EXPECT_FALSE(begin_purge().was_done);
  EXPECT_TRUE(value_of(desk().privacy().retention_of("summit-2026")).is_unfinished) << "killed before the backups";
  reopen();
  const auto due = value_of(desk().privacy().keep_retention());
  ASSERT_THAT(due.purges, SizeIs(1)) << "the next start goes on with it, whatever the date";
  EXPECT_TRUE(due.purges[0].was_done);
  value_of(due.purges[0].backups.write());
  value_of(desk().privacy().note_purged(due.purges[0]));
  EXPECT_THAT(value_of(desk().privacy().keep_retention()).purges, IsEmpty());
  EXPECT_FALSE(value_of(desk().privacy().retention_of("summit-2026")).is_unfinished);
  expect_no_names(backup_folder());
  purge();
  EXPECT_EQ(erasures(), 1U);
}

TEST_F(PurgeTest, WhatAKioskBringsLaterIsTakenWithoutANameAndNothingCanBeAdded) {
  close();
  purge();
  EXPECT_EQ(merge(walk_in()).answer, rules::MergeAnswer::Accepted);
  expect_no_names(folder_);
  EXPECT_FALSE(desk().guests().import({.event = "summit-2026", .content = "Name\nEmmy Noether\n"}));
  EXPECT_FALSE(desk().closings().reopen("summit-2026", 0)) << "its figures could never be counted again";
  EXPECT_FALSE(desk().closings().close("summit-2026", closing()));
}

TEST_F(PurgeTest, KiosksServeItNoMore) {
  close();
  ASSERT_EQ(value_of(desk().kiosks().find(kiosk_.name)).event, event_);
  purge();
  EXPECT_EQ(value_of(desk().kiosks().find(kiosk_.name)).event, std::nullopt);
  EXPECT_FALSE(value_of(desk().kiosks().assignment(kiosk_.id)).event);
}

TEST_F(PurgeTest, ABackupThatWasOutOfReachLosesThemAsSoonAsAKioskTellsIt) {
  back_up();
  close();
  purge();
  const auto told = desk().door().take_written();
  restore();
  hand_over(told);
  EXPECT_TRUE(is_erased());
  EXPECT_EQ(admitted_persons(), 1);
}

TEST_F(PurgeTest, ForgetsWhoWantedToHearOfWhom) {
  auto venue = value_of(store::VenueStore::open(folder_ / "venue.db"));
  auto& pages = venue.host_pages();
  value_of(pages.wish({1, event_}, "ticket:" + rules::TicketId::random().text(), true));
  close();
  purge();
  EXPECT_THAT(value_of(pages.wishes({1, event_})), IsEmpty());
}

}  // namespace
}  // namespace einlass::venue
