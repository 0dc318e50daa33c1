// Whoever is on no list is registered and admitted, or counted.
#include "tests/kiosk/flow/staff_walk.h"

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using ::testing::HasSubstr;

class StaffWalkIn : public StaffTest {};

TEST_F(StaffWalkIn, RegistersAndAdmitsFromOneForm) {
  sign_in();
  fill_in_li_na();
  EXPECT_EQ(std::get<rules::FindGuests>(walk.asked_for<AskDoor>().back().question).text, "Na");
  answer(rules::GuestsFound{});
  ASSERT_NE(last_act<rules::RegisterGuest>(), nullptr);
  EXPECT_EQ(last_act<rules::RegisterGuest>()->guest.full_name, "Li Na");
  EXPECT_EQ(last_act<rules::RegisterGuest>()->category, "member") << "the only one";
  const auto ticket = last_act<rules::RegisterGuest>()->ticket;
  EXPECT_FALSE(ticket.is_nil());
  done();
  const auto asked = walk.asked_for<AskAdmission>().back();
  EXPECT_EQ(asked.chosen, ticket);
  EXPECT_EQ(asked.how, rules::How::WalkIn);
}

TEST_F(StaffWalkIn, IsNotRegisteredByALateAnswerToTheSearch) {
  sign_in();
  type("x");
  const auto search = walk.asked_for<AskDoor>().back().token;
  press(PlaceOpened{StaffPlace::WalkIn});
  walk.give(DoorAnswered{search, rules::DoorAnswer(rules::GuestsFound{})});
  EXPECT_EQ(last_act<rules::RegisterGuest>(), nullptr);
  EXPECT_EQ(walk.model().layout, Layout::Form);
}

TEST_F(StaffWalkIn, SendsTheSameIdsAgainAfterAFailure) {
  sign_in();
  fill_in_li_na();
  answer(rules::GuestsFound{});
  const auto first = *last_act<rules::RegisterGuest>();
  not_done(base::ErrorKind::Timeout);
  EXPECT_EQ(walk.model().fields.at(1).text, "Na") << "nothing need be typed again";
  walk.give(FormSent{.whole = true});
  answer(rules::GuestsFound{});
  EXPECT_EQ(last_act<rules::RegisterGuest>()->ticket, first.ticket);
  EXPECT_EQ(last_act<rules::RegisterGuest>()->guest.id, first.guest.id);
}

TEST_F(StaffWalkIn, AsksWhetherSheIsOnTheListAndInWhichCategory) {
  walk.config.categories["press"] = {{"en", "Press"}};
  sign_in();
  fill_in_li_na();
  answer(rules::GuestsFound{.guests = {found(7, "Lina Na")}});
  EXPECT_EQ(headline(), "Is it one of these?");
  EXPECT_EQ(walk.model().rows.size(), 1U);
  press(NoneOfThese{});
  EXPECT_EQ(headline(), "In which category?");
  choose_answer(1);
  ASSERT_NE(last_act<rules::RegisterGuest>(), nullptr);
  EXPECT_EQ(last_act<rules::RegisterGuest>()->category, "press");
}

TEST_F(StaffWalkIn, IsOneTapWherePeopleAreOnlyCounted) {
  walk.config.policy.walk_in = rules::WalkIn::CountOnly;
  sign_in();
  const auto tools = walk.model().tools;
  EXPECT_TRUE(std::any_of(tools.begin(), tools.end(), [](const Button& tool) { return tool.label == "+1"; }));
  press(OneMoreCounted{});
  ASSERT_NE(last_act<rules::CountIn>(), nullptr);
  done();
  EXPECT_THAT(notice(), HasSubstr("One more counted."));
}

// --- inboxes ---------------------------------------------------------------------------------------------------------

}  // namespace
}  // namespace einlass::flow
