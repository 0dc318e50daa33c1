#include "server/crm/reconciler.h"

#include <deque>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::crm {
namespace {

using rules::OutboxHold;
using rules::OutboxRow;
using rules::OutboxState;

constexpr base::Instant now = base::Instant::from_unix_ms(1'795'000'000'000);
constexpr Manner asks{.asks_first = true, .on_its_way = std::chrono::minutes(2)};
constexpr Manner repeats{.asks_first = false, .on_its_way = std::chrono::minutes(2)};

OutboxRow row(OutboxState state, const std::string& desired, const std::string& recorded,
              const std::string& sending = "") {
  OutboxRow row;
  row.state = state;
  row.desired = desired;
  row.recorded = recorded;
  row.remote_id = recorded.empty() ? "" : "7";
  row.sending = sending;
  if (state == OutboxState::Sent) row.first_try = row.last_try = now - std::chrono::seconds(30);
  return row;
}

struct StepCase {
  OutboxState state;
  const char *desired, *recorded, *sending;
  Step asking, repeating;
};

TEST(Reconciler, KnowsTheNextStepInEveryState) {
  const StepCase cases[] = {
      {OutboxState::Due, "a", "", "", Step::Create, Step::Create},
      {OutboxState::Due, "a", "b", "", Step::Remove, Step::Remove},
      {OutboxState::Due, "", "b", "", Step::Remove, Step::Remove},
      {OutboxState::Sent, "a", "", "a", Step::Ask, Step::Create},
      {OutboxState::Sent, "", "", "a", Step::Ask, Step::Create},
      {OutboxState::Sent, "b", "", "a", Step::Ask, Step::Create},
      {OutboxState::Sent, "", "b", "", Step::Remove, Step::Remove},
      {OutboxState::Sent, "a", "b", "", Step::Remove, Step::Remove},
      {OutboxState::Settled, "a", "a", "", Step::Rest, Step::Rest},
      {OutboxState::Settled, "", "", "", Step::Rest, Step::Rest},
      {OutboxState::Parked, "a", "", "", Step::Rest, Step::Rest},
      {OutboxState::Waiting, "", "", "", Step::Rest, Step::Rest},
      {OutboxState::NotThere, "a", "", "", Step::Rest, Step::Rest},
  };
  for (const auto& each : cases) {
    auto given = row(each.state, each.desired, each.recorded, each.sending);
    EXPECT_EQ(next_step(given, asks, now), each.asking);
    EXPECT_EQ(next_step(given, repeats, now), each.repeating);
    given.next_try = now + base::Milliseconds(1);
    EXPECT_EQ(next_step(given, asks, now), Step::Rest) << "not yet";
  }
}

struct FateCase {
  Fate fate;
  OutboxState after_create, after_remove, after_repeat;
  bool waits;
};

TEST(Reconciler, KnowsWhatEveryFateMakesOfEveryStep) {
  const FateCase cases[] = {
      {Fate::Done, OutboxState::Settled, OutboxState::Settled, OutboxState::Settled, false},
      {Fate::Refused, OutboxState::Parked, OutboxState::Parked, OutboxState::Parked, false},
      {Fate::NotThere, OutboxState::NotThere, OutboxState::NotThere, OutboxState::NotThere, false},
      {Fate::Busy, OutboxState::Due, OutboxState::Due, OutboxState::Sent, true},
      {Fate::Unknown, OutboxState::Sent, OutboxState::Sent, OutboxState::Sent, true},
      {Fate::Stopped, OutboxState::Due, OutboxState::Due, OutboxState::Sent, false},
      {Fate::Alarm, OutboxState::Sent, OutboxState::Sent, OutboxState::Sent, false},
  };
  for (const auto& each : cases) {
    const Answer answer{.fate = each.fate, .remote_id = "9", .words = "no"};
    const auto create = answered(begun(row(OutboxState::Due, "a", ""), Step::Create, now), answer, now);
    EXPECT_EQ(create.state, each.after_create);
    EXPECT_EQ(create.recorded, each.fate == Fate::Done ? "a" : "");
    EXPECT_EQ(create.remote_id, each.fate == Fate::Done ? "9" : "");
    EXPECT_EQ(create.next_try > now, each.waits);
    const auto remove = answered(begun(row(OutboxState::Due, "", "a"), Step::Remove, now), answer, now);
    EXPECT_EQ(remove.state, each.after_remove);
    EXPECT_EQ(remove.recorded, each.fate == Fate::Done ? "" : "a");
    EXPECT_EQ(remove.generation, each.fate == Fate::Done ? 1 : 0);
    const auto repeat = answered(begun(row(OutboxState::Sent, "a", "", "a"), Step::Create, now), answer, now);
    EXPECT_EQ(repeat.state, each.after_repeat) << "the request before it may have done it";
  }
}

TEST(Reconciler, CorrectsByRemovingAndMakingAnew) {
  auto changed = row(OutboxState::Due, "b", "a");
  changed = answered(begun(changed, Step::Remove, now), {.fate = Fate::Done}, now);
  EXPECT_EQ(changed.state, OutboxState::Due);
  EXPECT_EQ(next_step(changed, asks, now), Step::Create);
}

TEST(Reconciler, KeepsTheLowestNumberThatIsAsDesired) {
  const auto sent = row(OutboxState::Sent, "a", "", "a");
  const auto judged = judge(sent, {{"100", "a"}, {"99", "a"}, {"98", "b"}});
  ASSERT_EQ(judged.keep.size(), 1U);
  EXPECT_EQ(judged.keep.front().remote_id, "99");
  EXPECT_THAT(judged.surplus, testing::ElementsAre("98", "100"));
  const auto kept = asked(sent, judged, asks, now);
  EXPECT_EQ(kept.state, OutboxState::Settled);
  EXPECT_EQ(kept.remote_id, "99");
}

TEST(Reconciler, SendsNothingAgainWhileTheRequestMayStillBeOnItsWay) {
  auto sent = row(OutboxState::Sent, "a", "", "a");
  sent = asked(sent, judge(sent, {}), asks, now);
  EXPECT_EQ(sent.state, OutboxState::Sent);
  EXPECT_EQ(sent.next_try, sent.last_try + asks.on_its_way);
  const auto later = asked(sent, judge(sent, {}), asks, sent.next_try);
  EXPECT_EQ(later.state, OutboxState::Due);
  auto undone = row(OutboxState::Sent, "", "", "a");
  EXPECT_EQ(asked(undone, judge(undone, {}), asks, now).state, OutboxState::Sent) << "it may still come";
}

TEST(Reconciler, HoldsWhatNobodyMaySend) {
  const auto settled = row(OutboxState::Settled, "a", "a");
  for (const auto& [hold, after] :
       {std::pair(OutboxHold::UnknownPerson, OutboxState::Waiting),
        std::pair(OutboxHold::Ambiguous, OutboxState::Waiting), std::pair(OutboxHold::LeftOut, OutboxState::Waiting),
        std::pair(OutboxHold::Objects, OutboxState::Parked)}) {
    EXPECT_EQ(wished(OutboxRow(), {.desired = "", .hold = hold}).state, after);
    auto taken_back = wished(settled, {.desired = "", .hold = hold});
    EXPECT_EQ(taken_back.state, OutboxState::Due) << "what is there goes first";
    taken_back = answered(begun(taken_back, Step::Remove, now), {.fate = Fate::Done}, now);
    EXPECT_EQ(taken_back.state, after);
    EXPECT_EQ(taken_back.words, hold == OutboxHold::Objects ? not_to_be_written : "");
  }
}

TEST(Reconciler, TriesAParkedRowAgainAfterAPersonsWordOrAChange) {
  auto parked = row(OutboxState::Parked, "a", "");
  parked.words = "no";
  EXPECT_EQ(wished(parked, {.desired = "a"}), parked);
  EXPECT_EQ(wished(parked, {.desired = "a", .again = true}).state, OutboxState::Due);
  EXPECT_EQ(wished(parked, {.desired = "b"}).state, OutboxState::Due);
  EXPECT_EQ(wished(parked, {.desired = ""}).state, OutboxState::Settled);
}

TEST(Reconciler, KeepsTwoHundredLettersOfWhatTheTargetSays) {
  std::string words(199, 'x');
  words += "ü and more";
  const auto parked =
      answered(begun(row(OutboxState::Due, "a", ""), Step::Create, now), {.fate = Fate::Refused, .words = words}, now);
  EXPECT_EQ(parked.words, std::string(199, 'x'));
}

TEST(Reconciler, WaitsLongerEachTimeAndAsLongAsItWasTold) {
  auto busy = row(OutboxState::Due, "a", "");
  for (const int seconds : {5, 10, 20, 40, 80, 160, 320, 640, 900, 900}) {
    busy = answered(begun(busy, Step::Create, now), {.fate = Fate::Busy}, now);
    EXPECT_EQ(busy.next_try - now, std::chrono::seconds(seconds));
  }
  busy = answered(begun(busy, Step::Create, now), {.fate = Fate::Busy, .retry_after = std::chrono::hours(1)}, now);
  EXPECT_EQ(busy.next_try - now, std::chrono::hours(1));
}

// A target, the way to it, and a program that dies now and then. Answers are lost, requests come late.
class World {
 public:
  World(unsigned seed, const Manner& manner) : chance_(seed), manner_(manner) {}

  void wish(const std::string& desired) { row_ = wished(row_, {.desired = desired}); }

  // One step of the program, with what may go wrong.
  void act(bool all_goes_well) {
    clock_ = clock_ + std::chrono::seconds(all_goes_well ? 1000 : roll(300));
    land(clock_);
    const auto step = next_step(row_, manner_, clock_);
    if (step == Step::Rest) return;
    if (step == Step::Ask) return ask(all_goes_well);
    const auto on_disk = row_ = begun(row_, step, clock_);
    if (!all_goes_well && roll(6) == 0) return;  // died before it was sent
    const auto answer = request(on_disk, all_goes_well);
    if (!all_goes_well && roll(6) == 0) return;  // died before the answer was kept
    row_ = answered(row_, answer, clock_);
  }

  bool is_at_rest() const { return row_.state == OutboxState::Settled && late_.empty(); }
  std::vector<std::string> contents() const {
    std::vector<std::string> contents;
    for (const auto& each : held_) contents.push_back(each.content);
    return contents;
  }
  const OutboxRow& row() const { return row_; }

 private:
  int roll(int sides) { return static_cast<int>(chance_() % static_cast<unsigned>(sides)); }

  void land(base::Instant until) {
    while (!late_.empty() && late_.front().first <= until) {
      held_.push_back({std::to_string(++last_id_), late_.front().second});
      late_.pop_front();
    }
  }

  std::string create(const OutboxRow& on_disk) {
    const auto nonce = std::to_string(on_disk.generation);
    if (!manner_.asks_first && !nonces_.insert(nonce).second) return nonce;
    held_.push_back({manner_.asks_first ? std::to_string(++last_id_) : nonce, on_disk.sending});
    return held_.back().remote_id;
  }

  Answer request(const OutboxRow& on_disk, bool all_goes_well) {
    const int luck = all_goes_well ? 0 : roll(5);
    if (luck == 1) return {.fate = Fate::Busy};
    if (luck == 2) return {.fate = Fate::Unknown};  // never came
    if (luck == 3 && manner_.asks_first && !on_disk.sending.empty()) {
      late_.emplace_back(clock_ + std::chrono::seconds(roll(120)), on_disk.sending);
      return {.fate = Fate::Unknown};
    }
    std::string id;
    if (on_disk.sending.empty()) {
      std::erase_if(held_, [&](const Held& each) { return each.remote_id == on_disk.remote_id; });
    } else {
      id = create(on_disk);
    }
    return luck == 4 ? Answer{.fate = Fate::Unknown} : Answer{.fate = Fate::Done, .remote_id = id};
  }

  void ask(bool all_goes_well) {
    if (!all_goes_well && roll(4) == 0) {
      row_ = not_asked(row_, {.fate = Fate::Unknown}, clock_);
      return;
    }
    const auto judgement = judge(row_, held_);
    for (const auto& id : judgement.surplus) {
      if (!all_goes_well && roll(4) == 0) return;  // died in between
      std::erase_if(held_, [&](const Held& each) { return each.remote_id == id; });
    }
    row_ = asked(row_, judgement, manner_, clock_);
  }

  std::mt19937 chance_;
  Manner manner_;
  base::Instant clock_ = now;
  OutboxRow row_;
  std::vector<Held> held_;
  std::set<std::string> nonces_;
  std::deque<std::pair<base::Instant, std::string>> late_;
  int last_id_ = 0;
};

TEST(Reconciler, EndsWithExactlyWhatIsDesiredWhateverIsLostAndWhereverItDies) {
  for (const auto& manner : {asks, repeats}) {
    for (unsigned seed = 0; seed < 3000; ++seed) {
      World world(seed, manner);
      std::mt19937 wishes(seed);
      std::string last;
      for (int turn = 0; turn < 40; ++turn) {
        if (turn % 8 == 0) world.wish(last = std::array{"", "a", "b"}[wishes() % 3]);
        world.act(false);
      }
      for (int turn = 0; turn < 20 && !world.is_at_rest(); ++turn) world.act(true);
      ASSERT_TRUE(world.is_at_rest()) << seed;
      const auto expected = last.empty() ? std::vector<std::string>() : std::vector{last};
      ASSERT_EQ(world.contents(), expected) << "seed " << seed;
      ASSERT_EQ(world.row().recorded, last);
      world.wish("");
      for (int turn = 0; turn < 20 && !world.is_at_rest(); ++turn) world.act(true);
      ASSERT_TRUE(world.contents().empty()) << "seed " << seed << " after an undo";
    }
  }
}

}  // namespace
}  // namespace einlass::crm
