// A kiosk that is moved at its own screen, with a real server behind it.
#include "tests/kiosk/link/door_fixture.h"
#include "tests/kiosk/link/tcp_proxy.h"

#include <gmock/gmock.h>

namespace einlass::link {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

class MovesAtAKiosk : public DoorTest {
 protected:
  // Beside the evening a matinee, and Ada at the kiosk.
  void open(std::optional<std::uint16_t> port = std::nullopt) {
    venue.stop();
    venue.create_event("matinee");
    matinee_ = venue.desk().events().find("matinee")->id;
    venue.start();
    pair(kiosk, "Left", port);
    kiosk.start_and_join();
    ada_ = sign_in(kiosk, take_on("Ada"));
  }
  std::uint64_t ask_to_move(rules::EventId event, const std::string& door = {}) {
    kiosk.link().move(++token_, {.by = ada_.number, .event = event, .door = door});
    return token_;
  }
  base::Result<void> answer_to(std::uint64_t token) {
    return kiosk.await<ActDone>([&](const auto& each) { return each.token == token; }).done;
  }

  rules::EventId matinee_;
  rules::StaffMember ada_;
};

TEST_F(MovesAtAKiosk, AskTheServerWhereTo) {
  open();
  const auto found = answer<rules::Destinations>(rules::FindDestinations{ada_.number});
  std::vector<rules::EventId> events;
  for (const auto& event : found.events) {
    events.push_back(event.event);
    EXPECT_EQ(event.name, "An evening");
    EXPECT_TRUE(event.today);
  }
  EXPECT_THAT(events, UnorderedElementsAre(venue.event(), matinee_));
  EXPECT_THAT(found.doors, ElementsAre("main"));
}

TEST_F(MovesAtAKiosk, LeadToAnotherEventAndDoorAndBack) {
  open();
  ASSERT_TRUE(answer_to(ask_to_move(matinee_, "garden")));
  const auto assigned = kiosk.await<Assigned>();
  EXPECT_EQ(assigned.event, matinee_);
  EXPECT_EQ(assigned.door, "garden");
  EXPECT_EQ(refusal(kiosk.admit("TICKET-0001")), rules::Refusal::OtherEvent);
  ASSERT_TRUE(answer_to(ask_to_move(venue.event())));
  EXPECT_EQ(kiosk.await<Assigned>().event, venue.event());
  EXPECT_TRUE(is_granted(kiosk.admit("TICKET-0001")));
  kiosk.stop();
  venue.stop();
  EXPECT_EQ(venue.rows("admitted").at(0).entry.place.door, "garden");
}

// Her last tap lay behind the change of the event.
TEST_F(MovesAtAKiosk, CountNobodyAtAnEventThatWasNotMeant) {
  open();
  ASSERT_TRUE(answer_to(ask_to_move(matinee_)));
  EXPECT_EQ(kiosk.await<Assigned>().event, matinee_);
  const auto meant_for_the_evening = act(kiosk, ada_, walk_in("Ida Rhodes"));
  ASSERT_FALSE(meant_for_the_evening);
  EXPECT_EQ(meant_for_the_evening.error().kind, ErrorKind::Refused);
  const auto found = answer<rules::GuestsFound>(rules::FindGuests{.text = "rhodes", .by = ada_.number});
  EXPECT_TRUE(found.guests.empty());
}

TEST_F(MovesAtAKiosk, LeadToAnotherDoorAlone) {
  open();
  ASSERT_TRUE(answer_to(ask_to_move(venue.event(), "garden")));
  const auto assigned = kiosk.await<Assigned>();
  EXPECT_EQ(assigned.event, venue.event());
  EXPECT_EQ(assigned.door, "garden");
}

// The line is slow: she has moved the kiosk while it decided alone, and what it wrote is still here.
TEST_F(MovesAtAKiosk, LoseNoEntryThatWasNotHandedOverYet) {
  TcpProxy proxy(venue.port());
  kiosk.decide_alone_as_soon_as_at_a_door();
  open(proxy.port());
  proxy.hold();
  const auto token = ask_to_move(matinee_);
  EXPECT_TRUE(kiosk.admit("TICKET-0001").alone);
  EXPECT_TRUE(kiosk.admit("TICKET-0002").alone);
  proxy.let_go();
  ASSERT_TRUE(answer_to(token));
  kiosk.await<Assigned>([&](const auto& each) { return each.event == matinee_; });
  kiosk.await<Totals>(all_handed_over);
  EXPECT_EQ(parked(), 0U);
  EXPECT_EQ(venue.count("admitted"), 2);
  for (const auto& row : venue.rows("admitted")) EXPECT_TRUE(row.entry.alone);
}

TEST_F(MovesAtAKiosk, NeedTheServer) {
  open();
  venue.stop();
  kiosk.await<Alone>();
  EXPECT_EQ(ask(kiosk, rules::FindDestinations{ada_.number}).error().kind, ErrorKind::Unavailable);
  EXPECT_EQ(answer_to(ask_to_move(matinee_)).error().kind, ErrorKind::Unavailable);
  venue.start();
  kiosk.await<Connected>();
  EXPECT_TRUE(is_granted(kiosk.admit("TICKET-0001"))) << "it serves the evening as before";
}

TEST_F(MovesAtAKiosk, AreAnsweredWhenTheServerGoesAwayMeanwhile) {
  TcpProxy proxy(venue.port());
  open(proxy.port());
  proxy.hold();
  const auto token = ask_to_move(matinee_);
  venue.stop();
  EXPECT_FALSE(answer_to(token));
}

TEST_F(MovesAtAKiosk, AreRefusedToWhoIsNotOfTheRosterOrAHelper) {
  open();
  const auto hal = sign_in(kiosk, take_on("Hal", "helper"));
  EXPECT_EQ(ask(kiosk, rules::FindDestinations{hal.number}).error().kind, ErrorKind::Refused);
  EXPECT_EQ(ask(kiosk, rules::FindDestinations{99}).error().kind, ErrorKind::Refused);
  for (const auto by : {hal.number, 99U}) {
    kiosk.link().move(++token_, {.by = by, .event = matinee_, .door = {}});
    EXPECT_EQ(answer_to(token_).error().kind, ErrorKind::Refused);
  }
  EXPECT_EQ(answer_to(ask_to_move(rules::EventId::random())).error().kind, ErrorKind::NotFound);
  EXPECT_TRUE(is_granted(kiosk.admit("TICKET-0001")));
}

}  // namespace
}  // namespace einlass::link
