#include "core/base/file.h"
#include "core/wire/messages.h"
#include "db/guest_book.h"
#include "kiosk/link/replica.h"
#include "kiosk/link/state_directory.h"
#include "tests/kiosk/link/link_fixture.h"
#include "tests/kiosk/link/tcp_proxy.h"
#include "tests/support/forgetful_vfs.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::link {
namespace {

using base::ErrorKind;
using testing::HasSubstr;

// In whichever order they come.
void await_connection_and_assignment(Kiosk& kiosk, rules::EventId event) {
  bool connected = false, assigned = false;
  kiosk.await_event([&](const LinkEvent& each) {
    const auto* assignment = std::get_if<Assigned>(&each);
    assigned = assigned || (assignment != nullptr && assignment->event == event);
    connected = connected || std::holds_alternative<Connected>(each);
    return connected && assigned;
  });
}

TEST_F(LinkTest, LearnsItsEventAndItsGuestsAfterPairing) {
  pair(kiosk, "Left");
  kiosk.start();
  const auto assigned = kiosk.await<Assigned>();
  EXPECT_EQ(assigned.event, venue.event());
  EXPECT_EQ(assigned.frame.name, "An evening");
  EXPECT_EQ(assigned.kiosk_name, "Left");
  EXPECT_EQ(assigned.door, "main");
  const auto totals = kiosk.await<Totals>([](const auto& each) { return each.totals.expected_tickets == 3; });
  EXPECT_EQ(totals.totals.admitted, 0);
}

TEST_F(LinkTest, AdmitsThroughTheServer) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto decided = kiosk.admit("TICKET-0001");
  EXPECT_FALSE(decided.alone);
  EXPECT_TRUE(is_granted(decided));
  ASSERT_EQ(decided.tickets.size(), 1U);
  EXPECT_EQ(decided.tickets.front().guest->full_name, "Jana Weiß");
  EXPECT_EQ(refusal(kiosk.admit("TICKET-0001")), rules::Refusal::AlreadyIn);
  EXPECT_EQ(refusal(kiosk.admit("TICKET-9999")), rules::Refusal::UnknownCode);
  kiosk.stop();
  venue.stop();
  EXPECT_EQ(venue.count("admitted"), 1);
  EXPECT_EQ(venue.count("refused"), 2);
}

TEST_F(LinkTest, AnswersTheSameStepAlike) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto scan = kiosk.scan("TICKET-0001");
  EXPECT_TRUE(is_granted(kiosk.admit(scan)));
  EXPECT_TRUE(is_granted(kiosk.admit(scan)));
  kiosk.stop();
  venue.stop();
  EXPECT_EQ(venue.count("admitted"), 1);
}

TEST_F(LinkTest, TellsWhatIsNoTicketWithoutAskingAnybody) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  kiosk.link().admit(kiosk.scan("https://example.org/menu"));
  EXPECT_EQ(kiosk.await<NotATicketCode>().kind, rules::NotATicket::WebLink);
}

TEST_F(LinkTest, LearnsOfOtherKiosksAdmissions) {
  Kiosk other;
  pair(kiosk, "Left");
  pair(other, "Right");
  kiosk.start_and_join();
  other.start_and_join();
  kiosk.admit("TICKET-0001");
  const auto told = other.await<Totals>([](const auto& each) { return each.totals.admitted == 1; });
  EXPECT_EQ(told.totals.inside, 1);
}

TEST_F(LinkTest, DecidesAloneAndHandsOverExactlyOnceWhenTheServerIsBack) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.stop();
  kiosk.await<Alone>();
  const auto decided = kiosk.admit("TICKET-0001");
  EXPECT_TRUE(decided.alone);
  EXPECT_TRUE(is_granted(decided));
  EXPECT_EQ(decided.tickets.front().guest->full_name, "Jana Weiß");
  EXPECT_EQ(refusal(kiosk.admit("TICKET-0001")), rules::Refusal::AlreadyIn);
  EXPECT_TRUE(is_granted(kiosk.admit("TICKET-0003")));
  venue.start();
  kiosk.await<Connected>();
  EXPECT_EQ(refusal(kiosk.admit("TICKET-0003")), rules::Refusal::AlreadyIn);
  kiosk.await<Totals>(all_handed_over);
  venue.stop();  // and once more: what was handed over is not handed over again
  kiosk.await<Alone>();
  venue.start();
  kiosk.await<Connected>();
  kiosk.stop();
  venue.stop();
  EXPECT_EQ(venue.count("admitted"), 2);
  EXPECT_EQ(venue.count("refused"), 2);
}

TEST_F(LinkTest, AdmitsAloneWhenTheServerFallsSilentInMidScan) {
  TcpProxy proxy(venue.port());
  kiosk.decide_alone_as_soon_as_at_a_door();
  pair(kiosk, "Left", proxy.port());
  kiosk.start_and_join();
  proxy.hold();
  const auto scan = kiosk.scan("TICKET-0001");
  const auto decided = kiosk.admit(scan);
  EXPECT_TRUE(decided.alone);
  EXPECT_TRUE(is_granted(decided));
  proxy.let_go();  // the request arrives after all, and a reply to it
  kiosk.await<Totals>(all_handed_over);
  EXPECT_EQ(refusal(kiosk.admit("TICKET-0001")), rules::Refusal::AlreadyIn);
  kiosk.stop();
  venue.stop();
  auto totals = venue.desk().door().totals(venue.event());
  EXPECT_EQ(totals->admitted, 1);
  EXPECT_EQ(totals->conflicts, 0);
}

// What it would say alone it cannot write down, and the server has let her in: at the next kiosk she would be in
// already.
TEST_F(LinkTest, ShowsAnAnswerThatTookLongWhereItsOwnDiskIsFull) {
  TcpProxy proxy(venue.port());
  kiosk.decide_alone_as_soon_as_at_a_door();
  pair(kiosk, "Left", proxy.port());
  support::ForgetfulVfs disk("kiosk-disk");
  disk.make_default();  // the server's files are open
  kiosk.start_and_join();
  kiosk.stop();
  disk.fill(venue.event().text());
  kiosk.start();
  kiosk.await<Connected>();
  proxy.hold();
  const auto scan = kiosk.scan("TICKET-0001");
  kiosk.link().admit(scan);
  EXPECT_EQ(kiosk.await<Checking>().scan, scan.scan);
  proxy.let_go();
  const auto decided = kiosk.await<AdmissionDecided>();
  EXPECT_FALSE(decided.alone);
  EXPECT_TRUE(is_granted(decided));
  kiosk.await<StorageFailed>();
  kiosk.stop();
}

TEST_F(LinkTest, ChecksLongerBeforeItRefusesAlone) {
  TcpProxy proxy(venue.port());
  kiosk.decide_alone_as_soon_as_at_a_door();
  pair(kiosk, "Left", proxy.port());
  kiosk.start_and_join();
  proxy.hold();
  const auto scan = kiosk.scan("TICKET-9999");
  kiosk.link().admit(scan);
  EXPECT_EQ(kiosk.await<Checking>().scan, scan.scan);
  proxy.let_go();
  const auto decided = kiosk.await<AdmissionDecided>();
  EXPECT_FALSE(decided.alone);
  EXPECT_EQ(refusal(decided), rules::Refusal::UnknownCode);
}

TEST_F(LinkTest, StartsWithoutItsServerFromWhatItHas) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  kiosk.admit("TICKET-0001");
  kiosk.stop();
  venue.stop();
  kiosk.start();
  EXPECT_EQ(kiosk.await<Assigned>().event, venue.event());
  EXPECT_EQ(refusal(kiosk.admit("TICKET-0001")), rules::Refusal::AlreadyIn);
  EXPECT_TRUE(is_granted(kiosk.admit("TICKET-0002")));
}

TEST_F(LinkTest, GetsGuestsThatAreImportedWhileItIsConnected) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const std::string list = "Code,First name,Last name\nTICKET-0004,Ada,Neumann\n";
  venue.command("guests.import", R"({"event":"evening","content":")" + base::base64url(base::to_bytes(list)) + R"("})");
  kiosk.await<Totals>([](const auto& each) { return each.totals.expected_tickets == 4; });
  venue.stop();
  kiosk.await<Alone>();
  EXPECT_TRUE(is_granted(kiosk.admit("TICKET-0004")));
}

TEST_F(LinkTest, ServesAnotherEventOnceItIsAssignedAndHandsOverWhatItWroteForTheFirst) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.stop();
  venue.create_event("matinee");
  const auto matinee = venue.desk().events().find("matinee")->id;
  kiosk.await<Alone>();
  EXPECT_TRUE(kiosk.admit("TICKET-0001").alone);
  venue.start();
  venue.command("kiosk.assign", R"({"kiosk":"Left","event":"matinee"})");
  await_connection_and_assignment(kiosk, matinee);
  kiosk.await<Totals>(all_handed_over);
  EXPECT_EQ(refusal(kiosk.admit("TICKET-0001")), rules::Refusal::OtherEvent);
  kiosk.stop();
  venue.stop();
  EXPECT_EQ(venue.count("admitted"), 1);
}

// A stick that breaks, a power cut on a bad disk: the evening goes on.
TEST_F(LinkTest, ADamagedFileOfAnEarlierEventKeepsItFromNoOther) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.stop();
  venue.create_event("matinee");
  venue.start();
  venue.command("kiosk.assign", R"({"kiosk":"Left","event":"matinee"})");
  kiosk.await<Assigned>([&](const auto& each) { return each.event != venue.event(); });
  kiosk.await<Totals>(all_handed_over);
  kiosk.stop();
  const auto damaged = StateDirectory(kiosk.folder()).event_file(venue.event());
  ASSERT_TRUE(base::write_file(damaged, std::string(8192, 'x')));
  kiosk.start();
  kiosk.await<Connected>();
  EXPECT_FALSE(kiosk.admit("TICKET-0001").alone);
}

// Its file at the server is beyond reading, or its disk is full: the kiosk is heard of all the same.
TEST_F(LinkTest, ADamagedEventAtTheServerKeepsNoKioskOfAnotherAway) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.stop();
  venue.create_event("matinee");
  venue.start();
  venue.command("kiosk.assign", R"({"kiosk":"Left","event":"matinee"})");
  kiosk.await<Assigned>([&](const auto& each) { return each.event != venue.event(); });
  kiosk.await<Totals>(all_handed_over);
  venue.damage_event_file();
  venue.start();
  kiosk.await<Connected>();
  EXPECT_FALSE(kiosk.admit("TICKET-0001").alone);
}

// She is to be gone from every disk, not from that of the evening only.
TEST_F(LinkTest, HearsWhoWasErasedInAnEventThatItServedBefore) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.stop();
  venue.create_event("matinee");
  venue.start();
  venue.command("kiosk.assign", R"({"kiosk":"Left","event":"matinee"})");
  kiosk.await<Assigned>([&](const auto& each) { return each.event != venue.event(); });
  venue.stop();
  rules::EntryDraft erasure;
  erasure.fact = rules::GuestErased{venue.guest("TICKET-0001")};
  venue.append(erasure);
  venue.start();
  kiosk.await<Connected>();
  kiosk.await<Totals>();
  EXPECT_FALSE(kiosk.admit("TICKET-0001").alone) << "what the server said before that has come, too";
  kiosk.stop();
  const auto directory = StateDirectory(kiosk.folder());
  const auto key = *EventKeysAtRest(directory.keys_folder()).key(venue.event());
  ASSERT_TRUE(key);
  auto store = store::EventStore::open({.file = directory.event_file(venue.event()),
                                        .event = venue.event(),
                                        .journal = rules::JournalId::random(),
                                        .at_rest = store::AtRest::Encrypted,
                                        .key = key});
  ASSERT_TRUE(store);
  const auto rows = store->guests().by_guest(std::get<rules::GuestErased>(erasure.fact).erased);
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_FALSE(rows->front().guest.is_named());
}

// It has joined, and a batch is still not answered: the server would let her in once more.
TEST_F(LinkTest, AsksWithWhatItDecidedOnTheTicketAndTheServerHasNotAnswered) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  venue.stop();
  kiosk.await<Alone>();
  const auto admitted = kiosk.admit("TICKET-0001");
  EXPECT_TRUE(kiosk.admit("TICKET-0002").alone);
  kiosk.stop();
  const StateDirectory directory(kiosk.folder());
  const auto replica = *Replica::open(directory, *directory.identity(), "test");
  ASSERT_TRUE(replica->switch_to(**replica->last_assignment()));
  const auto request = kiosk.scan("TICKET-0001");
  const ScanToDecide again{request, std::get<wire::ScanTarget>(replica->target_of("TICKET-0001"))};
  const auto own = [&](std::uint64_t answered) {
    return *replica->own_entries(again, [=](rules::JournalId) { return answered; });
  };
  ASSERT_EQ(own(0).size(), 1U);
  const auto row = own(0).front();
  EXPECT_EQ(row.entry.scan, admitted.scan);
  EXPECT_TRUE(own(row.entry.id.sequence).empty()) << "answered";
  ASSERT_TRUE(replica->compare({{venue.event(), replica->journal(), 9, std::nullopt}})) << "it was put back";
  ASSERT_NE(replica->journal(), row.entry.id.journal);
  EXPECT_EQ(own(0), std::vector{row}) << "it is still the one who let her in";
  EXPECT_TRUE(own(row.entry.id.sequence).empty());
}

TEST_F(LinkTest, KeepsWhatItCannotReadAndTakesTheOthers) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  kiosk.stop();
  const StateDirectory directory(kiosk.folder());
  const auto replica = Replica::open(directory, directory.identity().value(), "test").value();
  ASSERT_TRUE(replica->switch_to(replica->last_assignment().value().value()));
  rules::JournalRow row;
  row.entry.id = {rules::JournalId::random(), venue.event(), 1};
  row.entry.fact = rules::HelpAsked{};
  const rules::UnreadableEntry unreadable{{row.entry.id.journal, venue.event(), 2}, R"({"format":9})", {}};
  EXPECT_THAT(replica->merge({row}, {unreadable}).value(),
              testing::ElementsAre(rules::Merged{row.entry.id, rules::MergeAnswer::Accepted, ""},
                                   rules::Merged{unreadable.id, rules::MergeAnswer::Parked, "unknown_fact"}));
  EXPECT_THAT(replica->hello().value().held, testing::Contains(wire::Held{venue.event(), row.entry.id.journal, 2}));
}

TEST_F(LinkTest, KeepsNoNameReadableOnItsDisk) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  kiosk.admit("TICKET-0001");
  kiosk.stop();
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kiosk.folder())) {
    if (!entry.is_regular_file()) continue;
    ++files;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    for (const auto* secret : {"Weiß", "Haddad", "haddad", "Sommer", "TICKET-0001"}) {
      EXPECT_EQ(content.find(secret), std::string::npos) << entry.path() << " holds " << secret;
    }
  }
  EXPECT_GE(files, 4);
}

TEST(LinkStart, NamesTheCommandThatPairs) {
  TemporaryFolder folder;
  base::SystemClock clock;
  const auto link = start_link({.state_dir = folder.path(), .clock = &clock, .post = [](const LinkEvent&) {}});
  ASSERT_FALSE(link);
  EXPECT_EQ(link.error().kind, ErrorKind::NotFound);
  EXPECT_THAT(link.error().message, HasSubstr("einlass kiosk pair"));
}

}  // namespace
}  // namespace einlass::link
