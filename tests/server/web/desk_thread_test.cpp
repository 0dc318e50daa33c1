#include "server/web/desk_thread.h"

#include "core/base/crypto.h"

#include <atomic>
#include <future>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::web {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;

// Notes what happens, in order. Written on the desk thread, read after its end.
class DeskThreadTest : public ::testing::Test {
 protected:
  DeskTurn turn() {
    return {.begin = [this]() -> base::Result<void> {
              happened.push_back("begin");
              return {};
            },
            .commit = [this]() -> base::Result<void> {
              happened.push_back("commit");
              const bool poisoned = std::exchange(poisoned_, false);
              if (poisoned) return base::fail(base::ErrorKind::Storage, "The disk is full; make room.");
              return {};
            },
            .after_answers = [this] { happened.push_back("tell others"); }};
  }

  static constexpr bool good = false;
  static rules::EventId event(const std::string& name) { return rules::EventId(base::keyed_id({}, name)); }

  std::function<void()> writing(const std::string& name, bool bad = false, std::size_t weight = 1,
                                const std::string& to = "evening") {
    return [this, name, bad, weight, to] {
      thread.write({.event = event(to),
                    .attempt =
                        [this, name, bad] {
                          happened.push_back("try " + name);
                          if (bad) poisoned_ = true;
                        },
                    .answer =
                        [this, name](const base::Result<void>& committed) {
                          happened.push_back((committed ? "answer " : "refuse ") + name);
                        },
                    .weight = weight});
    };
  }

  base::SystemClock clock;
  std::vector<std::string> happened;
  DeskThread thread{clock};

 private:
  bool poisoned_ = false;
};

TEST_F(DeskThreadTest, AnswersOnlyAfterTheCommit) {
  thread.post(writing("a"));
  thread.start(turn());
  thread.stop();
  EXPECT_THAT(happened, ElementsAre("begin", "try a", "commit", "answer a", "tell others"));
}

TEST_F(DeskThreadTest, CommitsOnceForAllThatWait) {
  for (const auto* name : {"a", "b", "c"}) thread.post(writing(name));
  thread.start(turn());
  thread.stop();
  EXPECT_THAT(happened, ElementsAre("begin", "try a", "try b", "try c", "commit", "answer a", "answer b", "answer c",
                                    "tell others"));
}

TEST_F(DeskThreadTest, LetsNoBadWriteHarmTheOthersOfItsBatch) {
  thread.post(writing("a"));
  thread.post(writing("bad", true));
  thread.post(writing("c"));
  thread.start(turn());
  thread.stop();
  EXPECT_THAT(happened, ElementsAre("begin", "try a", "try bad", "try c", "commit",  // undone
                                    "begin", "try a", "commit", "answer a",          //
                                    "begin", "try bad", "commit", "refuse bad",      //
                                    "begin", "try c", "commit", "answer c", "tell others"));
  EXPECT_FALSE(thread.last_failure());
}

TEST_F(DeskThreadTest, CommitsEachEventApart) {
  thread.post(writing("a1", good, 1, "a"));
  thread.post(writing("b1", good, 1, "b"));
  thread.post(writing("a2", good, 1, "a"));
  thread.start(turn());
  thread.stop();
  EXPECT_THAT(happened, ElementsAre("begin", "try a1", "try a2", "commit", "answer a1", "answer a2",  //
                                    "begin", "try b1", "commit", "answer b1", "tell others"));
}

TEST_F(DeskThreadTest, TriesNoEventAgainBecauseAnotherOneFailed) {
  thread.post(writing("a1", good, 1, "a"));
  thread.post(writing("b1", true, 1, "b"));
  thread.post(writing("c1", good, 1, "c"));
  thread.start(turn());
  thread.stop();
  EXPECT_THAT(happened, ElementsAre("begin", "try a1", "commit", "answer a1",  //
                                    "begin", "try b1", "commit", "refuse b1",  //
                                    "begin", "try c1", "commit", "answer c1", "tell others"));
  EXPECT_TRUE(thread.last_failure()) << "one event cannot be written, whatever the others do";
}

TEST_F(DeskThreadTest, RemembersThatItCannotWrite) {
  thread.post(writing("bad", true));
  thread.start(turn());
  thread.stop();
  EXPECT_THAT(happened, ElementsAre("begin", "try bad", "commit", "refuse bad", "tell others"));
  ASSERT_TRUE(thread.last_failure());
  EXPECT_EQ(thread.last_failure()->kind, base::ErrorKind::Storage);
}

TEST_F(DeskThreadTest, CommitsALongQueueInParts) {
  thread.post(writing("long", false, DeskThread::largest_batch));
  thread.post(writing("next"));
  thread.start(turn());
  thread.stop();
  EXPECT_THAT(happened, ElementsAre("begin", "try long", "commit", "answer long", "tell others",  //
                                    "begin", "try next", "commit", "answer next", "tell others"));
}

TEST_F(DeskThreadTest, RunsJobsWithoutWritesInOrderAndCommitsNothing) {
  for (const auto* name : {"1", "2", "3"}) thread.post([this, name] { happened.emplace_back(name); });
  thread.start(turn());
  thread.stop();
  EXPECT_THAT(happened, ElementsAre("1", "2", "3"));
}

TEST_F(DeskThreadTest, ServesWhatWaitsBeforeEachCommand) {
  thread.post_behind([this] {
    happened.emplace_back("first command");
    thread.post(writing("b"));
  });
  std::promise<void> over;
  thread.post_behind([&] {
    happened.emplace_back("second command");
    over.set_value();
  });
  thread.post(writing("a"));
  thread.start(turn());
  over.get_future().wait();
  thread.stop();
  EXPECT_THAT(happened, ElementsAre("begin", "try a", "commit", "answer a", "tell others", "first command",  //
                                    "begin", "try b", "commit", "answer b", "tell others", "second command"));
}

TEST_F(DeskThreadTest, LetsNoCommandWaitForEverBehindAdmissions) {
  base::ManualClock standing(base::Instant::from_unix_ms(0));
  DeskThread busy(standing);
  const auto commands = [](std::size_t count) { return std::vector<std::string>(count, "command"); };
  for (std::size_t i = 0; i <= DeskThread::most_behind; ++i) {
    busy.post_behind([this] { happened.emplace_back("command"); });
  }
  const auto admit = [&](const std::string& name) {
    busy.post([&busy, this, name] {
      busy.write({.event = event("evening"),
                  .attempt = [] {},
                  .answer = [this, name](const base::Result<void>&) { happened.push_back("answer " + name); }});
    });
    busy.run_turn({.begin = [] { return base::Result<void>(); }, .commit = [] { return base::Result<void>(); }});
  };
  admit("a");
  EXPECT_THAT(happened, ElementsAre("answer a"));
  standing.advance(DeskThread::longest_behind);
  happened.clear();
  admit("b");
  EXPECT_EQ(happened.front(), "answer b");
  happened.erase(happened.begin());
  EXPECT_EQ(happened, commands(DeskThread::most_behind));
  admit("c");
  EXPECT_THAT(std::vector(happened.end() - 2, happened.end()), ElementsAre("answer c", "command"));
}

TEST_F(DeskThreadTest, GathersWhatComesWhileItCommits) {
  std::promise<void> committing;
  std::promise<void> go_on;
  auto slow = turn();
  slow.commit = [&, first = true]() mutable -> base::Result<void> {
    happened.push_back("commit");
    if (std::exchange(first, false)) {
      committing.set_value();
      go_on.get_future().wait();
    }
    return {};
  };
  thread.post(writing("first"));
  thread.start(slow);
  committing.get_future().wait();
  thread.post(writing("a"));
  thread.post(writing("b"));
  go_on.set_value();
  thread.stop();
  EXPECT_THAT(happened, ElementsAre("begin", "try first", "commit", "answer first", "tell others",  //
                                    "begin", "try a", "try b", "commit", "answer a", "answer b", "tell others"));
}

TEST_F(DeskThreadTest, WakesWhenSomethingIsDue) {
  std::promise<void> woken;
  auto timed = turn();
  std::atomic<bool> done = false;
  timed.next_due = [&]() -> std::optional<base::Milliseconds> {
    return done ? std::nullopt : std::optional(clock.monotonic() + milliseconds(5));
  };
  timed.time_passed = [&] {
    if (!done.exchange(true)) woken.set_value();
  };
  thread.start(timed);
  EXPECT_EQ(woken.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
  thread.stop();
}

TEST_F(DeskThreadTest, DropsWhatComesAfterItsEnd) {
  thread.start(turn());
  thread.stop();
  thread.post(writing("late"));
  EXPECT_THAT(happened, ElementsAre());
}

}  // namespace
}  // namespace einlass::web
