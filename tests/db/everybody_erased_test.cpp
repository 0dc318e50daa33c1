// When all persons of an event are erased: what is here, what comes later, and what is between the pages of the file.
#include "core/rules/erasures.h"
#include "db/erasures.h"
#include "db/event_snapshot.h"
#include "db/paper_lists.h"
#include "tests/db/event_fixture.h"

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class EverybodyErasedTest : public DiskFixture {
 protected:
  static rules::EntryDraft erasure(rules::GuestId erased = rules::everybody) {
    rules::EntryDraft draft;
    draft.fact = rules::GuestErased{erased};
    return draft;
  }

  JournalRow register_walk_in(EventStore& store, const std::string& who) {
    auto registered = draft(who, rules::GuestRegistered{.category = "guest", .places = 1});
    registered.private_content = R"({"full_name":"Annegret Zweig"})";
    return append(store, registered);
  }

  // Of no guest and no ticket.
  JournalRow note(EventStore& store) {
    rules::EntryDraft noted;
    noted.fact = rules::Noted{};
    noted.private_content = R"({"note":"Frau Zweig ruft an"})";
    return append(store, noted);
  }

  JournalRow override_refusal(EventStore& store, const std::string& who) {
    auto overridden = draft(who, rules::Overridden{});
    overridden.private_content = R"({"reason":"Zweig kennt die Gastgeberin"})";
    return append(store, overridden);
  }

  static std::optional<rules::PrivatePart> part_of(EventStore& store, const rules::EntryId& id) {
    return value_of(store.journal().entries_of(id.journal, id.sequence - 1, 1)).front().private_part;
  }

  static void merge(EventStore& store, const std::vector<JournalRow>& rows) {
    auto transaction = value_of(store.begin());
    value_of(store.journal().merge(rows));
    value_of(transaction.commit());
  }

  void expect_no_trace() {
    const auto bytes = folder_.all_bytes();
    for (const char* trace : {"Annegret", "annegret", "Zweig", "zweig", "ordlicht", "ORDER-anna", "Bert Berg"}) {
      EXPECT_EQ(bytes.find(trace), std::string::npos) << trace;
    }
  }
};

TEST_F(EverybodyErasedTest, NobodyIsInTheFileAnyMoreAndWhatTheyDidStillCounts) {
  auto store = open();
  put(store, {guest_row("anna", {.name = "Annegret Zweig", .company = "Nordlicht"}),
              guest_row("bert", {.name = "Bert Berg"})});
  const auto registered = register_walk_in(store, "carl");
  note(store);
  value_of(store.paper_lists().begin(at(0)));
  const auto before = value_of(store.guests().count());
  append(store, erasure(), 1);
  value_of(leave_no_trace(store));
  expect_no_trace();
  EXPECT_EQ(value_of(store.guests().count()), before) << "that there were tickets is a figure";
  EXPECT_TRUE(value_of(store.guests().search("zweig", 5)).empty());
  EXPECT_THAT(value_of(store.paper_lists().all()), IsEmpty());
  const auto row = value_of(store.journal().entries_of(store.journal().own(), 0, 1)).front();
  EXPECT_EQ(row.entry, registered.entry);
  EXPECT_EQ(row.private_part, std::nullopt);
}

TEST_F(EverybodyErasedTest, WhoComesLaterBringsNoNamesBack) {
  auto kiosk = open("kiosk.db", "kiosk");
  const auto walk_in = register_walk_in(kiosk, "dora");
  const auto noted = note(kiosk);
  auto forked = walk_in;
  forked.entry.time.venue = at(99);
  auto store = open("server.db");
  append(store, erasure());
  merge(store, {walk_in, noted});
  merge(store, {walk_in, noted});
  merge(store, {forked});
  EXPECT_EQ(part_of(store, walk_in.entry.id), std::nullopt);
  EXPECT_EQ(part_of(store, noted.entry.id), std::nullopt);
  EXPECT_EQ(value_of(store.journal().parked()).size(), 1U) << "the fork is seen, without a name";
  put(store, {guest_row("emil", {.name = "Bert Berg"})});
  EXPECT_EQ(value_of(store.guests().by_guest(id_of<rules::GuestId>("emil"))).front().guest.full_name, "");
  merge(kiosk, {value_of(erasure_of(store, rules::everybody)).value()});
  EXPECT_EQ(part_of(kiosk, walk_in.entry.id), std::nullopt) << "and the kiosk forgets as well";
  value_of(leave_no_trace(store));
  value_of(leave_no_trace(kiosk));
  expect_no_trace();
}

// A file in which rows grew and shrank: parts of them stand in pages that are in use.
TEST_F(EverybodyErasedTest, NothingIsLeftBetweenThePages) {
  auto store = open();
  const auto name_of = [](int i) { return "Annegret Zweig " + std::string(static_cast<std::size_t>(i % 50), 'x'); };
  for (int round = 0; round < 3; ++round) {
    std::vector<GuestRow> rows;
    for (int i = 0; i < 300; ++i) rows.push_back(guest_row(std::to_string(i), {.name = name_of(i * (round + 1))}));
    put(store, rows);
    for (int i = 0; i < 100; ++i) register_walk_in(store, "walk-in " + std::to_string(i));
  }
  ASSERT_THAT(folder_.all_bytes(), HasSubstr("Annegret"));
  append(store, erasure(), 1);
  value_of(leave_no_trace(store));
  expect_no_trace();
  append(store, draft("bert", rules::Noted{}), 2);
  EXPECT_EQ(value_of(store.guests().count()), 300U) << "the store goes on with its file written anew";
}

TEST_F(EverybodyErasedTest, SaysThatSomebodyStillReads) {
  auto store = open();
  put(store, {guest_row("anna", {.name = "Annegret Zweig"})});
  {
    const auto reading = value_of(EventSnapshot::open(store.options()));
    append(store, erasure(), 1);
    EXPECT_FALSE(value_of(leave_no_trace(store)));
    EXPECT_THAT(folder_.all_bytes(), HasSubstr("Annegret"));
  }
  EXPECT_TRUE(value_of(leave_no_trace(store)));
  expect_no_trace();
}

TEST_F(EverybodyErasedTest, ReasonsOfRefusalsGoAloneAndDoNotComeBack) {
  auto kiosk = open("kiosk.db", "kiosk");
  const auto late = override_refusal(kiosk, "dora");
  auto store = open("server.db");
  const auto reason = override_refusal(store, "anna");
  const auto walk_in = register_walk_in(store, "anna");
  append(store, erasure(rules::refusal_reasons));
  merge(store, {late});
  EXPECT_EQ(part_of(store, reason.entry.id), std::nullopt);
  EXPECT_EQ(part_of(store, late.entry.id), std::nullopt);
  EXPECT_TRUE(part_of(store, walk_in.entry.id)) << "who came is still known";
  EXPECT_EQ(value_of(store.journal().before_lacking_parts()).size(), 0U) << "nobody is asked for them again";
}

TEST_F(EverybodyErasedTest, SaysWhenItHappenedAndNothingWhereItDidNot) {
  auto store = open();
  append(store, erasure(id_of<rules::GuestId>("anna")), 1);
  EXPECT_EQ(value_of(erasure_of(store, rules::everybody)), std::nullopt);
  const auto first = append(store, erasure(), 2);
  append(store, erasure(), 3);
  EXPECT_EQ(value_of(erasure_of(store, rules::everybody)), first);
}

}  // namespace
}  // namespace einlass::store
