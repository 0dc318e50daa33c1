// Copies of an event to try it out with: what they share with it, and that nothing of them stays.
#include "core/rules/ticket_code.h"
#include "db/attendance_journal.h"
#include "db/guest_book.h"
#include "tests/server/venue/desk_fixture.h"

#include <fstream>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* guests = "Name,Code\nAda Lovelace,A\nGrace Hopper,B\n";

class RehearsalTest : public DeskFixture {
 protected:
  RehearsalTest() {
    summit_ = create(new_event());
    import(guests);
    rehearsal_ = value_of(desk().events().rehearse("summit-2026", "rehearsal")).id;
    kiosk_ = pair("Nord 1", "rehearsal");
  }

  std::vector<std::pair<rules::TicketId, rules::GuestId>> ids(const std::string& event) {
    std::vector<std::pair<rules::TicketId, rules::GuestId>> found;
    value_of(value_of(desk().event(value_of(desk().events().find(event)).id))
                 ->store.guests()
                 .each([&](const store::GuestRow& row) { found.emplace_back(row.ticket.id, row.guest.id); }));
    std::sort(found.begin(), found.end());
    return found;
  }
  wire::AdmitRequest scan_there(const std::string& code) {
    auto request = scan(code);
    request.event = rehearsal_;
    return request;
  }
  wire::Hello hello_naming(std::vector<rules::EventId> events) {
    wire::Hello hello{.journal = rules::JournalId::random()};
    for (const auto& event : events) hello.held.push_back({event, hello.journal, 3});
    return value_of(desk().kiosks().hello(kiosk_.id, hello)).hello;
  }

  rules::EventId summit_;
  rules::EventId rehearsal_;
  store::KioskRecord kiosk_;
};

TEST_F(RehearsalTest, HasTheTicketsGuestsAndCodesOfItsEvent) {
  EXPECT_EQ(ids("rehearsal"), ids("summit-2026"));
  import(guests, "rehearsal");
  EXPECT_EQ(ids("rehearsal"), ids("summit-2026")) << "and an import gives the same again";
  EXPECT_EQ(outcome(admit(kiosk_, scan_there("A"))), "admitted");
  EXPECT_EQ(value_of(desk().door().totals(rehearsal_)).admitted, 1);
  EXPECT_EQ(value_of(desk().door().totals(summit_)).admitted, 0);
}

TEST_F(RehearsalTest, TakesTheSignedTicketsOfItsEvent) {
  const auto issued = value_of(desk().guests().issue_tickets("summit-2026", false));
  auto request = scan_there("signed");
  request.target = wire::SignedTarget{issued.front().code};
  EXPECT_EQ(outcome(admit(kiosk_, request)), "admitted");
}

TEST_F(RehearsalTest, IsNoOtherEventToAnyDoor) {
  const auto door = pair("Sued 1");
  import("Name,Code\nAlan Turing,C\n", "rehearsal");
  auto request = scan("C");
  request.target = wire::CodeTarget{rules::code_hash(value_of(desk().event(summit_))->keys.code_key, "C"), "C"};
  request.event = summit_;
  EXPECT_EQ(outcome(admit(door, request)), "unknown_code");
}

TEST_F(RehearsalTest, IsDroppedForEverAndItsKiosksHearOfIt) {
  EXPECT_EQ(outcome(admit(kiosk_, scan_there("A"))), "admitted");
  const auto file = folder_ / events_folder / (rehearsal_.text() + event_suffix);
  EXPECT_TRUE(std::filesystem::exists(file));
  value_of(desk().events().drop("rehearsal"));
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_EQ(desk().events().find("rehearsal").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(value_of(desk().kiosks().find("Nord 1")).event, std::nullopt);
  EXPECT_THAT(hello_naming({rehearsal_, summit_}).dropped, ElementsAre(rehearsal_));
  reopen();
  EXPECT_THAT(hello_naming({rehearsal_, summit_}).dropped, ElementsAre(rehearsal_));
  EXPECT_THAT(hello_naming({summit_}).dropped, IsEmpty());
  const auto next = value_of(desk().events().rehearse("summit-2026", "rehearsal")).id;
  EXPECT_NE(next, rehearsal_);
  EXPECT_EQ(ids("rehearsal"), ids("summit-2026"));
  EXPECT_EQ(value_of(desk().door().totals(next)).admitted, 0);
}

TEST_F(RehearsalTest, NoEventThatHappenedIsEverDropped) {
  const auto dropped = desk().events().drop("summit-2026");
  ASSERT_FALSE(dropped);
  EXPECT_EQ(dropped.error().kind, ErrorKind::Refused);
  EXPECT_THAT(ids("summit-2026"), testing::SizeIs(2));
  EXPECT_EQ(desk().events().rehearse("rehearsal", "again").error().kind, ErrorKind::Refused);
  EXPECT_EQ(desk().events().rehearse("summit-2026", "rehearsal").error().kind, ErrorKind::AlreadyExists);
}

// What a crash within a drop leaves: the note alone.
TEST_F(RehearsalTest, IsDroppedWholeAtTheNextStartIfACrashCameBetween) {
  desk_.reset();
  {
    auto venue = value_of(store::VenueStore::open(folder_ / venue_file));
    value_of(venue.set_setting(dropped_setting(rehearsal_), "yes"));
  }
  reopen();
  EXPECT_EQ(desk().events().find("rehearsal").error().kind, ErrorKind::NotFound);
  EXPECT_FALSE(std::filesystem::exists(folder_ / events_folder / (rehearsal_.text() + event_suffix)));
  EXPECT_EQ(value_of(desk().kiosks().find("Nord 1")).event, std::nullopt);
}

TEST_F(RehearsalTest, CanBeDroppedThoughItsFileIsDamaged) {
  const auto file = folder_ / events_folder / (rehearsal_.text() + event_suffix);
  desk_.reset();
  std::ofstream(file, std::ios::binary | std::ios::trunc) << std::string(8192, 'x');
  reopen();
  value_of(desk().events().drop("rehearsal"));
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_THAT(hello_naming({rehearsal_}).dropped, ElementsAre(rehearsal_));
}

// By the command, event by event; also whom only a later list brings there.
TEST_F(RehearsalTest, ErasesWhomItDoesNotKnowYet) {
  EXPECT_THAT(value_of(desk().events().rehearsals_of(summit_)), ElementsAre(rehearsal_));
  import("Name,Code\nAlan Turing,C\n");
  const auto known = ids("rehearsal");
  rules::GuestId later;
  for (const auto& each : ids("summit-2026")) {
    if (std::find(known.begin(), known.end(), each) == known.end()) later = each.second;
  }
  value_of(desk().door().begin());
  value_of(desk().staff().erase({.event = rehearsal_}, {later}));
  value_of(desk().door().commit());
  import("Name,Code\nAlan Turing,C\n", "rehearsal");
  EXPECT_THAT(value_of(value_of(desk().event(rehearsal_))->store.guests().by_guest(later)), testing::IsEmpty());
  EXPECT_EQ(ids("rehearsal").size(), known.size()) << "and nobody else stands for her";
}

}  // namespace
}  // namespace einlass::venue
