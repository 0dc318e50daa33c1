// What a guest is asked: before the admission, and between admission and badge.
#include "tests/kiosk/flow/walk.h"

#include <gtest/gtest.h>

namespace einlass::flow {
namespace {

const rules::TicketId ticket = id_of<rules::TicketId>(7);

AskedQuestion question(const std::string& id, bool consent = false) {
  return {.id = id, .text = {{"de", id + " de?"}, {"en", id + " en?"}}, .text_version = 3, .consent = consent};
}

AdmissionAnswered needs(Walk& walk, const std::vector<std::string>& ids, int persons = 0) {
  rules::AdmissionRefused refusal = refused(rules::Refusal::NeedsAnswers);
  refusal.ticket = ticket;
  refusal.questions = ids;
  refusal.persons = persons;
  AdmissionAnswered answer = walk.reply(refusal);
  for (const std::string& id : ids) answer.questions.push_back(question(id));
  return answer;
}

// One badge, and these consents are open.
AdmissionAnswered in_with(Walk& walk, const std::vector<std::string>& consents) {
  AdmissionAnswered answer = walk.reply(granted({1}), 1);
  answer.badge_name = answer.guest_name;
  for (const std::string& id : consents) answer.consents.push_back(question(id, true));
  return answer;
}

// Of the newest commands.
template <typename First, typename Then>
bool comes_first(const Walk& walk) {
  for (const Command& command : walk.newest) {
    if (std::holds_alternative<First>(command)) return true;
    if (std::holds_alternative<Then>(command)) return false;
  }
  return false;
}

TEST(Questions, GoOneAScreenAndThenTheSameScanGoesOn) {
  Walk walk = Walk::open();
  walk.give(needs(walk.scan("TICKET-1"), {"diet", "shirt"}));
  EXPECT_EQ(walk.model().headline, "diet de?");
  walk.give(LanguageChosen{"en"});
  EXPECT_EQ(walk.model().headline, "diet en?");
  walk.fill_in({"none"});
  EXPECT_EQ(walk.model().headline, "shirt en?");
  EXPECT_EQ(walk.model().fields.at(0).text, "") << "the answer before is not in it";
  EXPECT_TRUE(walk.asked_for<KeepAnswers>().empty());
  walk.fill_in({"large"});

  const rules::ScanStep next{id_of<rules::ScanId>(1), 1};
  const auto kept = walk.asked_for<KeepAnswers>();
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].scan, next);
  EXPECT_EQ(kept[0].ticket, ticket);
  EXPECT_EQ(kept[0].answers, (std::map<std::string, std::string>{{"diet", "none"}, {"shirt", "large"}}));
  EXPECT_TRUE((comes_first<KeepAnswers, AskAdmission>(walk))) << "written before it is asked";
  EXPECT_EQ(walk.asked_for<AskAdmission>().back().scan, next);
  EXPECT_EQ(walk.asked_for<AskAdmission>().back().code, "TICKET-1");
  walk.answer(granted());
  EXPECT_TRUE(walk.shows<Welcome>());
}

TEST(Questions, AreNotAskedForEver) {
  Walk walk = Walk::open();
  walk.give(needs(walk.scan("TICKET-1"), {"diet"})).fill_in({"none"});
  walk.give(needs(walk, {"diet"}));
  EXPECT_EQ(walk.model().headline, "Please see our team");
}

TEST(Questions, WithoutTextAreForOurTeam) {
  Walk walk = Walk::open();
  AdmissionAnswered answer = needs(walk.scan("TICKET-1"), {"diet"});
  answer.questions.clear();
  walk.give(answer);
  EXPECT_EQ(walk.model().headline, "Please see our team");
}

TEST(Questions, AdmitNobodyWhoLeaves) {
  Walk walk = Walk::open();
  walk.give(needs(walk.scan("TICKET-1"), {"diet"})).give(Typed{"x"}).fire(TimerKind::Idle).fire(TimerKind::Warning);
  EXPECT_TRUE(walk.shows<Attract>());
  EXPECT_TRUE(walk.asked_for<KeepAnswers>().empty());
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), 1U);
  EXPECT_FALSE(walk.state.form);
}

TEST(Questions, HoldTheNextGuestUpOnlyUntilTheWarning) {
  Walk walk = Walk::open();
  walk.give(needs(walk.scan("TICKET-1"), {"diet"})).scan("TICKET-2");
  EXPECT_TRUE(walk.shows<AnswerQuestion>()) << "somebody is typing";
  walk.fire(TimerKind::Idle).give(MoreTimePressed{}).scan("TICKET-3");
  EXPECT_TRUE(walk.shows<AnswerQuestion>()) << "she asked for more time";
  walk.fire(TimerKind::Idle).scan("TICKET-4");
  EXPECT_EQ(walk.asked_for<AskAdmission>().back().code, "TICKET-4");
}

TEST(Parties, AreAskedHowManyAreHere) {
  Walk walk = Walk::open();
  walk.scan("TICKET-1");
  EXPECT_EQ(walk.asked_for<AskAdmission>().back().persons, rules::ask_persons);
  walk.give(needs(walk, {}, 3));
  ASSERT_TRUE(walk.shows<HowMany>());
  EXPECT_EQ(walk.model().buttons.at(0).label, "Check in 3 persons") << "all of them with one touch";
  walk.give(PersonsTurned{1}).give(PersonsTurned{-1});
  ASSERT_GE(walk.model().buttons.size(), 3U);
  EXPECT_EQ(walk.model().buttons.at(1).label, "One fewer");
  EXPECT_EQ(walk.model().buttons.at(2).label, "One more");
  EXPECT_EQ(walk.model().buttons.at(0).label, "Check in 2 persons");
  walk.give(PersonsTurned{-1}).give(PersonsTurned{-1});
  EXPECT_EQ(walk.model().buttons.at(0).label, "Check in one person");
  walk.give(PersonsTurned{1}).give(PersonsChosen{});
  const AskAdmission asked = walk.asked_for<AskAdmission>().back();
  EXPECT_EQ(asked.persons, 2);
  EXPECT_EQ(asked.scan.step, 1U);
}

TEST(Parties, WhoSayNothingAreAllHere) {
  Walk walk = Walk::open();
  walk.give(needs(walk.scan("TICKET-1"), {}, 3)).fire(TimerKind::Idle).fire(TimerKind::Warning);
  EXPECT_EQ(walk.asked_for<AskAdmission>().back().persons, 3);
}

TEST(Parties, AreWelcomedByTheirNumber) {
  Walk walk = Walk::open();
  rules::AdmissionGranted three = granted();
  three.fact.persons = 3;
  walk.scan("TICKET-1").answer(three);
  EXPECT_EQ(walk.model().body, "3 of you are checked in.");
}

TEST(Consents, AreAskedBeforeTheBadgeWithEqualAnswers) {
  Walk walk = Walk::open();
  walk.give(in_with(walk.scan("TICKET-1"), {"photo", "newsletter"}));
  const ScreenModel model = walk.model();
  EXPECT_EQ(model.headline, "photo de?");
  ASSERT_EQ(model.buttons.size(), 2U);
  for (const Button& answer : model.buttons) EXPECT_FALSE(answer.primary) << answer.id;
  EXPECT_TRUE(walk.asked_for<PrintBadge>().empty());

  walk.give(ConsentChosen{true}).give(ConsentChosen{false});
  const auto kept = walk.asked_for<KeepAnswers>();
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].consents.at(0), (rules::ConsentGiven{"photo", 3, "de", true}));
  EXPECT_EQ(kept[1].consents.at(0), (rules::ConsentGiven{"newsletter", 3, "de", false}));
  EXPECT_NE(kept[0].scan, kept[1].scan);
  EXPECT_TRUE(kept[0].answers.empty());
  EXPECT_TRUE(walk.shows<Welcome>());
  EXPECT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
}

TEST(Consents, SkippedOrLeftAreNoAndTheBadgePrints) {
  for (const bool skipped : {true, false}) {
    Walk walk = Walk::open();
    walk.give(in_with(walk.scan("TICKET-1"), {"photo"}));
    if (skipped) walk.give(DonePressed{});
    if (!skipped) walk.fire(TimerKind::Idle).fire(TimerKind::Warning);
    ASSERT_EQ(walk.asked_for<KeepAnswers>().size(), 1U);
    EXPECT_FALSE(walk.asked_for<KeepAnswers>()[0].consents.at(0).yes);
    EXPECT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
    EXPECT_TRUE(walk.shows<Welcome>());
  }
}

TEST(Consents, OfWhoHasGoneAreNoOnceTheNextGuestIsServed) {
  Walk walk = Walk::open();
  walk.give(in_with(walk.scan("TICKET-1"), {"photo"})).fire(TimerKind::Idle).scan("TICKET-2");
  EXPECT_EQ(walk.asked_for<AskAdmission>().back().code, "TICKET-2");
  EXPECT_EQ(walk.asked_for<KeepAnswers>().size(), 1U);
  EXPECT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
  EXPECT_EQ(walk.state.left_printing.size(), 1U);
}

TEST(Names, AreAskedForTicketsWithoutOneBeforeTheBadge) {
  Walk walk = Walk::open();
  AdmissionAnswered answer = in_with(walk.scan("TICKET-1"), {});
  answer.unnamed = true;
  answer.guest_name.clear();
  walk.give(answer);
  ASSERT_TRUE(walk.shows<NameTicket>());
  EXPECT_TRUE(walk.asked_for<PrintBadge>().empty());
  walk.fill_in({"Jana", "Weiss"});
  const auto amended = walk.asked_for<AmendGuest>();
  ASSERT_EQ(amended.size(), 1U);
  EXPECT_EQ(amended[0].fields,
            (rules::GuestFields{{"first_name", "Jana"}, {"last_name", "Weiss"}, {"full_name", "Jana Weiss"}}));
  EXPECT_EQ(walk.model().name, "Jana Weiss");
  EXPECT_TRUE((comes_first<AmendGuest, PrintBadge>(walk))) << "the badge bears that name";
  EXPECT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
}

TEST(Names, ThatNobodyTypesLeaveTheBadgeOwed) {
  Walk walk = Walk::open();
  AdmissionAnswered answer = in_with(walk.scan("TICKET-1"), {});
  answer.unnamed = true;
  walk.give(answer).fire(TimerKind::Idle).fire(TimerKind::Warning);
  EXPECT_TRUE(walk.shows<Welcome>()) << "where to go she is told all the same";
  EXPECT_TRUE(walk.asked_for<PrintBadge>().empty());
  Walk cancelled = Walk::open();
  AdmissionAnswered second = in_with(cancelled.scan("TICKET-1"), {});
  second.unnamed = true;
  cancelled.give(second).give(DonePressed{});
  EXPECT_TRUE(cancelled.shows<Welcome>());
}

class Preview : public testing::Test {
 protected:
  Preview() {
    walk.config.confirm_badge = true;
    walk.give(in_with(walk.scan("TICKET-1"), {}));
  }
  rules::ScanStep drawing() const { return walk.asked_for<DrawBadge>().back().scan; }
  Walk walk = Walk::open();
};

TEST_F(Preview, ShowsTheBadgeAndPrintsItWhenItIsRight) {
  EXPECT_TRUE(walk.asked_for<PrintBadge>().empty());
  walk.give(BadgeDrawn{drawing(), {"Jürgen Groß", "Nordlicht"}, 4});
  ASSERT_TRUE(walk.model().preview);
  EXPECT_EQ(walk.model().preview->picture, 4U);
  walk.give(BadgeIsRight{});
  EXPECT_TRUE(walk.shows<Welcome>());
  EXPECT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
}

TEST_F(Preview, IsReadOutToTheGuestAlone) {
  walk.give(BadgeDrawn{drawing(), {"Jürgen Groß"}, 1}).give(KeypadUsed{});
  const auto says_name = [this] {
    const auto spoken = spoken_form(walk.model());
    return std::any_of(spoken.begin(), spoken.end(), [](const auto& part) { return part == "Jürgen Groß."; });
  };
  EXPECT_FALSE(says_name());
  walk.give(DevicesChanged{{.camera = CameraState::Working, .connected = true, .headphones = Headphones::In}});
  EXPECT_TRUE(says_name());
}

TEST_F(Preview, CorrectsTheBadgeAloneAndShowsItAgain) {
  const rules::ScanStep first = drawing();
  walk.give(BadgeDrawn{first, {"Jürgen Groß"}, 1}).give(BadgeNameWrong{});
  EXPECT_EQ(walk.model().fields.at(0).text, "Jürgen Groß");
  walk.fill_in({" jr"});
  const auto amended = walk.asked_for<AmendGuest>();
  ASSERT_EQ(amended.size(), 1U);
  EXPECT_EQ(amended[0].fields, (rules::GuestFields{{"extra.badge_name", "Jürgen Groß jr"}}));
  ASSERT_TRUE(walk.shows<ConfirmBadge>());
  walk.give(BadgeDrawn{first, {"Jürgen Groß"}, 1});
  EXPECT_EQ(walk.model().preview->picture, 0U) << "that one is late";
  walk.give(BadgeDrawn{drawing(), {"Jürgen Groß jr"}, 2});
  EXPECT_EQ(walk.model().preview->picture, 2U);
}

TEST_F(Preview, PrintsAsItIsWhereNobodyLooks) {
  walk.fire(TimerKind::Idle).fire(TimerKind::Warning);
  EXPECT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
  EXPECT_TRUE(walk.shows<Welcome>());
}

TEST_F(Preview, PrintsAtOnceWhereItCannotBeDrawn) {
  walk.give(BadgeDrawn{drawing(), {}, 0});
  EXPECT_EQ(walk.asked_for<PrintBadge>().size(), 1U);
}

}  // namespace
}  // namespace einlass::flow
