// Entries of other journals: any order, repeated, forked, damaged, unreadable.
#include "core/wire/entry_json.h"
#include "db/guest_sheets.h"
#include "tests/db/event_fixture.h"
#include "tests/support/search.h"

#include <algorithm>
#include <random>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class MergeTest : public EventFixture {
 protected:
  static std::vector<Merged> merge(EventStore& store, const std::vector<JournalRow>& rows) {
    auto transaction = value_of(store.begin());
    auto answers = value_of(store.journal().merge(rows));
    value_of(transaction.commit());
    return answers;
  }

  static std::vector<JournalRow> all_rows(EventStore& store) {
    std::vector<JournalRow> rows;
    value_of(store.journal().each_row([&](const JournalRow& row) { rows.push_back(row); }));
    return rows;
  }

  // Three entries of a kiosk's journal.
  std::vector<JournalRow> kiosk_rows(const std::string& journal = "kiosk", int after = 0) {
    auto kiosk = open(journal + ".db", journal);
    admit(kiosk, scan("s1 " + journal, {guest_row("anna", {.name = "A"})}, after + 1));
    admit(kiosk, scan("s2 " + journal, {guest_row("bert", {.name = "B"})}, after + 2));
    auto noted = draft("bert", rules::Noted{});
    noted.private_content = R"({"note":"wheelchair"})";
    append(kiosk, noted, after + 3);
    return all_rows(kiosk);
  }

  static std::uint64_t held(EventStore& store, const std::string& journal) {
    const auto all = value_of(store.journal().held());
    const auto found = all.find(id_of<rules::JournalId>(journal));
    return found == all.end() ? 0 : found->second;
  }

  static std::vector<std::string> reasons(EventStore& store) {
    std::vector<std::string> found;
    for (const auto& parked : value_of(store.journal().parked())) found.push_back(parked.reason);
    return found;
  }
};

TEST_F(MergeTest, AnotherKiosksWrongClockMovesNobodysTime) {
  auto wrong = open("wrong.db", "wrong");
  auto future = time_at(60 * 24 * 365);
  future.sure = false;
  auto transaction = value_of(wrong.begin());
  const auto row = value_of(wrong.journal().append(draft("anna", rules::Noted{}), future));
  value_of(transaction.commit());
  auto kiosk = open("kiosk.db", "kiosk");
  ASSERT_EQ(merge(kiosk, {row})[0].answer, MergeAnswer::Accepted);
  EXPECT_EQ(value_of(kiosk.journal().own_times()).unsure, std::nullopt);
  append(kiosk, draft("anna", rules::Noted{}), 2);
  EXPECT_EQ(value_of(kiosk.journal().own_times()).sure, at(2));
}

TEST_F(MergeTest, TakesOverInAnyOrderAndSaysSo) {
  const auto rows = kiosk_rows();
  auto store = open();
  EXPECT_EQ(merge(store, {rows[2]})[0].answer, MergeAnswer::Accepted);
  EXPECT_EQ(held(store, "kiosk"), 0U);
  EXPECT_EQ(merge(store, {rows[0]})[0].answer, MergeAnswer::Accepted);
  EXPECT_EQ(held(store, "kiosk"), 1U);
  const auto answers = merge(store, rows);
  EXPECT_EQ(answers[0].answer, MergeAnswer::Known);
  EXPECT_EQ(answers[1].answer, MergeAnswer::Accepted);
  EXPECT_EQ(answers[2].answer, MergeAnswer::Known);
  EXPECT_EQ(answers[2].id, rows[2].entry.id);
  EXPECT_EQ(held(store, "kiosk"), 3U);
  EXPECT_EQ(value_of(store.journal().entries_of(id_of<rules::JournalId>("kiosk"), 0, 9)), rows);
  EXPECT_THAT(value_of(store.journal().entries_of(id_of<rules::JournalId>("kiosk"), 1, 1)), ElementsAre(rows[1]));
  EXPECT_EQ(value_of(store.journal().totals()).admitted, 2);
}

TEST_F(MergeTest, ParksAForkedEntryAndGoesOn) {
  auto rows = kiosk_rows();
  auto store = open();
  merge(store, {rows[0], rows[1]});
  auto forged = rows[1];
  std::get<rules::Admitted>(forged.entry.fact).persons = 5;
  const auto answers = merge(store, {forged, rows[2]});
  EXPECT_EQ(answers[0].answer, MergeAnswer::Parked);
  EXPECT_EQ(answers[0].reason, "forked");
  EXPECT_EQ(answers[1].answer, MergeAnswer::Accepted);
  EXPECT_THAT(reasons(store), ElementsAre("forked"));
  merge(store, {forged});
  EXPECT_THAT(reasons(store), ElementsAre("forked"));
  EXPECT_EQ(value_of(store.journal().entries_of_ticket(*rows[1].entry.ticket)).front(), rows[1]);
}

TEST_F(MergeTest, ParksWhatDoesNotFitIntoTheChain) {
  const auto rows = kiosk_rows();
  auto torn = rows[1];
  torn.entry.previous = base::blake2b("something else");
  auto store = open();
  EXPECT_EQ(merge(store, {rows[0], torn})[1].reason, "broken_chain");
  EXPECT_EQ(held(store, "kiosk"), 2U) << "what is parked counts as held";
  EXPECT_EQ(value_of(store.journal().totals()).admitted, 1);

  auto other = open("other.db");
  EXPECT_EQ(merge(other, {rows[2], torn})[1].reason, "broken_chain") << "its successor knows better";
  EXPECT_EQ(merge(other, {rows[1]})[0].answer, MergeAnswer::Accepted);
  auto headless = rows[0];
  headless.entry.id.sequence = 0;
  EXPECT_EQ(merge(other, {headless})[0].reason, "broken_chain");
}

TEST_F(MergeTest, TakesAnEntryWithoutAPrivatePartThatIsNotItsOwnUntilTheRightOneComes) {
  const auto rows = kiosk_rows();
  auto swapped = rows[2];
  swapped.private_part->content = R"({"note":"something nasty"})";
  auto store = open();
  merge(store, {rows[0], rows[1]});
  EXPECT_EQ(merge(store, {swapped})[0].answer, MergeAnswer::Accepted);
  EXPECT_THAT(reasons(store), IsEmpty());
  EXPECT_EQ(value_of(store.journal().entries_of_ticket(*rows[2].entry.ticket)).back().private_part, std::nullopt);
  EXPECT_EQ(merge(store, {swapped})[0].answer, MergeAnswer::Known);
  EXPECT_EQ(merge(store, {rows[2]})[0].answer, MergeAnswer::Known);
  EXPECT_EQ(value_of(store.journal().entries_of_ticket(*rows[2].entry.ticket)).back(), rows[2]);
}

TEST_F(MergeTest, ParksTheEntryOfAnotherEvent) {
  auto rows = kiosk_rows();
  rows[0].entry.id.event = id_of<rules::EventId>("rehearsal");
  auto store = open();
  EXPECT_EQ(merge(store, {rows[0]})[0].reason, "other_event");
  EXPECT_EQ(held(store, "kiosk"), 0U);
}

TEST_F(MergeTest, CompletesAPrivatePartThatWasMissing) {
  const auto rows = kiosk_rows();
  auto bare = rows[2];
  bare.private_part.reset();
  auto store = open();
  merge(store, {bare});
  EXPECT_EQ(value_of(store.journal().entries_of_ticket(*bare.entry.ticket)), std::vector{bare});
  EXPECT_EQ(merge(store, {rows[2]})[0].answer, MergeAnswer::Known);
  EXPECT_EQ(value_of(store.journal().entries_of_ticket(*bare.entry.ticket)), std::vector{rows[2]});
}

TEST_F(MergeTest, KeepsAnUnreadableEntryUntilAVersionThatCanReadIt) {
  const auto rows = kiosk_rows();
  {
    auto store = open();
    merge(store, {rows[0]});
    auto transaction = value_of(store.begin());
    const auto parked = value_of(store.journal().park(
        {rows[1].entry.id, R"({"fact":{"kind":"teleported"},"format":9})", std::nullopt}, "unknown_fact"));
    value_of(store.journal().park({rows[2].entry.id, wire::canonical_entry(rows[2].entry), rows[2].private_part},
                                  "unknown_fact"));
    value_of(transaction.commit());
    EXPECT_EQ(parked.answer, MergeAnswer::Parked);
    EXPECT_EQ(held(store, "kiosk"), 3U);
    EXPECT_THAT(reasons(store), ElementsAre("unknown_fact", "unknown_fact"));
  }
  auto later = open();
  EXPECT_THAT(reasons(later), ElementsAre("unknown_fact"));
  EXPECT_EQ(value_of(later.journal().entries_of(id_of<rules::JournalId>("kiosk"), 2, 9)), std::vector{rows[2]});
}

TEST_F(MergeTest, TwoKiosksThatLetOneTicketInAloneAreAConflict) {
  const auto left = kiosk_rows("left");
  const auto right = kiosk_rows("right");
  auto store = open();
  merge(store, left);
  merge(store, right);
  const auto totals = value_of(store.journal().totals());
  EXPECT_EQ(totals.conflicts, 2);
  EXPECT_EQ(totals.admitted, 2) << "persons count once";
  EXPECT_THAT(value_of(store.journal().tickets_with_conflicts()), SizeIs(2));

  rules::EntryDraft verdict;
  const auto ticket = *left[0].entry.ticket;
  const rules::ScanRef first{left[0].entry.scan->scan, ticket};
  const rules::ScanRef second{right[0].entry.scan->scan, ticket};
  EXPECT_THAT(value_of(open_conflicts(store, std::nullopt)), SizeIs(2));
  verdict.fact = rules::ConflictJudged{.scans = {first, second}, .verdict = rules::Verdict::SamePerson, .stands = {}};
  append(store, verdict, 9);
  EXPECT_EQ(value_of(store.journal().totals()).conflicts, 1);
  EXPECT_THAT(value_of(open_conflicts(store, std::nullopt)), SizeIs(1)) << "the other one waits for a verdict";
  merge(store, kiosk_rows("third", 10));
  EXPECT_THAT(value_of(open_conflicts(store, std::nullopt)), SizeIs(3)) << "what was judged is not asked again";
}

TEST_F(MergeTest, ALostTailOfTheOwnJournalComesBack) {
  std::vector<JournalRow> rows;
  {
    auto before = open("before.db", "server");
    append(before, draft("anna", rules::Noted{}));
    append(before, draft("anna", rules::Noted{}));
    rows = all_rows(before);
  }
  auto restored = open("restored.db", "server");
  merge(restored, {rows[0], rows[1]});
  EXPECT_EQ(append(restored, draft("anna", rules::Noted{})).entry.id.sequence, 3U);
}

// ---- projections
// ------------------------------------------------------------------------------------------------------

using Table = std::vector<std::string>;

// Every projection as sorted lines; rows without persons say nothing.
Table projections(const EventStoreOptions& options) {
  SQLite::Database file(options.file.string(), SQLite::OPEN_READWRITE, 0, options.vfs);
  Table lines;
  for (const char* sql :
       {"SELECT 'ticket', hex(ticket), walk_in, counted, seat_released, conflicts, badges_owed, badges_printed FROM "
        "ticket_states",
        "SELECT 'day', hex(ticket), day, category, inside, admitted, '', '' FROM ticket_days",
        "SELECT 'count', day, category, inside, admitted, drawn_inside, drawn_admitted, '' FROM counts WHERE inside OR "
        "admitted OR drawn_inside OR drawn_admitted",
        "SELECT 'seats', category, seats, '', '', '', '', '' FROM owned_seats WHERE seats",
        "SELECT 'sums', expected_tickets || '/' || expected_persons, walk_ins, counted, refused, conflicts, "
        "badges_owed, badges_printed FROM sums",
        "SELECT 'badge', hex(serial), hex(ticket), '', '', '', '', '' FROM badges",
        "SELECT 'scan', hex(scan), refused, '', '', '', '', '' FROM scan_outcomes"}) {
    SQLite::Statement row(file, sql);
    while (row.executeStep()) {
      std::string line;
      for (int i = 0; i < row.getColumnCount(); ++i) line += row.getColumn(i).getString() + "|";
      lines.push_back(line);
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

// Some days in the life of an event, on several devices that meet now and then.
class RandomEventSearch : public MergeTest {
 protected:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  void take_part(EventStore& store, int minute) {
    const auto& row = rows_[static_cast<std::size_t>(pick(static_cast<int>(rows_.size())))];
    const auto name = "scan " + std::to_string(minute);
    auto admission = scan(name, {row}, minute);
    if (pick(2) == 0) admission.context.day = base::VenueDay{2026, 11, 23U + static_cast<unsigned>(pick(2))};
    if (pick(3) == 0) admission.context.connectivity = rules::Connectivity::Alone;
    admission.time.sure = pick(5) != 0;
    switch (pick(10)) {
      case 0:
        append(store, draft(row.external_id, rules::Departed{.persons = 1, .day = admission.context.day}), minute);
        break;
      case 1:
        undo_something(store, row, minute);
        break;
      case 2:
        print_something(store, row, minute);
        break;
      case 3:
        append(store, draft(row.external_id, rules::SeatReleased{}), minute);
        break;
      case 4:
        append(store, count_draft(), minute);
        break;
      case 5:
        hand_on(store, row, minute);
        break;
      case 6:
        append(store, draft(row.external_id, rules::GuestRegistered{.category = "guest", .places = 1}), minute);
        break;
      default:
        admit(store, admission);
    }
  }

  static rules::EntryDraft count_draft() {
    rules::EntryDraft tap;
    tap.fact = rules::Counted{.persons = 1, .category = "guest", .day = std::nullopt, .seat = {}};
    return tap;
  }

  void undo_something(EventStore& store, const GuestRow& row, int minute) {
    const auto state = value_of(store.journal().state_of(row.ticket.id));
    if (state.standing.empty()) return;
    append(store, draft(row.external_id, rules::AdmissionUndone{state.standing.front().scan}), minute);
  }

  // To one of the others, on one of two days or on all.
  void hand_on(EventStore& store, const GuestRow& row, int minute) {
    const auto& other = rows_[static_cast<std::size_t>(pick(static_cast<int>(rows_.size())))];
    const auto day =
        pick(3) == 0 ? rules::AdmissionDay() : base::VenueDay{2026, 11, 23U + static_cast<unsigned>(pick(2))};
    const auto state = value_of(store.journal().state_of(row.ticket.id));
    const auto holder = state.holder_on(day).value_or(row.guest.id);
    append(store, draft(row.external_id, rules::TicketTransferred{holder, other.guest.id, day}), minute);
  }

  void print_something(EventStore& store, const GuestRow& row, int minute) {
    const auto serial = id_of<rules::BadgeSerial>("badge " + std::to_string(minute));
    append(store, draft(row.external_id, rules::BadgeStarted{.serial = serial, .place_number = 1 + pick(2)}), minute);
    if (pick(2) == 0) append(store, draft(row.external_id, rules::BadgePrinted{serial}), minute);
  }

  void live_through(std::uint32_t seed);

  std::mt19937 random_;
  std::vector<GuestRow> rows_;
};

TEST_F(RandomEventSearch, AddsUpToTheSameInEveryOrderAndAfterARebuild) {
  support::search(6, [&](std::uint32_t seed) { live_through(seed); });
}

void RandomEventSearch::live_through(std::uint32_t seed) {
  const support::ForgetfulVfs disk("random event");
  vfs_ = "random event";
  random_.seed(seed);
  rows_.clear();
  policy_.re_entry = rules::ReEntry::AfterDeparture;
  policy_.cap = rules::Cap{.persons = 14, .kind = rules::CapKind::Soft, .counts = rules::CapCounts::Inside};
  for (int i = 0; i < 6; ++i) {
    rows_.push_back(guest_row(std::to_string(i), {.name = "G", .places = 1 + i % 3, .owns_seat = i % 4 != 0}));
  }
  std::vector<JournalRow> all;
  {
    std::vector<EventStore> devices;
    for (const char* name : {"server", "left", "right"}) {
      devices.push_back(open(std::string(name) + ".db", name));
      put(devices.back(), rows_);
    }
    for (int minute = 0; minute < 60; ++minute) {
      auto& device = devices[static_cast<std::size_t>(pick(3))];
      take_part(device, minute);
      if (pick(4) == 0) merge(devices[static_cast<std::size_t>(pick(3))], all_rows(device));
    }
    for (auto& device : devices) merge(devices[0], all_rows(device));
    all = all_rows(devices[0]);
    EXPECT_GT(value_of(devices[0].journal().totals()).admitted, 0);
  }
  const auto expected = projections(options("server.db"));
  ASSERT_GT(expected.size(), 20U);

  std::shuffle(all.begin(), all.end(), random_);
  {
    auto shuffled = open("shuffled.db", "fourth");
    for (std::size_t from = 0; from < all.size(); from += 7) {
      if (from == 21) put(shuffled, rows_);  // the guest list may come in the midst of it
      merge(shuffled,
            {all.begin() + static_cast<long>(from), all.begin() + static_cast<long>(std::min(from + 7, all.size()))});
    }
    EXPECT_THAT(value_of(shuffled.journal().parked()), IsEmpty());
  }
  EXPECT_THAT(projections(options("shuffled.db")), ::testing::ElementsAreArray(expected));
  value_of(open("server.db").rebuild_projections());
  EXPECT_EQ(projections(options("server.db")), expected);
}

}  // namespace
}  // namespace einlass::store
