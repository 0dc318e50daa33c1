// Badges that are printed beside the doors: each is its guest's one, whatever kiosks do meanwhile.
#include "db/attendance_journal.h"
#include "db/guest_book.h"
#include "tests/server/venue/desk_fixture.h"

namespace einlass::venue {
namespace {

using rules::BadgeStatus;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class PrintDeskTest : public DeskFixture {
 protected:
  void SetUp() override {
    create(new_event());
    import("First Name,Last Name,Code,Quantity\nAda,Lovelace,A,1\nMax,Born,B,2\n");
    value_of(store().guests().each([&](const auto& row) { (row.guest.last_name == "Lovelace" ? ada_ : max_) = row; }));
    kiosk_ = pair("Nord 1");
  }

  store::EventStore& store() { return value_of(desk().event(event_))->store; }
  rules::TicketState state(const rules::GuestRow& row) { return value_of(store().journal().state_of(row.ticket.id)); }

  static BadgeToStart badge(const rules::GuestRow& row, int place_number = 1) {
    return {.print = {.id = rules::PrintJobId::random(),
                      .ticket = row.ticket.id,
                      .serial = rules::BadgeSerial::random(),
                      .place_number = place_number,
                      .printer = "Desk"},
            .guest = row.guest.id};
  }
  StartAnswer start(const BadgeToStart& badge) {
    return value_of(desk().prints().start("summit-2026", {badge})).front();
  }
  void end(const BadgeToStart& badge, store::PrintState outcome) {
    auto print = badge.print;
    print.state = outcome;
    value_of(desk().prints().note("summit-2026", {print}, rules::BadgeFault::PrinterFault));
  }
  std::vector<BadgeStatus> badges(const rules::GuestRow& row) {
    std::vector<BadgeStatus> found;
    for (const auto& badge : state(row).badges) found.push_back(badge.status);
    return found;
  }
  std::vector<std::string> listed() {
    std::vector<std::string> names;
    for (const auto& ticket : value_of(value_of(desk().prints().of("summit-2026")).tickets())) {
      names.push_back(ticket.view.guest ? ticket.view.guest->full_name : "");
    }
    return names;
  }

  rules::GuestRow ada_, max_;
  store::KioskRecord kiosk_;
};

TEST_F(PrintDeskTest, ABadgePrintedAheadIsHersAndNoDoorPrintsAnother) {
  const auto printed = badge(ada_);
  EXPECT_EQ(start(printed), StartAnswer::Started);
  end(printed, store::PrintState::Printed);
  const auto reply = admit(kiosk_, scan("A"));
  EXPECT_EQ(outcome(reply), "admitted");
  EXPECT_THAT(std::get<rules::AdmissionGranted>(reply.admission).owed_badges, IsEmpty());
  EXPECT_TRUE(state(ada_).badges.front().valid);
  EXPECT_EQ(start(badge(ada_)), StartAnswer::HasOne);
}

TEST_F(PrintDeskTest, WhatADoorPrintsMeanwhileIsNotPrintedAgain) {
  admit(kiosk_, scan("A"));
  value_of(desk().door().begin());
  value_of(desk().door().append(event_,
                                {.ticket = ada_.ticket.id, .fact = rules::BadgeStarted{rules::BadgeSerial::random()}}));
  value_of(desk().door().commit());
  EXPECT_EQ(start(badge(ada_)), StartAnswer::HasOne);
  EXPECT_THAT(state(ada_).badges, SizeIs(1));
}

TEST_F(PrintDeskTest, WhoIsInAndWithoutOneGetsTheBadgeThatIsOwedToHer) {
  admit(kiosk_, scan("A"));
  EXPECT_EQ(start(badge(ada_)), StartAnswer::Started);
  EXPECT_FALSE(state(ada_).badges.front().ahead);
  EXPECT_THAT(state(ada_).owed_badges({}), IsEmpty());
}

TEST_F(PrintDeskTest, EachPlaceOfATicketHasABadgeOfItsOwn) {
  EXPECT_EQ(start(badge(max_, 1)), StartAnswer::Started);
  EXPECT_EQ(start(badge(max_, 2)), StartAnswer::Started);
  EXPECT_EQ(start(badge(max_, 2)), StartAnswer::HasOne);
}

// Doors that did not know of each other each printed her place 1: that is a badge for each of the two.
TEST_F(PrintDeskTest, APartyWhoseTwoBadgesBearOneNumberGetsNoThird) {
  value_of(desk().door().begin());
  for (int i = 0; i < 2; ++i) {
    const rules::ScanStep scan{rules::ScanId::random(), 0};
    const rules::Admitted one{.persons = 1, .places = 2, .badges_due = 1, .category = "guest"};
    value_of(desk().door().append(event_, {.ticket = max_.ticket.id, .scan = scan, .fact = one}));
    value_of(desk().door().append(
        event_,
        {.ticket = max_.ticket.id, .scan = scan, .fact = rules::BadgeStarted{rules::BadgeSerial::random(), 1}}));
  }
  value_of(desk().door().commit());
  ASSERT_THAT(state(max_).badges, SizeIs(2));
  EXPECT_EQ(start(badge(max_, 2)), StartAnswer::HasOne);
  EXPECT_EQ(start(badge(max_, 3)), StartAnswer::HasOne) << "there is no such place";
}

TEST_F(PrintDeskTest, AStartThatIsAskedForTwiceIsOne) {
  const auto once = badge(ada_);
  EXPECT_EQ(start(once), StartAnswer::Started);
  EXPECT_EQ(start(once), StartAnswer::Started);
  EXPECT_THAT(badges(ada_), ElementsAre(BadgeStatus::Started));
}

TEST_F(PrintDeskTest, NobodysNameIsPrintedOnceTheTicketIsAnothers) {
  const StaffAct by{.event = event_, .place = {.name = "test"}, .decider = rules::Decider::Host};
  value_of(desk().door().begin());
  value_of(desk().staff().transfer(by, {.ticket = ada_.ticket.id, .instead = {.full_name = "Emmy Noether"}}));
  value_of(desk().door().commit());
  EXPECT_EQ(start(badge(ada_)), StartAnswer::NotExpected);
  EXPECT_THAT(listed(), ElementsAre("Max Born", "Emmy Noether"));
}

TEST_F(PrintDeskTest, WhatFailedIsPrintedAnewAndWhatIsUnknownIsNot) {
  const auto failed = badge(ada_), unknown = badge(max_);
  start(failed);
  start(unknown);
  end(failed, store::PrintState::Failed);
  end(unknown, store::PrintState::Unknown);
  EXPECT_EQ(start(badge(ada_)), StartAnswer::Started);
  EXPECT_EQ(start(badge(max_)), StartAnswer::HasOne);
}

TEST_F(PrintDeskTest, AnEndThatIsToldTwiceIsWrittenOnce) {
  const auto printed = badge(ada_);
  start(printed);
  end(printed, store::PrintState::Printed);
  const auto before = value_of(store().journal().entries_of_ticket(ada_.ticket.id)).size();
  end(printed, store::PrintState::Printed);
  EXPECT_EQ(value_of(store().journal().entries_of_ticket(ada_.ticket.id)).size(), before);
}

TEST_F(PrintDeskTest, APrinterThatIsHeardAgainEndsTheDoubt) {
  const auto came_out = badge(ada_), dropped = badge(max_);
  for (const auto& each : {came_out, dropped}) {
    start(each);
    end(each, store::PrintState::Unknown);
  }
  end(came_out, store::PrintState::Printed);
  end(dropped, store::PrintState::Failed);
  EXPECT_EQ(start(badge(ada_)), StartAnswer::HasOne);
  EXPECT_THAT(badges(ada_), ElementsAre(BadgeStatus::Printed));
  EXPECT_EQ(start(badge(max_)), StartAnswer::Started);
}

TEST_F(PrintDeskTest, APrinterThatIsHeardAgainSaysNothingOnceAPersonHasJudged) {
  const auto judged = badge(ada_);
  start(judged);
  end(judged, store::PrintState::Unknown);
  value_of(desk().prints().judge("summit-2026", {judged.print.serial}, false));
  end(judged, store::PrintState::Printed);
  EXPECT_EQ(start(badge(ada_)), StartAnswer::Started);
}

TEST_F(PrintDeskTest, WhatAnEndedRunLeftOpenIsInDoubtUntilAPersonHasLooked) {
  const auto left = badge(ada_), done = badge(max_);
  start(left);
  start(done);
  end(done, store::PrintState::Printed);
  reopen();
  EXPECT_EQ(value_of(desk().prints().settle("summit-2026")), 1U);
  EXPECT_EQ(value_of(desk().prints().settle("summit-2026")), 0U);
  EXPECT_THAT(badges(ada_), ElementsAre(BadgeStatus::Unknown));
  value_of(desk().prints().judge("summit-2026", {left.print.serial}, false));
  EXPECT_EQ(start(badge(ada_)), StartAnswer::Started);
}

TEST_F(PrintDeskTest, AJudgementOfWhatIsInNoDoubtIsRefusedWhole) {
  const auto unknown = badge(ada_);
  start(unknown);
  end(unknown, store::PrintState::Unknown);
  EXPECT_FALSE(desk().prints().judge("summit-2026", {unknown.print.serial, rules::BadgeSerial::random()}, true));
  EXPECT_THAT(badges(ada_), ElementsAre(BadgeStatus::Unknown));
}

TEST_F(PrintDeskTest, ListsByFamilyNameWhoeverIsExpected) {
  EXPECT_THAT(listed(), ElementsAre("Max Born", "Ada Lovelace"));
}

TEST_F(PrintDeskTest, KnowsNoBadgesOfAnEventThatIsNotThere) {
  const auto refused = desk().prints().of("nope");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::NotFound);
}

}  // namespace
}  // namespace einlass::venue
