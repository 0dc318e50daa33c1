// Leases between a server and its kiosks: granted once, recalled for whoever waits.
#include "core/base/file.h"
#include "db/lease_book.h"
#include "tests/server/web/kiosk_sessions_fixture.h"

namespace einlass::web {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* policy = R"({
  "alone": "admit", "re_entry": "none", "walk_in": "no", "transfer": "never", "listed_only": true,
  "seats": "first_come", "cap": {"persons": 3, "kind": "hard", "counts": "admitted"},
  "badge": {"print": false, "confirm": false, "template": ""}, "search": false
})";

// Three seats, for whoever comes first.
class LeaseSessionsTest : public KioskSessionsTest {
 protected:
  struct Holder {
    Kiosk kiosk;
    rules::JournalId journal = rules::JournalId::random();
    std::uint64_t sequence = 0;
    base::Hash last{};
  };

  void SetUp() override {
    const auto assets = folder.path() / "assets";
    fs::create_directories(assets);
    for (const auto* part : {"badges", "events", "presets"}) {
      fs::copy(fs::path(EINLASS_BINARY_DIR) / "share" / "einlass" / part, assets / part, fs::copy_options::recursive);
    }
    ASSERT_TRUE(base::write_file(assets / "presets" / "seats.json", policy, base::FileMode::Private));
    auto options = desk_options();
    options.assets = assets;
    desk = venue::Desk::open(options).value();
    const auto event = desk->events().create({.preset = "seats",
                                              .key = "evening",
                                              .name = "An evening",
                                              .organiser = "Club",
                                              .starts = "2026-11-23T18:00",
                                              .ends = "2026-11-23T22:00"});
    ASSERT_TRUE(event) << event.error().message;
    event_id = event->id;
    import_guests("evening");
    make_sessions();
  }

  Holder joined(const std::string& name) {
    Holder holder{.kiosk = paired_and_joined(name)};
    say(holder.kiosk.session,
        wire::Hello{.number = 1, .journal = holder.journal, .held = {{event_id, holder.journal, 0}}});
    return holder;
  }

  // The revoked kiosk, paired anew: another kiosk to the server, with the journal that it had.
  void join_again() {
    west_.kiosk = paired_and_joined("west again");
    say(west_.kiosk.session,
        wire::Hello{.number = 1, .journal = west_.journal, .held = {{event_id, west_.journal, 0}}});
  }
  std::vector<venue::OverCap> over_caps() { return desk->reports().status().value().events.at(0).over_caps; }

  wire::LeaseRequest ask(const Holder& holder, rules::LeaseId lease = rules::LeaseId::random()) {
    wire::LeaseRequest request{.event = event_id, .lease = lease};
    say(holder.kiosk.session, request);
    return request;
  }

  std::vector<store::OpenLease> leases() { return desk->event(event_id).value()->store.leases().open_leases().value(); }

  void give_back(Holder& holder, const wire::LeaseRequest& request, int seats) {
    rules::JournalRow row;
    row.entry.id = {.journal = holder.journal, .event = event_id, .sequence = ++holder.sequence};
    row.entry.place.name = "kiosk";
    row.entry.fact = rules::LeaseReturned{.lease = request.lease, .seats = seats};
    row.entry.previous = std::exchange(holder.last, base::Hash{});
    say(holder.kiosk.session, wire::Entries{.batch = holder.sequence, .rows = {row}});
  }

  // One seat is taken, and each kiosk has one.
  void lease_both() {
    west_asked_ = ask(west_);
    east_asked_ = ask(east_);
    ASSERT_THAT(leases(), SizeIs(2));
    say(west_.kiosk.session, admission(2));
    ASSERT_TRUE(next<wire::AdmitReply>(west_.kiosk.session));
  }

  Holder west_;
  Holder east_;
  wire::LeaseRequest west_asked_;
  wire::LeaseRequest east_asked_;
};

TEST_F(LeaseSessionsTest, GrantAShareOnceHoweverOftenItIsAskedFor) {
  west_ = joined("west");
  const auto request = ask(west_);
  ask(west_, request.lease);
  const auto granted = leases();
  ASSERT_THAT(granted, SizeIs(1));
  EXPECT_EQ(granted[0].holder, west_.journal);
  EXPECT_EQ(granted[0].seats, 1) << "half of what is left";
  EXPECT_FALSE(next<wire::LeaseDenied>(west_.kiosk.session));
}

TEST_F(LeaseSessionsTest, DenyWhereNothingIsLeft) {
  west_ = joined("west");
  east_ = joined("east");
  lease_both();
  const auto third = ask(west_);
  EXPECT_EQ(next<wire::LeaseDenied>(west_.kiosk.session).value().lease, third.lease);
  EXPECT_THAT(leases(), SizeIs(2));
}

TEST_F(LeaseSessionsTest, DenyWhatTheEventHasNotToLease) {
  west_ = joined("west");
  say(west_.kiosk.session,
      wire::LeaseRequest{.event = event_id, .lease = rules::LeaseId::random(), .category = "press"});
  EXPECT_TRUE(next<wire::LeaseDenied>(west_.kiosk.session));
}

TEST_F(LeaseSessionsTest, RecallUnusedSeatsBeforeAGuestIsToldThatItIsFull) {
  west_ = joined("west");
  east_ = joined("east");
  lease_both();
  const auto request = admission(0);
  say(west_.kiosk.session, request);
  EXPECT_FALSE(next<wire::AdmitReply>(west_.kiosk.session)) << "it is decided when the seats are back";
  EXPECT_EQ(next<wire::LeaseRecall>(east_.kiosk.session).value().event, event_id);
  give_back(east_, east_asked_, 1);
  run_turn();
  const auto reply = next<wire::AdmitReply>(west_.kiosk.session);
  ASSERT_TRUE(reply);
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(reply->admission));
  EXPECT_THAT(sessions->next_due(), testing::Ne(clock.monotonic()));
}

TEST_F(LeaseSessionsTest, DecideAfterASecondAtTheLatest) {
  west_ = joined("west");
  east_ = joined("east");
  lease_both();
  say(west_.kiosk.session, admission(0));
  clock.advance(KioskSessions::longest_recall - base::Milliseconds(1));
  run_turn();
  EXPECT_FALSE(next<wire::AdmitReply>(west_.kiosk.session));
  clock.advance(base::Milliseconds(1));
  run_turn();
  const auto reply = next<wire::AdmitReply>(west_.kiosk.session);
  ASSERT_TRUE(reply);
  EXPECT_EQ(std::get<rules::AdmissionRefused>(reply->admission).refusal, rules::Refusal::Full);
}

TEST_F(LeaseSessionsTest, WaitForNobodyWhoIsNotThere) {
  west_ = joined("west");
  east_ = joined("east");
  lease_both();
  give_back(west_, west_asked_, 1);
  say(west_.kiosk.session, admission(0));
  ASSERT_TRUE(next<wire::AdmitReply>(west_.kiosk.session));
  sessions->closed(east_.kiosk.session);
  say(west_.kiosk.session, admission(1));
  const auto reply = next<wire::AdmitReply>(west_.kiosk.session);
  ASSERT_TRUE(reply) << "the other kiosk is parted";
  EXPECT_EQ(std::get<rules::AdmissionRefused>(reply->admission).refusal, rules::Refusal::Full);
}

TEST_F(LeaseSessionsTest, DeclareARevokedKiosksJournalLostAndForfeitItsLease) {
  west_ = joined("west");
  ask(west_);
  ASSERT_TRUE(desk->kiosks().revoke("west"));
  sessions->refresh();
  run_turn();
  ASSERT_THAT(leases(), SizeIs(1));
  EXPECT_TRUE(leases()[0].holder_is_lost);
  clock.advance(std::chrono::minutes(64));
  run_turn();
  EXPECT_THAT(leases(), SizeIs(1));
  clock.advance(std::chrono::minutes(2));
  run_turn();
  EXPECT_THAT(leases(), IsEmpty());
}

// The kiosk was found in the van, and paired anew.
TEST_F(LeaseSessionsTest, ForfeitNoLeaseOfAKioskThatWritesAgain) {
  west_ = joined("west");
  ask(west_);
  ASSERT_TRUE(desk->kiosks().revoke("west"));
  sessions->refresh();
  run_turn();
  ASSERT_TRUE(leases()[0].holder_is_lost);
  join_again();
  clock.advance(std::chrono::minutes(66));
  run_turn();
  EXPECT_THAT(leases(), SizeIs(1)) << "it may have used the seats, and says so when it is connected";
}

TEST_F(LeaseSessionsTest, ShowWhoLetPersonsInBeyondTheCap) {
  west_ = joined("west");
  const auto request = ask(west_);
  const auto day = leases().at(0).day;
  ASSERT_TRUE(desk->kiosks().revoke("west"));
  sessions->refresh();
  run_turn();
  clock.advance(std::chrono::minutes(66));
  run_turn();
  ASSERT_THAT(leases(), IsEmpty());
  east_ = joined("east");
  for (const std::size_t ticket : {0, 1, 2}) {
    say(east_.kiosk.session, admission(ticket));
    const auto reply = next<wire::AdmitReply>(east_.kiosk.session);
    ASSERT_TRUE(reply && std::holds_alternative<rules::AdmissionGranted>(reply->admission));
  }
  EXPECT_THAT(over_caps(), IsEmpty());

  join_again();
  rules::JournalRow late;
  late.entry.id = {.journal = west_.journal, .event = event_id, .sequence = 1};
  late.entry.place = {.kiosk = west_.kiosk.id, .name = "west", .door = "main"};
  late.entry.ticket = rules::TicketId::random();
  late.entry.scan = rules::ScanStep{rules::ScanId::random(), 0};
  late.entry.alone = true;
  late.entry.fact = rules::Admitted{.persons = 1,
                                    .places = 1,
                                    .category = "guest",
                                    .day = day,
                                    .seat = {.source = rules::SeatSource::Lease, .lease = request.lease}};
  say(west_.kiosk.session, wire::Entries{.batch = 1, .rows = {late}});
  ASSERT_EQ(next<wire::EntriesAnswer>(west_.kiosk.session).value().answers.at(0).answer, rules::MergeAnswer::Accepted);
  const auto over = over_caps();
  ASSERT_THAT(over, SizeIs(1));
  EXPECT_EQ(over[0].overrun.cap, 3);
  EXPECT_EQ(over[0].overrun.persons, 1);
  ASSERT_THAT(over[0].late, SizeIs(1));
  EXPECT_EQ(over[0].late[0].place, "west");
  EXPECT_EQ(over[0].late[0].door, "main");
  EXPECT_EQ(over[0].late[0].persons, 1);
}

}  // namespace
}  // namespace einlass::web
