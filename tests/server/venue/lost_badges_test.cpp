// Badges that a kiosk had begun when it was lost: nobody else knows whether they came out (docs/journal.md, Badges).
#include "db/attendance_journal.h"
#include "db/event_store.h"
#include "db/guest_book.h"
#include "tests/server/venue/desk_fixture.h"

namespace einlass::venue {
namespace {

using rules::BadgeStatus;
using testing::ElementsAre;
using testing::IsEmpty;

class LostBadgesTest : public DeskFixture {
 protected:
  void SetUp() override {
    create(new_event());
    import("Name,Code,Quantity\nAda Lovelace,A,3\n");
    value_of(value_of(desk().event(event_))->store.guests().each([&](const auto& row) { ticket_ = row.ticket.id; }));
    kiosk_ = pair("Nord 1");
    say_hello(journal_);
    there_.emplace(
        value_of(store::EventStore::open({.file = folder_ / "kiosk.db", .event = event_, .journal = journal_})));
    write({rules::Admitted{.persons = 3, .places = 3, .badges_due = 3}, begun(1), begun(2), begun(3),
           rules::BadgePrinted{serial(1)}});
  }

  static rules::BadgeSerial serial(int number) {
    return rules::BadgeSerial(base::keyed_id({}, std::to_string(number)));
  }
  static rules::BadgeStarted begun(int number) { return {.serial = serial(number), .place_number = number}; }
  void say_hello(rules::JournalId journal) { value_of(desk().kiosks().hello(kiosk_.id, {.journal = journal})); }

  // At the kiosk, which hands all over that it has.
  void write(const std::vector<rules::Fact>& facts) {
    auto transaction = value_of(there_->begin());
    for (const auto& fact : facts) {
      rules::EntryDraft draft;
      draft.ticket = ticket_;
      draft.fact = fact;
      if (std::holds_alternative<rules::Admitted>(fact)) draft.scan = rules::ScanStep{rules::ScanId::random(), 0};
      value_of(there_->journal().append(draft, {.venue = clock_.wall(), .sure = true}));
    }
    value_of(transaction.commit());
    const auto rows = value_of(there_->journal().entries_of(journal_, 0, 100));
    value_of(desk().door().begin());
    value_of(desk().door().merge_from(kiosk_.id, {.batch = 1, .rows = rows}));
    value_of(desk().door().commit());
  }
  void settle() {
    value_of(desk().door().begin());
    for (const auto& event : desk().leases().to_settle()) value_of(desk().leases().settle(event));
    value_of(desk().door().commit());
    EXPECT_THAT(desk().leases().to_settle(), IsEmpty());
  }
  std::vector<BadgeStatus> badges() {
    std::map<int, BadgeStatus> found;
    const auto state = value_of(value_of(desk().event(event_))->store.journal().state_of(ticket_));
    for (const auto& badge : state.badges) found[badge.place_number] = badge.status;
    std::vector<BadgeStatus> by_place;
    for (const auto& [place, status] : found) by_place.push_back(status);
    return by_place;
  }

  const rules::JournalId journal_ = rules::JournalId::random();
  std::optional<store::EventStore> there_;
  store::KioskRecord kiosk_;
  rules::TicketId ticket_;
};

TEST_F(LostBadgesTest, StayBegunWhileTheirKioskWrites) {
  settle();
  EXPECT_THAT(badges(), ElementsAre(BadgeStatus::Printed, BadgeStatus::Started, BadgeStatus::Started));
}

TEST_F(LostBadgesTest, OfARevokedKioskAreUnknownButForThoseThatItReported) {
  value_of(desk().kiosks().revoke("Nord 1"));
  settle();
  EXPECT_THAT(badges(), ElementsAre(BadgeStatus::Printed, BadgeStatus::Unknown, BadgeStatus::Unknown));
  reopen();
  settle();
  EXPECT_THAT(badges(), ElementsAre(BadgeStatus::Printed, BadgeStatus::Unknown, BadgeStatus::Unknown));
}

// Its file was damaged, or its disk put back.
TEST_F(LostBadgesTest, OfAJournalThatItsKioskGaveUpAreUnknown) {
  say_hello(rules::JournalId::random());
  settle();
  EXPECT_THAT(badges(), ElementsAre(BadgeStatus::Printed, BadgeStatus::Unknown, BadgeStatus::Unknown));
}

TEST_F(LostBadgesTest, AreWhatTheKioskSaysAfterAll) {
  value_of(desk().kiosks().revoke("Nord 1"));
  settle();
  write({rules::BadgePrinted{serial(2)}, begun(4)});
  settle();
  EXPECT_THAT(badges(),
              ElementsAre(BadgeStatus::Printed, BadgeStatus::Printed, BadgeStatus::Unknown, BadgeStatus::Unknown))
      << "and one that is heard of late is unknown likewise";
}

}  // namespace
}  // namespace einlass::venue
