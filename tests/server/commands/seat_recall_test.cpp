// Where kiosks hold the seat that a guest at a page lacks, it is asked back before anybody says that the event is full.
#include "db/attendance_journal.h"
#include "tests/server/commands/host_fixture.h"

namespace einlass::commands {
namespace {

class SeatRecall : public HostFixture {
 protected:
  // A cap that nobody may go beyond, with one seat left, which the kiosk has for when it is alone.
  void SetUp() override {
    create("club_evening");
    pair("Nord 1");
    ASSERT_TRUE(desk_->kiosks().hello(kiosk_.id, {.journal = journal_}));
    const auto changes = json::parse(R"({"cap": {"persons": 2, "kind": "hard", "counts": "admitted"}})");
    ASSERT_FALSE(ask("event.set_policy", {{"changes", changes}}, std::nullopt).error);
    go_to("18:30");
    walk_in("First");
    decide("First", {});
    ASSERT_EQ(admitted(), 1);
    lease_ = rules::LeaseId::random();
    ASSERT_TRUE(desk_->door().begin());
    ASSERT_TRUE(desk_->leases().grant(kiosk_.id, {.event = event_, .lease = lease_, .category = {}}).value());
    ASSERT_TRUE(desk_->door().commit());
    walk_in("Eva");
  }

  // She stands at the door and waits for a host's word.
  void walk_in(const std::string& name) {
    const json::object guest{{"ticket", id(name)}, {"last_name", name}, {"list_owner", "anna"}, {"at_door", true}};
    ASSERT_FALSE(ask("guest.add", guest, staff_).error);
    ASSERT_EQ(scan_at_kiosk(name), "awaiting_approval");
  }

  Answer decide(const std::string& name, json::object more) {
    more["ticket"] = id(name);
    more["scan"] = scan_id(name);
    more["step"] = 0;
    if (!more.contains("approved")) more["approved"] = true;
    return ask("guest.decide", std::move(more), anna_);
  }

  // As the kiosk writes it, in its own journal.
  void return_seat() {
    auto kiosk =
        store::EventStore::open({.file = folder_ / "kiosk.db", .event = event_, .journal = journal_, .vfs = {}})
            .value();
    rules::EntryDraft draft;
    draft.place = venue::place_of(kiosk_);
    draft.fact = rules::LeaseReturned{.lease = lease_, .seats = 1};
    auto transaction = kiosk.begin().value();
    const auto row =
        kiosk.journal().append(draft, {.venue = clock_.wall(), .sure = true, .device_wall = clock_.wall()});
    ASSERT_TRUE(row);
    ASSERT_TRUE(transaction.commit());
    ASSERT_TRUE(desk_->door().begin());
    ASSERT_TRUE(desk_->door().merge({*row}));
    ASSERT_TRUE(desk_->door().commit());
  }

  rules::JournalId journal_ = rules::JournalId::random();  // the kiosk's
  rules::LeaseId lease_;
};

TEST_F(SeatRecall, IsAskedForBeforeAnApprovedGuestIsToldThatItIsFull) {
  const auto before = entries();
  const auto waits = decide("Eva", {{"may_wait", true}});
  EXPECT_TRUE(waits.at("seats_asked_back").as_bool()) << waits.text;
  EXPECT_EQ(entries(), before) << "nothing is decided yet";
  const auto recalls = desk_->leases().take_recalls();
  ASSERT_EQ(recalls.size(), 1U);
  EXPECT_EQ(recalls[0].event, event_);
  EXPECT_EQ(recalls[0].holders, std::set{journal_});
  return_seat();
  EXPECT_EQ(decide("Eva", {}).word("outcome"), "admitted");
  EXPECT_EQ(admitted(), 2);
}

TEST_F(SeatRecall, AsksNobodyWhereSheMayNotWait) {
  EXPECT_EQ(decide("Eva", {}).word("refusal"), "full");
  EXPECT_FALSE(desk_->leases().has_recalls());
}

TEST_F(SeatRecall, AsksNobodyForWhoIsDeclined) {
  EXPECT_FALSE(decide("Eva", {{"may_wait", true}, {"approved", false}, {"reason", "full"}}).error);
  EXPECT_FALSE(desk_->leases().has_recalls());
}

TEST_F(SeatRecall, IsOverOnceNoKioskHoldsAny) {
  return_seat();
  EXPECT_EQ(decide("Eva", {{"may_wait", true}}).word("outcome"), "admitted");
  EXPECT_FALSE(desk_->leases().has_recalls());
}

TEST_F(SeatRecall, IsTheSameForATap) {
  decide("Eva", {});
  const auto again = ask("guest.admit", {{"ticket", id("Eva")}, {"scan", scan_id("tap")}, {"may_wait", true}}, anna_);
  EXPECT_TRUE(again.at("seats_asked_back").as_bool()) << again.text;
  EXPECT_TRUE(desk_->leases().has_recalls());
  return_seat();
  const auto tapped = ask("guest.admit", {{"ticket", id("Eva")}, {"scan", scan_id("tap")}}, anna_);
  EXPECT_EQ(tapped.word("outcome"), "admitted");
}

}  // namespace
}  // namespace einlass::commands
