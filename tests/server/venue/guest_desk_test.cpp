#include "tests/server/venue/desk_fixture.h"

#include <algorithm>

#include <sqlite3.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using guests::ChangeKind;
using testing::HasSubstr;
using testing::SizeIs;

class GuestDeskTest : public DeskFixture {
 protected:
  GuestDeskTest() { create(new_event()); }

  std::vector<rules::TicketId> tickets() {
    std::vector<rules::TicketId> ids;
    value_of(
        value_of(desk().event(event_))->store.guests().each([&](const auto& row) { ids.push_back(row.ticket.id); }));
    return ids;
  }
};

constexpr auto kList = "Name,Code,Kategorie\nAda Lovelace,A,Mitglied\nMax Born,B,Presse\nLise Meitner,,Gast\n";

TEST_F(GuestDeskTest, ImportsWithTheEventsCategories) {
  const auto report = import(kList);
  EXPECT_TRUE(report.written);
  EXPECT_EQ(report.plan.count(ChangeKind::Added), 3);
  EXPECT_EQ(report.preview.rows[1].row.ticket.category, "press");
}

TEST_F(GuestDeskTest, WritesNothingInADryRun) {
  const auto report = value_of(desk().guests().import({.event = "summit-2026", .content = kList, .dry_run = true}));
  EXPECT_FALSE(report.written);
  EXPECT_EQ(report.plan.count(ChangeKind::Added), 3);
  EXPECT_THAT(tickets(), SizeIs(0));
}

TEST_F(GuestDeskTest, GivesTheSameIdsInAnEventFileThatWasRestored) {
  const auto file = folder_ / "events" / (event_.text() + ".db");
  desk_.reset();
  std::filesystem::copy_file(file, folder_ / "backup.db");
  reopen();
  import(kList);
  const auto before = tickets();
  desk_.reset();
  std::filesystem::copy_file(folder_ / "backup.db", file, std::filesystem::copy_options::overwrite_existing);
  reopen();
  EXPECT_THAT(tickets(), SizeIs(0));
  import(kList);
  EXPECT_THAT(tickets(), testing::UnorderedElementsAreArray(before));
}

TEST_F(GuestDeskTest, PutsAWholeFileOnOneHostsListAndSaysSoInTheAttendance) {
  value_of(desk().guests().import({.event = "summit-2026", .content = kList, .list = "Anna Berg"}));
  for (const auto& row : attendance_of(value_of(desk().reports().of("summit-2026"))).rows) {
    EXPECT_EQ(row.list_owner, "Anna Berg") << row.name;
  }
  const auto endless =
      desk().guests().import({.event = "summit-2026", .content = kList, .list = std::string(500, 'a')});
  ASSERT_FALSE(endless);
  EXPECT_EQ(endless.error().kind, ErrorKind::InvalidInput);
}

TEST_F(GuestDeskTest, WithdrawsNobodyForAListWithoutGuests) {
  import(kList);
  const auto empty =
      desk().guests().import({.event = "summit-2026", .content = "Name,Code\n", .withdraw_missing = true});
  ASSERT_FALSE(empty);
  EXPECT_THAT(empty.error().message, HasSubstr("The list has no guest"));
}

TEST_F(GuestDeskTest, RefusesAnUnknownEventSourceOrCategory) {
  EXPECT_EQ(desk().guests().import({.event = "nope", .content = kList}).error().kind, ErrorKind::NotFound);
  EXPECT_THAT(desk().guests().import({.event = "summit-2026", .content = kList, .source = "two words"}).error().message,
              HasSubstr("one short word"));
  const auto category =
      desk().guests().import({.event = "summit-2026", .content = kList, .ticket_types = {{"Early Bird", "birds"}}});
  EXPECT_THAT(category.error().message, HasSubstr("no category \"birds\""));
}

// An event whose file is damaged keeps no other from being found fast.
TEST_F(GuestDeskTest, IndexesAheadWhatItCan) {
  std::vector<rules::EventId> events{event_};
  for (const auto* key : {"second", "third", "closed"}) {
    auto event = new_event();
    event.key = key;
    events.push_back(value_of(desk().events().create(event)).id);
    import(kList, key);
  }
  import(kList);
  const auto closed = events.back();
  events.pop_back();
  value_of(desk().closings().close("closed", {.at = desk().now(), .figures = {}}));
  std::sort(events.begin(), events.end());  // as they are gone through
  sqlite3* file = nullptr;
  ASSERT_EQ(sqlite3_open(value_of(desk().event(events.front()))->store.options().file.c_str(), &file), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(file, "ALTER TABLE guests RENAME TO elsewhere", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(file);
  EXPECT_FALSE(desk().guests().index_ahead(1));
  for (int turn = 0; turn < 3; ++turn) desk().guests().index_ahead(1);
  EXPECT_TRUE(desk().guests().index_ahead(1)) << "nothing is left that can be indexed";
  const auto has_all = [&](rules::EventId event) {
    return value_of(value_of(desk().event(event))->store.guests().index(0));
  };
  EXPECT_TRUE(has_all(events[1]));
  EXPECT_TRUE(has_all(events[2]));
  EXPECT_FALSE(has_all(closed)) << "nobody looks for its guests";
}

TEST_F(GuestDeskTest, IssuesTheSameSignedCodesEveryTime) {
  import(kList);
  const auto first = value_of(desk().guests().issue_tickets("summit-2026", false));
  reopen();
  const auto second = value_of(desk().guests().issue_tickets("summit-2026", false));
  ASSERT_THAT(first, SizeIs(3));
  for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(first[i].code, second[i].code);
  const auto& keys = value_of(desk().event(event_))->keys.ticket_keys;
  for (const auto& ticket : first) {
    const auto read = rules::read_scanned_text(ticket.code);
    const auto* code = std::get_if<rules::SignedCode>(&read);
    ASSERT_NE(code, nullptr);
    EXPECT_TRUE(rules::is_authentic(*code, keys.at(code->ticket.key_id)));
    EXPECT_EQ(code->ticket.ticket, ticket.ticket);
  }
}

TEST_F(GuestDeskTest, IssuesTicketsToConfirmedGuestsOnlyAndOnRequestOnlyWhereThereIsNoCode) {
  import("Name,Code,Status\nAda Lovelace,A,\nMax Born,B,storniert\nLise Meitner,,\n");
  EXPECT_THAT(value_of(desk().guests().issue_tickets("summit-2026", false)), SizeIs(2));
  const auto missing = value_of(desk().guests().issue_tickets("summit-2026", true));
  ASSERT_THAT(missing, SizeIs(1));
  EXPECT_EQ(missing.front().name, "Lise Meitner");
}

}  // namespace
}  // namespace einlass::venue
