// What can be erased, and that it stays erased; what lies sealed on a kiosk.
#include "db/event_snapshot.h"
#include "tests/db/event_fixture.h"

#include <fstream>
#include <iterator>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::ElementsAre;
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

// One sector that the disk has lost must not keep back what was written after it.
TEST_F(PrivatePartsTest, DamageToAnEntryOrAPrivatePartKeepsNoOtherEntryBack) {
  auto sealed = options("event.db");
  sealed.at_rest = AtRest::Encrypted;
  sealed.key = base::random_key();
  std::vector<JournalRow> rows;
  {
    auto store = value_of(EventStore::open(sealed));
    for (int i = 0; i < 3; ++i) rows.push_back(register_anna(store));
  }
  SQLite::Database database(sealed.file.string(), SQLite::OPEN_READWRITE);
  database.exec("UPDATE private_parts SET content = x'00' WHERE entry = 1");
  database.exec("DROP TRIGGER entries_are_not_changed; UPDATE entries SET canonical = '{' WHERE sequence = 2");
  auto store = value_of(EventStore::open(sealed));
  auto without_part = rows[0];
  without_part.private_part.reset();
  EXPECT_THAT(value_of(store.journal().entries_of(store.journal().own(), 0, 9)), ElementsAre(without_part, rows[2]));
  EXPECT_FALSE(store.journal().each_row([](const auto&) {})) << "an export says so instead";
}

TEST_F(PrivatePartsTest, ErasuresCanBeReadWithoutTheOtherEntries) {
  auto store = open();
  const auto row = register_anna(store);
  const auto erased = append(store, erasure(), 1);
  register_anna(store);
  EXPECT_THAT(value_of(store.journal().erasures_of(row.entry.id.journal, 0, 9)), ElementsAre(erased));
}

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

// A walk-in stands in no guest book: only her entries say which ticket is hers.
TEST_F(PrivatePartsTest, ErasesWhatNamesOnlyAWalkInsTicketInAnyOrder) {
  auto kiosk = open("kiosk.db", "kiosk");
  const auto registered = register_anna(kiosk);
  auto noted = draft("anna", rules::Noted{});
  noted.guest.reset();
  noted.private_content = R"({"note":"Annegret is vegan"})";
  const auto note = append(kiosk, noted);
  const std::vector<std::vector<JournalRow>> orders{{registered, note}, {note, registered}};
  for (const bool erased_first : {true, false}) {
    for (std::size_t i = 0; i < orders.size(); ++i) {
      auto store = open(std::to_string(i) + (erased_first ? "first.db" : "last.db"));
      if (erased_first) append(store, erasure());
      for (const auto& row : orders[i]) merge(store, {row});
      if (!erased_first) append(store, erasure());
      EXPECT_EQ(row_of(store, note.entry.id).private_part, std::nullopt) << i << erased_first;
      merge(store, {note});
      EXPECT_EQ(row_of(store, note.entry.id).private_part, std::nullopt) << i << erased_first << " brought again";
    }
  }
}

TEST_F(PrivatePartsTest, AGuestBookRowSaysWhoseTicketItWas) {
  auto store = open();
  auto noted = draft("anna", rules::Noted{});
  noted.guest.reset();
  noted.private_content = R"({"note":"Annegret is vegan"})";
  const auto note = append(store, noted);
  append(store, erasure());
  EXPECT_TRUE(row_of(store, note.entry.id).private_part) << "nobody knows yet that it is hers";
  put(store, {guest_row("anna", {.name = "Annegret Zweig"})});
  EXPECT_EQ(row_of(store, note.entry.id).private_part, std::nullopt);
}

TEST_F(PrivatePartsTest, WhatIsParkedIsErasedToo) {
  auto kiosk = open("kiosk.db", "kiosk");
  auto by_guest = register_anna(kiosk);
  auto noted = draft("anna", rules::Noted{});
  noted.guest.reset();
  noted.private_content = R"({"note":"Annegret is vegan"})";
  auto by_ticket = append(kiosk, noted);
  for (const bool erased_first : {true, false}) {
    auto store = open(erased_first ? "first.db" : "last.db");
    merge(store, {by_guest, by_ticket});
    auto forks = std::vector{by_guest, by_ticket};
    for (auto& fork : forks) fork.entry.time.venue = at(99);
    if (erased_first) append(store, erasure());
    merge(store, forks);
    if (!erased_first) append(store, erasure());
    EXPECT_EQ(value_of(store.journal().parked()).size(), 2U);
  }
  std::string bytes;
  for (const char* file : {"first.db", "first.db-wal", "last.db", "last.db-wal"}) {
    std::ifstream in(folder_.path(file), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(in), {});
  }
  EXPECT_THAT(bytes, HasSubstr("forked"));
  EXPECT_EQ(bytes.find("Annegret"), std::string::npos);
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

}  // namespace
}  // namespace einlass::store
