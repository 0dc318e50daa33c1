// What can be erased, and that it stays erased; what lies sealed on a kiosk.
#include "db/event_snapshot.h"
#include "tests/db/event_fixture.h"

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::HasSubstr;

class PrivatePartsTest : public DiskFixture {
 protected:
  JournalRow register_anna(EventStore& store) {
    auto registered = draft("anna", rules::GuestRegistered{.category = "guest", .places = 1});
    registered.private_content = R"({"full_name":"Annegret Zweig"})";
    return append(store, registered);
  }

  static rules::EntryDraft erasure() {
    rules::EntryDraft erased;
    erased.fact = rules::GuestErased{id_of<rules::GuestId>("anna")};
    return erased;
  }

  static JournalRow row_of(EventStore& store, const rules::EntryId& id) {
    return value_of(store.journal().entries_of(id.journal, id.sequence - 1, 1)).front();
  }

  static void merge(EventStore& store, const std::vector<JournalRow>& rows) {
    auto transaction = value_of(store.begin());
    value_of(store.journal().merge(rows));
    value_of(transaction.commit());
  }
};

TEST_F(PrivatePartsTest, AnErasedGuestIsNowhereInTheFile) {
  auto store = open();
  put(store, {guest_row("anna", {.name = "Annegret Zweig", .company = "Nordlicht", .email = "a@nordlicht.example"}),
              guest_row("bert", {.name = "Bert Berg"})});
  const auto row = register_anna(store);
  ASSERT_THAT(folder_.all_bytes(), HasSubstr("Annegret"));
  append(store, erasure(), 1);
  const auto bytes = folder_.all_bytes();
  for (const char* trace : {"Annegret", "annegret", "Zweig", "zweig", "ordlicht", "ORDER-anna", "order-anna"}) {
    EXPECT_EQ(bytes.find(trace), std::string::npos) << trace;
  }
  EXPECT_THAT(bytes, HasSubstr("Bert Berg"));

  const auto erased = row_of(store, row.entry.id);
  EXPECT_EQ(erased.entry, row.entry) << "entry and chain stay";
  EXPECT_TRUE(erased.entry.private_hash);
  EXPECT_EQ(erased.private_part, std::nullopt) << "a missing private part verifies as erased";
  const auto guest = value_of(store.guests().by_ticket(*row.entry.ticket));
  EXPECT_EQ(guest->guest.full_name, "");
  EXPECT_EQ(guest->ticket.category, "member");
  EXPECT_TRUE(value_of(store.guests().search("zweig", 5)).empty());
}

TEST_F(PrivatePartsTest, PrivatePartsThatArriveLaterAreDropped) {
  auto kiosk = open("kiosk.db", "kiosk");
  const auto row = register_anna(kiosk);
  auto store = open();
  append(store, erasure());
  merge(store, {row});
  EXPECT_EQ(row_of(store, row.entry.id).private_part, std::nullopt);
  merge(store, {row});
  EXPECT_EQ(row_of(store, row.entry.id).private_part, std::nullopt) << "also as a known one";
  put(store, {guest_row("anna", {.name = "Annegret Zweig"})});
  EXPECT_EQ(value_of(store.guests().by_guest(id_of<rules::GuestId>("anna"))).front().guest.full_name, "");
}

TEST_F(PrivatePartsTest, AnErasureReachesOtherDevices) {
  auto kiosk = open("kiosk.db", "kiosk");
  const auto row = register_anna(kiosk);
  auto store = open();
  merge(store, {row});
  merge(kiosk, {append(store, erasure())});
  EXPECT_EQ(row_of(kiosk, row.entry.id).private_part, std::nullopt);
}

TEST_F(PrivatePartsTest, ErasesWhatNamesTheTicketOnly) {
  auto store = open();
  put(store, {guest_row("anna", {.name = "Annegret Zweig"})});
  auto noted = draft("anna", rules::Noted{});
  noted.guest.reset();
  noted.private_content = R"({"note":"vegan"})";
  const auto row = append(store, noted);
  append(store, erasure());
  EXPECT_EQ(row_of(store, row.entry.id).private_part, std::nullopt);
}

TEST_F(PrivatePartsTest, TheLogIsEmptiedOnceNoReportReadsItAnyMore) {
  auto store = open();
  register_anna(store);
  {
    const auto report = value_of(EventSnapshot::open(store.options()));
    append(store, erasure(), 1);
    append(store, draft("bert", rules::Noted{}), 2);
    EXPECT_THAT(folder_.all_bytes(), HasSubstr("Annegret")) << "the report was begun before";
  }
  append(store, draft("bert", rules::Noted{}), 3);
  EXPECT_EQ(folder_.all_bytes().find("Annegret"), std::string::npos);
}

TEST_F(PrivatePartsTest, ARolledBackErasureErasesNothing) {
  auto store = open();
  put(store, {guest_row("anna", {.name = "Annegret Zweig"})});
  const auto row = register_anna(store);
  {
    auto transaction = value_of(store.begin());
    value_of(store.journal().append(erasure(), time_at(1)));
  }
  EXPECT_EQ(row_of(store, row.entry.id), row);
}

class SealedFileTest : public PrivatePartsTest {
 protected:
  EventStoreOptions sealed(std::uint8_t key) const {
    auto given = options("event.db", "kiosk");
    given.at_rest = AtRest::Encrypted;
    given.key = base::SecretKey{key};
    return given;
  }
};

TEST_F(SealedFileTest, NoPrivatePartOfAKioskIsReadableOnDisk) {
  auto store = value_of(EventStore::open(sealed(7)));
  const auto row = register_anna(store);
  auto forged = row;
  forged.entry.time.venue = at(9);
  merge(store, {forged});  // parked ones neither
  EXPECT_EQ(folder_.all_bytes().find("Annegret"), std::string::npos);
  EXPECT_EQ(row_of(store, row.entry.id), row);
}

TEST_F(SealedFileTest, RefusesAnotherKey) {
  (void)value_of(EventStore::open(sealed(7)));
  const auto refused = EventStore::open(sealed(8));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::Refused);
  EXPECT_THAT(refused.error().message, HasSubstr("key"));
  EXPECT_TRUE(EventStore::open(sealed(7)));
}

TEST_F(SealedFileTest, AServerDoesNotOpenAKiosksFile) {
  (void)value_of(EventStore::open(sealed(7)));
  EXPECT_EQ(EventStore::open(options("event.db")).error().kind, base::ErrorKind::Refused);
}

}  // namespace
}  // namespace einlass::store
