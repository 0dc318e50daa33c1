// What a kiosk's disk shows while its event is on, and afterwards: names, codes and keys, searched for byte by byte.
#include "core/base/file.h"
#include "core/wire/event_keys.h"
#include "db/venue_store.h"
#include "kiosk/link/link_pump.h"
#include "kiosk/link/state_directory.h"
#include "tests/kiosk/link/link_world.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::link {
namespace {

using rules::KeyAtRest;
using testing::SizeIs;

constexpr auto a_week = std::chrono::hours(24 * 7);
constexpr const char* complaint = R"({"reason":"Frau Sommer ist enttäuscht"})";

std::string everything_in(const std::filesystem::path& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    bytes.append(entry.path().filename().string()).append(std::istreambuf_iterator<char>(in), {});
  }
  return bytes;
}

void expect_none(const std::string& bytes, const std::vector<std::string>& secrets) {
  ASSERT_GT(bytes.size(), 4096U);
  for (const auto& secret : secrets) EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
}

const std::vector<std::string> names_and_codes{"Jana",   "jana",   "JANA",   "Weiß",       "weiß",       "weiss",
                                               "Omar",   "omar",   "Haddad", "haddad",     "HADDAD",     "Sommer",
                                               "sommer", "SOMMER", "nttäus", "TICKET-000", "ticket-000", "ticket000"};

std::string raw(const base::SecretKey& key) {
  return {key.begin(), key.end()};
}

// The replica's key and the key of the codes, and what they look like on disk.
std::vector<std::string> keys_in(const std::filesystem::path& folder, rules::EventId event) {
  std::vector<std::string> secrets;
  const auto note = [&](const base::SecretKey& key) {
    secrets.push_back(base::hex(key));
    secrets.push_back(raw(key));
  };
  const auto sealing = EventKeysAtRest(StateDirectory(folder).keys_folder()).key(event).value();
  if (sealing) note(*sealing);
  const auto venue = store::VenueStore::open(StateDirectory(folder).venue_file()).value();
  const auto documents = venue.documents_of_kind("keys").value();
  for (const auto& document : documents) {
    const auto keys = wire::read_event_keys(venue.document(document.hash).value()->content).value();
    note(keys.code_key);
    for (const char* code : {"TICKET-0001", "TICKET-0002", "TICKET-0003"}) {
      secrets.push_back(raw(rules::code_hash(keys.code_key, code)));
    }
  }
  return secrets;
}

std::string name_on(const AdmissionDecided& decided) {
  if (decided.tickets.empty() || !decided.tickets.front().guest) return "";
  return decided.tickets.front().guest->full_name;
}

bool is_granted(const AdmissionDecided& decided) {
  return std::holds_alternative<rules::AdmissionGranted>(decided.admission);
}

class SealedReplica : public testing::Test {
 protected:
  void set_up(KeyAtRest key_at_rest = KeyAtRest::UntilExpiry) {
    venue = std::make_unique<Venue>(key_at_rest);
    venue->start();
    pair();
    kiosk.start_and_join();
  }

  void pair() {
    venue->stop();
    const auto code = venue->code("Left");
    venue->start();
    kiosk.pair(code);
  }

  // A fact with a private part that is this kiosk's own.
  void complain(rules::TicketId ticket) {
    rules::EntryDraft draft;
    draft.ticket = ticket;
    draft.fact = rules::BadgeFailed{.serial = rules::BadgeSerial::random(), .fault = rules::BadgeFault::Other};
    draft.private_content = complaint;
    kiosk.link().write({.token = 1, .event = venue->event(), .draft = draft, .print = std::nullopt});
    ASSERT_TRUE(kiosk.await<Written>().row);
  }

  void admit_alone_and_complain(const std::string& code) {
    const auto decided = kiosk.admit(code);
    ASSERT_TRUE(is_granted(decided));
    ASSERT_TRUE(decided.alone);
    complain(std::get<rules::AdmissionGranted>(decided.admission).ticket);
  }

  // What the server holds in the end.
  void expect_all_handed_over() {
    kiosk.stop();
    venue->stop();
    const auto failed = venue->rows("badge_failed");
    ASSERT_THAT(failed, SizeIs(1));
    ASSERT_TRUE(failed.front().private_part);
    EXPECT_EQ(failed.front().private_part->content, complaint);
    EXPECT_EQ(venue->count("admitted"), 2);
  }

  std::filesystem::path keys() const { return StateDirectory(kiosk.folder()).keys_folder(); }

  std::unique_ptr<Venue> venue;
  Kiosk kiosk;
};

TEST_F(SealedReplica, ShowsNoNameNoCodeAndNoKeyOnceTheEventIsOver) {
  set_up();
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0001")), "Jana Weiß");
  venue->stop();
  kiosk.await<Alone>();
  admit_alone_and_complain("TICKET-0002");
  expect_none(everything_in(kiosk.folder()), names_and_codes);
  const auto secrets = keys_in(kiosk.folder(), venue->event());
  ASSERT_THAT(secrets, SizeIs(7));
  for (const auto& file : std::filesystem::directory_iterator(keys())) {
    EXPECT_EQ(file.status().permissions(), std::filesystem::perms(0600));
  }

  kiosk.clock().pass(a_week);
  kiosk.await<Unassigned>();
  expect_none(everything_in(kiosk.folder()), names_and_codes);
  expect_none(everything_in(kiosk.folder()), secrets);
  kiosk.stop();
  expect_none(everything_in(kiosk.folder()), secrets);
  EXPECT_TRUE(std::filesystem::is_empty(keys()));

  kiosk.start();
  kiosk.await<Unassigned>();
  venue->clock().pass(a_week);
  venue->start();
  kiosk.await<Connected>();
  expect_none(everything_in(kiosk.folder()), names_and_codes);
  expect_all_handed_over();
  EXPECT_TRUE(std::filesystem::is_empty(keys()));
}

TEST_F(SealedReplica, HandsOverWhatItWroteAfterItForgotItsGuests) {
  set_up();
  kiosk.admit("TICKET-0001");
  venue->stop();
  kiosk.await<Alone>();
  const auto decided = kiosk.admit("TICKET-0002");
  kiosk.clock().pass(a_week);
  kiosk.await<Unassigned>();
  complain(std::get<rules::AdmissionGranted>(decided.admission).ticket);
  expect_none(everything_in(kiosk.folder()), names_and_codes);
  venue->clock().pass(a_week);
  venue->start();
  kiosk.await<Connected>();
  expect_all_handed_over();
}

TEST_F(SealedReplica, AnEventThatGoesOnAfterAllIsServedAgain) {
  set_up();
  venue->stop();
  kiosk.await<Alone>();
  kiosk.clock().pass(a_week);
  kiosk.await<Unassigned>();
  venue->start();
  kiosk.await<Assigned>();
  kiosk.await<Totals>([](const Totals& totals) { return totals.totals.expected_tickets == 3; });
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0001")), "Jana Weiß");
}

TEST_F(SealedReplica, InMemoryOnlyTheKeyEndsWithTheProgramAndAdmissionsGoOn) {
  set_up(KeyAtRest::MemoryOnly);
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0001")), "Jana Weiß");
  EXPECT_FALSE(std::filesystem::exists(keys()) && !std::filesystem::is_empty(keys()));
  kiosk.stop();
  venue->stop();

  kiosk.start();
  kiosk.await<Assigned>();
  const auto alone = kiosk.admit("TICKET-0002");
  EXPECT_TRUE(is_granted(alone));
  EXPECT_TRUE(alone.alone);
  EXPECT_EQ(name_on(alone), "");
  complain(std::get<rules::AdmissionGranted>(alone.admission).ticket);
  expect_none(everything_in(kiosk.folder()), names_and_codes);

  venue->start();
  kiosk.await<Connected>();
  for (int i = 0; i < 100 && name_on(kiosk.admit("TICKET-0003")).empty(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0003")), "Lia Sommer");
  venue->stop();
  kiosk.await<Alone>();
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0001")), "Jana Weiß") << "its own list has the names again";
  expect_none(everything_in(kiosk.folder()), names_and_codes);
  kiosk.stop();
  const auto failed = venue->rows("badge_failed");
  ASSERT_THAT(failed, SizeIs(1));
  ASSERT_TRUE(failed.front().private_part);
  EXPECT_EQ(failed.front().private_part->content, complaint);
}

TEST_F(SealedReplica, ARevokedKioskForgetsAtOnceAndHandsOverWhenItIsPairedAgain) {
  set_up();
  kiosk.admit("TICKET-0001");
  venue->stop();
  kiosk.await<Alone>();
  admit_alone_and_complain("TICKET-0002");
  const auto secrets = keys_in(kiosk.folder(), venue->event());
  ASSERT_TRUE(venue->desk().kiosks().revoke("Left"));
  venue->start();
  kiosk.await<TurnedAway>();
  expect_none(everything_in(kiosk.folder()), secrets);
  expect_none(everything_in(kiosk.folder()), names_and_codes);
  EXPECT_TRUE(std::filesystem::is_empty(keys()));
  kiosk.stop();

  pair();
  kiosk.start_and_join();
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0003")), "Lia Sommer");
  kiosk.stop();
  venue->stop();
  const auto failed = venue->rows("badge_failed");
  ASSERT_THAT(failed, SizeIs(1));
  ASSERT_TRUE(failed.front().private_part);
  EXPECT_EQ(failed.front().private_part->content, complaint);
}

// The old server's key opens nothing any more: what is written from then on is sealed to the new one's.
TEST_F(SealedReplica, AKioskThatWasHandedOverSealsForItsNewServer) {
  set_up();
  kiosk.admit("TICKET-0001");
  kiosk.stop();
  venue->lose_everything();
  venue->start();
  kiosk.hand_over(venue->code_for_who_brings_the_event("Left"));
  const auto sealed_to = [&] {
    const auto own = store::VenueStore::open(StateDirectory(kiosk.folder()).venue_file()).value();
    return own.setting("part_key." + venue->event().text()).value().value();
  };
  const auto before = sealed_to();
  kiosk.start();
  kiosk.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 1 && totals.to_hand_over == 0; });
  for (int i = 0; i < 100 && sealed_to() == before; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  ASSERT_NE(sealed_to(), before);
  venue->stop();
  kiosk.await<Alone>();
  admit_alone_and_complain("TICKET-0002");
  kiosk.clock().pass(a_week);
  kiosk.await<Unassigned>();
  venue->clock().pass(a_week);
  venue->start();
  kiosk.await<Connected>();
  expect_all_handed_over();
}

// By its server's time the event was over for a week: the kiosk forgot its guests, on the connection that still stands.
TEST_F(SealedReplica, IsServedAgainOnceTheServersClockWasPutRight) {
  set_up();
  venue->clock().set_wrong_by(a_week);
  venue->command("venue_time.accept", "{}");
  kiosk.await<Unassigned>();
  venue->clock().set_wrong_by(base::Milliseconds(0));
  venue->command("venue_time.accept", "{}");
  kiosk.await<Assigned>();
  kiosk.await<Totals>([](const Totals& totals) { return totals.totals.expected_tickets == 3; });
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0001")), "Jana Weiß");
}

// The server may be lost while it serves the other one.
TEST_F(SealedReplica, AKioskThatIsGivenAnotherEventKeepsTheFirstUntilItExpires) {
  set_up();
  kiosk.admit("TICKET-0001");
  const auto secrets = keys_in(kiosk.folder(), venue->event());
  kiosk.stop();
  venue->stop();
  venue->create_event("other");
  ASSERT_TRUE(venue->desk().kiosks().assign("Left", "other", std::nullopt));
  venue->start();
  kiosk.start();
  kiosk.await<Assigned>([&](const Assigned& assigned) { return assigned.event != venue->event(); });
  const auto key_of_first = keys() / (venue->event().text() + ".key");
  kiosk.clock().pass(std::chrono::minutes(1));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_TRUE(std::filesystem::exists(key_of_first));
  kiosk.clock().pass(a_week);
  for (int i = 0; i < 100 && std::filesystem::exists(key_of_first); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  kiosk.stop();
  expect_none(everything_in(kiosk.folder()), secrets);
}

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
