// In every state: a reply that nobody waits for any more changes nothing, and every screen has a way out.
#include "tests/kiosk/flow/walk.h"

#include <functional>

#include <gtest/gtest.h>

namespace einlass::flow {
namespace {

struct Shown {
  std::string name;
  std::function<void(Walk&)> go;
};

AskedQuestion photo() {
  return {.id = "photo", .text = {{"de", "Fotos?"}}, .consent = true};
}

AdmissionAnswered in(Walk& walk) {
  return walk.scan("TICKET-1").reply(granted({1}), 1);
}

void needs(Walk& walk, int persons, const std::vector<std::string>& questions) {
  rules::AdmissionRefused refusal = refused(rules::Refusal::NeedsAnswers);
  refusal.ticket = id_of<rules::TicketId>(7);
  refusal.persons = persons;
  refusal.questions = questions;
  AdmissionAnswered answer = walk.scan("TICKET-1").reply(refusal);
  for (const std::string& id : questions) answer.questions.push_back({.id = id, .text = {{"de", "Was?"}}});
  walk.give(answer);
}

void look_up(Walk& walk, const rules::GuestLookedUp& found) {
  walk.give(SearchPressed{}).fill_in({"gross", "code"});
  walk.give(DoorAnswered{walk.state.visit.awaited, rules::DoorAnswer(found)});
}

const std::vector<Shown> all_screens{
    {"attract", [](Walk&) {}},
    {"checking", [](Walk& walk) { walk.scan("TICKET-1"); }},
    {"welcome", [](Walk& walk) { walk.admit("TICKET-1", 1); }},
    {"refused", [](Walk& walk) { walk.scan("TICKET-1").answer(refused(rules::Refusal::Unpaid)); }},
    {"not_the_ticket", [](Walk& walk) { walk.scan("https://example.org"); }},
    {"find_me", [](Walk& walk) { walk.give(SearchPressed{}); }},
    {"looking",
     [](Walk& walk) {
       walk.give(SearchPressed{}).fill_in({"gross", "code"});
     }},
    {"found_nobody", [](Walk& walk) { look_up(walk, {}); }},
    {"search_locked",
     [](Walk& walk) { look_up(walk, {.tickets = {}, .ticket_types = {}, .wait = base::Milliseconds(60'000)}); }},
    {"register_me", [](Walk& walk) { walk.give(WalkInPressed{}); }},
    {"question", [](Walk& walk) { needs(walk, 0, {"diet"}); }},
    {"how_many", [](Walk& walk) { needs(walk, 3, {}); }},
    {"name_ticket",
     [](Walk& walk) {
       AdmissionAnswered answer = in(walk);
       answer.unnamed = true;
       walk.give(answer);
     }},
    {"consent",
     [](Walk& walk) {
       AdmissionAnswered answer = in(walk);
       answer.consents = {photo()};
       walk.give(answer);
     }},
    {"confirm_badge",
     [](Walk& walk) {
       walk.config.confirm_badge = true;
       walk.give(in(walk));
     }},
    {"correct_badge",
     [](Walk& walk) {
       walk.config.confirm_badge = true;
       walk.give(in(walk)).give(BadgeNameWrong{});
     }},
    {"announced",
     [](Walk& walk) {
       walk.config.closed = true;
       walk.scan("TICKET-1").answer(rules::AdmissionAnnounced{});
     }},
};

class EveryScreen : public testing::TestWithParam<Shown> {
 protected:
  EveryScreen() {
    walk.config.search = true;
    walk.config.walk_in = true;
    GetParam().go(walk);
    walk.asked.clear();
  }
  Walk walk = Walk::open();
};

TEST_P(EveryScreen, StaysWhatItIsWhateverComesTooLate) {
  const rules::ScanStep other{id_of<rules::ScanId>(200), 0};
  const std::uint64_t token = 999;
  const std::vector<Event> late{AdmissionAnswered{.scan = other, .admission = granted({1})},
                                AdmissionFailed{other},
                                DoorAnswered{token, rules::DoorAnswer(rules::GuestLookedUp{})},
                                DoneAtDoor{token, {}},
                                BadgeDrawn{other, {"A"}, 1},
                                BadgeMoved{{.job = id_of<rules::PrintJobId>(250), .stage = BadgeStage::Failed}},
                                VisitSettled{other.scan, VisitNews::Admitted},
                                VisitSettled{other.scan, VisitNews::HelpIsComing},
                                TimerFired{TimerKind::Idle, 9'999},
                                TimerFired{TimerKind::Aside, 9'999},
                                TimerFired{TimerKind::Unheard, 9'999}};
  const std::size_t screen = walk.state.screen.index();
  const rules::ScanStep scan = walk.state.visit.scan;
  const std::string headline = walk.model().headline;
  for (const Event& event : late) walk.give(event);
  EXPECT_EQ(walk.state.screen.index(), screen);
  EXPECT_EQ(walk.state.visit.scan, scan);
  EXPECT_EQ(walk.model().headline, headline);
  EXPECT_TRUE(walk.asked.empty());
}

TEST_P(EveryScreen, EndsByItselfWithAWarning) {
  if (walk.shows<Attract>()) return;
  bool warned = false;
  for (int i = 0; i < 12 && !walk.shows<Attract>(); ++i) {
    const bool waits = walk.shows<Checking>();
    if (waits) walk.fire(TimerKind::Checking);
    if (!waits && walk.runs(TimerKind::Idle)) walk.fire(TimerKind::Idle);
    warned = warned || walk.model().warning.has_value();
    if (walk.runs(TimerKind::Warning)) walk.fire(TimerKind::Warning);
  }
  EXPECT_TRUE(walk.shows<Attract>());
  EXPECT_TRUE(warned);
}

TEST_P(EveryScreen, HasAWayOutByAButton) {
  if (walk.shows<Attract>()) return;
  for (int i = 0; i < 6 && !walk.shows<Attract>(); ++i) {
    walk.shows<Checking>() ? walk.fire(TimerKind::Checking) : walk.give(DonePressed{});
  }
  EXPECT_TRUE(walk.shows<Attract>());
  EXPECT_FALSE(walk.state.form);
}

TEST_P(EveryScreen, CanCallForHelpAndKeepsWhatWasAsked) {
  walk.give(HelpPressed{});
  ASSERT_EQ(walk.asked_for<CallForHelp>().size(), 1U);
  const auto call = walk.asked_for<CallForHelp>()[0].scan;
  EXPECT_FALSE(call.is_nil());
  walk.give(VisitSettled{call, VisitNews::HelpIsComing});
  const ScreenModel model = walk.model();
  std::string said = model.headline;
  for (const Notice& notice : model.notices) said += notice.text;
  EXPECT_NE(said.find("Somebody is coming to you"), std::string::npos);
}

TEST_P(EveryScreen, OffersMoreTimeForTheWholeOfEachLimit) {
  if (!walk.runs(TimerKind::Idle)) return;
  const std::size_t screen = walk.state.screen.index();
  for (int i = 0; i < 10; ++i) {
    walk.fire(TimerKind::Idle).give(MoreTimePressed{});
    EXPECT_FALSE(walk.model().warning);
  }
  EXPECT_EQ(walk.state.screen.index(), screen);
}

INSTANTIATE_TEST_SUITE_P(Screens, EveryScreen, testing::ValuesIn(all_screens),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace einlass::flow
