#include "core/base/file.h"
#include "db/connection.h"
#include "server/venue/restore.h"
#include "tests/server/venue/delivery/cmf_fixture.h"

#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::venue {
namespace {

namespace json = boost::json;
using rules::OutboxState;
using testing::HasSubstr;
using testing::SizeIs;

// The backup knows that it is to be written, and not that it was.
TEST_F(CmfDeliveryTest, ARestoredVenueWritesNothingTwice) {
  load_customers(5);
  hold_evening(5);
  value_of(base::write_file(folder_ / ca_file, "the authority's key", base::FileMode::Private));
  write();
  const std::filesystem::path backup = folder_.string() + "-backup";
  value_of(value_of(desk().backups().begin(backup)).write());
  deliver();
  ASSERT_THAT(stand_in_.rows("activities"), SizeIs(5));
  desk_.reset();
  value_of(restore_backup(backup, {.directory = folder_, .replace = true, .now = clock_.wall()}));
  std::filesystem::remove_all(backup);
  open_desk();
  EXPECT_EQ(counts()[OutboxState::Due], 10) << "with as many marks";
  deliver();
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(5));
  EXPECT_EQ(counts()[OutboxState::Settled], 10);
}

TEST_F(CmfDeliveryTest, WritesWhatLeavesAndNothingElse) {
  load_customers(2);
  hold_evening(2, 1);
  write();
  deliver();
  const auto activities = stand_in_.rows("activities");
  ASSERT_THAT(activities, SizeIs(1));
  const auto& activity = activities.front().as_object();
  EXPECT_EQ(activity.at("customerId").as_int64(), 1000);
  EXPECT_EQ(activity.at("type").as_string(), "attendance");
  EXPECT_EQ(activity.at("activityDate").as_int64(), 1795453200) << "when the doors opened, not now";
  EXPECT_EQ(json::serialize(activity.at("attributes")),
            R"({"category":"guest","event":"Future Summit","event_ref":"summit-2026","status":"attended"})");
  EXPECT_EQ(marked(), 1U);
  EXPECT_EQ(counts()[OutboxState::Settled], 2);
  stand_in_.clear_log();
  write();
  deliver();
  EXPECT_THAT(stand_in_.log(), SizeIs(0)) << "a second run changes nothing";
}

TEST_F(CmfDeliveryTest, RemovesDuplicatesThatWereThereAndKeepsTheLowestNumber) {
  load_customers(1);
  hold_evening(1);
  write();
  stand_in_.fault({{"kind", "drop"}, {"methods", json::array{"POST"}}, {"path", "/activities"}, {"nth", 1}});
  deliver();
  ASSERT_THAT(stand_in_.rows("activities"), SizeIs(1));
  auto first = stand_in_.rows("activities").front().as_object();
  // Somebody's proxy sent it again.
  undo();
  deliver();
  first["id"] = 90'500;
  auto second = first;
  second["id"] = 90'400;
  stand_in_.fault({{"kind", "drop"}, {"methods", json::array{"POST"}}, {"path", "/activities"}, {"nth", 1}});
  stand_in_.fault({{"kind", "change"},
                   {"methods", json::array{"POST"}},
                   {"path", "/activities"},
                   {"nth", 1},
                   {"changes", {{"load", {{"activities", json::array{first, second}}}}}}});
  write();
  deliver();
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(1));
  EXPECT_EQ(counts()[OutboxState::Settled], 2);
}

TEST_F(CmfDeliveryTest, APoisonedRowHoldsUpNobodyAndKeepsTheTargetsWordsWithoutTheName) {
  constexpr int guests = 650;
  load_customers(guests);
  hold_evening(guests);
  write();
  stand_in_.fault(
      {{"kind", "refuse_row"}, {"row", 1300}, {"words", "Guest Number300 <guest300@example.org> is locked"}});
  deliver();
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(guests - 1));
  const auto parked = value_of(desk().deliveries().status()).front().parked;
  ASSERT_FALSE(parked.empty());
  EXPECT_EQ(parked.front().words, "… <…> is locked");
  // A person saw to it, and says so.
  stand_in_.clear_faults();
  write();
  deliver();
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(guests));
}

TEST_F(CmfDeliveryTest, CorrectsWhatALateKioskOrAPersonChanges) {
  load_customers(3);
  hold_evening(3, 1);
  write();
  deliver();
  EXPECT_EQ(customers_with_activity(), (std::set<std::int64_t>{1000, 1001}));
  admit_late(2);
  deliver();
  EXPECT_EQ(customers_with_activity(), (std::set<std::int64_t>{1000, 1001, 1002}));
  EXPECT_EQ(marked(), 3U);
  // Another kiosk had let the second guest in before: that is when she came.
  admit_late(1, -std::chrono::minutes(10));
  deliver();
  EXPECT_EQ(date_of(1001), admitted_.unix_ms() / 1000 - 600);
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(3));
  undo_late(0);
  deliver();
  EXPECT_EQ(customers_with_activity(), (std::set<std::int64_t>{1001, 1002}));
  EXPECT_EQ(marked(), 2U);
}

TEST_F(CmfDeliveryTest, TakesBackWhereACustomerWasDeletedMeanwhile) {
  load_customers(2);
  hold_evening(2);
  write();
  deliver();
  stand_in_.change({{"delete", {{"customers", json::array{1000}}}}});
  undo();
  deliver();
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(0));
  EXPECT_EQ(marked(), 0U);
  EXPECT_EQ(counts(), (std::map<OutboxState, int>{{OutboxState::Settled, 4}})) << "and nothing is refused";
  // What is refused of somebody who is there stays so.
  write();
  deliver();
  stand_in_.fault({{"kind", "refuse_row"}, {"row", 1001}, {"words", "locked"}});
  undo();
  deliver();
  EXPECT_EQ(counts()[OutboxState::Parked], 2) << "an activity and a mark";
}

TEST_F(CmfDeliveryTest, StopsLoudlyAtAWrongKeyUntilSomebodyStartsIt) {
  load_customers(1);
  hold_evening(1);
  stand_in_.change({{"key", "another"}});
  write();
  deliver();
  auto status = value_of(desk().deliveries().status()).front();
  EXPECT_THAT(status.target.stopped, HasSubstr("403"));
  EXPECT_EQ(status.counts[OutboxState::Due], 2);
  const auto tries = stand_in_.log().size();
  deliver();
  EXPECT_EQ(stand_in_.log().size(), tries);
  stand_in_.change({{"key", "standin-key"}});
  auto other = new_event();
  other.key = "other";
  value_of(desk().events().create(other));
  EXPECT_EQ(desk().deliveries().start("target", "other").error().kind, base::ErrorKind::NotFound);
  deliver();
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(0)) << "it was started for another event";
  value_of(desk().deliveries().start("target", "summit-2026"));
  deliver();
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(1));
}

TEST_F(CmfDeliveryTest, WritesOnlyWhomAPersonChose) {
  load_customers(3);
  hold_evening(3);
  for (int time = 0; time < 2; ++time) {
    write(std::set{guest_row(1).ticket.id});
    deliver();
    EXPECT_EQ(customers_with_activity(), std::set<std::int64_t>{1001});
    EXPECT_EQ(counts()[OutboxState::Waiting], 2);
    write(std::set{guest_row(2).ticket.id});
    deliver();
    EXPECT_EQ(customers_with_activity(), (std::set<std::int64_t>{1001, 1002})) << "beside what was written before";
    undo();
    deliver();
    EXPECT_THAT(stand_in_.rows("activities"), SizeIs(0));
  }
  write();
  deliver();
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(3));
}

TEST_F(CmfDeliveryTest, WritesNothingOfWhomNobodyKnowsOrWhoObjects) {
  load_customers(3);
  hold_evening(3);
  desk().deliveries().use_matches([&](rules::EventId, const std::string&) {
    std::map<rules::GuestId, CrmPerson> persons;
    value_of(value_of(desk().event(event_))->store.guests().each([&](const rules::GuestRow& row) {
      if (row.external_id == "1") persons[row.guest.id] = {.person = "1000", .objects = true};
      if (row.external_id == "2") persons[row.guest.id] = {.person = "", .is_ambiguous = true};
      if (row.external_id == "3") persons[row.guest.id] = {.person = "1002"};
    }));
    return base::Result<std::map<rules::GuestId, CrmPerson>>(persons);
  });
  write();
  deliver();
  EXPECT_EQ(customers_with_activity(), (std::set<std::int64_t>{1002}));
  EXPECT_EQ(counts()[OutboxState::Waiting], 1);
  const auto parked = value_of(desk().deliveries().status()).front().parked;
  ASSERT_THAT(parked, SizeIs(1));
  EXPECT_EQ(parked.front().words, crm::not_to_be_written);
}

// Numbers of a list are the list's, whatever it calls itself: no customer's, unless somebody was matched.
TEST_F(CmfDeliveryTest, WritesToNobodyByTheNumbersOfAList) {
  create(new_event());
  load_customers(1);
  GuestImport list{
      .event = "summit-2026", .content = "Name,Code,External ID\nSomebody Else,C0,1000\n", .source = "target"};
  const auto refused = desk().guests().import(list);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("name the source of this file otherwise"));
  list.is_pulled = true;  // as an older version took it
  value_of(desk().guests().import(list));
  kiosk_ = pair("Nord 1");
  EXPECT_EQ(outcome(admit(kiosk_, scan("C0"))), "admitted");
  clock_.advance(std::chrono::hours(12));
  write();
  deliver();
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(0));
  EXPECT_EQ(counts()[OutboxState::Waiting], 1);
}

TEST_F(CmfDeliveryTest, KeepsWhatWasWrittenWhenNobodyKnowsAnyMoreWhoItIs) {
  load_customers(3);
  hold_evening(3);
  write();
  deliver();
  desk().deliveries().use_matches([&](rules::EventId, const std::string&) {
    return base::Result<std::map<rules::GuestId, CrmPerson>>(
        {{guest_row(0).guest.id, {.person = "", .is_ambiguous = true}},
         {guest_row(1).guest.id, {.person = ""}},
         {guest_row(2).guest.id, {.person = "1002", .objects = true}}});
  });
  write();
  deliver();
  EXPECT_EQ(customers_with_activity(), (std::set<std::int64_t>{1000, 1001}));
  EXPECT_EQ(marked(), 2U);
  EXPECT_EQ(counts()[OutboxState::Waiting], 2) << "both doubts show";
  undo();
  deliver();
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(0));
}

TEST_F(CmfDeliveryTest, TakesBackWhatWasWrittenToWhomSomebodySaysSheIsNot) {
  load_customers(3);
  hold_evening(3);
  write();
  deliver();
  const store::CrmMatch no{
      .guest = guest_row(0).guest.id, .connector = "target", .person = "1000", .state = store::MatchState::Rejected};
  value_of(desk().crm().decide("summit-2026", no));
  deliver();
  EXPECT_EQ(customers_with_activity(), (std::set<std::int64_t>{1001, 1002}));
  EXPECT_EQ(marked(), 2U);
  EXPECT_EQ(counts()[OutboxState::Waiting], 1) << "nobody knows who she is";
  value_of(desk().crm().retract("summit-2026", no));
  deliver();
  EXPECT_EQ(customers_with_activity(), (std::set<std::int64_t>{1000, 1001, 1002})) << "nobody had said anything";
}

TEST_F(CmfDeliveryTest, WritesWhatIsTrueByThenAndNotWhatWasReadBefore) {
  load_customers(3);
  hold_evening(3);
  write();
  deliver();
  const auto reading = value_of(desk().deliveries().begin_write({"summit-2026", "target"}));
  const auto content = value_of(reading.read());
  undo_late(0);
  value_of(desk().deliveries().begin_delivery(event_, "target"));  // looks at what changed
  value_of(desk().deliveries().finish_write(reading, content, std::nullopt));
  const auto rows = value_of(value_of(desk().event(event_))->store.outbox().rows("target"));
  for (const auto& row : rows) EXPECT_EQ(row.desired.empty(), row.person == "1000" || row.person.empty());
}

// More than a page, all of one second: the pages of the list overlap, and hide some.
TEST_F(CmfDeliveryTest, FindsWhatItWroteAfterItsOutboxWasLost) {
  constexpr int guests = 650;
  stand_in_.change({{"options", {{"shuffle_ties", true}}}});
  load_customers(guests);
  hold_evening(guests);
  write();
  deliver();
  const auto file = value_of(desk().event(event_))->store.options().file;  // as one from an older backup
  auto connection = value_of(store::Connection::open({.file = file, .vfs = ""}));
  value_of(connection->guarded([&]() -> base::Result<void> {
    connection->execute("DELETE FROM outbox_rows; DELETE FROM outbox_targets; DELETE FROM dirty_tickets;");
    return {};
  }));
  stand_in_.clear_log();
  const auto written = customers_by_activity();
  write();
  deliver();
  EXPECT_EQ(customers_by_activity(), written) << "none was removed and made anew";
  EXPECT_EQ(counts()[OutboxState::Settled], 2 * guests);
  undo();
  deliver();
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(0)) << "it knows their numbers again";
}

// PHP's warnings are exceptions there: what is not sent is no default.
TEST_F(CmfDeliveryTest, SendsAllThatADebuggingServerReads) {
  stand_in_.change({{"options", {{"debug", true}}}});
  load_customers(2);
  hold_evening(2);
  write();
  deliver();
  EXPECT_EQ(marked(), 2U);
  undo();
  deliver();
  EXPECT_EQ(marked(), 0U);
  EXPECT_THAT(stand_in_.rows("activities"), SizeIs(0));
}

TEST_F(CmfDeliveryTest, AsksOfWhoComesLateWhereOnlySomeWereChosen) {
  load_customers(3);
  hold_evening(3, 1);
  write(std::set{guest_row(0).ticket.id});
  deliver();
  admit_late(2);
  deliver();
  EXPECT_EQ(customers_with_activity(), std::set<std::int64_t>{1000});
  write();
  deliver();
  EXPECT_THAT(customers_with_activity(), SizeIs(3));
}

// Of an activity and of a segment, whose record is of a person as a whole.
TEST_F(CmfDeliveryTest, KeepsWordsWithoutTheNameHoweverItIsSpelled) {
  load_customers(2);
  hold_evening(2);
  write();
  stand_in_.fault({{"kind", "refuse_row"},
                   {"row", 1001},
                   {"words", "NUMBER1, guest (Guest1@EXAMPLE.org), customer 1001: the address is not valid"}});
  deliver();
  const auto parked = value_of(desk().deliveries().status()).front().parked;
  ASSERT_THAT(parked, SizeIs(2));
  for (const auto& row : parked) EXPECT_THAT(row.words, HasSubstr("…, … (…), customer …: the address is not valid"));
}

}  // namespace
}  // namespace einlass::venue
