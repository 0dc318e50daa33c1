// A bit has flipped in the text of an entry, or in what is kept beside it, while SQLite finds the page in order.
#include "core/wire/entry_json.h"
#include "tests/db/event_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::SizeIs;

class DamagedEntriesTest : public DiskFixture {
 protected:
  void SetUp() override {
    auto kiosk = open("kiosk.db", "kiosk");
    admit(kiosk, scan("s1", {anna_}, 1));
    append(kiosk, draft("anna", rules::Departed{.persons = 1}), 2);
    admit(kiosk, scan("s2", {bert_}, 3));
    rows_ = value_of(kiosk.journal().entries_of(kiosk.journal().own(), 0, 9));
    ASSERT_THAT(rows_, SizeIs(3));
  }

  static std::vector<Merged> merge(EventStore& store, const std::vector<JournalRow>& rows) {
    auto transaction = value_of(store.begin());
    auto answers = value_of(store.journal().merge(rows));
    value_of(transaction.commit());
    return answers;
  }

  void change(const std::string& sql) const {
    SQLite::Database database(folder_.path("event.db").string(), SQLite::OPEN_READWRITE);
    database.exec(sql);
  }
  void damage_texts(const std::string& where) const {
    change(
        "DROP TRIGGER entries_are_not_changed; UPDATE entries SET canonical = replace(canonical, '{\"', '{#') WHERE " +
        where);
  }

  const GuestRow anna_ = guest_row("anna", {.name = "Anna"});
  const GuestRow bert_ = guest_row("bert", {.name = "Bert"});
  std::vector<JournalRow> rows_;
};

const auto accepted = Field(&Merged::answer, MergeAnswer::Accepted);

TEST_F(DamagedEntriesTest, KeepNoLaterEntryOfTheirTicketOut) {
  auto store = open();
  merge(store, {rows_[0]});
  damage_texts("sequence = 1");
  EXPECT_THAT(merge(store, {rows_[1], rows_[2]}), ElementsAre(accepted, accepted));
  EXPECT_EQ(value_of(store.journal().totals()).admitted, 1) << "Bert; of Anna nobody can read it";
}

TEST_F(DamagedEntriesTest, KeepNoEarlierEntryOut) {
  auto store = open();
  merge(store, {rows_[1]});
  damage_texts("sequence = 2");
  EXPECT_THAT(merge(store, {rows_[0]}), ElementsAre(accepted));
}

// Whoever decides then is a kiosk that still has the entry.
TEST_F(DamagedEntriesTest, LeaveTheirOwnTicketUndecidedAndNoOther) {
  auto store = open();
  merge(store, {rows_[0]});
  damage_texts("sequence = 1");
  auto transaction = value_of(store.begin());
  EXPECT_FALSE(store.journal().admit(scan("s3", {anna_}, 4))) << "she would be let in twice";
  EXPECT_TRUE(store.journal().admit(scan("s4", {bert_}, 4)));
}

TEST_F(DamagedEntriesTest, KeepNoFileClosedWhoseProjectionsAreOld) {
  {
    auto store = open();
    merge(store, rows_);
    admit(store, scan("s5", {guest_row("cleo", {.name = "Cleo"})}, 5));
    admit(store, scan("s6", {guest_row("dora", {.name = "Dora"})}, 6));
  }
  change("UPDATE properties SET value = '1' WHERE name = 'projections'");
  damage_texts("sequence = (SELECT max(sequence) FROM entries AS each WHERE each.journal = entries.journal)");
  auto store = open();
  EXPECT_EQ(value_of(store.journal().totals()).admitted, 2) << "Anna and Cleo";
  EXPECT_EQ(value_of(store.journal().own_times()).sure, at(5)) << "nobody can say of the newest whether it was sure";
}

TEST_F(DamagedEntriesTest, AParkedPrivatePartThatDoesNotOpenIsTakenForMissing) {
  auto sealed = options("event.db");
  sealed.at_rest = AtRest::Encrypted;
  sealed.key = base::random_key();
  {
    auto store = value_of(EventStore::open(sealed));
    auto transaction = value_of(store.begin());
    const auto part = rules::make_private_part(R"({"note":"wheelchair"})");
    value_of(store.journal().park({rows_[0].entry.id, R"({"format":9})", part}, "unknown_fact"));
    value_of(store.journal().park({rows_[1].entry.id, wire::canonical_entry(rows_[1].entry), part}, "unknown_fact"));
    value_of(transaction.commit());
  }
  change("UPDATE parked SET content = x'00'");
  auto store = value_of(EventStore::open(sealed));
  const auto parked = value_of(store.journal().parked_entries());
  ASSERT_THAT(parked, SizeIs(1)) << "the other one can be read by now";
  EXPECT_EQ(parked.front().canonical, R"({"format":9})");
  EXPECT_FALSE(parked.front().private_part);
  EXPECT_THAT(value_of(store.journal().entries_of(rows_[1].entry.id.journal, 0, 9)), SizeIs(1));
}

}  // namespace
}  // namespace einlass::store
