#include "core/sync/exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using base::Milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

const rules::EventId event(base::IdBytes{1});
const rules::JournalId mine(base::IdBytes{2});
const rules::JournalId theirs(base::IdBytes{3});

std::vector<rules::JournalRow> rows(std::vector<std::uint64_t> sequences, rules::JournalId journal = mine) {
  std::vector<rules::JournalRow> made;
  for (const auto sequence : sequences) made.emplace_back().entry.id = {journal, event, sequence};
  return made;
}

std::vector<std::uint64_t> sequences(const wire::Entries& message) {
  std::vector<std::uint64_t> found;
  for (const auto& row : message.rows) found.push_back(row.entry.id.sequence);
  return found;
}

wire::EntriesAnswer answer_to(const wire::Entries& message) {
  wire::EntriesAnswer answer{.batch = message.batch, .answers = {}};
  for (const auto& row : message.rows) answer.answers.push_back({row.entry.id, rules::MergeAnswer::Accepted, ""});
  return answer;
}

// A side that holds `held` rows and has looked whether there are more.
class Exchange : public testing::Test {
 protected:
  void begin(std::uint64_t held, std::uint64_t their_held) {
    read = exchange.begin({.mine = {{event, mine, held}},
                           .theirs = {{event, mine, their_held}},
                           .their_journal = theirs,
                           .sending = {event}},
                          Milliseconds(0));
  }
  wire::Entries sent(const ExchangeCommands& commands) {
    for (const auto& command : commands) {
      if (const auto* entries = std::get_if<wire::Entries>(&command)) return *entries;
    }
    return {};
  }
  ReadRows asked(const ExchangeCommands& commands) {
    for (const auto& command : commands) {
      if (const auto* each = std::get_if<ReadRows>(&command)) return *each;
    }
    return {};
  }

  EntryExchange exchange;
  ExchangeCommands read;
};

TEST_F(Exchange, SendsWhatTheOtherSideLacks) {
  begin(5, 2);
  EXPECT_EQ(asked(read).after, 2U);
  EXPECT_FALSE(exchange.in_step());
  const auto message = sent(exchange.rows_read(asked(read), rows({3, 4, 5}), Milliseconds(1)));
  EXPECT_THAT(sequences(message), ElementsAre(3, 4, 5));
  EXPECT_FALSE(exchange.in_step());
  exchange.answered(answer_to(message), Milliseconds(2));
  EXPECT_TRUE(exchange.in_step());
  EXPECT_EQ(exchange.outstanding(), 0U);
}

TEST_F(Exchange, FindsRowsBeyondAGap) {
  begin(3, 3);  // up to 3 without a gap; 5 and 6 are here too
  const auto message = sent(exchange.rows_read(asked(read), rows({5, 6}), Milliseconds(1)));
  EXPECT_THAT(sequences(message), ElementsAre(5, 6));
}

TEST_F(Exchange, SendsARowThatComesAfterThoseBehindIt) {
  begin(3, 3);
  exchange.answered(answer_to(sent(exchange.rows_read(asked(read), rows({5}), Milliseconds(1)))), Milliseconds(2));
  const auto again = exchange.written(rows({4}), Milliseconds(3));
  EXPECT_EQ(asked(again).after, 3U);
  EXPECT_THAT(sequences(sent(exchange.rows_read(asked(again), rows({4, 5}), Milliseconds(4)))), ElementsAre(4, 5));
}

TEST_F(Exchange, SendsANewRowAtOnceWithoutReadingIt) {
  begin(3, 3);
  exchange.rows_read(asked(read), {}, Milliseconds(1));
  EXPECT_THAT(sequences(sent(exchange.written(rows({4}), Milliseconds(2)))), ElementsAre(4));
}

TEST_F(Exchange, NeverSendsTheOtherSidesOwnRowsBack) {
  begin(0, 0);
  exchange.rows_read(asked(read), {}, Milliseconds(1));
  EXPECT_THAT(exchange.written(rows({1, 2}, theirs), Milliseconds(2)), IsEmpty());
}

TEST_F(Exchange, KeepsTheEventsApartThatTheOtherSideMayNotHave) {
  const auto commands = exchange.begin(
      {.mine = {{event, mine, 5}}, .theirs = {}, .their_journal = theirs, .sending = {}}, Milliseconds(0));
  EXPECT_THAT(commands, IsEmpty());
  EXPECT_THAT(exchange.written(rows({6}), Milliseconds(1)), IsEmpty());
  EXPECT_TRUE(exchange.in_step());
}

TEST_F(Exchange, SendsAgainWhatIsNotAnsweredInTime) {
  begin(1, 0);
  const auto first = sent(exchange.rows_read(asked(read), rows({1}), Milliseconds(0)));
  EXPECT_THAT(exchange.time_passed(Milliseconds(4'999)), IsEmpty());
  EXPECT_EQ(exchange.next_due(), EntryExchange::answer_time);
  const auto again = exchange.time_passed(EntryExchange::answer_time);
  const auto second = sent(exchange.rows_read(asked(again), rows({1}), Milliseconds(5'001)));
  EXPECT_THAT(sequences(second), ElementsAre(1));
  EXPECT_NE(second.batch, first.batch);
}

TEST_F(Exchange, AnAnswerThatLeavesARowOutDoesNotCount) {
  begin(2, 0);
  const auto message = sent(exchange.rows_read(asked(read), rows({1, 2}), Milliseconds(0)));
  auto answer = answer_to(message);
  answer.answers.pop_back();
  exchange.answered(answer, Milliseconds(1));
  EXPECT_FALSE(exchange.in_step());
}

TEST_F(Exchange, AParkedRowCountsAsHandedOver) {
  begin(1, 0);
  auto answer = answer_to(sent(exchange.rows_read(asked(read), rows({1}), Milliseconds(0))));
  answer.answers.front().answer = rules::MergeAnswer::Parked;
  exchange.answered(answer, Milliseconds(1));
  EXPECT_TRUE(exchange.in_step());
}

TEST_F(Exchange, TellsWhatTheOtherSideSurelyHolds) {
  const JournalOfEvent journal{event, mine};
  EXPECT_FALSE(exchange.surely_held()) << "nobody has said anything yet";
  begin(5, 2);
  EXPECT_EQ(exchange.surely_held()->whole, theirs);
  EXPECT_EQ(exchange.surely_held()->up_to.at(journal), 2U);
  auto answer = answer_to(sent(exchange.rows_read(asked(read), rows({3, 4, 5}), Milliseconds(1))));
  EXPECT_EQ(exchange.surely_held()->up_to.at(journal), 2U) << "it may not have come";
  answer.answers[1].answer = rules::MergeAnswer::Parked;
  answer.answers[1].reason = "unknown_event";
  exchange.answered(answer, Milliseconds(2));
  EXPECT_EQ(exchange.surely_held()->up_to.at(journal), 3U) << "it kept no more than that for sure";
}

TEST_F(Exchange, KeepsAFewBatchesUnderWayAndNoMore) {
  begin(10'000, 0);
  std::uint64_t next = 1;
  auto commands = read;
  std::size_t messages = 0;
  while (asked(commands).limit > 0) {
    const auto request = asked(commands);
    std::vector<std::uint64_t> some;
    for (std::size_t i = 0; i < request.limit; ++i) some.push_back(next++);
    commands = exchange.rows_read(request, rows(some), Milliseconds(1));
    ++messages;
  }
  EXPECT_EQ(messages, EntryExchange::window_of_event);
}

// Such as one whose file is damaged at the other side.
TEST_F(Exchange, AnEventThatIsNeverAnsweredKeepsNoOtherOut) {
  const rules::EventId later(base::IdBytes{200});
  ExchangeStart start{.theirs = {}, .their_journal = theirs, .sending = {event, later}};
  for (std::uint8_t i = 10; i < 20; ++i) start.mine.push_back({event, rules::JournalId(base::IdBytes{i}), 1});
  start.mine.push_back({later, mine, 1});
  auto commands = exchange.begin(start, Milliseconds(0));
  std::set<rules::EventId> read_events;
  for (const auto& command : commands) read_events.insert(std::get<ReadRows>(command).event);
  EXPECT_TRUE(read_events.contains(later));
}

TEST_F(Exchange, EveryJournalOfAnEventHasItsTurn) {
  std::set<rules::JournalId> turns;
  ExchangeStart start{.theirs = {}, .their_journal = theirs, .sending = {event}};
  for (std::uint8_t i = 10; i < 20; ++i) start.mine.push_back({event, rules::JournalId(base::IdBytes{i}), 1});
  auto commands = exchange.begin(start, Milliseconds(0));
  for (int round = 1; round <= 5; ++round) {
    std::vector<ReadRows> asked_for;
    for (const auto& command : commands) {
      if (const auto* read_rows = std::get_if<ReadRows>(&command)) asked_for.push_back(*read_rows);
    }
    for (const auto& each : asked_for) {
      turns.insert(each.journal);
      exchange.rows_read(each, rows({1}, each.journal), Milliseconds(0));
    }
    commands = exchange.time_passed(round * EntryExchange::answer_time);
  }
  EXPECT_EQ(turns.size(), 10U);
}

TEST_F(Exchange, SendsAForkedJournalFromItsFirstEntryWhateverTheOtherSideHolds) {
  const auto commands = exchange.begin({.mine = {{event, mine, 5}},
                                        .theirs = {{event, mine, 9}},
                                        .their_journal = theirs,
                                        .sending = {event},
                                        .forked = {{event, mine}}},
                                       Milliseconds(0));
  EXPECT_EQ(asked(commands).after, 0U);
  EXPECT_FALSE(exchange.in_step());
}

TEST_F(Exchange, ARowThatTheOtherSideDidNotKeepIsStillToHandOver) {
  begin(1, 0);
  auto answer = answer_to(sent(exchange.rows_read(asked(read), rows({1}), Milliseconds(0))));
  answer.answers.front() = {answer.answers.front().id, rules::MergeAnswer::Parked, "not_assigned"};
  exchange.answered(answer, Milliseconds(1));
  EXPECT_TRUE(exchange.in_step()) << "asked again, the other side would say the same";
  EXPECT_EQ(exchange.outstanding(), 1U);
}

TEST_F(Exchange, SplitsLargePrivatePartsOverSeveralMessages) {
  begin(3, 0);
  auto large = rows({1, 2, 3});
  for (auto& row : large) row.private_part = rules::PrivatePart{{}, std::string(60U << 10U, 'x')};
  const auto commands = exchange.rows_read(asked(read), large, Milliseconds(1));
  EXPECT_THAT(sequences(sent(commands)), ElementsAre(1));
  EXPECT_EQ(asked(commands).after, 1U);
}

TEST_F(Exchange, ARowOfAVastNumberCostsNothing) {
  begin(0, 0);
  exchange.rows_read(asked(read), {}, Milliseconds(1));
  exchange.written(rows({std::uint64_t{1} << 60U}), Milliseconds(2));
  EXPECT_FALSE(exchange.in_step());
}

}  // namespace
}  // namespace einlass::sync
