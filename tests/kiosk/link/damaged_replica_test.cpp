// A kiosk whose files were damaged while it was off: it sets them aside, goes on, and gets from its server what it
// lacks.
#include "core/base/file.h"
#include "tests/kiosk/link/link_world.h"
#include "tests/kiosk/link/tcp_proxy.h"

#include <algorithm>
#include <optional>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

namespace einlass::link {
namespace {

namespace fs = std::filesystem;

class DamagedReplicaTest : public testing::Test {
 protected:
  // The kiosk admitted one guest and handed it over; now it is off.
  void SetUp() override {
    const auto code = venue_.code("Left");
    venue_.start();
    proxy_.emplace(venue_.port());
    kiosk_.pair({.hosts = {"127.0.0.1"}, .port = proxy_->port(), .ca_key = venue_.ca_key(), .secret = code.secret});
    kiosk_.start_and_join();
    EXPECT_TRUE(is_granted(kiosk_.admit("TICKET-0001")));
    kiosk_.stop();
  }

  fs::path event_file() const { return kiosk_.folder() / "events" / (venue_.event().text() + ".db"); }
  // The file opens; the damage shows when its entries are read. Its bytes.
  std::string spoil_entries() {
    constexpr std::size_t page = 4096;
    auto bytes = bytes_of(event_file());
    int spoilt = 0;
    for (std::size_t at = page; at < bytes.size(); at += page) {
      if (bytes.substr(at, page).find(R"("kind":"admitted")") == std::string::npos) continue;
      bytes.replace(at, 100, std::string(100, '\x5a'));
      ++spoilt;
    }
    EXPECT_GT(spoilt, 0);
    overwrite(event_file(), bytes);
    return bytes;
  }
  // Any file of the kiosk, wherever it was moved.
  bool holds_code_key() const {
    return std::ranges::any_of(fs::recursive_directory_iterator(kiosk_.folder()), [](const auto& entry) {
      return entry.is_regular_file() && bytes_of(entry.path()).find("\"code_key\"") != std::string::npos;
    });
  }
  fs::path damaged(const std::string& name) const { return kiosk_.folder() / "damaged-1" / name; }
  static std::string bytes_of(const fs::path& file) { return base::read_file(file, std::size_t{1} << 26U).value(); }
  static void overwrite(const fs::path& file, const std::string& bytes) {
    if (!base::write_file(file, bytes)) throw std::runtime_error("cannot write " + file.string());
  }
  void start_and_expect_it_serves_again() {
    kiosk_.start_and_join();
    expect_it_serves_again();
  }
  // With all guests and entries, and able to admit alone; what it writes then the server takes.
  void expect_it_serves_again() {
    kiosk_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 1; });
    EXPECT_FALSE(is_granted(kiosk_.admit("TICKET-0001"))) << "she is in already";
    venue_.stop();
    kiosk_.await<Alone>();
    EXPECT_TRUE(is_granted(kiosk_.admit("TICKET-0002")));
    venue_.start();
    kiosk_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 2 && totals.to_hand_over == 0; });
    kiosk_.stop();
    venue_.stop();
    EXPECT_EQ(venue_.count("admitted"), 2);
    EXPECT_TRUE(venue_.desk().reports().status()->events.front().parked.empty());
  }

  Venue venue_;
  std::optional<TcpProxy> proxy_;
  Kiosk kiosk_;
};

TEST_F(DamagedReplicaTest, SetsAnEventsCutFileAsideAndGetsTheEventAgain) {
  const auto whole = bytes_of(event_file());
  overwrite(event_file(), whole.substr(0, whole.size() / 2));
  start_and_expect_it_serves_again();
  EXPECT_EQ(bytes_of(damaged(event_file().filename())), whole.substr(0, whole.size() / 2)) << "to be rescued from";
}

TEST_F(DamagedReplicaTest, TakesAnEmptyFileForALostOne) {
  overwrite(event_file(), "");
  start_and_expect_it_serves_again();
  EXPECT_FALSE(fs::exists(kiosk_.folder() / "damaged-1"));
}

TEST_F(DamagedReplicaTest, SetsAFileAsideInWhichPagesOfItsEntriesAreGarbage) {
  const auto bytes = spoil_entries();
  kiosk_.start_and_join();
  kiosk_.link().admit(kiosk_.scan("TICKET-0001"));
  // The kiosk looks at its entries by itself, too: whoever comes before that holds her ticket up once more.
  const auto answer = kiosk_.await_event([](const LinkEvent& event) {
    return std::holds_alternative<AdmissionImpossible>(event) || std::holds_alternative<AdmissionDecided>(event);
  });
  if (std::holds_alternative<AdmissionImpossible>(answer)) kiosk_.await<Connected>();
  expect_it_serves_again();
  EXPECT_EQ(bytes_of(damaged(event_file().filename())).size(), bytes.size());
}

// Somebody waits for the server's word while the file of the event goes and no other can take its place.
TEST_F(DamagedReplicaTest, TellsWhoWaitsThatNothingWasDecidedOnceItsEventIsClosed) {
  const auto other = rules::EventId::random();
  overwrite(kiosk_.folder() / "events" / (other.text() + ".db"), std::string(8192, 'x'));
  overwrite(kiosk_.folder() / "damaged-1", "in the way of a folder");
  kiosk_.decide_alone_as_soon_as_at_a_door();
  kiosk_.start();
  kiosk_.await<Connected>();
  proxy_->hold();
  const auto waits = kiosk_.scan("TICKET-9999");
  kiosk_.link().admit(waits);
  kiosk_.await<Checking>();
  overwrite(event_file(), std::string(8192, 'x'));
  kiosk_.link().write({.token = 1, .event = other, .draft = {}, .print = {}});  // it looks through its files
  const auto given_up = kiosk_.await<AdmissionImpossible>();
  EXPECT_EQ(given_up.scan, waits.scan);
  EXPECT_EQ(given_up.why.kind, base::ErrorKind::Storage);
  const auto next = kiosk_.scan("TICKET-0002");
  kiosk_.link().admit(next);
  EXPECT_EQ(kiosk_.await<AdmissionImpossible>().scan, next.scan);
}

TEST_F(DamagedReplicaTest, KeepsItsEntriesWhereOnlyItsSettingsWereDamaged) {
  const auto file = kiosk_.folder() / "venue.db";
  overwrite(file, bytes_of(file).substr(0, 5000));
  start_and_expect_it_serves_again();
}

// With its settings the key went to which private parts are sealed for the server, and the file is opened before the
// server says it again.
TEST_F(DamagedReplicaTest, SealsForTheServerAgainWhereItsSettingsWereDamaged) {
  const auto file = kiosk_.folder() / "venue.db";
  overwrite(file, bytes_of(file).substr(0, 5000));
  kiosk_.start_and_join();
  kiosk_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 1; });
  venue_.stop();
  kiosk_.await<Alone>();
  rules::EntryDraft draft;
  draft.fact = rules::HelpAsked{};
  draft.private_content = R"({"reason":"Her name is missing"})";
  kiosk_.link().write({.token = 1, .event = venue_.event(), .draft = draft, .print = {}});
  ASSERT_TRUE(kiosk_.await<Written>().row);
  kiosk_.stop();
  SQLite::Database written(event_file().string());
  EXPECT_EQ(written.execAndGet("SELECT count(*) FROM sealed_parts").getInt(), 1);
}

// Else nobody would know when they have to go.
TEST_F(DamagedReplicaTest, KeepsNeitherNamesNorKeysWithoutItsSettingsIfNoServerComes) {
  venue_.stop();
  const auto file = kiosk_.folder() / "venue.db";
  const auto bytes = bytes_of(file);
  overwrite(file, std::string(100, 'x') + bytes.substr(100));
  ASSERT_FALSE(fs::is_empty(kiosk_.folder() / "keys"));
  ASSERT_TRUE(holds_code_key());
  kiosk_.start();
  kiosk_.await<Unassigned>();
  for (int i = 0; i < 1'200 && !fs::is_empty(kiosk_.folder() / "keys"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  kiosk_.stop();
  EXPECT_TRUE(fs::is_empty(kiosk_.folder() / "keys"));
  EXPECT_FALSE(holds_code_key());
}

}  // namespace
}  // namespace einlass::link
