// A kiosk that somebody moves at its own screen: each question is answered once, and late answers change nothing.
#include "tests/core/sync/sync_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using base::ErrorKind;

class Moves : public testing::Test {
 protected:
  Moves() { world.run_for(Milliseconds(500)); }

  WorldKiosk& kiosk() { return *world.kiosks.front(); }
  void ask(std::uint64_t token) {
    kiosk().on(MoveAsked{wire::DestinationsRequest{.token = token, .operator_number = 3}}, world.now());
  }
  void move(std::uint64_t token, const std::string& door, std::uint32_t by = 3) {
    kiosk().on(MoveAsked{wire::MoveRequest{.token = token, .move = {.by = by, .event = world_event(), .door = door}}},
               world.now());
  }
  // The one thing that was told of it: "where to", "moved", or the kind of the error in words.
  std::string told(std::uint64_t token) {
    const auto& all = kiosk().told[token];
    if (all.size() != 1) return std::to_string(all.size()) + " answers";
    if (const auto* word = std::get_if<std::string>(&all.front())) return *word;
    switch (std::get<base::Error>(all.front()).kind) {
      case ErrorKind::Refused:
        return "refused";
      case ErrorKind::Unavailable:
        return "no server";
      case ErrorKind::Timeout:
        return "no answer";
      default:
        return "another error";
    }
  }

  World world{1, 1, {}};
};

TEST_F(Moves, AreDoneByTheServerAndTheKioskFollows) {
  ask(1);
  move(2, "garden");
  world.run_for(Milliseconds(100));
  EXPECT_EQ(told(1), "where to");
  EXPECT_EQ(told(2), "moved");
  EXPECT_EQ(kiosk().door, "garden");
}

TEST_F(Moves, AreRefusedByTheServer) {
  move(1, "garden", 0);
  world.run_for(Milliseconds(100));
  EXPECT_EQ(told(1), "refused");
  EXPECT_EQ(kiosk().door, "");
}

TEST_F(Moves, NeedTheServer) {
  world.stop_server();
  world.run_for(Milliseconds(100));
  ask(1);
  move(2, "garden");
  EXPECT_EQ(told(1), "no server");
  EXPECT_EQ(told(2), "no server");
  world.start_server();
  world.run_for(Milliseconds(3'000));
  EXPECT_EQ(kiosk().door, "") << "nothing of it was kept for later";
}

TEST_F(Moves, EndWithTheConnection) {
  ask(1);
  world.cut(0);
  EXPECT_EQ(told(1), "no server");
  ask(2);
  EXPECT_EQ(told(2), "no server") << "until it has joined again";
  world.run_for(Milliseconds(2'000));
  EXPECT_EQ(told(1), "no server");
  ask(3);
  world.run_for(Milliseconds(100));
  EXPECT_EQ(told(3), "where to");
}

TEST_F(Moves, WaitNoLongerThanTheirTimeAndTakeNoLateAnswer) {
  ask(1);
  move(2, "garden");
  kiosk().outbox.clear();  // neither arrives
  world.run_for(SyncSession::move_answer_time - Milliseconds(100));
  EXPECT_EQ(told(1), "0 answers");
  world.run_for(Milliseconds(200));
  EXPECT_EQ(told(1), "no answer");
  EXPECT_EQ(told(2), "no answer");
  kiosk().on(MessageReceived{wire::Destinations{.token = 1, .found = {}}}, world.now());
  kiosk().on(MessageReceived{wire::Moved{2}}, world.now());
  EXPECT_EQ(told(1), "no answer");
  EXPECT_EQ(told(2), "no answer");
}

TEST_F(Moves, TakeAnAnswerOnceAndNoneThatWasNotAskedFor) {
  ask(1);
  world.run_for(Milliseconds(100));
  kiosk().on(MessageReceived{wire::Destinations{.token = 1, .found = {}}}, world.now());
  kiosk().on(MessageReceived{wire::Moved{7}}, world.now());
  EXPECT_EQ(told(1), "where to");
  EXPECT_EQ(told(7), "0 answers");
}

// A move that was done although its answer was lost is known by the assignment.
TEST_F(Moves, ShowInTheAssignmentWhereTheAnswerIsLost) {
  move(1, "garden");
  for (int ticks = 0; ticks < 100 && world.server.assignment.door.empty(); ++ticks) world.run_for(Milliseconds(1));
  world.cut(0);
  EXPECT_EQ(told(1), "no server");
  world.run_for(Milliseconds(2'000));
  EXPECT_EQ(kiosk().door, "garden");
}

class MovesOnBadLinks : public testing::TestWithParam<unsigned> {};

TEST_P(MovesOnBadLinks, AreAnsweredOnceEach) {
  World world(GetParam(), 1, {.lost = 20, .repeated = 20, .delayed = 30, .broken = 2});
  auto& kiosk = *world.kiosks.front();
  constexpr std::uint64_t questions = 60;
  for (std::uint64_t token = 1; token <= questions; ++token) {
    const wire::DestinationsRequest where{.token = token, .operator_number = 3};
    const wire::MoveRequest to{.token = token, .move = {.by = 3, .event = world_event(), .door = "garden"}};
    kiosk.on(token % 2 == 0 ? MoveAsked{where} : MoveAsked{to}, world.now());
    world.run_for(Milliseconds(700));
  }
  world.run_for(SyncSession::move_answer_time + Milliseconds(100));
  for (std::uint64_t token = 1; token <= questions; ++token) EXPECT_EQ(kiosk.told[token].size(), 1U) << token;
}

INSTANTIATE_TEST_SUITE_P(Seeds, MovesOnBadLinks, testing::Range(1U, 9U));

}  // namespace
}  // namespace einlass::sync
