#include "server/guests/merge.h"

#include "db/event_store.h"

#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>

namespace einlass::guests {
namespace {

using rules::TicketStatus;
using testing::ElementsAre;
using testing::SizeIs;

class Merge : public testing::Test {
 protected:
  Merge() : folder_(std::filesystem::temp_directory_path() / ("einlass-merge-" + rules::ScanId::random().text())) {
    std::filesystem::create_directories(folder_);
    settings_.event = rules::EventId(base::IdBytes{1});
    settings_.categories = {{"member", {}}, {"guest", {}}};
    store_.emplace(
        store::EventStore::open(
            {.file = folder_ / "event.db", .event = settings_.event, .journal = rules::JournalId(base::IdBytes{2})})
            .value());
  }
  ~Merge() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  ImportPlan plan(const std::string& list, bool withdraw_missing = false) {
    const auto preview = preview_import(list, settings_);
    return plan_import(store_->guests(), preview.value(),
                       {.source = settings_.source, .withdraw_missing = withdraw_missing, .policy = &policy_})
        .value();
  }

  ImportPlan import(const std::string& list, bool withdraw_missing = false) {
    auto result = plan(list, withdraw_missing);
    auto transaction = store_->begin().value();
    EXPECT_TRUE(apply_import(store_->guests(), result));
    EXPECT_TRUE(transaction.commit());
    return result;
  }

  // name: status, for every row of the book.
  std::map<std::string, TicketStatus> book() {
    std::map<std::string, TicketStatus> result;
    EXPECT_TRUE(
        store_->guests().each([&](const store::GuestRow& row) { result[row.guest.full_name] = row.ticket.status; }));
    return result;
  }

  store::GuestRow row(const std::string& name) {
    store::GuestRow result;
    EXPECT_TRUE(store_->guests().each([&](const store::GuestRow& row) {
      if (row.guest.full_name == name) result = row;
    }));
    return result;
  }

  std::filesystem::path folder_;
  ImportSettings settings_;
  rules::EventPolicy policy_;
  std::optional<store::EventStore> store_;
};

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

TEST_F(Merge, NeverTouchesRowsOfAnotherSource) {
  import(kList);
  settings_.source = "hosts";
  const auto other = import("Name\nLise Meitner\n", true);
  EXPECT_EQ(other.count(ChangeKind::Withdrawn), 0);
  EXPECT_THAT(book(), SizeIs(3));
  EXPECT_EQ(book().at("Ada Lovelace"), TicketStatus::Confirmed);
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
