#include "core/wire/entry_json.h"
#include "core/wire/message_parts.h"
#include "db/attendance_journal.h"
#include "tests/db/event_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class JournalTest : public EventFixture {
 protected:
  GuestRow anna_ = guest_row("anna", {.name = "Anna Muster"});
};

TEST_F(JournalTest, ChainsItsEntriesFromTheFirst) {
  auto store = open();
  for (int i = 0; i < 3; ++i) append(store, draft("anna", rules::Noted{}), i);
  const auto rows = value_of(store.journal().entries_of(store.journal().own(), 0, 10));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].entry.previous, base::Hash{});
  EXPECT_EQ(rows[1].entry.previous, wire::entry_hash(rows[0].entry));
  EXPECT_EQ(rows[2].entry.previous, wire::entry_hash(rows[1].entry));
  EXPECT_EQ(rows[2].entry.id.sequence, 3U);
  EXPECT_EQ(value_of(store.journal().own_times()).sure, at(2));
}

// A boot with a wrong clock is forgotten once the server was met; until then it goes on from there.
TEST_F(JournalTest, RemembersUnsureTimesUntilASureOneFollows) {
  auto store = open();
  const auto write = [&](int minutes, bool sure) {
    auto time = time_at(minutes);
    time.sure = sure;
    auto transaction = value_of(store.begin());
    value_of(store.journal().append(draft("anna", rules::Noted{}), time));
    value_of(transaction.commit());
  };
  write(1, true);
  write(60 * 24 * 365 * 9, false);
  write(2, false);
  auto times = value_of(store.journal().own_times());
  EXPECT_EQ(times.sure, at(1));
  EXPECT_EQ(times.unsure, at(60 * 24 * 365 * 9));
  write(3, true);
  times = value_of(store.journal().own_times());
  EXPECT_EQ(times.sure, at(3));
  EXPECT_EQ(times.unsure, std::nullopt);
}

TEST_F(JournalTest, GoesOnWhereTheLastRunEnded) {
  {
    auto store = open();
    append(store, draft("anna", rules::Noted{}));
  }
  auto store = open();
  EXPECT_EQ(append(store, draft("anna", rules::Noted{})).entry.id.sequence, 2U);
  EXPECT_THAT(value_of(store.journal().entries_of(store.journal().own(), 1, 10)), SizeIs(1));
}

TEST_F(JournalTest, ReadsBackWhatWasAppended) {
  auto store = open();
  auto given = draft("anna", rules::GuestRegistered{.category = "guest", .places = 2, .how = rules::How::WalkIn});
  given.operator_number = 7;
  given.alone = true;
  given.private_content = R"({"full_name":"Anna Muster"})";
  const auto row = append(store, given);
  EXPECT_EQ(row.private_part->content, given.private_content);
  EXPECT_EQ(row.entry.private_hash, rules::private_part_hash(*row.private_part));
  EXPECT_THAT(value_of(store.journal().entries_of_ticket(*given.ticket)), ElementsAre(row));
}

TEST_F(JournalTest, RefusesAPrivatePartThatNoMessageCouldCarry) {
  auto store = open();
  auto given = draft("anna", rules::Noted{});
  given.private_content = std::string(wire::private_part_bytes + 1, 'x');
  auto transaction = value_of(store.begin());
  const auto refused = store.journal().append(given, time_at(0));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::InvalidInput);
  EXPECT_THAT(refused.error().message, HasSubstr("too long"));
  given.private_content->pop_back();
  EXPECT_EQ(value_of(store.journal().append(given, time_at(0))).entry.id.sequence, 1U);
}

TEST_F(JournalTest, AnAmendmentNamesThoseThatItFollows) {
  auto store = open();
  const auto registered = append(store, draft("anna", rules::GuestRegistered{.category = "guest"}));
  const auto first = append(store, draft("anna", rules::GuestAmended{.fields = {"table"}}));
  EXPECT_EQ(first.entry.prior.size(), 1U) << "the registration";
  const auto second = append(store, draft("anna", rules::GuestAmended{.fields = {"company"}}));
  EXPECT_THAT(second.entry.prior, ElementsAre(rules::ScanRef{first.entry.scan->scan, *first.entry.ticket}));
  EXPECT_THAT(append(store, draft("anna", rules::Departed{})).entry.prior, IsEmpty()) << "no amendment is attendance";
  EXPECT_THAT(append(store, draft("bert", rules::GuestAmended{.fields = {"table"}})).entry.prior, IsEmpty());
  EXPECT_THAT(registered.entry.prior, IsEmpty());
  auto nobodys = draft("anna", rules::GuestAmended{.fields = {"table"}});
  nobodys.ticket.reset();
  auto transaction = value_of(store.begin());
  EXPECT_EQ(store.journal().append(nobodys, time_at(1)).error().kind, base::ErrorKind::InvalidInput);
}

TEST_F(JournalTest, NobodyCanChangeDeleteOrReplaceAnEntry) {
  {
    auto store = open();
    append(store, draft("anna", rules::Noted{}));
  }
  SQLite::Database file(folder_.path("event.db").string(), SQLite::OPEN_READWRITE, 0, vfs_);
  for (const char* attack : {"UPDATE entries SET canonical = '{}'", "DELETE FROM entries",
                             "INSERT OR REPLACE INTO entries SELECT * FROM entries",
                             "INSERT OR REPLACE INTO entries (journal, sequence, kind, venue_time, hash, canonical) "
                             "SELECT journal, sequence, kind, venue_time, hash, canonical FROM entries"}) {
    EXPECT_THROW(file.exec(attack), SQLite::Exception) << attack;
  }
}

TEST_F(JournalTest, AGroupOfAdmissionsIsCommittedTogether) {
  auto store = open();
  const auto bert = guest_row("bert", {.name = "Bert"});
  put(store, {anna_, bert});
  {
    auto transaction = value_of(store.begin());
    value_of(store.journal().admit(scan("s1", {anna_})));
    value_of(store.journal().admit(scan("s2", {bert})));
    EXPECT_EQ(value_of(store.journal().totals()).admitted, 2);
  }
  EXPECT_EQ(value_of(store.journal().totals()).admitted, 0);
  EXPECT_THAT(value_of(store.journal().entries_of_ticket(anna_.ticket.id)), IsEmpty());
  auto transaction = value_of(store.begin());
  value_of(store.journal().admit(scan("s1", {anna_})));
  value_of(store.journal().admit(scan("s2", {bert})));
  value_of(transaction.commit());
  EXPECT_EQ(value_of(open().journal().totals()).admitted, 2);
}

TEST_F(JournalTest, WhatWasTakenBackIsNotReadForWhatFollows) {
  auto store = open();
  {
    auto transaction = value_of(store.begin());
    value_of(store.journal().append(draft("anna", rules::Noted{}), time_at(1)));
  }
  const auto row = append(store, draft("anna", rules::HelpAsked{}), 2);
  EXPECT_THAT(value_of(store.journal().entries_of_ticket(*row.entry.ticket)), ElementsAre(row));
}

TEST_F(JournalTest, AppendingNeedsATransaction) {
  auto store = open();
  EXPECT_THROW((void)store.journal().append(draft("anna", rules::Noted{}), time_at(0)), std::logic_error);
}

TEST_F(JournalTest, NamesTheNewestScansOfTheTicketAsPrior) {
  auto store = open();
  policy_.re_entry = rules::ReEntry::AfterDeparture;
  const auto admitted = admit(store, scan("s1", {anna_}));
  EXPECT_THAT(admitted.row.entry.prior, IsEmpty());
  auto leaving = draft("anna", rules::Departed{.persons = 1, .day = std::nullopt});
  leaving.scan = rules::ScanStep{id_of<rules::ScanId>("s2"), 0};
  EXPECT_THAT(append(store, leaving, 1).entry.prior,
              ElementsAre(rules::ScanRef{id_of<rules::ScanId>("s1"), anna_.ticket.id}));
  EXPECT_THAT(admit(store, scan("s3", {anna_}, 2)).row.entry.prior,
              ElementsAre(rules::ScanRef{id_of<rules::ScanId>("s2"), anna_.ticket.id}));
}

TEST_F(JournalTest, GivesACorrectionAScanAndTheTicketItIsAbout) {
  auto store = open();
  admit(store, scan("s1", {anna_}));
  rules::EntryDraft undo;
  undo.fact = rules::AdmissionUndone{{id_of<rules::ScanId>("s1"), anna_.ticket.id}};
  const auto row = append(store, undo, 1);
  EXPECT_EQ(row.entry.ticket, anna_.ticket.id);
  EXPECT_TRUE(row.entry.scan);
  EXPECT_EQ(value_of(store.journal().totals()).inside, 0);
}

TEST_F(JournalTest, FindsTheTicketOfABadge) {
  auto store = open();
  const auto serial = id_of<rules::BadgeSerial>("badge");
  admit(store, scan("s1", {anna_}));
  EXPECT_EQ(value_of(store.journal().totals()).badges_owed, 1);
  append(store, draft("anna", rules::BadgeStarted{.serial = serial}));
  rules::EntryDraft printed;  // the spooler knows the serial only
  printed.fact = rules::BadgePrinted{serial};
  EXPECT_EQ(append(store, printed).entry.ticket, anna_.ticket.id);
  rules::TicketId ticket;
  const auto state = value_of(store.journal().state_of_badge(serial, &ticket));
  EXPECT_EQ(ticket, anna_.ticket.id);
  EXPECT_THAT(state.badges, SizeIs(1));
  EXPECT_EQ(value_of(store.journal().totals()).badges_owed, 0);
  EXPECT_EQ(value_of(store.journal().totals()).badges_printed, 1);
  const auto unknown = store.journal().state_of_badge(id_of<rules::BadgeSerial>("other"), &ticket);
  EXPECT_EQ(unknown.error().kind, base::ErrorKind::NotFound);
}

TEST_F(JournalTest, TotalsFollowEveryFact) {
  auto store = open();
  const auto party = guest_row("party", {.name = "Party", .category = "guest", .places = 3});
  put(store, {anna_, party});
  admit(store, scan("s1", {anna_}));
  admit(store, scan("s2", {anna_}, 1));  // already in
  admit(store, scan("s3", {}, 2));       // unknown code
  auto two = scan("s4", {party}, 3);
  two.request.persons = 2;
  admit(store, two);
  append(store, draft("party", rules::Departed{.persons = 1, .day = std::nullopt}), 4);
  rules::EntryDraft tap;
  tap.fact = rules::Counted{.persons = 1, .category = "guest", .day = std::nullopt, .seat = {}};
  const auto counted = append(store, tap, 5);
  append(store, draft("walker", rules::GuestRegistered{.category = "guest", .places = 1, .how = rules::How::WalkIn}));
  admit(store, scan("s5", {guest_row("walker", {.name = "W", .category = "guest"})}, 6));

  auto totals = value_of(store.journal().totals());
  EXPECT_EQ(totals.expected_tickets, 2);
  EXPECT_EQ(totals.expected_persons, 4);
  EXPECT_EQ(totals.admitted, 5);
  EXPECT_EQ(totals.inside, 4);
  EXPECT_EQ(totals.refused, 2);
  EXPECT_EQ(totals.walk_ins, 1);
  EXPECT_EQ(totals.counted, 1);
  EXPECT_THAT(totals.admitted_by_category, ElementsAre(std::pair("guest", 4), std::pair("member", 1)));

  rules::EntryDraft undo;
  undo.fact = rules::AdmissionUndone{{counted.entry.scan->scan, *counted.entry.ticket}};
  append(store, undo, 7);
  totals = value_of(store.journal().totals());
  EXPECT_EQ(totals.counted, 0);
  EXPECT_EQ(totals.admitted, 4);
}

TEST_F(JournalTest, AScanThatLeadsInInTheEndIsNoRefusal) {
  policy_.questions.push_back({.id = "diet", .text = {}, .required = true});
  auto store = open();
  auto first = scan("s1", {anna_});
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionRefused>(admit(store, first).admission));
  EXPECT_EQ(value_of(store.journal().totals()).refused, 1);
  auto answers = draft("anna", rules::AnswersGiven{.questions = {"diet"}, .consents = {}});
  answers.scan = rules::ScanStep{first.request.scan.scan, 1};
  append(store, answers, 1);
  auto second = scan("s1", {anna_}, 1);
  second.request.scan.step = 1;
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(admit(store, second).admission));
  EXPECT_EQ(value_of(store.journal().totals()).refused, 0);
  EXPECT_THAT(value_of(store.journal().entries_of_scan(first.request.scan.scan)), SizeIs(3));
}

TEST_F(JournalTest, YesterdaysGuestsAreNotInsideToday) {
  auto store = open();
  policy_.admission_counts_for = rules::AdmissionSpan::VenueDay;
  auto monday = scan("s1", {anna_});
  monday.context.day = base::VenueDay{2026, 11, 23};
  admit(store, monday);
  EXPECT_EQ(value_of(store.journal().totals()).inside, 1);
  auto tuesday = scan("s2", {guest_row("bert", {.name = "B", .places = 2})}, 24 * 60);
  tuesday.context.day = base::VenueDay{2026, 11, 24};
  admit(store, tuesday);
  EXPECT_EQ(value_of(store.journal().totals()).inside, 2);
  EXPECT_EQ(value_of(store.journal().totals()).admitted, 3);
}

TEST_F(JournalTest, AFullSetOfRowsPassesThroughEachRow) {
  auto store = open();
  put(store, {anna_});
  admit(store, scan("s1", {anna_}));
  append(store, draft("anna", rules::Noted{}));
  std::vector<std::uint64_t> sequences;
  value_of(store.journal().each_row([&](const JournalRow& row) { sequences.push_back(row.entry.id.sequence); }));
  EXPECT_THAT(sequences, ElementsAre(1U, 2U));
}

// Whoever goes on from there later gets what came since, and nothing else.
TEST_F(JournalTest, SaysWhereItIs) {
  auto store = open();
  EXPECT_EQ(value_of(store.journal().newest()), 0);
  admit(store, scan("s1", {guest_row("ada", {.name = "Ada"})}));
  const auto here = value_of(store.journal().newest());
  EXPECT_EQ(here, value_of(store.journal().arrived_after(0, {"admitted"})).up_to);
  EXPECT_THAT(value_of(store.journal().arrived_after(here, {"admitted"})).rows, testing::IsEmpty());
  admit(store, scan("s2", {guest_row("bea", {.name = "Bea"})}, 6));
  EXPECT_EQ(value_of(store.journal().arrived_after(here, {"admitted"})).rows.size(), 1U);
}

TEST_F(JournalTest, LetsSixHundredAndFiftyGuestsIn) {
  auto store = open();
  std::vector<GuestRow> rows;
  for (int i = 0; i < 650; ++i) rows.push_back(guest_row(std::to_string(i), {.name = "Guest " + std::to_string(i)}));
  put(store, rows);
  auto transaction = value_of(store.begin());
  for (const auto& row : rows) {
    const auto outcome = value_of(store.journal().admit(scan(row.external_id, {row})));
    EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(outcome.admission));
  }
  value_of(transaction.commit());
  const auto totals = value_of(store.journal().totals());
  EXPECT_EQ(totals.inside, 650);
  EXPECT_EQ(totals.badges_owed, 650);
  EXPECT_EQ(value_of(store.journal().held()).at(store.journal().own()), 650U);
}

}  // namespace
}  // namespace einlass::store
