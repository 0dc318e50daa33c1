// What the link writes down of badges, and tells of those that the last run left open.
#include "kiosk/link/replica.h"
#include "kiosk/link/state_directory.h"
#include "tests/kiosk/link/link_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::link {
namespace {

class LinkBadges : public LinkTest {};

TEST_F(LinkBadges, WritesBadgeFactsAndHandsThemOver) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto ticket = std::get<rules::AdmissionGranted>(kiosk.admit("TICKET-0002").admission).ticket;
  rules::EntryDraft started;
  started.ticket = ticket;
  started.fact = rules::BadgeStarted{.serial = rules::BadgeSerial::random(), .place_number = 1};
  const store::PrintRecord record{.id = rules::PrintJobId::random(),
                                  .ticket = ticket,
                                  .serial = std::get<rules::BadgeStarted>(started.fact).serial,
                                  .printer = "desk"};
  kiosk.link().write({.token = 7, .event = venue.event(), .draft = started, .print = record});
  const auto written = kiosk.await<Written>();
  EXPECT_EQ(written.token, 7U);
  ASSERT_TRUE(written.row) << written.row.error().message;
  EXPECT_EQ((*written.row)->entry.place.name, "Left");
  kiosk.await<Totals>(all_handed_over);
  kiosk.stop();
  kiosk.start();
  const auto left_open = kiosk.await<Assigned>().open_prints;
  ASSERT_EQ(left_open.size(), 1U);
  EXPECT_EQ(left_open.front().record.id, record.id);
  kiosk.stop();
  venue.stop();
  EXPECT_EQ(venue.count("badge_started"), 1);
}

TEST_F(LinkBadges, TellsOfABadgeInDoubtAtEachStartUntilSomebodyHasLooked) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto ticket = std::get<rules::AdmissionGranted>(kiosk.admit("TICKET-0002").admission).ticket;
  store::PrintRecord record{.id = rules::PrintJobId::random(),
                            .ticket = ticket,
                            .serial = rules::BadgeSerial::random(),
                            .printer = "desk",
                            .state = store::PrintState::Unknown};
  const auto write = [&](rules::Fact fact) {
    rules::EntryDraft draft;
    draft.ticket = ticket;
    draft.fact = std::move(fact);
    kiosk.link().write({.token = 7, .event = venue.event(), .draft = draft, .print = record});
    ASSERT_TRUE(kiosk.await<Written>().row);
  };
  write(rules::BadgeStarted{.serial = record.serial, .place_number = 1});
  write(rules::BadgeUnknown{record.serial});
  kiosk.stop();
  kiosk.start();
  const auto told = kiosk.await<Assigned>().open_prints;
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told.front().record.state, store::PrintState::Unknown);
  write(rules::BadgePrinted{record.serial});
  kiosk.stop();
  kiosk.start();
  EXPECT_TRUE(kiosk.await<Assigned>().open_prints.empty());
}

// A badge that is under way while the kiosk is given another event would else stay "started" for ever.
TEST_F(LinkBadges, WritesWhatBecomesOfABadgeIntoTheJournalOfItsOwnEvent) {
  pair(kiosk, "Left");
  venue.stop();
  venue.create_event("matinee");
  const auto matinee = venue.desk().events().find("matinee")->id;
  venue.start();
  kiosk.start_and_join();
  rules::EntryDraft printed;
  printed.ticket = std::get<rules::AdmissionGranted>(kiosk.admit("TICKET-0002").admission).ticket;
  printed.place.door = "main";
  printed.fact = rules::BadgePrinted{rules::BadgeSerial::random()};
  venue.command("kiosk.assign", R"({"kiosk":"Left","event":"matinee"})");
  kiosk.await<Assigned>([&](const auto& each) { return each.event == matinee; });
  kiosk.link().write({.token = 7, .event = venue.event(), .draft = printed});
  const auto written = kiosk.await<Written>();
  ASSERT_TRUE(written.row) << written.row.error().message;
  EXPECT_EQ((*written.row)->entry.id.event, venue.event());
  kiosk.await<Totals>(all_handed_over);
  kiosk.stop();
  venue.stop();
  EXPECT_EQ(venue.count("badge_printed"), 1);
}

TEST_F(LinkBadges, WritesNothingIntoAnEventThatItDoesNotHave) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  kiosk.link().write({.token = 7, .event = rules::EventId::random(), .draft = rules::EntryDraft{}});
  EXPECT_FALSE(kiosk.await<Written>().row);
}

}  // namespace
}  // namespace einlass::link
