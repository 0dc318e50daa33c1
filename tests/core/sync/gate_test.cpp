#include "core/sync/gate.h"

#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using base::Milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

std::string word_of(const AskServer&) {
  return "ask";
}
std::string word_of(const TryAlone&) {
  return "try";
}
std::string word_of(const ShowChecking&) {
  return "checking";
}
std::string word_of(const DecideAlone&) {
  return "alone";
}
std::string word_of(const ShowReply&) {
  return "reply";
}
std::string word_of(const MergeReply&) {
  return "merge";
}

std::vector<std::string> words(const GateCommands& commands) {
  std::vector<std::string> all;
  for (const auto& command : commands) {
    all.push_back(std::visit([](const auto& each) { return word_of(each); }, command));
  }
  return all;
}

rules::ScanStep new_scan() {
  return {rules::ScanId::random(), 0};
}

class GateOnline : public testing::Test {
 protected:
  void SetUp() override { gate.connected(); }
  std::vector<std::string> wait_until(std::int64_t ms) { return words(gate.time_passed(Milliseconds(ms))); }

  Gate gate;
  const rules::ScanStep scan = new_scan();
};

TEST_F(GateOnline, ShowsTheServersReply) {
  EXPECT_THAT(words(gate.asked(scan, Milliseconds(0))), ElementsAre("ask"));
  EXPECT_THAT(words(gate.replied(scan)), ElementsAre("reply"));
  EXPECT_EQ(gate.next_due(), std::nullopt);
}

TEST_F(GateOnline, AdmitsAloneAfterTheShortWaitWhereItMay) {
  gate.asked(scan, Milliseconds(0));
  EXPECT_EQ(gate.next_due(), Milliseconds(300));
  EXPECT_THAT(wait_until(299), IsEmpty());
  EXPECT_THAT(wait_until(300), ElementsAre("try"));
  EXPECT_THAT(words(gate.tried_alone(scan, true, Milliseconds(300))), ElementsAre("alone"));
}

TEST_F(GateOnline, WaitsLongerWhereItWouldHaveToRefuse) {
  gate.asked(scan, Milliseconds(0));
  wait_until(300);
  EXPECT_THAT(words(gate.tried_alone(scan, false, Milliseconds(301))), ElementsAre("checking"));
  EXPECT_EQ(gate.next_due(), Milliseconds(3'000));
  EXPECT_THAT(wait_until(2'999), IsEmpty());
  EXPECT_THAT(wait_until(3'000), ElementsAre("alone"));
}

TEST_F(GateOnline, TakesAReplyThatComesWhileChecking) {
  gate.asked(scan, Milliseconds(0));
  wait_until(300);
  gate.tried_alone(scan, false, Milliseconds(301));
  EXPECT_THAT(words(gate.replied(scan)), ElementsAre("reply"));
  EXPECT_THAT(wait_until(5'000), IsEmpty());
}

TEST_F(GateOnline, MergesAReplyThatComesAfterItDecidedAlone) {
  gate.asked(scan, Milliseconds(0));
  wait_until(300);
  gate.tried_alone(scan, true, Milliseconds(300));
  EXPECT_THAT(words(gate.replied(scan)), ElementsAre("merge"));
}

TEST_F(GateOnline, ShowsARepeatedReplyOnce) {
  gate.asked(scan, Milliseconds(0));
  gate.replied(scan);
  EXPECT_THAT(words(gate.replied(scan)), ElementsAre("merge"));
}

TEST_F(GateOnline, MergesAReplyToAScanItNeverSaw) {
  EXPECT_THAT(words(gate.replied(new_scan())), ElementsAre("merge"));
}

TEST_F(GateOnline, AsksOnceForAScanThatIsStillWaiting) {
  gate.asked(scan, Milliseconds(0));
  EXPECT_THAT(gate.asked(scan, Milliseconds(100)), IsEmpty());
}

TEST_F(GateOnline, AnswersARetryOfASettledScanFromItsOwnJournal) {
  gate.asked(scan, Milliseconds(0));
  gate.replied(scan);
  EXPECT_THAT(words(gate.asked(scan, Milliseconds(900))), ElementsAre("alone"));
}

TEST_F(GateOnline, TreatsTheNextStepOfAScanAsAQuestionOfItsOwn) {
  gate.asked(scan, Milliseconds(0));
  gate.replied(scan);
  EXPECT_THAT(words(gate.asked({scan.scan, 1}, Milliseconds(900))), ElementsAre("ask"));
}

// Its disk is full: what it would say it cannot write down, and the server may have let her in.
TEST_F(GateOnline, WaitsForTheServerWhereItCannotDecideAlone) {
  gate.asked(scan, Milliseconds(0));
  wait_until(300);
  gate.tried_alone(scan, true, Milliseconds(300));
  EXPECT_TRUE(gate.wait_on(scan));
  EXPECT_EQ(gate.next_due(), Milliseconds(3'000));
  EXPECT_THAT(words(gate.asked(new_scan(), Milliseconds(350))), ElementsAre("ask"))
      << "it cannot decide this one either";
  EXPECT_THAT(words(gate.replied(scan)), ElementsAre("reply"));
}

TEST_F(GateOnline, GivesUpWhereItCannotDecideAloneAndNoAnswerCame) {
  gate.asked(scan, Milliseconds(0));
  wait_until(300);
  gate.tried_alone(scan, true, Milliseconds(300));
  EXPECT_TRUE(gate.wait_on(scan));
  EXPECT_THAT(wait_until(3'000), ElementsAre("alone"));
  EXPECT_FALSE(gate.wait_on(scan));
  EXPECT_THAT(words(gate.asked(scan, Milliseconds(4'000))), ElementsAre("ask")) << "nobody decided it";
}

TEST_F(GateOnline, WaitsForNoAnswerThatCannotComeAnyMore) {
  gate.asked(scan, Milliseconds(0));
  gate.server_failed(scan);
  EXPECT_FALSE(gate.wait_on(scan));
  const auto other = new_scan();
  gate.asked(other, Milliseconds(10));
  gate.disconnected();
  EXPECT_FALSE(gate.wait_on(other));
}

TEST_F(GateOnline, DecidesAtOnceWhenTheServerCannot) {
  gate.asked(scan, Milliseconds(0));
  EXPECT_THAT(words(gate.server_failed(scan)), ElementsAre("alone"));
  EXPECT_THAT(gate.server_failed(scan), IsEmpty());
  EXPECT_FALSE(gate.known_alone());
}

TEST_F(GateOnline, DecidesAllThatWaitWhenTheConnectionBreaks) {
  gate.asked(scan, Milliseconds(0));
  gate.asked(new_scan(), Milliseconds(10));
  EXPECT_THAT(words(gate.disconnected()), ElementsAre("alone", "alone"));
}

TEST_F(GateOnline, LetsNoScanWaitOnceTheServerWasSilent) {
  gate.asked(scan, Milliseconds(0));
  wait_until(300);
  gate.tried_alone(scan, true, Milliseconds(300));
  EXPECT_TRUE(gate.known_alone());
  EXPECT_THAT(words(gate.asked(new_scan(), Milliseconds(400))), ElementsAre("alone"));
}

TEST_F(GateOnline, AsksAgainOnceTheServerWasHeard) {
  gate.asked(scan, Milliseconds(0));
  wait_until(3'000);
  EXPECT_TRUE(gate.known_alone());
  gate.heard();
  EXPECT_THAT(words(gate.asked(new_scan(), Milliseconds(4'000))), ElementsAre("ask"));
}

TEST(GateAlone, NeverWaits) {
  Gate gate;
  EXPECT_THAT(words(gate.asked(new_scan(), Milliseconds(0))), ElementsAre("alone"));
  EXPECT_EQ(gate.next_due(), std::nullopt);
}

// Whatever is lost, repeated, late or out of order: each scan is shown exactly once, and within the longest wait.
struct Outcome {
  Milliseconds asked{0};
  int shown = 0;
  Milliseconds shown_at{0};
};

class Chaos {
 public:
  explicit Chaos(unsigned seed) : random_(seed) {}

  void run() {
    for (now_ = Milliseconds(0); now_ < Milliseconds(20'000); now_ += Milliseconds(10)) tick();
    for (; now_ < Milliseconds(24'000); now_ += Milliseconds(10)) apply(gate_.time_passed(now_));
  }
  const std::map<rules::ScanStep, Outcome>& outcomes() const { return outcomes_; }

 private:
  bool chance(int percent) { return std::uniform_int_distribution<int>(0, 99)(random_) < percent; }

  void tick() {
    if (chance(2)) apply(chance(60) ? gate_.connected() : gate_.disconnected());
    if (chance(5)) gate_.heard();
    if (chance(10)) {
      ++next_id_;
      const rules::ScanStep scan{
          rules::ScanId(base::IdBytes{static_cast<std::uint8_t>(next_id_ >> 8U), static_cast<std::uint8_t>(next_id_)}),
          0};  // by number: a seed is a story
      outcomes_[scan].asked = now_;
      apply(gate_.asked(scan, now_));
    }
    for (auto& [scan, outcome] : outcomes_) {
      if (outcome.asked + Milliseconds(4'000) < now_) continue;
      if (chance(1)) apply(gate_.replied(scan));  // on time, late, repeated, never
      if (chance(1) && chance(20)) apply(gate_.server_failed(scan));
    }
    apply(gate_.time_passed(now_));
  }

  void apply(const GateCommands& commands) {
    for (const auto& command : commands) {
      if (const auto* attempt = std::get_if<TryAlone>(&command)) {
        apply(gate_.tried_alone(attempt->scan, chance(50), now_));
      } else if (const auto* alone = std::get_if<DecideAlone>(&command)) {
        const bool disk_is_full = chance(20);
        if (!disk_is_full || !gate_.wait_on(alone->scan)) show(alone->scan);
      } else if (const auto* reply = std::get_if<ShowReply>(&command)) {
        show(reply->scan);
      }
    }
  }
  void show(rules::ScanStep scan) {
    ++outcomes_[scan].shown;
    outcomes_[scan].shown_at = now_;
  }

  std::mt19937 random_;
  Gate gate_;
  Milliseconds now_{0};
  std::uint32_t next_id_ = 0;
  std::map<rules::ScanStep, Outcome> outcomes_;
};

class GateUnderChaos : public testing::TestWithParam<unsigned> {};

TEST_P(GateUnderChaos, ShowsEveryScanExactlyOnceAndInTime) {
  Chaos chaos(GetParam());
  chaos.run();
  ASSERT_FALSE(chaos.outcomes().empty());
  for (const auto& [scan, outcome] : chaos.outcomes()) {
    EXPECT_EQ(outcome.shown, 1) << "seed " << GetParam();
    EXPECT_LE(outcome.shown_at - outcome.asked, Milliseconds(3'010)) << "seed " << GetParam();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, GateUnderChaos, testing::Range(1U, 31U));

}  // namespace
}  // namespace einlass::sync
