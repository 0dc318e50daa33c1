// What was written to other systems, and what is due, goes along with a packed event and comes back: each record is
// made once, whichever server does it.
#include "db/crm_store.h"
#include "server/venue/packed_outbox.h"
#include "server/venue/state_files.h"
#include "tests/server/venue/pack_fixture.h"

#include <vector>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using rules::OutboxRow;
using rules::OutboxState;
using testing::IsEmpty;
using testing::SizeIs;

class PackOutboxTest : public PackFixture {
 protected:
  PackOutboxTest() {
    settings::ConnectorSettings tickets;
    tickets.name = "tickets";
    tickets.kind = settings::ConnectorKind::Pretix;
    connectors_ = {tickets};
    desk_.reset();
    desk_ = open(folder_);
    laptop_.reset();
    laptop_ = open(laptop_state());
    create(new_event());
    value_of(office().guests().import(
        {.event = "summit-2026",
         .content = "Name,Code,External ID\nAda Lovelace,A,1\nMax Born,B,2\nLise Meitner,C,3\n",
         .source = "tickets",
         .is_pulled = true}));
    office_kiosk_ = pair("Nord 1");
    scan_at(office(), office_kiosk_, "A");
    scan_at(office(), office_kiosk_, "B");
    clock_.advance(std::chrono::hours(8));
  }

  base::Result<void> write(Desk& desk, bool is_confirmed = false) {
    const auto reading = desk.deliveries().begin_write({"summit-2026", "tickets", "summit/12", is_confirmed});
    if (!reading) return base::failed(reading);
    return desk.deliveries().finish_write(*reading, value_of(reading->read()), std::nullopt);
  }
  // What the system is asked for, in so many batches, all of which it does.
  int deliver(Desk& desk) {
    int requests = 0;
    while (auto task = value_of(desk.deliveries().begin_delivery(event_, "tickets"))) {
      std::vector<crm::Delivered> answers;
      for (const auto& step : task->steps) {
        ++requests;
        ++made_[step.row.record];
        answers.push_back({.record = step.row.record,
                           .step = step.step,
                           .answer = {.fate = crm::Fate::Done, .remote_id = std::to_string(++last_id_)}});
      }
      value_of(desk.deliveries().finish_delivery(*task, answers));
    }
    return requests;
  }
  void admit_late(Desk& desk, const std::string& code) {
    const auto listed = row_at(desk, code);
    rules::JournalRow row;
    row.entry.id = {rules::JournalId::random(), event_, 1};
    row.entry.ticket = listed.ticket.id;
    row.entry.guest = listed.guest.id;
    row.entry.scan = rules::ScanStep{rules::ScanId::random(), 0};
    row.entry.place = {.name = "Süd 9"};
    row.entry.time.venue = desk.now() - std::chrono::hours(7);
    row.entry.alone = true;
    row.entry.fact =
        rules::Admitted{.persons = 1, .places = 1, .category = "guest", .day = base::VenueDay::parse("2026-11-23")};
    value_of(desk.door().begin());
    value_of(desk.door().merge({row}));
    value_of(desk.door().commit());
  }
  std::vector<OutboxRow> rows(Desk& desk) { return value_of(store_at(desk).outbox().rows("tickets")); }
  bool is_told_to_write(Desk& desk) { return !value_of(desk.deliveries().outlets()).empty(); }

  std::map<std::string, int> made_;  // by record
  int last_id_ = 0;
};

TEST_F(PackOutboxTest, WhatIsDueIsWrittenByTheServerThatHasTheEventAndOnceOnly) {
  value_of(write(office()));
  unpack(laptop(), pack(office(), "laptop"));
  EXPECT_EQ(value_of(office().deliveries().next_delivery(value_of(office().deliveries().outlets()))), std::nullopt);
  EXPECT_EQ(deliver(office()), 0) << "the other server may be at it";
  EXPECT_TRUE(is_told_to_write(laptop()));
  EXPECT_EQ(deliver(laptop()), 2);
  admit_late(laptop(), "C");
  EXPECT_EQ(deliver(laptop()), 1);
  unpack(office(), pack(laptop()));
  EXPECT_EQ(deliver(laptop()), 0);
  EXPECT_EQ(deliver(office()), 0);
  ASSERT_THAT(rows(office()), SizeIs(3));
  for (const auto& row : rows(office())) {
    EXPECT_EQ(row.state, OutboxState::Settled);
    EXPECT_FALSE(row.remote_id.empty()) << "so that it can be taken back";
  }
  value_of(office().deliveries().undo({"summit-2026", "tickets"}));
  EXPECT_EQ(deliver(office()), 3);
  for (const auto& [record, times] : made_) EXPECT_EQ(times, 2) << "once made, once taken back: " << record;
}

TEST_F(PackOutboxTest, WhatWasWrittenAtTheOfficeIsNotWrittenAgainAtTheVenue) {
  value_of(write(office()));
  EXPECT_EQ(deliver(office()), 2);
  unpack(laptop(), pack(office()));
  value_of(write(laptop()));
  EXPECT_EQ(deliver(laptop()), 0);
  unpack(office(), pack(laptop()));
  admit_late(office(), "C");
  EXPECT_EQ(deliver(office()), 1) << "it goes on by itself";
}

TEST_F(PackOutboxTest, AskForASecondYesWhileTheEventIsAway) {
  value_of(write(office()));
  const auto file = pack(office(), "laptop");
  const auto refused = write(office());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
  EXPECT_EQ(office().deliveries().undo({"summit-2026", "tickets"}).error().kind, ErrorKind::Refused);
  ASSERT_TRUE(value_of(office().deliveries().status("summit-2026")).at(0).packed_away);
  EXPECT_EQ(value_of(office().deliveries().status("summit-2026")).at(0).packed_away->label, "laptop");
  clock_.advance(base::Milliseconds(1000));
  value_of(write(office(), true));
  EXPECT_EQ(deliver(office()), 2);
  EXPECT_FALSE(value_of(office().deliveries().status("summit-2026")).at(0).packed_away);
  pack(office());
  EXPECT_FALSE(write(office())) << "the yes was of that time";
}

// Each made the records without the other: nobody knows by now what lies there, so it is asked for once more.
TEST_F(PackOutboxTest, WhatBothWroteIsAskedForAgain) {
  value_of(write(office()));
  unpack(laptop(), pack(office()));
  clock_.advance(base::Milliseconds(1000));
  value_of(write(office(), true));
  EXPECT_EQ(deliver(office()), 2);
  EXPECT_EQ(deliver(laptop()), 2);
  const auto back = pack(laptop());
  unpack(office(), back);
  for (const auto& row : rows(office())) EXPECT_EQ(row.state, OutboxState::Sent);
  EXPECT_EQ(deliver(office()), 2);
  for (const auto& row : rows(office())) EXPECT_EQ(row.state, OutboxState::Settled);
}

TEST_F(PackOutboxTest, WhatWasTakenBackAtTheVenueStaysTakenBack) {
  value_of(write(office()));
  EXPECT_EQ(deliver(office()), 2);
  unpack(laptop(), pack(office()));
  value_of(laptop().deliveries().undo({"summit-2026", "tickets"}));
  EXPECT_EQ(deliver(laptop()), 2);
  const auto back = pack(laptop());
  unpack(office(), back);
  EXPECT_EQ(deliver(office()), 0);
  EXPECT_FALSE(value_of(store_at(office()).outbox().target("tickets"))->enabled);
  value_of(write(office()));
  EXPECT_EQ(deliver(office()), 2) << "as a person said";
  unpack(office(), back);
  EXPECT_EQ(deliver(office()), 0) << "an older file says nothing new";
}

// The laptop has no CRM: a person who said no is no less of one there.
TEST_F(PackOutboxTest, WhoObjectsIsWrittenNowhere) {
  settings::ConnectorSettings crm;
  crm.name = "crm";
  crm.kind = settings::ConnectorKind::Pimcore;
  connectors_.push_back(crm);
  desk_.reset();
  desk_ = open(folder_);
  const auto objects = [&](bool ada_does) {
    const store::PullKey key{.connector = "crm", .remote = ""};
    auto store = value_of(store::CrmStore::open(folder_ / crm_file));
    value_of(store.begin_pull(key, true, clock_.wall()));
    value_of(store.keep_page(key, {.persons = {{.connector = "crm",
                                                .id = "7",
                                                .first_name = "Ada",
                                                .last_name = "Lovelace",
                                                .email = "ada@x.org",
                                                .objects_to_profiling = ada_does}},
                                   .next = "W",
                                   .last = true}));
    value_of(store.finish_pull(key, clock_.wall()));
    desk_.reset();
    desk_ = open(folder_);
  };
  value_of(office().guests().import({.event = "summit-2026",
                                     .content = "Name,Code,External ID,Email\nAda Lovelace,A,1,ada@x.org\n",
                                     .source = "tickets",
                                     .is_pulled = true}));
  objects(true);
  const auto file = pack(office());
  const auto ada = row_at(office(), "A").guest.id;
  unpack(laptop(), file);
  value_of(write(laptop()));
  EXPECT_EQ(deliver(laptop()), 1) << "Max was there, too";
  for (const auto& row : rows(laptop())) {
    if (row.guest != ada) continue;
    EXPECT_EQ(row.hold, rules::OutboxHold::Objects);
    EXPECT_EQ(row.state, OutboxState::Parked);
  }
  EXPECT_THAT(value_of(store_at(laptop()).outbox().objections()), SizeIs(1));
  objects(false);
  unpack(office(), pack(laptop()));
  EXPECT_EQ(deliver(office()), 1) << "the office knows better by now";
  unpack(laptop(), pack(office()));
  EXPECT_THAT(value_of(store_at(laptop()).outbox().objections()), IsEmpty());
  EXPECT_EQ(deliver(laptop()), 0);
  objects(true);
  pack(office());
  EXPECT_THAT(value_of(store_at(office()).outbox().objections()), SizeIs(1));
  value_of(office().door().begin());
  value_of(
      office().staff().erase({.event = event_, .place = {.kiosk = {}, .name = "command line", .door = {}}}, {ada}));
  value_of(office().door().commit());
  EXPECT_THAT(value_of(store_at(office()).outbox().objections()), IsEmpty());
}

TEST_F(PackOutboxTest, NobodyWhoWasErasedComesBackWithIt) {
  value_of(write(office()));
  const auto file = pack(office());
  unpack(laptop(), file);
  EXPECT_EQ(deliver(laptop()), 2);
  const auto back = pack(laptop());
  const auto ada = row_at(office(), "A").guest.id;
  value_of(office().door().begin());
  value_of(
      office().staff().erase({.event = event_, .place = {.kiosk = {}, .name = "command line", .door = {}}}, {ada}));
  value_of(office().door().commit());
  unpack(office(), back);
  ASSERT_THAT(rows(office()), SizeIs(1));
  EXPECT_NE(rows(office())[0].guest, ada);
}

TEST(MergedRow, TakesWhatIsFurtherAndWishesAsItIsTold) {
  const OutboxRow due{.record = "r", .desired = "x", .state = OutboxState::Due};
  const OutboxRow made{.record = "r", .desired = "x", .recorded = "x", .remote_id = "7"};
  const OutboxRow gone{.record = "r", .generation = 1};
  const OutboxRow sent{.record = "r", .desired = "x", .sending = "x", .state = OutboxState::Sent};
  struct Case {
    const char* what;
    OutboxRow here, there;
    bool is_its_word;
    std::string recorded, remote_id;
    OutboxState state;
  };
  const std::vector<Case> cases{
      {"the other made it", due, made, false, "x", "7", OutboxState::Settled},
      {"this one made it", made, due, true, "x", "7", OutboxState::Settled},
      {"the other removed it", made, gone, true, "", "", OutboxState::Settled},
      {"the other removed it, and here it is wanted", made, gone, false, "", "", OutboxState::Due},
      {"the other is at it", due, sent, false, "", "", OutboxState::Sent},
      {"this one was at it, and the other knows what came of it", sent, made, true, "x", "7", OutboxState::Settled},
  };
  for (const auto& each : cases) {
    const auto row = merged_row(each.here, each.there, each.is_its_word);
    EXPECT_EQ(row.recorded, each.recorded) << each.what;
    EXPECT_EQ(row.remote_id, each.remote_id) << each.what;
    EXPECT_EQ(row.state, each.state) << each.what;
    EXPECT_EQ(merged_row(row, each.there, each.is_its_word), row) << "twice: " << each.what;
  }
}

}  // namespace
}  // namespace einlass::venue
