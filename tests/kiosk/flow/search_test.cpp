// Without a code at hand: by name, or by registering.
#include "tests/kiosk/flow/walk.h"

#include <chrono>

#include <gtest/gtest.h>

namespace einlass::flow {
namespace {

using namespace std::chrono_literals;

Walk with_search() {
  Walk walk = Walk::open();
  walk.config.search = true;
  return walk;
}

Walk searched() {
  Walk walk = with_search();
  walk.give(SearchPressed{}).fill_in({"gross", "j@example.org"});
  return walk;
}

Walk& search_finds(Walk& walk, rules::GuestLookedUp guest) {
  return walk.give(DoorAnswered{walk.state.visit.awaited, rules::DoorAnswer(std::move(guest))});
}

TEST(Search, AsksForTheNameAndOneMoreThing) {
  Walk walk = searched();
  const auto asked = walk.asked_for<AskDoor>();
  ASSERT_EQ(asked.size(), 1U);
  const auto& question = std::get<rules::LookUpGuest>(asked[0].question);
  EXPECT_EQ(question.last_name, "gross");
  EXPECT_EQ(question.second, "j@example.org");
  EXPECT_TRUE(walk.shows<Checking>());
}

TEST(Search, DoesNotAskWithoutEither) {
  Walk walk = with_search();
  walk.give(SearchPressed{}).fill_in({"gross", ""});
  EXPECT_TRUE(walk.asked_for<AskDoor>().empty());
  EXPECT_EQ(walk.model().fields.at(1).trouble, "Please fill this in.");
}

TEST(Search, AsksForAdmissionOfTheOneTicketThatWasFound) {
  Walk walk = searched();
  search_finds(walk, {.tickets = {id_of<rules::TicketId>(7)}, .ticket_types = {"Summit"}});
  const auto asked = walk.asked_for<AskAdmission>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].chosen, id_of<rules::TicketId>(7));
  EXPECT_EQ(asked[0].how, rules::How::Search);
  EXPECT_FALSE(asked[0].scan.scan.is_nil());
  EXPECT_EQ(asked[0].scan.step, 0U);
  walk.answer(granted());
  EXPECT_TRUE(walk.shows<Welcome>());
}

TEST(Search, LetsAGuestChooseBetweenHerTicketsByType) {
  Walk walk = searched();
  const auto summit = id_of<rules::TicketId>(1);
  const auto dinner = id_of<rules::TicketId>(2);
  search_finds(walk, {.tickets = {summit, dinner}, .ticket_types = {"Summit", "Dinner"}});
  EXPECT_FALSE(walk.state.form) << "what she typed is over";
  walk.give(TicketChosen{dinner});
  const auto asked = walk.asked_for<AskAdmission>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].chosen, dinner);
  EXPECT_EQ(asked[0].how, rules::How::Search);
}

TEST(Search, LeavesTwoTicketsOfOneTypeToOurTeam) {
  Walk walk = searched();
  search_finds(
      walk, {.tickets = {id_of<rules::TicketId>(1), id_of<rules::TicketId>(2)}, .ticket_types = {"Summit", "Summit"}});
  EXPECT_EQ(walk.model().headline, "Please see our team");
}

TEST(Search, AsksTheFirstNameOfWhoeverSharesABooking) {
  Walk walk = searched();
  search_finds(walk, {.tickets = {}, .several = true});
  ASSERT_TRUE(walk.shows<FindMe>());
  const ScreenModel model = walk.model();
  EXPECT_EQ(model.body, "Please also type your first name as on the ticket.");
  ASSERT_EQ(model.fields.size(), 3U);
  EXPECT_EQ(model.fields.at(0).text, "gross");
  EXPECT_TRUE(model.fields.at(2).typed_into);
  walk.fill_in({"Eva"});
  const auto& question = std::get<rules::LookUpGuest>(walk.asked_for<AskDoor>().back().question);
  EXPECT_EQ(question.last_name, "gross");
  EXPECT_EQ(question.second, "j@example.org");
  EXPECT_EQ(question.first_name, "Eva");
  search_finds(walk, {.tickets = {id_of<rules::TicketId>(7)}, .ticket_types = {"Summit"}});
  EXPECT_EQ(walk.asked_for<AskAdmission>().back().chosen, id_of<rules::TicketId>(7));
}

TEST(Search, LeavesToOurTeamWhomAFirstNameDoesNotTellApart) {
  Walk walk = searched();
  search_finds(walk, {.tickets = {}, .several = true}).give(Typed{"E"}).give(FormSent{});
  search_finds(walk, {.tickets = {}, .several = true});
  EXPECT_EQ(walk.model().headline, "Please see our team");
}

TEST(Search, GivesWayToACodeWhileTheFirstNameIsAsked) {
  Walk walk = searched();
  search_finds(walk, {.tickets = {}, .several = true}).scan("TICKET-1");
  EXPECT_TRUE(walk.shows<Checking>());
}

TEST(Search, NamesNobodyWhomItDidNotFindAndKeepsWhatWasTyped) {
  Walk walk = searched();
  search_finds(walk, {});
  const ScreenModel model = walk.model();
  EXPECT_EQ(model.headline, "We could not find you with this");
  for (const std::string& part : spoken_form(model)) EXPECT_EQ(part.find("gross"), std::string::npos);
  walk.give(SearchPressed{});
  EXPECT_EQ(walk.model().fields.at(0).text, "gross");
}

TEST(Search, SaysHowLongItIsLockedWhileScanningGoesOn) {
  Walk walk = searched();
  search_finds(walk, {.tickets = {}, .ticket_types = {}, .wait = 90s});
  EXPECT_EQ(walk.model().body, "Please try again in 2 minutes, or see our team. A ticket code works at any time.");
  walk.scan("TICKET-1").answer(granted());
  EXPECT_TRUE(walk.shows<Welcome>());
}

TEST(Search, GivesWayToACode) {
  Walk walk = with_search();
  walk.give(SearchPressed{}).give(Typed{"G"}).scan("TICKET-1");
  EXPECT_TRUE(walk.shows<Checking>());
  EXPECT_FALSE(walk.state.form) << "nothing that was typed stays";
}

TEST(Search, IsThereOnlyWhereThePolicyAllows) {
  Walk walk = Walk::open();
  EXPECT_TRUE(walk.model().buttons.empty());
  walk.give(SearchPressed{});
  EXPECT_TRUE(walk.shows<Attract>());
  walk.config.search = true;
  walk.config.closed = true;
  EXPECT_TRUE(walk.model().buttons.empty());
  walk.give(SearchPressed{});
  EXPECT_TRUE(walk.shows<Attract>());
}

TEST(Search, IsOfferedWhereACodeIsUnknown) {
  Walk walk = with_search();
  walk.scan("TICKET-1").answer(refused(rules::Refusal::UnknownCode)).give(SearchPressed{});
  EXPECT_TRUE(walk.shows<FindMe>());
}

TEST(Search, DropsALateAnswer) {
  Walk walk = searched();
  const auto token = walk.state.visit.awaited;
  walk.fire(TimerKind::Checking).fire(TimerKind::ShownLeast).give(DonePressed{});
  walk.give(DoorAnswered{token, rules::DoorAnswer(rules::GuestLookedUp{.tickets = {id_of<rules::TicketId>(7)}})});
  EXPECT_TRUE(walk.shows<Attract>());
  EXPECT_TRUE(walk.asked_for<AskAdmission>().empty());
}

TEST(Search, SendsToOurTeamWhereItFails) {
  Walk walk = searched();
  walk.give(DoorAnswered{walk.state.visit.awaited, base::fail(base::ErrorKind::Unavailable, "Out of reach.")});
  EXPECT_EQ(walk.model().headline, "Please see our team");
}

TEST(Search, StillAsksTheFirstNameOfWhomItDidNotFindByIt) {
  Walk walk = searched();
  search_finds(walk, {.tickets = {}, .several = true}).fill_in({"Kay"});
  search_finds(walk, {}).give(SearchPressed{});
  const ScreenModel model = walk.model();
  EXPECT_EQ(model.body, "Please also type your first name as on the ticket.");
  ASSERT_EQ(model.fields.size(), 3U);
  EXPECT_EQ(model.fields.at(2).text, "Kay");
}

const char* const either_way =
    "Please type your surname as on the ticket, and the e-mail address or booking code of your order. "
    "Company and first name will do instead.";

// Where the policy lets company and first name stand for the address.
Walk with_search_by_company() {
  Walk walk = with_search();
  walk.config.policy.search_by_company = true;
  walk.give(SearchPressed{});
  return walk;
}

rules::LookUpGuest asked_in(const Walk& walk) {
  return std::get<rules::LookUpGuest>(walk.asked_for<AskDoor>().back().question);
}

TEST(SearchByCompany, SaysSoOnlyWhereThePolicyDoes) {
  Walk walk = with_search();
  EXPECT_EQ(walk.give(SearchPressed{}).model().body.find("Company"), std::string::npos);
  EXPECT_EQ(with_search_by_company().model().body, either_way);
}

TEST(SearchByCompany, AsksByEitherOrBoth) {
  for (const std::vector<std::string>& typed : {std::vector<std::string>{"gross", "j@example.org", "", ""},
                                                {"gross", "", "Werft AG", "Eva"},
                                                {"gross", "j@example.org", "Werft AG", "Eva"},
                                                {"gross", "j@example.org", "Werft AG", ""}}) {
    Walk walk = with_search_by_company();
    walk.fill_in(typed);
    ASSERT_EQ(walk.asked_for<AskDoor>().size(), 1U);
    const auto question = asked_in(walk);
    EXPECT_EQ(question.last_name, typed.at(0));
    EXPECT_EQ(question.second, typed.at(1));
    EXPECT_EQ(question.company, typed.at(2));
    EXPECT_EQ(question.first_name, typed.at(3));
  }
}

TEST(SearchByCompany, AsksNobodyForASurnameAlone) {
  struct Lacking {
    std::vector<std::string> typed;
    std::size_t field;
    const char* trouble;
  };
  for (const auto& lacking : {Lacking{{"gross", "", "", ""}, 1, "Please fill this in, or company and first name."},
                              Lacking{{"gross", " ", " ", " "}, 1, "Please fill this in, or company and first name."},
                              Lacking{{"gross", "", "Werft AG", ""}, 3, "Please fill this in."},
                              Lacking{{"gross", "", "", "Eva"}, 2, "Please fill this in."}}) {
    Walk walk = with_search_by_company();
    walk.fill_in(lacking.typed);
    EXPECT_TRUE(walk.asked_for<AskDoor>().empty()) << "it would be a miss, and misses lock the search";
    ASSERT_TRUE(walk.shows<FindMe>());
    const ScreenModel model = walk.model();
    for (std::size_t i = 0; i < model.fields.size(); ++i) {
      EXPECT_EQ(model.fields.at(i).trouble, i == lacking.field ? lacking.trouble : "");
      EXPECT_EQ(model.fields.at(i).typed_into, i == lacking.field);
    }
  }
}

TEST(SearchByCompany, GoesOnOnceWhatWasLackingIsTyped) {
  Walk walk = with_search_by_company();
  walk.fill_in({"gross", "", "", ""}).fill_in({"", "Werft AG", "Eva"});
  ASSERT_EQ(walk.asked_for<AskDoor>().size(), 1U);
  EXPECT_EQ(asked_in(walk).company, "Werft AG");
}

TEST(SearchByCompany, AsksTheFirstNameOfWhoeverSharesABooking) {
  Walk walk = with_search_by_company();
  walk.fill_in({"gross", "j@example.org", "", ""});
  search_finds(walk, {.tickets = {}, .several = true});
  const ScreenModel model = walk.model();
  EXPECT_EQ(model.body, "Please also type your first name as on the ticket.");
  ASSERT_EQ(model.fields.size(), 4U);
  EXPECT_TRUE(model.fields.at(3).typed_into);
  walk.fill_in({"Eva"});
  EXPECT_EQ(asked_in(walk).first_name, "Eva");
}

TEST(SearchByCompany, LeavesNamesakesOfOneCompanyToOurTeam) {
  Walk walk = with_search_by_company();
  walk.fill_in({"gross", "", "Werft AG", "Eva"});
  search_finds(walk, {.tickets = {}, .several = true});
  EXPECT_EQ(walk.model().headline, "Please see our team");
}

TEST(SearchByCompany, MayBeTriedAgainEitherWay) {
  Walk walk = with_search_by_company();
  walk.fill_in({"gross", "", "Werft AG", "Eva"});
  search_finds(walk, {}).give(SearchPressed{});
  const ScreenModel model = walk.model();
  EXPECT_EQ(model.body, either_way) << "nobody has asked for the first name";
  EXPECT_EQ(model.fields.at(2).text, "Werft AG");
}

TEST(WalkIn, RegistersAndThenAsksForAdmission) {
  Walk walk = Walk::open();
  walk.config.walk_in = true;
  walk.give(WalkInPressed{});
  const auto given = walk.state.given;
  walk.fill_in({"Jana", "Weiss", ""});
  const auto acts = walk.asked_for<DoAtDoor>();
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].by.number, 0U) << "nobody is signed in";
  const auto& registered = std::get<rules::RegisterGuest>(acts[0].act);
  EXPECT_EQ(registered.ticket, given.ticket);
  EXPECT_EQ(registered.guest.id, given.guest);
  EXPECT_EQ(registered.guest.full_name, "Jana Weiss");
  EXPECT_EQ(registered.guest.language, "de");
  EXPECT_TRUE(walk.asked_for<AskAdmission>().empty()) << "not before it is written";

  walk.give(DoneAtDoor{acts[0].token, {}});
  const auto asked = walk.asked_for<AskAdmission>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].chosen, given.ticket);
  EXPECT_EQ(asked[0].how, rules::How::WalkIn);
}

TEST(WalkIn, SendsToOurTeamWhereTheHouseSaysNo) {
  Walk walk = Walk::open();
  walk.config.walk_in = true;
  walk.give(WalkInPressed{});
  walk.fill_in({"Jana", "Weiss", ""});
  walk.give(DoneAtDoor{walk.state.visit.awaited, base::fail(base::ErrorKind::Refused, "Not here.")});
  EXPECT_EQ(walk.model().headline, "Please see our team");
}

TEST(WalkIn, IsThereOnlyWhereThePolicyAllows) {
  Walk walk = Walk::open();
  walk.give(WalkInPressed{});
  EXPECT_TRUE(walk.shows<Attract>());
}

}  // namespace
}  // namespace einlass::flow
