// What the server does about an event file that is gone, older than it was, or not to be read.
#include "core/base/file.h"
#include "core/wire/entry_json.h"
#include "db/attendance_journal.h"
#include "tests/server/venue/desk_fixture.h"

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::AllOf;
using testing::HasSubstr;

namespace fs = std::filesystem;

class LostFileTest : public DeskFixture {
 protected:
  LostFileTest() {
    create(new_event());
    import("Name,Code\nAda Lovelace,A\nMax Born,B\nLise Meitner,C\n");
    kiosk_ = pair("Nord 1");
  }

  fs::path file() const { return folder_ / "events" / (event_.text() + ".db"); }
  void copy_event(const fs::path& from, const fs::path& to) {
    desk_.reset();
    fs::remove(to);
    fs::copy_file(from, to);
    desk_ = value_of(Desk::open(options()));
  }
  // The entry of this admission.
  rules::EntryId admitted(const std::string& code) {
    EXPECT_EQ(outcome(admit(kiosk_, scan(code))), "admitted");
    auto written = desk().door().take_written();
    return written.at(0).entry.id;
  }

  store::KioskRecord kiosk_;
};

TEST_F(LostFileTest, NeverMakesALostEventFileAnew) {
  desk_.reset();
  fs::remove(file());
  desk_ = value_of(Desk::open(options()));
  const auto event = desk().event(event_);
  ASSERT_FALSE(event);
  EXPECT_EQ(event.error().kind, ErrorKind::Storage);
  EXPECT_THAT(event.error().message, AllOf(HasSubstr("summit-2026"), HasSubstr(file().string()),
                                           HasSubstr("is missing; restore it from a backup.")));
  EXPECT_FALSE(fs::exists(file()));
  ASSERT_TRUE(base::write_file(file(), ""));
  EXPECT_FALSE(desk().event(event_)) << "an empty file is a lost one";
}

TEST_F(LostFileTest, NeverMakesALostVenueFileAnewBesideEvents) {
  desk_.reset();
  for (const bool empty : {false, true}) {
    fs::remove(folder_ / "venue.db");
    if (empty) {
      ASSERT_TRUE(base::write_file(folder_ / "venue.db", ""));
    }
    const auto refused = Desk::open(options());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Storage);
    EXPECT_THAT(refused.error().message, AllOf(HasSubstr((folder_ / "venue.db").string()), HasSubstr("restore")));
  }
}

TEST_F(LostFileTest, GoesOnInANewJournalWhereAFileWasRestored) {
  const auto first = admitted("A");
  const auto backup = folder_ / "backup.db";
  copy_event(file(), backup);
  const auto lost = admitted("B");
  ASSERT_EQ(lost.journal, first.journal);
  ASSERT_EQ(lost.sequence, 2U);
  copy_event(backup, file());
  const auto next = admitted("C");
  EXPECT_NE(next.journal, first.journal) << "number 2 of the old journal was given already";
  EXPECT_EQ(next.sequence, 1U);
  EXPECT_EQ(desk().journal(), next.journal);
}

TEST_F(LostFileTest, KeepsItsJournalOverAnOrdinaryRestart) {
  const auto first = admitted("A");
  reopen();
  const auto second = admitted("B");
  EXPECT_EQ(second.journal, first.journal);
  EXPECT_EQ(second.sequence, 2U);
}

TEST_F(LostFileTest, KeepsNoKioskFromTheEventsThatCanBeRead) {
  const auto whole = event_;
  auto another = new_event();
  another.key = "another";
  const auto damaged = create(another);
  desk_.reset();
  fs::remove(file());
  ASSERT_TRUE(base::write_file(file(), "this is no database, and was one before the stick broke"));
  desk_ = value_of(Desk::open(options()));
  const auto kiosk_journal = rules::JournalId::random();
  const auto answer = value_of(desk().kiosks().hello(
      kiosk_.id, {.journal = kiosk_journal, .held = {{damaged, kiosk_journal, 3}, {whole, kiosk_journal, 0}}}));
  ASSERT_EQ(answer.hello.guest_lists.size(), 1U);
  EXPECT_EQ(answer.hello.guest_lists.front().event, whole);
}

// Known by name, it would be answered as taken, and the kiosk would see from the next hello that it is not.
TEST_F(LostFileTest, TellsAKioskThatOffersADamagedEventThatItCannotTakeIt) {
  const auto offered = value_of(desk().kiosks().assignment(kiosk_.id));
  desk_.reset();
  fs::remove(file());
  desk_ = value_of(Desk::open(options()));
  const auto missing = desk().offers().missing(
      kiosk_.id, {.event = event_, .documents = offered.documents, .guest_list = *offered.guest_list});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::Storage);
}

// ---- the whole state directory, venue.db with it, is put back: nothing here remembers what was written since ----

class PutBackTest : public LostFileTest {
 protected:
  void take_image() { copy_state(folder_, image_); }
  void put_image_back() {
    copy_state(image_, folder_);
    fs::remove_all(image_);
  }
  HelloAnswer hello(const std::vector<wire::Held>& held) {
    return value_of(desk().kiosks().hello(kiosk_.id, {.journal = kiosk_journal_, .held = held}));
  }
  static wire::Held held(const rules::JournalEntry& entry) {
    return {entry.id.event, entry.id.journal, entry.id.sequence, wire::entry_hash(entry)};
  }

  const fs::path image_ = folder_.string() + "-image";
  const rules::JournalId kiosk_journal_ = rules::JournalId::random();

 private:
  void copy_state(const fs::path& from, const fs::path& to) {
    desk_.reset();
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
    desk_ = value_of(Desk::open(options()));
  }
};

TEST_F(PutBackTest, GoesOnInANewJournalWhereAKioskHasMoreOfItsOwn) {
  const auto first = admitted("A");
  take_image();
  const auto lost = admit(kiosk_, scan("B")).row.entry;
  put_image_back();
  const auto answer = hello({held(lost)});
  EXPECT_TRUE(answer.another_journal);
  EXPECT_EQ(answer.hello.journal, desk().journal());
  const auto next = admitted("C");
  EXPECT_NE(next.journal, first.journal);
  EXPECT_EQ(next.sequence, 1U);
  reopen();
  EXPECT_EQ(desk().journal(), next.journal);
  EXPECT_FALSE(hello({held(lost)}).another_journal) << "it is known by now";
}

TEST_F(PutBackTest, SeesThatANumberWasGivenTwiceAndSendsAllOfTheJournal) {
  admitted("A");
  take_image();
  const auto lost = admit(kiosk_, scan("B")).row.entry;
  put_image_back();
  const auto again = admit(kiosk_, scan("C")).row.entry;
  ASSERT_EQ(again.id, lost.id);
  admitted("B");
  const auto answer = hello({held(lost)});
  EXPECT_TRUE(answer.another_journal);
  EXPECT_THAT(answer.forked, testing::ElementsAre(sync::JournalOfEvent{event_, lost.id.journal}));
  EXPECT_THAT(answer.hello.held, testing::Contains(held(again))) << "so that the kiosk sees it as well";
}

TEST_F(PutBackTest, GoesOnAsBeforeWhereAKioskHasWhatTheServerHas) {
  const auto first = admit(kiosk_, scan("A")).row.entry;
  admitted("B");
  const auto answer = hello({held(first)});
  EXPECT_FALSE(answer.another_journal);
  EXPECT_TRUE(answer.forked.empty());
}

// A process that is killed tells venue.db nothing at its end.
TEST_F(LostFileTest, NoticesARestoreAfterACrash) {
  const auto first = admitted("A");
  const auto backup = folder_ / "backup.db";
  copy_event(file(), backup);
  admitted("B");
  clock_.advance(std::chrono::seconds(11));
  admitted("C");
  const auto venue = folder_ / "venue.copy";
  fs::copy_file(folder_ / "venue.db", venue);
  for (const auto* end : {"-wal", "-shm"})
    fs::copy_file(folder_ / ("venue.db" + std::string(end)), venue.string() + end);
  desk_.reset();
  for (const auto* end : {"", "-wal", "-shm"}) {
    fs::remove(folder_ / ("venue.db" + std::string(end)));
    fs::rename(venue.string() + end, folder_ / ("venue.db" + std::string(end)));
  }
  copy_event(backup, file());
  EXPECT_TRUE(desk().event(event_));
  EXPECT_NE(desk().journal(), first.journal);
}

}  // namespace
}  // namespace einlass::venue
