// A kiosk whose machine was started anew, without a server and with a clock that may be wrong: whose names it still
// shows, and when they go.
#include "db/event_store.h"
#include "db/guest_book.h"
#include "kiosk/link/link_pump.h"
#include "tests/kiosk/link/sealed_replica_fixture.h"

namespace einlass::link {
namespace {

// The same state directory after the machine was started anew, without a server: its time is unsure.
class KioskStartedAlone final : private ServerLine {
 public:
  KioskStartedAlone(const std::filesystem::path& folder, base::Instant wall) : clock_(wall) {
    auto parts = open_pump_parts({.state_dir = folder,
                                  .software = "einlass-kiosk test",
                                  .font_set = "test",
                                  .built = base::Instant::from_unix_ms(1'700'000'000'000),
                                  .clock = &clock_,
                                  .post = [this](LinkEvent event) { events_.push_back(std::move(event)); }},
                                 "another boot");
    ServerLine& line = *this;
    pump_ = std::make_unique<LinkPump>(std::move(parts).value(), line, [] { return 0.5; });
    pump_->start();
  }

  void pass(base::Milliseconds time) {
    for (base::Milliseconds passed{0}; passed < time; passed += std::chrono::seconds(1)) {
      clock_.advance(std::chrono::seconds(1));
      pump_->pass_time();
    }
  }
  // Without a word from anybody, as often as there is something to do at once.
  void work() {
    while (pump_->time_until_due() == base::Milliseconds(0)) pump_->pass_time();
  }
  store::GuestBook& guests() { return (*pump_->replica().current())->guests(); }
  void confirm(base::Instant time) { pump_->confirm_time(time); }

  std::string name_for(const std::string& code) {
    events_.clear();
    pump_->admit({.scan = {rules::ScanId::random(), 0}, .what = code});
    pass(std::chrono::seconds(5));
    const auto* decided = last<AdmissionDecided>();
    return decided != nullptr ? name_on(*decided) : "";
  }

  template <typename Event>
  const Event* last() const {
    for (auto event = events_.rbegin(); event != events_.rend(); ++event) {
      if (const auto* found = std::get_if<Event>(&*event)) return found;
    }
    return nullptr;
  }

 private:
  void use_hosts(const std::vector<std::string>&) override {}
  void connect() override {}
  void send(const wire::Message&, std::function<void()>) override {}
  void close() override {}

  base::ManualClock clock_;
  std::vector<LinkEvent> events_;
  std::unique_ptr<LinkPump> pump_;
};

TEST_F(SealedReplica, AClockThatStandsBeforeTheEventAsksTheTeamAndKeepsTheNames) {
  set_up();
  kiosk.stop();
  venue->stop();
  const auto now = base::SystemClock().wall();
  const auto starts = now + std::chrono::hours(240);
  const auto zone = *base::VenueZone::open("Europe/Berlin");
  const auto local = [&](base::Instant time) { return zone.local_iso(time).substr(0, 16); };
  ASSERT_TRUE(venue->desk().events().change(
      {.event = "evening", .starts = local(starts), .ends = local(starts + std::chrono::hours(6))}));
  venue->start();
  kiosk.start();
  kiosk.await<Assigned>([&](const Assigned& assigned) { return assigned.frame.starts > now + a_week; });
  kiosk.stop();
  venue->stop();
  KioskStartedAlone alone(kiosk.folder(), now);
  ASSERT_NE(alone.last<TimeInDoubt>(), nullptr);
  EXPECT_FALSE(alone.last<TimeInDoubt>()->names_go);
  EXPECT_EQ(alone.last<TimeSettled>(), nullptr);
  alone.pass(std::chrono::minutes(30));
  EXPECT_FALSE(std::filesystem::is_empty(keys()));
  alone.confirm(starts);
  EXPECT_NE(alone.last<TimeSettled>(), nullptr);
}

// One entry of this kiosk's own is with the server, of two nobody has answered.
class LeftWithEntries : public SealedReplica {
 protected:
  void SetUp() override {
    set_up();
    complain(std::get<rules::AdmissionGranted>(kiosk.admit("TICKET-0001").admission).ticket);
    kiosk.await<Totals>([](const Totals& totals) { return totals.to_hand_over == 0; });
    venue->stop();
    kiosk.await<Alone>();
    admit_alone_and_complain("TICKET-0002");
    kiosk.stop();
  }

  static std::uint64_t to_hand_over(KioskStartedAlone& alone) {
    alone.pass(std::chrono::seconds(2));
    const auto* totals = alone.last<Totals>();
    if (totals == nullptr) throw std::runtime_error("the kiosk told no totals");
    return totals->to_hand_over;
  }
};

TEST_F(LeftWithEntries, AKioskStillCountsThemAfterARestartWithoutItsServer) {
  {
    KioskStartedAlone alone(kiosk.folder(), base::SystemClock().wall());
    EXPECT_EQ(to_hand_over(alone), 2U);
    EXPECT_EQ(alone.name_for("TICKET-0003"), "Lia Sommer");
    EXPECT_EQ(to_hand_over(alone), 3U);
  }
  KioskStartedAlone again(kiosk.folder(), base::SystemClock().wall());
  EXPECT_EQ(to_hand_over(again), 3U);
}

TEST_F(LeftWithEntries, AKioskCountsWhatTheServerHadOnceItIsHandedOverToAnother) {
  venue->lose_everything();
  venue->start();
  kiosk.hand_over(venue->code_for_who_brings_the_event("Left"));
  venue->stop();
  KioskStartedAlone alone(kiosk.folder(), base::SystemClock().wall());
  EXPECT_EQ(to_hand_over(alone), 4U) << "the lost server's one, its own one, and the two";
}

class StartedAlone : public SealedReplica {
 protected:
  void SetUp() override {
    set_up();
    kiosk.stop();
    venue->stop();
    secrets = keys_in(kiosk.folder(), venue->event());
  }

  bool key_is_there() const { return !std::filesystem::is_empty(keys()); }
  static base::Instant now() { return base::SystemClock().wall(); }

  std::vector<std::string> secrets;
};

TEST_F(StartedAlone, GoesOnWithNamesWhileItsClockIsWithinTheEvent) {
  KioskStartedAlone alone(kiosk.folder(), now());
  EXPECT_EQ(alone.last<TimeInDoubt>(), nullptr);
  EXPECT_EQ(alone.name_for("TICKET-0001"), "Jana Weiß");
}

TEST_F(StartedAlone, LearnsWhomToFindBeforeAnybodySearches) {
  KioskStartedAlone alone(kiosk.folder(), now());
  alone.work();
  EXPECT_TRUE(alone.guests().index(0).value()) << "the first search would have to";
}

TEST_F(StartedAlone, AClockFarAheadLocksTheNamesAway) {
  KioskStartedAlone alone(kiosk.folder(), now() + a_week);
  ASSERT_NE(alone.last<TimeInDoubt>(), nullptr);
  EXPECT_LE(alone.last<TimeInDoubt>()->earliest, now());
  EXPECT_EQ(alone.name_for("TICKET-0001"), "");
  alone.pass(std::chrono::minutes(9));
  EXPECT_TRUE(key_is_there());
}

TEST_F(StartedAlone, OpensAgainWhenTheTeamSetsTheTime) {
  KioskStartedAlone alone(kiosk.folder(), now() + a_week);
  alone.pass(std::chrono::minutes(8));
  alone.confirm(now());
  EXPECT_NE(alone.last<TimeSettled>(), nullptr);
  EXPECT_EQ(alone.name_for("TICKET-0001"), "Jana Weiß");
  alone.pass(std::chrono::minutes(30));
  EXPECT_TRUE(key_is_there());
}

TEST_F(StartedAlone, ForgetsWhenNobodySetsTheTimeForTenMinutes) {
  KioskStartedAlone alone(kiosk.folder(), now() + a_week);
  alone.pass(std::chrono::minutes(11));
  EXPECT_NE(alone.last<Unassigned>(), nullptr);
  EXPECT_FALSE(key_is_there());
  expect_none(everything_in(kiosk.folder()), secrets);
}

TEST_F(StartedAlone, ForgetsWhenTheTeamSaysThatTheEventIsLongOver) {
  KioskStartedAlone alone(kiosk.folder(), now() + a_week);
  alone.confirm(now() + a_week);
  EXPECT_NE(alone.last<Unassigned>(), nullptr);
  EXPECT_FALSE(key_is_there());
}

TEST_F(StartedAlone, NobodySetsTheTimeBackBeyondWhatIsSure) {
  KioskStartedAlone alone(kiosk.folder(), now() + a_week);
  alone.confirm(base::Instant::from_unix_ms(0));
  EXPECT_EQ(alone.name_for("TICKET-0001"), "Jana Weiß");
}

TEST_F(StartedAlone, AClockSetBackDoesNotBringTheExpiryBack) {
  {  // the power goes before the kiosk acts on what the server said last
    const StateDirectory directory(kiosk.folder());
    const auto replica = Replica::open(directory, directory.identity().value(), "test").value();
    ASSERT_TRUE(replica->set_latest_sure(now() + a_week));
  }
  KioskStartedAlone alone(kiosk.folder(), now());
  EXPECT_NE(alone.last<Unassigned>(), nullptr);
  EXPECT_FALSE(key_is_there());
}

}  // namespace
}  // namespace einlass::link
