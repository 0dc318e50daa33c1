#include "tests/server/guests/merge_fixture.h"

#include <algorithm>
#include <functional>

namespace einlass::guests {
namespace {

using rules::TicketStatus;
using testing::ElementsAre;
using testing::SizeIs;

constexpr auto kList = "Order #,Attendee #,Name,Company,Barcode\nO1,1,Ada Lovelace,Works,A\nO1,2,Max Born,GU,B\n";

TEST_F(Merge, OfTheSameListAgainChangesNothing) {
  EXPECT_EQ(import(kList).count(ChangeKind::Added), 2);
  const auto version = store_->guests().version();
  const auto again = import(kList);
  EXPECT_EQ(again.count(ChangeKind::Unchanged), 2);
  EXPECT_THAT(again.changes, SizeIs(2));
  EXPECT_EQ(store_->guests().version().value(), version.value());
}

TEST_F(Merge, SaysWhichFieldsChange) {
  import(kList);
  const auto changed = import("Order #,Attendee #,Name,Company,Barcode\nO1,1,Ada King,Works,A\nO1,2,Max Born,MPI,B\n");
  ASSERT_EQ(changed.count(ChangeKind::Changed), 2);
  EXPECT_THAT(changed.changes[0].fields, ElementsAre("name"));
  EXPECT_THAT(changed.changes[1].fields, ElementsAre("company"));
  EXPECT_THAT(book(), testing::UnorderedElementsAre(testing::Key("Ada King"), testing::Key("Max Born")));
}

TEST_F(Merge, KeepsWhoseGuestSheIsUntilALaterListNamesAnotherHost) {
  import("Name,Code,Host\nAda Lovelace,A,Anna Berg\n");
  EXPECT_EQ(import("Name,Code\nAda Lovelace,A\n").count(ChangeKind::Unchanged), 1);
  EXPECT_EQ(row("Ada Lovelace").guest.list_owner, "Anna Berg");
  const auto moved = import("Name,Code,Host\nAda Lovelace,A,Lea Kurz\n");
  EXPECT_THAT(moved.changes.front().fields, ElementsAre("list owner"));
  EXPECT_EQ(row("Ada Lovelace").guest.list_owner, "Lea Kurz");
}

TEST_F(Merge, LeavesWhoIsMissingUnlessToldToWithdraw) {
  import(kList);
  const std::string shorter = "Order #,Attendee #,Name,Company,Barcode\nO1,1,Ada Lovelace,Works,A\n";
  EXPECT_EQ(import(shorter).count(ChangeKind::Missing), 1);
  EXPECT_EQ(book().at("Max Born"), TicketStatus::Confirmed);
  EXPECT_EQ(import(shorter, true).count(ChangeKind::Withdrawn), 1);
  EXPECT_EQ(book().at("Max Born"), TicketStatus::Cancelled);
  // Nobody is withdrawn twice, and who is listed again comes back.
  EXPECT_EQ(import(shorter, true).count(ChangeKind::Withdrawn), 0);
  import(kList, true);
  EXPECT_EQ(book().at("Max Born"), TicketStatus::Confirmed);
}

TEST_F(Merge, TakesTwoCodesForTwoTicketsWhoseverTheyAre) {
  settings_.source = "vip";
  import("Order #,Attendee #,Name,Barcode\nO,1,Ada Byron,A1\n");
  settings_.source = "workshop";
  EXPECT_EQ(import("Order #,Attendee #,Name,Barcode\nO,5,Ada Byron,B2\n").count(ChangeKind::Added), 1);
}

TEST_F(Merge, WithdrawsNobodyForAFaultOfHerRow) {
  const std::string too_long(501, 'x');
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"Order #,Attendee #,Name,Company,Barcode\nO1,1,Ada Lovelace,Works,A1\nO1,2,Max Born,GU,B2\n",
       "Order #,Attendee #,Name,Company,Barcode\nO1,1,Ada Lovelace,Works,A1\nO1,2,,GU,B2\n"},
      {"Order #,Attendee #,Name,Company,Barcode\nO1,1,Ada Lovelace,Works,A1\nO1,2,Max Born,GU,B2\n",
       "Order #,Attendee #,Name,Company,Barcode\nO1,1,Ada Lovelace,Works,A1\nO1,2,Max Born,GU,1.2E+23\n"},
      {"Order #,Attendee #,Name,Company,Barcode\nO1,1,Ada Lovelace,Works,A1\nO1,2,Max Born,GU,B2\n",
       "Order #,Attendee #,Name,Company,Barcode\nO1,1,Ada Lovelace,Works,A1\nO1,2,Max Born," + too_long + ",B2\n"},
      {"Name,Code\nAda Lovelace,A1\nMax Born,B2\n", "Name,Code\nAda Lovelace,A1\n,B2\n"},
      {"Name,Code\nAda Lovelace,A1\nMax Born,B2\n", "Name,Code\nAda Lovelace,A1\nMax Born,1.2E+23\n"},
      {"Name,Quantity\nAda Lovelace,1\nMax Born,1\n", "Name,Quantity\nAda Lovelace,1\nMax Born,none\n"}};
  for (const auto& [first, second] : rows) {
    open_anew();
    import(first);
    import(second, true);
    EXPECT_EQ(book().at("Max Born"), TicketStatus::Confirmed) << second;
    import(second.substr(0, second.rfind('\n', second.size() - 2) + 1), true);
    EXPECT_EQ(book().at("Max Born"), TicketStatus::Cancelled) << second;
  }
}

TEST_F(Merge, NeverTouchesRowsOfAnotherSource) {
  import(kList);
  settings_.source = "hosts";
  const auto other = import("Name\nLise Meitner\n", true);
  EXPECT_EQ(other.count(ChangeKind::Withdrawn), 0);
  EXPECT_THAT(book(), SizeIs(3));
  EXPECT_EQ(book().at("Ada Lovelace"), TicketStatus::Confirmed);
}

TEST_F(Merge, AddsNobodyAgainWhomAnotherListHasWithHerCode) {
  import(kList);
  settings_.source = "seats";
  const auto seats =
      import("Name,Company,Barcode,Table,Host\nLovelace,Else,A,7,Anna\nMAX BORN,Else,B,8,Anna\nAda,X,C,9,\n", true);
  EXPECT_EQ(seats.count(ChangeKind::Added), 2) << "whose code is another's is no guest of this list for that";
  EXPECT_EQ(seats.count(ChangeKind::Changed), 1);
  const auto max = row("Max Born");
  EXPECT_EQ(max.source, "csv");
  EXPECT_EQ(max.guest.company, "GU") << "her own list says that";
  EXPECT_EQ(max.guest.table, "8");
  EXPECT_EQ(max.guest.list_owner, "Anna");
  EXPECT_EQ(row("Ada Lovelace").guest.table, "");
  EXPECT_EQ(import("Name,Barcode\nMax Born,B\n", true).count(ChangeKind::Unchanged), 1) << "and takes nothing back";
  EXPECT_EQ(book().at("Max Born"), TicketStatus::Confirmed);
  EXPECT_EQ(row("Max Born").guest.table, "8");
}

TEST_F(Merge, KeepsAReplacedCodeAsReplaced) {
  import(kList);
  import("Order #,Attendee #,Name,Barcode\nO1,1,Ada Lovelace,NEW\n");
  const auto ada = row("Ada Lovelace");
  EXPECT_THAT(ada.code_hashes, ElementsAre(rules::code_hash(settings_.code_hash_key, "NEW")));
  EXPECT_THAT(ada.replaced_code_hashes, ElementsAre(rules::code_hash(settings_.code_hash_key, "A")));
  // The first code again: now that one is valid, and the other one replaced.
  import(kList);
  EXPECT_THAT(row("Ada Lovelace").code_hashes, ElementsAre(rules::code_hash(settings_.code_hash_key, "A")));
  EXPECT_THAT(row("Ada Lovelace").replaced_code_hashes, ElementsAre(rules::code_hash(settings_.code_hash_key, "NEW")));
}

TEST_F(Merge, KeepsTheCodeWhereALaterListHasNone) {
  import(kList);
  EXPECT_EQ(import("Order #,Attendee #,Name,Company\nO1,1,Ada Lovelace,Works\n").count(ChangeKind::Unchanged), 1);
  EXPECT_THAT(row("Ada Lovelace").code_hashes, SizeIs(1));
}

TEST_F(Merge, WaitlistsWhoComesBeyondAHardCap) {
  policy_.cap = rules::Cap{.persons = 3, .kind = rules::CapKind::Hard};
  const std::string list = "Name,Quantity\nA A,2\nB B,2\nC C,1\nD D,1\n";
  EXPECT_EQ(import(list).waitlisted, 2);
  EXPECT_EQ(book().at("A A"), TicketStatus::Confirmed);
  EXPECT_EQ(book().at("B B"), TicketStatus::Waitlisted);
  EXPECT_EQ(book().at("C C"), TicketStatus::Confirmed);
  EXPECT_EQ(book().at("D D"), TicketStatus::Waitlisted);
  // Again: nobody loses a seat, nobody gains one.
  EXPECT_EQ(import(list).count(ChangeKind::Unchanged), 4);
  // A cancelled seat goes to the next one who fits.
  import("Name,Quantity,Status\nA A,2,storniert\nB B,2,\nC C,1,\nD D,1,\n");
  EXPECT_EQ(book().at("B B"), TicketStatus::Confirmed);
  EXPECT_EQ(book().at("D D"), TicketStatus::Waitlisted);
}

TEST_F(Merge, CountsWhoIsInsideUnderAHardCapWhateverTheListSays) {
  const auto nobody = [] {};
  const struct {
    const char* what;
    rules::CapCounts counts;
    std::function<void()> happens;
    const char* list;  // after A A and B B, of two seats
    TicketStatus next;
  } cases[] = {
      {"a cancelled guest's seat goes on", rules::CapCounts::Admitted, nobody, "A A,1,storniert\nB B,1,\nC C,1,\n",
       TicketStatus::Confirmed},
      {"not while she is inside", rules::CapCounts::Admitted, [&] { comes_in("A A"); },
       "A A,1,storniert\nB B,1,\nC C,1,\n", TicketStatus::Waitlisted},
      {"nor after she left, where all who came count", rules::CapCounts::Admitted,
       [&] {
         comes_in("A A");
         leaves("A A");
       },
       "A A,1,storniert\nB B,1,\nC C,1,\n", TicketStatus::Waitlisted},
      {"but then where those inside count", rules::CapCounts::Inside,
       [&] {
         comes_in("A A");
         leaves("A A");
       },
       "A A,1,storniert\nB B,1,\nC C,1,\n", TicketStatus::Confirmed},
      {"a walk-in has taken the cancelled seat", rules::CapCounts::Admitted,
       [&] { comes_in("", "guest", rules::SeatSource::Pool); }, "A A,1,storniert\nB B,1,\nC C,1,\n",
       TicketStatus::Waitlisted},
      {"somebody counted has taken it", rules::CapCounts::Admitted,
       [&] { append({.fact = rules::Counted{.category = "guest"}}); }, "A A,1,storniert\nB B,1,\nC C,1,\n",
       TicketStatus::Waitlisted},
      {"an owner who is in sits on her own seat", rules::CapCounts::Admitted, [&] { comes_in("B B"); },
       "A A,1,storniert\nB B,1,\nC C,1,\n", TicketStatus::Confirmed},
      {"who holds a seat brings nobody along", rules::CapCounts::Admitted, nobody, "A A,1,\nB B,2,\nC C,1,\n",
       TicketStatus::Waitlisted},
  };
  for (const auto& test : cases) {
    SCOPED_TRACE(test.what);
    open_anew();
    policy_.cap = rules::Cap{.persons = 2, .kind = rules::CapKind::Hard, .counts = test.counts};
    import("Name,Quantity,Status\nA A,1,\nB B,1,\n");
    test.happens();
    import(std::string("Name,Quantity,Status\n") + test.list);
    EXPECT_EQ(book().at("C C"), test.next);
    EXPECT_LE(confirmed(), 2);
  }
}

TEST_F(Merge, SeatsAgainWhoSitsThereAlready) {
  policy_.cap = rules::Cap{.persons = 1, .kind = rules::CapKind::Hard};
  import("Name,Status\nA A,\n");
  comes_in("A A");
  import("Name,Status\nA A,storniert\n");
  import("Name,Status\nA A,\n");
  EXPECT_EQ(book().at("A A"), TicketStatus::Confirmed);
}

TEST_F(Merge, CountsACategorysHardCapApart) {
  policy_.category_caps["guest"] = rules::Cap{.persons = 1, .kind = rules::CapKind::Hard};
  EXPECT_EQ(import("Name,Kategorie\nA A,guest\nB B,member\nC C,guest\nD D,member\n").waitlisted, 1);
  EXPECT_EQ(book().at("C C"), TicketStatus::Waitlisted);
}

TEST_F(Merge, LetsASoftCapBeExceeded) {
  policy_.cap = rules::Cap{.persons = 1, .kind = rules::CapKind::Soft};
  EXPECT_EQ(import("Name\nA A\nB B\n").waitlisted, 0);
}

TEST_F(Merge, PlansWithoutWriting) {
  EXPECT_EQ(plan(kList).count(ChangeKind::Added), 2);
  EXPECT_EQ(store_->guests().count().value(), 0U);
}

}  // namespace
}  // namespace einlass::guests
