#include "core/sync/peer.h"

#include "core/wire/proof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using base::ErrorKind;
using base::Milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

const rules::EventId event(base::IdBytes{1});
const rules::JournalId servers(base::IdBytes{2});
const rules::JournalId kiosks(base::IdBytes{3});

template <typename Wanted>
std::optional<Wanted> find(const PeerCommands& commands) {
  for (const auto& command : commands) {
    if (const auto* found = std::get_if<Wanted>(&command)) return *found;
  }
  return std::nullopt;
}

template <typename Wanted>
std::optional<Wanted> sent(const PeerCommands& commands) {
  for (const auto& command : commands) {
    const auto* send = std::get_if<PeerSend>(&command);
    const auto* message = send != nullptr ? std::get_if<Wanted>(&send->message) : nullptr;
    if (message != nullptr) return *message;
  }
  return std::nullopt;
}

class Peer : public testing::Test {
 protected:
  PeerCommands on(const PeerEvent& happened) {
    return peer.on(happened, base::Instant::from_unix_ms(1'795'000'000'000), Milliseconds(0));
  }
  PeerCommands say(wire::Message message) { return on(PeerMessage{std::move(message)}); }

  wire::Prove proof() const {
    const auto text = wire::proof_text(nonce, "binding", kiosk);
    return {.kiosk = kiosk, .signature = base::sign(keys.secret, text), .versions = {}, .software = "kiosk"};
  }
  void prove() {
    say(proof());
    on(KioskFound{.known = true, .revoked = false, .key = keys.open});
  }
  wire::Assignment assigned(const std::string& name) const {
    wire::Assignment assignment;
    assignment.event = event;
    assignment.kiosk_name = name;
    return assignment;
  }

  const base::Hash nonce = base::sha256("nonce");
  const rules::KioskId kiosk{base::IdBytes{9}};
  const base::SigningPair keys = base::make_signing_pair();
  PeerSession peer{{.nonce = nonce, .channel_binding = "binding", .journal = servers, .software = "server"}};
};

TEST_F(Peer, ChallengesFirst) {
  const auto challenge = sent<wire::Challenge>(peer.start());
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->nonce, nonce);
}

TEST_F(Peer, WelcomesAKioskThatProvesItself) {
  EXPECT_EQ(find<FindKiosk>(say(proof()))->kiosk, kiosk);
  EXPECT_TRUE(peer.kiosk().is_nil());
  const auto commands = on(KioskFound{.known = true, .revoked = false, .key = keys.open});
  EXPECT_EQ(sent<wire::Welcome>(commands)->journal, servers);
  EXPECT_EQ(find<AdmitPeer>(commands)->kiosk, kiosk);
  EXPECT_EQ(peer.kiosk(), kiosk);
}

TEST_F(Peer, HearsNothingFromAKioskThatHasNotProvenItself) {
  const auto commands = say(wire::AdmitRequest{});
  EXPECT_EQ(sent<wire::Bye>(commands)->reason, wire::ByeReason::Proof);
  EXPECT_TRUE(find<PeerClose>(commands));
  EXPECT_FALSE(find<AdmitScan>(commands));
  EXPECT_THAT(say(proof()), IsEmpty());  // it is over
}

TEST_F(Peer, RefusesAProofMadeForAnotherConnection) {
  auto wrong = proof();
  wrong.signature = base::sign(keys.secret, wire::proof_text(nonce, "another binding", kiosk));
  say(wrong);
  const auto commands = on(KioskFound{.known = true, .revoked = false, .key = keys.open});
  EXPECT_EQ(sent<wire::Bye>(commands)->reason, wire::ByeReason::Proof);
}

// Only who has the key learns that it was revoked.
TEST_F(Peer, TellsOfARevocationOnlyTheOneWhoHasTheKey) {
  say(proof());
  const auto commands = on(KioskFound{.known = true, .revoked = true, .key = base::make_signing_pair().open});
  EXPECT_EQ(sent<wire::Bye>(commands)->reason, wire::ByeReason::Proof);
}

TEST_F(Peer, PassesOverARepeatedProof) {
  prove();
  EXPECT_THAT(say(proof()), IsEmpty());
}

TEST_F(Peer, RefusesAnotherVersionByName) {
  auto later = proof();
  later.versions = {2, 3};
  EXPECT_EQ(sent<wire::Bye>(say(later))->reason, wire::ByeReason::Version);
}

TEST_F(Peer, AnswersAnUnreadableMessageWithAFarewell) {
  prove();
  EXPECT_EQ(sent<wire::Bye>(on(PeerUnreadable{{ErrorKind::InvalidInput, "what?"}}))->reason,
            wire::ByeReason::BadMessage);
}

TEST_F(Peer, AnswersAMessageOfALaterVersionWithItsReason) {
  prove();
  EXPECT_EQ(sent<wire::Bye>(on(PeerUnreadable{{ErrorKind::Incompatible, "v2"}}))->reason, wire::ByeReason::Version);
}

TEST_F(Peer, RepeatsAnAssignmentThatWasLost) {
  prove();
  EXPECT_EQ(sent<wire::Assignment>(on(PeerAssigned{assigned("Left")}))->number, 1U);
  EXPECT_EQ(sent<wire::Assignment>(on(PeerAssigned{assigned("Right")}))->number, 2U);
  const auto repeated = sent<wire::Assignment>(say(wire::Ping{.token = 1, .assignment = 1}));
  ASSERT_TRUE(repeated);
  EXPECT_EQ(repeated->kiosk_name, "Right");
  EXPECT_FALSE(sent<wire::Assignment>(say(wire::Ping{.token = 2, .assignment = 2})));
}

TEST_F(Peer, PassesOverAHelloThatWasOvertaken) {
  prove();
  EXPECT_TRUE(find<TellPeerHello>(say(wire::Hello{.number = 2, .journal = kiosks})));
  EXPECT_FALSE(find<TellPeerHello>(say(wire::Hello{.number = 1, .journal = kiosks})));
  EXPECT_EQ(sent<wire::Hello>(on(PeerHelloTold{{.journal = servers}}))->number, 2U);
}

TEST_F(Peer, GivesAKioskTheEntriesOfItsOwnEventOnly) {
  const rules::EventId other(base::IdBytes{8});
  prove();
  on(PeerAssigned{assigned("Left")});
  say(wire::Hello{.number = 1, .journal = kiosks, .held = {{event, kiosks, 0}, {other, kiosks, 4}}});
  const auto commands = on(PeerHelloTold{{.journal = servers, .held = {{event, servers, 7}, {other, servers, 9}}}});
  for (const auto& command : commands) {
    const auto* read = std::get_if<ReadRows>(&command);
    EXPECT_TRUE(read == nullptr || (read->event == event) == !read->erasures_only);
  }
  EXPECT_TRUE(find<ReadRows>(commands));
}

TEST_F(Peer, SendsRowsOnceMoreWhosePrivatePartsTheKioskLacks) {
  const auto from = [](const PeerCommands& commands) {
    const auto read = find<ReadRows>(commands);
    return read ? std::optional(read->after) : std::nullopt;
  };
  prove();
  on(PeerAssigned{assigned("Left")});
  wire::Hello hello{.number = 1, .journal = kiosks, .held = {{event, kiosks, 0}, {event, servers, 7}}};
  const wire::Hello mine{.journal = servers, .held = {{event, servers, 9}}};
  say(hello);
  EXPECT_EQ(from(on(PeerHelloTold{mine})), 7U);
  hello.number = 2;
  hello.parts_lacking = {{event, servers, 3}};
  say(hello);
  EXPECT_EQ(from(on(PeerHelloTold{mine})), 3U);
}

// She is to be gone from every disk, not from that of the evening only.
TEST_F(Peer, TellsAKioskWhoWasErasedInEveryEventThatItKeeps) {
  const rules::EventId other(base::IdBytes{8});
  const rules::JournalId organiser(base::IdBytes{9});
  prove();
  on(PeerAssigned{assigned("Left")});
  say(wire::Hello{.number = 1, .journal = kiosks, .held = {{other, kiosks, 0}}});
  const auto asked = find<ReadRows>(on(PeerHelloTold{{.journal = servers, .held = {{other, organiser, 9}}}}));
  ASSERT_TRUE(asked);
  EXPECT_EQ(*asked, (ReadRows{other, organiser, 0, wire::entries_per_message, true}));
  std::vector<rules::JournalRow> rows(1);
  rows[0].entry.id = {organiser, other, 7};
  rows[0].entry.fact = rules::GuestErased{};
  const auto told = on(PeerRowsRead{*asked, rows});
  ASSERT_TRUE(sent<wire::Entries>(told));
  on(PeerRowsRead{find<ReadRows>(told).value(), std::vector<rules::JournalRow>()});
  rows[0].entry.id.sequence = 10;
  rows[0].entry.fact = rules::HelpAsked{};
  EXPECT_FALSE(sent<wire::Entries>(on(PeerRowsWritten{rows})));
  rows[0].entry.fact = rules::GuestErased{};
  EXPECT_TRUE(sent<wire::Entries>(on(PeerRowsWritten{rows})));
}

TEST_F(Peer, HasAnEntryParkedThatItCannotRead) {
  prove();
  rules::JournalRow row;
  row.entry.id = {kiosks, event, 1};
  const rules::UnreadableEntry unreadable{{kiosks, event, 2}, "{}", {}};
  const auto commands = say(wire::Entries{.batch = 4, .rows = {row}, .unreadable = {unreadable}});
  EXPECT_FALSE(find<PeerClose>(commands));
  const auto merge = find<MergePeerRows>(commands);
  ASSERT_TRUE(merge);
  EXPECT_THAT(merge->rows, ElementsAre(row));
  EXPECT_THAT(merge->unreadable, ElementsAre(unreadable));
}

// From its first hello on: before that a kiosk has not looked.
TEST_F(Peer, NotesWhatAKioskPutAsideWheneverItIsSomethingElse) {
  prove();
  const std::vector<wire::ParkedCount> forked{{event, "forked", 2}};
  EXPECT_FALSE(find<NoteParked>(say(wire::Ping{.token = 1})));
  say(wire::Hello{.number = 1, .journal = kiosks, .held = {}, .documents = {}, .font_set = {}, .guest_lists = {}});
  const auto noted = find<NoteParked>(say(wire::Ping{.token = 2, .parked = forked}));
  ASSERT_TRUE(noted);
  EXPECT_EQ(noted->parked, forked);
  EXPECT_FALSE(find<NoteParked>(say(wire::Ping{.token = 3, .parked = forked})));
  const auto resolved = find<NoteParked>(say(wire::Ping{.token = 4}));
  ASSERT_TRUE(resolved);
  EXPECT_THAT(resolved->parked, IsEmpty());
}

TEST_F(Peer, TakesNoReportFromWhoHasNotProvenHerself) {
  EXPECT_TRUE(find<PeerClose>(say(wire::KioskReport())));
}

TEST_F(Peer, NotesAReport) {
  prove();
  const wire::KioskReport report{.to_hand_over = 3, .lag_ms = 1200};
  const auto noted = find<NoteReport>(say(report));
  ASSERT_TRUE(noted);
  EXPECT_EQ(noted->report, report);
}

TEST_F(Peer, SaysWhichScanItCouldNotServe) {
  prove();
  const rules::ScanStep scan{rules::ScanId::random(), 2};
  const auto report = sent<wire::ErrorReport>(on(PeerAdmitFailed{scan, {ErrorKind::Storage, "The disk is full."}}));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->scan, scan);
  EXPECT_EQ(report->kind, ErrorKind::Storage);
}

TEST_F(Peer, SaysNothingMoreOnceItIsRevoked) {
  prove();
  EXPECT_EQ(sent<wire::Bye>(on(PeerRevoked{}))->reason, wire::ByeReason::Revoked);
  EXPECT_THAT(on(PeerAssigned{assigned("Left")}), IsEmpty());
  EXPECT_THAT(say(wire::AdmitRequest{}), IsEmpty());
}

}  // namespace
}  // namespace einlass::sync
