// A kiosk and the events that its server lacks: which it offers, when, and what waits for that.
#include "core/sync/session.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using base::ErrorKind;
using base::Milliseconds;

const rules::EventId lunch(base::IdBytes{1});
const rules::EventId dinner(base::IdBytes{2});
const rules::JournalId servers(base::IdBytes{3});
const rules::JournalId mine(base::IdBytes{4});

class Offer : public testing::Test {
 protected:
  // Connected, with both events here whole, and serving the dinner.
  Offer()
      : session({.kiosk = rules::KioskId(base::IdBytes{5}),
                 .key = base::signing_pair_from({}).secret,
                 .software = "kiosk",
                 .random = [] { return 0.0; }}) {
    on(EventOpened{dinner, base::sha256("list"), {.event = dinner, .documents = {document("dinner")}}});
    on(TimePassed{});
    on(ConnectionOpened{"binding"});
    say(wire::Challenge{});
    say(wire::Welcome{});
    tell_hello();
  }

  static wire::DocumentRef document(const std::string& name) { return {base::sha256(name), "event", name, 1}; }

  std::vector<SyncCommand> on(const SyncEvent& event) { return note(session.on(event, now)); }
  std::vector<SyncCommand> say(wire::Message message) { return on(MessageReceived{std::move(message)}); }
  std::vector<SyncCommand> note(std::vector<SyncCommand> commands) {
    for (const auto& command : commands) {
      const auto* send = std::get_if<Send>(&command);
      if (std::holds_alternative<TellHello>(command)) hello_is_due = true;
      if (send == nullptr) continue;
      if (const auto* offer = std::get_if<wire::EventOffer>(&send->message)) offered.push_back(offer->event);
      if (const auto* hello = std::get_if<wire::Hello>(&send->message)) number = hello->number;
    }
    return commands;
  }
  void tell_hello() {
    hello_is_due = false;
    wire::Hello hello{.journal = mine, .held = {{lunch, mine, 3}, {dinner, mine, 2}, {dinner, servers, 9}}};
    for (const auto& event : {lunch, dinner}) hello.guest_lists.push_back({event, base::sha256("list")});
    on(HelloTold{hello, {}, {{lunch, {document("lunch")}}, {dinner, {document("dinner")}}}});
  }
  void server_knows(const std::vector<rules::EventId>& events, const HeldCompared& compared = {}) {
    wire::Hello hello{.number = number, .journal = servers};
    for (const auto& event : events) hello.guest_lists.push_back({event, base::sha256("list")});
    say(hello);
    on(compared);
  }
  void refuse(ErrorKind kind) {
    say(wire::ErrorReport{.kind = kind, .message = "No.", .about = "event_offer", .scan = {}, .document = {}});
  }
  // The server is heard, and everything that falls due happens.
  void pass(Milliseconds time) {
    for (const auto end = now + time; now < end;) {
      now += Milliseconds(500);
      say(wire::Pong{});
      on(TimePassed{});
    }
  }

  Milliseconds now{1'000};
  SyncSession session;
  std::vector<rules::EventId> offered;
  std::uint64_t number = 0;
  bool hello_is_due = false;
};

TEST_F(Offer, BeginsWithTheEventThatIsServedAndGoesOnWithTheOthers) {
  server_knows({});
  EXPECT_THAT(offered, testing::ElementsAre(dinner));
  say(wire::EventTaken{dinner});
  ASSERT_TRUE(hello_is_due);
  tell_hello();
  server_knows({dinner});
  EXPECT_THAT(offered, testing::ElementsAre(dinner, lunch));
}

TEST_F(Offer, EntriesOfAnEventThatTheServerLacksAreStillToHandOver) {
  server_knows({dinner});
  on(RowsRead{{dinner, mine, 0, wire::entries_per_message}, std::vector<rules::JournalRow>()});
  EXPECT_EQ(session.to_hand_over(), 3U);
  rules::JournalRow row;
  row.entry.id = {mine, lunch, 4};
  on(RowsWritten{{row}});
  EXPECT_EQ(session.to_hand_over(), 4U);
  EXPECT_TRUE(session.joined()) << "the dinner needs nothing of that";
}

TEST_F(Offer, IsNotMadeAgainWhereTheServerDoesNotWantTheEvent) {
  server_knows({});
  refuse(ErrorKind::Refused);
  EXPECT_THAT(offered, testing::ElementsAre(dinner, lunch)) << "the other one is offered at once";
  refuse(ErrorKind::Refused);
  pass(Milliseconds(40'000));
  EXPECT_FALSE(hello_is_due);
}

// The server has the event and cannot use its file.
TEST_F(Offer, IsMadeOnceMoreAfterAWhileWhereTheServerCannotTakeTheEventNow) {
  server_knows({lunch});
  refuse(ErrorKind::Storage);
  EXPECT_FALSE(session.joined());
  pass(Milliseconds(7'000));
  EXPECT_TRUE(session.joined()) << "guests wait no longer than that";
  EXPECT_THAT(offered, testing::ElementsAre(dinner));
  pass(Milliseconds(9'000));
  ASSERT_TRUE(hello_is_due);
  tell_hello();
  server_knows({lunch});
  EXPECT_THAT(offered, testing::ElementsAre(dinner, dinner));
}

TEST_F(Offer, GivesOnlyWhatWasOffered) {
  server_knows({dinner});
  const auto asked = [&](const std::string& name) {
    const auto commands = say(wire::DocumentRequest{.hash = base::sha256(name)});
    return std::any_of(commands.begin(), commands.end(),
                       [](const auto& each) { return std::holds_alternative<ReadDocument>(each); });
  };
  EXPECT_TRUE(asked("lunch"));
  EXPECT_FALSE(asked("dinner"));
}

TEST_F(Offer, ComesAfterANewHelloWhereTheJournalWasBehind) {
  server_knows({}, {.another_journal = true});
  EXPECT_TRUE(hello_is_due);
  EXPECT_TRUE(offered.empty());
}

}  // namespace
}  // namespace einlass::sync
