#include "tests/server/venue/delivery/campaign_monitor_fixture.h"

#include <map>
#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::venue {
namespace {

namespace json = boost::json;
using rules::OutboxState;
using testing::HasSubstr;
using testing::SizeIs;

class CampaignMonitorDeathSearch : public CampaignMonitorDeliveryTest {};

TEST_F(CampaignMonitorDeathSearch, HoldsOneOutcomeEachOfAWholeEveningThatDiesAgainAndAgain) {
  constexpr int guests = 650, absent = 50;
  load_subscribers(guests);
  hold_evening(guests, absent);
  write();
  die_ever_later(1);
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", guests - absent}, {"no-show", absent}}));
  EXPECT_THAT(stand_in_.rows("subscribers"), SizeIs(guests)) << "nobody was added";
  EXPECT_EQ(counts()[OutboxState::Settled], guests);
  undo();
  die_ever_later(1);
  EXPECT_TRUE(outcomes().empty());
  RecordProperty("kills", kills_);
}

TEST_F(CampaignMonitorDeathSearch, HoldsOneOutcomeEachAtWhateverStepItDies) {
  const int guests = few_guests();
  load_subscribers(guests);
  hold_evening(guests, 2);
  write(std::set{guest_row(guests - 1).ticket.id});
  deliver();
  admit_late(guests - 1);
  write();
  die_at_every_step([&] {
    EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", guests - 1}, {"no-show", 1}}));
    EXPECT_THAT(stand_in_.rows("subscribers"), SizeIs(guests)) << "nobody was added";
    EXPECT_THAT(stand_in_.rows("customfields"), SizeIs(2));
    EXPECT_EQ(counts()[OutboxState::Settled], guests);
  });
  undo();
  die_at_every_step([&] { EXPECT_TRUE(outcomes().empty()); });
  RecordProperty("kills", kills_);
}

TEST_F(CampaignMonitorDeliveryTest, CorrectsWhatAVerdictSays) {
  load_subscribers(3);
  hold_evening(3);
  admit_late(1);
  hand_on_late(2);
  write();
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 3}})) << "the first count meanwhile";
  let_the_other_stand(1);
  let_the_other_stand(2);
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 2}, {"represented", 1}}));
  undo_late(1);
  undo_late(1);
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 1}, {"no-show", 1}, {"represented", 1}}));
}

TEST_F(CampaignMonitorDeliveryTest, APoisonedRowHoldsUpNobody) {
  constexpr int guests = 650;
  load_subscribers(guests);
  hold_evening(guests);
  write();
  stand_in_.refuse_row(email(300));
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", guests - 1}}));
  EXPECT_THAT(value_of(desk().deliveries().status()).front().parked, SizeIs(1));
}

TEST_F(CampaignMonitorDeliveryTest, CorrectsAnOutcomeThatALateKioskChanges) {
  load_subscribers(2);
  hold_evening(2, 1);
  write();
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 1}, {"no-show", 1}}));
  admit_late(1);
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 2}}));
}

// What came while nobody could look at it is looked at once somebody starts it, and not of the guest list alone.
TEST_F(CampaignMonitorDeliveryTest, TellsOfAWalkInWhoCameWhileTheConnectorWasMissing) {
  load_subscribers(2);
  hold_evening(1);
  write();
  deliver();
  open_desk_without_connectors();
  admit_walk_in("Lise Meitner", email(1));
  EXPECT_FALSE(value_of(desk().deliveries().begin_delivery(event_, "target")));
  open_desk();
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 1}})) << "it has stopped";
  value_of(desk().deliveries().start("target"));
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 2}}));
}

// The order's address is the buyer's, whatever became of the colleague whose ticket it is.
TEST_F(CampaignMonitorDeliveryTest, SaysNothingOfAColleagueUnderTheBuyersAddress) {
  load_subscribers(1);
  create(new_event());
  value_of(desk().guests().import(
      {.event = "summit-2026", .content = "Name,Buyer email,Code\nA Colleague," + email(0) + ",C0\n"}));
  clock_.advance(std::chrono::hours(12));
  write();
  deliver();
  EXPECT_TRUE(outcomes().empty());
  EXPECT_EQ(counts()[OutboxState::Waiting], 1);
}

// A list that has fields of its own for it keeps one way to say it.
TEST_F(CampaignMonitorDeliveryTest, WritesTheFieldsThatTheConnectorNames) {
  system_.fields = {{"event", "LastEvent"}, {"attendance", "LastOutcome"}};
  open_desk();
  load_subscribers(1);
  hold_evening(1);
  write();
  deliver();
  const auto subscriber = stand_in_.rows("subscribers").front().as_object();
  EXPECT_EQ(field(subscriber, "LastEvent"), "summit-2026");
  EXPECT_EQ(field(subscriber, "LastOutcome"), "attended");
  EXPECT_THAT(stand_in_.rows("customfields"), SizeIs(2)) << "and no others were made";
  undo();
  deliver();
  EXPECT_EQ(field(stand_in_.rows("subscribers").front().as_object(), "LastOutcome"), "");
}

// One list for all events: what it says of each is the newest one's.
TEST_F(CampaignMonitorDeliveryTest, LeavesWhatALaterEventSaysOfSomebody) {
  const auto says = [&](int guest, const char* event) {
    return boost::json::object{
        {"EmailAddress", email(guest)},
        {"CustomFields",
         boost::json::array{boost::json::object{{"Key", "[EinlassEvent]"}, {"Value", event}},
                            boost::json::object{{"Key", "[EinlassAttendance]"}, {"Value", "excused"}}}}};
  };
  stand_in_.load({{"subscribers", boost::json::array{says(0, "gala"), says(1, "lecture"), says(2, "gala")}}});
  hold_evening(3, 1);
  for (const auto& [key, day] : {std::pair("gala", "2026-11-25"), std::pair("lecture", "2026-11-20")}) {
    auto other = new_event();
    other.key = key;
    other.starts = std::string(day) + "T18:00";
    other.ends = std::string(day) + "T20:00";
    value_of(desk().events().create(other));
  }
  write();
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 1}})) << "an earlier event's is history";
  int later = 0;
  for (const auto& row : value_of(value_of(desk().event(event_))->store.outbox().rows("target")))
    later += row.state == OutboxState::NotThere && row.words == "a later event's outcome stands there" ? 1 : 0;
  EXPECT_EQ(later, 2);
  undo();
  deliver();
  std::vector<std::string> left;
  for (const auto& each : stand_in_.rows("subscribers")) left.push_back(field(each.as_object(), "EinlassEvent"));
  EXPECT_THAT(left, testing::UnorderedElementsAre("gala", "", "gala"));
}

TEST_F(CampaignMonitorDeliveryTest, LeavesAListOnlyOnceNothingOfTheEventIsThere) {
  load_subscribers(1);
  hold_evening(1);
  write();
  deliver();
  auto& deliveries = desk().deliveries();
  const auto refused = deliveries.begin_write({"summit-2026", "target", "l2"});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("undo that first"));
  undo();
  deliver();
  EXPECT_TRUE(deliveries.begin_write({"summit-2026", "target", "l2"}));
}

// Somebody else comes with a ticket that a person chose: that is a correction, and nobody new.
TEST_F(CampaignMonitorDeliveryTest, CorrectsWhoComesWithATicketThatAPersonChose) {
  load_subscribers(4);
  hold_evening(3, 2);
  write(std::set{guest_row(1).ticket.id});
  deliver();
  ASSERT_EQ(outcomes(), (std::map<std::string, int>{{"no-show", 1}}));
  const auto hand_on = [&](int guest, const std::string& address) {
    const rules::Guest instead{.id = rules::GuestId::random(), .full_name = "A Colleague", .email = address};
    value_of(desk().door().begin());
    value_of(desk().staff().act({.event = event_, .place = {.name = "desk"}, .decider = rules::Decider::Host},
                                rules::HandTicketOn{.ticket = guest_row(guest).ticket.id, .instead = instead}));
    value_of(desk().door().commit());
  };
  hand_on(1, email(3));
  hand_on(2, "somebody@example.org");
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"no-show", 1}, {"represented", 1}}));
  EXPECT_EQ(counts()[OutboxState::Waiting], 3)
      << "and of the other tickets nobody: neither guest, nor who came instead";
}

TEST_F(CampaignMonitorDeliveryTest, SaysNothingOfWhomSomebodyErased) {
  load_subscribers(3);
  hold_evening(2);
  admit_walk_in("Lise Meitner", email(2));
  write();
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 3}}));
  const auto rows = [&] { return value_of(value_of(desk().event(event_))->store.outbox().rows("target")); };
  std::set<rules::GuestId> erased;
  for (const auto& row : rows()) {
    if (row.person != email(1)) erased.insert(row.guest);
  }
  ASSERT_THAT(erased, SizeIs(2)) << "one of the list, and who came without being on it";
  value_of(desk().persons().erase({erased.begin(), erased.end()}, 0));
  deliver();
  write();
  deliver();
  const auto left = rows();
  ASSERT_THAT(left, SizeIs(1));
  EXPECT_EQ(left.front().person, email(1));
  const auto reading = value_of(desk().deliveries().reading("summit-2026", "target"));
  EXPECT_THAT(value_of(reading.read()).wishes, SizeIs(1));
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 3}}))
      << "what is there stays, until it is erased there";
}

// Registered in the shop and invited as well: she is one guest, and she came.
TEST_F(CampaignMonitorDeliveryTest, TellsOneOutcomeOfWhoeverHasTwoTickets) {
  load_subscribers(2);
  hold_evening(2, 1);
  have_in_the_shop({{"Number0, Guest", email(0), "S0"}, {"Guest Number1", "GUEST1@example.org", "S1"}});
  write();
  deliver();
  const std::map<std::string, int> one_came{{"attended", 1}, {"no-show", 1}};
  EXPECT_EQ(outcomes(), one_came);
  EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, 4}}));
  admit_late(1);
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 2}}));
  undo_late(1);
  deliver();
  EXPECT_EQ(outcomes(), one_came);
  stand_in_.clear_log();
  write();
  deliver();
  EXPECT_THAT(stand_in_.log(), SizeIs(0)) << "a second run changes nothing";
  undo();
  deliver();
  EXPECT_TRUE(outcomes().empty());
  EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, 4}}));
}

TEST_F(CampaignMonitorDeathSearch, HoldsOneOutcomeOfWhoeverHasTwoTicketsAtWhateverStepItDies) {
  load_subscribers(3);
  hold_evening(3, 2);
  have_in_the_shop({{"Guest Number0", email(0), "S0"}, {"Guest Number1", email(1), "S1"}});
  write();
  deliver();
  admit_late(1);
  have_in_the_shop({{"Guest Number0", "another@example.org", "S0"}, {"Guest Number1", email(1), "S1"}});
  die_at_every_step([&] {
    EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 2}, {"no-show", 1}}))
        << "what goes with one ticket is said of the other";
    EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, 4}, {OutboxState::NotThere, 1}}));
  });
}

TEST_F(CampaignMonitorDeliveryTest, TellsNothingOfAnAddressThatGuestsOfTwoNamesBear) {
  load_subscribers(3);
  hold_evening(2, 1);
  have_in_the_shop({{"Another Guest", email(0), "S0"}});
  const rules::Guest colleague{.id = rules::GuestId::random(), .full_name = "A Colleague", .email = email(1)};
  value_of(desk().door().begin());
  value_of(desk().staff().act({.event = event_, .place = {.name = "desk"}, .decider = rules::Decider::Host},
                              rules::HandTicketOn{.ticket = guest_row(1).ticket.id, .instead = colleague}));
  value_of(desk().door().commit());
  write();
  deliver();
  EXPECT_TRUE(outcomes().empty()) << "neither of two tickets, nor of one that was handed on";
  EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Waiting, 4}}));
  // The other one has an address of her own after all.
  have_in_the_shop({{"Another Guest", email(2), "S0"}});
  deliver();
  EXPECT_EQ(outcomes(), (std::map<std::string, int>{{"attended", 1}, {"no-show", 1}}));
}

}  // namespace
}  // namespace einlass::venue
