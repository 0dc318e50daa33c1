// A kiosk alone, the seats that the server leased to it, and how long it may hand them out. Kiosk and desk are real;
// the test carries rows between them and turns the clocks.
#include "core/base/file.h"
#include "core/rules/words.h"
#include "kiosk/link/replica.h"
#include "server/venue/desk.h"
#include "tests/kiosk/link/link_world.h"

#include <gmock/gmock.h>

namespace einlass::link {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using ::testing::SizeIs;

template <typename T>
T value_of(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

constexpr const char* policy_text = R"({
  "alone": "admit", "re_entry": "none", "walk_in": "no", "transfer": "never", "listed_only": true,
  "seats": "first_come", "cap": {"persons": 16, "kind": "KIND", "counts": "admitted"},
  "badge": {"print": false, "confirm": false, "template": ""}, "search": false
})";

// Share of one kiosk: 16 / 2 = 8 seats.
class ReplicaLeasesTest : public ::testing::Test {
 protected:
  void begin(const std::string& kind) {
    fs::create_directories(folder_.path() / "assets");
    const auto packaged = fs::path(EINLASS_SOURCE_DIR) / "assets";
    for (const auto* part : {"badges", "events", "presets"}) {
      fs::copy(packaged / part, folder_.path() / "assets" / part, fs::copy_options::recursive);
    }
    std::string policy = policy_text;
    policy.replace(policy.find("KIND"), 4, kind);
    value_of(base::write_file(folder_.path() / "assets/presets/seats.json", policy, base::FileMode::Private));
    fs::create_directories(folder_.path() / "server");
    desk_ = value_of(venue::Desk::open(
        {.state_directory = folder_.path() / "server", .assets = folder_.path() / "assets", .clock = &server_clock_}));
    event_ = value_of(desk_->events().create({.preset = "seats",
                                              .key = "evening",
                                              .name = "Evening",
                                              .organiser = "Club",
                                              .starts = "2026-11-23T18:00",
                                              .ends = "2026-11-23T23:00"}))
                 .id;
    std::string list = "Code,First name,Last name,Quantity\n";
    for (int i = 1; i <= 12; ++i) list += "TICKET-" + std::to_string(i) + ",Guest,No " + std::to_string(i) + ",1\n";
    value_of(desk_->guests().import({.event = "evening", .content = list}));
    pair();
    open_replica();
  }

  void pair() {
    const auto keys = base::make_signing_pair();
    const auto offer = value_of(desk_->kiosks().offer({.kiosk_name = "Nord", .event = "evening"}));
    const auto answer = value_of(desk_->kiosks().pair({.secret = offer.secret, .key = keys.open}));
    identity_ = {.kiosk = std::get<wire::PairAccepted>(answer).kiosk, .name = "Nord", .key = keys.secret};
  }

  // As after a start of the program.
  void open_replica() {
    replica_.reset();
    fs::create_directories(folder_.path() / "kiosk");
    replica_ = value_of(Replica::open(StateDirectory(folder_.path() / "kiosk"), identity_, "fonts"));
    replica_->use_clock(&clock_, machine_boot_);
    const auto assignment = value_of(desk_->kiosks().assignment(identity_.kiosk));
    for (const auto& document : assignment.documents) {
      const auto part = value_of(desk_->kiosks().document_part({.hash = document.hash}));
      value_of(replica_->put_document(document, {part->content.begin(), part->content.end()}));
    }
    value_of(replica_->switch_to(assignment));
    if (!replica_->has_key(event_)) value_of(replica_->renew_key());
    for (const auto& part : value_of(desk_->door().guest_list({.event = event_}))) value_of(replica_->put_guests(part));
    value_of(desk_->kiosks().hello(identity_.kiosk, value_of(replica_->hello())));
  }

  template <typename Write>
  auto at_server(Write write) {
    auto& door = desk_->door();
    value_of(door.begin());
    auto result = value_of(write(door));
    value_of(door.commit());
    value_of(replica_->merge(door.take_written()));
    return result;
  }

  wire::LeaseRequest note() { return value_of(replica_->note_lease({.event = event_, .category = ""}, venue_now())); }
  bool grant(const wire::LeaseRequest& request) {
    return at_server([&](auto&) { return desk_->leases().grant(identity_.kiosk, request); });
  }

  void settle() {
    at_server([&](auto&) { return desk_->leases().settle(event_).map([] { return true; }); });
  }

  base::Instant venue_now() const { return server_clock_.wall(); }
  rules::EntryTime time() const { return {.venue = venue_now(), .sure = true, .device_wall = venue_now()}; }
  void pass(base::Milliseconds time) {
    clock_.advance(time);
    server_clock_.advance(time);
  }
  void reboot() {
    machine_boot_ = "another-boot";
    clock_ = base::ManualClock(clock_.wall());
    open_replica();
  }

  // "granted", or the refusal.
  std::string scan(int ticket) {
    const ScanToDecide scan{
        .request = {.scan = {rules::ScanId::random(), 0}},
        .target = std::get<wire::ScanTarget>(replica_->target_of("TICKET-" + std::to_string(ticket)))};
    last_ = value_of(replica_->admit(scan, time()));
    const auto* refused = std::get_if<rules::AdmissionRefused>(&last_.admission);
    return refused == nullptr ? "granted" : std::string(rules::word(refused->refusal));
  }
  sync::OwnLease own() { return value_of(replica_->leases(venue_now())).leases.at(0); }
  std::vector<rules::JournalRow> return_all() {
    sync::ReturnLeases all{.event = event_, .leases = {}};
    for (const auto& lease : value_of(replica_->leases(venue_now())).leases) all.leases.push_back(lease.lease);
    return value_of(replica_->return_leases(all, time()));
  }

  TemporaryFolder folder_;
  base::ManualClock server_clock_{base::Instant::from_unix_ms(1'795'455'000'000)};
  base::ManualClock clock_{base::Instant::from_unix_ms(1'795'455'000'000)};
  std::string machine_boot_ = "a-boot";
  std::unique_ptr<venue::Desk> desk_;
  rules::EventId event_;
  wire::KioskIdentity identity_;
  std::unique_ptr<Replica> replica_;
  Decided last_;
};

TEST_F(ReplicaLeasesTest, WithoutALeaseItHandsOutNoSeat) {
  begin("hard");
  EXPECT_EQ(scan(1), "needs_server");
  EXPECT_EQ(value_of(replica_->leases(venue_now())).wanted, std::vector<std::string>{""});
}

TEST_F(ReplicaLeasesTest, HandsOutWhatWasLeasedAndNoMore) {
  begin("hard");
  const auto request = note();
  ASSERT_TRUE(grant(request));
  for (int ticket = 1; ticket <= 8; ++ticket) EXPECT_EQ(scan(ticket), "granted");
  const auto& seat = std::get<rules::AdmissionGranted>(last_.admission).fact.seat;
  EXPECT_EQ(seat, (rules::Seat{rules::SeatSource::Lease, request.lease}));
  EXPECT_EQ(own().unused, 0);
  EXPECT_EQ(scan(9), "needs_server");
}

TEST_F(ReplicaLeasesTest, ARepeatedRequestGrantsNothingMore) {
  begin("hard");
  const auto request = note();
  ASSERT_TRUE(grant(request));
  EXPECT_TRUE(grant(request));
  EXPECT_THAT(value_of(replica_->leases(venue_now())).leases, SizeIs(1));
  EXPECT_EQ(own().seats, 8);
}

TEST_F(ReplicaLeasesTest, ALeaseThatItNeverAskedForIsNotUsed) {
  begin("hard");
  ASSERT_TRUE(grant({.event = event_, .lease = rules::LeaseId::random()}));
  EXPECT_EQ(scan(1), "needs_server");
  EXPECT_EQ(own().usable_until, std::nullopt) << "so that it is returned";
}

TEST_F(ReplicaLeasesTest, TheHourCountsFromTheRequest) {
  begin("hard");
  const auto request = note();
  pass(std::chrono::minutes(20));
  ASSERT_TRUE(grant(request));
  pass(std::chrono::minutes(39));
  EXPECT_EQ(scan(1), "granted");
  pass(std::chrono::minutes(2));
  EXPECT_EQ(scan(2), "needs_server");
}

TEST_F(ReplicaLeasesTest, AWrongClockLengthensNothing) {
  begin("hard");
  ASSERT_TRUE(grant(note()));
  clock_.advance(std::chrono::minutes(61));  // by the monotonic clock; venue time stands still
  EXPECT_EQ(scan(1), "needs_server");
}

TEST_F(ReplicaLeasesTest, ARestartOfTheProgramChangesNothing) {
  begin("hard");
  ASSERT_TRUE(grant(note()));
  EXPECT_EQ(scan(1), "granted");
  open_replica();
  EXPECT_EQ(scan(2), "granted");
  EXPECT_EQ(own().unused, 6);
}

TEST_F(ReplicaLeasesTest, ARebootEndsAHardCapsLease) {
  begin("hard");
  ASSERT_TRUE(grant(note()));
  reboot();
  EXPECT_EQ(scan(1), "needs_server");
  EXPECT_EQ(own().usable_until, std::nullopt);
}

TEST_F(ReplicaLeasesTest, ASoftCapsLeaseSurvivesARebootByVenueTime) {
  begin("soft");
  ASSERT_TRUE(grant(note()));
  pass(std::chrono::minutes(30));
  reboot();
  EXPECT_EQ(scan(1), "granted");
  pass(std::chrono::minutes(31));
  EXPECT_EQ(scan(2), "needs_server");
}

TEST_F(ReplicaLeasesTest, WhatIsReturnedIsNeverUsedAndFreeAtTheServer) {
  begin("hard");
  ASSERT_TRUE(grant(note()));
  EXPECT_EQ(scan(1), "granted");
  const auto admitted = last_.row;
  const auto rows = return_all();
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(std::get<rules::LeaseReturned>(rows[0].entry.fact).seats, 7);
  EXPECT_EQ(scan(2), "needs_server");
  EXPECT_THAT(return_all(), IsEmpty());
  at_server([&](auto& door) { return door.merge({admitted, last_.row, rows[0]}); });
  EXPECT_THAT(value_of((*desk_->event(event_))->store.leases().open_leases()), IsEmpty());
}

TEST_F(ReplicaLeasesTest, ARequestOfAnotherBootIsForgotten) {
  begin("hard");
  (void)note();
  EXPECT_FALSE(own().granted);
  reboot();
  EXPECT_THAT(value_of(replica_->leases(venue_now())).leases, IsEmpty());
}

// Its file is gone, and with it how many seats were used.
TEST_F(ReplicaLeasesTest, ALostEventFileLosesItsLeases) {
  begin("hard");
  ASSERT_TRUE(grant(note()));
  replica_.reset();
  fs::remove_all(folder_.path() / "kiosk/events");
  open_replica();
  const auto held = value_of(desk_->door().held(event_));
  for (const auto& each : held) {
    value_of(replica_->merge(value_of(desk_->door().rows({event_, each.journal, 0, 100}))));
  }
  EXPECT_EQ(scan(1), "needs_server");
  EXPECT_THAT(value_of(replica_->leases(venue_now())).leases, IsEmpty());
  EXPECT_THAT(value_of((*desk_->event(event_))->store.leases().open_leases()), SizeIs(1)) << "reserved until forfeited";
  ASSERT_THAT(desk_->leases().to_settle(), SizeIs(1)) << "nobody writes under that journal any more";
  settle();
  pass(std::chrono::minutes(66));
  settle();
  EXPECT_THAT(value_of((*desk_->event(event_))->store.leases().open_leases()), IsEmpty());
}

TEST_F(ReplicaLeasesTest, ATimeThatIsSetAheadForfeitsNothingEarly) {
  begin("hard");
  ASSERT_TRUE(grant(note()));
  value_of(desk_->kiosks().revoke("Nord"));
  settle();
  server_clock_.set_wall(server_clock_.wall() + std::chrono::hours(3));
  value_of(desk_->accept_clock());
  EXPECT_THAT(desk_->leases().to_settle(), IsEmpty());
  pass(std::chrono::minutes(66));
  EXPECT_THAT(desk_->leases().to_settle(), SizeIs(1));
}

TEST_F(ReplicaLeasesTest, ARevokedKiosksLeaseIsForfeitedAfterItsEnd) {
  begin("hard");
  ASSERT_TRUE(grant(note()));
  EXPECT_THAT(desk_->leases().to_settle(), IsEmpty());
  value_of(desk_->kiosks().revoke("Nord"));
  ASSERT_THAT(desk_->leases().to_settle(), SizeIs(1));
  settle();
  EXPECT_THAT(desk_->leases().to_settle(), IsEmpty()) << "lost, and not yet over";
  pass(std::chrono::minutes(64));
  EXPECT_THAT(desk_->leases().to_settle(), IsEmpty());
  pass(std::chrono::minutes(2));
  ASSERT_THAT(desk_->leases().to_settle(), SizeIs(1));
  settle();
  EXPECT_THAT(value_of((*desk_->event(event_))->store.leases().open_leases()), IsEmpty());
  EXPECT_EQ(scan(1), "needs_server");
}

}  // namespace
}  // namespace einlass::link
